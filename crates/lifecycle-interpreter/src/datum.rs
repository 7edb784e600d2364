//! Values of fields.

use crate::time::{Day, Moment};
use lifecycle_model::{FieldId, Model};
use smol_str::SmolStr;
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// What a field of a record holds. A field without a value is not in the record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Datum {
    /// Any text: e-mail addresses, users and products, too.
    Text(SmolStr),
    /// A number, an amount or a percentage.
    Number(Number),
    /// Yes or no.
    Boolean(bool),
    /// A day, counted from 1970-01-01.
    Day(i64),
    /// A moment.
    Moment(Moment),
    /// The place of a value in the list of a picklist.
    Choice(u32),
    /// The places of values in the list of a multi-select picklist.
    Choices(BTreeSet<u32>),
}

impl Datum {
    /// As people read it.
    pub fn shown(&self, model: &Model, field: FieldId) -> String {
        let label = |index: &u32| {
            model[field].choices.get(*index as usize).map_or_else(String::new, |choice| choice.label.to_string())
        };
        match self {
            Datum::Text(text) => format!("{text:?}"),
            Datum::Number(Number(number)) => number.to_string(),
            Datum::Boolean(value) => value.to_string(),
            Datum::Day(day) => Day(*day).to_string(),
            Datum::Moment(moment) => moment.to_string(),
            Datum::Choice(index) => label(index),
            Datum::Choices(indices) => indices.iter().map(label).collect::<Vec<_>>().join(", "),
        }
    }
}

/// A number with a total order, so that records can be compared.
#[derive(Clone, Copy, Debug)]
pub struct Number(pub f64);

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        // `+ 0.0` makes one zero of two.
        (self.0 + 0.0).total_cmp(&(other.0 + 0.0))
    }
}
