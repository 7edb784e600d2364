//! A stage that is a sentiment, a forecast category or a process inside the selling company.

use crate::Cx;
use crate::naming::{NAMES, Verdict, accepts};
use lifecycle_base::Diagnostic;

rule! {
    "internal-signal-stage", "internal_signal_stage.md", Naming, Warning, fix: None,
    "a stage is a sentiment, a forecast or an internal process of the seller",
    options: [NAMES]
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let (model, names, accepted) = (cx.model(), cx.names(), cx.texts(&RULE, &NAMES));
    for (_, stage) in names.stages(model, |verdict| verdict == Verdict::Signal) {
        let label = &stage.ident.label;
        if !accepts(accepted, label) {
            cx.report(
                Diagnostic::new(&RULE, stage.ident.label_at, format!("the stage `{label}` is a signal of your own team, not progress of the buyer"))
                    .label("nothing happened on the buyer's side")
                    .help("keep it in a field beside the stage (forecast category, health, approval), and name the stage after what the buyer did"),
            );
        }
    }
}
