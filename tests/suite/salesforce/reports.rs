//! Reports and dashboards refer to what there is.

use super::{Node, by_root, documents, emit, example, fields, files, projects, text};
use std::collections::{BTreeMap, BTreeSet};

/// Columns by report type, as reports write them.
fn columns(set: &lifecycle_emit::ArtifactSet) -> BTreeMap<String, BTreeSet<String>> {
    let types = documents(set).filter(|(_, node)| node.name == "ReportType");
    types
        .map(|(path, node)| {
            let name = path.rsplit('/').next().unwrap().split('.').next().unwrap();
            let columns = node.all("sections").flat_map(|section| section.all("columns"));
            let columns = columns.map(|c| format!("{}${}", c.get("table").unwrap(), c.get("field").unwrap()));
            (format!("{name}__c"), columns.collect())
        })
        .collect()
}

/// The columns that a report names anywhere.
fn named(report: &Node) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    report.walk(&mut |node| {
        let is_column = matches!(
            node.name.as_str(),
            "field"
                | "column"
                | "columnName"
                | "dateColumn"
                | "groupingColumn"
                | "secondaryGroupingColumn"
                | "downGroupingContext"
                | "acrossGroupingContext"
        );
        if is_column && !["RowCount", "FORMULA1", "CDF1"].contains(&node.text.as_str()) {
            found.insert(node.text.clone());
        }
        if matches!(node.name.as_str(), "calculatedFormula") {
            let words = node.text.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.'));
            found.extend(
                words.filter(|word| word.contains('.') && !word.starts_with(|c: char| c.is_ascii_digit())).map(
                    |word| {
                        let (table, field) = word.rsplit_once('.').unwrap();
                        format!("{table}${field}")
                    },
                ),
            );
        }
    });
    found
}

#[test]
fn reports_use_columns_of_their_types() {
    for (name, set) in projects() {
        let types = columns(&set);
        let mut used = BTreeSet::new();
        for (path, report) in documents(&set).filter(|(_, node)| node.name == "Report") {
            let source = report.get("reportType").unwrap();
            let known = types.get(source).unwrap_or_else(|| panic!("{name} {path}: no report type {source}"));
            for column in named(&report) {
                assert!(known.contains(&column), "{name} {path}: {column} is not in {source}");
            }
            let grouped: Vec<_> = report.all("groupingsDown").chain(report.all("groupingsAcross")).collect();
            for column in report.all("columns") {
                let twice = grouped.iter().any(|grouping| grouping.get("field") == column.get("field"));
                assert!(!twice, "{name} {path}: what groups is no column");
            }
            assert!(!grouped.is_empty(), "{name} {path}");
            assert!(report.get("name").unwrap().chars().count() <= 40, "{name} {path}");
            assert!(report.get("description").unwrap().chars().count() <= 255, "{name} {path}");
            used.insert(source.to_owned());
        }
        assert_eq!(used, types.keys().cloned().collect(), "{name}: every report type is used");
    }
}

#[test]
fn report_types_use_fields_that_exist() {
    for (name, set) in projects() {
        let custom: BTreeSet<String> = fields(&set)
            .into_iter()
            .map(|(object, field)| format!("{object}.{}", field.get("fullName").unwrap()))
            .collect();
        for report_type in by_root(&set, "ReportType") {
            for column in report_type.all("sections").flat_map(|section| section.all("columns")) {
                let (table, field) = (column.get("table").unwrap(), column.get("field").unwrap());
                let (object, field) = match (table, field.rsplit_once('.')) {
                    (_, Some(("Account" | "Account__c", field))) => ("Account", field),
                    (_, Some((object @ ("Contact" | "Lead"), field))) => (object, field),
                    ("Campaign.Opportunities", None) => ("Opportunity", field),
                    (table, None) => (table, field),
                    other => panic!("{name}: {other:?}"),
                };
                assert!(
                    !field.ends_with("__c") || custom.contains(&format!("{object}.{field}")),
                    "{name}: {object}.{field}"
                );
            }
        }
    }
}

#[test]
fn the_dashboard_shows_reports_that_exist() {
    for (name, set) in projects() {
        let paths: BTreeSet<String> = set
            .iter()
            .filter_map(|(path, _)| Some(path.split_once("/reports/")?.1.split('.').next()?.to_owned()))
            .collect();
        for dashboard in by_root(&set, "Dashboard") {
            let layout = dashboard.all("dashboardGridLayout").next().unwrap();
            let components: Vec<&Node> = layout.all("dashboardGridComponents").collect();
            assert!((1..=20).contains(&components.len()), "{name}: {}", components.len());
            let number = |component: &Node, what: &str| component.get(what).unwrap().parse::<usize>().unwrap();
            let mut cells = BTreeSet::new();
            for component in components {
                let report = component.all("dashboardComponent").next().unwrap().get("report").unwrap();
                assert!(paths.contains(report), "{name}: {report}");
                for column in 0..number(component, "colSpan") {
                    let column = number(component, "columnIndex") + column;
                    assert!(column < 12, "{name}: {report} is too far right");
                    for row in 0..number(component, "rowSpan") {
                        let cell = (number(component, "rowIndex") + row, column);
                        assert!(cells.insert(cell), "{name}: {report} lies on another");
                    }
                }
            }
        }
    }
}

#[test]
fn what_is_measured_is_reported() {
    let set = example("standard");
    let folder = "force-app/main/default/";
    let chosen: Vec<String> = [
        "reports/Lifecycle.reportFolder-meta.xml",
        "reports/Lifecycle/Contact_Lead_MQL_Entered.report-meta.xml",
        "reports/Lifecycle/Contact_Lead_MQL_To_SQL.report-meta.xml",
        "reports/Lifecycle/Contact_Lead_Time_In_Stage.report-meta.xml",
        "reports/Lifecycle/Deal_Pipeline_Reasons.report-meta.xml",
        "reports/Lifecycle/Contact_Lead_SQL_Cost.report-meta.xml",
        "reports/Lifecycle/Contact_Lead_By_Account_Segment.report-meta.xml",
        "dashboards/Lifecycle/Lifecycle.dashboard-meta.xml",
        "reportTypes/Lifecycle_Campaigns_with_Contacts.reportType-meta.xml",
    ]
    .map(|path| format!("{folder}{path}"))
    .into();
    insta::assert_snapshot!(files(&set, &chosen.iter().map(String::as_str).collect::<Vec<_>>()));
}

/// Alerts become colours, where the platform has them.
#[test]
fn alerts_become_colours() {
    let set = emit(&["
      domain lead on contact { stage A stage B stage C }
      measure {
        baseline lead.A to lead.B 40%
        alert conversion falls 10 points
        alert time_in_stage above 2 weeks
        alert production falls 20%
      }"
    .to_owned()]);
    let colours = |report: &str| {
        let report =
            Node::read(&text(&set, &format!("force-app/main/default/reports/Lifecycle/{report}.report-meta.xml")));
        let rules: Vec<Node> = report.all("formattingRules").cloned().collect();
        let values = rules.iter().flat_map(|rule| rule.all("values"));
        let bounds = values.map(|value| value.get("rangeUpperBound").unwrap_or("more"));
        bounds.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(colours("Contact_Lead_A_To_B"), "30.0 40.0 more");
    assert_eq!(colours("Contact_Lead_B_To_C"), "", "nothing is expected there");
    assert_eq!(colours("Contact_Lead_Time_In_Stage"), "14.0 more");
    assert_eq!(colours("Contact_Lead_A_Entered"), "-20.0 0.0 more");
}
