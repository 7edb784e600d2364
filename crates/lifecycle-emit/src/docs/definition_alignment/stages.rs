//! The stages of a domain, a table a track.

use crate::derived::is_mirror;
use crate::docs::agreement::of_stage;
use crate::markdown::{self, Table};
use crate::words;
use lifecycle_model::{Domain, Model, Role, Stage, StageKind, TrackId};

/// What the track is about, in a sentence or two.
pub(super) fn introduction(model: &Model, domain: &Domain) -> String {
    let mut sentences = Vec::new();
    if let Some(object) = domain.object {
        let per_product = if domain.per_product { ", one journey for each product" } else { "" };
        sentences.push(format!("Where a {} stands{per_product}.", object.name()));
    }
    if let Some(rollup) = &domain.rollup {
        let which = if rollup.most { "most" } else { "least" };
        let source = rollup.source.map(|id| &model[id]);
        let what = source.and_then(|source| source.object).map_or("record", |object| object.name());
        let of = source.map(|source| format!(" in {}", markdown::text(&source.ident.label))).unwrap_or_default();
        sentences.push(format!("The {which} advanced {what}{of} decides; nobody sets it by hand."));
    }
    if is_mirror(model, domain) {
        sentences.push("It has the same stages, with the same definitions.".to_owned());
    }
    sentences.extend(domain.ident.remarks.notes.iter().map(|note| markdown::text(note)));
    sentences.join(" ")
}

/// The tables.
pub(super) fn render(model: &Model, domain: &Domain) -> String {
    if is_mirror(model, domain) {
        return String::new();
    }
    let tables = domain.tracks.iter().filter(|track| !model[**track].stages.is_empty()).map(|track| {
        let heading = match model[*track].pipeline {
            Some(_) => format!("### {}\n\n", markdown::text(model.track_label(*track))),
            None => String::new(),
        };
        format!("\n{heading}{}", table(model, domain, *track))
    });
    tables.collect()
}

fn table(model: &Model, domain: &Domain, track: TrackId) -> String {
    let mut table = Table::new(&["#", "Stage", "Definition", "Owner", "Entry criteria", "State", "Sign-off"]);
    for (_, stage) in model.stages_of(track) {
        let agreement = of_stage(model, stage);
        table.row(&[
            stage.rank.map_or("–".to_owned(), |rank| (rank + 1).to_string()),
            name(stage),
            definition(stage),
            owners(model, stage),
            entry(model, domain, stage),
            agreement.state(),
            agreement.boxes(),
        ]);
    }
    table.render()
}

fn name(stage: &Stage) -> String {
    let star = if stage.golden { "★ " } else { "" };
    let mut facts: Vec<&str> = stage.roles.iter().map(|role| role_label(*role)).collect();
    facts.extend(match stage.kind {
        StageKind::Open => None,
        StageKind::Won => Some("won"),
        StageKind::Lost => Some("lost"),
        StageKind::Closed => Some("closed, neither won nor lost"),
        StageKind::Hold => Some("on hold"),
        StageKind::Retired => Some("retired: old records only"),
    });
    let label = markdown::text(&stage.ident.label);
    let facts = facts.iter().filter(|fact| **fact != label).copied().collect::<Vec<_>>().join(", ");
    format!("{star}**{label}**{}", if facts.is_empty() { String::new() } else { format!("<br>{facts}") })
}

/// The role of a stage as people write it.
pub(super) const fn role_label(role: Role) -> &'static str {
    match role {
        Role::Mql => "MQL",
        Role::Sal => "SAL",
        Role::Sql => "SQL",
        Role::Sao => "SAO",
        Role::ClosedWon => "Closed Won",
        Role::FirstValue => "First Time to Value",
    }
}

fn definition(stage: &Stage) -> String {
    let mut lines = vec![match &stage.means {
        Some(means) => markdown::text(means),
        None => "*Not defined yet.*".to_owned(),
    }];
    lines.extend(stage.evidence.iter().map(|evidence| format!("Evidence: {}", markdown::text(evidence))));
    lines.extend(stage.ident.remarks.notes.iter().map(|note| format!("Note: {}", markdown::text(note))));
    if stage.untracked {
        lines.push("*Not in the CRM.*".to_owned());
    }
    lines.join("<br>")
}

fn owners(model: &Model, stage: &Stage) -> String {
    let labels: Vec<String> = stage.owners.iter().map(|id| markdown::text(&model[*id].ident.label)).collect();
    if labels.is_empty() { "*Nobody yet.*".to_owned() } else { labels.join(", ") }
}

fn entry(model: &Model, domain: &Domain, stage: &Stage) -> String {
    if domain.rollup.is_some() {
        let from: Vec<String> = stage.from.iter().map(|id| markdown::text(&model[*id].ident.label)).collect();
        return if from.is_empty() { "*Nothing leads here yet.*".to_owned() } else { words::list(&from, "or") };
    }
    let Some(entry) = stage.entry.as_ref().filter(|entry| !entry.criteria.is_empty()) else {
        return "–".to_owned();
    };
    let mut lines: Vec<String> =
        words::criteria(model, domain.object, entry).iter().map(|line| markdown::text(line)).collect();
    if entry.auto {
        lines.push("*Moves in by itself.*".to_owned());
    }
    lines.join("<br>")
}
