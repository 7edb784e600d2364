//! Names, texts, numbers, dates and durations.

use super::cursor::{Parser, quote};
use crate::errors::{
    FOREIGN_SYNTAX, INVALID_ESCAPE, INVALID_LITERAL, INVALID_NAME, MISSING_PART, SyntaxError, UNCLOSED_TEXT,
};
use crate::grammar::{Token, TokenKind};
use crate::tree::{At, Date, Duration, Name, Number, Text, Unit};
use smol_str::SmolStr;

impl Parser<'_> {
    /// A new identifier on the same line. `what` names what is declared, with its article. Repairs what it can, so that one bad name does not
    /// make every mention of it unknown.
    pub(super) fn identifier(&mut self, what: &str, example: &str) -> Option<Name> {
        if self.starts_line() {
            self.missing(&format!("the name of {what}"), example);
            return None;
        }
        self.line_identifier(what, example)
    }

    /// An identifier that may start a line.
    pub(super) fn line_identifier(&mut self, what: &str, example: &str) -> Option<Name> {
        let token = self.peek();
        let text = self.text_of(token);
        match token.kind {
            TokenKind::Word | TokenKind::Number => {
                self.bump();
                let usable = usable_name(text);
                if usable != text {
                    self.error(
                        SyntaxError::new(&INVALID_NAME, token.at, format!("{} cannot be an identifier", quote(text)))
                            .label("letters A to Z, digits and `_` only, starting with a letter")
                            .help("internal names in the CRM come from the identifier; people see the label, where anything goes")
                            .fix(format!("write `{usable}`"), token.at, usable.clone()),
                    );
                }
                Some(Name { text: usable.into(), at: token.at })
            }
            TokenKind::Text => {
                let derived = name_from_label(&self.unquoted(token));
                self.error(
                    SyntaxError::new(
                        &MISSING_PART,
                        token.at,
                        format!("the identifier of {what} is missing before its label"),
                    )
                    .label("this is the label")
                    .help(format!("write it like this: `{example}`"))
                    .fix(
                        format!("insert `{derived}`"),
                        At::new(token.at.start, token.at.start),
                        format!("{derived} "),
                    ),
                );
                Some(Name { text: derived.into(), at: At::new(token.at.start, token.at.start) })
            }
            _ => {
                self.missing(&format!("the name of {what}"), example);
                None
            }
        }
    }

    /// A text in quotes on the same line, or a report that `what` is missing.
    pub(super) fn text(&mut self, what: &str, example: &str) -> Option<Text> {
        let found = self.optional_text();
        if found.is_none() {
            self.missing(what, example);
        }
        found
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
                Some(Text { value: self.unquoted(token), at: token.at })
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
                    error.help("a text in `\"` ends on its line; use `\"\"\"` for several lines").fix(
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
        let written = format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""));
        self.error(
            SyntaxError::new(&FOREIGN_SYNTAX, at, format!("texts stand in straight double quotes, not in `{opening}`"))
                .label("written with other quotes")
                .fix(format!("write {written}"), at, written),
        );
        Some(Text { value: value.into(), at })
    }

    /// The value of a closed text: quotes off, escapes resolved, the indentation of a long text removed.
    fn unquoted(&mut self, token: Token) -> SmolStr {
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
                            .help("texts know `\\\"`, `\\\\` and `\\n`; write `\\\\` for a backslash"),
                    );
                }
                None => out.push('\\'),
            }
        }
        out.into()
    }

    /// A number or percent on the same line, or a report that `what` is missing.
    pub(super) fn number(&mut self, what: &str, example: &str) -> Option<Number> {
        let token = self.peek();
        if token.kind != TokenKind::Number || token.line_break {
            self.missing(what, example);
            return None;
        }
        self.bump();
        let found = read_number(self.text_of(token), token.at);
        if found.is_none() {
            self.invalid(token, "a number", "write digits, with a point for decimals: `60`, `0.5`, `15%`");
        }
        found
    }

    pub(super) fn invalid(&mut self, token: Token, what: &str, help: &str) {
        let text = quote(self.text_of(token));
        self.error(
            SyntaxError::new(&INVALID_LITERAL, token.at, format!("{text} is not {what}"))
                .label("cannot be read")
                .help(help),
        );
    }

    /// A date, or a report that one is missing.
    pub(super) fn date(&mut self, what: &str, example: &str) -> Option<Date> {
        let token = self.peek();
        if token.kind != TokenKind::Number || token.line_break {
            self.missing(what, example);
            return None;
        }
        self.bump();
        let found = read_date(self.text_of(token), token.at);
        if found.is_none() {
            self.invalid(token, "a date", "write year, month and day: `2026-03-02`");
        }
        found
    }

    /// A duration, or a report that one is missing.
    pub(super) fn duration(&mut self, what: &str) -> Option<Duration> {
        const EXAMPLE: &str = "2 business days";
        let token = self.peek();
        if token.kind != TokenKind::Number || token.line_break {
            self.missing(what, EXAMPLE);
            return None;
        }
        self.bump();
        let Ok(count) = self.text_of(token).parse::<u32>() else {
            self.invalid(token, "a whole number", "durations count whole units: `4 hours`, `2 business days`");
            let _ = self.eat_word("business");
            let _ = self.unit();
            return None;
        };
        let business = self.eat_word("business").is_some();
        let Some(unit) = self.unit() else {
            self.missing("a unit of time", EXAMPLE);
            return None;
        };
        Some(Duration { count, unit, business, at: self.since(token.at) })
    }

    fn unit(&mut self) -> Option<Unit> {
        let unit = unit_of(self.next_text()).filter(|_| self.kind() == TokenKind::Word && !self.peek().line_break)?;
        self.bump();
        Some(unit)
    }

    /// Whether the next tokens are a duration rather than a plain number.
    pub(super) fn at_duration(&self) -> bool {
        let next = self.ahead(1);
        let word = self.text_of(next);
        self.kind() == TokenKind::Number
            && next.kind == TokenKind::Word
            && !next.line_break
            && (word == "business" || unit_of(word).is_some())
    }
}

