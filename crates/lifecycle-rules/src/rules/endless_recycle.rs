//! Records that are sent back and come again, for ever, by themselves.

use crate::Cx;
use crate::logic::{End, circles, end};
use crate::witness::{Again, is_by, lines};
use lifecycle_base::Diagnostic;
use lifecycle_interpreter::{Happened, What};
use lifecycle_model::{ActionKind, AutomationId, Model};
use std::cell::Cell;
use std::collections::BTreeSet;

rule! {
    "endless-recycle", "endless_recycle.md", Automation, Warning, fix: None,
    "automations send records back that come again by themselves, without end"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let model = cx.model();
    let restarts = |kind: &ActionKind| matches!(kind, ActionKind::Restart(_));
    let mut actions = model.automations.values().flat_map(|automation| &automation.actions);
    if !cx.is_whole() || !actions.any(|action| restarts(&action.kind)) {
        return;
    }
    let found = cx.again();
    if found.is_empty() {
        return;
    }
    let logic = cx.logic();
    let knots = circles(model).into_iter().flatten();
    let looped = knots.filter(|circle| end(&logic, circle) == End::Endless);
    // Automations that set each other off without end have a finding already.
    let known: BTreeSet<AutomationId> = looped.flatten().map(|(id, _)| id).collect();
    for again in found.iter() {
        if let Some(id) = again.restart(model).filter(|id| !known.contains(id)) {
            report(cx, model, id, again);
        }
    }
}

fn report(cx: &mut Cx<'_>, model: &Model, id: AutomationId, again: &Again) {
    let restart = model[id].actions.iter().find(|action| matches!(action.kind, ActionKind::Restart(_)));
    let Some(restart) = restart else { return };
    let name = &model[id].ident.name;
    let (message, label) = match again.later.is_empty() {
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
    let is_restart = |happened: &Happened| matches!(happened.what, What::Restarted(..)) && is_by(happened, id);
    let until = |happened: &Happened| {
        rounds.set(rounds.get() + usize::from(is_restart(happened)));
        rounds.get() == 2
    };
    let found = lines(model, found, &again.scene, until);
    cx.report(found.help(
        "change what lets the record in again, such as `set FIELD = null`, or ask with `if` for something new before the next round",
    ));
}
