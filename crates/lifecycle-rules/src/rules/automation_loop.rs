//! Automations that set each other off.

use crate::Cx;
use crate::logic::{Circle, End, circles, end};
use crate::witness::{Again, Witnesses, is_by, lines};
use lifecycle_base::{Diagnostic, Location, list_words};
use lifecycle_interpreter::{Cause, Happened, What};
use lifecycle_model::{ActionKind, AutomationId, Model};
use std::cell::Cell;
use std::collections::BTreeSet;

rule! {
    "automation-loop", "automation_loop.md", Automation, Warning, fix: None,
    "automations set each other off in a circle"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let model = cx.model();
    let logic = cx.logic();
    let mut witnesses = Witnesses::of(model);
    let mut known: BTreeSet<AutomationId> = BTreeSet::new();
    for knot in circles(model) {
        let judged = knot.into_iter().map(|circle| (end(&logic, &circle), circle));
        let loops = judged.filter(|(end, circle)| match end {
            End::None => false,
            // Moves that come to rest are how stages advance; fields that write each other undo what people choose.
            End::Settles => circle.len() > 1 && circle.iter().all(|step| sets(model, *step)),
            End::Endless => true,
        });
        // Of the circles of a knot, the worst and shortest.
        if let Some((end, circle)) = loops.min_by_key(|(end, circle)| (*end != End::Endless, circle.len())) {
            known.extend(circle.iter().map(|(id, _)| *id));
            report(cx, model, &mut witnesses, circle, end);
        }
    }
    // What is restarted again and again is a finding of its own.
    for again in cx.again().iter().filter(|again| again.restart(model).is_none()) {
        if !again.automations.iter().any(|id| known.contains(id)) {
            report_again(cx, model, again);
        }
    }
}

type Step = (AutomationId, usize);

fn sets(model: &Model, (id, index): Step) -> bool {
    model[id].actions.get(index).is_some_and(|action| matches!(action.kind, ActionKind::Set(_)))
}

fn report<'m>(cx: &mut Cx<'_>, model: &'m Model, witnesses: &mut Witnesses<'m>, mut circle: Circle, end: End) {
    // The story begins with the first in the source.
    let first = circle.iter().enumerate().min_by_key(|(_, step)| step.0).map_or(0, |(place, _)| place);
    circle.rotate_left(first);
    let names: Vec<String> = circle.iter().map(|(id, _)| format!("`{}`", model[*id].ident.name)).collect();
    let place = |(id, index): &Step| model[*id].actions.get(*index).map(|action| action.at);
    let places: Vec<Location> = circle.iter().filter_map(place).collect();
    let [start, rest @ ..] = places.as_slice() else { return };
    let who = who(&names);
    let (message, help) = match end {
        End::Endless => (
            format!("{who} without end"),
            "break the circle: let one of them ask with `if` for something that is no longer so after the first round",
        ),
        _ => (
            who,
            "decide which of the fields leads, and let only the other one follow it: else both end up with what automations write",
        ),
    };
    let mut after = names.iter().cycle().skip(1);
    let mut next = || after.next().cloned().unwrap_or_default();
    let mut found = Diagnostic::new(&RULE, *start, message).label(format!("sets off {}", next())).help(help);
    for (index, place) in rest.iter().enumerate() {
        let again = if index + 1 == rest.len() { " again" } else { "" };
        found = found.related(*place, format!("sets off {}{again}", next()));
    }
    // One round of it, as far as the first of them starts again.
    let mut starts = circle.first().and_then(|(id, _)| witnesses.scene(*id, &[])).filter(|_| end == End::Endless);
    if let Some(scene) = starts.take().filter(|scene| scene.settled.is_err()) {
        found = lines(model, found, &scene, |_| false);
    }
    cx.report(found);
}

fn who(names: &[String]) -> String {
    match names {
        [one] => format!("{one} sets itself off"),
        [one, other] => format!("{one} and {other} set each other off"),
        _ => format!("{} set one another off in a circle", list_words(names.iter().map(String::as_str))),
    }
}

/// What repeats itself through automatic entries, roll-ups or stays, as it was played.
fn report_again(cx: &mut Cx<'_>, model: &Model, again: &Again) {
    let mut automations = again.automations.clone();
    automations.sort_unstable();
    let Some(first) = automations.first().copied() else { return };
    let all = || again.scene.trace.iter().chain(&again.later);
    let action = |happened: &Happened| match happened.cause {
        Cause::Automation(id, place) if id == first => model[id].actions.get(place),
        _ => None,
    };
    let Some(action) = all().filter(|it| changes(&it.what)).filter_map(action).next_back() else { return };
    let names: Vec<String> = automations.iter().map(|id| format!("`{}`", model[*id].ident.name)).collect();
    let when = if again.later.is_empty() { "without end" } else { "each time a stay comes to its end, for ever" };
    let message = format!("{} {when}{}", who(&names), by_way_of(model, again));
    let label = if again.later.is_empty() {
        "happens again in each round"
    } else {
        "nothing from outside is needed for the next round"
    };
    let found = Diagnostic::new(&RULE, action.at, message).label(label);
    let rounds = Cell::new(0usize);
    let until = |happened: &Happened| {
        rounds.set(rounds.get() + usize::from(is_by(happened, first) && changes(&happened.what)));
        rounds.get() == 2
    };
    cx.report(lines(model, found, &again.scene, until).help(
        "break the circle: let one of them ask with `if` for something that is no longer so after the first round",
    ));
}

fn changes(what: &What) -> bool {
    matches!(what, What::Entered(..) | What::Restarted(..) | What::Set(..) | What::Created)
}

/// What no automation does on the way round.
fn by_way_of(model: &Model, again: &Again) -> String {
    let trace = if again.later.is_empty() { &again.scene.trace } else { &again.later };
    let round = || trace.iter().skip(trace.len() / 2);
    let drawn = round().find_map(|it| match it.what {
        What::Entered(_, stage) if it.cause == Cause::Criteria => Some(&model[stage].ident.label),
        _ => None,
    });
    let derived = round().find_map(|it| match it.what {
        What::Entered(_, stage) | What::Removed(_, stage) if it.cause == Cause::RollUp => Some(model.domain_of(stage)),
        _ => None,
    });
    match (drawn, derived) {
        (Some(stage), _) => format!(", by way of the automatic entry to `{stage}`"),
        (None, Some(domain)) => format!(", by way of `{}`, which is derived", model[domain].ident.label),
        (None, None) => String::new(),
    }
}