/// The unit a word names, singular or plural.
pub(super) fn unit_of(word: &str) -> Option<Unit> {
    Some(match word {
        "minute" | "minutes" => Unit::Minute,
        "hour" | "hours" => Unit::Hour,
        "day" | "days" => Unit::Day,
        "week" | "weeks" => Unit::Week,
        "month" | "months" => Unit::Month,
        "year" | "years" => Unit::Year,
        _ => return None,
    })
}

/// `60`, `0.5`, `-3`, `15%`.
pub(super) fn read_number(text: &str, at: At) -> Option<Number> {
    let digits = text.strip_suffix('%').unwrap_or(text);
    let plain = digits.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b'-');
    let value = digits.parse::<f64>().ok().filter(|v| plain && v.is_finite())?;
    Some(Number { value, percent: digits.len() < text.len(), at })
}

/// `2026-03-02`, of a day that exists.
pub(super) fn read_date(text: &str, at: At) -> Option<Date> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || (year.len(), month.len(), day.len()) != (4, 2, 2) {
        return None;
    }
    let (year, month, day) = (year.parse::<u16>().ok()?, month.parse::<u8>().ok()?, day.parse::<u8>().ok()?);
    let leap = (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return None,
    };
    (1..=days).contains(&day).then_some(Date { year, month, day, at })
}

/// The nearest usable identifier: umlauts spelt out, accents dropped where known, other signs as `_`.
fn usable_name(text: &str) -> String {
    let plain =
        text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') && !text.starts_with(|c: char| c.is_ascii_digit());
    if plain {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 4);
    if text.starts_with(|c: char| !c.is_alphabetic() && c != '_') {
        out.push('S');
    }
    for c in text.chars() {
        match c {
            'ä' => out.push_str("ae"),
            'ö' => out.push_str("oe"),
            'ü' => out.push_str("ue"),
            'Ä' => out.push_str("Ae"),
            'Ö' => out.push_str("Oe"),
            'Ü' => out.push_str("Ue"),
            'ß' => out.push_str("ss"),
            'á' | 'à' | 'â' | 'ã' | 'å' => out.push('a'),
            'é' | 'è' | 'ê' | 'ë' => out.push('e'),
            'í' | 'ì' | 'î' | 'ï' => out.push('i'),
            'ó' | 'ò' | 'ô' | 'õ' | 'ø' => out.push('o'),
            'ú' | 'ù' | 'û' => out.push('u'),
            'ç' => out.push('c'),
            'ñ' => out.push('n'),
            c if c.is_ascii_alphanumeric() || c == '_' => out.push(c),
            _ => out.push('_'),
        }
    }
    out
}

/// An identifier for a label: `"Proposal / Negotiation"` → `ProposalNegotiation`.
fn name_from_label(label: &str) -> String {
    let mut out = String::new();
    for word in label.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        let mut chars = word.chars();
        out.extend(chars.next().into_iter().flat_map(char::to_uppercase));
        out.push_str(chars.as_str());
    }
    let usable = usable_name(&out);
    if usable.is_empty() { "Unnamed".to_owned() } else { usable }
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
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_days_that_exist() {
        let date = |text| read_date(text, At::default());
        assert!(date("2024-02-29").is_some());
        for wrong in ["2026-02-29", "2026-13-01", "2026-3-2", "2026-04-31", "02-03-2026", "2026-03-02x"] {
            assert!(date(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn numbers_are_plain() {
        let value = |text| read_number(text, At::default()).map(|n| (n.value, n.percent));
        assert_eq!(value("15%"), Some((15.0, true)));
        assert_eq!(value("-0.5"), Some((-0.5, false)));
        for wrong in ["1e5", "1_000", "3a", "1.2.3", "2026-03-02", "5%%"] {
            assert_eq!(value(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn names_are_repaired() {
        assert_eq!(usable_name("Früh-Phase"), "Frueh_Phase");
        assert_eq!(usable_name("3a"), "S3a");
        assert_eq!(name_from_label("Proposal / Negotiation"), "ProposalNegotiation");
        assert_eq!(name_from_label("…"), "Unnamed");
    }

    #[test]
    fn long_texts_lose_their_indentation() {
        assert_eq!(unindented("\n    one\n      two\n\n    three\n  "), "one\n  two\n\nthree");
        assert_eq!(unindented("same line"), "same line");
    }
}
