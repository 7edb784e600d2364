//! A finding keeps its fingerprint while its text moves, and loses it when it is another finding.

use crate::fixture::{hostile, many, project, rendered};
use lifecycle_base::{Diagnostic, Location, SourceDb, Span};
use lifecycle_render::{Format, Options};
use serde_json::Value;
use std::collections::BTreeSet;

fn json(format: Format, db: &SourceDb, findings: &[Diagnostic]) -> Value {
    serde_json::from_str(&rendered(format, db, findings, &Options::default())).unwrap()
}

fn fingerprints(db: &SourceDb, findings: &[Diagnostic]) -> Vec<String> {
    let report = json(Format::Gitlab, db, findings);
    report.as_array().unwrap().iter().map(|found| found["fingerprint"].as_str().unwrap().to_owned()).collect()
}

/// The same findings below three more lines.
fn moved((db, findings): (SourceDb, Vec<Diagnostic>)) -> (SourceDb, Vec<Diagnostic>) {
    const ABOVE: &str = "// one\n// two\n// three\n";
    let mut below = SourceDb::default();
    for (_, source) in db.iter() {
        below.add(source.path(), format!("{ABOVE}{}", source.text())).unwrap();
    }
    let shift = |location: Location| {
        let by = ABOVE.len() as u32;
        Location::new(location.file, Span::new(location.span.start + by, location.span.end + by))
    };
    let findings = findings.into_iter().map(|mut finding| {
        finding.location = finding.location.map(shift);
        finding
    });
    let findings = findings.collect();
    (below, findings)
}

#[test]
fn moving_lines_changes_nothing() {
    for case in [project, hostile, || many(200)] {
        let (before, after) = (case(), moved(case()));
        assert_eq!(fingerprints(&before.0, &before.1), fingerprints(&after.0, &after.1));
    }
}

#[test]
fn no_two_findings_share_one() {
    for (db, findings) in [project(), hostile(), many(2_000)] {
        let all = fingerprints(&db, &findings);
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), findings.len());
    }
}

#[test]
fn all_formats_agree() {
    let (db, findings) = project();
    let expected = fingerprints(&db, &findings);
    let sarif = json(Format::Sarif, &db, &findings);
    let json = json(Format::Json, &db, &findings);
    for (i, expected) in expected.iter().enumerate() {
        assert_eq!(sarif["runs"][0]["results"][i]["partialFingerprints"]["lifecycleFinding/v1"], **expected);
        assert_eq!(json["findings"][i]["fingerprint"], **expected);
    }
}

/// With a subject, neither the file nor the words count: a stage may move to another file, and a message be rephrased.
#[test]
fn a_subject_is_enough() {
    let (db, findings) = project();
    let about = |subject: &str, index: usize, message: &str| {
        let mut finding = Diagnostic::new(findings[1].rule, findings[index].location.unwrap(), message);
        finding.subject = subject.to_owned();
        fingerprints(&db, &[finding]).remove(0)
    };
    assert_eq!(about("stage sales.Demo", 1, "one"), about("stage sales.Demo", 4, "another"));
    assert_ne!(about("stage sales.Demo", 1, "one"), about("stage sales.Won", 1, "one"));
    assert_ne!(about("", 1, "one"), about("", 4, "one"));
    assert_ne!(about("", 1, "one"), about("", 1, "another"));
}

/// A new finding of another rule or subject leaves the others alone.
#[test]
fn other_findings_do_not_matter() {
    let (db, mut findings) = project();
    let before = fingerprints(&db, &findings);
    let mut new = Diagnostic::without_place(findings[5].rule, "new");
    new.subject = "team Sales".to_owned();
    findings.insert(0, new);
    assert_eq!(fingerprints(&db, &findings)[1..], before);
}
