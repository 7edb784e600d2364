//! Automations that set each other off.

use crate::Cx;
use crate::logic::{Circle, End, circles, end};
use crate::witness::{Witnesses, lines};
use lifecycle_base::{Diagnostic, Location, list_words};
use lifecycle_model::{ActionKind, Model};

rule! {
    "automation-loop", "automation_loop.md", Automation, Warning, fix: None,
    "automations set each other off in a circle"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let model = cx.model();
    let logic = cx.logic();
    let mut witnesses = Witnesses::of(model);
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
            report(cx, model, &mut witnesses, circle, end);
        }
    }
}

type Step = (lifecycle_model::AutomationId, usize);

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
    let who = match names.as_slice() {
        [one] => format!("{one} sets itself off"),
        [one, other] => format!("{one} and {other} set each other off"),
        _ => format!("{} set one another off in a circle", list_words(names.iter().map(String::as_str))),
    };
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
