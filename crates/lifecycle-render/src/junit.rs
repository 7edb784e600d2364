//! JUnit reports, which every CI system shows as tests: a suite a file, a test a finding. A clean file is a test that passes.

use crate::advice::advice;
use crate::printable::printable_line;
use crate::region::Region;
use crate::xml::Xml;
use crate::{Options, Summary};
use lifecycle_base::{Diagnostic, FileId, Severity, SourceDb};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// The name of the suite for findings that are about no file.
const PROJECT: &str = "project";

pub(crate) fn render(db: &SourceDb, diagnostics: &[Diagnostic], _: &Options, out: &mut dyn Write) -> io::Result<()> {
    let mut suites: BTreeMap<Option<FileId>, Vec<&Diagnostic>> =
        db.iter().map(|(file, _)| (Some(file), vec![])).collect();
    if suites.is_empty() {
        suites.insert(None, Vec::new());
    }
    for diagnostic in diagnostics {
        let file = diagnostic.location.map(|location| location.file).filter(|&file| db.get(file).is_some());
        suites.entry(file).or_default().push(diagnostic);
    }
    let summary = Summary::of(db, diagnostics);
    let tests = suites.values().map(|findings| findings.len().max(1)).sum::<usize>().to_string();
    let failures = (summary.errors + summary.warnings).to_string();
    let counts = [("name", "lifecycle"), ("tests", &tests), ("failures", &failures), ("errors", "0")];
    let mut xml = Xml::new(out)?;
    xml.element("testsuites", &counts, |xml| {
        for (file, findings) in &suites {
            let name = file.and_then(|file| db.get(file)).map_or(PROJECT, |source| source.path());
            suite(db, name, findings, xml)?;
        }
        Ok(())
    })?;
    xml.finish()
}

fn suite(db: &SourceDb, name: &str, findings: &[&Diagnostic], xml: &mut Xml<'_>) -> io::Result<()> {
    let tests = findings.len().max(1).to_string();
    let failures = findings.iter().filter(|finding| is_failure(finding)).count().to_string();
    let counts = [("name", name), ("tests", &tests), ("failures", &failures), ("errors", "0"), ("skipped", "0")];
    xml.element("testsuite", &counts, |xml| {
        if findings.is_empty() {
            xml.empty("testcase", &[("name", "no findings"), ("classname", name)])?;
        }
        let mut seen: BTreeMap<String, u32> = BTreeMap::new();
        for finding in findings {
            let mut test = format!("{}: {}", finding.rule.name, finding.message);
            // CI systems take tests of one name for one test.
            let count = seen.entry(test.clone()).or_default();
            *count += 1;
            if *count > 1 {
                test.push_str(&format!(" ({count})"));
            }
            xml.element("testcase", &[("name", &test), ("classname", name)], |xml| outcome(db, finding, xml))?;
        }
        Ok(())
    })
}

/// An info never fails a run by itself, so its test passes and says it all the same.
fn outcome(db: &SourceDb, finding: &Diagnostic, xml: &mut Xml<'_>) -> io::Result<()> {
    let details = details(db, finding);
    if is_failure(finding) {
        xml.text("failure", &[("type", finding.severity.as_str()), ("message", &finding.message)], &details)
    } else {
        xml.text("system-out", &[], &details)
    }
}

fn is_failure(finding: &Diagnostic) -> bool {
    finding.severity > Severity::Info
}

fn details(db: &SourceDb, finding: &Diagnostic) -> String {
    let place = Region::of_finding(db, finding).map_or_else(String::new, |region| {
        let start = region.start();
        format!("{}:{}:{}: ", region.path(), start.line, start.column)
    });
    let message = printable_line(&finding.message);
    let mut lines = vec![format!("{place}{}[{}]: {message}", finding.severity, finding.rule.name)];
    lines.extend(advice(finding));
    lines.push(finding.rule.url());
    lines.join("\n")
}
