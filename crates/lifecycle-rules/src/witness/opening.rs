//! How an event comes about: the records before it, and what somebody does to them.

use super::draft::{self, Draft, Fixed, elsewhere};
use super::{Occasion, values};
use lifecycle_interpreter::{Datum, Moment, World};
use lifecycle_model::{ActionKind, AutomationId, EventKind, Model, Object, StageId, Tracks, Value};
use std::collections::BTreeMap;

/// Puts the records that an automation moves or changes where they begin.
pub(super) fn at_the_start(model: &Model, id: AutomationId, draft: &mut Draft) {
    for action in &model[id].actions {
        match &action.kind {
            ActionKind::Move(stage) | ActionKind::Restart(stage) => {
                let first = model.ranked_stages(model[*stage].track).find(|(_, stage)| !stage.untracked);
                if let Some(((first, _), object)) = first.zip(model.object_of(*stage)) {
                    let stages = &mut draft.records.entry(object).or_default().stages;
                    stages.entry(model.domain_of(*stage)).or_insert(first);
                }
            }
            ActionKind::Set(assign) => {
                draft.records.entry(model[assign.field].object).or_default();
            }
            ActionKind::Create { .. } | ActionKind::Notify(..) | ActionKind::Task(..) => {}
        }
    }
}

/// What makes a derived record come to a stage or leave it: one that it is derived from does.
pub(super) fn behind(model: &Model, event: &EventKind) -> Option<EventKind> {
    match event {
        EventKind::Enters(stage) => model[*stage].from.first().map(|from| EventKind::Enters(*from)),
        EventKind::Leaves(stage) => model[*stage].from.last().map(|from| EventKind::Leaves(*from)),
        _ => None,
    }
}

/// The record of an event right after it, what of it the event says, and the stage it has entered.
pub(super) fn starting(model: &Model, event: &EventKind) -> Option<(Object, Draft, Vec<Fixed>, Option<StageId>)> {
    let mut draft = Draft::default();
    let (object, fixed, entered) = match event {
        EventKind::Created(object, tracks) => {
            let track = tracks.and_then(|tracks| match tracks {
                Tracks::One(track) => Some(track),
                Tracks::Domain(domain) => model[domain].tracks.first().copied(),
            });
            let first = track.and_then(|track| model.ranked_stages(track).find(|(_, stage)| !stage.untracked));
            let sketch = draft.records.entry(*object).or_default();
            let fixed = first.map(|(stage, _)| {
                sketch.stages.insert(model.domain_of(stage), stage);
                Fixed::Domain(model.domain_of(stage))
            });
            (*object, fixed, first.map(|(stage, _)| stage))
        }
        EventKind::Enters(stage) | EventKind::Stays(stage, _) => {
            let object = model.object_of(*stage)?;
            draft.records.entry(object).or_default().stages.insert(model.domain_of(*stage), *stage);
            (object, Some(Fixed::Domain(model.domain_of(*stage))), Some(*stage))
        }
        EventKind::Leaves(stage) => {
            let object = model.object_of(*stage)?;
            let exits = || model[*stage].exits.iter().filter_map(|exit| exit.target).filter(|target| target != stage);
            // Who has left the funnel is moved no more.
            let exit = exits().find(|target| model[*target].rank.is_some()).or_else(|| exits().next());
            let to = exit.or_else(|| elsewhere(model, *stage))?;
            draft.records.entry(object).or_default().stages.insert(model.domain_of(*stage), to);
            (object, None, None)
        }
        EventKind::Changes(field) => {
            let object = model[*field].object;
            draft.records.entry(object).or_default().fields.insert(*field, values::known(model, *field));
            (object, None, None)
        }
        EventKind::Becomes(field, value) => {
            let object = model[*field].object;
            let sketch = draft.records.entry(object).or_default();
            match datum(model, *field, value) {
                Some(datum) => sketch.fields.insert(*field, datum),
                None => sketch.fields.remove(field),
            };
            (object, Some(Fixed::Field(*field)), None)
        }
        EventKind::Relative(_, _, field) => {
            let object = model[*field].object;
            draft.records.entry(object).or_default().fields.insert(*field, values::known(model, *field));
            (object, Some(Fixed::Field(*field)), None)
        }
    };
    Some((object, draft, fixed.into_iter().collect(), entered))
}

pub(super) fn datum(model: &Model, field: lifecycle_model::FieldId, value: &Value) -> Option<Datum> {
    let world = World::at(Moment::of_day(draft::TODAY));
    world.value(model, lifecycle_interpreter::View::Anywhere, field, value)
}

/// The records before the event, and what makes it happen.
pub(super) fn undo(
    model: &Model,
    mut draft: Draft,
    id: AutomationId,
    event: &EventKind,
    object: Object,
) -> Option<(Draft, Occasion)> {
    let occasion = match event {
        EventKind::Created(object, _) => {
            let sketch = draft.records.remove(object)?;
            let stage = sketch.stages.values().next().copied();
            Occasion::Create(*object, stage, sketch.fields.into_iter().collect())
        }
        EventKind::Enters(stage) => {
            let domain = model.domain_of(*stage);
            let stages = &mut draft.records.get_mut(&object)?.stages;
            match elsewhere(model, *stage) {
                Some(before) => stages.insert(domain, before),
                None => stages.remove(&domain),
            };
            Occasion::Put(*stage)
        }
        EventKind::Leaves(stage) => {
            let to = draft.records.get_mut(&object)?.stages.insert(model.domain_of(*stage), *stage)?;
            (to != *stage).then_some(Occasion::Put(to))?
        }
        EventKind::Changes(field) | EventKind::Becomes(field, _) => {
            let fields: &mut BTreeMap<_, _> = &mut draft.records.get_mut(&object)?.fields;
            let after = fields.remove(field);
            if after.is_none() {
                fields.insert(*field, values::known(model, *field));
            }
            Occasion::Change(*field, after)
        }
        EventKind::Stays(..) | EventKind::Relative(..) => Occasion::Due(id),
    };
    Some((draft, occasion))
}
