//! Segmentation: where records are, by what tells them apart.

use super::line::Line;
use super::report::{Chart, ChartKind, Column, Filter, Grouping, ROW_COUNT, Report};
use super::report_type::type_name;
use lifecycle_model::Metric;

/// One report for each segment: segments down, stages across.
pub(super) fn reports(line: &Line<'_>) -> Vec<Report> {
    line.segments
        .iter()
        .enumerate()
        .map(|(place, (label, column))| by_segment(line, label, column, place == 0))
        .collect()
}

fn by_segment(line: &Line<'_>, label: &str, column: &str, first: bool) -> Report {
    let stage = line.column(&line.stage_field);
    Report {
        metric: Metric::Segmentation,
        name: format!("{}_by_{}", line.name, column.replace("__c", "").replace('.', "_")),
        label: format!("{} by {label}", line.label),
        description: format!(
            "How many records are on each stage now, by {label}: an average over all hides what matters. Comes from `measure` and `{}`.",
            line.declared
        ),
        source: type_name(line.object),
        down: vec![Grouping::by(line.column(column))],
        across: Some(Grouping::by(stage.clone())),
        columns: vec![Column { field: line.column("Name"), aggregate: None }],
        filters: vec![Filter::known(stage)],
        row_formula: None,
        summary: None,
        highlight: None,
        chart: Chart { kind: ChartKind::Stacked, column: ROW_COUNT.to_owned(), aggregate: None },
        date: line.column("CreatedDate"),
        on_dashboard: first && line.is_golden(),
        origin: line.origin,
    }
}
