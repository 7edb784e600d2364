//! The diagnostic format of reviewdog, which comments on pull requests of any host and offers fixes to click.
//!
//! Its columns count bytes of UTF-8, its ends are exclusive.

use crate::Options;
use crate::advice::whole_message;
use crate::printable::printable_line;
use crate::region::{Region, stand_in_path};
use lifecycle_base::{Diagnostic, Fix, LineColumn, Location, Severity, SourceDb};
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct DiagnosticResult<'a> {
    source: Origin,
    diagnostics: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Origin {
    name: &'static str,
}

#[derive(Serialize)]
struct Entry<'a> {
    message: String,
    location: Place<'a>,
    severity: &'static str,
    code: Code<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Related<'a>>,
}

#[derive(Serialize)]
struct Place<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<Range>,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct Code<'a> {
    value: &'a str,
    url: String,
}

#[derive(Serialize)]
struct Suggestion<'a> {
    range: Range,
    text: &'a str,
}

#[derive(Serialize)]
struct Related<'a> {
    message: String,
    location: Place<'a>,
}

pub(crate) fn render(db: &SourceDb, diagnostics: &[Diagnostic], _: &Options, out: &mut dyn Write) -> io::Result<()> {
    let diagnostics = diagnostics.iter().map(|diagnostic| Entry::of(db, diagnostic)).collect();
    let report = DiagnosticResult { source: Origin { name: "lifecycle" }, diagnostics };
    serde_json::to_writer_pretty(&mut *out, &report)?;
    writeln!(out)
}

impl<'a> Entry<'a> {
    fn of(db: &'a SourceDb, diagnostic: &'a Diagnostic) -> Self {
        let place = diagnostic.location.and_then(|location| Place::of(db, location));
        let related = diagnostic.related.iter().filter_map(|label| {
            let location = Place::of(db, label.location)?;
            Some(Related { message: printable_line(&label.message).into_owned(), location })
        });
        Self {
            message: whole_message(diagnostic),
            location: place.unwrap_or_else(|| Place { path: stand_in_path(db), range: None }),
            severity: match diagnostic.severity {
                Severity::Error => "ERROR",
                Severity::Warning => "WARNING",
                Severity::Info => "INFO",
            },
            code: Code { value: diagnostic.rule.name, url: diagnostic.rule.url() },
            suggestions: diagnostic.fixes.iter().filter_map(|fix| suggestion(db, diagnostic, fix)).collect(),
            related_locations: related.collect(),
        }
    }
}

/// A suggestion is one edit in the file of the finding and is accepted by itself, so a fix of several edits cannot be one.
fn suggestion<'a>(db: &'a SourceDb, diagnostic: &Diagnostic, fix: &'a Fix) -> Option<Suggestion<'a>> {
    let [edit] = fix.edits.as_slice() else { return None };
    if edit.location.file != diagnostic.location?.file {
        return None;
    }
    Some(Suggestion { range: Range::of(&Region::of(db, edit.location)?), text: &edit.text })
}

impl<'a> Place<'a> {
    fn of(db: &'a SourceDb, location: Location) -> Option<Self> {
        let region = Region::of(db, location)?;
        Some(Self { path: region.path(), range: Some(Range::of(&region)) })
    }
}

impl Range {
    fn of(region: &Region<'_>) -> Self {
        let position = |at: LineColumn, offset: usize| {
            let line = region.source.line_range(at.line).map_or(0, |line| line.start);
            Position { line: at.line, column: (offset - line) as u32 + 1 }
        };
        Self { start: position(region.start(), region.range.start), end: position(region.end(), region.range.end) }
    }
}
