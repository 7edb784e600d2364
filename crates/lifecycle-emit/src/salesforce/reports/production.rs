//! Production by stage: where records are, and how many enter the stages that teams steer by, month by month.

use super::alerts::Alerts;
use super::line::{Line, Measured};
use super::report::{
    Chart, ChartKind, Column, Filter, Grouping, Highlight, ROW_COUNT, Report, SUMMARY_FORMULA, Summary, title,
};
use super::report_type::type_name;
use lifecycle_model::Metric;

pub(super) fn reports(line: &Line<'_>, alerts: &Alerts<'_>) -> Vec<Report> {
    std::iter::once(by_stage(line))
        .chain(line.key_stages().into_iter().map(|stage| entered(line, stage, alerts)))
        .collect()
}

fn by_stage(line: &Line<'_>) -> Report {
    let stage = line.column(&line.stage_field);
    Report {
        metric: Metric::Production,
        name: format!("{}_by_Stage", line.name),
        label: format!("{}: where records are", line.label),
        description: format!("How many records are on each stage now. Comes from `{}`.", line.declared),
        source: type_name(line.object),
        down: vec![Grouping::by(stage.clone())],
        across: None,
        columns: vec![Column { field: line.column("Name"), aggregate: None }],
        filters: vec![Filter::known(stage)],
        row_formula: None,
        summary: None,
        highlight: None,
        chart: Chart { kind: ChartKind::Bar, column: ROW_COUNT.to_owned(), aggregate: None },
        date: line.column("CreatedDate"),
        on_dashboard: line.is_golden(),
        origin: line.origin,
    }
}

fn entered(line: &Line<'_>, stage: &Measured, alerts: &Alerts<'_>) -> Report {
    let month = line.column(&stage.first_entered);
    let before = format!("PREVGROUPVAL({ROW_COUNT}, {})", line.in_formula(&stage.first_entered));
    let change = format!("IF({before} > 0, ({ROW_COUNT} - {before}) / {before} * 100, 0)");
    let path = line.model.stage_path(stage.id);
    Report {
        metric: Metric::Production,
        name: format!("{}_{}_Entered", line.name, stage.value),
        label: title([stage.label.clone(), stage.short()].map(|name| format!("{name}: by month"))),
        description: format!(
            "How many records entered {} for the first time, by month, and the change against the month before in percent. Comes from \
             `stage {path}`.",
            stage.label
        ),
        source: type_name(line.object),
        down: vec![Grouping::by_month(month.clone())],
        across: None,
        columns: vec![Column { field: line.column("Name"), aggregate: None }],
        filters: vec![Filter { column: month.clone(), operator: "greaterOrEqual", value: "N_DAYS_AGO:365".to_owned() }],
        row_formula: None,
        summary: Some(Summary { label: "Change in percent".to_owned(), formula: change, at: Some(month.clone()) }),
        highlight: alerts.change().map(|bands| Highlight {
            column: SUMMARY_FORMULA.to_owned(),
            aggregate: None,
            bands,
        }),
        chart: Chart { kind: ChartKind::Line, column: ROW_COUNT.to_owned(), aggregate: None },
        date: month,
        on_dashboard: line.model[stage.id].golden,
        origin: line.model[stage.id].ident.name_at,
    }
}
