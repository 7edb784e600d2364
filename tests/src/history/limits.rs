//! What no CRM can do as the interpreter does it: histories leave it out.

use super::Always;
use lifecycle_model::{
    ActionKind, Assign, Automation, Condition, ConditionKind, Criterion, CriterionKind, Model, Object, Stage, StageId,
    Type, Value,
};

/// Whether an automation empties what a CRM wants filled, or creates a deal outside of the pipelines that there are, or on a stage that asks
/// what nobody can know yet.
pub(super) fn automations_do_what_no_crm_can(model: &Model, always: Always<'_>, people_are_leads: bool) -> bool {
    let empties = |assign: &Assign| {
        matches!(assign.value, Value::Null) && model[assign.field].ty != Type::Boolean && always(model, assign.field)
    };
    let in_pipeline = |stage: StageId| model[model[stage].track].pipeline.is_some();
    let has_pipelines = model.pipelines.values().next().is_some();
    // A meeting is about one deal, not also about the one that it brings.
    let brings = |automation: &Automation| {
        let of_meeting = automation.event.as_ref().and_then(|event| model.object_of_event(&event.kind));
        of_meeting == Some(Object::Meeting)
            && automation.actions.iter().any(|action| matches!(action.kind, ActionKind::Create { .. }))
    };
    if model.automations.values().any(brings) {
        return true;
    }
    let mut actions = model.automations.values().flat_map(|automation| &automation.actions);
    actions.any(|action| match &action.kind {
        ActionKind::Set(assign) => empties(assign),
        ActionKind::Create { object, stage, with } => {
            let outside = *object == Object::Deal && has_pipelines && !stage.is_some_and(in_pipeline);
            let unasked = stage.is_some_and(|stage| !can_be_asked(model, *object, &model[stage]));
            // A new lead has no account, so it belongs to nothing.
            let alone = people_are_leads && matches!(object, Object::Contact | Object::Lead);
            outside || unasked || alone || with.iter().any(empties)
        }
        _ => false,
    })
}

/// Whether a CRM can know at birth whether a stage lets a record in: it holds the stage at once, and a deal gets its contacts later.
pub(super) fn can_be_asked(model: &Model, object: Object, stage: &Stage) -> bool {
    let mut asked = Vec::new();
    for criterion in stage.entry.iter().flat_map(|entry| &entry.criteria) {
        conditions(criterion, &mut asked);
    }
    asked.into_iter().all(|condition| !asks_too_early(model, object, condition))
}

fn conditions<'m>(criterion: &'m Criterion, all: &mut Vec<&'m Condition>) {
    match &criterion.kind {
        CriterionKind::Condition(condition) => all.push(condition),
        CriterionKind::AtLeast(_, parts) => parts.iter().for_each(|part| conditions(part, all)),
        CriterionKind::Manual(_) => {}
    }
}

fn asks_too_early(model: &Model, object: Object, condition: &Condition) -> bool {
    let later = |asked: Object| object == Object::Deal && matches!(asked, Object::Contact | Object::Lead);
    match &condition.kind {
        ConditionKind::All(parts) | ConditionKind::Any(parts) => {
            parts.iter().any(|part| asks_too_early(model, object, part))
        }
        ConditionKind::Not(part) => asks_too_early(model, object, part),
        ConditionKind::Has { object: asked, .. } => later(*asked),
        ConditionKind::Stands(asked, ..) => later(*asked) || *asked == object,
        ConditionKind::Test(field, _) => later(model[*field].object),
        ConditionKind::Unresolved => false,
    }
}
