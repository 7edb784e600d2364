//! Workflow commands of GitHub Actions: each finding becomes an annotation at its line of the pull request.

use crate::advice::whole_message;
use crate::printable::printable_line;
use crate::region::Region;
use crate::{Options, Summary};
use lifecycle_base::{Diagnostic, Severity, SourceDb};
use std::cmp::Reverse;
use std::io::{self, Write};

/// How many annotations of each kind GitHub shows for a step; the rest is in the log only.
const SHOWN: usize = 10;

pub(crate) fn render(db: &SourceDb, diagnostics: &[Diagnostic], _: &Options, out: &mut dyn Write) -> io::Result<()> {
    // GitHub also limits the annotations of a whole job, so the errors come first.
    let mut ordered: Vec<&Diagnostic> = diagnostics.iter().collect();
    ordered.sort_by_key(|diagnostic| Reverse(diagnostic.severity));
    for diagnostic in ordered {
        command(db, diagnostic, out)?;
    }
    let summary = Summary::of(db, diagnostics);
    writeln!(out, "{summary}")?;
    if [summary.errors, summary.warnings, summary.infos].iter().any(|&count| count > SHOWN) {
        writeln!(out, "GitHub shows the first {SHOWN} of each kind inline; this log has all of them.")?;
    }
    Ok(())
}

fn command(db: &SourceDb, diagnostic: &Diagnostic, out: &mut dyn Write) -> io::Result<()> {
    let kind = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    write!(out, "::{kind} ")?;
    if let Some(region) = Region::of_finding(db, diagnostic) {
        let (start, end, last_line) = (region.start(), region.end(), region.last_line());
        write!(out, "file={},line={},endLine={last_line},", property(region.path()), start.line)?;
        // GitHub knows columns within one line only.
        if end.line == start.line {
            write!(out, "col={},endColumn={},", start.column, end.column)?;
        }
    }
    let message = format!("{}\n{}", whole_message(diagnostic), diagnostic.rule.url());
    writeln!(out, "title={}::{}", property(diagnostic.rule.name), data(&message))
}

/// Escapes what ends a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes what ends a property as well.
fn property(text: &str) -> String {
    data(&printable_line(text)).replace(':', "%3A").replace(',', "%2C")
}
