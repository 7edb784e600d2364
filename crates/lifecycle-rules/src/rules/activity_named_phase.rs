//! A customer phase in -ing.

use crate::Cx;
use crate::naming::{NAMES, Verdict, accepts};
use lifecycle_base::Diagnostic;

rule! {
    "activity-named-phase", "activity_named_phase.md", Pedantic, Warning, fix: None,
    "a customer phase is named in progress instead of by what has been reached",
    options: [NAMES]
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let (model, names, accepted) = (cx.model(), cx.names(), cx.texts(&RULE, &NAMES));
    for (_, stage) in names.stages(model, |verdict| verdict == Verdict::ActivePhase) {
        let label = &stage.ident.label;
        if !accepts(accepted, label) {
            cx.report(
                Diagnostic::new(
                    &RULE,
                    stage.ident.label_at,
                    format!("the customer phase `{label}` says what is going on, not what has been reached"),
                )
                .label("when does it end?")
                .help("name what the customer has reached, such as `Value Realized` or `Renewed`"),
            );
        }
    }
}
