//! A move that can only go back.

use crate::Cx;
use crate::logic::{Arrival, Fact, Formula, Logic, Occasions, Way, arrivals, in_the_funnel};
use lifecycle_base::Diagnostic;
use lifecycle_model::{ExitKind, Model, Movement, Position, StageKind};

rule! {
    "backward-move", "backward_move.md", Automation, Warning, fix: None,
    "an automation or an exit leads back to an earlier stage"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let model = cx.model();
    check_exits(cx, model);
    let free = model.header.as_ref().is_some_and(|header| header.movement == Movement::Free);
    let logic = Logic::new(model);
    let occasions = Occasions::of(&logic);
    for arrival in arrivals(model) {
        if matches!(arrival.way, Way::Moved) && model[arrival.stage].rank.is_some() {
            check_move(cx, &logic, &occasions, &arrival, free);
        }
    }
}

/// `to` advances, `recycle` is the only step back. A stage on hold has no place in the order, so its exits lead anywhere.
fn check_exits(cx: &mut Cx<'_>, model: &Model) {
    let own = model.stages.values().filter(|stage| model[model[stage.track].domain].rollup.is_none());
    for (stage, exit) in own.flat_map(|stage| stage.exits.iter().map(move |exit| (stage, exit))) {
        let Some(target) = exit.target.map(|target| &model[target]) else { continue };
        let (Some(from), Some(to)) = (stage.rank, target.rank) else { continue };
        if exit.kind != ExitKind::To || target.track != stage.track || to >= from || target.kind == StageKind::Retired {
            continue;
        }
        let message = format!(
            "the exit of `{}` leads back to `{}`, but `to` only advances",
            stage.ident.label, target.ident.label
        );
        let name = &target.ident.name;
        cx.report(
            Diagnostic::new(&RULE, exit.at, message)
                .label("a step back")
                .related(target.ident.name_at, "comes earlier in the order")
                .help(format!("say why records go back: `recycle to {name} for \"…\"`, so that the loss is counted")),
        );
    }
}

fn check_move<'m>(cx: &mut Cx<'_>, logic: &Logic<'m>, occasions: &Occasions<'m>, arrival: &Arrival<'m>, free: bool) {
    let known = arrival.known(logic, occasions, false).own;
    let formulas: Vec<&Formula<'m>> = known.iter().map(|fact| &fact.formula).collect();
    if logic.never(&formulas) {
        return;
    }
    // Without order there is still a move from beyond; a record that is there already stays either way.
    let position = if free { Position::Beyond } else { Position::AtOrBeyond };
    let elsewhere = Formula::stands(logic, position, arrival.stage).negated();
    if let Some(reasons) = reasons(logic, &known, &[elsewhere]) {
        return report(cx, logic.model(), arrival, &reasons, if free { Back::Free } else { Back::Beyond });
    }
    if let Some(reasons) = reasons(logic, &known, &in_the_funnel(logic, logic.model()[arrival.stage].track)) {
        report(cx, logic.model(), arrival, &reasons, Back::Left);
    }
}

/// Why a move leads back, or nowhere.
#[derive(Clone, Copy, PartialEq)]
enum Back {
    /// It leads back, where that is free.
    Free,
    /// The record is there already or beyond.
    Beyond,
    /// The record has left the funnel.
    Left,
}

/// The facts that exclude what would have to hold.
fn reasons<'f, 'm>(logic: &Logic<'m>, known: &'f [Fact<'m>], asked: &[Formula<'m>]) -> Option<Vec<&'f Fact<'m>>> {
    let all: Vec<&Formula<'m>> = known.iter().map(|fact| &fact.formula).chain(asked).collect();
    let core = logic.core(&all);
    let reasons: Vec<&Fact<'m>> = core.iter().filter_map(|index| known.get(*index)).collect();
    (!reasons.is_empty() && core.len() > reasons.len()).then_some(reasons)
}

fn report(cx: &mut Cx<'_>, model: &Model, arrival: &Arrival<'_>, reasons: &[&Fact<'_>], back: Back) {
    let stage = &model[arrival.stage].ident;
    let (name, object) = (&model[arrival.automation].ident.name, arrival.object.name());
    let found = if back == Back::Free {
        let message = format!("`{name}` moves every {object} it meets back to `{}`", stage.label);
        let help = format!(
            "let people `recycle` records back with a reason, or say that a new journey starts: `restart {object} at {}`",
            model.stage_path(arrival.stage)
        );
        Diagnostic::new(&RULE, arrival.at, message).label("back, without a reason or a count").help(help)
    } else {
        let (why, label) = match back {
            Back::Left => ("has left the funnel", "only a recycle exit or a restart leads back into it"),
            _ => ("is there already or beyond", "movement is forward only, so nothing happens"),
        };
        let message = format!("`{name}` never moves a {object} to `{}`: each one {why}", stage.label);
        let help = format!(
            "remove the action; if a new journey is meant, write `restart {object} at {}`",
            model.stage_path(arrival.stage)
        );
        Diagnostic::new(&RULE, arrival.at, message).label(label).help(help)
    };
    let found =
        reasons.iter().fold(found, |found, fact| found.related(fact.at, format!("says where the {object} stands")));
    let order = "comes earlier in the order";
    cx.report(if back == Back::Left { found } else { found.related(stage.name_at, order) });
}
