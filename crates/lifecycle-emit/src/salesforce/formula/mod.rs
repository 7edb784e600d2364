//! Formulas as data: what validation rules, formula fields and flows ask.
//!
//! A [`Formula`] is built by constructors that simplify as they go, so that what comes out is short and never asks the same twice.
//! One invariant carries the rest: **a formula that yields a boolean never yields null.** Salesforce treats a null in `NOT` as it
//! likes, so whoever compares a field that may be blank asks first whether it is.

mod check;
pub(super) mod condition;
pub(super) mod criterion;
pub(super) mod lookup;
pub(super) mod movement;
pub(super) mod places;
pub(super) mod survey;
pub(super) mod test;
pub(super) mod time;
pub(super) mod write;

use lifecycle_model::{Comparison, Date};
use lifecycle_targets::salesforce::formulas::{self, Function, Kind, Yields};

/// A field of the record, or of one it refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Field {
    /// From the record: `Amount`, `Account.Segment__c`.
    pub(crate) path: String,
    pub(crate) kind: Kind,
}

/// A formula.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Formula {
    Bool(bool),
    Text(String),
    Number(f64),
    Field(Field),
    /// What a field of the record held before this save.
    Prior(Field),
    /// Whether the lookup with this number has found a record.
    Found(usize),
    /// Something outside of the record: `$Permission.X`, a resource of a flow.
    Global(String, Kind),
    Call(&'static Function, Vec<Formula>),
    All(Vec<Formula>),
    Any(Vec<Formula>),
    Not(Box<Formula>),
    /// Neither side may be blank.
    Compare(Box<Formula>, Comparison, Box<Formula>),
    /// `+`, `-`, `*`, `/`, or `&` for texts.
    Math(Box<Formula>, char, Box<Formula>),
    /// The picklist, which is a field or what it held before, has one of these values.
    OneOf(Box<Formula>, Vec<String>),
    /// A number for each value of the picklist, and one for all others.
    Case(Box<Formula>, Vec<(String, i64)>, i64),
    /// A number for each of several numbers, and 0 for all others.
    Switch(Box<Formula>, Vec<(i64, i64)>),
}

impl Formula {
    pub(crate) fn field(path: impl Into<String>, kind: Kind) -> Self {
        Formula::Field(Field { path: path.into(), kind })
    }

    pub(crate) fn call(function: &'static Function, arguments: impl Into<Vec<Formula>>) -> Self {
        Formula::Call(function, arguments.into())
    }

    pub(crate) fn day(date: Date) -> Self {
        let part = |number: u16| Formula::Number(f64::from(number));
        Formula::call(&formulas::DATE, [part(date.year), part(date.month.into()), part(date.day.into())])
    }

    /// All of these hold.
    pub(crate) fn all(parts: impl IntoIterator<Item = Formula>) -> Self {
        let mut kept = Vec::new();
        for part in parts {
            match part {
                Formula::Bool(true) => {}
                Formula::Bool(false) => return Formula::Bool(false),
                Formula::All(parts) => parts.into_iter().for_each(|part| keep(&mut kept, part)),
                part => keep(&mut kept, part),
            }
        }
        alone(kept, true).unwrap_or_else(Formula::All)
    }

    /// At least one of these holds.
    pub(crate) fn any(parts: impl IntoIterator<Item = Formula>) -> Self {
        let mut kept: Vec<Formula> = Vec::new();
        for part in parts {
            match part {
                Formula::Bool(false) => {}
                Formula::Bool(true) => return Formula::Bool(true),
                Formula::Any(parts) => parts.into_iter().for_each(|part| keep_any(&mut kept, part)),
                part => keep_any(&mut kept, part),
            }
        }
        alone(kept, false).unwrap_or_else(Formula::Any)
    }

