//! A report, and its XML.

use super::FOLDER;
use crate::salesforce::project::{Component, Package};
use crate::xml::Element;
use lifecycle_base::Location;
use lifecycle_model::Metric;
use lifecycle_targets::salesforce::limits::{REPORT_DESCRIPTION, REPORT_LABEL};
use lifecycle_targets::salesforce::names::CUSTOM_SUFFIX;

/// What a row formula is called in columns and formulas. A report has one at most.
pub(super) const ROW_FORMULA: &str = "CDF1";
/// What the formula over a group is called.
pub(super) const SUMMARY_FORMULA: &str = "FORMULA1";
/// How many rows there are.
pub(super) const ROW_COUNT: &str = "RowCount";

/// A report.
pub(super) struct Report {
    pub(super) metric: Metric,
    /// The developer name.
    pub(super) name: String,
    pub(super) label: String,
    pub(super) description: String,
    /// The developer name of its report type.
    pub(super) source: String,
    pub(super) down: Vec<Grouping>,
    pub(super) across: Option<Grouping>,
    pub(super) columns: Vec<Column>,
    pub(super) filters: Vec<Filter>,
    pub(super) row_formula: Option<(String, String)>,
    pub(super) summary: Option<Summary>,
    pub(super) highlight: Option<Highlight>,
    pub(super) chart: Chart,
    /// The date that people narrow the report by.
    pub(super) date: String,
    /// Whether the dashboard shows it, if there is room.
    pub(super) on_dashboard: bool,
    pub(super) origin: Location,
}

/// The first of some titles that has room; of the last, as much as fits.
pub(super) fn title(titles: [String; 2]) -> String {
    let [long, short] = titles;
    if REPORT_LABEL.allows(&long) { long } else { REPORT_LABEL.shorten(&short) }
}

/// A column by which rows are grouped.
#[derive(Clone)]
pub(super) struct Grouping {
    pub(super) column: String,
    /// `Day` for what is no date, too: that is how Salesforce writes it.
    pub(super) granularity: &'static str,
    pub(super) descending: bool,
}

impl Grouping {
    pub(super) fn by(column: String) -> Self {
        Self { column, granularity: "Day", descending: false }
    }

    pub(super) fn by_month(column: String) -> Self {
        Self { column, granularity: "Month", descending: false }
    }
}

/// A column, perhaps with its sum, average or greatest value.
pub(super) struct Column {
    pub(super) field: String,
    pub(super) aggregate: Option<&'static str>,
}

/// A condition on rows. An empty value asks whether there is one.
pub(super) struct Filter {
    pub(super) column: String,
    pub(super) operator: &'static str,
    pub(super) value: String,
}

impl Filter {
    pub(super) fn known(column: String) -> Self {
        Self { column, operator: "notEqual", value: String::new() }
    }
}

/// A formula over the rows of a group.
pub(super) struct Summary {
    pub(super) label: String,
    pub(super) formula: String,
    /// The grouping at which it is computed; at all, if none.
    pub(super) at: Option<String>,
}

/// Colours by value.
#[derive(Clone)]
pub(super) struct Highlight {
    pub(super) column: String,
    pub(super) aggregate: Option<&'static str>,
    pub(super) bands: Vec<Band>,
}

/// A colour up to a value; the last has none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Band {
    pub(super) up_to: Option<f64>,
    pub(super) color: &'static str,
}

/// The chart.
pub(super) struct Chart {
    pub(super) kind: ChartKind,
    pub(super) column: String,
    pub(super) aggregate: Option<&'static str>,
}

/// Kinds of charts, by what they are good for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ChartKind {
    Bar,
    Line,
    Donut,
    Stacked,
}

impl Report {
    /// The name by which dashboards refer to it.
    pub(super) fn path(&self) -> String {
        format!("{FOLDER}/{}", self.name)
    }

    pub(super) fn component(&self) -> Component {
        let path = self.path();
        Component {
            package: Package::ForceApp,
            kind: "Report",
            path: format!("reports/{path}.report-meta.xml"),
            member: path,
            root: self.element(),
            origin: Some(self.origin),
        }
    }

