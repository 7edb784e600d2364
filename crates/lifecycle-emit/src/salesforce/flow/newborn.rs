//! Whether a stage would let in a record that is still to be created: its criteria, over the values that it will have.
//!
//! "`create` begins nothing where the criteria of the stage refuse the new record": a flow has to know before it creates, since the
//! platform would undo everything that came before.

use super::ast::{Step, Value};
use super::course::Course;
use super::draft::Draft;
use super::judge::asks_others;
use super::look::Looking;
use super::reach::{Origin, joined_by_roles, reach};
use super::scene::Scene;
use crate::salesforce::formula::condition::Eyes;
use crate::salesforce::formula::{Field, Formula};
use lifecycle_model::{Comparison, StageId};
use lifecycle_targets::salesforce::formulas::{self, Kind, Yields};
use lifecycle_targets::salesforce::objects::SObject;

/// Whether no criterion of the stage keeps such a record out, and the steps that find out what it asks of others. What only the record
/// itself can be asked, when it is there, keeps nobody out.
pub(super) fn lets_in(
    scene: Scene<'_>,
    draft: &mut Draft,
    looking: &mut Looking,
    beside: Origin,
    (object, stage): (&'static SObject, StageId),
    values: &[(String, Value)],
) -> (Formula, Vec<Step>) {
    let course = Course::of(scene, object).into_iter().find(|course| course.tracks.contains(&scene.model[stage].track));
    let Some(course) = course else { return (Formula::Bool(true), Vec::new()) };
    looking.births += 1;
    let first = looking.births * 100;
    let there = beside.newborn(object);
    let mut eyes = Eyes::of(scene.places(), course.neutral, object);
    let criteria = scene.model[stage].entry.iter().flat_map(|entry| &entry.criteria);
    let judged: Vec<Formula> = criteria.map(|criterion| eyes.judge(criterion, &mut Vec::new()).fails).collect();
    let found = |number: usize| {
        let lookup = eyes.lookups.get(number)?;
        match there {
            None => None,
            _ if joined_by_roles(object, lookup.sobject) => None,
            Some(there) if reach(there, lookup.sobject).is_none() => Some(Formula::Bool(false)),
            Some(_) => Some(Formula::Found(first + number)),
        }
    };
    let refused = judged.iter().map(|fails| match asks_parents(fails) || !can_be_asked(fails, &found) {
        true => Formula::Bool(true),
        false => of(fails, &Given { values, found: &found }).unwrap_or(Formula::Bool(false)).not(),
    });
    let formula = Formula::all(refused);
    let steps = match there.filter(|_| asks_others(&formula)) {
        Some(there) => looking.answer_from(draft, there, &eyes.lookups, first),
        None => Vec::new(),
    };
    (formula, steps)
}

/// What is known of the record.
struct Given<'a> {
    values: &'a [(String, Value)],
    found: &'a dyn Fn(usize) -> Option<Formula>,
}

fn can_be_asked(formula: &Formula, found: &dyn Fn(usize) -> Option<Formula>) -> bool {
    match formula {
        Formula::Found(number) => found(*number).is_some(),
        other => other.parts().into_iter().all(|part| can_be_asked(part, found)),
    }
}

fn asks_parents(formula: &Formula) -> bool {
    matches!(formula, Formula::Field(field) if field.path.contains('.'))
        || formula.parts().into_iter().any(asks_parents)
}

/// A formula over these values instead of the fields; `None` for no value.
fn of(formula: &Formula, values: &Given<'_>) -> Option<Formula> {
    let is = |part: &Formula| of(part, values).unwrap_or(Formula::Bool(false));
    Some(match formula {
        Formula::Field(field) => return given(field, values.values),
        Formula::Found(number) => return (values.found)(*number),
        Formula::All(parts) => Formula::all(parts.iter().map(is)),
        Formula::Any(parts) => Formula::any(parts.iter().map(is)),
        Formula::Not(part) => is(part).not(),
        Formula::Compare(one, comparison, other) => match of(one, values).zip(of(other, values)) {
            Some((Formula::Number(one), Formula::Number(other))) => Formula::Bool(holds(one, *comparison, other)),
            Some((one, other)) => one.compare(*comparison, other),
            None => Formula::Bool(*comparison == Comparison::NotEqual),
        },
        Formula::Math(one, sign, other) => of(one, values)?.math(*sign, of(other, values)?),
        Formula::OneOf(field, wanted) => match of(field, values) {
            None => Formula::Bool(false),
            Some(Formula::Text(text)) => Formula::Bool(wanted.contains(&text)),
            Some(other) => other.one_of(wanted.clone()),
        },
        Formula::Call(function, arguments) => return called(function, arguments, values),
        other => other.clone(),
    })
}

fn holds(one: f64, comparison: Comparison, other: f64) -> bool {
    match comparison {
        Comparison::Equal => one == other,
        Comparison::NotEqual => one != other,
        Comparison::Less => one < other,
        Comparison::LessOrEqual => one <= other,
        Comparison::Greater => one > other,
        Comparison::GreaterOrEqual => one >= other,
    }
}

fn called(function: &'static formulas::Function, arguments: &[Formula], values: &Given<'_>) -> Option<Formula> {
    let all: Option<Vec<Formula>> = arguments.iter().map(|argument| of(argument, values)).collect();
    let is_constant = |formula: &Formula| matches!(formula, Formula::Text(_) | Formula::Number(_) | Formula::Bool(_));
    if *function == formulas::ISBLANK {
        return Some(match all.as_deref() {
            None => Formula::Bool(true),
            Some([one]) if is_constant(one) => Formula::Bool(false),
            Some([Formula::Call(text, inner)]) if **text == formulas::TEXT => {
                inner.first().map_or(Formula::Bool(true), Formula::is_blank)
            }
            Some([one]) => one.clone().is_blank(),
            Some(_) => Formula::Bool(true),
        });
    }
    match all {
        // The text of a text.
        Some(all) if *function == formulas::TEXT && all.iter().all(is_constant) => all.into_iter().next(),
        Some(all) => Some(Formula::call(function, all)),
        None => (function.yields == Yields::Always(Kind::Boolean)).then_some(Formula::Bool(false)),
    }
}

fn given(field: &Field, values: &[(String, Value)]) -> Option<Formula> {
    let value = values.iter().find(|(name, _)| *name == field.path).map(|(_, value)| value);
    match value {
        None if field.kind == Kind::Boolean => Some(Formula::Bool(false)),
        None => None,
        Some(Value::Text(text)) => Some(Formula::Text(text.clone())),
        Some(Value::Number(number)) => {
            let number: f64 = number.parse().ok()?;
            Some(Formula::Number(if field.kind == Kind::Percent { number / 100.0 } else { number }))
        }
        Some(Value::Boolean(value)) => Some(Formula::Bool(*value)),
        Some(Value::Date(day)) => Some(Formula::call(&formulas::DATEVALUE, [Formula::Text(day.clone())])),
        Some(Value::Of(name)) if name == "$GlobalConstant.EmptyString" => None,
        Some(Value::Of(name)) => Some(Formula::Global(name.clone(), field.kind)),
    }
}
