//! Values, numbers, dates and durations.

use lifecycle_model::{Date, Duration, FieldId, Model, Object, Type, Unit, Value};

/// A value as it is compared with or given to `field`.
pub(super) fn value(model: &Model, subject: Option<Object>, field: FieldId, value: &Value) -> String {
    match value {
        Value::Text(text) => format!("“{text}”"),
        Value::Number(n) if model[field].ty == Type::Percent => format!("{}%", number(*n)),
        Value::Number(n) => number(*n),
        Value::Boolean(true) => "yes".to_owned(),
        Value::Boolean(false) => "no".to_owned(),
        Value::Date(day) => date(*day),
        Value::Choice(list, index) => {
            model[*list].choices.get(*index as usize).map(|choice| choice.label.to_string()).unwrap_or_default()
        }
        Value::Today => "today".to_owned(),
        Value::Now => "the present moment".to_owned(),
        Value::Null => "empty".to_owned(),
        Value::Field(other) => field_label(model, subject, *other),
        // A checked model has none.
        Value::Error => String::new(),
    }
}

/// The label of a field; of another object's, whose it is. Yes-or-no fields are quoted, since their labels read like sentences.
pub(super) fn field_label(model: &Model, subject: Option<Object>, field: FieldId) -> String {
    let field = &model[field];
    let label = match field.ty {
        Type::Boolean => format!("“{}”", field.ident.label),
        _ => field.ident.label.to_string(),
    };
    if subject == Some(field.object) { label } else { format!("the {}'s {label}", field.object.name()) }
}

/// A number without needless zeros: 60, 0.5.
pub(crate) fn number(n: f64) -> String {
    format!("{n}")
}

/// A day, as the language writes it: 2026-03-02.
pub(crate) fn date(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)
}

/// A length of time: 1 business day, 3 weeks.
pub(crate) fn duration(duration: Duration) -> String {
    let unit = match duration.unit {
        Unit::Minute => "minute",
        Unit::Hour => "hour",
        Unit::Day => "day",
        Unit::Week => "week",
        Unit::Month => "month",
        Unit::Year => "year",
    };
    let plural = if duration.count == 1 { "" } else { "s" };
    format!("{} {}{unit}{plural}", duration.count, if duration.business { "business " } else { "" })
}
