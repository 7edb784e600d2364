//! Names and the field they stand in: a corpus labelled by hand, with floors for precision and recall, and the hard distinctions.
//!
//! A line of a table is `kind`, `name`, the rules an expert would name (`-` for none, `pedantic` for any rule of that group), and in the
//! corpus how `sure` the expert is and why.

use lifecycle_base::{Diagnostic, Group};
use lifecycle_driver::rules::{Level, Selector};
use lifecycle_driver::{Options, OsFs, analyse, lone_text};
use std::fmt::Write;

/// The rules that judge a name by itself.
const JUDGES: [&str; 9] = [
    "activity-named-stage",
    "generic-stage",
    "internal-signal-stage",
    "outcome-in-lifecycle",
    "stage-named-status",
    "status-named-stage",
    "success-stage-in-sales",
    "task-percentage-stage",
    "time-based-stage",
];

/// A line of a table.
struct Entry {
    kind: String,
    name: String,
    labels: Vec<String>,
    sure: bool,
}

fn entries(table: &str) -> Vec<Entry> {
    let lines = table.lines().filter(|line| !line.is_empty() && !line.starts_with("//"));
    let entry = |line: &str| {
        let mut columns = line.split('\t');
        let mut next = || columns.next().unwrap_or_default().to_owned();
        let (kind, name, labels, confidence) = (next(), next(), next(), next());
        Entry { kind, name, labels: labels.split(',').map(str::to_owned).collect(), sure: confidence != "arguable" }
    };
    lines.map(entry).collect()
}

/// A declaration in which the name stands, between sound neighbours. The name has a line of its own.
fn declaration(number: usize, entry: &Entry) -> String {
    let name = entry.name.replace('\\', "\\\\").replace('"', "\\\"");
    let people = |object: &str, before: &str| {
        format!("domain d{number} on {object} {{\n  stage First \"{before}\" {{ owner T }}\n  stage X \"{name}\" {{ owner T }}\n}}\n")
    };
    let deals = |pipeline: &str| {
        format!(
            "domain d{number} on deal {{ pipeline P{number} \"{pipeline}\" {{\n  stage First \"Budget Confirmed\" {{ owner T }}\n  stage X \
             \"{name}\" {{ owner T }}\n  stage Last \"Contract Reviewed by Buyer\" {{ owner T }}\n  won stage Won \"Closed Won\"\n}} }}\n"
        )
    };
    match entry.kind.as_str() {
        "contact" => people("contact", "Known Lead"),
        "lead-pipeline" => people("lead", "Known Lead"),
        "company" => people("company", "Target Account"),
        "customer" => people("ticket", "Contract Received"),
        "poc" => people("deal", "POC Entry"),
        "deal" => deals("New Business"),
        "expansion" => deals("Expansion"),
        "renewal" => deals("Renewal"),
        "status" => format!("object contact {{ status s{number} {{\n  Other \"New\"\n  X \"{name}\"\n}} }}\n"),
        kind => panic!("no such kind: {kind}"),
    }
}

/// What the checker says about each entry, all in one run.
fn judged(entries: &[Entry], pedantic: bool) -> Vec<Vec<&'static str>> {
    let mut text = String::from("lifecycle \"L\" { company \"C\" }\nteam T\n");
    let mut lines = Vec::new();
    for (number, entry) in entries.iter().enumerate() {
        let declared = declaration(number, entry);
        let at = declared.find("  X \"").or_else(|| declared.find("stage X \"")).unwrap();
        lines.push(text.len() + at..text.len() + at + 9 + entry.name.len());
        text.push_str(&declared);
    }
    let levels = if pedantic { vec![(Selector::parse("pedantic").unwrap(), Level::Warn)] } else { Vec::new() };
    let found = analyse(&OsFs, &lone_text("corpus.lifecycle", text), &Options { levels, today: None });
    assert!(found.checked().is_some(), "the names stand in lifecycles without errors: {:?}", found.findings.iter().find(|f| f.severity == lifecycle_base::Severity::Error));
    let mut findings: Vec<&Diagnostic> =
        found.findings.iter().filter(|finding| JUDGES.contains(&finding.rule.name) || finding.rule.group == Group::Pedantic).collect();
    findings.sort_by_key(|finding| finding.location.map(|place| place.span.start));
    lines.iter().map(|line| {
        let inside = |finding: &&&Diagnostic| finding.location.is_some_and(|place| line.contains(&(place.span.start as usize)));
        findings.iter().filter(inside).map(|finding| finding.rule.name).collect()
    }).collect()
}

/// Whether the expert agrees with a rule.
fn agrees(entry: &Entry, rule: &str) -> bool {
    let pedantic = !JUDGES.contains(&rule);
    entry.labels.iter().any(|label| label == rule || (pedantic && label == "pedantic"))
}

#[test]
fn most_findings_are_right_and_few_are_missed() {
    let table = std::env::var("NAMING_CORPUS").map_or_else(|_| include_str!("naming/corpus.tsv").to_owned(), |path| std::fs::read_to_string(path).unwrap());
    // Apart, since a stage that is called like a declared status is judged by that.
    let (statuses, stages): (Vec<Entry>, Vec<Entry>) = entries(&table).into_iter().partition(|entry| entry.kind == "status");
    let (mut right, mut wrong, mut missed, mut log) = (0.0, 0.0, 0.0, String::new());
    let found = judged(&statuses, true).into_iter().chain(judged(&stages, true));
    for (entry, found) in statuses.iter().chain(&stages).zip(found) {
        assert!(found.len() <= 1, "{} raises {found:?}: one stage, one finding", entry.name);
        let agreed = found.iter().any(|rule| agrees(entry, rule));
        let silent = entry.labels == ["-"];
        let as_expected = agreed || (silent && found.is_empty());
        if !as_expected {
            let mark = if entry.sure { "" } else { " (arguable)" };
            writeln!(log, "{}: `{}`{mark}: expected {}, found {found:?}", entry.kind, entry.name, entry.labels.join(" or ")).unwrap();
        }
        if entry.sure {
            right += f64::from(u8::from(agreed));
            wrong += f64::from(u8::from(!agreed && !found.is_empty()));
            missed += f64::from(u8::from(!agreed && !silent));
        }
    }
    let (precision, recall) = (right / (right + wrong), right / (right + missed));
    println!("{log}precision {:.1} %, recall {:.1} % over {} sure findings", precision * 100.0, recall * 100.0, right + missed);
    assert!(precision > 0.95, "precision {precision:.3}\n{log}");
    assert!(recall > 0.90, "recall {recall:.3}\n{log}");
}
