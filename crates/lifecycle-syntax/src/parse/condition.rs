//! Conditions and values.

use super::cursor::Parser;
use super::literal::{read_date, read_number, unit_of};
use crate::errors::{FOREIGN_SYNTAX, NESTING_TOO_DEEP, SyntaxError};
use crate::grammar::TokenKind;
use crate::split::MAX_DEPTH;
use crate::tree::{At, Comparison, Cond, CondKind, Name, Position, Test, Value, ValueKind};

const EXAMPLE: &str = "fit_score >= 60 and email is known";

impl Parser<'_> {
    /// A whole condition: `or` binds weakest, then `and`, then `not`.
    pub(super) fn condition(&mut self) -> Cond {
        let start = self.peek().at;
        self.depth += 1;
        let kind = if self.depth > MAX_DEPTH {
            self.error(
                SyntaxError::new(&NESTING_TOO_DEEP, start, format!("conditions are nested more than {MAX_DEPTH} deep"))
                    .help("split the condition into several criteria"),
            );
            self.skip_item();
            CondKind::Broken
        } else {
            self.chain("or", "||", |p| p.chain("and", "&&", Self::negation, CondKind::And), CondKind::Or)
        };
        self.depth -= 1;
        Cond { kind, at: self.since(start) }
    }

    /// `part (word part)*`; `foreign` is the same in other languages.
    fn chain(
        &mut self,
        word: &str,
        foreign: &str,
        part: impl Fn(&mut Self) -> CondKind,
        join: fn(Vec<Cond>) -> CondKind,
    ) -> CondKind {
        let start = self.peek().at;
        let first = part(self);
        if !self.at_word(word) && self.next_text() != foreign {
            return first;
        }
        let mut parts = vec![Cond { kind: first, at: self.since(start) }];
        while self.joined(word, foreign) {
            let start = self.peek().at;
            let kind = part(self);
            parts.push(Cond { kind, at: self.since(start) });
        }
        join(parts)
    }

    fn joined(&mut self, word: &str, foreign: &str) -> bool {
        if self.eat_word(word).is_some() {
            return true;
        }
        let token = self.peek();
        if token.kind == TokenKind::Junk && self.text_of(token) == foreign {
            self.bump();
            self.foreign_sign(token.at, foreign, word);
            return true;
        }
        false
    }

    /// Reports a sign of another language that is written `word` here.
    pub(super) fn foreign_sign(&mut self, at: At, foreign: &str, word: &str) {
        self.error(
            SyntaxError::new(&FOREIGN_SYNTAX, at, format!("`{foreign}` is written `{word}` here"))
                .label(format!("write `{word}`"))
                .fix(format!("write `{word}`"), at, word),
        );
    }

    fn negation(&mut self) -> CondKind {
        let token = self.peek();
        let foreign = token.kind == TokenKind::Junk && self.text_of(token) == "!";
        if !foreign && !self.at_word("not") {
            return self.primary();
        }
        self.bump();
        if foreign {
            self.foreign_sign(token.at, "!", "not ");
        }
        let start = self.peek().at;
        self.depth += 1;
        let kind = if self.depth > MAX_DEPTH { self.condition().kind } else { self.negation() };
        self.depth -= 1;
        CondKind::Not(Box::new(Cond { kind, at: self.since(start) }))
    }

    fn primary(&mut self) -> CondKind {
        if self.eat_sign("(").is_some() {
            let inner = self.condition();
            if self.eat_sign(")").is_none() {
                self.missing("`)`", "");
            }
            return inner.kind;
        }
        if self.at_word("has") && self.ahead(1).kind == TokenKind::Word && !self.ahead(1).line_break {
            self.bump();
            return self.has();
        }
        let Some(path) = self.eat_name() else {
            self.missing("a condition", EXAMPLE);
            return CondKind::Broken;
        };
        self.test(path)
    }

    fn has(&mut self) -> CondKind {
        let Some(object) = self.name("an object", "has deal at NewBusiness.ClosedWon") else { return CondKind::Broken };
        let mut pipeline = None;
        let mut position = None;
        if self.eat_word("in").is_some() {
            pipeline = self.name("a pipeline", "has deal in NewBusiness");
        } else if let Some(found) = self.position_words() {
            position = self.name("a stage", "has deal at NewBusiness.ClosedWon").map(|stage| (found, stage));
        }
        let filter = self.eat_word("where").map(|_| Box::new(self.condition()));
        CondKind::Has { object, pipeline, position, filter }
    }

    /// `at`, `before`, `beyond`, `at or beyond`.
    pub(super) fn position_words(&mut self) -> Option<Position> {
        let found = match self.next_text() {
            "at" if self.text_of(self.ahead(1)) == "or" => {
                self.bump();
                self.bump();
                if self.eat_word("beyond").is_none() {
                    self.missing("`beyond`", "at or beyond lead.SAL");
                }
                return Some(Position::AtOrBeyond);
            }
            "at" => Position::At,
            "before" => Position::Before,
            "beyond" => Position::Beyond,
            _ => return None,
        };
        self.bump();
        Some(found)
    }

    /// What is asked of the field or object `path`.
    fn test(&mut self, path: Name) -> CondKind {
        let token = self.peek();
        let word = self.text_of(token);
        let test = match (token.kind, word) {
            // A new line starts a new criterion; only a sign or `is` continues this one.
            (TokenKind::Word, "is") => {
                self.bump();
                return self.is_test(path);
            }
            (TokenKind::Word, "in") => {
                self.bump();
                Test::In(self.value_list())
            }
            (TokenKind::Word, "contains") => {
                self.bump();
                self.value("a text", "contains \"VP\"").map_or(Test::Bare, Test::Contains)
            }
            (TokenKind::Word, "within") => {
                self.bump();
                if self.eat_word("last").is_none() {
                    self.missing("`last`", "engaged_on within last 30 days");
                }
                match self.duration("a duration") {
                    Some(duration) => Test::WithinLast(duration),
                    None => return CondKind::Broken,
                }
            }
            (TokenKind::Word, "older") => {
                self.bump();
                if self.eat_word("than").is_none() {
                    self.missing("`than`", "engaged_on older than 90 days");
                }
                match self.duration("a duration") {
                    Some(duration) => Test::OlderThan(duration),
                    None => return CondKind::Broken,
                }
            }
            (TokenKind::Sign, sign) if comparison(sign).is_some() => match self.comparison_test() {
                Some(test) => test,
                None => return CondKind::Broken,
            },
            _ => Test::Bare,
        };
        CondKind::Test { path, test }
    }

    fn comparison_test(&mut self) -> Option<Test> {
        let token = self.bump();
        let sign = comparison(self.text_of(token))?;
        let next = self.peek();
        if next.kind == TokenKind::Sign && self.text_of(next) == "=" && next.at.start == token.at.end {
            self.bump();
            self.foreign_sign(token.at.to(next.at), "==", "=");
        }
        self.value("a value", "fit_score >= 60").map(|value| Test::Compare(sign, value))
    }

    /// What follows `is`.
    fn is_test(&mut self, path: Name) -> CondKind {
        let next = self.text_of(self.ahead(1));
        let test = if self.eat_word("known").is_some() {
            Test::Known
        } else if self.eat_word("unknown").is_some() {
            Test::Unknown
        } else if self.at_word("not") && next == "known" {
            self.bump();
            self.bump();
            Test::Unknown
        } else if self.eat_word("not").is_some() {
            match self.value("a value", "segment is not SMB") {
                Some(value) => Test::Compare(Comparison::NotEqual, value),
                None => return CondKind::Broken,
            }
        } else if let Some(position) = self.position_words() {
            return match self.name("a stage", "contact is before lead.SAL") {
                Some(stage) => CondKind::Stands { object: path, position, stage },
                None => CondKind::Broken,
            };
        } else {
            match self.value("a value, `known` or `unknown`", "segment is Enterprise") {
                Some(value) => Test::Compare(Comparison::Equal, value),
                None => return CondKind::Broken,
            }
        };
        CondKind::Test { path, test }
    }

    fn value_list(&mut self) -> Vec<Value> {
        const EXAMPLE: &str = "region in (AMER, EMEA)";
        let mut values = Vec::new();
        if self.eat_sign("(").is_none() {
            self.missing("`(`", EXAMPLE);
            return values;
        }
        loop {
            values.extend(self.value("a value", EXAMPLE));
            if self.eat_sign(",").is_none() {
                break;
            }
        }
        if self.eat_sign(")").is_none() {
            self.missing("`)`", EXAMPLE);
        }
        values
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

    fn number_or_date(&mut self, token: crate::grammar::Token) -> Option<ValueKind> {
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
}

fn comparison(sign: &str) -> Option<Comparison> {
    Some(match sign {
        "=" => Comparison::Equal,
        "!=" => Comparison::NotEqual,
        "<" => Comparison::Less,
        "<=" => Comparison::LessOrEqual,
        ">" => Comparison::Greater,
        ">=" => Comparison::GreaterOrEqual,
        _ => return None,
    })
}
