//! The result of a deal in a lifecycle of people or companies.

use crate::Cx;
use crate::naming::{Field, NAMES, Verdict, accepts};
use lifecycle_base::Diagnostic;
use lifecycle_model::StageKind;

rule! {
    "outcome-in-lifecycle", "outcome_in_lifecycle.md", Naming, Warning, fix: None,
    "the result of a deal is a stage outside of the deal pipelines",
    options: [NAMES]
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let (model, names, accepted) = (cx.model(), cx.names(), cx.texts(&RULE, &NAMES));
    for (subject, stage) in names.all(model, |verdict| verdict == Verdict::Outcome) {
        let label = &stage.ident.label;
        // Customers that a way out calls lost are lost indeed.
        let left = subject.field == Field::Customer && stage.kind == StageKind::Lost;
        if left || stage.ident.damaged || accepts(accepted, label) {
            continue;
        }
        let object = model.object_of(subject.stage).map_or("record", |object| object.name());
        cx.report(
            Diagnostic::new(&RULE, stage.ident.label_at, format!("`{label}` is the result of a deal, not a stage of a {object}"))
                .label("deals are won and lost")
                .help(match subject.field {
                    Field::Customer => "keep it in the renewal pipeline, and let the customer's phases say how far they are",
                    _ => "keep it in the deal pipeline; who bought is `Customer`, and who did not goes back with `recycle to … for \"Deal lost\"`",
                }),
        );
    }
}
