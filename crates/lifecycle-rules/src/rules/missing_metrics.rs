//! A lifecycle that nobody has decided how to measure.

use crate::Cx;
use lifecycle_base::Diagnostic;

rule! {
    "missing-metrics", "missing_metrics.md", Pedantic, Warning, fix: None,
    "the project does not choose which metrics it looks at"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let measure = &cx.model().measure;
    if measure.metrics.is_empty() {
        let message = "the project does not choose which metrics it looks at";
        let found = match measure.at.first() {
            Some(at) => Diagnostic::new(&RULE, at.before(), message),
            None => Diagnostic::without_place(&RULE, message),
        };
        cx.report(
            found.help("choose among the six categories: `measure { metrics production, conversion, time_in_stage }`"),
        );
    }
}
