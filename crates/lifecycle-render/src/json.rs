//! Findings for other tools. The types below are the format: their comments become the descriptions of its JSON Schema.
//!
//! Neither rendering library is asked: both would leak their own idea of a position.

use crate::fingerprint::fingerprints;
use crate::region::Region;
use crate::{Options, Summary};
use lifecycle_base::{Diagnostic, Edit, Fix, Label, LineColumn, Location, SourceDb};
use serde::Serialize;
use std::io::{self, Write};

pub(crate) fn render(db: &SourceDb, diagnostics: &[Diagnostic], _: &Options, out: &mut dyn Write) -> io::Result<()> {
    let fingerprints = fingerprints(db, diagnostics);
    let report = Report {
        version: 1,
        findings: diagnostics
            .iter()
            .zip(fingerprints)
            .map(|(diagnostic, print)| Finding::of(db, diagnostic, print))
            .collect(),
        summary: Summary::of(db, diagnostics),
    };
    serde_json::to_writer_pretty(&mut *out, &report)?;
    writeln!(out)
}

/// What `lifecycle check --format json` prints: all findings of one run.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(title = "Lifecycle findings"))]
struct Report<'a> {
    /// Version of this format. It grows when a field changes its meaning or goes; new fields may come without notice.
    #[cfg_attr(test, schemars(extend("const" = 1)))]
    version: u32,
    /// The findings, project-wide ones first, then by place.
    findings: Vec<Finding<'a>>,
    /// The counts.
    summary: Summary,
}

/// One finding: what is wrong, where, and what to do next.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Finding<'a> {
    /// The rule it comes from: a name in kebab case that never changes.
    rule: &'a str,
    /// The group the rule belongs to.
    #[cfg_attr(test, schemars(schema_with = "schema::group"))]
    group: &'a str,
    /// The severity after configuration.
    #[cfg_attr(test, schemars(schema_with = "schema::severity"))]
    severity: &'a str,
    /// The declaration it is about, such as `stage lead.MQL`; empty for what stands in no declaration that has a name.
    subject: &'a str,
    /// The same for the same finding in another run, wherever its lines have moved; no two findings of a run share one.
    fingerprint: String,
    /// What is wrong, in one sentence without a final full stop.
    message: &'a str,
    /// What to do next; null when there is nothing to add.
    help: Option<&'a str>,
    /// The page about the rule.
    url: String,
    /// The file, as a path with `/` relative to where the command ran; null for a finding about the project as a whole.
    path: Option<&'a str>,
    /// The place in that file; null exactly when `path` is.
    range: Option<Range>,
    /// Further places that explain the finding, possibly in other files.
    related: Vec<Related<'a>>,
    /// Changes that resolve the finding, best first.
    fixes: Vec<FixReport<'a>>,
}

/// A half-open range in a file. An empty one, with `start` equal to `end`, marks where something is missing.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Range {
    /// The first character.
    start: Position,
    /// The position behind the last character.
    end: Position,
}

/// A position in a file, counted in two ways.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Position {
    /// Bytes of UTF-8 from the start of the file, from 0.
    offset: usize,
    /// Line, from 1. Lines end with LF or CRLF.
    #[cfg_attr(test, schemars(range(min = 1)))]
    line: u32,
    /// Column in Unicode characters (code points, not bytes and not UTF-16 units), from 1. A tab is one character.
    #[cfg_attr(test, schemars(range(min = 1)))]
    column: u32,
}

/// A further place that explains a finding.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Related<'a> {
    /// What to see there.
    message: &'a str,
    /// The file.
    path: &'a str,
    /// The place in that file.
    range: Range,
}

/// A change that resolves a finding. Apply all of its edits or none.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(rename = "Fix"))]
struct FixReport<'a> {
    /// What the change does, as an instruction.
    title: &'a str,
    /// How far to trust it. `safe`: keeps the meaning or restores the obvious one. `unsafe`: likely right, but changes
    /// what the lifecycle says. `manual`: one of several choices, or with text to fill in, so a person has to look.
    #[cfg_attr(test, schemars(schema_with = "schema::applicability"))]
    applicability: &'a str,
    /// The edits, in any order, none overlapping. All offsets are those of the text before any edit.
    edits: Vec<EditReport<'a>>,
}

/// Replaces a range by a text.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(rename = "Edit"))]
struct EditReport<'a> {
    /// The file.
    path: &'a str,
    /// What is replaced; empty to insert.
    range: Range,
    /// The new text; empty to remove.
    text: &'a str,
}

impl<'a> Finding<'a> {
    fn of(db: &'a SourceDb, diagnostic: &'a Diagnostic, fingerprint: String) -> Self {
        let (path, range) = diagnostic.location.and_then(|location| place(db, location)).unzip();
        Self {
            rule: diagnostic.rule.name,
            group: diagnostic.rule.group.as_str(),
            severity: diagnostic.severity.as_str(),
            subject: &diagnostic.subject,
            fingerprint,
            message: &diagnostic.message,
            help: diagnostic.help.as_deref(),
            url: diagnostic.rule.url(),
            path,
            range,
            related: diagnostic.related.iter().filter_map(|label| Related::of(db, label)).collect(),
            fixes: diagnostic.fixes.iter().filter_map(|fix| FixReport::of(db, fix)).collect(),
        }
    }
}

impl<'a> Related<'a> {
    fn of(db: &'a SourceDb, label: &'a Label) -> Option<Self> {
        let (path, range) = place(db, label.location)?;
        Some(Self { message: &label.message, path, range })
    }
}

impl<'a> FixReport<'a> {
    /// `None` when an edit has no file: half a fix is worse than none.
    fn of(db: &'a SourceDb, fix: &'a Fix) -> Option<Self> {
        let edits = fix.edits.iter().map(|edit| EditReport::of(db, edit)).collect::<Option<_>>()?;
        Some(Self { title: &fix.title, applicability: fix.applicability.as_str(), edits })
    }
}

impl<'a> EditReport<'a> {
    fn of(db: &'a SourceDb, edit: &'a Edit) -> Option<Self> {
        let (path, range) = place(db, edit.location)?;
        Some(Self { path, range, text: &edit.text })
    }
}

fn place(db: &SourceDb, location: Location) -> Option<(&str, Range)> {
    let region = Region::of(db, location)?;
    let start = position(region.range.start, region.start());
    Some((region.path(), Range { start, end: position(region.range.end, region.end()) }))
}

fn position(offset: usize, LineColumn { line, column }: LineColumn) -> Position {
    Position { offset, line, column }
}

#[cfg(test)]
mod schema;
