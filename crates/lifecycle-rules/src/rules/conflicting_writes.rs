//! Two automations that set one field to different values on one event.

use crate::Cx;
use crate::logic::{Together, Variable, event_object};
use crate::witness::{Goal, Witnesses, done_by, lines};
use lifecycle_base::{Diagnostic, Location};
use lifecycle_interpreter::Happened;
use lifecycle_model::{AutomationId, Model};

rule! {
    "conflicting-writes", "conflicting_writes.md", Automation, Warning, fix: None,
    "two automations set one field to different values on the same event"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let model = cx.model();
    let logic = cx.logic();
    let occasions = cx.occasions();
    let mut witnesses = Witnesses::of(model);
    for pair in Together::new(&logic, &occasions).conflicts() {
        let Variable::Field(field) = pair.about else { continue };
        let (first, second) = (&model[pair.first.0].ident.name, &model[pair.second.0].ident.name);
        // With a record for which both run, up to the last write.
        let ways = [(pair.second.0, pair.first.0), (pair.first.0, pair.second.0)];
        let scene = ways.into_iter().find_map(|(one, other)| {
            let scene = witnesses.scene(one, &both(model, one, other))?;
            let happens = |(id, at)| scene.trace.iter().any(|it| writes(model, it, id, at));
            let swapped = || witnesses.swapped(&scene, pair.first.0, pair.second.0);
            let shows = [pair.first, pair.second].into_iter().all(happens)
                || swapped().is_some_and(|other| other.world != scene.world);
            shows.then_some(scene)
        });
        // What the conditions leave possible need not happen.
        let set = if scene.is_some() { "set" } else { "may set" };
        let path = model.field_path(field);
        let message = format!("`{first}` and `{second}` {set} `{path}` to different values on the same event");
        let mut found = Diagnostic::new(&RULE, pair.second.1, message)
            .label("whichever runs last wins")
            .related(pair.first.1, "the other value");
        for id in [pair.first.0, pair.second.0] {
            if let Some(event) = &model[id].event {
                found = found.related(event.at, format!("starts `{}`", model[id].ident.name));
            }
        }
        if let Some(scene) = scene {
            found = lines(model, found, &scene, |happened| writes(model, happened, pair.second.0, pair.second.1));
        }
        cx.report(found.help("decide on one value, or give the two conditions that exclude each other with `if`"));
    }
}

fn writes(model: &Model, happened: &Happened, id: AutomationId, at: Location) -> bool {
    let place = model[id].actions.iter().position(|action| action.at == at);
    place.is_some_and(|place| done_by(happened, id, place))
}

/// What the other of two automations on one event asks.
fn both(model: &Model, one: AutomationId, other: AutomationId) -> Vec<Goal<'_>> {
    let object = event_object(model, one);
    let conditions = model[other].conditions.iter();
    object.into_iter().flat_map(|object| conditions.clone().map(move |it| Goal::Condition(object, it))).collect()
}
