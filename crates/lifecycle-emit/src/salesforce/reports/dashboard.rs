//! The dashboard: the most important reports of each category, as many as a dashboard holds.

use super::FOLDER;
use super::report::{Band, ChartKind, Report, SUMMARY_FORMULA};
use crate::salesforce::project::{Component, Package};
use crate::xml::Element;
use lifecycle_model::Metric;
use lifecycle_targets::salesforce::limits::{DASHBOARD_COMPONENTS, HEADER};

/// Twelve columns, as Salesforce lays them out.
const COLUMNS: usize = 12;

/// How many components each category may have, in the playbook's order: twenty in all.
const ROOM: [(Metric, usize); 6] = [
    (Metric::Production, 6),
    (Metric::Conversion, 4),
    (Metric::TimeInStage, 3),
    (Metric::DropOff, 3),
    (Metric::CostToEnter, 2),
    (Metric::Segmentation, 2),
];

/// The dashboard of the folder. People see what they may see: nobody's rights are lent to others.
pub(super) fn emit_dashboard(reports: &[Report]) -> Component {
    let path = format!("{FOLDER}/{FOLDER}");
    let root = Element::new("Dashboard")
        .with_text("backgroundEndColor", "#FFFFFF")
        .with_text("backgroundFadeDirection", "Diagonal")
        .with_text("backgroundStartColor", "#FFFFFF")
        .with_text("chartTheme", "light")
        .with_text("colorPalette", "unity")
        .with_text("dashboardChartTheme", "light")
        .with_text("dashboardColorPalette", "unity")
        .with(layout(&chosen(reports)))
        .with_text("dashboardType", "LoggedInUser")
        .with_text(
            "description",
            "The lifecycle at a glance: production, conversion, time, reasons, cost and segments.",
        )
        .with_text("isGridLayout", true)
        .with_text("textColor", "#000000")
        .with_text("title", "Lifecycle")
        .with_text("titleColor", "#000000")
        .with_text("titleSize", 12);
    Component {
        package: Package::ForceApp,
        kind: "Dashboard",
        path: format!("dashboards/{path}.dashboard-meta.xml"),
        member: path,
        root,
        origin: None,
    }
}

/// What an expectation is given for comes first, as numbers; then the charts, category by category.
fn chosen(reports: &[Report]) -> Vec<&Report> {
    let of = |metric: Metric, room: usize| {
        let (first, others): (Vec<&Report>, Vec<&Report>) =
            reports.iter().filter(|report| report.metric == metric).partition(|report| report.on_dashboard);
        // A category without a favourite shows what there is.
        let wanted = if first.is_empty() { others } else { first };
        wanted.into_iter().take(room)
    };
    let mut all: Vec<&Report> = ROOM.iter().flat_map(|(metric, room)| of(*metric, *room)).collect();
    all.sort_by_key(|report| !is_metric(report));
    all.truncate(DASHBOARD_COMPONENTS.max);
    all
}

/// A conversion is one number with colours; everything else is a chart.
fn is_metric(report: &Report) -> bool {
    report.metric == Metric::Conversion
}

fn layout(reports: &[&Report]) -> Element {
    let (mut row, mut column) = (0, 0);
    let mut height = 0;
    let mut components = Vec::new();
    for report in reports {
        let (width, own) = if is_metric(report) { (3, 4) } else { (4, 8) };
        if column + width > COLUMNS || (height != 0 && height != own) {
            row += height;
            column = 0;
        }
        height = own;
        components.push(
            Element::new("dashboardGridComponents")
                .with_text("colSpan", width)
                .with_text("columnIndex", column)
                .with(if is_metric(report) { metric(report) } else { chart(report) })
                .with_text("rowIndex", row)
                .with_text("rowSpan", own),
        );
        column += width;
    }
    Element::new("dashboardGridLayout")
        .with_all(components)
        .with_text("numberOfColumns", COLUMNS)
        .with_text("rowHeight", 36)
}

fn metric(report: &Report) -> Element {
    let bands = report.highlight.as_ref().map_or(&[][..], |highlight| &highlight.bands);
    let limits: Vec<f64> = bands.iter().filter_map(|band| band.up_to).collect();
    let color = |place: usize| bands.get(place).map(|band: &Band| band.color);
    // Two limits part three colours; with one, the middle has no width.
    let (low, high) = (limits.first(), limits.last());
    Element::new("dashboardComponent")
        .with_text("autoselectColumnsFromReport", false)
        .with(Element::new("chartSummary").with_text("column", SUMMARY_FORMULA))
        .with_text("componentType", "Metric")
        .with_text("decimalPrecision", 1)
        .with_text("displayUnits", "Auto")
        .with_text("footer", "in percent")
        .with_text("header", HEADER.shorten(&report.label))
        .with_all(low.map(|value| Element::text("indicatorBreakpoint1", format!("{value:?}"))))
        .with_all(high.map(|value| Element::text("indicatorBreakpoint2", format!("{value:?}"))))
        .with_text("indicatorHighColor", bands.last().map_or(NEUTRAL, |band| band.color))
        .with_text("indicatorLowColor", color(0).unwrap_or(NEUTRAL))
        .with_text("indicatorMiddleColor", color(1).unwrap_or(NEUTRAL))
        .with_text("report", report.path())
        .with_text("showRange", false)
}

/// A number of which nothing is expected.
const NEUTRAL: &str = "#706E6B";

fn chart(report: &Report) -> Element {
    let kind = match report.chart.kind {
        ChartKind::Bar => "Bar",
        ChartKind::Line => "Line",
        ChartKind::Donut => "Donut",
        ChartKind::Stacked => "BarStacked",
    };
    let summary = Element::new("chartSummary")
        .with_all(report.chart.aggregate.map(|aggregate| Element::text("aggregate", aggregate)))
        .with_text("axisBinding", "y")
        .with_text("column", &report.chart.column);
    let second = report.across.iter().filter(|_| report.chart.kind == ChartKind::Stacked);
    let groupings = report.down.iter().take(1).chain(second);
    Element::new("dashboardComponent")
        .with_text("autoselectColumnsFromReport", false)
        .with_text("chartAxisRange", "Auto")
        .with(summary)
        .with_text("componentType", kind)
        .with_text("decimalPrecision", -1)
        .with_text("displayUnits", "Auto")
        .with_text("drillEnabled", false)
        .with_text("drillToDetailEnabled", false)
        .with_text("enableHover", true)
        .with_text("expandOthers", true)
        .with_all(groupings.map(|grouping| Element::text("groupingColumn", &grouping.column)))
        .with_text("header", HEADER.shorten(&report.label))
        .with_text("legendPosition", "Bottom")
        .with_text("report", report.path())
        .with_text("showPercentage", false)
        .with_text("showValues", true)
        .with_text("sortBy", "RowLabelAscending")
        .with_text("useReportChart", false)
}
