//! Texts in quotes, and what people write in their place.

use super::cursor::{Parser, quote};
use crate::errors::{FOREIGN_SYNTAX, INVALID_ESCAPE, MISSING_PART, SyntaxError, UNCLOSED_TEXT, UNEXPECTED_TEXT};
use crate::grammar::{Token, TokenKind};
use crate::tree::{At, Text};
use crate::words::{CLAUSES, Place};
use smol_str::SmolStr;

impl Parser<'_> {
    /// A text in quotes on the same line, or a report that `what` is missing. Words without quotes are taken as meant.
    pub(super) fn text(&mut self, what: &str, example: &str) -> Option<Text> {
        self.text_up_to(what, example, "")
    }

    /// Like [`Parser::text`], where one without quotes ends at the sign `end`.
    pub(super) fn text_up_to(&mut self, what: &str, example: &str, end: &str) -> Option<Text> {
        if let Some(found) = self.optional_text() {
            return Some(found);
        }
        let Some(at) = self.unquoted_words(end) else {
            self.missing(what, example);
            return None;
        };
        Some(self.add_quotes(at, format!("expected {what}, found words without quotes"), ""))
    }

    /// An optional label behind a name, in front of a block of kind `body`.
    pub(super) fn label(&mut self, body: Place) -> Option<Text> {
        if let Some(found) = self.optional_text() {
            return Some(found);
        }
        if self.kind() != TokenKind::Word || self.starts_item_of(body) {
            return None;
        }
        let at = self.unquoted_words("")?;
        let help = "an identifier is one word; the label behind it is what people see";
        Some(self.add_quotes(at, "a label stands in double quotes".to_owned(), help))
    }

    /// Takes the comma between two texts, or reports that it is missing.
    pub(super) fn texts_go_on(&mut self, example: &str) -> bool {
        let token = self.peek();
        if self.at_sign(",") && !self.comma_ends_list() {
            self.bump();
            return true;
        }
        let another = token.kind == TokenKind::Text && !token.line_break;
        if another {
            let behind = self.last_at();
            self.error(
                SyntaxError::new(&MISSING_PART, token.at, "expected a comma before this text")
                    .label("a second text")
                    .help(format!("several texts are separated by commas: `{example}`"))
                    .fix("insert a comma", behind.after(), ","),
            );
        }
        another
    }

    /// Takes words that should stand in quotes: up to the end of the item, a block, a clause or the sign `end`.
    fn unquoted_words(&mut self, end: &str) -> Option<At> {
        let first = self.peek();
        if first.line_break || self.lost_here() {
            return None;
        }
        let position = self.position();
        while !self.at_item_end() && !matches!(self.kind(), TokenKind::Open | TokenKind::Text) {
            let (token, next) = (self.peek(), self.ahead(1).kind);
            let word = self.text_of(token);
            // Prose may hold any keyword; only behind a wide gap it starts an item.
            let gap = token.at.start.saturating_sub(self.last_at().end) > 1;
            let clause = CLAUSES.contains(&word) && self.places.is_empty()
                || matches!(word, "after" | "due" | "until") && next == TokenKind::Number;
            let begins = self.position() == position;
            let plain = matches!(token.kind, TokenKind::Word | TokenKind::Number);
            if clause || word == end || begins && !plain || (begins || gap) && self.starts_item_here() {
                break;
            }
            self.bump();
        }
        (self.position() > position).then(|| self.since(first.at))
    }

    /// Reports that the words at `at` lack quotes, and takes them as a text.
    fn add_quotes(&mut self, at: At, message: String, help: &str) -> Text {
        let value = self.slice(at).trim_matches(['"', ' ']);
        let written = in_quotes(value);
        let error = SyntaxError::new(&MISSING_PART, at, message).label("put this in double quotes").fix(
            format!("write {written}"),
            at,
            written,
        );
        self.error(if help.is_empty() { error } else { error.help(help) });
        Text { value: value.into(), at }
    }

    /// A text in quotes if one is next on the same line.
    pub(super) fn optional_text(&mut self) -> Option<Text> {
        if self.starts_line() { None } else { self.line_text() }
    }

    /// A text in quotes that may start a line.
    pub(super) fn line_text(&mut self) -> Option<Text> {
        let token = self.peek();
        match token.kind {
            TokenKind::Text => {
                self.bump();
                Some(
                    self.text_with_quotes_inside(token)
                        .unwrap_or_else(|| Text { value: self.unquoted(token), at: token.at }),
                )
            }
            TokenKind::UnclosedText => {
                self.bump();
                let raw = self.text_of(token);
                let long = raw.starts_with("\"\"\"");
                let kept = raw.trim_end();
                let at = At::new(token.at.start, token.at.start + kept.len() as u32);
                let error = SyntaxError::new(&UNCLOSED_TEXT, at, "this text is never closed").label("opened here");
                self.error(if long {
                    error.help("add the closing `\"\"\"`")
                } else {
                    error.help("a text in `\"` ends on its line; use `\"\"\"` for several lines").guess(
                        "close it",
                        at.after(),
                        "\"",
                    )
                });
                Some(Text { value: kept.trim_start_matches('"').into(), at })
            }
            TokenKind::Junk => self.foreign_text(token),
            _ => None,
        }
    }

    /// `"a "quoted" word"`: a word sticks to the closing quote, and another quote follows on the line.
    fn text_with_quotes_inside(&mut self, first: Token) -> Option<Text> {
        let next = self.peek();
        let glued = next.at.start == first.at.end && matches!(next.kind, TokenKind::Word | TokenKind::Number);
        let on_line = |n: &usize| {
            let token = self.ahead(*n);
            !token.line_break && !matches!(token.kind, TokenKind::End | TokenKind::Open | TokenKind::Close)
        };
        let last = (0..).take_while(on_line).filter(|n| self.ahead(*n).kind == TokenKind::Text).last()?;
        if !glued {
            return None;
        }
        self.bump_many(last + 1);
        let at = first.at.to(self.last_at());
        let value = self.slice(at).trim_matches('"');
        let written = in_quotes(value);
        self.error(
            SyntaxError::new(
                &UNEXPECTED_TEXT,
                next.at,
                format!("a `\"` inside a text ends it before {}", quote(self.text_of(next))),
            )
            .label("the text ended before this")
            .help("inside a text write `\\\"` for a quote")
            .fix(format!("write {written}"), at, written),
        );
        Some(Text { value: value.into(), at })
    }

    /// 'text', “text”, „text“ and «text».
    fn foreign_text(&mut self, token: Token) -> Option<Text> {
        let opening = self
            .text_of(token)
            .chars()
            .next()
            .filter(|c| matches!(c, '\'' | '`' | '“' | '”' | '„' | '«' | '‘' | '’'))?;
        self.bump();
        let mut end = token.at;
        while !self.at_item_end() && self.kind() != TokenKind::Open {
            let closing = self.bump();
            end = closing.at;
            if self.text_of(closing).chars().last().is_some_and(|c| matches!(c, '\'' | '`' | '“' | '”' | '»' | '’'))
            {
                break;
            }
        }
        let at = token.at.to(end);
        let quotes = ['\'', '`', '“', '”', '„', '«', '»', '‘', '’'];
        let value = self.slice(at).trim_matches(quotes).to_owned();
        let written = in_quotes(&value);
        self.error(
            SyntaxError::new(&FOREIGN_SYNTAX, at, format!("texts stand in straight double quotes, not in `{opening}`"))
                .label("written with other quotes")
                .fix(format!("write {written}"), at, written),
        );
        Some(Text { value: value.into(), at })
    }

    /// The value of a closed text: quotes off, escapes resolved, the indentation of a long text removed.
    pub(super) fn unquoted(&mut self, token: Token) -> SmolStr {
        let raw = self.text_of(token);
        if let Some(long) = raw.strip_prefix("\"\"\"") {
            return unindented(long.strip_suffix("\"\"\"").unwrap_or(long)).into();
        }
        let inner = raw.get(1..raw.len().saturating_sub(1)).unwrap_or_default();
        if !inner.contains('\\') {
            return inner.into();
        }
        let mut out = String::with_capacity(inner.len());
        let mut chars = inner.char_indices();
        while let Some((offset, c)) = chars.next() {
            if c != '\\' {
                out.push(c);
                continue;
            }
            match chars.next() {
                Some((_, 'n')) => out.push('\n'),
                Some((_, escaped @ ('"' | '\\'))) => out.push(escaped),
                Some((_, other)) => {
                    out.push('\\');
                    out.push(other);
                    let start = token.at.start + 1 + offset as u32;
                    let at = At::new(start, start + 1 + other.len_utf8() as u32);
                    self.error(
                        SyntaxError::new(&INVALID_ESCAPE, at, format!("{} escapes nothing", quote(self.slice(at))))
                            .label("not an escape")
                            .help("texts know `\\\"`, `\\\\` and `\\n`; write `\\\\` for a backslash")
                            .fix("write `\\\\`", At::new(start, start + 1), "\\\\"),
                    );
                }
                None => out.push('\\'),
            }
        }
        out.into()
    }
}

/// A text as it is written.
fn in_quotes(value: &str) -> String {
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Removes the first line if blank, the last if blank, and the indentation all other lines share.
fn unindented(text: &str) -> String {
    let mut lines: Vec<&str> = text.split('\n').map(|line| line.trim_end_matches('\r')).collect();
    if lines.first().is_some_and(|line| line.trim().is_empty()) && lines.len() > 1 {
        lines.remove(0);
    }
    if lines.last().is_some_and(|line| line.trim().is_empty()) && lines.len() > 1 {
        lines.pop();
    }
    let indent = |line: &&str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let shared = lines.iter().filter(|line| !line.trim().is_empty()).map(indent).min().unwrap_or(0);
    let cut: Vec<&str> = lines.iter().map(|line| line.get(shared..).unwrap_or_default().trim_end()).collect();
    cut.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_lose_their_indentation() {
        assert_eq!(unindented("\n    one\n      two\n\n    three\n  "), "one\n  two\n\nthree");
        assert_eq!(unindented("same line"), "same line");
    }
}
