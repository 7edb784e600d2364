//! A stage without entry criteria.

use crate::Cx;
use lifecycle_base::Diagnostic;
use lifecycle_model::{ActionKind, Model, Stage, StageId, StageKind};
use std::collections::BTreeSet;

rule! {
    "missing-entry-criteria", "missing_entry_criteria.md", Structure, Warning, fix: None,
    "a stage does not say when a record may enter it"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let model = cx.model();
    let moved_into = targets_of_automation(model);
    for (id, track) in model.tracks.iter() {
        // A derived stage says what it derives from.
        if model[track.domain].rollup.is_some() {
            continue;
        }
        // Where a track begins, records enter by being created.
        for (stage_id, stage) in model.ranked_stages(id).skip(1) {
            if needs_criteria(stage) && !moved_into.contains(&stage_id) {
                report(cx, stage);
            }
        }
    }
}

fn needs_criteria(stage: &Stage) -> bool {
    let open = matches!(stage.kind, StageKind::Open | StageKind::Won);
    let empty = stage.entry.as_ref().is_none_or(|entry| entry.criteria.is_empty());
    open && empty && !stage.untracked && !stage.ident.damaged
}

/// An automation that moves records into a stage defines by its event when they enter.
fn targets_of_automation(model: &Model) -> BTreeSet<StageId> {
    let actions = model.automations.values().flat_map(|automation| &automation.actions);
    actions
        .filter_map(|action| match &action.kind {
            ActionKind::Move(stage) | ActionKind::Restart(stage) => Some(*stage),
            ActionKind::Create { stage, .. } => *stage,
            ActionKind::Set(_) | ActionKind::Notify(..) | ActionKind::Task(..) => None,
        })
        .collect()
}

fn report(cx: &mut Cx<'_>, stage: &Stage) {
    cx.report(
        Diagnostic::new(
            &RULE,
            stage.ident.name_at,
            format!("the stage `{}` does not say when a record may enter it", stage.ident.label),
        )
        .label("no entry criteria")
        .help("add what must be true of the record: `entry { discovery_held_on is known }`"),
    );
}
