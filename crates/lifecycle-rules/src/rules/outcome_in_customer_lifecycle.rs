//! The end of a customer relation as a phase of it.

use crate::Cx;
use crate::naming::{NAMES, Verdict, accepts};
use lifecycle_base::Diagnostic;

rule! {
    "outcome-in-customer-lifecycle", "outcome_in_customer_lifecycle.md", Pedantic, Warning, fix: None,
    "the end of a customer relation stands in the order like a phase",
    options: [NAMES]
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let (model, names, accepted) = (cx.model(), cx.names(), cx.texts(&RULE, &NAMES));
    for (_, stage) in names.stages(model, |verdict| verdict == Verdict::Ending) {
        let label = &stage.ident.label;
        if !accepts(accepted, label) {
            cx.report(
                Diagnostic::new(&RULE, stage.ident.label_at, format!("the end of the relation, `{label}`, stands in the order like a phase of it"))
                    .label("the last phase of every report, after Mature Adoption")
                    .help("mark it as a way out, `lost stage`, or keep it in a status: the phases are what a customer goes through"),
            );
        }
    }
}
