//! Recovery: where a block must have ended, which brace is one too many, and what people write in other languages.
//!
//! Braces alone cannot say which of them is wrong. Two more things can: which items belong into which block, and the
//! indentation. The first decides how the text is read; the second only whom to blame.

use super::cursor::{Parser, quote};
use crate::errors::{FOREIGN_SYNTAX, STRAY_BRACE, SyntaxError, UNCLOSED_BLOCK};
use crate::grammar::TokenKind;
use crate::tree::At;
use crate::words::{DECLARATIONS, Place};

/// What starts a comment in other languages, and what ends it if not the end of its line.
const FOREIGN_COMMENTS: [(&str, &str); 4] = [("#", ""), ("/*", "*/"), ("<!--", "-->"), ("--", "")];

impl Parser<'_> {
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

    /// Whether the `}` that is next cannot end the block of `header`. An item follows that fits into this block, and the
    /// brace is not the last of its line in line with the header. If the item fits further out too, there must be a brace
    /// too many, and the item must stand deeper than the header.
    pub(super) fn closes_too_early(&self, header: At) -> bool {
        let (close, next) = (self.peek(), self.ahead(1));
        let next_text = self.text_of(next);
        let fits = |place: &Place| self.starts_at(1, *place);
        let Some((here, outer)) = self.places.split_last() else { return false };
        if self.close_splits_line() {
            return !outer.iter().any(fits) && !DECLARATIONS.contains(&next_text);
        }
        if next.kind != TokenKind::Word || *here == Place::Target || !fits(here) || DECLARATIONS.contains(&next_text) {
            return false;
        }
        if next.line_break && self.closes_in_line_with(close.at, header) {
            return false;
        }
        let deeper = || next.line_break && self.line_start(next.at.start).1 > self.line_start(header.start).1;
        !outer.iter().any(fits) || self.balance < 0 && deeper()
    }

    /// Whether the next token is a `}` in the middle of a line that opens no block, and one `}` is too many.
    pub(super) fn close_splits_line(&self) -> bool {
        let (close, next) = (self.peek(), self.ahead(1));
        let ends = next.line_break || matches!(next.kind, TokenKind::Close | TokenKind::End);
        if close.kind != TokenKind::Close || self.balance >= 0 || ends || close.line_break {
            return false;
        }
        let line = At::new(self.line_start(close.at.start).0, close.at.start);
        !self.slice(line).contains('{')
    }

    /// Whether the `}` at `close` is the first of its line and as far from the margin as the line of `header`.
    pub(super) fn closes_in_line_with(&self, close: At, header: At) -> bool {
        let (line, column) = self.line_start(close.start);
        line == close.start && column == self.line_start(header.start).1
    }

    /// Where the first token of the line around `offset` stands: in the text, and in its line.
    pub(super) fn line_start(&self, offset: u32) -> (u32, u32) {
        // Nobody indents by more, and a file of a single line must not be read again for every finding.
        const FARTHEST: u32 = 4096;
        let from = offset.saturating_sub(FARTHEST);
        let bytes = self.text.as_bytes();
        let before = bytes.get(from as usize..offset as usize).unwrap_or_default();
        let start = from + before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at as u32 + 1);
        let line = bytes.get(start as usize..).unwrap_or_default();
        let blank = line.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count() as u32;
        (start + blank, blank)
    }

    /// Takes a `}` too many and says so.
    pub(super) fn stray_close(&mut self, at: At) {
        self.bump();
        self.balance += 1;
        self.error(
            SyntaxError::new(&STRAY_BRACE, at, "this `}` closes its block too early")
                .label("one `}` too many")
                .help("what follows belongs to the same block")
                .guess("remove `}`", at, ""),
        );
    }

    /// Takes a second `{` and says so.
    pub(super) fn stray_open(&mut self) {
        let at = self.bump().at;
        self.balance -= 1;
        self.error(SyntaxError::new(&STRAY_BRACE, at, "this `{` opens nothing").label("one `{` too many").guess(
            "remove `{`",
            at,
            "",
        ));
    }

    /// In the block of `header`: skips items that belong into `home`, whose own header must be missing, up to the `}` that
    /// would have closed it. Whether there is one.
    pub(super) fn skip_orphans(&mut self, home: Place, header: At) -> bool {
        loop {
            self.skip_item();
            let next = self.peek();
            if next.kind == TokenKind::Close {
                let first_on_line = self.line_start(next.at.start).0 == next.at.start;
                if first_on_line && !self.closes_in_line_with(next.at, header) {
                    self.bump();
                    self.balance += 1;
                    return true;
                }
                return false;
            }
            if !self.starts_item_of(home) || self.starts_item_here() || self.belongs_outside() {
                return false;
            }
        }
    }

    /// Reports that the block opened at `open` never ends. `next` is the item that must lie outside of it. When a block
    /// inside took a `}` that stands below another header, that block is the one to blame.
    pub(super) fn unclosed(&mut self, open: At, next: Option<At>) {
        if open.start == open.end {
            return;
        }
        self.balance -= 1;
        let blamed = self.took_a_foreign_close(open);
        let (opened, behind) = blamed.map_or((open, self.last_at()), |(opened, behind, _)| (opened, behind));
        let header = self.header_of(opened);
        let (line, indent) = self.line_start(opened.start);
        let one_line = line == self.line_start(behind.start).0;
        let written = if one_line { " }".to_owned() } else { format!("\n{}}}", " ".repeat(indent as usize)) };
        let error = SyntaxError::new(
            &UNCLOSED_BLOCK,
            opened,
            format!("the block of {} is never closed", quote(self.slice(header))),
        )
        .label("opened here")
        .guess("insert `}`", behind.after(), written);
        self.error(match (blamed, next) {
            (Some((_, _, close)), _) => error.related(close, "this `}` is in line with another header"),
            (None, Some(at)) => error.related(at, "this cannot belong to it, so a `}` is missing before here"),
            (None, None) => error,
        });
    }

    /// The header of the block opened at `open`: from the start of its item.
    fn header_of(&self, open: At) -> At {
        let index = self.index_of(open);
        let start =
            self.marks().iter().rev().find(|mark| (mark.token as usize) < index).map(|mark| mark.token as usize);
        let first = start.and_then(|start| self.token(start)).map_or(open, |token| token.at);
        let last = index.checked_sub(1).and_then(|last| self.token(last)).map_or(open, |token| token.at);
        first.to(last)
    }

    /// Within the block opened at `open`: the first block over several lines whose `}` is not in line with its header.
    /// Its opening brace, the last token before its `}`, and that.
    fn took_a_foreign_close(&self, open: At) -> Option<(At, At, At)> {
        let mut opened = Vec::new();
        for index in self.index_of(open) + 1..self.position() {
            let token = self.token(index)?;
            match token.kind {
                TokenKind::Open => opened.push(token.at),
                TokenKind::Close => {
                    let Some(open) = opened.pop() else { continue };
                    let first_on_line = self.line_start(token.at.start).0 == token.at.start;
                    if first_on_line && !self.closes_in_line_with(token.at, open) {
                        return Some((open, self.token(index.checked_sub(1)?)?.at, token.at));
                    }
                }
                _ => {}
            }
        }
        None
    }

    /// Takes a sign or comment mark from another language and says how it is done here. False if there is none.
    pub(super) fn foreign_token(&mut self) -> bool {
        let token = self.peek();
        let rest = self.slice(At::new(token.at.start, token.at.start + 4));
        let rest = if rest.is_empty() { self.text_of(token) } else { rest };
        if let Some((_, end)) = FOREIGN_COMMENTS.iter().find(|(start, _)| rest.starts_with(start)) {
            self.foreign_comment(end);
            return true;
        }
        let text = self.text_of(token);
        if matches!(text, ";" | "," | ";;") {
            self.bump();
            self.not_needed(token, format!("items end with their line, not with `{text}`"));
            return true;
        }
        if matches!(text, "-" | "*" | "•" | "–") && self.ahead(1).kind == TokenKind::Word && !self.ahead(1).line_break
        {
            self.bump();
            self.not_needed(token, format!("items stand on their lines without `{text}`"));
            return true;
        }
        false
    }

    /// Takes a comment that ends at `end`, or else with its line.
    fn foreign_comment(&mut self, end: &str) {
        let start = self.peek().at;
        let found = if end.is_empty() || self.no_comment_end { None } else { self.find_comment_end(end) };
        self.no_comment_end |= found.is_none() && !end.is_empty();
        let on_line = |n: &usize| {
            let token = self.ahead(*n);
            !token.line_break && !matches!(token.kind, TokenKind::Close | TokenKind::End)
        };
        let last = found.unwrap_or_else(|| (1..).take_while(on_line).last().unwrap_or(0));
        self.bump_many(last + 1);
        let at = self.since(start);
        let raw = self.slice(at);
        let prose =
            raw.trim_start_matches(['#', '/', '*', '<', '!', '-']).trim_end_matches(['*', '/', '-', '>']).trim();
        let error = SyntaxError::new(&FOREIGN_SYNTAX, at, "comments start with `//` and end with their line")
            .label("not a comment here");
        let alone = self.peek().line_break && !raw.contains('\n');
        self.error(if alone { error.fix("write `//`", at, format!("// {prose}")) } else { error });
    }

    /// How many tokens ahead the foreign comment that is next ends.
    fn find_comment_end(&self, end: &str) -> Option<usize> {
        (0..).take_while(|n| self.ahead(*n).kind != TokenKind::End).find(|n| self.text_of(self.ahead(*n)).contains(end))
    }
}
