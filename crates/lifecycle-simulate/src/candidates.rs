//! The values that are worth trying for a field: just below, at and above each threshold that the lifecycle tests it for, each value of
//! a list, dates inside and outside of each window, and no value at all.

use lifecycle_interpreter::{Datum, Moment, Number, RecordId, View, World};
use lifecycle_model::{
    Condition, ConditionKind, Criterion, CriterionKind, Duration, EventKind, FieldId, Model, Test, Type, Value,
};
use std::collections::BTreeMap;

/// A value to try.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Candidate {
    /// No value.
    Nothing,
    /// This.
    Is(Datum),
    /// What the model says there, so many steps on.
    Near(Value, i64),
    /// So long ago, and so many days later.
    Ago(Duration, i64),
}

/// The candidates of every field that the lifecycle tests.
pub(crate) type Candidates = BTreeMap<FieldId, Vec<Candidate>>;

/// Collects them from a model.
pub(crate) fn candidates(model: &Model) -> Candidates {
    let mut found = Candidates::new();
    let mut note = |field: FieldId, test: &Test| {
        let of_field = found.entry(field).or_default();
        for candidate in of_test(test) {
            if !of_field.contains(&candidate) {
                of_field.push(candidate);
            }
        }
    };
    for condition in conditions(model) {
        walk(condition, &mut note);
    }
    for automation in model.automations.values() {
        if let Some(EventKind::Becomes(field, value)) = automation.event.as_ref().map(|event| &event.kind) {
            note(*field, &Test::In(vec![value.clone()]));
        }
    }
    for (field, of_field) in &mut found {
        for candidate in of_type(model, *field, of_field.is_empty()) {
            if !of_field.contains(&candidate) {
                of_field.push(candidate);
            }
        }
    }
    found
}

/// Every condition of a model.
fn conditions(model: &Model) -> Vec<&Condition> {
    let mut all = Vec::new();
    for stage in model.stages.values() {
        let criteria = stage.entry.iter().flat_map(|entry| &entry.criteria);
        criteria.for_each(|criterion| of_criterion(criterion, &mut all));
        all.extend(stage.exits.iter().filter_map(|exit| exit.when.as_ref()));
        all.extend(stage.slas.iter().filter_map(|sla| sla.when.as_ref()));
    }
    all.extend(model.automations.values().flat_map(|automation| &automation.conditions));
    all.extend(model.milestones.values().filter_map(|milestone| milestone.when.as_ref()));
    all
}

/// The conditions of a criterion.
pub(crate) fn of_criterion<'m>(criterion: &'m Criterion, all: &mut Vec<&'m Condition>) {
    match &criterion.kind {
        CriterionKind::Condition(condition) => all.push(condition),
        CriterionKind::AtLeast(_, parts) => parts.iter().for_each(|part| of_criterion(part, all)),
        CriterionKind::Manual(_) => {}
    }
}

/// Visits every test of a condition.
pub(crate) fn walk(condition: &Condition, visit: &mut impl FnMut(FieldId, &Test)) {
    match &condition.kind {
        ConditionKind::All(parts) | ConditionKind::Any(parts) => parts.iter().for_each(|part| walk(part, visit)),
        ConditionKind::Not(inner) => walk(inner, visit),
        ConditionKind::Test(field, test) => visit(*field, test),
        ConditionKind::Has { filter: Some(filter), .. } => walk(filter, visit),
        ConditionKind::Has { .. } | ConditionKind::Stands(..) | ConditionKind::Unresolved => {}
    }
}

fn of_test(test: &Test) -> Vec<Candidate> {
    let near = |value: &Value| [-1, 0, 1].map(|step| Candidate::Near(value.clone(), step));
    match test {
        Test::Compare(_, value) => near(value).to_vec(),
        Test::In(values) => values.iter().map(|value| Candidate::Near(value.clone(), 0)).collect(),
        Test::Contains(value) => vec![Candidate::Near(value.clone(), 0)],
        Test::WithinLast(length) | Test::OlderThan(length) => {
            [-1, 1].map(|days| Candidate::Ago(*length, days)).to_vec()
        }
        Test::IsTrue | Test::Known | Test::Unknown => Vec::new(),
    }
}

/// What is worth trying whatever is tested: `bare` if nothing tells of a particular value.
fn of_type(model: &Model, field: FieldId, bare: bool) -> Vec<Candidate> {
    let field = &model[field];
    let choices = || (0..field.choices.len()).filter_map(|place| u32::try_from(place).ok());
    let mut all = match field.ty {
        Type::Boolean => [true, false].map(|value| Candidate::Is(Datum::Boolean(value))).to_vec(),
        Type::Picklist => choices().map(|place| Candidate::Is(Datum::Choice(place))).collect(),
        Type::MultiPicklist => choices().map(|place| Candidate::Is(Datum::Choices([place].into()))).collect(),
        Type::Date => vec![Candidate::Near(Value::Today, 0)],
        Type::DateTime => vec![Candidate::Near(Value::Now, 0)],
        _ if !bare => Vec::new(),
        Type::Number | Type::Currency | Type::Percent => vec![Candidate::Is(Datum::Number(Number(10.0)))],
        Type::Email => vec![Candidate::Is(Datum::Text("ada@example.com".into()))],
        _ => vec![Candidate::Is(Datum::Text("Example".into()))],
    };
    if field.ty.is_text() && !bare {
        all.push(Candidate::Is(Datum::Text("Something else".into())));
    }
    all.push(Candidate::Nothing);
    all
}

impl Candidate {
    /// What it is for a record at this moment.
    pub(crate) fn datum(&self, model: &Model, world: &World, record: RecordId, field: FieldId) -> Option<Datum> {
        let is_day = model[field].ty == Type::Date;
        match self {
            Candidate::Nothing => None,
            Candidate::Is(datum) => Some(datum.clone()),
            Candidate::Near(value, steps) => {
                let datum = world.value(model, View::Record(record), field, value)?;
                Some(match datum {
                    Datum::Number(Number(number)) => {
                        let step = if number.fract() == 0.0 { 1.0 } else { 0.1 };
                        Datum::Number(Number(number + step * *steps as f64))
                    }
                    Datum::Day(day) => Datum::Day(day.saturating_add(*steps)),
                    Datum::Moment(Moment(at)) => Datum::Moment(Moment(at.saturating_add(steps * 24 * 60))),
                    other => other,
                })
            }
            Candidate::Ago(length, days) => {
                let at = world.now.before(*length);
                let at = Moment(at.0.saturating_add(days * 24 * 60));
                Some(if is_day { Datum::Day(at.day()) } else { Datum::Moment(at) })
            }
        }
    }
}
