//! Blocks of items: the one loop that reads them all, and recovery when braces or words are wrong.

use super::MarkKind;
use super::cursor::{Parser, quote};
use crate::errors::{
    FOREIGN_SYNTAX, MISPLACED_ITEM, MISSING_PART, REPEATED_ITEM, SyntaxError, UNCLOSED_BLOCK, UNEXPECTED_TEXT,
    UNKNOWN_ITEM,
};
use crate::grammar::TokenKind;
use crate::tree::{At, Remarks};
use crate::words::{DECLARATIONS, Place, home_of};
use lifecycle_base::{list_words, nearest};

/// A node whose body is a list of items.
pub(super) trait Block {
    /// What kind of block it is.
    const PLACE: Place;

    /// Reads the item that starts with `keyword`, which has been taken. False when the block has no such item.
    fn item(&mut self, p: &mut Parser<'_>, keyword: &str, at: At) -> bool;

    /// Where `note`, `was` and the like go.
    fn remarks(&mut self) -> Option<&mut Remarks>;
}

/// Whether a block may be left out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Body {
    Required,
    Optional,
}

impl Parser<'_> {
    /// Reads `{ items }` behind the header that started at `header`.
    pub(super) fn body<B: Block>(&mut self, node: &mut B, header: At, body: Body) {
        let header = self.since(header);
        if self.kind() == TokenKind::Open {
            let open = self.bump().at;
            self.items(node, header, open);
        } else if self.starts_item_of(B::PLACE) && self.peek().line_break {
            self.error(
                SyntaxError::new(&MISSING_PART, header, format!("`{{` is missing after {}", quote(self.slice(header))))
                    .label("a `{` belongs behind this")
                    .fix("insert `{`", header.after(), " {"),
            );
            self.items(node, header, header);
        } else if body == Body::Required {
            self.missing("`{`", "");
        }
    }

    /// Reads items up to the `}` of the block, or to where it must have ended.
    pub(super) fn items<B: Block>(&mut self, node: &mut B, header: At, open: At) {
        self.places.push(B::PLACE);
        loop {
            let token = self.peek();
            match token.kind {
                TokenKind::Close => {
                    self.bump();
                    break;
                }
                TokenKind::End => {
                    self.unclosed(header, open, None);
                    break;
                }
                TokenKind::Word => {
                    if !self.starts_item_here() && self.belongs_outside() {
                        self.unclosed(header, open, Some(token.at));
                        break;
                    }
                    self.one_item(node);
                }
                _ => self.stray_piece(),
            }
        }
        self.places.pop();
    }

    /// Reads the item whose keyword is next, known or not.
    fn one_item<B: Block>(&mut self, node: &mut B) {
        self.mark(MarkKind::Item);
        let token = self.peek();
        let word = self.text_of(token);
        let next = self.ahead(1);
        let known = B::PLACE == Place::Target || B::PLACE.keywords().any(|keyword| keyword == word);
        let keyword = if known {
            word
        } else {
            let guess = nearest(word, B::PLACE.keywords())
                .filter(|guess| B::PLACE.starts_item(guess, next.kind, self.text_of(next)));
            let Some(guess) = guess else {
                self.unknown_item(B::PLACE);
                return;
            };
            self.error(
                SyntaxError::new(&UNKNOWN_ITEM, token.at, format!("{} has no item `{word}`", B::PLACE.described()))
                    .label(format!("did you mean `{guess}`?"))
                    .fix(format!("write `{guess}`"), token.at, guess),
            );
            guess
        };
        self.bump();
        self.skip_colon(keyword);
        let remarked = node.remarks().is_some_and(|remarks| self.remark(remarks, keyword, token.at));
        let read = remarked || node.item(self, keyword, token.at);
        if read {
            self.reject_rest(&format!("this `{keyword}`"));
        } else {
            self.skip_item();
        }
    }

    /// `owner: Sales` and `owner = Sales`: a habit from YAML and TOML.
    fn skip_colon(&mut self, keyword: &str) {
        let token = self.peek();
        let sign = self.text_of(token);
        if (sign == ":" || sign == "=") && !token.line_break {
            self.bump();
            self.error(
                SyntaxError::new(&FOREIGN_SYNTAX, token.at, format!("`{keyword}` takes its value without `{sign}`"))
                    .label("not needed")
                    .fix(format!("remove `{sign}`"), token.at, ""),
            );
        }
    }

    fn unknown_item(&mut self, place: Place) {
        let token = self.bump();
        let word = self.text_of(token);
        let error = if let Some(home) = home_of(word, place) {
            let message = format!("`{word}` does not belong in {}", place.described());
            SyntaxError::new(&MISPLACED_ITEM, token.at, message)
                .label(format!("belongs in {}", home.described()))
                .help(format!("move it into {}; {} has {}", home.described(), place.described(), listed(place)))
        } else {
            let message = format!("{} has no item {}", place.described(), quote(word));
            let error = SyntaxError::new(&UNKNOWN_ITEM, token.at, message).label("not an item");
            match nearest(word, place.keywords()) {
                Some(guess) => error.help(format!("did you mean `{guess}`?")),
                None => error.help(format!("{} has {}", place.described(), listed(place))),
            }
        };
        self.error(error);
        if !self.peek().line_break && !self.starts_item_here() {
            self.skip_item();
        }
    }

    /// Whether the next word starts an item of a block further out, or a declaration: then this block was never closed.
    pub(super) fn belongs_outside(&self) -> bool {
        let outer = self.places.split_last().map_or(&[][..], |(_, outer)| outer);
        outer.iter().rev().any(|place| self.starts_item_of(*place)) || self.heads_declaration()
    }

    /// Whether the next words head a declaration: its keyword on a line of its own, and a `{` later on that line.
    pub(super) fn heads_declaration(&self) -> bool {
        let heads = matches!(self.ahead(1).kind, TokenKind::Word | TokenKind::Text | TokenKind::Open);
        if !self.peek().line_break || !DECLARATIONS.contains(&self.next_text()) || !heads {
            return false;
        }
        (1..12).map(|n| self.ahead(n)).take_while(|t| !t.line_break).any(|t| t.kind == TokenKind::Open)
    }

    /// Reports that the block opened at `open` never ends. `next` is the item that must lie outside of it.
    pub(super) fn unclosed(&mut self, header: At, open: At, next: Option<At>) {
        let mut error = SyntaxError::new(
            &UNCLOSED_BLOCK,
            open,
            format!("the block of {} is never closed", quote(self.slice(header))),
        )
        .label("opened here")
        .help("add the missing `}`");
        if let Some(at) = next {
            error = error.related(at, "this begins the next item, so a `}` is missing before it");
        }
        self.error(error);
    }

    /// Something that is no word stands where an item should start.
    fn stray_piece(&mut self) {
        if self.foreign_token() {
            return;
        }
        let first = self.peek();
        let found = self.describe(first);
        if first.kind == TokenKind::Open {
            self.skip_balanced();
        } else {
            self.bump();
            if !self.peek().line_break && !self.starts_item_here() {
                self.skip_item();
            }
        }
        let place = self.places.last().copied().unwrap_or(Place::File);
        self.error(
            SyntaxError::new(
                &UNEXPECTED_TEXT,
                first.at,
                format!("{found} does not start an item of {}", place.described()),
            )
            .label("not expected here")
            .help(format!("{} has {}", place.described(), listed(place))),
        );
    }

    /// Takes a sign or comment mark from another language and says how it is done here. False if there is none.
    pub(super) fn foreign_token(&mut self) -> bool {
        let token = self.peek();
        let text = self.text_of(token);
        if text.starts_with('#') || text.starts_with("/*") || text.starts_with("--") {
            let start = self.bump().at;
            while !matches!(self.kind(), TokenKind::Close | TokenKind::End) && !self.peek().line_break {
                self.bump();
            }
            let at = self.since(start);
            self.error(
                SyntaxError::new(&FOREIGN_SYNTAX, at, "comments start with `//` and end with the line")
                    .label("not a comment here"),
            );
            return true;
        }
        if matches!(text, ";" | "," | ";;") {
            self.bump();
            self.error(
                SyntaxError::new(&FOREIGN_SYNTAX, token.at, format!("items end with their line, not with `{text}`"))
                    .label("not needed")
                    .fix(format!("remove `{text}`"), token.at, ""),
            );
            return true;
        }
        false
    }

    /// Keeps the first of an item that may stand only once, and reports a second one.
    pub(super) fn once<T>(
        &mut self,
        slot: &mut Option<T>,
        value: Option<T>,
        keyword: &str,
        at: At,
        first: impl Fn(&T) -> At,
    ) {
        match (slot.as_ref().map(first), value) {
            (None, value) => *slot = value,
            (Some(first), _) => {
                let at = self.since(at);
                self.error(
                    SyntaxError::new(&REPEATED_ITEM, at, format!("`{keyword}` may stand only once here"))
                        .label("a second one")
                        .related(first, "the first one")
                        .help("keep one of the two"),
                );
            }
        }
    }
}

/// The items of a place for a sentence.
fn listed(place: Place) -> String {
    if place == Place::Target {
        return "one setting a line, such as `api_version 66.0`".to_owned();
    }
    let words: Vec<String> = place.keywords().map(|word| format!("`{word}`")).collect();
    list_words(words.iter().map(String::as_str))
}
