//! What is asked of a field, as a formula. The counterpart of `World::accepts` in the interpreter.

use super::places::Operand;
use super::{Formula, time};
use lifecycle_model::{Comparison, Field, Test, Type, Value};
use lifecycle_targets::salesforce::formulas::{self, Kind};

/// Whether a field without a value passes a test.
pub(crate) fn accepts_blank(test: &Test) -> bool {
    matches!(test, Test::Unknown | Test::Compare(Comparison::NotEqual, _))
}

/// A value to compare with: a constant, or another field.
pub(crate) enum Other<'v> {
    Constant(&'v Value),
    Field(Operand, &'v Field),
}

/// A test of one field.
pub(crate) struct Tested<'a> {
    pub(crate) operand: &'a Operand,
    pub(crate) field: &'a Field,
}

impl Tested<'_> {
    fn known(&self) -> Formula {
        self.operand.raw.is_known()
    }

    fn value(&self) -> Formula {
        self.operand.value.clone()
    }

    /// Tests that compare with nothing. A checkbox is always known: Salesforce cannot tell "no" from "not said".
    pub(crate) fn plain(&self, test: &Test) -> Formula {
        match test {
            Test::IsTrue => self.value(),
            Test::Known => self.known(),
            Test::Unknown => self.known().not(),
            Test::WithinLast(duration) | Test::OlderThan(duration) => {
                let (since, now) = match self.operand.ty {
                    Type::Date => (time::day_before_today(*duration), time::today()),
                    _ => (time::shifted(&time::now(), *duration, false), time::now()),
                };
                let compared = |comparison, other| self.value().compare(comparison, other);
                let within = matches!(test, Test::WithinLast(_));
                Formula::all([
                    self.known(),
                    compared(if within { Comparison::GreaterOrEqual } else { Comparison::Less }, since),
                    if within { compared(Comparison::LessOrEqual, now) } else { Formula::Bool(true) },
                ])
            }
            Test::Compare(..) | Test::In(_) | Test::Contains(_) => Formula::Bool(false),
        }
    }

    /// "`is not` is true for no value", orders are not.
    pub(crate) fn compares(&self, comparison: Comparison, other: &Other<'_>) -> Formula {
        match comparison {
            Comparison::Equal => self.equals(other),
            Comparison::NotEqual => self.equals(other).not(),
            order => {
                let (one, other, known) = self.sides(order, other);
                Formula::all([self.known(), known, one.compare(order, other)])
            }
        }
    }

    pub(crate) fn equals(&self, other: &Other<'_>) -> Formula {
        match (self.operand.ty, other) {
            (_, Other::Constant(Value::Null | Value::Error)) => Formula::Bool(false),
            (_, Other::Constant(Value::Boolean(true))) => self.value(),
            (_, Other::Constant(Value::Boolean(false))) => self.value().not(),
            (_, Other::Constant(Value::Choice(_, index))) => self.value().one_of(choice(self.field, *index)),
            // No field holds an empty text.
            (_, Other::Constant(Value::Text(text))) if text.trim().is_empty() => Formula::Bool(false),
            (_, Other::Constant(Value::Text(_))) => {
                let (one, other, _) = self.sides(Comparison::Equal, other);
                one.compare(Comparison::Equal, other)
            }
            (Type::Picklist, Other::Field(operand, _)) => {
                let text = |value: Formula| Formula::call(&formulas::TEXT, [value]);
                let same = text(self.value()).compare(Comparison::Equal, text(operand.value.clone()));
                Formula::all([self.known(), same])
            }
            _ => {
                let (one, other, known) = self.sides(Comparison::Equal, other);
                Formula::all([self.known(), known, one.compare(Comparison::Equal, other)])
            }
        }
    }

    /// The two sides of a comparison in one unit, and whether the other one is known.
    fn sides(&self, comparison: Comparison, other: &Other<'_>) -> (Formula, Formula, Formula) {
        let ty = self.operand.ty;
        let one = self.value();
        match other {
            // Whole days: "before" and "from … on" ask for the day, wherever the user is.
            Other::Constant(value @ (Value::Date(_) | Value::Today))
                if ty == Type::DateTime && matches!(comparison, Comparison::Less | Comparison::GreaterOrEqual) =>
            {
                let day = Formula::call(&formulas::DATEVALUE, [one]);
                (day, constant(value, Type::Date), Formula::Bool(true))
            }
            Other::Constant(value) => (one, constant(value, ty), Formula::Bool(true)),
            Other::Field(operand, _) => {
                let value = operand.value.clone();
                let hundred = Formula::Number(100.0);
                let value = match (ty, operand.ty) {
                    (Type::Date, Type::DateTime) => Formula::call(&formulas::DATEVALUE, [value]),
                    (Type::DateTime, Type::Date) => Formula::call(&formulas::DATETIMEVALUE, [value]),
                    (Type::Percent, other) if other != Type::Percent => value.math('/', hundred),
                    (one, Type::Percent) if one != Type::Percent => value.math('*', hundred),
                    _ => value,
                };
                (one, value, operand.raw.is_known())
            }
        }
    }

    /// "A text contains this", in whatever case, "or the multi-select picklist has this value".
    pub(crate) fn contains(&self, other: &Other<'_>) -> Formula {
        let lower = |text: Formula| Formula::call(&formulas::LOWER, [text]);
        let includes = |picklist: &Operand, name: String| {
            Formula::call(&formulas::INCLUDES, [picklist.raw.clone(), Formula::Text(name)])
        };
        match other {
            Other::Constant(Value::Text(text)) if text.is_empty() => self.known(),
            Other::Constant(Value::Text(text)) => {
                let part = Formula::Text(text.to_lowercase());
                Formula::all([self.known(), Formula::call(&formulas::CONTAINS, [lower(self.value()), part])])
            }
            Other::Constant(Value::Choice(_, index)) => {
                Formula::any(choice(self.field, *index).into_iter().map(|name| includes(self.operand, name)))
            }
            Other::Field(operand, _) if self.operand.raw.kind() == Kind::Text => Formula::all([
                self.known(),
                operand.raw.is_known(),
                Formula::call(&formulas::CONTAINS, [lower(self.value()), lower(operand.value.clone())]),
            ]),
            // Every value that the other has.
            Other::Field(operand, field) => {
                let both = self.field.choices.iter().zip(&field.choices);
                let each = both.map(|(own, other)| {
                    let theirs = includes(operand, other.name.to_string());
                    Formula::any([theirs.not(), includes(self.operand, own.name.to_string())])
                });
                let rest = field.choices.iter().skip(self.field.choices.len());
                let none = rest.map(|other| includes(operand, other.name.to_string()).not());
                Formula::all([self.known(), operand.raw.is_known()].into_iter().chain(each).chain(none))
            }
            Other::Constant(_) => Formula::Bool(false),
        }
    }
}

/// The API name of a picklist value.
fn choice(field: &Field, index: u32) -> Option<String> {
    field.choices.get(index as usize).map(|choice| choice.name.to_string())
}

/// A constant for a field of this type.
pub(crate) fn constant(value: &Value, ty: Type) -> Formula {
    let midnight = |text: String| Formula::call(&formulas::DATETIMEVALUE, [Formula::Text(text)]);
    match value {
        Value::Text(text) => Formula::Text(text.to_string()),
        Value::Number(number) if ty == Type::Percent => Formula::Number(number / 100.0),
        Value::Number(number) => Formula::Number(*number),
        Value::Boolean(value) => Formula::Bool(*value),
        Value::Date(date) if ty == Type::Date => Formula::day(*date),
        Value::Date(date) => midnight(format!("{date} 00:00:00")),
        Value::Today if ty == Type::Date => time::today(),
        Value::Today => Formula::call(&formulas::DATETIMEVALUE, [time::today()]),
        Value::Now => time::now(),
        // These are compared in their own ways, or not at all.
        Value::Choice(..) | Value::Null | Value::Field(_) | Value::Error => Formula::Bool(false),
    }
}
