//! A stage that nobody is accountable for.

use crate::Cx;
use crate::edit::add_item;
use crate::part::{heading, own_tracks};
use lifecycle_base::{Applicability, Diagnostic, list_words};
use lifecycle_model::{Model, OwnerId, Stage, StageKind, TrackId};

rule! {
    "missing-owner", "missing_owner.md", Structure, Warning, fix: Sometimes,
    "nobody is accountable for the records on a stage"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    if !cx.is_whole() {
        return;
    }
    let model = cx.model();
    for (track, _) in own_tracks(model) {
        check_track(cx, model, track);
    }
}

fn needs_owner(stage: &Stage) -> bool {
    matches!(stage.kind, StageKind::Open | StageKind::Won | StageKind::Hold) && !stage.untracked && !stage.ident.damaged
}

fn check_track(cx: &mut Cx<'_>, model: &Model, track: TrackId) {
    let stages: Vec<&Stage> =
        model.stages_of(track).map(|(_, stage)| stage).filter(|stage| needs_owner(stage)).collect();
    let unowned = stages.iter().filter(|stage| stage.owners.is_empty()).count();
    if unowned == stages.len() && unowned > 1 {
        let ident = heading(model, track);
        cx.report(
            Diagnostic::new(&RULE, ident.label_at, format!("no stage of `{}` has an owner", ident.label))
                .label(format!("{unowned} stages that nobody is accountable for"))
                .help("name the team that is accountable while a record is on each stage: `owner Sales`"),
        );
        return;
    }
    let mut before: &[OwnerId] = &[];
    for stage in stages {
        if stage.owners.is_empty() {
            report(cx, model, stage, before);
        } else {
            before = &stage.owners;
        }
    }
}

fn report(cx: &mut Cx<'_>, model: &Model, stage: &Stage, before: &[OwnerId]) {
    let found = Diagnostic::new(&RULE, stage.ident.name_at, format!("the stage `{}` has no owner", stage.ident.label))
        .label("nobody is accountable for records here")
        .help("name the team that is accountable while a record is here: `owner Sales`");
    cx.report(if before.is_empty() {
        found
    } else {
        let named = before.iter().map(|owner| model[*owner].ident.name.as_str());
        let owners = named.collect::<Vec<_>>().join(", ");
        let labels = list_words(before.iter().map(|owner| model[*owner].ident.label.as_str()));
        found.fix(
            format!("let it belong to {labels}, like the stage before"),
            Applicability::Manual,
            add_item(stage, &format!("owner {owners}")),
        )
    });
}
