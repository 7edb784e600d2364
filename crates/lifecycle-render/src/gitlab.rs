//! The code quality report of GitLab, which its merge requests show.
//!
//! GitLab reads a subset of the Code Climate format: an array of objects with exactly these fields, without a byte order mark.

use crate::Options;
use crate::fingerprint::fingerprints;
use crate::printable::printable_line;
use crate::region::{Region, stand_in_path};
use lifecycle_base::{Diagnostic, Severity, SourceDb};
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Violation<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'a str,
    location: Place<'a>,
}

#[derive(Serialize)]
struct Place<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

pub(crate) fn render(db: &SourceDb, diagnostics: &[Diagnostic], _: &Options, out: &mut dyn Write) -> io::Result<()> {
    let fingerprints = fingerprints(db, diagnostics);
    let violations = diagnostics.iter().zip(fingerprints);
    let report: Vec<Violation<'_>> = violations.map(|(found, print)| violation(db, found, print)).collect();
    serde_json::to_writer_pretty(&mut *out, &report)?;
    writeln!(out)
}

fn violation<'a>(db: &'a SourceDb, diagnostic: &'a Diagnostic, fingerprint: String) -> Violation<'a> {
    let mut description = printable_line(&diagnostic.message).into_owned();
    if let Some(help) = &diagnostic.help {
        description.push_str("; ");
        description.push_str(&printable_line(help));
    }
    let location = match Region::of_finding(db, diagnostic) {
        Some(region) => {
            let lines = Lines { begin: region.start().line, end: region.last_line() };
            Place { path: region.path(), lines }
        }
        None => Place { path: stand_in_path(db), lines: Lines { begin: 1, end: 1 } },
    };
    Violation { description, check_name: diagnostic.rule.name, fingerprint, severity: weight(diagnostic), location }
}

/// GitLab also knows `minor` and `blocker`.
fn weight(diagnostic: &Diagnostic) -> &'static str {
    match diagnostic.severity {
        Severity::Error => "critical",
        Severity::Warning => "major",
        Severity::Info => "info",
    }
}
