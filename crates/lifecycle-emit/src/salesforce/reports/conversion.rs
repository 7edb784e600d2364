//! Conversion: of the records that entered one stage, how many went on.

use super::alerts::Alerts;
use super::line::{Line, Measured};
use super::report::{
    Chart, ChartKind, Column, Filter, Grouping, Highlight, ROW_COUNT, ROW_FORMULA, Report, SUMMARY_FORMULA, Summary,
    title,
};
use super::report_type::type_name;
use lifecycle_model::Metric;
use std::collections::BTreeSet;

/// A row formula reads five fields at most: the stage itself, and four beyond it, for records that skipped it.
///
/// Source: Salesforce Help, row-level formulas: up to five unique fields.
const FIELDS_READ: usize = 5;

/// More steps than anybody reads get no report each.
const STEPS: usize = 30;

/// Each step of the order, and each pair for which the source expects something.
pub(super) fn reports(line: &Line<'_>, alerts: &Alerts<'_>) -> Vec<Report> {
    let baselines = line.model.measure.baselines.iter();
    let expected = baselines.filter_map(|baseline| Some((line.place(baseline.from)?, line.place(baseline.to)?)));
    let mut told = BTreeSet::new();
    let pairs = expected.chain(line.steps.iter().copied().take(STEPS)).filter(|pair| told.insert(*pair));
    pairs.filter_map(|(from, to)| conversion(line, line.ranked.get(from)?, to, alerts)).collect()
}

fn conversion(line: &Line<'_>, from: &Measured, to: usize, alerts: &Alerts<'_>) -> Option<Report> {
    let target = line.ranked.get(to)?;
    let reached: Vec<String> = line
        .ranked
        .iter()
        .skip(to)
        .take(FIELDS_READ)
        .map(|stage| format!("ISBLANK({})", line.in_formula(&stage.first_entered)))
        .collect();
    let missed = if reached.len() == 1 { reached.concat() } else { format!("AND({})", reached.join(", ")) };
    let baseline = alerts.baseline(from.id, target.id);
    let expected = baseline.map(|percent| format!(" Expected: {percent}%.")).unwrap_or_default();
    // By segment, since an average hides what matters; by month, where there is none.
    let grouping = match line.segments.first() {
        Some((_, column)) => Grouping::by(line.column(column)),
        None => Grouping::by_month(line.column(&from.first_entered)),
    };
    let bands = alerts.conversion(baseline);
    Some(Report {
        metric: Metric::Conversion,
        name: format!("{}_{}_to_{}", line.name, from.value, target.value),
        label: title([
            format!("{} to {}", from.label, target.label),
            format!("{} to {}", from.short(), target.short()),
        ]),
        description: format!(
            "Of the records that entered {}, how many reached {} or a stage beyond it, in percent.{expected} Comes from `{}`.",
            from.label, target.label, line.declared
        ),
        source: type_name(line.object),
        down: vec![grouping],
        across: None,
        columns: vec![Column { field: line.column("Name"), aggregate: None }],
        filters: vec![Filter::known(line.column(&from.first_entered))],
        row_formula: Some((format!("Reached {}", target.label), format!("IF({missed}, 0, 1)"))),
        summary: Some(Summary {
            label: "Conversion in percent".to_owned(),
            formula: format!("{ROW_FORMULA}:SUM / {ROW_COUNT} * 100"),
            at: None,
        }),
        highlight: bands.map(|bands| Highlight { column: SUMMARY_FORMULA.to_owned(), aggregate: None, bands }),
        chart: Chart { kind: ChartKind::Bar, column: SUMMARY_FORMULA.to_owned(), aggregate: None },
        date: line.column(&from.first_entered),
        on_dashboard: baseline.is_some(),
        origin: line.model[from.id].ident.name_at,
    })
}
