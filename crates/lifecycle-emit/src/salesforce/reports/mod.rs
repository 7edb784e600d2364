//! ReportType, Report and Dashboard: the six metric categories, on the fields that the lifecycle keeps.
//!
//! What is measured is decided in one module a category; each makes [`Report`]s, which know nothing of XML until the end. All columns
//! come from our own report types, so that what a report shows can be checked here.

mod alerts;
mod conversion;
mod cost;
mod dashboard;
mod drop_off;
mod line;
mod production;
mod report;
mod report_type;
mod segmentation;
mod time_in_stage;

use super::opportunity_stages::StageList;
use super::project::{Component, Package};
use super::schema::Schema;
use super::settings::Settings;
use crate::xml::Element;
use alerts::Alerts;
use lifecycle_model::{Metric, Model};
use lifecycle_targets::salesforce::limits::REPORT_NAME;
use lifecycle_targets::salesforce::names;
use line::lines;
use report::Report;
use std::collections::BTreeSet;

/// The folder of all reports, and of the dashboard.
pub(super) const FOLDER: &str = "Lifecycle";

/// The report types, the reports, and the dashboard that shows the most important ones.
pub(super) fn emit_reports(model: &Model, stages: &StageList, schema: &Schema, settings: &Settings) -> Vec<Component> {
    let reports = reports(model, stages, schema, settings);
    let mut components = report_type::emit_types(model, schema, &reports);
    if reports.is_empty() {
        return components;
    }
    components.push(folder("ReportFolder", "Report", "reports", "reportFolder"));
    components.extend(reports.iter().map(|report| report.component()));
    components.push(folder("DashboardFolder", "Dashboard", "dashboards", "dashboardFolder"));
    components.push(dashboard::emit_dashboard(&reports));
    components
}

/// The reports of the categories that are asked for: all, where the source does not choose.
fn reports(model: &Model, stages: &StageList, schema: &Schema, settings: &Settings) -> Vec<Report> {
    let alerts = Alerts { model };
    let lines = lines(model, stages, schema, settings);
    let chosen = &model.measure.metrics;
    let asked = |metric: Metric| chosen.is_empty() || chosen.iter().any(|(other, _)| *other == metric);
    let mut reports = Vec::new();
    for metric in Metric::ALL {
        // Segments that are named are wanted, whether or not the category is.
        if !asked(metric) && (metric != Metric::Segmentation || model.measure.segments.is_empty()) {
            continue;
        }
        for line in &lines {
            match metric {
                Metric::Production => reports.extend(production::reports(line, &alerts)),
                Metric::Conversion => reports.extend(conversion::reports(line, &alerts)),
                Metric::TimeInStage => reports.extend(time_in_stage::report(line, &alerts)),
                Metric::DropOff => reports.extend(drop_off::report(line, &alerts)),
                Metric::CostToEnter => reports.extend(cost::reports(line, &alerts)),
                Metric::Segmentation => reports.extend(segmentation::reports(line)),
            }
        }
    }
    name(&mut reports);
    reports
}

/// Names as the platform takes them, each once: what differs only in letters that it does not take is told apart by its place.
fn name(reports: &mut [Report]) {
    let mut taken = BTreeSet::new();
    for (place, report) in reports.iter_mut().enumerate() {
        let mut name = names::fit(names::developer_name(&report.name), &REPORT_NAME);
        if !taken.insert(name.to_lowercase()) {
            name = names::fit(names::developer_name(&format!("{}_{place}", report.name)), &REPORT_NAME);
            taken.insert(name.to_lowercase());
        }
        report.name = name;
    }
}

/// Everybody in the company may look; who may change the reports, the org decides. Manifests write folders with a stroke at the end.
///
/// Source: `@salesforce/source-deploy-retrieve` 12.35.3, as it writes manifests.
fn folder(root: &'static str, kind: &'static str, path: &str, suffix: &str) -> Component {
    let share = Element::new("folderShares")
        .with_text("accessLevel", "View")
        .with_text("sharedTo", "AllInternalUsers")
        .with_text("sharedToType", "Organization");
    Component {
        package: Package::ForceApp,
        kind,
        member: format!("{FOLDER}/"),
        path: format!("{path}/{FOLDER}.{suffix}-meta.xml"),
        root: Element::new(root).with(share).with_text("name", FOLDER),
        origin: None,
    }
}
