//! A move that can only go back.

use crate::Cx;
use crate::logic::{Arrival, Fact, Formula, Logic, Occasions, Variable, Way, arrivals, event_object, in_the_funnel};
use crate::part::{Part, part};
use crate::role::playing;
use crate::witness::{Witnesses, done_by};
use lifecycle_base::Diagnostic;
use lifecycle_model::{EventKind, ExitKind, Model, Movement, Position, Role, StageId, StageKind};

rule! {
    "backward-move", "backward_move.md", Automation, Warning, fix: None,
    "an automation or an exit leads back to an earlier stage"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let model = cx.model();
    check_exits(cx, model);
    let logic = cx.logic();
    let occasions = cx.occasions();
    let mut witnesses = Witnesses::of(model);
    for arrival in arrivals(model) {
        match back(&logic, &occasions, &arrival) {
            Some(Back::Always(reasons, left)) => report(cx, &mut witnesses, &arrival, &reasons, (true, left)),
            Some(Back::OneAskedFor(reasons, left)) => report(cx, &mut witnesses, &arrival, &reasons, (false, left)),
            Some(Back::AfterLoss(lost)) => report_loss(cx, model, &arrival, lost),
            Some(Back::FromBeyond) => report_from_beyond(cx, model, &arrival),
            None => {}
        }
    }
}

/// Whether records have left the funnel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Left(bool);

/// How a move leads back.
pub(super) enum Back<'m> {
    /// Every record it meets is there or beyond, or has left the funnel; these facts say so.
    Always(Vec<Fact<'m>>, Left),
    /// The related record that its conditions ask for is; of others that belong to the same nothing is known.
    OneAskedFor(Vec<Fact<'m>>, Left),
    /// It answers to a deal lost in this stage, and nobody has come to a deal without having been where it leads.
    AfterLoss(StageId),
    /// Nothing keeps it from the records beyond, and nothing holds them.
    FromBeyond,
}

/// Whether and how an arrival leads back.
pub(super) fn back<'m>(logic: &Logic<'m>, occasions: &Occasions<'m>, arrival: &Arrival<'m>) -> Option<Back<'m>> {
    let model = logic.model();
    if !matches!(arrival.way, Way::Moved) || model[arrival.stage].rank.is_none() {
        return None;
    }
    if let Some(back) = certain(logic, occasions, arrival) {
        return Some(back);
    }
    // An automation that asks where the record stands knows what it does.
    let known = arrival.known(logic, occasions, false);
    let place = Variable::Place(model[arrival.stage].track);
    if known.unclear || known.asks(place) {
        return None;
    }
    let event = model[arrival.automation].event.as_ref()?;
    match event.kind {
        EventKind::Enters(lost) if is_reset(model, lost, arrival) => Some(Back::AfterLoss(lost)),
        _ if is_free(model) && is_of_another(model, arrival) && has_beyond(model, arrival.stage) => {
            Some(Back::FromBeyond)
        }
        _ => None,
    }
}

fn is_free(model: &Model) -> bool {
    model.header.as_ref().is_some_and(|header| header.movement == Movement::Free)
}

/// Whether a lost deal sends people to a stage before the one that asks for a deal.
fn is_reset(model: &Model, lost: StageId, arrival: &Arrival<'_>) -> bool {
    let (lost, target) = (&model[lost], &model[arrival.stage]);
    let loses = lost.kind == StageKind::Lost && part(model, lost.track) == Part::Sales;
    let sql = || playing(model, target.track, Role::Sql).and_then(|(_, stage)| stage.rank);
    loses && part(model, target.track) == Part::Lead && sql().is_some_and(|sql| target.rank < Some(sql))
}

/// Whether what happens is no news about the record that is moved: a meeting, a deal.
fn is_of_another(model: &Model, arrival: &Arrival<'_>) -> bool {
    event_object(model, arrival.automation) != Some(arrival.object)
}

/// Whether records go on from a stage: there is an open stage or a won one beyond it.
fn has_beyond(model: &Model, stage: StageId) -> bool {
    let rank = model[stage].rank;
    model.ranked_stages(model[stage].track).any(|(_, other)| other.rank > rank)
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

/// What is certain of every record that the move meets, or else of the one it asks for: it is at its stage or beyond, or has left the
/// funnel.
fn certain<'m>(logic: &Logic<'m>, occasions: &Occasions<'m>, arrival: &Arrival<'m>) -> Option<Back<'m>> {
    let known = arrival.known(logic, occasions, false);
    let meant = known.meant();
    let of_all = behind(logic, arrival, &known.own);
    of_all.map(|(reasons, left)| Back::Always(reasons, Left(left))).or_else(|| {
        let (reasons, left) = behind(logic, arrival, &meant)?;
        Some(Back::OneAskedFor(reasons, Left(left)))
    })
}

