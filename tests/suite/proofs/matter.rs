//! What of a small world anything can depend on: the fields that are asked for, their values, and when two worlds are one.

use lifecycle_driver::interpreter::{Datum, Number, World};
use lifecycle_model::{ActionKind, Condition, ConditionKind, CriterionKind, EventKind, FieldId, Model, Type, Value};
use std::collections::BTreeSet;

/// What of a world anything can depend on: not when, only where and what.
pub(super) fn key(world: &World) -> Vec<u32> {
    let mut key = Vec::new();
    for (_, record) in world.records() {
        key.push(1_000 + record.object as u32);
        for (field, datum) in &record.fields {
            key.extend([field.index() as u32, number(datum)]);
        }
        for (domain, place) in &record.places {
            let held = place.held_from.map_or(0, |stage| stage.index() as u32 + 1);
            key.extend([2_000 + domain.index() as u32, place.stage.index() as u32, held]);
        }
    }
    key
}

fn number(datum: &Datum) -> u32 {
    match datum {
        Datum::Boolean(yes) => u32::from(*yes),
        Datum::Number(Number(number)) => *number as u32,
        Datum::Choice(index) => *index,
        other => unreachable!("{other:?} is not in these worlds"),
    }
}

pub(super) fn values(model: &Model, field: FieldId) -> Vec<Option<Datum>> {
    let values = match model[field].ty {
        Type::Boolean => [true, false].map(Datum::Boolean).to_vec(),
        Type::Number => [0.0, 1.0, 2.0, 3.0].map(|number| Datum::Number(Number(number))).to_vec(),
        Type::Picklist => (0..model[field].choices.len() as u32).map(Datum::Choice).collect(),
        other => unreachable!("{other:?} is not in these worlds"),
    };
    std::iter::once(None).chain(values.into_iter().map(Some)).collect()
}

/// The fields that some condition, event or action names.
pub(super) fn asked_or_set(model: &Model) -> BTreeSet<FieldId> {
    let mut found = BTreeSet::new();
    for automation in model.automations.values() {
        if let Some(EventKind::Changes(field) | EventKind::Becomes(field, _)) =
            automation.event.as_ref().map(|event| &event.kind)
        {
            found.insert(*field);
        }
        automation.conditions.iter().for_each(|condition| of_condition(condition, &mut found));
        for action in &automation.actions {
            if let ActionKind::Set(assign) = &action.kind {
                found.insert(assign.field);
                assert!(!matches!(assign.value, Value::Field(_)));
            }
        }
    }
    for stage in model.stages.values() {
        for criterion in stage.entry.iter().flat_map(|entry| &entry.criteria) {
            if let CriterionKind::Condition(condition) = &criterion.kind {
                of_condition(condition, &mut found);
            }
        }
        stage.exits.iter().filter_map(|exit| exit.when.as_ref()).for_each(|when| of_condition(when, &mut found));
    }
    found
}

fn of_condition(condition: &Condition, found: &mut BTreeSet<FieldId>) {
    match &condition.kind {
        ConditionKind::All(parts) | ConditionKind::Any(parts) => {
            parts.iter().for_each(|part| of_condition(part, found));
        }
        ConditionKind::Not(inner) => of_condition(inner, found),
        ConditionKind::Test(field, _) => {
            found.insert(*field);
        }
        ConditionKind::Has { filter, .. } => filter.iter().for_each(|filter| of_condition(filter, found)),
        ConditionKind::Stands(..) | ConditionKind::Unresolved => {}
    }
}
