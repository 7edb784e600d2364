//! A stage that nothing leads to.

use crate::Cx;
use crate::edit::add_exit;
use crate::part::own_tracks;
use crate::ways::Ways;
use lifecycle_base::{Applicability, Diagnostic, list_words};
use lifecycle_model::{ExitKind, Model, Stage, StageId, StageKind, TrackId};

rule! {
    "unreachable-stage", "unreachable_stage.md", Structure, Warning, fix: Sometimes,
    "nothing leads to a stage: no exit, no automation, no entry criteria"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    if !cx.is_whole() {
        return;
    }
    let model = cx.model();
    let ways = cx.ways();
    for (track, _) in own_tracks(model) {
        check_steps(cx, model, &ways, track);
        check_ends(cx, model, &ways, track);
    }
}

/// Steps forward that the flow goes around.
fn check_steps(cx: &mut Cx<'_>, model: &Model, ways: &Ways, track: TrackId) {
    let mut before: Option<&Stage> = None;
    for (id, stage) in model.ranked_stages(track) {
        if let Some(before) = before.filter(|_| ways.is_orphan(id)) {
            let targets = before.exits.iter().filter_map(|exit| exit.target);
            let elsewhere = list_words(targets.map(|target| model[target].ident.label.as_str()));
            let exit = format!("to {}", stage.ident.name);
            cx.report(
                unreachable(stage)
                    .related(before.ident.name_at, format!("the stage before it leads to {elsewhere}"))
                    .help("let a stage lead to it, say in `entry` when a record enters, or remove it")
                    .fix(
                        format!("let `{}` lead to it, too", before.ident.label),
                        Applicability::Manual,
                        add_exit(before, &exit),
                    ),
            );
        }
        before = Some(stage);
    }
}

/// Lost stages can be entered from anywhere. But where stages say to which of them they drop, one that none of them names has been
/// forgotten. A closed one (duplicate, out of scope) is a choice of the moment.
fn check_ends(cx: &mut Cx<'_>, model: &Model, ways: &Ways, track: TrackId) {
    let drops = |stage: &Stage| stage.exits.iter().any(|exit| exit.kind == ExitKind::Drop);
    let Some((_, dropping)) = model.stages_of(track).find(|(_, stage)| drops(stage)) else { return };
    let is_forgotten = |id: StageId, stage: &Stage| {
        let known = !ways.is_named(id) && !ways.is_fed(id) && stage.entry.is_none();
        known && stage.kind == StageKind::Lost && !stage.untracked && !stage.ident.damaged
    };
    for (_, stage) in model.stages_of(track).filter(|(id, stage)| is_forgotten(*id, stage)) {
        cx.report(
            unreachable(stage)
                .related(dropping.ident.name_at, "this stage and others say where they drop records to")
                .help(format!(
                    "let a stage drop records to it: `drop to {} for \"…\"`, or retire it",
                    stage.ident.name
                )),
        );
    }
}

fn unreachable(stage: &Stage) -> Diagnostic {
    Diagnostic::new(&RULE, stage.ident.name_at, format!("nothing leads to the stage `{}`", stage.ident.label))
        .label("no exit, no automation and no criteria bring a record here")
}
