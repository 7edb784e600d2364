//! Text to tree: the only crate that reads `.lifecycle` text, and the only user of pest.
//!
//! Parsing never fails: any text yields declarations and a list of syntax errors. A file is first cut into the texts of its
//! declarations ([`split`]), which then parse one by one ([`parse_piece`]); all places in the result count from the start
//! of the piece. This crate does not know other files, what names mean, or any CRM.

extern crate alloc; // the parser that pest generates names it, since pest is used without `std`

mod errors;
mod grammar;
mod parse;
mod split;
pub mod tree;
pub mod words;

pub use errors::{RULES, SyntaxError, SyntaxFix};
pub use grammar::{Token, TokenKind, Tokens};
pub use parse::{Mark, MarkKind, Outline, ParsedPiece, outline_piece, parse, parse_piece};
pub use split::{MAX_DEPTH, Piece, split};
