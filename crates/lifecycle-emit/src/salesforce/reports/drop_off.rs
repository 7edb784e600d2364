//! Drop-off: why records leave or step back.

use super::alerts::Alerts;
use super::line::Line;
use super::report::{
    Chart, ChartKind, Column, Filter, Grouping, Highlight, ROW_COUNT, Report, SUMMARY_FORMULA, Summary,
};
use super::report_type::type_name;
use lifecycle_model::Metric;

/// One report by reason, with the share of each.
pub(super) fn report(line: &Line<'_>, alerts: &Alerts<'_>) -> Option<Report> {
    let reason = line.column(line.reason.as_deref()?);
    Some(Report {
        metric: Metric::DropOff,
        name: format!("{}_Reasons", line.name),
        label: format!("{}: why records leave", line.label),
        description: format!(
            "Why records left or stepped back, and the share of each reason in percent. Comes from the reasons of `{}`.",
            line.declared
        ),
        source: type_name(line.object),
        down: vec![Grouping { descending: true, ..Grouping::by(reason.clone()) }],
        across: None,
        columns: vec![
            Column { field: line.column("Name"), aggregate: None },
            Column { field: line.column(&line.stage_field), aggregate: None },
        ],
        filters: vec![Filter::known(reason.clone())],
        row_formula: None,
        summary: Some(Summary {
            label: "Share in percent".to_owned(),
            formula: format!("{ROW_COUNT} / PARENTGROUPVAL({ROW_COUNT}, GRAND_SUMMARY) * 100"),
            at: Some(reason),
        }),
        highlight: alerts.level(Metric::DropOff).map(|bands| Highlight {
            column: SUMMARY_FORMULA.to_owned(),
            aggregate: None,
            bands,
        }),
        chart: Chart { kind: ChartKind::Donut, column: ROW_COUNT.to_owned(), aggregate: None },
        date: line.column("LastModifiedDate"),
        on_dashboard: line.is_golden(),
        origin: line.origin,
    })
}
