//! A stage without entry criteria.

use crate::Cx;
use crate::ways::has_criteria;
use lifecycle_base::Diagnostic;
use lifecycle_model::{Stage, StageKind};

rule! {
    "missing-entry-criteria", "missing_entry_criteria.md", Structure, Warning, fix: None,
    "a stage does not say when a record may enter it"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let model = cx.model();
    let ways = cx.ways();
    for (id, track) in model.tracks.iter() {
        // A derived stage says what it derives from.
        if model[track.domain].rollup.is_some() {
            continue;
        }
        // Where a track begins, records enter by being created. The event of an automation says when they enter, too.
        for (stage_id, stage) in model.ranked_stages(id).skip(1) {
            if needs_criteria(stage) && !ways.is_fed(stage_id) && !ways.is_orphan(stage_id) {
                report(cx, stage);
            }
        }
    }
}

/// Golden stages and those that nothing leads to have findings of their own.
fn needs_criteria(stage: &Stage) -> bool {
    let open = matches!(stage.kind, StageKind::Open | StageKind::Won);
    open && !has_criteria(stage) && !stage.golden && !stage.untracked && !stage.ident.damaged
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
