//! The fields to fill in while a record is on a stage.

use crate::salesforce::schema::Schema;
use lifecycle_model::{
    Condition, ConditionKind, Criterion, CriterionKind, ExitKind, FieldId, Model, StageId, Test, Value,
};
use lifecycle_targets::salesforce::limits::KEY_FIELDS;
use lifecycle_targets::salesforce::objects::SObject;
use std::collections::BTreeSet;

/// Fields of the object itself that nobody fills in on the way: parts of a name, and what the org sets.
///
/// Source: unconfirmed.
const NOT_FILLED_IN: [&str; 6] = ["CreatedDate", "FirstName", "LastName", "Name", "OwnerId", "Subject"];

/// Those that the criteria of the next stages ask for, then those of the stage's own, then the reason, up to five.
pub(super) fn key_fields<'s>(model: &Model, schema: &'s Schema, id: StageId, object: &SObject) -> Vec<&'s str> {
    let stage = &model[id];
    let next = stage.exits.iter().filter(|exit| exit.kind == ExitKind::To).filter_map(|exit| exit.target);
    let mut asked = Vec::new();
    for stage in next.chain([id]) {
        for criterion in model[stage].entry.iter().flat_map(|entry| &entry.criteria) {
            of_criterion(criterion, &mut asked);
        }
    }
    let reason =
        stage.exits.iter().any(|exit| !exit.reasons.is_empty()).then(|| schema.reason(stage.track, object)).flatten();
    let subject = model.object_of(id);
    let own = asked.into_iter().filter(|field| Some(model[*field].object) == subject);
    let own = own.filter_map(|field| schema.field(field, object)).filter(|name| !NOT_FILLED_IN.contains(name));
    let room = KEY_FIELDS.max - usize::from(reason.is_some());
    let mut seen = BTreeSet::new();
    own.filter(|name| seen.insert(*name)).take(room).chain(reason).collect()
}

fn of_criterion(criterion: &Criterion, found: &mut Vec<FieldId>) {
    match &criterion.kind {
        CriterionKind::Condition(condition) => of_condition(condition, found),
        CriterionKind::AtLeast(_, parts) => parts.iter().for_each(|part| of_criterion(part, found)),
        CriterionKind::Manual(_) => {}
    }
}

fn of_condition(condition: &Condition, found: &mut Vec<FieldId>) {
    match &condition.kind {
        ConditionKind::All(parts) | ConditionKind::Any(parts) => {
            parts.iter().for_each(|part| of_condition(part, found))
        }
        ConditionKind::Not(inner) => of_condition(inner, found),
        ConditionKind::Test(field, test) => {
            found.push(*field);
            if let Test::Compare(_, Value::Field(other)) = test {
                found.push(*other);
            }
        }
        ConditionKind::Has { .. } | ConditionKind::Stands(..) | ConditionKind::Unresolved => {}
    }
}
