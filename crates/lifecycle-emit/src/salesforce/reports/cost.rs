//! Cost to enter a stage: what campaigns cost for each record that got there.
//!
//! Only what an org knows can be divided: the actual cost of campaigns, and the people and deals that belong to them.

use super::alerts::Alerts;
use super::line::{Line, Measured};
use super::report::{
    Chart, ChartKind, Column, Filter, Grouping, Highlight, ROW_COUNT, Report, SUMMARY_FORMULA, Summary, title,
};
use super::report_type::{CampaignLink, campaign_link};
use lifecycle_model::Metric;

/// One report for each stage that teams steer by; of the company's and the success team's records, campaigns know nothing.
pub(super) fn reports(line: &Line<'_>, alerts: &Alerts<'_>) -> Vec<Report> {
    let Some(link) = campaign_link(line.object) else { return Vec::new() };
    line.key_stages().into_iter().map(|stage| cost(line, stage, &link, alerts)).collect()
}

fn cost(line: &Line<'_>, stage: &Measured, link: &CampaignLink, alerts: &Alerts<'_>) -> Report {
    let entered = link.column(&stage.first_entered);
    Report {
        metric: Metric::CostToEnter,
        name: format!("{}_{}_Cost", line.name, stage.value),
        label: title([stage.label.clone(), stage.short()].map(|name| format!("{name}: cost to enter"))),
        description: format!(
            "The actual cost of each campaign, divided by its records that entered {}. Fill in the actual cost of campaigns. Comes from \
             `stage {}`.",
            stage.label,
            line.model.stage_path(stage.id)
        ),
        source: link.type_name.to_owned(),
        down: vec![Grouping::by("Campaign$Name".to_owned())],
        across: None,
        columns: vec![Column { field: "Campaign$ActualCost".to_owned(), aggregate: Some("Maximum") }],
        filters: vec![Filter::known(entered.clone())],
        row_formula: None,
        summary: Some(Summary {
            label: "Cost of each".to_owned(),
            formula: format!("Campaign.ActualCost:MAX / {ROW_COUNT}"),
            at: Some("Campaign$Name".to_owned()),
        }),
        highlight: alerts.level(Metric::CostToEnter).map(|bands| Highlight {
            column: SUMMARY_FORMULA.to_owned(),
            aggregate: None,
            bands,
        }),
        chart: Chart { kind: ChartKind::Bar, column: SUMMARY_FORMULA.to_owned(), aggregate: None },
        date: entered,
        on_dashboard: line.model[stage.id].golden,
        origin: line.model[stage.id].ident.name_at,
    }
}