    /// The opposite, with "not" as far inside as that makes fewer of them.
    pub(crate) fn not(self) -> Self {
        let inside = match &self {
            Formula::Bool(value) => return Formula::Bool(!value),
            Formula::Not(inner) => return inner.as_ref().clone(),
            Formula::Compare(one, comparison, other) => {
                return Formula::Compare(one.clone(), opposite(*comparison), other.clone());
            }
            Formula::All(parts) => Formula::any(parts.iter().cloned().map(Formula::not)),
            Formula::Any(parts) => Formula::all(parts.iter().cloned().map(Formula::not)),
            _ => return Formula::Not(Box::new(self)),
        };
        if inside.negations() <= self.negations() { inside } else { Formula::Not(Box::new(self)) }
    }

    fn negations(&self) -> usize {
        let own = usize::from(matches!(self, Formula::Not(_)));
        own + self.parts().into_iter().map(Formula::negations).sum::<usize>()
    }

    pub(crate) fn compare(self, comparison: Comparison, other: Formula) -> Self {
        Formula::Compare(Box::new(self), comparison, Box::new(other))
    }

    pub(crate) fn plus(self, other: Formula) -> Self {
        match other {
            Formula::Number(number) if number < 0.0 => self.math('-', Formula::Number(-number)),
            other => self.math('+', other),
        }
    }

    pub(crate) fn minus(self, other: Formula) -> Self {
        self.math('-', other)
    }

    pub(crate) fn math(self, sign: char, other: Formula) -> Self {
        match (&self, sign, &other) {
            (_, '+' | '-', Formula::Number(0.0)) | (_, '*' | '/', Formula::Number(1.0)) => self,
            _ => Formula::Math(Box::new(self), sign, Box::new(other)),
        }
    }

    /// Whether a picklist has one of these values.
    pub(crate) fn one_of(self, values: impl IntoIterator<Item = String>) -> Self {
        let values: Vec<String> = values.into_iter().collect();
        if values.is_empty() { Formula::Bool(false) } else { Formula::OneOf(Box::new(self), values) }
    }

    /// Whether there is no value. A checkbox always has one.
    pub(crate) fn is_blank(&self) -> Self {
        let asked = self.clone();
        match self.kind() {
            Kind::Boolean => Formula::Bool(false),
            Kind::Picklist => Formula::call(&formulas::ISBLANK, [Formula::call(&formulas::TEXT, [asked])]),
            _ => Formula::call(&formulas::ISBLANK, [asked]),
        }
    }

    pub(crate) fn is_known(&self) -> Self {
        self.is_blank().not()
    }

    /// At least so many of these hold.
    pub(crate) fn at_least(count: usize, parts: Vec<Formula>) -> Self {
        let certain = parts.iter().filter(|part| **part == Formula::Bool(true)).count();
        let open: Vec<Formula> = parts.into_iter().filter(|part| !matches!(part, Formula::Bool(_))).collect();
        match count.saturating_sub(certain) {
            0 => Formula::Bool(true),
            wanted if wanted > open.len() => Formula::Bool(false),
            wanted if wanted == open.len() => Formula::all(open),
            1 => Formula::any(open),
            wanted => {
                let one = |part| Formula::call(&formulas::IF, [part, Formula::Number(1.0), Formula::Number(0.0)]);
                let sum = open.into_iter().map(one).reduce(Formula::plus).unwrap_or(Formula::Number(0.0));
                sum.compare(Comparison::GreaterOrEqual, Formula::Number(wanted as f64))
            }
        }
    }

