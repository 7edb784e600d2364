//! Values, numbers, dates and durations.

use lifecycle_model::{FieldId, Model, Object, Type, Value};

/// A value as it is compared with or given to `field`.
pub fn value(model: &Model, subject: Option<Object>, field: FieldId, value: &Value) -> String {
    match value {
        Value::Text(text) => format!("“{text}”"),
        Value::Number(n) if model[field].ty == Type::Percent => format!("{}%", number(*n)),
        Value::Number(n) => number(*n),
        Value::Boolean(true) => "yes".to_owned(),
        Value::Boolean(false) => "no".to_owned(),
        Value::Date(day) => day.to_string(),
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
pub fn field_label(model: &Model, subject: Option<Object>, field: FieldId) -> String {
    let field = &model[field];
    let label = match field.ty {
        Type::Boolean => format!("“{}”", field.ident.label),
        _ => field.ident.label.to_string(),
    };
    if subject == Some(field.object) { label } else { format!("the {}'s {label}", field.object.name()) }
}

/// A number without needless zeros: 60, 0.5.
pub fn number(n: f64) -> String {
    format!("{n}")
}
