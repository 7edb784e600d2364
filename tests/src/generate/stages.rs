//! Domains, pipelines and stages as text.

use super::conditions::{condition, short_atom};
use super::draw::Draw;
use super::fields::date;
use super::plan::{Domain, Plan, Shape, Stage, Track};
use super::vocabulary::{COMMENTS, NOUNS, REASONS};

/// A whole domain.
pub(super) fn domain_text(plan: &Plan, shape: &Shape, draw: &mut Draw, domain: &Domain) -> String {
    let mut text = format!("domain {} \"{}\" on {}", domain.name, domain.label, domain.object);
    if domain.per_product {
        text.push_str(" per product");
    }
    if let Some((source, _)) = &domain.source {
        text.push_str(&format!(" rolls up most advanced {source}"));
    }
    text.push_str(" {\n");
    for (index, &track) in domain.tracks.iter().enumerate() {
        let track = &plan.tracks[track];
        if index > 0 {
            text.push('\n');
        }
        if track.pipeline {
            text.push_str(&format!("  pipeline {} \"{}\" {{\n", track.path, track.label));
        }
        let source = domain.source.as_ref().map(|(_, index)| &plan.tracks[*index]);
        let mut writer = Writer { plan, shape, draw, track, indent: if track.pipeline { "    " } else { "  " } };
        text.push_str(&writer.stages(source));
        if track.pipeline {
            text.push_str("  }\n");
        }
    }
    text.push('}');
    text
}

struct Writer<'a> {
    plan: &'a Plan,
    shape: &'a Shape,
    draw: &'a mut Draw,
    track: &'a Track,
    indent: &'static str,
}

