//! A stage whose name says nothing about the business.

use crate::Cx;
use crate::naming::{NAMES, Verdict, accepts};
use lifecycle_base::Diagnostic;

rule! {
    "generic-stage", "generic_stage.md", Naming, Warning, fix: None,
    "a stage name says nothing about this business",
    options: [NAMES]
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let (model, names, accepted) = (cx.model(), cx.names(), cx.texts(&RULE, &NAMES));
    for (_, stage) in names.stages(model, |verdict| verdict == Verdict::Generic) {
        let label = &stage.ident.label;
        if !accepts(accepted, label) {
            cx.report(
                Diagnostic::new(&RULE, stage.ident.label_at, format!("the stage name `{label}` would fit any business"))
                    .label("what is true of a record here?")
                    .help("name what the buyer has done or what exists by then, in the words your teams use: `Site Survey Completed`, `Budget Confirmed`"),
            );
        }
    }
}
