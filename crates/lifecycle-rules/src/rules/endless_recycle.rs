//! Records that are sent back and come again, for ever, by themselves.

use crate::Cx;
use crate::logic::{End, Logic, circles, end};
use crate::witness::{Goal, Scene, Witnesses, lines};
use lifecycle_base::Diagnostic;
use lifecycle_interpreter::{Cause, Happened, What};
use lifecycle_model::{ActionKind, AutomationId, EventKind, Model, StageId};
use std::cell::Cell;
use std::collections::BTreeSet;

rule! {
    "endless-recycle", "endless_recycle.md", Automation, Warning, fix: None,
    "automations send records back that come again by themselves, without end"
}

/// So often does a timer run out until it is believed that it always will.
const ROUNDS: usize = 6;

pub(crate) fn check(cx: &mut Cx<'_>) {
    let model = cx.model();
    if !cx.is_whole() {
        return;
    }
    let restarts: Vec<(AutomationId, StageId)> = restarts(model);
    if restarts.is_empty() {
        return;
    }
    let logic = Logic::new(model);
    let knots = circles(model).into_iter().flatten();
    let looped = knots.filter(|circle| end(&logic, circle) == End::Endless);
    // Automations that set each other off without end have a finding already.
    let mut known: BTreeSet<AutomationId> = looped.flatten().map(|(id, _)| id).collect();
    let mut witnesses = Witnesses::of(model);
    for (id, stage) in restarts {
        if witnesses.are_spent() {
            break;
        }
        if known.contains(&id) {
            continue;
        }
        if let Some((scene, again)) = endless(model, &mut witnesses, id, stage) {
            let ran = scene.trace.iter().chain(&again).filter_map(|happened| match happened.cause {
                Cause::Automation(id, _) => Some(id),
                _ => None,
            });
            known.extend(ran);
            report(cx, model, id, &scene, &again);
        }
    }
}

/// The automations that restart records, and where.
fn restarts(model: &Model) -> Vec<(AutomationId, StageId)> {
    let automations = model.automations.iter().filter(|(_, automation)| !automation.ident.damaged);
    automations
        .filter_map(|(id, automation)| {
            let found = automation.actions.iter().find_map(|action| match &action.kind {
                ActionKind::Restart(stage) => Some(*stage),
                _ => None,
            });
            Some((id, found?))
        })
        .collect()
}

/// A case in which a restart repeats itself, and, where it waits in between, what happens later.
fn endless<'m>(
    model: &'m Model,
    witnesses: &mut Witnesses<'m>,
    id: AutomationId,
    stage: StageId,
) -> Option<(Scene, Vec<Happened>)> {
    // A stage that draws records is where they come back to.
    let object = model.object_of(stage)?;
    let later = model.ranked_stages(model[stage].track).filter(|(_, it)| it.rank > model[stage].rank);
    let draws: Vec<StageId> = later
        .filter(|(_, it)| it.entry.as_ref().is_some_and(|entry| entry.auto && !entry.criteria.is_empty()))
        .map(|(id, _)| id)
        .collect();
    let waits = matches!(model[id].event.as_ref()?.kind, EventKind::Stays(..));
    let attempts = draws.iter().take(3).map(|draw| vec![Goal::Entry(object, *draw)]);
    for goals in attempts.chain([Vec::new()]) {
        let Some(scene) = witnesses.scene(id, &goals) else { continue };
        if scene.settled.as_ref().is_err_and(|unsettled| unsettled.automations.contains(&id)) {
            return Some((scene, Vec::new()));
        }
        if waits && scene.settled.is_ok() {
            let again = witnesses.later(&scene, ROUNDS);
            let restarts = again.iter().filter(|happened| is_restart(happened, id));
            if restarts.count() >= ROUNDS / 2 {
                return Some((scene, again));
            }
        }
    }
    None
}

fn is_restart(happened: &Happened, id: AutomationId) -> bool {
    matches!(happened.what, What::Restarted(..)) && matches!(happened.cause, Cause::Automation(by, _) if by == id)
}

fn report(cx: &mut Cx<'_>, model: &Model, id: AutomationId, scene: &Scene, again: &[Happened]) {
    let restart = model[id].actions.iter().find(|action| matches!(action.kind, ActionKind::Restart(_)));
    let Some(restart) = restart else { return };
    let name = &model[id].ident.name;
    let (message, label) = match again.is_empty() {
        true => (
            format!("`{name}` restarts a record that comes back at once, without end"),
            "every restart is counted as a journey",
        ),
        false => (
            format!("`{name}` restarts a record each time it comes back by itself, for ever"),
            "nothing from outside is needed for the next round",
        ),
    };
    let found = Diagnostic::new(&RULE, restart.at, message).label(label);
    let rounds = Cell::new(0usize);
    let found = lines(model, found, scene, |happened| {
        rounds.set(rounds.get() + usize::from(is_restart(happened, id)));
        rounds.get() == 2
    });
    cx.report(found.help(
        "change what lets the record in again, such as `set FIELD = null`, or ask with `if` for something new before the next round",
    ));
}
