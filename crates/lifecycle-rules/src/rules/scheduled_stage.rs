//! A stage that is an appointment.

use crate::Cx;
use crate::naming::{NAMES, Verdict, accepts};
use crate::role::plays;
use lifecycle_base::Diagnostic;
use lifecycle_model::Role;

rule! {
    "scheduled-stage", "scheduled_stage.md", Pedantic, Warning, fix: None,
    "a stage is reached by a date in the calendar, before anything has happened",
    options: [NAMES]
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let (model, names, accepted) = (cx.model(), cx.names(), cx.texts(&RULE, &NAMES));
    for (_, stage) in names.stages(model, |verdict| verdict == Verdict::Scheduled) {
        let label = &stage.ident.label;
        // The playbook itself lets a scheduled call make an SQL.
        if !plays(stage, Role::Sql) && !accepts(accepted, label) {
            cx.report(
                Diagnostic::new(&RULE, stage.ident.label_at, format!("the stage `{label}` is reached by making an appointment, before anything has happened"))
                    .label("a no-show stays here")
                    .help("name the stage after the event and its outcome, such as `Demo Completed`, and keep the date in a field"),
            );
        }
    }
}
