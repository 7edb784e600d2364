//! Two automations that set one field to different values on one event.

use crate::Cx;
use crate::logic::{Together, Variable, event_object};
use crate::witness::{Goal, Witnesses, done_by};
use lifecycle_base::Diagnostic;
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
        let message =
            format!("`{first}` and `{second}` set `{}` to different values on the same event", model.field_path(field));
        let mut found = Diagnostic::new(&RULE, pair.second.1, message)
            .label("whichever runs last wins")
            .related(pair.first.1, "the other value");
        for id in [pair.first.0, pair.second.0] {
            if let Some(event) = &model[id].event {
                found = found.related(event.at, format!("starts `{}`", model[id].ident.name));
            }
        }
        // With a record for which both run, up to the last write.
        let goals: Vec<Goal<'_>> = both(model, pair.second.0, pair.first.0);
        let last = model[pair.second.0].actions.iter().position(|action| action.at == pair.second.1);
        found = witnesses.shown(found, pair.second.0, &goals, |happened| {
            last.is_some_and(|last| done_by(happened, pair.second.0, last))
        });
        cx.report(found.help("decide on one value, or give the two conditions that exclude each other with `if`"));
    }
}

/// What the other of two automations on one event asks.
fn both(model: &Model, one: AutomationId, other: AutomationId) -> Vec<Goal<'_>> {
    let object = event_object(model, one);
    let conditions = model[other].conditions.iter();
    object.into_iter().flat_map(|object| conditions.clone().map(move |it| Goal::Condition(object, it))).collect()
}
