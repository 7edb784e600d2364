//! Time in stage: how many days it takes to go on, on the average.

use super::alerts::Alerts;
use super::line::Line;
use super::report::{Chart, ChartKind, Column, Filter, Grouping, Highlight, Report};
use super::report_type::type_name;
use lifecycle_model::Metric;

/// More columns than anybody compares.
const COLUMNS: usize = 30;

/// One report with the average of each stage.
pub(super) fn report(line: &Line<'_>, alerts: &Alerts<'_>) -> Option<Report> {
    let timed: Vec<&str> = line.ranked.iter().filter_map(|stage| stage.days.as_deref()).take(COLUMNS).collect();
    let key = line.ranked.iter().filter(|stage| stage.key).find_map(|stage| stage.days.as_deref());
    let shown = line.column(key.or(timed.first().copied())?);
    let grouping = match line.segments.first() {
        Some((_, column)) => Grouping::by(line.column(column)),
        None => Grouping::by_month(line.column("CreatedDate")),
    };
    Some(Report {
        metric: Metric::TimeInStage,
        name: format!("{}_Time_in_Stage", line.name),
        label: format!("{}: days in stage", line.label),
        description: format!(
            "How many days records took from each stage to whatever came after it, on the average. Comes from `{}`.",
            line.declared
        ),
        source: type_name(line.object),
        down: vec![grouping],
        across: None,
        columns: std::iter::once(Column { field: line.column("Name"), aggregate: None })
            .chain(timed.iter().map(|days| Column { field: line.column(days), aggregate: Some("Average") }))
            .collect(),
        filters: vec![Filter::known(line.column(&line.stage_field))],
        row_formula: None,
        summary: None,
        highlight: alerts.level(Metric::TimeInStage).map(|bands| Highlight {
            column: shown.clone(),
            aggregate: Some("Average"),
            bands,
        }),
        chart: Chart { kind: ChartKind::Bar, column: shown, aggregate: Some("Average") },
        date: line.column("CreatedDate"),
        on_dashboard: line.is_golden(),
        origin: line.origin,
    })
}
