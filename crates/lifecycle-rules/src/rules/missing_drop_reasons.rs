//! Records that are given up without anyone saying why.

use crate::Cx;
use crate::part::{Part, own_tracks};
use crate::ways::has_criteria;
use lifecycle_base::{Applicability, Diagnostic, Edit};
use lifecycle_model::{Exit, ExitKind, Model, Stage, StageId, StageKind, TrackId};
use std::collections::BTreeMap;

rule! {
    "missing-drop-reasons", "missing_drop_reasons.md", Structure, Warning, fix: Sometimes,
    "records are lost or sent back and nobody is asked why"
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

fn check_track(cx: &mut Cx<'_>, model: &Model, track: TrackId) {
    // Every way that gives a record up, by where it leads.
    let mut ways: BTreeMap<StageId, Vec<&Exit>> = BTreeMap::new();
    for (_, stage) in model.stages_of(track) {
        for exit in &stage.exits {
            if let Some(target) = exit.target.filter(|target| gives_up(exit, &model[*target])) {
                ways.entry(target).or_default().push(exit);
            }
        }
    }
    for (target, exits) in &ways {
        check_target(cx, &model[*target], exits);
    }
    let sells = matches!(cx.parts().part(track), Part::Lead | Part::Sales);
    if sells && ways.keys().all(|target| model[*target].kind != StageKind::Lost) {
        // Nothing leads to any lost stage: whoever moves a record there by hand is asked nothing.
        let mut unasked = model.stages_of(track).map(|(_, stage)| stage).filter(|stage| asks_nothing(stage));
        if let Some(first) = unasked.next() {
            let found = Diagnostic::new(&RULE, first.ident.name_at, nobody_asks(first))
                .label("no stage drops to it with reasons to choose from")
                .help(format!(
                    "let the stages that lose records say so: `exit {{ drop to {} for \"No budget\", \"Competitor\" }}`",
                    first.ident.name
                ));
            cx.report(unasked.fold(found, |found, stage| found.related(stage.ident.name_at, "nor to this one")));
        }
    }
}

/// A way that loses a record or sends it back, however it is written.
fn gives_up(exit: &Exit, target: &Stage) -> bool {
    exit.kind != ExitKind::To || matches!(target.kind, StageKind::Lost | StageKind::Closed)
}

/// A lost stage may ask by its own criteria: `entry { loss_reason is known }`.
fn asks_nothing(stage: &Stage) -> bool {
    stage.kind == StageKind::Lost && !stage.ident.damaged && !stage.untracked && !has_criteria(stage)
}

fn nobody_asks(stage: &Stage) -> String {
    format!("nobody is asked why a record goes to `{}`", stage.ident.label)
}

fn check_target(cx: &mut Cx<'_>, target: &Stage, exits: &[&Exit]) {
    let silent: Vec<&Exit> = exits.iter().copied().filter(|exit| exit.reasons.is_empty()).collect();
    if has_criteria(target) && target.rank.is_none() {
        return;
    }
    if silent.len() > 1 && silent.len() == exits.len() && target.rank.is_none() {
        // One cause: the list of reasons does not exist.
        let found = Diagnostic::new(&RULE, target.ident.name_at, nobody_asks(target))
            .label(format!("{} ways lead here, all without reasons", silent.len()))
            .help("add 5 to 7 reasons to each: `drop to … for \"No budget\", \"Competitor\"`");
        cx.report(silent.iter().take(3).fold(found, |found, exit| found.related(exit.at, "no reasons to choose from")));
        return;
    }
    for exit in silent {
        let (message, example) = match exit.kind {
            ExitKind::Recycle => (
                format!("a record goes back to `{}` and nobody is asked why", target.ident.label),
                "\"Bad timing\" after 90 days",
            ),
            _ => (nobody_asks(target), "\"No budget\", \"Competitor\""),
        };
        let found = Diagnostic::new(&RULE, exit.at, message).label("no reasons to choose from");
        cx.report(match exit.kind {
            ExitKind::To => found.help(format!("write `drop to {} for {example}`", target.ident.name)),
            _ if exit.when.is_some() => found.help(format!("add the reasons to choose from: `for {example}`")),
            _ => found.help(format!("add the reasons to choose from: `for {example}`")).fix(
                "add reasons, and change them to yours",
                Applicability::Manual,
                vec![Edit::insert_after(exit.at, format!(" for {example}"))],
            ),
        });
    }
}
