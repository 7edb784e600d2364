//! A small evaluator of Salesforce formulas, written from the platform's documentation and not from what writes them here.
//!
//! It is stricter than Salesforce: a condition that is null is a mistake.

use std::collections::BTreeMap;

#[derive(Clone, Debug, PartialEq)]
pub enum Val {
    Null,
    Bool(bool),
    Num(f64),
    Text(String),
    /// Days since 1970-01-01.
    Day(i64),
    /// Minutes since then.
    At(f64),
    Many(Vec<String>),
}

pub type Fields = BTreeMap<String, Val>;

/// A record that is being saved.
#[derive(Clone, Debug)]
pub struct Save {
    pub now: Fields,
    /// `None` for a new record.
    pub before: Option<Fields>,
    /// Minutes since 1970-01-01.
    pub clock: i64,
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Name(String),
    Num(f64),
    Text(String),
    Sign(&'static str),
}

#[derive(Clone, Debug)]
enum Expr {
    Val(Val),
    Name(String),
    Call(String, Vec<Expr>),
    Binary(&'static str, Box<Expr>, Box<Expr>),
}

/// A formula that has been read.
pub struct Formula(Expr);

impl Formula {
    pub fn read(text: &str) -> Self {
        let mut parser = Parser { tokens: tokens(text), at: 0 };
        let expr = parser.binary(0);
        assert_eq!(parser.at, parser.tokens.len(), "more than a formula: {text}");
        Self(expr)
    }

