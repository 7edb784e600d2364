//! A stage that is the seller's act.

use crate::Cx;
use crate::naming::{NAMES, Verdict, accepts};
use lifecycle_base::Diagnostic;

rule! {
    "seller-action-stage", "seller_action_stage.md", Pedantic, Warning, fix: None,
    "a stage is an act of the seller without evidence from the buyer",
    options: [NAMES]
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let (model, names, accepted) = (cx.model(), cx.names(), cx.texts(&RULE, &NAMES));
    for (_, stage) in names.stages(model, |verdict| verdict == Verdict::SellerAction) {
        let label = &stage.ident.label;
        if stage.evidence.is_empty() && !accepts(accepted, label) {
            cx.report(
                Diagnostic::new(&RULE, stage.ident.label_at, format!("the stage `{label}` says what the seller did"))
                    .label("has the buyer read it?")
                    .help("ask for the buyer's side with `evidence \"…\"`, or name it: `Proposal Reviewed`, `Terms Agreed`"),
            );
        }
    }
}
