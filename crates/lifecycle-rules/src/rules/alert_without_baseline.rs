//! An alarm on conversion that has nothing to compare with.

use crate::Cx;
use lifecycle_base::Diagnostic;
use lifecycle_model::Metric;

rule! {
    "alert-without-baseline", "alert_without_baseline.md", Agreement, Warning, fix: None,
    "an alert on conversion has no baseline to compare with"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let measure = &cx.model().measure;
    if !measure.baselines.is_empty() {
        return;
    }
    for alert in measure.alerts.iter().filter(|alert| alert.metric == Metric::Conversion) {
        cx.report(
            Diagnostic::new(&RULE, alert.at, "the alert on conversion has no baseline to compare with")
                .label("falls from what?")
                .help("say which rate is normal, such as `baseline lead.MQL to lead.SQL 15%`"),
        );
    }
}
