//! A stage that does not say where a record goes next.

use crate::Cx;
use crate::edit::add_item;
use crate::naming::read;
use crate::part::{heading, own_tracks};
use crate::ways::Ways;
use lifecycle_base::{Applicability, Diagnostic};
use lifecycle_model::{Model, Stage, StageId, StageKind, TrackId};

rule! {
    "missing-exit", "missing_exit.md", Structure, Warning, fix: Sometimes,
    "a stage does not say where a record goes next"
}

/// Words of names that mean the end of a way. That such a stage should be marked so, or stand elsewhere, is another finding.
const ENDS: &[(&str, &str)] = &[
    ("won", "the deal is decided"),
    ("lost", "the deal is decided"),
    ("closed", "the deal is decided"),
    ("disqualified", "left the funnel"),
    ("unqualified", "left the funnel"),
    ("rejected", "left the funnel"),
    ("converted", "goes on as another record"),
    ("churned", "the customer has left"),
];

pub(crate) fn check(cx: &mut Cx<'_>) {
    let model = cx.model();
    let ways = cx.ways();
    for (track, _) in own_tracks(model) {
        check_track(cx, model, &ways, track);
    }
}

fn check_track(cx: &mut Cx<'_>, model: &Model, ways: &Ways, track: TrackId) {
    // What stands behind the end of a track does not belong there, which is another finding.
    let mut steps: Vec<(StageId, &Stage)> = model.ranked_stages(track).collect();
    if let Some(won) = steps.iter().position(|(_, stage)| stage.kind == StageKind::Won) {
        steps.truncate(won + 1);
    }
    let stuck: Vec<(&Stage, &Stage)> = steps
        .windows(2)
        .filter_map(|pair| match pair {
            [(id, stage), (next_id, next)] => {
                let says = !stage.exits.is_empty() || ways.is_moved_on(*id) || ways.draws(model, *next_id);
                let open = stage.kind == StageKind::Open && !stage.untracked && !is_end(stage);
                // What nothing leads to needs a way in first, which is another finding.
                let judged = open && !stage.ident.damaged && !ways.is_orphan(*id);
                (judged && !says).then_some((*stage, *next))
            }
            _ => None,
        })
        .collect();
    // One cause where nobody has written ways out at all: one finding.
    let none = model.stages_of(track).all(|(_, stage)| stage.exits.is_empty());
    match stuck.as_slice() {
        [(first, _), _, ..] if none => {
            let ident = heading(model, track);
            cx.report(
                Diagnostic::new(
                    &RULE,
                    ident.label_at,
                    format!("no stage of `{}` says where a record goes next", ident.label),
                )
                .label(format!("{} stages without a way out", stuck.len()))
                .related(first.ident.name_at, "the first of them")
                .help("give each stage its ways out: `exit { to NEXT  drop to LOST for \"reason\" }`"),
            );
        }
        _ => stuck.iter().for_each(|(stage, next)| report(cx, stage, next)),
    }
}

fn is_end(stage: &Stage) -> bool {
    read(&stage.ident.label).parts.iter().flatten().any(|word| ENDS.iter().any(|(end, _)| end == word))
}

fn report(cx: &mut Cx<'_>, stage: &Stage, next: &Stage) {
    let exit = format!("exit {{ to {} }}", next.ident.name);
    cx.report(
        Diagnostic::new(
            &RULE,
            stage.ident.name_at,
            format!("the stage `{}` does not say where a record goes next", stage.ident.label),
        )
        .label("no way out")
        .help(format!("add its ways out: `{exit}`, and what happens to records that do not get there"))
        .fix(format!("lead on to `{}`", next.ident.label), Applicability::Unsafe, add_item(stage, &exit)),
    );
}
