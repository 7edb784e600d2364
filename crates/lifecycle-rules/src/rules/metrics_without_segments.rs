//! Metrics that are only looked at on average.

use crate::Cx;
use lifecycle_base::Diagnostic;

rule! {
    "metrics-without-segments", "metrics_without_segments.md", Agreement, Warning, fix: None,
    "metrics are averaged over everything instead of being cut by segment"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let measure = &cx.model().measure;
    if let Some((_, at)) = measure.metrics.first()
        && measure.segments.is_empty()
    {
        cx.report(
            Diagnostic::new(&RULE, *at, "the metrics are not cut by any segment")
                .label("one average for everyone")
                .help("name the fields to cut by, such as `segment by company.segment, company.region, deal.owner`"),
        );
    }
}
