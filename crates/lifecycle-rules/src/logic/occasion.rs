//! When automations run: which share an event, and what an event says about its record.

use super::Logic;
use super::claim::{self, Variable};
use super::formula::Formula;
use lifecycle_base::Location;
use lifecycle_model::{
    Action, ActionKind, Automation, AutomationId, Event, EventKind, FieldId, Model, Object, Position, StageId, TrackId,
    Tracks,
};
use std::collections::{BTreeMap, BTreeSet};

/// A formula that is known to hold, and the place that says so.
#[derive(Clone, Debug)]
pub(crate) struct Fact<'m> {
    pub(crate) formula: Formula<'m>,
    pub(crate) at: Location,
}

/// Automations with one key may run at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Key {
    Created(Object),
    Enters(StageId),
    Leaves(StageId),
    Stays(StageId),
    Field(FieldId),
    Date(FieldId),
}

fn key(event: &Event) -> Key {
    match event.kind {
        EventKind::Created(object, _) => Key::Created(object),
        EventKind::Enters(stage) => Key::Enters(stage),
        EventKind::Leaves(stage) => Key::Leaves(stage),
        EventKind::Stays(stage, _) => Key::Stays(stage),
        EventKind::Changes(field) | EventKind::Becomes(field, _) => Key::Field(field),
        EventKind::Relative(_, _, field) => Key::Date(field),
    }
}

/// The object of the record to which an event happens.
pub(crate) fn object_of(model: &Model, event: &Event) -> Option<Object> {
    match event.kind {
        EventKind::Created(object, _) => Some(object),
        EventKind::Enters(stage) | EventKind::Leaves(stage) | EventKind::Stays(stage, _) => model.object_of(stage),
        EventKind::Changes(field) | EventKind::Becomes(field, _) | EventKind::Relative(_, _, field) => {
            Some(model[field].object)
        }
    }
}

/// The object of the record for which an automation runs.
pub(crate) fn event_object(model: &Model, id: AutomationId) -> Option<Object> {
    model[id].event.as_ref().and_then(|event| object_of(model, event))
}

/// Whether two events with one key can be one and the same: whenever the narrower happens, so does the other.
pub(crate) fn coincide(a: &Event, b: &Event) -> bool {
    match (&a.kind, &b.kind) {
        (EventKind::Becomes(_, mine), EventKind::Becomes(_, theirs)) => mine == theirs,
        (EventKind::Created(_, Some(mine)), EventKind::Created(_, Some(theirs))) => mine == theirs,
        (EventKind::Stays(_, mine), EventKind::Stays(_, theirs)) => mine == theirs,
        (EventKind::Relative(mine, before, _), EventKind::Relative(theirs, also_before, _)) => {
            mine == theirs && before == also_before
        }
        _ => true,
    }
}

/// Whether two events can be one and the same.
pub(crate) fn meet(a: &Event, b: &Event) -> bool {
    key(a) == key(b) && coincide(a, b)
}

/// What an action writes: a field, or the place in a track.
pub(crate) fn written(model: &Model, action: &Action) -> Option<Variable> {
    match &action.kind {
        ActionKind::Set(assign) => Some(Variable::Field(assign.field)),
        ActionKind::Move(stage) | ActionKind::Restart(stage) => Some(Variable::Place(model[*stage].track)),
        ActionKind::Create { .. } | ActionKind::Notify(..) | ActionKind::Task(..) => None,
    }
}

/// The automations of a project by event.
#[derive(Debug)]
pub(crate) struct Occasions<'m> {
    groups: BTreeMap<Key, Vec<AutomationId>>,
    said: Vec<Vec<Fact<'m>>>,
    pinned: Vec<Vec<Fact<'m>>>,
}

impl<'m> Occasions<'m> {
    pub(crate) fn of(logic: &Logic<'m>) -> Self {
        let model = logic.model();
        let mut groups: BTreeMap<Key, Vec<AutomationId>> = BTreeMap::new();
        let mut touched: BTreeMap<Key, BTreeSet<Variable>> = BTreeMap::new();
        let (mut said, mut pinned) = (Vec::new(), Vec::new());
        for (id, automation) in model.automations.iter() {
            let Some(event) = &automation.event else {
                said.push(Vec::new());
                pinned.push(Vec::new());
                continue;
            };
            groups.entry(key(event)).or_default().push(id);
            // What an earlier automation on the event may have changed is no longer known.
            let touched = touched.entry(key(event)).or_default();
            let mut facts = said_by_event(logic, event);
            said.push(facts.clone());
            facts.retain(|fact| fact.formula.variables().iter().all(|variable| !touched.contains(variable)));
            pinned.push(facts);
            touched.extend(automation.actions.iter().filter_map(|action| written(model, action)));
        }
        Self { groups, said, pinned }
    }

    /// Automations that share an event's key, in the order in which they apply.
    pub(crate) fn groups(&self) -> impl Iterator<Item = &[AutomationId]> {
        self.groups.values().map(Vec::as_slice)
    }

    /// What the event of an automation says about its record, when it happens.
    pub(crate) fn said(&self, automation: AutomationId) -> &[Fact<'m>] {
        self.said.get(automation.index()).map_or(&[], Vec::as_slice)
    }

    /// What the event of an automation says about its record, once earlier automations have run.
    pub(crate) fn pinned(&self, automation: AutomationId) -> &[Fact<'m>] {
        self.pinned.get(automation.index()).map_or(&[], Vec::as_slice)
    }
}

/// An automation that can be judged: its source is whole, and says when it runs.
pub(crate) fn readable(automation: &Automation) -> Option<&Event> {
    automation.event.as_ref().filter(|_| !automation.ident.damaged)
}

fn said_by_event<'m>(logic: &Logic<'m>, event: &Event) -> Vec<Fact<'m>> {
    let model = logic.model();
    let said = match &event.kind {
        EventKind::Created(_, Some(Tracks::One(track))) => Some(Formula::is_in(logic, &[*track])),
        EventKind::Created(_, Some(Tracks::Domain(domain))) => Some(Formula::is_in(logic, &model[*domain].tracks)),
        EventKind::Enters(stage) | EventKind::Stays(stage, _) => Some(Formula::stands(logic, Position::At, *stage)),
        EventKind::Leaves(stage) => {
            let gone = Formula::stands(logic, Position::At, *stage).negated();
            let domain = &model[model.domain_of(*stage)];
            // Only who is derived can be nowhere afterwards.
            Some(match domain.rollup {
                Some(_) => gone,
                None => Formula::all(vec![gone, Formula::is_in(logic, &domain.tracks)]),
            })
        }
        EventKind::Becomes(field, value) => {
            claim::of_value(&model[*field], value).map(|values| Formula::fact(*field, values))
        }
        EventKind::Relative(_, _, field) => Some(Formula::fact(*field, super::Values::known())),
        EventKind::Created(_, None) | EventKind::Changes(_) => None,
    };
    said.into_iter().map(|formula| Fact { formula, at: event.at }).collect()
}

impl<'m> Formula<'m> {
    /// That a given record is on some stage of these tracks.
    pub(crate) fn is_in(logic: &Logic<'m>, tracks: &[TrackId]) -> Self {
        let somewhere = |track: &TrackId| {
            let first = logic.model()[*track].stages.first()?;
            let none = Formula::is_on_none(logic, *first);
            Some(none.negated())
        };
        Formula::AtLeast(1, tracks.iter().filter_map(somewhere).collect())
    }
}
