//! Records that a flow has to look up, and how.

use super::Formula;
use super::places::RECORD_TYPE;
use super::write::Dialect;
use lifecycle_model::{Comparison, Object};
use lifecycle_targets::salesforce::formulas::{self, Kind};
use lifecycle_targets::salesforce::names;
use lifecycle_targets::salesforce::objects::SObject;

/// Whether there is a related record of an object for which something holds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Lookup {
    /// The neutral object, which says how the records are related.
    pub(crate) object: Object,
    /// The object to look in.
    pub(crate) sobject: &'static SObject,
    /// What has to hold, from where the related record stands; no lookups in it.
    pub(crate) when: Formula,
}

/// What a Get Records element can ask.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Filter {
    All(Vec<Filter>),
    Any(Vec<Filter>),
    /// A field, the operator's name in metadata, and the value: a constant, or a formula that says nothing of the related record.
    Test(String, &'static str, Formula),
    /// The record type with this developer name, or any but that: its id has to be looked up first.
    RecordType(String, &'static str),
}

impl Lookup {
    /// The filter. What filters cannot ask, a field on the related record answers: see [`Lookup::helper`].
    pub(crate) fn filter(&self) -> Filter {
        simple(&self.when).unwrap_or_else(|| Filter::Test(self.helper_name(), "EqualTo", Formula::Bool(true)))
    }

    /// The formula field that answers what filters cannot ask: its name with `__c`, and its formula.
    pub(crate) fn helper(&self) -> Option<(String, &Formula)> {
        simple(&self.when).is_none().then(|| (self.helper_name(), &self.when))
    }

    /// Two lookups that ask the same share the field, and it keeps its name as long as they ask that.
    fn helper_name(&self) -> String {
        let written = self.when.written(Dialect::Rule);
        format!("Lifecycle_Fits_{:08X}{}", names::fingerprint(&written), names::CUSTOM_SUFFIX)
    }

    /// Whether the answer depends on a text of any length, which nothing but the record itself can be asked about.
    pub(crate) fn asks_long_text(&self) -> bool {
        fn asks(formula: &Formula) -> bool {
            matches!(formula, Formula::Field(field) if field.kind == Kind::LongText)
                || formula.parts().into_iter().any(asks)
        }
        asks(&self.when)
    }
}

fn simple(formula: &Formula) -> Option<Filter> {
    let each = |parts: &[Formula]| parts.iter().map(simple).collect::<Option<Vec<_>>>();
    match formula {
        Formula::Bool(true) => Some(Filter::All(Vec::new())),
        Formula::All(parts) => each(parts).map(Filter::All),
        Formula::Any(parts) => each(parts).map(Filter::Any),
        Formula::Not(part) => match part.as_ref() {
            Formula::Field(_) => Some(Filter::Test(own(part)?, "EqualTo", Formula::Bool(false))),
            // A filter for another value takes records without one, too.
            Formula::OneOf(field, values) => {
                let field = own(field)?;
                let other = |value: &String| Filter::Test(field.clone(), "NotEqualTo", Formula::Text(value.clone()));
                Some(Filter::All(values.iter().map(other).collect()))
            }
            _ => Some(Filter::Test(blank(part)?, "IsNull", Formula::Bool(false))),
        },
        Formula::Field(_) => Some(Filter::Test(own(formula)?, "EqualTo", Formula::Bool(true))),
        Formula::OneOf(field, values) => {
            let field = own(field)?;
            let is = |value: &String| Filter::Test(field.clone(), "EqualTo", Formula::Text(value.clone()));
            Some(Filter::Any(values.iter().map(is).collect()))
        }
        Formula::Compare(one, comparison, other) => compared(one, *comparison, other),
        Formula::Call(function, arguments) if **function == formulas::CONTAINS => match arguments.as_slice() {
            // In whatever case, as all filters.
            [Formula::Call(_, text), part @ Formula::Text(_)] => {
                Some(Filter::Test(own(text.first()?)?, "Contains", part.clone()))
            }
            _ => None,
        },
        _ => Some(Filter::Test(blank(formula)?, "IsNull", Formula::Bool(true))),
    }
}

fn compared(one: &Formula, comparison: Comparison, other: &Formula) -> Option<Filter> {
    let operator = match comparison {
        Comparison::Equal => "EqualTo",
        Comparison::NotEqual => "NotEqualTo",
        Comparison::Less => "LessThan",
        Comparison::LessOrEqual => "LessThanOrEqualTo",
        Comparison::Greater => "GreaterThan",
        Comparison::GreaterOrEqual => "GreaterThanOrEqualTo",
    };
    let Formula::Field(field) = one else { return None };
    if field.path == RECORD_TYPE {
        let Formula::Text(name) = other else { return None };
        return Some(Filter::RecordType(name.clone(), operator));
    }
    if mentions_record(other) {
        return None;
    }
    let value = match (field.kind, other) {
        // Formulas take 0.15, filters 15; the detour by whole millionths leaves no dust of binary fractions.
        (Kind::Percent, Formula::Number(number)) => Formula::Number((number * 1e8).round() / 1e6),
        _ => other.clone(),
    };
    Some(Filter::Test(own(one)?, operator, value))
}

fn mentions_record(formula: &Formula) -> bool {
    matches!(formula, Formula::Field(_) | Formula::Prior(_)) || formula.parts().into_iter().any(mentions_record)
}

/// The field of the record itself that a formula is.
fn own(formula: &Formula) -> Option<String> {
    match formula {
        Formula::Field(field) if !field.path.contains('.') && field.kind != Kind::LongText => Some(field.path.clone()),
        _ => None,
    }
}

/// The field whose being blank a formula asks for.
fn blank(formula: &Formula) -> Option<String> {
    match formula {
        Formula::Call(function, arguments) if **function == formulas::ISBLANK => match arguments.as_slice() {
            [Formula::Call(_, inner)] => own(inner.first()?),
            [field] => own(field),
            _ => None,
        },
        _ => None,
    }
}
