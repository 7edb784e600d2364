//! Places for programs: lines and columns of what a finding points at. Drawing for people has its own idea (`sources`).

use crate::sources::snapped;
use lifecycle_base::{Diagnostic, FileId, LineColumn, Location, Source, SourceDb};
use std::ops::Range;

/// A range in a file that exists, on character boundaries.
pub(crate) struct Region<'a> {
    pub(crate) source: &'a Source,
    pub(crate) range: Range<usize>,
}

impl<'a> Region<'a> {
    /// `None` where the file does not exist.
    pub(crate) fn of(db: &'a SourceDb, location: Location) -> Option<Self> {
        let source = db.get(location.file)?;
        Some(Self { source, range: snapped(source.text(), location.span) })
    }

    /// The place of a finding, if it has one.
    pub(crate) fn of_finding(db: &'a SourceDb, diagnostic: &Diagnostic) -> Option<Self> {
        Self::of(db, diagnostic.location?)
    }

    pub(crate) fn path(&self) -> &'a str {
        self.source.path()
    }

    /// The first character; columns count characters.
    pub(crate) fn start(&self) -> LineColumn {
        self.source.line_column(self.range.start as u32)
    }

    /// Behind the last character; columns count characters.
    pub(crate) fn end(&self) -> LineColumn {
        self.source.line_column(self.range.end as u32)
    }

    /// The last line that has something of the range: a range that ends with a line end does not reach the next line.
    pub(crate) fn last_line(&self) -> u32 {
        let (start, end) = (self.start(), self.end());
        if end.column == 1 && end.line > start.line { end.line - 1 } else { end.line }
    }
}

/// The file for a finding about a whole project, for formats where each must stand in one: the manifest if there is one (it is read
/// first), else the first file, else the name that a manifest would have.
pub(crate) fn stand_in_path(db: &SourceDb) -> &str {
    db.get(FileId(0)).map_or("lifecycle.toml", Source::path)
}
