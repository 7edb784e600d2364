//! Positions: byte offsets inside, lines and columns only at the door to people.

/// A source file, by its position in the [`SourceDb`](crate::SourceDb).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A half-open range of byte offsets in one file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte.
    pub end: u32,
}

impl Span {
    /// The range from `start` up to `end`.
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The smallest range that covers both.
    pub fn to(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// Whether `other` lies within this range.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The range as `usize`, for slicing text.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Number of bytes.
    pub fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Whether the range holds no byte.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }
}

/// A place in a project: a range in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    /// The file.
    pub file: FileId,
    /// The range in the file.
    pub span: Span,
}

impl Location {
    /// A range in a file.
    pub const fn new(file: FileId, span: Span) -> Self {
        Self { file, span }
    }

    /// Whether `other` lies within this place.
    pub fn contains(self, other: Location) -> bool {
        self.file == other.file && self.span.contains(other.span)
    }

    /// The empty place just behind this one: where something is missing.
    pub fn after(self) -> Location {
        Location::new(self.file, Span::new(self.span.end, self.span.end))
    }

    /// The empty place just before this one.
    pub fn before(self) -> Location {
        Location::new(self.file, Span::new(self.span.start, self.span.start))
    }
}
