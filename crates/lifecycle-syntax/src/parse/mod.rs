//! From tokens to trees: recursive descent that never gives up.
//!
//! Every function takes what it needs, reports what is missing in words, and leaves the rest to the caller, so an error
//! costs its own item only. Blocks end at their `}`, or where an item begins that belongs to a block around them.

mod automation;
mod block;
mod condition;
mod cursor;
mod declaration;
mod domain;
mod entry;
mod literal;
mod names;
mod object;
mod recover;
mod remarks;
mod rest;
mod scenario;
mod stage;
mod text;
mod value;

use crate::errors::{NESTING_TOO_DEEP, SyntaxError, UNEXPECTED_TEXT};
use crate::grammar::{Tokens, tokens};
use crate::split::{MAX_DEPTH, Piece, split};
use crate::tree::{At, Declaration};
use cursor::Parser;

/// Something the formatter starts on a line of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The index of its first token.
    pub token: u32,
    /// What it is.
    pub kind: MarkKind,
}

/// The kinds of [`Mark`]s.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// A declaration.
    Declaration,
    /// An item of a block.
    Item,
    /// A line of `entry` or of a group of criteria.
    Criterion,
    /// A value of a picklist.
    Choice,
}

/// What one piece of a file says. Every place counts from the start of the piece, so the result can be kept while the
/// piece moves.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ParsedPiece {
    /// The declarations: one, unless something is badly broken, or none in a piece of comments.
    pub declarations: Vec<Declaration>,
    /// The comments in order.
    pub comments: Vec<At>,
    /// What is wrong.
    pub errors: Vec<SyntaxError>,
}

/// A [`ParsedPiece`] with what the formatter needs besides.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// Declarations, comments and errors.
    pub parsed: ParsedPiece,
    /// All tokens.
    pub tokens: Tokens,
    /// Where items start, in order of tokens.
    pub marks: Vec<Mark>,
}

/// Parses the text of one piece.
pub fn parse_piece(text: &str, piece: &Piece) -> ParsedPiece {
    outline_piece(text, piece).parsed
}

/// Parses the text of one piece and keeps tokens and item starts.
pub fn outline_piece(text: &str, piece: &Piece) -> Outline {
    if let Some(offset) = piece.too_deep {
        let error = SyntaxError::new(
            &NESTING_TOO_DEEP,
            At::new(offset, offset + 1),
            format!("blocks are nested more than {MAX_DEPTH} deep"),
        )
        .help("the declaration is not read; close the blocks before this one");
        return Outline { parsed: ParsedPiece { errors: vec![error], ..ParsedPiece::default() }, ..Outline::default() };
    }
    let mut read = tokens(text);
    let comments = std::mem::take(&mut read.comments);
    let mut parser = Parser::new(text, &read.tokens);
    let declarations = declaration::declarations(&mut parser);
    let (mut errors, mut marks) = parser.finish();
    errors.extend(read.invisible.iter().map(|at| invisible(text, *at)));
    errors.sort_by_key(|error| error.at.start);
    marks.sort_by_key(|mark| mark.token);
    marks.dedup_by_key(|mark| mark.token);
    Outline { parsed: ParsedPiece { declarations, comments, errors }, tokens: read, marks }
}

/// Characters nobody sees, and so nobody would find.
fn invisible(text: &str, at: At) -> SyntaxError {
    let hidden = text.get(at.start as usize..at.end as usize).unwrap_or_default();
    let first = hidden.chars().next().unwrap_or_default();
    let name = match first {
        '\0' => "a NUL",
        '\u{a0}' | '\u{202f}' => "a no-break blank",
        '\u{feff}' => "a byte order mark",
        '\u{200b}' => "a blank without width",
        _ => "an invisible character",
    };
    let message = format!("{name} (U+{:04X}) stands here", u32::from(first));
    let error = SyntaxError::new(&UNEXPECTED_TEXT, at, message).label("not visible in most editors");
    if first.is_whitespace() { error.fix("write a blank", at, " ") } else { error.fix("remove it", at, "") }
}

/// Splits and parses a whole file. Layers that parse in parallel or keep pieces use [`split`] and [`parse_piece`].
pub fn parse(text: &str) -> Vec<(Piece, ParsedPiece)> {
    let slice = |piece: &Piece| text.get(piece.start as usize..piece.end as usize).unwrap_or_default();
    split(text).into_iter().map(|piece| (piece, parse_piece(slice(&piece), &piece))).collect()
}
