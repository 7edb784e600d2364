//! Two automations on one event whose order decides what happens.

use crate::Cx;
use crate::logic::{Pair, Together, Variable};
use lifecycle_base::Diagnostic;
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
    // Two that fight over a field have a finding already, and two that depend on each other in several ways one.
    let mut seen: BTreeSet<_> = together.conflicts().iter().map(key).collect();
    for pair in together.dependent().into_iter().filter(|pair| seen.insert(key(pair))) {
        let what = match pair.about {
            Variable::Field(field) => format!("`{}`", model.field_path(field)),
            Variable::Place(track) => format!("where the record stands in `{}`", model.track_label(track)),
        };
        let (first, second) = (&model[pair.first.0].ident.name, &model[pair.second.0].ident.name);
        let message = format!("it matters whether `{first}` or `{second}` runs first on the same event");
        cx.report(
            Diagnostic::new(&RULE, pair.second.1, message)
                .label(format!("one of the two changes {what}, the other depends on it"))
                .related(pair.first.1, "this comes first here; a CRM may run it last")
                .help("put both into one automation, in the order you mean, or ask for something that neither changes"),
        );
    }
}
