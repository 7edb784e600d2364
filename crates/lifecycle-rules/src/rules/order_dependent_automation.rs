//! Two automations on one event whose order decides what happens.

use crate::Cx;
use crate::logic::{Pair, Together, Variable, event_object};
use crate::witness::{Goal, Scene, Witnesses, lines_and, tell};
use lifecycle_base::{Diagnostic, Location};
use lifecycle_interpreter::{Cause, Happened, What};
use lifecycle_model::Model;
use std::collections::BTreeSet;

rule! {
    "order-dependent-automation", "order_dependent_automation.md", Automation, Warning, fix: None,
    "the order of two automations on the same event decides what they do"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let model = cx.model();
    let logic = cx.logic();
    let occasions = cx.occasions();
    let together = Together::new(&logic, &occasions);
    let key = |pair: &Pair| (pair.first.0, pair.second.0);
    let mut witnesses = Witnesses::of(model);
    // Two that fight over a field have a finding already, and two that depend on each other in several ways one.
    let mut seen: BTreeSet<_> = together.conflicts().iter().map(key).collect();
    for pair in together.dependent().into_iter().filter(|pair| seen.insert(key(pair))) {
        let what = match pair.about {
            Variable::Field(field) => format!("`{}`", model.field_path(field)),
            Variable::Place(track) => format!("where the record stands in `{}`", model.track_label(track)),
        };
        let (first, second) = (&model[pair.first.0].ident.name, &model[pair.second.0].ident.name);
        let different = different(model, &mut witnesses, &pair);
        // What the conditions leave possible need not happen.
        let matters = if different.is_some() { "matters" } else { "may matter" };
        let message = format!("it {matters} whether `{first}` or `{second}` runs first on the same event");
        let found = Diagnostic::new(&RULE, pair.second.1, message)
            .label(format!("one of the two changes {what}, the other depends on it"))
            .related(pair.first.1, "this comes first here; a CRM may run it last");
        let found = match different {
            Some((scene, other)) => lines_and(model, found, &scene, other),
            None => found,
        };
        cx.report(
            found
                .help("put both into one automation, in the order you mean, or ask for something that neither changes"),
        );
    }
}

/// A record for which the other order shows, and what happens in one of the two orders only.
fn different<'m>(model: &'m Model, witnesses: &mut Witnesses<'m>, pair: &Pair) -> Option<(Scene, (Location, String))> {
    let (first, second) = (pair.first.0, pair.second.0);
    let object = event_object(model, first)?;
    let both: Vec<Goal<'m>> = model[second].conditions.iter().map(|it| Goal::Condition(object, it)).collect();
    [(first, both), (first, Vec::new()), (second, Vec::new())].into_iter().find_map(|(id, goals)| {
        let scene = witnesses.scene(id, &goals)?;
        let other = witnesses.swapped(&scene, first, second)?;
        let same = |one: &Happened, happened: &Happened| {
            (one.record, &one.what, one.cause) == (happened.record, &happened.what, happened.cause)
        };
        let told = |one: &Scene, other: &Scene| {
            let mut new = one.trace.iter().filter(|new| !other.trace.iter().any(|known| same(known, new)));
            new.find_map(|new| tell(model, &one.world, new).or_else(|| told_somebody(model, new)))
        };
        let more = told(&other, &scene).map(|(at, text)| (at, format!("in the other order: {text}")));
        let less = || told(&scene, &other).map(|(at, text)| (at, format!("not in the other order: {text}")));
        let line = more.or_else(less)?;
        Some((scene, line))
    })
}

fn told_somebody(model: &Model, happened: &Happened) -> Option<(Location, String)> {
    let (What::Notified(..) | What::Tasked(..), Cause::Automation(id, place)) = (&happened.what, happened.cause) else {
        return None;
    };
    Some((model[id].actions.get(place)?.at, format!("`{}` asks somebody to act", model[id].ident.name)))
}