/// The facts by which a record that the move meets is at its stage or beyond, and whether it has left the funnel instead.
fn behind<'m>(logic: &Logic<'m>, arrival: &Arrival<'m>, known: &[Fact<'m>]) -> Option<(Vec<Fact<'m>>, bool)> {
    let model = logic.model();
    let formulas: Vec<&Formula<'m>> = known.iter().map(|fact| &fact.formula).collect();
    if logic.never(&formulas) {
        return None;
    }
    // Without order there is still a move from beyond; a record that is there already stays either way.
    let position = if is_free(model) { Position::Beyond } else { Position::AtOrBeyond };
    let elsewhere = Formula::stands(logic, position, arrival.stage).negated();
    let always = reasons(logic, known, &[elsewhere]).map(|reasons| (reasons, false));
    let left = || reasons(logic, known, &in_the_funnel(logic, model[arrival.stage].track));
    always.or_else(|| left().map(|reasons| (reasons, true)))
}

/// The facts that exclude what would have to hold.
fn reasons<'m>(logic: &Logic<'m>, known: &[Fact<'m>], asked: &[Formula<'m>]) -> Option<Vec<Fact<'m>>> {
    let all: Vec<&Formula<'m>> = known.iter().map(|fact| &fact.formula).chain(asked).collect();
    let core = logic.core(&all);
    let reasons: Vec<Fact<'m>> = core.iter().filter_map(|index| known.get(*index).cloned()).collect();
    (!reasons.is_empty() && core.len() > reasons.len()).then_some(reasons)
}

fn report<'m>(
    cx: &mut Cx<'m>,
    witnesses: &mut Witnesses<'m>,
    arrival: &Arrival<'m>,
    reasons: &[Fact<'m>],
    (all, Left(left)): (bool, Left),
) {
    let model = cx.model();
    let stage = &model[arrival.stage].ident;
    let (name, object) = (&model[arrival.automation].ident.name, arrival.object.name());
    let path = model.stage_path(arrival.stage);
    let found = if is_free(model) && !left {
        let who = if all { format!("every {object} it meets") } else { format!("the {object} it asks for") };
        let message = format!("`{name}` moves {who} back to `{}`", stage.label);
        let help = format!(
            "let people `recycle` records back with a reason, or say that a new journey starts: `restart {object} at {path}`"
        );
        Diagnostic::new(&RULE, arrival.at, message).label("back, without a reason or a count").help(help)
    } else {
        let (why, label) = if left {
            ("has left the funnel", "only a recycle exit or a restart leads back into it")
        } else {
            ("is there already or beyond", "movement is forward only, so nothing happens")
        };
        let message = match all {
            true => format!("`{name}` never moves a {object} to `{}`: each one {why}", stage.label),
            false => format!("`{name}` never moves the {object} it asks for to `{}`: it {why}", stage.label),
        };
        let help = format!("remove the action; if a new journey is meant, write `restart {object} at {path}`");
        Diagnostic::new(&RULE, arrival.at, message).label(label).help(help)
    };
    let found =
        reasons.iter().fold(found, |found, fact| found.related(fact.at, format!("says where the {object} stands")));
    let found = if left { found } else { found.related(stage.name_at, "comes earlier in the order") };
    let (id, index) = (arrival.automation, arrival.index);
    cx.report(witnesses.shown(found, id, &[], |happened| done_by(happened, id, index)));
}

fn report_loss(cx: &mut Cx<'_>, model: &Model, arrival: &Arrival<'_>, lost: StageId) {
    let (stage, lost) = (&model[arrival.stage].ident, &model[lost].ident);
    let (name, object) = (&model[arrival.automation].ident.name, arrival.object.name());
    let path = model.stage_path(arrival.stage);
    let message = format!("`{name}` answers a lost deal by moving the {object} to `{}`", stage.label);
    let found = Diagnostic::new(&RULE, arrival.at, message).related(lost.name_at, "the loss it answers");
    let free = is_free(model);
    cx.report(if free {
        found
            .label("back, without a reason or a count")
            .help(format!("let people `recycle` records back with a reason, or say that a new journey starts: `restart {object} at {path}`"))
    } else {
        found
            .label("movement is forward only: nobody with a deal goes back, and whoever was not so far advances")
            .help(format!("say that a new journey starts, `restart {object} at {path}`, or let people `recycle` the {object} with a reason"))
    });
}

fn report_from_beyond(cx: &mut Cx<'_>, model: &Model, arrival: &Arrival<'_>) {
    let stage = &model[arrival.stage].ident;
    let (name, object) = (&model[arrival.automation].ident.name, arrival.object.name());
    let message = format!("`{name}` also moves every {object} back to `{}` that is beyond it", stage.label);
    let help = format!(
        "move only those who have not come so far: `if {object} is before {}`",
        model.stage_path(arrival.stage)
    );
    cx.report(
        Diagnostic::new(&RULE, arrival.at, message)
            .label("movement is free, and nothing asks where the record stands")
            .related(stage.name_at, "other stages come after it")
            .help(help),
    );
}