    fn element(&self) -> Element {
        let groupings = |name: &'static str, all: &[Grouping]| -> Vec<Element> {
            all.iter().map(|grouping| grouping_element(name, grouping)).collect()
        };
        let across: Vec<Grouping> = self.across.iter().cloned().collect();
        let formula_column =
            self.row_formula.as_ref().map(|_| Column { field: ROW_FORMULA.into(), aggregate: Some("Sum") });
        let columns = self.columns.iter().chain(&formula_column).map(column_element);
        Element::new("Report")
            .with_all(self.summary.as_ref().map(|summary| summary_element(summary, self.across.as_ref())))
            .with(self.chart_element())
            .with_all(columns)
            .with_all(self.row_formula.as_ref().map(row_formula_element))
            .with_text("description", REPORT_DESCRIPTION.shorten(&self.description))
            .with_all((!self.filters.is_empty()).then(|| filter_element(&self.filters)))
            .with_text("format", if self.across.is_some() { "Matrix" } else { "Summary" })
            .with_all(self.highlight.as_ref().map(highlight_element))
            .with_all(groupings("groupingsAcross", &across))
            .with_all(groupings("groupingsDown", &self.down))
            .with_text("name", REPORT_LABEL.shorten(&self.label))
            .with_text("reportType", format!("{}{CUSTOM_SUFFIX}", self.source))
            .with_text("scope", "organization")
            .with_text("showDetails", false)
            .with_text("showGrandTotal", true)
            .with_text("showSubTotals", true)
            .with(
                Element::new("timeFrameFilter")
                    .with_text("dateColumn", &self.date)
                    .with_text("interval", "INTERVAL_CUSTOM"),
            )
    }

    fn chart_element(&self) -> Element {
        let kind = match self.chart.kind {
            ChartKind::Bar => "HorizontalBar",
            ChartKind::Line => "Line",
            ChartKind::Donut => "Donut",
            ChartKind::Stacked => "HorizontalBarStacked",
        };
        let second =
            self.across.as_ref().or_else(|| self.down.get(1)).filter(|_| self.chart.kind == ChartKind::Stacked);
        let summary = Element::new("chartSummaries")
            .with_all(self.chart.aggregate.map(|aggregate| Element::text("aggregate", aggregate)))
            .with_text("axisBinding", "y")
            .with_text("column", &self.chart.column);
        Element::new("chart")
            .with(summary)
            .with_text("chartType", kind)
            .with_text("enableHoverLabels", true)
            .with_text("expandOthers", true)
            .with_all(self.down.first().map(|grouping| Element::text("groupingColumn", &grouping.column)))
            .with_text("legendPosition", "Right")
            .with_text("location", "CHART_TOP")
            .with_all(second.map(|grouping| Element::text("secondaryGroupingColumn", &grouping.column)))
            .with_text("showAxisLabels", true)
            .with_text("showPercentage", false)
            .with_text("showTotal", false)
            .with_text("showValues", true)
            .with_text("size", "Medium")
            .with_text("summaryAxisRange", "Auto")
    }
}

fn grouping_element(name: &'static str, grouping: &Grouping) -> Element {
    Element::new(name)
        .with_text("dateGranularity", grouping.granularity)
        .with_text("field", &grouping.column)
        .with_text("sortOrder", if grouping.descending { "Desc" } else { "Asc" })
}

fn column_element(column: &Column) -> Element {
    Element::new("columns")
        .with_all(column.aggregate.map(|aggregate| Element::text("aggregateTypes", aggregate)))
        .with_text("field", &column.field)
}

/// A number of one digit behind the point. Percent are numbers, too, so that what is compared with them is written as people write it.
fn summary_element(summary: &Summary, across: Option<&Grouping>) -> Element {
    let across = across
        .filter(|_| summary.at.is_some())
        .map(|grouping| Element::text("acrossGroupingContext", &grouping.column));
    Element::new("aggregates")
        .with_all(across)
        .with_text("calculatedFormula", &summary.formula)
        .with_text("datatype", "number")
        .with_text("developerName", SUMMARY_FORMULA)
        .with_all(summary.at.as_ref().map(|at| Element::text("downGroupingContext", at)))
        .with_text("isActive", true)
        .with_text("isCrossBlock", false)
        .with_text("masterLabel", &summary.label)
        .with_text("scale", 1)
}

fn row_formula_element((label, formula): &(String, String)) -> Element {
    Element::new("customDetailFormulas")
        .with_text("calculatedFormula", formula)
        .with_text("dataType", "Double")
        .with_text("developerName", ROW_FORMULA)
        .with_text("label", REPORT_LABEL.shorten(label))
        .with_text("scale", 0)
}

fn filter_element(filters: &[Filter]) -> Element {
    let items = filters.iter().map(|filter| {
        Element::new("criteriaItems")
            .with_text("column", &filter.column)
            .with_text("columnToColumn", false)
            .with_text("isUnlocked", true)
            .with_text("operator", filter.operator)
            .with_text("value", &filter.value)
    });
    Element::new("filter").with_all(items)
}

fn highlight_element(highlight: &Highlight) -> Element {
    let values = highlight.bands.iter().map(|band| {
        Element::new("values")
            .with_text("backgroundColor", band.color)
            .with_all(band.up_to.map(|value| Element::text("rangeUpperBound", format!("{value:?}"))))
    });
    Element::new("formattingRules")
        .with_all(highlight.aggregate.map(|aggregate| Element::text("aggregate", aggregate)))
        .with_text("columnName", &highlight.column)
        .with_all(values)
}
