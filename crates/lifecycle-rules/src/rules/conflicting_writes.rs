//! Two automations that set one field to different values on one event.

use crate::Cx;
use crate::logic::{Together, Variable};
use lifecycle_base::Diagnostic;

rule! {
    "conflicting-writes", "conflicting_writes.md", Automation, Warning, fix: None,
    "two automations set one field to different values on the same event"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let model = cx.model();
    let logic = cx.logic();
    let occasions = cx.occasions();
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
        cx.report(found.help("decide on one value, or give the two conditions that exclude each other with `if`"));
    }
}