    /// The same, asked of what a picklist field of the record held before this save. A new record held nothing, though Salesforce
    /// says otherwise; `may_be_new` says whether that has to be minded.
    pub(crate) fn before(self, field: &Field, may_be_new: bool) -> Self {
        let each =
            |parts: Vec<Formula>| parts.into_iter().map(|part| part.before(field, may_be_new)).collect::<Vec<_>>();
        let is_new = || match may_be_new {
            true => Formula::call(&formulas::ISNEW, []),
            false => Formula::Bool(false),
        };
        match self {
            Formula::OneOf(asked, values) if *asked == Formula::Field(field.clone()) => {
                let held = Formula::Prior(field.clone()).one_of(values);
                Formula::all([is_new().not(), held])
            }
            blank if blank == Formula::Field(field.clone()).is_blank() => {
                Formula::any([is_new(), Formula::Prior(field.clone()).is_blank()])
            }
            Formula::All(parts) => Formula::all(each(parts)),
            Formula::Any(parts) => Formula::any(each(parts)),
            Formula::Not(part) => part.before(field, may_be_new).not(),
            Formula::Call(function, parts) => Formula::Call(function, each(parts)),
            Formula::Compare(one, comparison, other) => {
                one.before(field, may_be_new).compare(comparison, other.before(field, may_be_new))
            }
            Formula::Math(one, sign, other) => {
                one.before(field, may_be_new).math(sign, other.before(field, may_be_new))
            }
            other => other,
        }
    }

    /// What it yields.
    pub(crate) fn kind(&self) -> Kind {
        match self {
            Formula::Text(_) => Kind::Text,
            Formula::Number(_) | Formula::Case(..) | Formula::Switch(..) => Kind::Number,
            Formula::Field(field) | Formula::Prior(field) => match field.kind {
                Kind::Percent => Kind::Number,
                Kind::LongText => Kind::Text,
                kind => kind,
            },
            Formula::Global(_, kind) => *kind,
            Formula::Call(function, arguments) => match function.yields {
                Yields::Always(kind) => kind,
                Yields::LikeArgument(place) => arguments.get(place).map_or(Kind::Text, Formula::kind),
            },
            // A day less a day is a number, less a number it is a day.
            Formula::Math(one, '-', other) if other.kind() == one.kind() => Kind::Number,
            Formula::Math(one, ..) => one.kind(),
            Formula::Bool(_)
            | Formula::Found(_)
            | Formula::All(_)
            | Formula::Any(_)
            | Formula::Not(_)
            | Formula::Compare(..)
            | Formula::OneOf(..) => Kind::Boolean,
        }
    }

    /// The formulas it is made of.
    pub(crate) fn parts(&self) -> Vec<&Formula> {
        match self {
            Formula::Call(_, parts) | Formula::All(parts) | Formula::Any(parts) => parts.iter().collect(),
            Formula::Not(part) | Formula::OneOf(part, _) | Formula::Case(part, ..) | Formula::Switch(part, _) => {
                vec![part]
            }
            Formula::Compare(one, _, other) | Formula::Math(one, _, other) => vec![one, other],
            Formula::Bool(_)
            | Formula::Text(_)
            | Formula::Number(_)
            | Formula::Field(_)
            | Formula::Prior(_)
            | Formula::Found(_)
            | Formula::Global(..) => Vec::new(),
        }
    }
}

/// What a list of one, or of none, amounts to.
fn alone(mut parts: Vec<Formula>, of_none: bool) -> Result<Formula, Vec<Formula>> {
    match parts.len() {
        0 => Ok(Formula::Bool(of_none)),
        1 => parts.pop().ok_or(parts),
        _ => Err(parts),
    }
}

fn keep(kept: &mut Vec<Formula>, part: Formula) {
    if !kept.contains(&part) {
        kept.push(part);
    }
}

/// Values of one picklist are asked together.
fn keep_any(kept: &mut Vec<Formula>, part: Formula) {
    if let Formula::OneOf(field, values) = &part {
        let same = kept.iter_mut().find_map(|other| match other {
            Formula::OneOf(known, values) if known == field => Some(values),
            _ => None,
        });
        if let Some(known) = same {
            let new: Vec<String> = values.iter().filter(|value| !known.contains(value)).cloned().collect();
            known.extend(new);
            return;
        }
    }
    keep(kept, part);
}

fn opposite(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Equal => Comparison::NotEqual,
        Comparison::NotEqual => Comparison::Equal,
        Comparison::Less => Comparison::GreaterOrEqual,
        Comparison::LessOrEqual => Comparison::Greater,
        Comparison::Greater => Comparison::LessOrEqual,
        Comparison::GreaterOrEqual => Comparison::Less,
    }
}