    /// Whether it holds for a record.
    pub fn holds(&self, save: &Save) -> bool {
        save.is_true(&self.0)
    }
}

fn tokens(text: &str) -> Vec<Token> {
    let chars: Vec<char> = text.chars().collect();
    let (mut at, mut tokens) = (0, Vec::new());
    while at < chars.len() {
        let c = chars[at];
        let start = at;
        if c.is_whitespace() {
            at += 1;
        } else if c == '"' {
            let mut text = String::new();
            at += 1;
            while chars[at] != '"' {
                if chars[at] == '\\' {
                    at += 1;
                    text.push(if chars[at] == 'n' { '\n' } else { chars[at] });
                } else {
                    assert!(!chars[at].is_control(), "no control characters in texts");
                    text.push(chars[at]);
                }
                at += 1;
            }
            at += 1;
            tokens.push(Token::Text(text));
        } else if c.is_ascii_digit() {
            while at < chars.len() && (chars[at].is_ascii_digit() || chars[at] == '.') {
                at += 1;
            }
            tokens.push(Token::Num(chars[start..at].iter().collect::<String>().parse().unwrap()));
        } else if c.is_alphabetic() || c == '$' {
            while at < chars.len() && (chars[at].is_alphanumeric() || "_.$:".contains(chars[at])) {
                at += 1;
            }
            tokens.push(Token::Name(chars[start..at].iter().collect()));
        } else {
            let rest: String = chars[at..].iter().take(2).collect();
            let signs = ["<>", "<=", ">=", "(", ")", ",", "=", "<", ">", "+", "-", "*", "/", "&"];
            let sign = signs.into_iter().find(|sign| rest.starts_with(sign)).unwrap_or_else(|| panic!("{rest}"));
            at += sign.len();
            tokens.push(Token::Sign(sign));
        }
    }
    tokens
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
}

const LEVELS: [&[&str]; 4] = [&["=", "<>"], &["<", ">", "<=", ">="], &["+", "-", "&"], &["*", "/"]];

impl Parser {
    fn sign(&mut self, signs: &[&'static str]) -> Option<&'static str> {
        let Some(Token::Sign(found)) = self.tokens.get(self.at) else { return None };
        let found = *signs.iter().find(|sign| *sign == found)?;
        self.at += 1;
        Some(found)
    }

    fn binary(&mut self, level: usize) -> Expr {
        let Some(signs) = LEVELS.get(level) else { return self.primary() };
        let mut left = self.binary(level + 1);
        while let Some(sign) = self.sign(signs) {
            left = Expr::Binary(sign, Box::new(left), Box::new(self.binary(level + 1)));
        }
        left
    }

    fn primary(&mut self) -> Expr {
        if self.sign(&["("]).is_some() {
            let inner = self.binary(0);
            self.sign(&[")"]).expect(")");
            return inner;
        }
        if self.sign(&["-"]).is_some() {
            return Expr::Binary("-", Box::new(Expr::Val(Val::Num(0.0))), Box::new(self.primary()));
        }
        let token = self.tokens[self.at].clone();
        self.at += 1;
        match token {
            Token::Num(number) => Expr::Val(Val::Num(number)),
            Token::Text(text) => Expr::Val(Val::Text(text)),
            Token::Name(name) if name == "TRUE" => Expr::Val(Val::Bool(true)),
            Token::Name(name) if name == "FALSE" => Expr::Val(Val::Bool(false)),
            Token::Name(name) if self.sign(&["("]).is_some() => {
                let mut arguments = Vec::new();
                while self.sign(&[")"]).is_none() {
                    arguments.push(self.binary(0));
                    self.sign(&[","]);
                }
                Expr::Call(name, arguments)
            }
            Token::Name(name) => Expr::Name(name),
            Token::Sign(sign) => panic!("unexpected {sign}"),
        }
    }
}

impl Save {
    fn eval(&self, expr: &Expr) -> Val {
        match expr {
            Expr::Val(val) => val.clone(),
            Expr::Name(name) if name.starts_with("$Permission.") => Val::Bool(false),
            Expr::Name(name) => self.now.get(name).cloned().unwrap_or(Val::Null),
            Expr::Binary(sign, one, other) => binary(sign, self.eval(one), self.eval(other)),
            Expr::Call(name, arguments) => self.call(name, arguments),
        }
    }

    fn prior(&self, expr: &Expr) -> Val {
        let Expr::Name(name) = expr else { panic!("only of fields: {expr:?}") };
        assert!(!name.contains('.'), "only of the record's own fields: {name}");
        self.before.as_ref().unwrap_or(&self.now).get(name).cloned().unwrap_or(Val::Null)
    }

    fn is_true(&self, expr: &Expr) -> bool {
        match self.eval(expr) {
            Val::Bool(value) => value,
            other => panic!("{other:?} is neither true nor false: {expr:?}"),
        }
    }

    fn call(&self, name: &str, arguments: &[Expr]) -> Val {
        let value = |index: usize| self.eval(&arguments[index]);
        let number = |index: usize| match self.eval(&arguments[index]) {
            Val::Num(number) => number,
            other => panic!("{other:?} is no number"),
        };
        let text = |index: usize| match self.eval(&arguments[index]) {
            Val::Text(text) => text,
            Val::Null => String::new(),
            other => panic!("{other:?} is no text"),
        };
        let day = |index: usize| match self.eval(&arguments[index]) {
            Val::Day(day) => day,
            other => panic!("{other:?} is no day"),
        };
        match name {
            "AND" => Val::Bool(arguments.iter().all(|it| self.is_true(it))),
            "OR" => Val::Bool(arguments.iter().any(|it| self.is_true(it))),
            "NOT" => Val::Bool(!self.is_true(&arguments[0])),
            "IF" => value(if self.is_true(&arguments[0]) { 1 } else { 2 }),
            "CASE" => {
                let asked = self.eval(&arguments[0]);
                let pairs = arguments[1..arguments.len() - 1].chunks(2);
                let found = pairs.into_iter().find(|pair| self.eval(&pair[0]) == asked);
                found.map_or_else(|| value(arguments.len() - 1), |pair| self.eval(&pair[1]))
            }
            "ISBLANK" => Val::Bool(match value(0) {
                Val::Null => true,
                Val::Text(text) => text.trim().is_empty(),
                Val::Many(all) => all.is_empty(),
                Val::Bool(_) => panic!("a checkbox is never blank"),
                _ => false,
            }),
            "ISPICKVAL" => Val::Bool(text(0) == text(1)),
            "INCLUDES" => match value(0) {
                Val::Many(all) => Val::Bool(all.contains(&text(1))),
                Val::Null => Val::Bool(false),
                other => panic!("{other:?}"),
            },
            "TEXT" => Val::Text(text(0)),
            "LOWER" => Val::Text(text(0).to_lowercase()),
            "TRIM" => Val::Text(text(0).trim().to_owned()),
            "CONTAINS" => Val::Bool(text(0).contains(&text(1))),
            "DATE" => Val::Day(day_number(number(0) as i64, number(1) as i64, number(2) as i64)),
            "DATEVALUE" => match value(0) {
                Val::At(at) => Val::Day(((at + 1e-6) / 1440.0).floor() as i64),
                other => other,
            },
            "DATETIMEVALUE" => match value(0) {
                Val::Day(day) => Val::At(day as f64 * 1440.0),
                Val::Text(text) => {
                    let parts: Vec<i64> = text.split([' ', '-', ':']).map(|part| part.parse().unwrap()).collect();
                    Val::At((day_number(parts[0], parts[1], parts[2]) * 1440 + parts[3] * 60 + parts[4]) as f64)
                }
                other => other,
            },
            "DAY" => Val::Num(civil(day(0)).2 as f64),
            "WEEKDAY" => Val::Num(((day(0) + 4).rem_euclid(7) + 1) as f64),
            "ADDMONTHS" => {
                // As the platform does it: of the day after.
                let (year, month, of_month) = civil(day(0) + 1);
                let index = year * 12 + month - 1 + number(1) as i64;
                let (year, month) = (index.div_euclid(12), index.rem_euclid(12) + 1);
                let next = if month == 12 { day_number(year + 1, 1, 1) } else { day_number(year, month + 1, 1) };
                let length = next - day_number(year, month, 1);
                Val::Day(day_number(year, month, of_month.min(length)) - 1)
            }
            "MOD" => Val::Num(number(0) % number(1)),
            "FLOOR" => Val::Num((number(0) + 1e-9).floor()),
            "MIN" => Val::Num((0..arguments.len()).map(number).fold(f64::INFINITY, f64::min)),
            "MAX" => Val::Num((0..arguments.len()).map(number).fold(f64::NEG_INFINITY, f64::max)),
            "NOW" => Val::At(self.clock as f64),
            "TODAY" => Val::Day(self.clock.div_euclid(1440)),
            "ISNEW" => Val::Bool(self.before.is_none()),
            "PRIORVALUE" => self.prior(&arguments[0]),
            "ISCHANGED" => Val::Bool(self.before.is_some() && self.prior(&arguments[0]) != value(0)),
            other => panic!("no function {other}"),
        }
    }
}

fn binary(sign: &str, one: Val, other: Val) -> Val {
    let order = match (&one, &other) {
        (Val::Num(one), Val::Num(other)) => Some((one, other)).map(|(a, b)| a - b),
        (Val::Day(one), Val::Day(other)) => Some((one - other) as f64),
        (Val::At(one), Val::At(other)) => Some(one - other),
        _ => None,
    };
    // What is a millionth apart is the same: the database counts in decimals.
    let order = order.map(|difference| if difference.abs() < 1e-6 { 0.0 } else { difference });
    let text = |val: &Val| match val {
        Val::Text(text) => Some(text.clone()),
        Val::Null => Some(String::new()),
        _ => None,
    };
    match (sign, &one, &other, order) {
        ("=" | "<>", Val::Bool(a), Val::Bool(b), _) => Val::Bool((a == b) == (sign == "=")),
        ("=", _, _, Some(order)) => Val::Bool(order == 0.0),
        ("<>", _, _, Some(order)) => Val::Bool(order != 0.0),
        ("<", _, _, Some(order)) => Val::Bool(order < 0.0),
        (">", _, _, Some(order)) => Val::Bool(order > 0.0),
        ("<=", _, _, Some(order)) => Val::Bool(order <= 0.0),
        (">=", _, _, Some(order)) => Val::Bool(order >= 0.0),
        ("=" | "<>", Val::Text(_), ..) | ("=" | "<>", _, Val::Text(_), _) => {
            Val::Bool((text(&one) == text(&other)) == (sign == "="))
        }
        ("&", ..) => Val::Text(text(&one).unwrap() + &text(&other).unwrap()),
        ("-", Val::Day(a), Val::Day(b), _) => Val::Num((a - b) as f64),
        ("-", Val::At(a), Val::At(b), _) => Val::Num((a - b) / 1440.0),
        ("+" | "-", Val::Day(a), Val::Num(b), _) => {
            Val::Day((*a as f64 + if sign == "+" { *b } else { -b }).floor() as i64)
        }
        ("+" | "-", Val::At(a), Val::Num(b), _) => Val::At(a + if sign == "+" { b * 1440.0 } else { -b * 1440.0 }),
        ("+", Val::Num(a), Val::Num(b), _) => Val::Num(a + b),
        ("-", Val::Num(a), Val::Num(b), _) => Val::Num(a - b),
        ("*", Val::Num(a), Val::Num(b), _) => Val::Num(a * b),
        ("/", Val::Num(a), Val::Num(b), _) => Val::Num(a / b),
        (_, Val::Null, ..) | (_, _, Val::Null, _) => Val::Null,
        _ => panic!("{one:?} {sign} {other:?}"),
    }
}

/// Days since 1970-01-01, counted month by month.
pub fn day_number(year: i64, month: i64, day: i64) -> i64 {
    let leap = |year: i64| (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let years: i64 = (1970..year).map(|year| if leap(year) { 366 } else { 365 }).sum();
    let lengths = [31, if leap(year) { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    years + lengths.iter().take(month as usize - 1).sum::<i64>() + day - 1
}

fn civil(day: i64) -> (i64, i64, i64) {
    let mut year = 1970;
    while day_number(year + 1, 1, 1) <= day {
        year += 1;
    }
    let month = (1..=12).rev().find(|month| day_number(year, *month, 1) <= day).unwrap();
    (year, month, day - day_number(year, month, 1) + 1)
}
