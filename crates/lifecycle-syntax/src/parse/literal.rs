//! Numbers, dates and durations.

use super::cursor::{Parser, quote};
use crate::errors::{INVALID_LITERAL, SyntaxError};
use crate::grammar::{Token, TokenKind};
use crate::tree::{At, Date, Duration, Number, Unit};
use lifecycle_base::nearest;

impl Parser<'_> {
    /// A number or percent on the same line, or a report that `what` is missing.
    pub(super) fn number(&mut self, what: &str, example: &str) -> Option<Number> {
        let token = self.peek();
        if token.kind != TokenKind::Number || token.line_break {
            self.missing(what, example);
            return None;
        }
        self.bump();
        self.plain_number(token)
    }

    /// The number `token`, which has been taken, with what people write around it.
    pub(super) fn plain_number(&mut self, token: Token) -> Option<Number> {
        const HELP: &str = "write digits, with a point for decimals: `60`, `0.5`, `15%`";
        let next = self.peek();
        let text = self.text_of(token);
        if self.text_of(next) == "%" && !next.line_break {
            self.bump();
            let written = format!("{text}%");
            self.rewritten(token.at.to(next.at), "a percentage has no blank before its `%`", &written);
            return read_number(&written, token.at.to(next.at));
        }
        let digits = self.ahead(1);
        let grouped = self.at_sign(",") && next.at.start == token.at.end && digits.at.start == next.at.end;
        if grouped && digits.kind == TokenKind::Number {
            return self.number_with_commas(token);
        }
        let found = read_number(text, token.at);
        if found.is_none() {
            self.invalid(token, "a number", HELP);
        }
        found
    }

    /// `10,000` and `0,5`: thousands if three digits follow every comma.
    fn number_with_commas(&mut self, first: Token) -> Option<Number> {
        let mut parts = vec![self.text_of(first)];
        while self.at_sign(",") && self.ahead(1).kind == TokenKind::Number && !self.ahead(1).line_break {
            self.bump();
            let part = self.bump();
            parts.push(self.text_of(part));
        }
        let at = first.at.to(self.last_at());
        let thousands = parts.iter().skip(1).all(|part| part.len() == 3);
        let written = parts.join(if thousands { "" } else { "." });
        let message =
            if thousands { "numbers have no commas between thousands" } else { "decimals stand behind a point" };
        self.rewritten(at, message, &written);
        read_number(&written, at)
    }

    /// Reports a value that is clear, but written otherwise here.
    fn rewritten(&mut self, at: At, message: &str, written: &str) {
        self.error(SyntaxError::new(&INVALID_LITERAL, at, message).label(format!("write `{written}`")).fix(
            format!("write `{written}`"),
            at,
            written,
        ));
    }

    /// Reports a value that cannot be read, and takes what sticks to it.
    pub(super) fn invalid(&mut self, token: Token, what: &str, help: &str) {
        let mut at = token.at;
        while self.peek().at.start == at.end
            && !matches!(self.kind(), TokenKind::Close | TokenKind::End)
            && !self.at_sign(")")
        {
            at = at.to(self.bump().at);
        }
        let text = quote(self.slice(at));
        self.error(
            SyntaxError::new(&INVALID_LITERAL, at, format!("{text} is not {what}"))
                .label(format!("not {what}"))
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
        let text = self.text_of(token);
        let found = read_date(text, token.at);
        let shaped = text.len() == 10 && text.split('-').map(str::len).eq([4, 2, 2]);
        match found {
            None if shaped => self.invalid(token, "a day of the calendar", "write year, month and day: `2026-03-02`"),
            None => self.invalid(token, "a date", "write year, month and day: `2026-03-02`"),
            Some(_) => {}
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
        let text = self.text_of(token);
        let (digits, glued) = text.split_at(text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len());
        let Ok(count) = digits.parse::<u32>() else {
            self.invalid(token, "a whole number", "durations count whole units: `4 hours`, `2 business days`");
            self.lose_unit();
            return None;
        };
        if let Some(unit) = unit_meant(glued) {
            let written = format!("{digits} {}", unit_word(unit, count));
            self.rewritten(token.at, "a duration has a blank before its unit", &written);
            return Some(Duration { count, unit, business: false, at: token.at });
        }
        if !glued.is_empty() {
            self.invalid(token, "a whole number", "durations count whole units: `4 hours`, `2 business days`");
            self.lose_unit();
            return None;
        }
        let business = self.business();
        let unit = self.unit(count)?;
        Some(Duration { count, unit, business, at: self.since(token.at) })
    }

    fn lose_unit(&mut self) {
        let _ = self.business();
        if unit_of(self.next_text()).is_some() && !self.peek().line_break {
            self.bump();
        }
    }

    fn business(&mut self) -> bool {
        let token = self.peek();
        let text = self.text_of(token);
        if token.kind != TokenKind::Word || token.line_break {
            return false;
        }
        if text != "business" {
            let next = self.ahead(1);
            let unit_follows = unit_meant(self.text_of(next)).is_some() && !next.line_break;
            if !unit_follows || !(nearest(text, ["business"]).is_some() || matches!(text, "working" | "work" | "biz")) {
                return false;
            }
            self.misspelt(token, "business");
        }
        self.bump();
        true
    }

    fn unit(&mut self, count: u32) -> Option<Unit> {
        let token = self.peek();
        let text = self.text_of(token);
        if token.kind != TokenKind::Word || token.line_break || self.starts_item_here() {
            self.missing("a unit of time", "2 business days");
            return None;
        }
        self.bump();
        let found = unit_of(text);
        if found.is_some() {
            return found;
        }
        let units = ["minutes", "hours", "days", "weeks", "months", "years"];
        let meant = unit_meant(text).or_else(|| nearest(text, units).and_then(unit_of));
        if let Some(unit) = meant {
            self.misspelt(token, unit_word(unit, count));
        } else {
            self.invalid(token, "a unit of time", "units are minutes, hours, days, weeks, months and years");
        }
        meant
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

/// The unit a word or an abbreviation stands for.
fn unit_meant(word: &str) -> Option<Unit> {
    let lower = word.to_ascii_lowercase();
    unit_of(&lower).or(match lower.as_str() {
        "min" | "mins" => Some(Unit::Minute),
        "h" | "hr" | "hrs" => Some(Unit::Hour),
        "d" => Some(Unit::Day),
        "w" | "wk" | "wks" => Some(Unit::Week),
        "mo" => Some(Unit::Month),
        "y" | "yr" | "yrs" => Some(Unit::Year),
        _ => None,
    })
}

/// How a unit is written behind a number.
fn unit_word(unit: Unit, count: u32) -> &'static str {
    match (unit, count == 1) {
        (Unit::Minute, true) => "minute",
        (Unit::Minute, false) => "minutes",
        (Unit::Hour, true) => "hour",
        (Unit::Hour, false) => "hours",
        (Unit::Day, true) => "day",
        (Unit::Day, false) => "days",
        (Unit::Week, true) => "week",
        (Unit::Week, false) => "weeks",
        (Unit::Month, true) => "month",
        (Unit::Month, false) => "months",
        (Unit::Year, true) => "year",
        (Unit::Year, false) => "years",
    }
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
}