impl Writer<'_> {
    fn stages(&mut self, source: Option<&Track>) -> String {
        let mut text = String::new();
        let count = self.track.ranked.len();
        for (rank, stage) in self.track.ranked.iter().chain(&self.track.others).enumerate() {
            if self.shape.comments && self.draw.chance(15) {
                text.push_str(&format!("{}// {}\n", self.indent, self.draw.pick(COMMENTS)));
            }
            let mut items = match source {
                Some(source) => derived(stage, source, rank, count),
                None => self.items(stage, rank),
            };
            if self.draw.chance(self.shape.detail) || stage.marks.contains("golden") {
                items.extend(self.remarks(stage));
            }
            let label = if stage.label == stage.name { String::new() } else { format!(" \"{}\"", stage.label) };
            text.push_str(&format!("{}{}stage {}{label} {{\n", self.indent, stage.marks, stage.name));
            for item in items {
                for line in item.lines() {
                    text.push_str(&format!("{}  {line}\n", self.indent));
                }
            }
            text.push_str(&format!("{}}}\n", self.indent));
        }
        text
    }

    fn maybe(&mut self) -> bool {
        self.draw.chance(self.shape.detail)
    }

    fn items(&mut self, stage: &Stage, rank: usize) -> Vec<String> {
        let mut items = vec![format!("means \"{}\"", stage.means), self.owner()];
        if stage.name == "EarlyAdoption" {
            items.insert(0, "counts as first_value".to_owned());
        }
        if let Some(probability) = stage.probability {
            items.push(format!("probability {probability}%"));
            if self.maybe() {
                let category = if probability < 60 { "pipeline" } else { "best_case" };
                items.push(format!("forecast {category}"));
            }
        }
        let open = rank < self.track.ranked.len();
        if open && (rank > 0 || self.maybe()) {
            items.push(self.entry(stage));
        }
        if open && rank + 1 < self.track.ranked.len() {
            let exit = self.exit(rank);
            let entry = items.last().filter(|last| last.starts_with("entry") && !last.contains('\n'));
            let column = entry.and_then(|entry| entry.find('{')).unwrap_or_default();
            items.push(match exit.strip_prefix("exit { ") {
                Some(rest) if column > 0 => format!("{:column$}{{ {rest}", "exit"),
                _ => exit,
            });
            if self.maybe() {
                items.extend(self.clocks());
            }
        } else if stage.marks == "hold " {
            items.push(format!("exit {{ to {} }}", self.draw.pick(&self.track.ranked).name));
        }
        items
    }

    fn owner(&mut self) -> String {
        let owner = self.draw.pick(&self.plan.teams).clone();
        match self.draw.pick(&self.plan.teams) {
            second if self.draw.chance(5) && *second != owner => format!("owner {owner}, {second}"),
            _ => format!("owner {owner}"),
        }
    }

    fn entry(&mut self, stage: &Stage) -> String {
        let auto = self.track.object == "contact" && stage.marks.is_empty() && self.draw.chance(25);
        let keyword = if auto { "entry auto" } else { "entry" };
        let count = self.draw.between(1, 3);
        if count == 1 {
            return format!("{keyword} {{ {} }}", self.criterion());
        }
        let mut lines = self.criteria(count, "  ");
        if !auto && self.draw.chance(10) {
            lines.push(format!("  manual \"The {} was gone through with the buyer\"", self.draw.pick(NOUNS)));
        }
        if self.maybe() {
            let quantifier = *self.draw.pick(&["any of", "all of", "2 of"]);
            lines.push(format!("  {quantifier} {{"));
            lines.extend(self.criteria(3, "    "));
            lines.push("  }".to_owned());
        }
        format!("{keyword} {{\n{}\n}}", lines.join("\n"))
    }

    /// Criteria with what people read behind some of them, in a column.
    fn criteria(&mut self, count: usize, indent: &str) -> Vec<String> {
        let criteria: Vec<String> = (0..count).map(|_| self.criterion()).collect();
        let prose: Vec<bool> = criteria.iter().map(|text| text.len() < 48 && self.draw.chance(30)).collect();
        let with_prose = criteria.iter().zip(&prose).filter(|(_, prose)| **prose);
        let width = with_prose.map(|(text, _)| text.len()).max().unwrap_or_default();
        let mut lines = Vec::new();
        for (text, prose) in criteria.into_iter().zip(prose) {
            lines.push(match prose {
                true => format!("{indent}{text:width$}  \"The {} is settled\"", self.draw.pick(NOUNS)),
                false => format!("{indent}{text}"),
            });
        }
        lines
    }

    fn criterion(&mut self) -> String {
        let object = self.track.object;
        match self.draw.below(3) {
            0 => condition(self.plan, self.draw, object, true),
            _ => short_atom(self.plan, self.draw, object, true),
        }
    }

    fn exit(&mut self, rank: usize) -> String {
        let ranked = &self.track.ranked;
        let mut lines = vec![format!("to {}", ranked[rank + 1].name)];
        if rank + 2 < ranked.len() && self.maybe() {
            let condition = short_atom(self.plan, self.draw, self.track.object, true);
            lines.push(format!("to {} when {condition}", ranked[rank + 2].name));
        }
        if rank > 1 && self.maybe() {
            let back = ranked[self.draw.below(rank)].name;
            let first = self.reasons(1);
            lines.push(format!("recycle to {back} for {first} after {} days", self.draw.between(1, 6) * 15));
        }
        if let Some(lost) = self.track.lost()
            && self.draw.chance(60 + self.shape.detail / 4)
        {
            let count = self.draw.between(1, 4);
            lines.push(format!("drop to {} for {}", lost.name, self.reasons(count)));
        }
        match lines.as_slice() {
            [only] => format!("exit {{ {only} }}"),
            _ => format!("exit {{\n  {}\n}}", lines.join("\n  ")),
        }
    }

    fn reasons(&mut self, count: usize) -> String {
        let reasons = self.draw.several(REASONS, count);
        reasons.into_iter().map(|reason| format!("\"{reason}\"")).collect::<Vec<_>>().join(", ")
    }

    fn clocks(&mut self) -> Vec<String> {
        let mut items = Vec::new();
        if self.draw.chance(30) {
            let condition = short_atom(self.plan, self.draw, self.track.object, true);
            items.push(format!("sla {} business hours when {condition}", self.draw.between(2, 8)));
        }
        if self.draw.chance(70) {
            items.push(format!("sla {} business days", self.draw.between(2, 10)));
        }
        if self.draw.chance(40) {
            items.push(format!("stale after {} weeks", self.draw.between(2, 8)));
        }
        items
    }

    fn remarks(&mut self, stage: &Stage) -> Vec<String> {
        match self.draw.below(6) {
            0 | 1 => {
                let teams = self.draw.several(&self.plan.teams[..4], 2);
                teams.into_iter().map(|team| format!("confirmed by {team} on {}", date(self.draw))).collect()
            }
            2 => vec!["assumed".to_owned()],
            3 => vec![format!("evidence \"The buyer answered the question about the {}.\"", self.draw.pick(NOUNS))],
            4 => vec![format!("note \"{}\"", self.draw.pick(COMMENTS))],
            _ if self.draw.chance(40) => vec![format!("was Old{}", stage.name)],
            _ => vec!["allow missing-recycle \"Decided in the refinement meeting\" until 2030-12-31".to_owned()],
        }
    }
}

/// The items of a stage that mirrors a part of the lead track.
fn derived(stage: &Stage, source: &Track, rank: usize, count: usize) -> Vec<String> {
    let length = source.ranked.len();
    let part = &source.ranked[rank * length / count..(rank + 1) * length / count];
    let names: Vec<&str> = part.iter().map(|stage| stage.name).collect();
    vec![format!("means \"{}\"", stage.means), "owner RevOps".to_owned(), format!("from {}", names.join(", "))]
}
