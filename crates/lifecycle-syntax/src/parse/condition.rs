//! Conditions.

use super::cursor::{Parser, quote};
use crate::errors::{FOREIGN_SYNTAX, MISSING_PART, NESTING_TOO_DEEP, SyntaxError};
use crate::grammar::TokenKind;
use crate::split::MAX_DEPTH;
use crate::tree::{At, Comparison, Cond, CondKind, Name, Position, Test};

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
            self.lose_thread();
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
            self.error(
                SyntaxError::new(&FOREIGN_SYNTAX, token.at, "`!` is written `not` here").label("write `not`").fix(
                    "write `not`",
                    token.at,
                    "not ",
                ),
            );
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
                self.unclosed_group();
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

    /// Reports that `)` is missing here.
    pub(super) fn unclosed_group(&mut self) {
        if self.lost_here() {
            return;
        }
        let behind = self.last_at();
        let word = quote(self.slice(behind));
        self.lose_thread();
        self.error(
            SyntaxError::new(&MISSING_PART, behind, format!("expected `)` after {word}"))
                .label("a `)` belongs behind this")
                .fix("insert `)`", behind.after(), ")"),
        );
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
        if let Some(test) = self.comparison_in_words() {
            return CondKind::Test { path, test };
        }
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

    /// A sign and a value. Signs of other languages are taken as meant.
    fn comparison_test(&mut self) -> Option<Test> {
        let first = self.bump();
        let mut at = first.at;
        while self.kind() == TokenKind::Sign && self.peek().at.start == at.end && comparison(self.next_text()).is_some()
        {
            at = at.to(self.bump().at);
        }
        let written = self.slice(at);
        let meant = match written {
            "==" | "===" => "=",
            "=>" => ">=",
            "=<" => "<=",
            "<>" | "!==" => "!=",
            _ => written,
        };
        let Some(sign) = comparison(meant) else {
            self.error(
                SyntaxError::new(&FOREIGN_SYNTAX, at, format!("`{written}` compares nothing"))
                    .label("not a comparison")
                    .help("comparisons are `=`, `!=`, `<`, `<=`, `>` and `>=`"),
            );
            self.lose_thread();
            return None;
        };
        if meant != written {
            self.foreign_sign(at, written, meant);
        }
        self.value("a value", "fit_score >= 60").map(|value| Test::Compare(sign, value))
    }

    /// `at least 60`, `more than 60`: comparisons in words, which are signs here.
    fn comparison_in_words(&mut self) -> Option<Test> {
        let (first, second) = (self.peek(), self.ahead(1));
        let (sign, words) = match (self.text_of(first), self.text_of(second)) {
            ("at", "least") => (Comparison::GreaterOrEqual, 2),
            ("at", "most") => (Comparison::LessOrEqual, 2),
            ("more" | "greater" | "higher" | "bigger", "than") => (Comparison::Greater, 2),
            ("less" | "fewer" | "lower" | "smaller", "than") => (Comparison::Less, 2),
            ("above" | "over", _) if second.kind == TokenKind::Number => (Comparison::Greater, 1),
            ("below" | "under", _) if second.kind == TokenKind::Number => (Comparison::Less, 1),
            ("equals", _) => (Comparison::Equal, 1),
            _ => return None,
        };
        if first.kind != TokenKind::Word || first.line_break {
            return None;
        }
        let at = if self.slice(self.last_at()) == "is" { self.last_at().to(first.at) } else { first.at };
        self.bump_many(words);
        let at = at.to(self.last_at());
        self.foreign_sign(at, self.slice(at), sign.sign());
        self.value("a value", "fit_score >= 60").map(|value| Test::Compare(sign, value))
    }

    /// What follows `is`.
    fn is_test(&mut self, path: Name) -> CondKind {
        let next = self.text_of(self.ahead(1));
        let test = if self.eat_word("known").is_some() {
            Test::Known
        } else if self.eat_word("unknown").is_some() {
            Test::Unknown
        } else if self.at_word("not") && matches!(next, "known" | "unknown") {
            let from = self.last_at();
            self.bump();
            self.bump();
            let at = from.to(self.last_at());
            let (test, word) = if next == "known" { (Test::Unknown, "is unknown") } else { (Test::Known, "is known") };
            self.foreign_sign(at, self.slice(at), word);
            test
        } else if let Some(test) = self.comparison_in_words() {
            test
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
