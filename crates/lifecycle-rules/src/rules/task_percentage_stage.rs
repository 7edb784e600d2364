//! A stage that is a share of a task.

use crate::Cx;
use crate::naming::{NAMES, Verdict, accepts};
use lifecycle_base::Diagnostic;

rule! {
    "task-percentage-stage", "task_percentage_stage.md", Naming, Warning, fix: None,
    "a stage is a share of a task",
    options: [NAMES]
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let (model, names, accepted) = (cx.model(), cx.names(), cx.texts(&RULE, &NAMES));
    for (_, stage) in names.stages(model, |verdict| verdict == Verdict::Share) {
        let label = &stage.ident.label;
        if !accepts(accepted, label) {
            cx.report(
                Diagnostic::new(&RULE, stage.ident.label_at, format!("the stage `{label}` is a share of a task, not a milestone"))
                    .label("how would two people agree on it?")
                    .help("keep the task as a task, and name the stage after its result, such as `Proposal Sent` or `Proposal Accepted`; a forecast weight is `probability 75%`"),
            );
        }
    }
}
