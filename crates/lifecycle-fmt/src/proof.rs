//! The proof that a formatted text says what the text before said.

use crate::print::print;
use crate::rows::{Row, newlines_in};
use crate::{File, FilePart, piece_text, trim};
use lifecycle_base::Span;
use lifecycle_syntax::{Piece, split};

/// Whether formatting kept what the file says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// It parses to the same declarations with the same comments, and formats to itself.
    Sound,
    /// It does not: a fault of the formatter. The file is left as it is.
    Unsound {
        /// The declaration in the text that was given.
        at: Span,
        /// What differs.
        difference: Difference,
    },
}

/// What differs when a proof fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    /// The declarations are cut from the file in another way.
    Cut,
    /// A declaration says something else.
    Meaning,
    /// A comment is lost, changed or moved.
    Comments,
    /// Formatting it again changes it again.
    Unstable,
}

impl Difference {
    /// The difference in words: "its meaning would change".
    pub const fn as_str(self) -> &'static str {
        match self {
            Difference::Cut => "it would no longer be read as one declaration",
            Difference::Meaning => "its meaning would change",
            Difference::Comments => "a comment would be lost or moved",
            Difference::Unstable => "formatting it again would change it again",
        }
    }
}

/// Compares a file with its formatted text. Declarations whose text is the same are not parsed again.
pub(crate) fn prove(file: &File<'_>, formatted: &str) -> Proof {
    let pieces = split(formatted);
    let parts: Vec<&FilePart<'_>> = file.parts.iter().filter(|part| !part.rows.is_empty()).collect();
    if pieces.len() != parts.len() {
        return Proof::Unsound { at: file.place(), difference: Difference::Cut };
    }
    let mut newlines = 0;
    let mut again = Vec::with_capacity(parts.len());
    for (part, piece) in parts.iter().zip(&pieces) {
        match read_again(part, formatted, piece, &mut newlines) {
            Ok(new) => again.push(new),
            Err(difference) => return Proof::Unsound { at: part.place, difference },
        }
    }
    let rows: Vec<&Row<'_>> =
        parts.iter().zip(&again).flat_map(|(part, new)| new.as_ref().map_or(&part.rows, |new| &new.rows)).collect();
    if print(&rows).text == formatted {
        Proof::Sound
    } else {
        Proof::Unsound { at: file.place(), difference: Difference::Unstable }
    }
}

/// Reads a declaration from the formatted text and compares it; `None` when its text is the same.
fn read_again<'t>(
    part: &FilePart<'_>,
    formatted: &'t str,
    piece: &Piece,
    newlines: &mut usize,
) -> Result<Option<FilePart<'t>>, Difference> {
    let (_, trimmed, tail) = trim(piece_text(formatted, piece));
    if trimmed == part.trimmed {
        *newlines = newlines_in(tail);
        return Ok(None);
    }
    let new = FilePart::read(formatted, 0, piece, newlines);
    if !part.is_sound() {
        return Err(Difference::Cut);
    }
    if new.outline.parsed.declarations != part.outline.parsed.declarations || !new.is_sound() {
        return Err(Difference::Meaning);
    }
    if !new.comments().eq(part.comments()) {
        return Err(Difference::Comments);
    }
    Ok(Some(new))
}
