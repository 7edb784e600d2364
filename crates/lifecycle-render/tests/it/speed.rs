//! Many findings in a large file: no format for machines may read the text once per finding.

use crate::fixture::rendered;
use lifecycle_base::{Diagnostic, FixKind, Group, Location, Rule, Severity, SourceDb, Span};
use lifecycle_render::{Format, Options};
use std::time::{Duration, Instant};

static RULE: Rule = Rule {
    name: "some-rule",
    group: Group::Syntax,
    severity: Severity::Error,
    summary: "",
    page: "",
    since: "0.1.0",
    fix: FixKind::None,
};

/// A scan per finding would read 200 GB, half a minute at the very best and hours in a debug build. The bound is far
/// above what is measured (under a second optimised, a few seconds not) and far below that.
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
        let start = Instant::now();
        let output = rendered(format, &db, &findings, &Options::default());
        let time = start.elapsed();
        assert!(output.lines().count() >= FINDINGS as usize);
        assert!(time < Duration::from_secs(20), "{format}: {time:?}");
        println!("{format}: {FINDINGS} findings, {} bytes, {time:?}", output.len());
    }
    // The same index serves the formats for people.
    for format in [Format::Plain, Format::Fancy] {
        let start = Instant::now();
        rendered(format, &db, &findings[FINDINGS as usize - 1000..], &Options::default());
        let time = start.elapsed();
        assert!(time < Duration::from_secs(20), "{format}: {time:?}");
        println!("{format}: 1000 findings, {time:?}");
    }
}
