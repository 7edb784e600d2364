//! The texts of a project and the way from bytes to lines.

use crate::{FileId, Location};
use line_index::{LineIndex, TextSize, WideEncoding};
use std::fmt;
use std::sync::{Arc, OnceLock};

/// A position for people: both count from 1, the column in Unicode characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// One source text.
#[derive(Debug)]
pub struct Source {
    path: String,
    text: Arc<str>,
    lines: OnceLock<LineIndex>,
}

impl Source {
    /// The path as shown to people: relative to where the command runs, with `/`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The whole text.
    pub fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// Line starts, computed on first use: a clean file never pays for it.
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }

    /// Line and column of a byte offset. Offsets past the end give the end.
    pub fn line_column(&self, offset: u32) -> LineColumn {
        let offset = offset.min(self.text.len() as u32);
        let Some(position) = self.lines().try_line_col(TextSize::new(offset)) else {
            return LineColumn { line: 1, column: 1 };
        };
        // Costs what the line has of characters beyond ASCII, not its length. Inside a character there is no column: its byte counts.
        let column = self.lines().to_wide(WideEncoding::Utf32, position).map_or(position.col, |wide| wide.col);
        LineColumn { line: position.line + 1, column: column + 1 }
    }

    /// Byte range of a line (from 1) with its line end, or `None` past the last line.
    pub fn line_range(&self, line: u32) -> Option<std::ops::Range<usize>> {
        let range = self.lines().line(line.checked_sub(1)?)?;
        Some(usize::from(range.start())..usize::from(range.end()))
    }
}

/// A text of 4 GiB or more, which offsets of 32 bits cannot address.
#[derive(Debug, PartialEq, Eq)]
pub struct SourceTooLarge;

impl fmt::Display for SourceTooLarge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the file is larger than 4 GiB")
    }
}

impl std::error::Error for SourceTooLarge {}

/// All texts of one run, addressed by [`FileId`].
#[derive(Debug, Default)]
pub struct SourceDb {
    sources: Vec<Source>,
}

impl SourceDb {
    /// Adds a text and names it.
    ///
    /// # Errors
    /// When the text is too large for 32-bit offsets.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<Arc<str>>) -> Result<FileId, SourceTooLarge> {
        let text = text.into();
        if u32::try_from(text.len()).is_err() {
            return Err(SourceTooLarge);
        }
        let id = FileId(self.sources.len() as u32);
        self.sources.push(Source { path: path.into(), text, lines: OnceLock::new() });
        Ok(id)
    }

    /// The source with this id.
    pub fn get(&self, file: FileId) -> Option<&Source> {
        self.sources.get(file.0 as usize)
    }

    /// All sources with their ids, in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        self.sources.iter().enumerate().map(|(i, s)| (FileId(i as u32), s))
    }

    /// The text at a place; empty where the place does not exist.
    pub fn slice(&self, location: Location) -> &str {
        self.get(location.file).and_then(|s| s.text().get(location.span.range())).unwrap_or_default()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let mut db = SourceDb::default();
        let file = db.add("a.lifecycle", "é😀x\r\ny").unwrap();
        let source = db.get(file).unwrap();
        assert_eq!(source.line_column(6), LineColumn { line: 1, column: 3 });
        assert_eq!(source.line_column(9), LineColumn { line: 2, column: 1 });
        assert_eq!(source.line_column(999), LineColumn { line: 2, column: 2 });
    }
}
