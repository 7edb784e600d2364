//! A summary for the comment on a pull request and for the summary page of a job: counts, then the findings, a folded part a file.
//!
//! Hosts cut or refuse long comments, so the summary stays under a length and says what it leaves out: the least grave, then the last.

pub(crate) mod escape;

use crate::codespan::fix_line;
use crate::region::Region;
use crate::summary::counted;
use crate::{Options, Summary};
use escape::{code, cut, escaped};
use lifecycle_base::{Diagnostic, FileId, Severity, SourceDb};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Bytes, which are never fewer than characters: GitHub takes 65,536 for a comment.
const MAX_LENGTH: usize = 60_000;

/// What the head, the foot and the line about what is left out may take of it.
const FRAME: usize = 1_000;

/// So many findings are shown unfolded.
const FEW: usize = 5;

/// The findings of a file that are shown, and how many it has.
#[derive(Default)]
struct Part {
    total: Summary,
    shown: Vec<(usize, String)>,
}

pub(crate) fn render(db: &SourceDb, diagnostics: &[Diagnostic], _: &Options, out: &mut dyn Write) -> io::Result<()> {
    let mut parts: BTreeMap<Option<FileId>, Part> = BTreeMap::new();
    for diagnostic in diagnostics {
        parts.entry(file(db, diagnostic)).or_default().total.count(diagnostic.severity);
    }
    let left_out = fill(db, diagnostics, &mut parts);
    writeln!(out, "## {}\n", heading(&Summary::of(db, diagnostics)))?;
    for (file, part) in &mut parts {
        if part.shown.is_empty() {
            continue;
        }
        let open = if diagnostics.len() <= FEW { " open" } else { "" };
        writeln!(out, "<details{open}>\n{}", part_heading(db, *file, &part.total))?;
        // They were chosen by weight, and are read in the order of their lines.
        part.shown.sort_by_key(|(index, _)| *index);
        for (_, item) in &part.shown {
            out.write_all(item.as_bytes())?;
        }
        writeln!(out, "\n</details>\n")?;
    }
    if left_out.findings() > 0 {
        writeln!(out, "Left out here: {}. The whole list is in the log of the check.\n", left_out.counts())?;
    }
    Ok(())
}

/// Puts the findings into their parts until the summary is full, and counts those that do not fit.
fn fill(db: &SourceDb, diagnostics: &[Diagnostic], parts: &mut BTreeMap<Option<FileId>, Part>) -> Summary {
    let mut by_weight: Vec<(usize, &Diagnostic)> = diagnostics.iter().enumerate().collect();
    by_weight.sort_by_key(|(_, diagnostic)| Reverse(diagnostic.severity));
    let mut room = MAX_LENGTH - FRAME;
    let mut left_out = Summary::default();
    let mut full = false;
    for (index, diagnostic) in by_weight {
        let file = file(db, diagnostic);
        let part = parts.entry(file).or_default();
        if !full {
            let item = item(db, diagnostic);
            let heading = if part.shown.is_empty() { part_heading(db, file, &part.total).len() + 40 } else { 0 };
            full = item.len() + heading > room;
            if !full {
                room -= item.len() + heading;
                part.shown.push((index, item));
                continue;
            }
        }
        left_out.count(diagnostic.severity);
    }
    left_out
}

fn file(db: &SourceDb, diagnostic: &Diagnostic) -> Option<FileId> {
    diagnostic.location.map(|location| location.file).filter(|&file| db.get(file).is_some())
}

fn heading(summary: &Summary) -> String {
    let mark = match (summary.errors, summary.warnings) {
        (0, 0) => "✅",
        (0, _) => "⚠️",
        _ => "❌",
    };
    let found = if summary.findings() == 0 { "no findings".to_owned() } else { summary.counts() };
    format!("{mark} Lifecycle: {found} in {}", counted(summary.files, "file"))
}

fn part_heading(db: &SourceDb, file: Option<FileId>, total: &Summary) -> String {
    let name = match file.and_then(|file| db.get(file)) {
        Some(source) => code(&cut(source.path())),
        None => "The project".to_owned(),
    };
    format!("<summary>{name}: {}</summary>\n", total.counts())
}

/// One finding: a line of a list, and lines within it.
fn item(db: &SourceDb, diagnostic: &Diagnostic) -> String {
    let line = Region::of_finding(db, diagnostic).map(|region| format!(", line {}", region.start().line));
    let rule = format!("[{}]({})", diagnostic.rule.name, diagnostic.rule.url());
    let mark = match diagnostic.severity {
        Severity::Error => "❌",
        Severity::Warning => "⚠️",
        Severity::Info => "ℹ️",
    };
    let place = line.unwrap_or_default();
    let mut item =
        format!("- {mark} **{}**{place}: {} ({rule})\n", diagnostic.severity, escaped(&cut(&diagnostic.message)));
    let fixes = diagnostic.fixes.iter().map(fix_line);
    for text in diagnostic.help.iter().cloned().chain(fixes) {
        item.push_str(&format!("  <br>{}\n", escaped(&cut(&text))));
    }
    item
}

impl Summary {
    fn count(&mut self, severity: Severity) {
        match severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Info => self.infos += 1,
        }
    }

    fn findings(&self) -> usize {
        self.errors + self.warnings + self.infos
    }
}
