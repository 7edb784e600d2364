//! Values on both sides of what conditions ask.

use super::draft::TODAY;
use lifecycle_interpreter::{Datum, Moment, Number};
use lifecycle_model::{FieldId, Model, Test, Type, Value};

/// Some value of a field.
pub(super) fn known(model: &Model, field: FieldId) -> Datum {
    match model[field].ty {
        Type::Number | Type::Currency | Type::Percent => Datum::Number(Number(1.0)),
        Type::Boolean => Datum::Boolean(true),
        Type::Date => Datum::Day(TODAY),
        Type::DateTime => Datum::Moment(Moment::of_day(TODAY)),
        Type::Picklist => Datum::Choice(0),
        Type::MultiPicklist => Datum::Choices([0].into()),
        Type::Text | Type::Email | Type::Phone | Type::Url | Type::User | Type::Product | Type::Error => {
            Datum::Text("x".into())
        }
    }
}

/// The values at and beside those that a test names.
pub(super) fn values(model: &Model, field: FieldId, test: &Test) -> Vec<Datum> {
    let day = |day: i64| match model[field].ty {
        Type::DateTime => Datum::Moment(Moment::of_day(day)),
        _ => Datum::Day(day),
    };
    match test {
        Test::IsTrue => vec![Datum::Boolean(true), Datum::Boolean(false)],
        Test::Known | Test::Unknown => Vec::new(),
        Test::Compare(_, value) | Test::Contains(value) => beside(model, field, value),
        Test::In(values) => values.iter().take(8).flat_map(|value| beside(model, field, value)).collect(),
        Test::WithinLast(length) | Test::OlderThan(length) => {
            let now = Moment::of_day(TODAY);
            vec![day(TODAY), day(now.before(*length).day() - 1)]
        }
    }
}

fn beside(model: &Model, field: FieldId, value: &Value) -> Vec<Datum> {
    match value {
        Value::Number(number) => [-1.0, 0.0, 1.0].map(|step| Datum::Number(Number(number + step))).to_vec(),
        Value::Boolean(_) => [true, false].map(Datum::Boolean).to_vec(),
        Value::Choice(_, index) if model[field].ty == Type::MultiPicklist => vec![Datum::Choices([*index].into())],
        Value::Choice(_, index) => {
            let count = model[field].choices.len() as u32;
            let other = (index + 1) % count.max(1);
            vec![Datum::Choice(*index), Datum::Choice(other)]
        }
        Value::Text(text) => vec![Datum::Text(text.clone()), Datum::Text(format!("{text}x").into())],
        Value::Date(date) => around_day(model, field, Moment::of_date(*date).day()),
        Value::Today | Value::Now => around_day(model, field, TODAY),
        Value::Field(_) | Value::Null | Value::Error => Vec::new(),
    }
}

fn around_day(model: &Model, field: FieldId, day: i64) -> Vec<Datum> {
    let datum = |day: i64| match model[field].ty {
        Type::DateTime => Datum::Moment(Moment::of_day(day)),
        _ => Datum::Day(day),
    };
    [day - 1, day, day + 1].map(datum).to_vec()
}
