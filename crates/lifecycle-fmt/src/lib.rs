//! One style for `.lifecycle` files.
//!
//! The formatter lays out the tokens the writer wrote, guided by where the parser says that items start. It never prints
//! from the tree, so it can lose nothing; and it proves that: what it returns parses to the same declarations with the
//! same comments and formats to itself, or it returns the text it was given and says so. A declaration with syntax
//! errors stays as it is, the ones around it are formatted.
//!
//! This crate does not know what names mean, any CRM, or how files are read.

mod align;
mod atoms;
mod columns;
mod lines;
mod print;
mod proof;
mod rows;
mod spacing;
mod wrap;

use lifecycle_base::Span;
use lifecycle_syntax::tree::At;
use lifecycle_syntax::{Outline, Piece, outline_piece, split};
use print::{Page, print};
use rows::{Row, newlines_in};
use std::ops::Range;

pub use proof::{Difference, Proof};

/// A formatted file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formatted {
    /// The text to write. The text that was given when the proof failed.
    pub text: String,
    /// The ranges of the given text that were left as they are because of syntax errors, each a declaration with the
    /// comments above it.
    pub skipped: Vec<Span>,
    /// Whether the text says the same as before.
    pub proof: Proof,
}

/// A formatted part of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormattedRange {
    /// What to replace by what, in order: whole declarations with the comments above them, only where they change.
    pub edits: Vec<(Span, String)>,
    /// The ranges within the part that were left as they are because of syntax errors.
    pub skipped: Vec<Span>,
    /// Whether the whole file says the same as before. No edits otherwise.
    pub proof: Proof,
}

/// Formats a file, which must be shorter than 4 GiB as in [`SourceDb`](lifecycle_base::SourceDb).
///
/// Costs one parse of the whole text, a second one of the declarations that change, and two layouts, which are cheap. A
/// text that is formatted already costs one of each.
pub fn format(text: &str) -> Formatted {
    let file = File::read(text);
    let page = file.print();
    let proof = file.prove(&page);
    let text = if proof == Proof::Sound { page.text } else { text.to_owned() };
    Formatted { text, skipped: file.skipped(), proof }
}

/// Formats the declarations that `range` touches, as [`format()`] would: for editors. Blank lines between declarations stay.
pub fn format_range(text: &str, range: Span) -> FormattedRange {
    let file = File::read(text);
    let page = file.print();
    let proof = file.prove(&page);
    let touches = |span: Span| span.start <= range.end && range.start <= span.end;
    let mut edits = Vec::new();
    let mut top_rows = page.rows.iter();
    for part in &file.parts {
        let rows: Vec<&Range<usize>> = top_rows.by_ref().take(part.rows.len()).collect();
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else { continue };
        let new = page.text.get(first.start..last.end).unwrap_or_default();
        if proof == Proof::Sound && touches(part.place) && part.trimmed != new {
            edits.push((part.place, new.to_owned()));
        }
    }
    let skipped = file.skipped().into_iter().filter(|span| touches(*span)).collect();
    FormattedRange { edits, skipped, proof }
}

/// A file cut into its declarations.
struct File<'t> {
    parts: Vec<FilePart<'t>>,
    /// The text that was given.
    given: &'t str,
}

/// A declaration with the comments above it.
struct FilePart<'t> {
    /// The text of its piece.
    whole: &'t str,
    /// Its text without the blank lines above and the blanks at the end.
    trimmed: &'t str,
    /// Where that stands in the text that was given.
    place: Span,
    outline: Outline,
    rows: Vec<Row<'t>>,
}

impl<'t> File<'t> {
    fn read(given: &'t str) -> Self {
        let text = given.strip_prefix('\u{feff}').unwrap_or(given);
        let offset = (given.len() - text.len()) as u32;
        let mut parts = Vec::new();
        let mut newlines = 0;
        for piece in split(text) {
            parts.push(FilePart::read(text, offset, &piece, &mut newlines));
        }
        Self { parts, given }
    }

    fn print(&self) -> Page {
        let rows: Vec<&Row<'t>> = self.parts.iter().flat_map(|part| &part.rows).collect();
        print(&rows)
    }

    fn place(&self) -> Span {
        Span::new(0, self.given.len() as u32)
    }

    fn skipped(&self) -> Vec<Span> {
        self.parts.iter().filter(|part| !part.is_sound()).map(|part| part.place).collect()
    }

    fn prove(&self, page: &Page) -> Proof {
        // A text that was formatted already needs no proof.
        if page.text == self.given { Proof::Sound } else { proof::prove(self, &page.text) }
    }
}

impl<'t> FilePart<'t> {
    /// Reads a piece of `text`. `newlines` is the line ends since the last token or comment before it, and becomes those
    /// behind its last one.
    fn read(text: &'t str, offset: u32, piece: &Piece, newlines: &mut usize) -> Self {
        let whole = piece_text(text, piece);
        let outline = outline_piece(whole, piece);
        let (head, trimmed, tail) = trim(whole);
        let start = offset + piece.start + head.len() as u32;
        let place = Span::new(start, start + trimmed.len() as u32);
        let mut part = Self { whole, trimmed, place, outline, rows: Vec::new() };
        if part.is_sound() {
            (part.rows, *newlines) = rows::rows(whole, &part.outline, *newlines);
        } else {
            part.rows = vec![Row::verbatim(trimmed, *newlines + newlines_in(head) > 1)];
            *newlines = newlines_in(tail);
        }
        part
    }

    fn comments(&self) -> impl Iterator<Item = &'t str> {
        let whole = self.whole;
        let slice = move |at: &At| whole.get(at.start as usize..at.end as usize).unwrap_or_default();
        self.outline.parsed.comments.iter().map(slice)
    }

    fn is_sound(&self) -> bool {
        self.outline.parsed.errors.is_empty()
    }
}

fn piece_text<'t>(text: &'t str, piece: &Piece) -> &'t str {
    text.get(piece.start as usize..piece.end as usize).unwrap_or_default()
}

/// Cuts a piece into the blank lines above, the rest, and the blanks at the end. The indentation of the first line stays:
/// where an unsound declaration starts says what it is.
fn trim(whole: &str) -> (&str, &str, &str) {
    const BLANKS: [char; 4] = [' ', '\t', '\r', '\n'];
    let blanks = whole.len() - whole.trim_start_matches(BLANKS).len();
    let head = whole.get(..blanks).and_then(|head| head.rfind('\n')).map_or(0, |newline| newline + 1);
    let (head, rest) = whole.split_at_checked(head).unwrap_or(("", whole));
    let trimmed = rest.trim_end_matches(BLANKS);
    (head, trimmed, rest.get(trimmed.len()..).unwrap_or_default())
}
