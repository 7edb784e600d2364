//! The texts of a run as they are shown: readable, and with spans that are safe to draw.
//!
//! Works per file what must not be worked per finding. Does not know any rendering library.

use crate::printable::{printable, printable_line};
use lifecycle_base::{Diagnostic, FileId, Label, Location, Source, SourceDb, Span};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

/// All texts of a run.
pub(crate) struct Sources<'a> {
    files: Vec<ShownSource<'a>>,
}

impl<'a> Sources<'a> {
    pub(crate) fn new(db: &'a SourceDb) -> Self {
        Self { files: db.iter().map(|(_, source)| ShownSource::new(source)).collect() }
    }

    pub(crate) fn get(&self, file: FileId) -> Option<&ShownSource<'a>> {
        self.files.get(file.0 as usize)
    }

    /// The place of a finding, if it has one and the file exists.
    pub(crate) fn place(&self, diagnostic: &Diagnostic) -> Option<Place<'_, 'a>> {
        self.resolve(diagnostic.location?)
    }

    /// The further places of a finding, in order.
    pub(crate) fn related<'s>(
        &'s self,
        diagnostic: &'s Diagnostic,
    ) -> impl Iterator<Item = (Place<'s, 'a>, &'s Label)> {
        diagnostic.related.iter().filter_map(|label| Some((self.resolve(label.location)?, label)))
    }

    fn resolve(&self, location: Location) -> Option<Place<'_, 'a>> {
        let source = self.get(location.file)?;
        Some(Place { file: location.file, source, range: drawn(source.source.text(), location.span) })
    }
}

/// A place that can be drawn.
pub(crate) struct Place<'s, 'a> {
    pub(crate) file: FileId,
    pub(crate) source: &'s ShownSource<'a>,
    pub(crate) range: Range<usize>,
}

/// One text.
pub(crate) struct ShownSource<'a> {
    pub(crate) source: &'a Source,
    pub(crate) path: Cow<'a, str>,
    text: OnceLock<Cow<'a, str>>,
    closed: OnceLock<String>,
}

impl<'a> ShownSource<'a> {
    fn new(source: &'a Source) -> Self {
        let path = printable_line(source.path());
        Self { source, path, text: OnceLock::new(), closed: OnceLock::new() }
    }

    /// The readable text; the same length as the real one. Looked through once, when it is first needed.
    pub(crate) fn text(&self) -> &str {
        self.text.get_or_init(|| printable(self.source.text()))
    }

    /// The readable text with one more line end, for a renderer that cannot draw behind the last character.
    pub(crate) fn closed_text(&self) -> &str {
        self.closed.get_or_init(|| format!("{}\n", self.text()))
    }
}

/// The range of a span within `text`: inside the text, on character boundaries, start before end.
pub(crate) fn snapped(text: &str, span: Span) -> Range<usize> {
    let mut start = (span.start as usize).min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = (span.end as usize).clamp(start, text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    start..end
}

/// The part of a span worth underlining: without the line end behind it, which would drag in the next line.
fn drawn(text: &str, span: Span) -> Range<usize> {
    let Range { mut start, mut end } = snapped(text, span);
    let byte = |i: usize| text.as_bytes().get(i).copied();
    if end > start && byte(end - 1) == Some(b'\n') {
        end -= 1;
    }
    // Within or before a line end of two bytes, point right behind the last visible character.
    let splits_line_end = |i: usize| i > 0 && byte(i - 1) == Some(b'\r') && byte(i) == Some(b'\n');
    if splits_line_end(end) {
        end -= 1;
    }
    if splits_line_end(start) {
        start -= 1;
    }
    start..end.max(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_made_safe() {
        assert_eq!(snapped("aéb", Span::new(2, 2)), 1..3);
        assert_eq!(snapped("ab", Span::new(7, 9)), 2..2);
        assert_eq!(snapped("abc", Span::new(2, 1)), 2..2);
    }

    #[test]
    fn line_ends_are_not_underlined() {
        assert_eq!(drawn("ab\r\ncd", Span::new(0, 4)), 0..2);
        assert_eq!(drawn("ab\ncd", Span::new(0, 3)), 0..2);
        assert_eq!(drawn("ab\r\ncd", Span::new(3, 3)), 2..2);
        assert_eq!(drawn("ab\r\ncd", Span::new(3, 4)), 2..2);
        assert_eq!(drawn("ab\r\ncd", Span::new(4, 4)), 4..4);
    }
}
