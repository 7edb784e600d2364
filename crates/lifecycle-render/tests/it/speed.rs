//! Many findings in a large file: no format for machines may read the text once per finding.

use crate::fixture::rendered;
use lifecycle_base::{Diagnostic, FixKind, Group, Location, Rule, Severity, SourceDb, Span};
use lifecycle_render::{Format, Options};

static RULE: Rule = Rule {
    name: "some-rule",
    group: Group::Syntax,
    severity: Severity::Error,
    summary: "",
    page: "",
    since: "0.1.0",
    fix: FixKind::None,
    options: &[],
};

/// A scan per finding would read 200 GB here, and the run would never end; how long it takes is the benches' to say.
#[test]
fn hundred_thousand_findings() {
    const LINE: &str = "stage Demo { é }\n";
    const FINDINGS: u32 = 100_000;
    let text = LINE.repeat(FINDINGS as usize);
    let mut db = SourceDb::default();
    let file = db.add("a.lifecycle", text).unwrap();
    let findings: Vec<Diagnostic> = (0..FINDINGS)
        .map(|i| i * LINE.len() as u32 + 6)
        .map(|at| Diagnostic::new(&RULE, Location::new(file, Span::new(at, at + 4)), "a message").label("here"))
        .collect();
    for format in [Format::Short, Format::Json] {
        let output = rendered(format, &db, &findings, &Options::default());
        assert!(output.lines().count() >= FINDINGS as usize, "{format}");
    }
    // The last ones, for which a scan is longest.
    let last = &findings[FINDINGS as usize - 10_000..];
    for format in [Format::Sarif, Format::Github, Format::Gitlab, Format::Junit, Format::Rdjson, Format::Checkstyle] {
        let output = rendered(format, &db, last, &Options::default());
        assert!(output.lines().count() >= last.len(), "{format}");
    }
    let output = rendered(Format::Markdown, &db, &findings, &Options::default());
    assert!(output.contains("Left out"), "{output}");
    // The same index serves the formats for people.
    for format in [Format::Plain, Format::Fancy] {
        let output = rendered(format, &db, &findings[FINDINGS as usize - 1000..], &Options::default());
        assert_eq!(output.matches("a message").count(), 1000, "{format}");
    }
}
