//! Blanks between the parts of a row.

use crate::rows::{Part, Row, Word};
use lifecycle_syntax::{MarkKind, TokenKind};

/// The longest line, in display cells.
pub(crate) const WIDTH: usize = 120;
/// What a block is indented by.
pub(crate) const INDENT: usize = 2;
/// What the further lines of a long row are indented by.
pub(crate) const HANG: usize = 4;
/// Blanks between rows on one line, between columns, and before a criterion's prose.
pub(crate) const ROW_GAP: usize = 2;

/// The blanks in front of the part at `index`, on one line and without columns.
pub(crate) fn gap(row: &Row<'_>, index: usize) -> usize {
    let Some(before) = index.checked_sub(1).and_then(|i| row.parts.get(i)) else { return 0 };
    match (before, row.parts.get(index)) {
        (_, None | Some(Part::Comment { .. })) => 0,
        (_, Some(Part::Token(Word { kind: TokenKind::Sign, text: "," | ")", .. }))) => 0,
        (Part::Token(Word { kind: TokenKind::Sign, text: "(", .. }), _) => 0,
        _ if is_prose(row, index) => ROW_GAP,
        _ => 1,
    }
}

/// Whether the part at `index` is the prose of a criterion: the text at its end that no comparison asks for.
fn is_prose(row: &Row<'_>, index: usize) -> bool {
    let is_text = |part: Option<&Part<'_>>| matches!(part, Some(Part::Token(word)) if word.kind == TokenKind::Text);
    let last = matches!(row.parts.get(index + 1), None | Some(Part::Comment { .. }));
    if row.mark != Some(MarkKind::Criterion) || !last || !is_text(row.parts.get(index)) {
        return false;
    }
    match index.checked_sub(1).and_then(|i| row.parts.get(i)) {
        Some(Part::Token(word)) => match word.kind {
            TokenKind::Sign => word.text == ")",
            TokenKind::Word => !matches!(word.text, "is" | "not" | "contains" | "manual"),
            _ => true,
        },
        Some(Part::Block(_)) => true,
        _ => false,
    }
}
