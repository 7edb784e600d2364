//! Values: what stands on the right of a comparison or an assignment.

use super::cursor::Parser;
use super::literal::{read_date, read_number, unit_of};
use crate::errors::{FOREIGN_SYNTAX, MISSING_PART, SyntaxError};
use crate::grammar::{Token, TokenKind};
use crate::tree::{Value, ValueKind};

impl Parser<'_> {
    /// `(A, B)`. Without its parentheses it is read all the same.
    pub(super) fn value_list(&mut self) -> Vec<Value> {
        const EXAMPLE: &str = "region in (AMER, EMEA)";
        let mut values = Vec::new();
        let start = self.peek();
        let open = self.eat_sign("(").is_some();
        if !open && (self.at_item_end() || !matches!(start.kind, TokenKind::Word | TokenKind::Number | TokenKind::Text))
        {
            self.missing("`(`", EXAMPLE);
            return values;
        }
        loop {
            values.extend(if open { self.listed_value(EXAMPLE) } else { self.value("a value", EXAMPLE) });
            if self.eat_sign(",").is_none() {
                break;
            }
        }
        if !open {
            let at = self.since(start.at);
            let written = format!("({})", self.slice(at));
            self.error(
                SyntaxError::new(&MISSING_PART, at, "the values behind `in` stand in parentheses")
                    .label("put these in `( )`")
                    .fix(format!("write `{written}`"), at, written),
            );
        } else if self.eat_sign(")").is_none() {
            self.unclosed_group();
        }
        values
    }

    /// A value between commas, where `60,70` is two of them, perhaps on a line of its own.
    fn listed_value(&mut self, example: &str) -> Option<Value> {
        let token = self.peek();
        let next = self.ahead(1);
        if token.kind == TokenKind::Number && next.kind == TokenKind::Sign && !self.at_item_end() {
            self.bump();
            let kind = self.plain_value(token)?;
            return Some(Value { kind, at: token.at });
        }
        self.value("a value", example)
    }

    /// A value on the same line, or a report that `what` is missing.
    pub(super) fn value(&mut self, what: &str, example: &str) -> Option<Value> {
        let token = self.peek();
        if token.line_break {
            self.missing(what, example);
            return None;
        }
        let kind = match token.kind {
            TokenKind::Word => ValueKind::Word(self.eat_name()?),
            TokenKind::Number if self.at_duration() => ValueKind::Duration(self.duration(what)?),
            TokenKind::Number => {
                self.bump();
                self.number_or_date(token)?
            }
            TokenKind::Junk if self.at_currency() => return self.amount(),
            TokenKind::Text | TokenKind::UnclosedText | TokenKind::Junk => match self.optional_text() {
                Some(text) => ValueKind::Text(text),
                None => {
                    self.missing(what, example);
                    return None;
                }
            },
            TokenKind::Sign | TokenKind::Open | TokenKind::Close | TokenKind::End => {
                self.missing(what, example);
                return None;
            }
        };
        Some(Value { kind, at: self.since(token.at) })
    }

    fn number_or_date(&mut self, token: Token) -> Option<ValueKind> {
        if self.at_currency() && self.peek().at.start == token.at.end {
            let sign = self.bump();
            self.no_currency(sign);
        }
        let (next, grouped) = (self.peek(), self.ahead(1).kind == TokenKind::Number);
        if self.text_of(next) == "%" || self.at_sign(",") && grouped && next.at.start == token.at.end {
            return self.plain_number(token).map(ValueKind::Number);
        }
        self.plain_value(token)
    }

    fn plain_value(&mut self, token: Token) -> Option<ValueKind> {
        let text = self.text_of(token);
        if let Some(number) = read_number(text, token.at) {
            return Some(ValueKind::Number(number));
        }
        if let Some(date) = read_date(text, token.at) {
            return Some(ValueKind::Date(date));
        }
        let glued = text.trim_start_matches(|c: char| c.is_ascii_digit());
        let help = match unit_of(glued) {
            Some(_) => "put a blank between the number and its unit",
            None if text.matches('-').count() == 2 => "write dates as year, month and day: `2026-03-02`",
            None => "write digits, with a point for decimals: `60`, `0.5`, `15%`",
        };
        self.invalid(token, "a number or a date", help);
        None
    }

    fn at_currency(&self) -> bool {
        matches!(self.next_text(), "$" | "€" | "£" | "¥") && !self.peek().line_break
    }

    /// `$10`: the sign goes, the number stays.
    fn amount(&mut self) -> Option<Value> {
        let sign = self.bump();
        self.no_currency(sign);
        self.value("a number", "amount > 10000")
    }

    fn no_currency(&mut self, sign: Token) {
        let text = self.text_of(sign);
        self.error(
            SyntaxError::new(&FOREIGN_SYNTAX, sign.at, format!("amounts are numbers without `{text}`"))
                .label("not needed")
                .help("the currency of an amount is set in the CRM")
                .fix(format!("remove `{text}`"), sign.at, ""),
        );
    }
}
