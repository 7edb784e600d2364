//! The adapter from our diagnostic to miette's trait.
//!
//! A miette report draws labels in one text only. Those in other files become nested reports, one per file.

use super::wrap::wrap;
use crate::codespan::fix_line;
use crate::printable::{printable, printable_line};
use crate::sources::{Place, Sources};
use lifecycle_base::{Diagnostic, FileId, Rule, Severity};
use miette::{LabeledSpan, SourceCode};
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

/// A longer place is drawn by its first line: miette prints every line of a label.
const MOST_LINES: u32 = 12;

/// Columns miette takes before a headline, a line of help, and a headline of a nested report.
const HEADLINE_INDENT: usize = 4;
const ADVICE_INDENT: usize = 8;
const NESTED_INDENT: usize = 10;

/// One headline with at most one frame below, and what is nested in it.
pub(super) struct Report<'r> {
    headline: String,
    severity: miette::Severity,
    /// Nested reports have none.
    rule: Option<&'static Rule>,
    advice: String,
    source: Option<&'r dyn SourceCode>,
    labels: Vec<LabeledSpan>,
    nested: Vec<Report<'r>>,
}

impl<'r> Report<'r> {
    /// `width` is in columns.
    pub(super) fn of(sources: &'r Sources<'_>, diagnostic: &'r Diagnostic, width: usize) -> Self {
        let place = sources.place(diagnostic);
        let home = place.as_ref().map(|at| at.file);
        let mut labels: Vec<LabeledSpan> = place
            .iter()
            .map(|at| LabeledSpan::new_primary_with_span(label_text(&diagnostic.label), drawn_range(at)))
            .collect();
        let mut elsewhere: BTreeMap<FileId, Vec<(Place<'r, '_>, &str)>> = BTreeMap::new();
        for (at, label) in sources.related(diagnostic) {
            if Some(at.file) == home {
                labels.push(LabeledSpan::new_with_span(label_text(&label.message), drawn_range(&at)));
            } else {
                elsewhere.entry(at.file).or_default().push((at, &label.message));
            }
        }
        Self {
            headline: wrap(&printable_line(&diagnostic.message), width - HEADLINE_INDENT),
            severity: match diagnostic.severity {
                Severity::Error => miette::Severity::Error,
                Severity::Warning => miette::Severity::Warning,
                Severity::Info => miette::Severity::Advice,
            },
            rule: Some(diagnostic.rule),
            advice: wrap(&advice(diagnostic), width - ADVICE_INDENT),
            source: place.map(|at| at.source as &dyn SourceCode),
            labels,
            nested: elsewhere.into_values().filter_map(|places| Self::in_other_file(places, width)).collect(),
        }
    }

    /// The places of one other file. A single one gives its words to the headline, and needs none at the underline.
    fn in_other_file(places: Vec<(Place<'r, '_>, &str)>, width: usize) -> Option<Self> {
        let source = places.first()?.0.source;
        let (headline, labels) = match places.as_slice() {
            [(at, message)] if !message.is_empty() => {
                (printable_line(message).into_owned(), vec![LabeledSpan::underline(drawn_range(at))])
            }
            places => {
                let labels =
                    places.iter().map(|(at, message)| LabeledSpan::new_with_span(label_text(message), drawn_range(at)));
                (format!("see also {}", source.path), labels.collect())
            }
        };
        Some(Self {
            headline: wrap(&headline, width - NESTED_INDENT),
            severity: miette::Severity::Advice,
            rule: None,
            advice: String::new(),
            source: Some(source),
            labels,
            nested: Vec::new(),
        })
    }
}

fn label_text(words: &str) -> Option<String> {
    (!words.is_empty()).then(|| printable_line(words).into_owned())
}

fn advice(diagnostic: &Diagnostic) -> String {
    let help = diagnostic.help.iter().map(|help| printable(help).into_owned());
    help.chain(diagnostic.fixes.iter().map(fix_line)).collect::<Vec<_>>().join("\n")
}

fn drawn_range(at: &Place<'_, '_>) -> Range<usize> {
    let Range { start, end } = at.range;
    let source = at.source.source;
    let first = source.line_column(start as u32).line;
    let last = source.line_column(end as u32).line;
    if last - first < MOST_LINES {
        return start..end;
    }
    let line = source.line_range(first).unwrap_or(start..end);
    let text = at.source.text().get(start..line.end).unwrap_or_default();
    start..start + text.trim_end().len()
}

impl miette::Diagnostic for Report<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.rule.map(|rule| Box::new(rule.name) as Box<dyn fmt::Display>)
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(self.severity)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        (!self.advice.is_empty()).then(|| Box::new(&self.advice) as Box<dyn fmt::Display>)
    }

    fn url<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.rule.map(|rule| Box::new(rule.url()) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        (!self.labels.is_empty()).then(|| Box::new(self.labels.iter().cloned()) as Box<_>)
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn miette::Diagnostic> + 'a>> {
        let nested = self.nested.iter().map(|report| report as &dyn miette::Diagnostic);
        (!self.nested.is_empty()).then(|| Box::new(nested) as Box<_>)
    }
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.headline)
    }
}

impl fmt::Debug for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Report({})", self.headline)
    }
}

impl std::error::Error for Report<'_> {}
