//! What a run asks of a model again and again.

use crate::condition::View;
use crate::run::Occurrence;
use crate::world::{RecordId, World};
use lifecycle_model::{AutomationId, DomainId, EventKind, FieldId, Model, Object, StageId, Tracks, Type};
use std::collections::BTreeMap;

/// What an event is about, by which automations are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Created,
    Entered(StageId),
    Left(StageId),
    Field(FieldId),
}

/// Automations by their events, domains by their objects, derived stages by their sources.
#[derive(Debug)]
pub struct Index {
    automations: BTreeMap<Key, Vec<AutomationId>>,
    domains: BTreeMap<Object, Vec<DomainId>>,
    derived: Vec<DomainId>,
    derivations: BTreeMap<DomainId, BTreeMap<StageId, StageId>>,
    products: BTreeMap<Object, FieldId>,
}

impl Index {
    /// The index of a model.
    pub fn of(model: &Model) -> Self {
        let mut automations: BTreeMap<Key, Vec<AutomationId>> = BTreeMap::new();
        for (id, automation) in model.automations.iter() {
            let Some(event) = &automation.event else { continue };
            let key = match &event.kind {
                EventKind::Created(..) => Key::Created,
                EventKind::Enters(stage) => Key::Entered(*stage),
                EventKind::Leaves(stage) => Key::Left(*stage),
                EventKind::Changes(field) | EventKind::Becomes(field, _) => Key::Field(*field),
                // Their time comes by itself.
                EventKind::Stays(..) | EventKind::Relative(..) => continue,
            };
            automations.entry(key).or_default().push(id);
        }
        let mut domains: BTreeMap<Object, Vec<DomainId>> = BTreeMap::new();
        let mut derived = Vec::new();
        let mut derivations: BTreeMap<DomainId, BTreeMap<StageId, StageId>> = BTreeMap::new();
        for (id, domain) in model.domains.iter() {
            if domain.rollup.is_some() {
                derived.push(id);
                let stages = domain.tracks.iter().flat_map(|track| model.stages_of(*track));
                let pairs = stages.flat_map(|(id, stage)| stage.from.iter().map(move |from| (*from, id)));
                derivations.insert(id, pairs.collect());
            } else if let Some(object) = domain.object {
                domains.entry(object).or_default().push(id);
            }
        }
        let products = Object::ALL.into_iter().filter_map(|object| Some((object, product_field(model, object)?)));
        Self { automations, domains, derived, derivations, products: products.collect() }
    }

    /// The automations that an occurrence starts, in file order.
    pub(crate) fn automations(&self, model: &Model, world: &World, occurrence: &Occurrence) -> Vec<AutomationId> {
        let key = match occurrence {
            Occurrence::Created(_) => Key::Created,
            Occurrence::Entered(_, stage) => Key::Entered(*stage),
            Occurrence::Left(_, stage) => Key::Left(*stage),
            Occurrence::Changed(_, field, _) => Key::Field(*field),
            Occurrence::Due(record, id) => {
                return Some(*id).filter(|id| still_waits(model, world, *record, *id)).into_iter().collect();
            }
        };
        let found = self.automations.get(&key).into_iter().flatten().copied();
        let starts = |id: &AutomationId| {
            model[*id].event.as_ref().is_some_and(|event| matches(model, world, &event.kind, occurrence))
        };
        found.filter(starts).collect()
    }

    /// The domains in which records of an object move by themselves or are moved.
    pub(crate) fn domains(&self, object: Object) -> &[DomainId] {
        self.domains.get(&object).map_or(&[], Vec::as_slice)
    }

    /// The domains that follow others.
    pub(crate) fn derived(&self) -> &[DomainId] {
        &self.derived
    }

    /// Which stage of a derived domain stands for which of its source.
    pub(crate) fn derivation(&self, domain: DomainId) -> &BTreeMap<StageId, StageId> {
        static NONE: BTreeMap<StageId, StageId> = BTreeMap::new();
        self.derivations.get(&domain).unwrap_or(&NONE)
    }

    pub(crate) fn product(&self, object: Object) -> Option<FieldId> {
        self.products.get(&object).copied()
    }
}

/// Whether an event is one that an occurrence is. By its turn, it must still be so: of a record that has moved on in the meantime nobody
/// hears that it has entered.
fn matches(model: &Model, world: &World, event: &EventKind, occurrence: &Occurrence) -> bool {
    let is_at = |record: &RecordId, stage: &StageId| {
        world.place(*record, model.domain_of(*stage)).is_some_and(|place| place.stage == *stage)
    };
    match (event, occurrence) {
        (EventKind::Created(object, tracks), Occurrence::Created(record)) => {
            let within = |tracks: &Tracks| match tracks {
                Tracks::One(track) => {
                    let place = world.place(*record, model[*track].domain);
                    place.is_some_and(|place| model[place.stage].track == *track)
                }
                Tracks::Domain(domain) => world.place(*record, *domain).is_some(),
            };
            world.get(*record).is_some_and(|it| it.object == *object) && tracks.as_ref().is_none_or(within)
        }
        (EventKind::Enters(stage), Occurrence::Entered(record, entered)) => stage == entered && is_at(record, stage),
        (EventKind::Leaves(stage), Occurrence::Left(record, left)) => stage == left && !is_at(record, stage),
        (EventKind::Changes(field), Occurrence::Changed(_, changed, _)) => field == changed,
        (EventKind::Becomes(field, value), Occurrence::Changed(record, changed, now)) => {
            let wanted = world.value(model, View::Record(*record), *field, value);
            field == changed && wanted == *now && wanted.as_ref() == world.datum(*record, *field)
        }
        _ => false,
    }
}

/// Whether a record is still where an automation has waited for it to stay.
fn still_waits(model: &Model, world: &World, record: RecordId, automation: AutomationId) -> bool {
    match model[automation].event.as_ref().map(|event| &event.kind) {
        Some(EventKind::Stays(stage, _)) => {
            world.place(record, model.domain_of(*stage)).is_some_and(|place| place.stage == *stage)
        }
        _ => true,
    }
}

/// The product field of an object.
fn product_field(model: &Model, object: Object) -> Option<FieldId> {
    model.fields.iter().find(|(_, field)| field.object == object && field.ty == Type::Product).map(|(id, _)| id)
}
