//! A status that is only another name for the stage.

use crate::Cx;
use lifecycle_base::{Diagnostic, Location};
use lifecycle_model::{ActionKind, Automation, FieldId, FieldKind, Model, StageId, TrackId, Value};
use std::collections::BTreeMap;

rule! {
    "status-moves-with-stage", "status_moves_with_stage.md", Automation, Warning, fix: None,
    "automations write status and stage together, each value with its own stage"
}

/// A stage and a status value written by one automation, and where.
type Pair = (StageId, u32, Location, Location);

pub(crate) fn check(cx: &mut Cx<'_>) {
    let model = cx.model();
    let mut pairs: BTreeMap<(FieldId, TrackId), Vec<Pair>> = BTreeMap::new();
    let mut written: BTreeMap<FieldId, usize> = BTreeMap::new();
    for automation in model.automations.values().filter(|automation| !automation.ident.damaged) {
        for (field, value, at) in statuses(model, automation) {
            *written.entry(field).or_default() += 1;
            let Some(value) = value else { continue };
            for (stage, moved) in moves(model, automation, field) {
                pairs.entry((field, model[stage].track)).or_default().push((stage, value, at, moved));
            }
        }
    }
    for ((field, _), pairs) in pairs {
        // Whatever else sets the status has a meaning that the stage has not.
        if written.get(&field) == Some(&pairs.len()) && is_copy(&pairs) {
            report(cx, model, field, &pairs);
        }
    }
}

/// The statuses an automation sets, to which value, and where.
fn statuses(model: &Model, automation: &Automation) -> Vec<(FieldId, Option<u32>, Location)> {
    let sets = automation.actions.iter().filter_map(|action| match &action.kind {
        ActionKind::Set(assign) => Some((assign, action.at)),
        _ => None,
    });
    let statuses = sets.filter(|(assign, _)| model[assign.field].kind == FieldKind::Status);
    statuses
        .map(|(assign, at)| match assign.value {
            Value::Choice(_, index) => (assign.field, Some(index), at),
            _ => (assign.field, None, at),
        })
        .collect()
}

/// The stages to which an automation takes the records whose status it sets.
fn moves(model: &Model, automation: &Automation, field: FieldId) -> Vec<(StageId, Location)> {
    let actions = automation.actions.iter().filter_map(|action| match &action.kind {
        ActionKind::Move(stage) | ActionKind::Restart(stage) => Some((*stage, action.at)),
        _ => None,
    });
    actions.filter(|(stage, _)| model.object_of(*stage) == Some(model[field].object)).collect()
}

/// Whether each stage has one value and each value one stage, and there are several.
fn is_copy(pairs: &[Pair]) -> bool {
    let mut values: BTreeMap<StageId, u32> = BTreeMap::new();
    let mut stages: BTreeMap<u32, StageId> = BTreeMap::new();
    let one_to_one = pairs.iter().all(|(stage, value, ..)| {
        *values.entry(*stage).or_insert(*value) == *value && *stages.entry(*value).or_insert(*stage) == *stage
    });
    one_to_one && values.len() > 1
}

fn report(cx: &mut Cx<'_>, model: &Model, field: FieldId, pairs: &[Pair]) {
    let Some((_, _, at, _)) = pairs.first() else { return };
    let status = &model[field].ident;
    let message = format!("`{}` is only another name for the stage: each value comes with its own", status.label);
    let found = Diagnostic::new(&RULE, *at, message).label("set together with the stage, here and everywhere");
    let found = pairs.iter().take(3).fold(found, |found, (stage, value, _, moved)| {
        let choice = model[field].choices.get(*value as usize).map_or("", |choice| choice.label.as_str());
        found.related(*moved, format!("`{}` always comes with `{choice}`", model[*stage].ident.label))
    });
    cx.report(found.help(
        "let the status say what is being done while a record is on its stage (New, Working, Waiting), or remove these lines",
    ));
}
