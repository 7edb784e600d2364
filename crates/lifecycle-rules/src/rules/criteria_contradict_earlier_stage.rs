//! Criteria that keep out whoever still meets those of the stage before.

use crate::Cx;
use crate::logic::{Logic, View};
use crate::part::{Part, own_tracks, part};
use lifecycle_base::{Diagnostic, Location};
use lifecycle_model::{
    ActionKind, Comparison, Condition, ConditionKind, CriterionKind, ExitKind, FieldId, FieldKind, Model, StageId,
    StageKind, Test, TrackId, Type, Value,
};
use std::collections::{BTreeMap, BTreeSet};

rule! {
    "criteria-contradict-earlier-stage", "criteria_contradict_earlier_stage.md", Criteria, Warning, fix: None,
    "a stage asks for the opposite of what the stage before it asks for"
}

/// So many criteria of a stage are compared with those of the one before.
const COMPARED: usize = 64;

pub(crate) fn check(cx: &mut Cx<'_>) {
    let model = cx.model();
    let (logic, written) = (cx.logic(), written(model));
    for (track, _) in own_tracks(model) {
        for (from, to) in steps(model, track) {
            if let Some(turn) = turn(&logic, &written, from, to) {
                report(cx, model, [from, to], &turn);
            }
        }
    }
}

/// Straight steps from one stage to the next: by an exit, or, from a stage without exits, in the order.
fn steps(model: &Model, track: TrackId) -> Vec<(StageId, StageId)> {
    let ranked: Vec<StageId> =
        model.ranked_stages(track).filter(|(_, stage)| !stage.untracked).map(|(id, _)| id).collect();
    let mut steps = Vec::new();
    for (place, id) in ranked.iter().enumerate() {
        let stage = &model[*id];
        let exits = stage.exits.iter().filter(|exit| exit.kind == ExitKind::To).filter_map(|exit| exit.target);
        let onward = exits.filter(|to| model[*to].rank > stage.rank && model[*to].track == track);
        let next = ranked.get(place + 1).filter(|_| stage.exits.is_empty() && stage.kind != StageKind::Won);
        steps.extend(onward.chain(next.copied()).map(|to| (*id, to)));
    }
    steps
}

/// The fields that automations write: those are meant to change.
fn written(model: &Model) -> BTreeSet<FieldId> {
    let actions = model.automations.values().flat_map(|automation| &automation.actions);
    let set = actions.filter_map(|action| match &action.kind {
        ActionKind::Set(assign) => Some(assign.field),
        _ => None,
    });
    set.collect()
}

/// A field that has to turn round between two stages.
struct Turn {
    field: FieldId,
    /// Where the earlier stage and the later one ask for it.
    asked: [Location; 2],
    emptied: bool,
}

fn turn(logic: &Logic<'_>, written: &BTreeSet<FieldId>, from: StageId, to: StageId) -> Option<Turn> {
    let model = logic.model();
    if model[from].ident.damaged || model[to].ident.damaged {
        return None;
    }
    let before = asked(model, from);
    let by_field = before.iter().fold(BTreeMap::<_, Vec<_>>::new(), |mut all, (field, leaf)| {
        all.entry(*field).or_default().push(*leaf);
        all
    });
    let object = model.object_of(from)?;
    asked(model, to).into_iter().filter(|(field, _)| !written.contains(field)).find_map(|(field, later)| {
        let earlier = by_field.get(&field)?.iter().find(|earlier| {
            turns(model, to, field, [earlier, later])
                && logic.never(&[
                    &logic.condition(View::From(object), earlier),
                    &logic.condition(View::From(object), later),
                ])
        })?;
        let emptied = matches!(later.kind, ConditionKind::Test(_, Test::Unknown));
        Some(Turn { field, asked: [earlier.at, later.at], emptied })
    })
}

/// What a stage asks of fields of its own records, without alternatives.
fn asked(model: &Model, stage: StageId) -> Vec<(FieldId, &Condition)> {
    let criteria = model[stage].entry.iter().flat_map(|entry| &entry.criteria).take(COMPARED);
    let mut found = Vec::new();
    for criterion in criteria {
        if let CriterionKind::Condition(condition) = &criterion.kind {
            leaves(condition, &mut found);
        }
    }
    found.retain(|(field, _)| Some(model[*field].object) == model.object_of(stage));
    found
}

fn leaves<'m>(condition: &'m Condition, found: &mut Vec<(FieldId, &'m Condition)>) {
    match &condition.kind {
        ConditionKind::All(parts) => parts.iter().for_each(|part| leaves(part, found)),
        ConditionKind::Test(field, _) => found.push((*field, condition)),
        _ => {}
    }
}

/// Whether a field goes against the way that records take: a number that was enough must fall, what was filled in must be empty. What is
/// counted down to nothing, dates that pass, what says how things stand (statuses, yes and no) and the health of customers turn by nature.
fn turns(model: &Model, to: StageId, field: FieldId, [earlier, later]: [&Condition; 2]) -> bool {
    let (ConditionKind::Test(_, earlier), ConditionKind::Test(_, later)) = (&earlier.kind, &later.kind) else {
        return false;
    };
    let field = &model[field];
    match (earlier, later) {
        (Test::Compare(rises, _), Test::Compare(Comparison::Less | Comparison::LessOrEqual, Value::Number(most))) => {
            let enough = matches!(rises, Comparison::Greater | Comparison::GreaterOrEqual | Comparison::Equal);
            field.ty.is_number() && enough && *most > 1.0 && part(model, model[to].track) != Part::Customer
        }
        (Test::Known | Test::Compare(..) | Test::In(_), Test::Unknown) => {
            !matches!(field.ty, Type::Date | Type::DateTime | Type::Boolean) && field.kind != FieldKind::Status
        }
        _ => false,
    }
}

fn report(cx: &mut Cx<'_>, model: &Model, [from, to]: [StageId; 2], turn: &Turn) {
    let (from, to) = (&model[from].ident.label, &model[to].ident.label);
    let field = &model[turn.field].ident.label;
    let must = if turn.emptied { "has to be emptied" } else { "has to fall" };
    let [earlier, later] = turn.asked;
    cx.report(
        Diagnostic::new(&RULE, later, format!("`{field}` {must} before a record goes on from `{from}` to `{to}`"))
            .label(format!("2. keeps it out of `{to}` as long as that is so"))
            .related(earlier, format!("1. lets a record in to `{from}`"))
            .help(format!(
                "correct one of the two; if `{field}` says that a record no longer fits, let it leave `{from}`: `recycle to …` or `drop to …`"
            )),
    );
}
