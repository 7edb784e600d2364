//! The answer for people.

use super::Told;
use lifecycle_driver::interpreter::{Judgement, Truth, Verdict, Way, WayKind};
use lifecycle_driver::model::StageId;

pub(super) fn text(told: &Told<'_>) -> String {
    let mut out = Page::default();
    let here: Vec<String> = told.answer.here.iter().map(|stage| named(told, *stage)).collect();
    let object = told.object();
    match here.as_slice() {
        [] => out.line(0, &format!("The {object} is on no stage yet.")),
        here => out.line(0, &format!("The {object} is at {}.", here.join(" and at "))),
    }
    if told.answer.ahead.is_empty() {
        out.line(0, "No stage is ahead of it: it is at the end, or outside of the order.");
    }
    let (full, short): (Vec<&Verdict>, Vec<&Verdict>) =
        told.answer.ahead.iter().partition(|verdict| verdict.is_next || verdict.may_enter());
    for verdict in full {
        out.line(0, "");
        stage(&mut out, told, verdict);
    }
    if !short.is_empty() {
        out.line(0, "");
        out.line(0, "Further ahead:");
    }
    for verdict in short {
        out.line(1, &format!("✗ {}: {}", named(told, verdict.stage), summary(verdict)));
    }
    out.text
}

/// `Marketing Qualified Lead (lead.MQL)`.
fn named(told: &Told<'_>, stage: StageId) -> String {
    format!("{} ({})", told.model[stage].ident.label, told.model.stage_path(stage))
}

fn summary(verdict: &Verdict) -> String {
    let missing = match verdict.missing() {
        0 => None,
        1 => Some("1 criterion does not hold".to_owned()),
        more => Some(format!("{more} criteria do not hold")),
    };
    let mut parts = verdict.obstacles.clone();
    parts.extend(missing);
    match parts.as_slice() {
        [] => "it may enter".to_owned(),
        parts => parts.join("; "),
    }
}

fn stage(out: &mut Page, told: &Told<'_>, verdict: &Verdict) {
    let mark = if verdict.may_enter() { "✓" } else { "✗" };
    let place = told.place(told.model[verdict.stage].ident.name_at).map(|at| format!("  {at}")).unwrap_or_default();
    let summary = match verdict.may_enter() {
        true => "it may enter".to_owned(),
        false => "it may not enter yet".to_owned(),
    };
    out.line(0, &format!("{mark} {}: {summary}{place}", named(told, verdict.stage)));
    for obstacle in &verdict.obstacles {
        out.line(1, &format!("✗ {}", capital(obstacle)));
    }
    for criterion in &verdict.criteria {
        judgement(out, 1, criterion);
    }
    if verdict.criteria.is_empty() {
        out.line(1, "The stage asks for nothing.");
    }
    if !verdict.ways.is_empty() {
        out.line(1, "How records get there:");
    }
    for way in &verdict.ways {
        described(out, told, way);
    }
}

fn judgement(out: &mut Page, depth: usize, judged: &Judgement) {
    let mark = match judged.truth {
        Truth::Holds => "✓",
        Truth::Fails => "✗",
        Truth::Open => "?",
    };
    out.line(depth, &format!("{mark} {}", judged.text));
    if let Some(found) = &judged.found {
        out.line(depth + 1, &format!("→ {found}"));
    }
    for part in &judged.parts {
        judgement(out, depth + 1, part);
    }
}

fn described(out: &mut Page, told: &Told<'_>, way: &Way) {
    let place = match way.kind {
        WayKind::Automation(id) => told.place(told.model[id].ident.name_at).map(|at| format!("  {at}")),
        WayKind::ByItself | WayKind::ByHand => None,
    };
    out.line(2, &format!("- {}{}", way.text, place.unwrap_or_default()));
    if let Some(missing) = &way.missing {
        out.line(3, &format!("→ {missing}"));
    }
    for condition in &way.conditions {
        judgement(out, 3, condition);
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}

#[derive(Default)]
struct Page {
    text: String,
}

impl Page {
    fn line(&mut self, depth: usize, text: &str) {
        if !text.is_empty() {
            self.text.push_str(&"  ".repeat(depth));
            self.text.push_str(text);
        }
        self.text.push('\n');
    }
}
