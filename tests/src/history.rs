//! What happens to one account, at random, and what becomes of its records by the reference interpreter: what a CRM has to do alike.

mod limits;

use crate::mutate::Random;
use lifecycle_interpreter::{Datum, Index, Moment, RecordId, Refusal, Rest, Run, World};
use lifecycle_model::{
    ActionKind, AutomationId, DomainId, ExitKind, FieldId, Model, Object, Stage, StageId, StageKind, Track, TrackId,
    Type,
};
use lifecycle_simulate::Plan;
use limits::{automations_do_what_no_crm_can, can_be_asked};
use std::collections::{BTreeMap, BTreeSet};

/// Something that people do, with all that follows from it.
#[derive(Debug)]
pub struct Event {
    /// What they do.
    pub deed: Deed,
    /// Why it may not be; then nothing has happened.
    pub refused: Option<Refusal>,
    /// The account afterwards.
    pub world: World,
}

/// What people do.
#[derive(Clone, Debug)]
pub enum Deed {
    /// They create a record of the account, perhaps on a stage.
    Create(RecordId, Option<StageId>, BTreeMap<FieldId, Datum>),
    /// They give a field a value, or take it away.
    Write(RecordId, FieldId, Option<Datum>),
    /// They put a record on a stage, perhaps for a reason.
    Put(RecordId, StageId, Option<String>),
}

/// The fields that a CRM wants to have a value at all times.
pub type Always<'a> = &'a dyn Fn(&Model, FieldId) -> bool;

/// Draws histories of a model.
pub struct Historian<'m> {
    model: &'m Model,
    index: Index,
    plan: Plan<'m>,
    always: Always<'m>,
    people_are_leads: bool,
    random: Random,
    world: World,
    /// The records that people have created: those of automations have no name by which others could call them.
    known: BTreeSet<RecordId>,
}

impl<'m> Historian<'m> {
    /// A historian of a model, in a CRM that keeps people as leads or does not; `None` if nothing has a lifecycle in it, or
    /// automations do what no CRM can.
    pub fn new(model: &'m Model, always: Always<'m>, people_are_leads: bool, seed: u64, start: Moment) -> Option<Self> {
        let plan = Plan::new(model).ok()?;
        if automations_do_what_no_crm_can(model, always, people_are_leads) {
            return None;
        }
        let index = Index::of(model);
        Some(Self {
            model,
            index,
            plan,
            always,
            people_are_leads,
            random: Random::new(seed),
            world: World::at(start),
            known: BTreeSet::new(),
        })
    }

    /// A history of so many events at most. It ends before anything that depends on the order of automations, or never ends.
    pub fn write(mut self, length: usize) -> Vec<Event> {
        let mut events = Vec::new();
        let on = |object| self.model.domains.values().any(|domain| domain.object == Some(object));
        let person = if on(Object::Lead) { Object::Lead } else { Object::Contact };
        for object in [Object::Company, person] {
            match self.create(object, None) {
                Some(event) => events.push(event),
                None => return events,
            }
        }
        for _ in 0..length {
            match self.next() {
                Some(event) => events.push(event),
                None => break,
            }
        }
        events
    }

    /// `None` when the history cannot go on.
    fn next(&mut self) -> Option<Event> {
        // What nobody can do here is tried no further.
        for _ in 0..20 {
            let deed = match self.random.below(10) {
                0 => match self.some_creation() {
                    Some((object, stage)) => return self.create(object, stage),
                    None => None,
                },
                1..4 => self.some_change(),
                4..6 => self.some_progress(),
                _ => self.some_step(),
            };
            if let Some(deed) = deed {
                return self.follow(deed);
            }
        }
        None
    }

    /// A deal or ticket in one of its tracks, or a meeting if anything reacts to that.
    fn some_creation(&mut self) -> Option<(Object, Option<StageId>)> {
        let (model, meetings) = (self.model, self.plan.awaited().iter().any(|(object, _)| *object == Object::Meeting));
        let of_track = |(id, track): (TrackId, &Track)| {
            let object = model[track.domain].object.filter(|_| model[track.domain].rollup.is_none())?;
            // A CRM has no deal outside of a pipeline.
            let begins = object == Object::Ticket || (object == Object::Deal && track.pipeline.is_some());
            begins.then_some((object, Some(id)))
        };
        let mut new: Vec<(Object, Option<TrackId>)> = model.tracks.iter().filter_map(of_track).collect();
        new.extend(meetings.then_some((Object::Meeting, None)));
        let (object, track) = *self.random.pick(&new)?;
        // The roles of a deal name contacts that people know, and a meeting is about a deal or ticket that they know.
        let all_known = self.world.records().all(|(id, _)| self.known.contains(&id));
        if object != Object::Ticket && !all_known {
            return None;
        }
        // A meeting is about one deal.
        if self.count(object) >= 3 || (object == Object::Meeting && self.count(Object::Deal) > 1) {
            return None;
        }
        let stages = track.into_iter().flat_map(|track| model.ranked_stages(track));
        let stages: Vec<StageId> = stages
            .filter(|(_, stage)| can_be_chosen(stage) && can_be_asked(model, object, stage))
            .map(|(id, _)| id)
            .collect();
        let stage = match self.random.below(2) {
            0 => stages.first().copied(),
            _ => self.random.pick(&stages).copied(),
        };
        (stage.is_some() || object == Object::Meeting).then_some((object, stage))
    }

    fn count(&self, object: Object) -> usize {
        self.world.records().filter(|(_, record)| record.object == object).count()
    }

    /// A new record of the account: it belongs to all others. Leads have no account, only meetings.
    fn join(&self, world: &mut World, object: Object) -> RecordId {
        let record = world.add(object);
        let others: Vec<(RecordId, Object)> = world.records().map(|(id, it)| (id, it.object)).collect();
        let is_lead = |object| object == Object::Lead || (object == Object::Contact && self.people_are_leads);
        let strangers =
            |one, other| is_lead(one) != is_lead(other) && one != Object::Meeting && other != Object::Meeting;
        for (other, its) in others {
            if other != record && !strangers(object, its) {
                world.relate(record, other);
            }
        }
        record
    }

    fn some_record(&mut self, wanted: impl Fn(Object) -> bool) -> Option<RecordId> {
        let known = self.world.records().filter(|(id, record)| self.known.contains(id) && wanted(record.object));
        let all: Vec<RecordId> = known.map(|(id, _)| id).collect();
        self.random.pick(&all).copied()
    }

    fn some_change(&mut self) -> Option<Deed> {
        let record = self.some_record(|object| object != Object::Meeting)?;
        let object = self.world.get(record)?.object;
        let model = self.model;
        let fields: Vec<FieldId> =
            self.plan.asked().filter(|id| model[*id].object == object && is_plain(model[*id].ty)).collect();
        let field = *self.random.pick(&fields)?;
        let mut values = self.plan.values(&self.world, record, field);
        values.retain(|value| value.is_some() || !(self.always)(model, field));
        let value = self.random.pick(&values)?.clone();
        (self.world.datum(record, field) != value.as_ref()).then_some(Deed::Write(record, field, value))
    }

    /// A value that brings a record nearer to a stage where it may go.
    fn some_progress(&mut self) -> Option<Deed> {
        let record = self.some_record(|object| !matches!(object, Object::Company | Object::Meeting))?;
        let places: Vec<StageId> = self.world.get(record)?.places.values().map(|place| place.stage).collect();
        let here = *self.random.pick(&places)?;
        let next =
            self.model[here].exits.iter().filter(|exit| exit.kind == ExitKind::To).find_map(|exit| exit.target)?;
        let refusing = |world: &World| world.refusing(self.model, record, next).len();
        let before = refusing(&self.world);
        for _ in 0..10 {
            let Some(Deed::Write(changed, field, datum)) = self.some_change() else { continue };
            let mut world = self.world.clone();
            if let Some(datum) = datum.clone() {
                world.fill(changed, field, datum);
            }
            if refusing(&world) < before {
                return Some(Deed::Write(changed, field, datum));
            }
        }
        None
    }

    /// Mostly a step that a way leads to, sometimes any.
    fn some_step(&mut self) -> Option<Deed> {
        let record = self.some_record(|object| object != Object::Company)?;
        let places: Vec<(DomainId, StageId)> =
            self.world.get(record)?.places.iter().map(|(id, place)| (*id, place.stage)).collect();
        let (domain, here) = *self.random.pick(&places)?;
        if self.model[domain].rollup.is_some() {
            return None;
        }
        let track = self.model[here].track;
        let exits: Vec<_> = self.model[here].exits.iter().filter(|exit| exit.target.is_some()).collect();
        let any: Vec<StageId> = self.model[track].stages.clone();
        let (stage, reasons) = match self.random.pick(&exits) {
            Some(exit) if self.random.below(4) > 0 => (exit.target?, exit.reasons.clone()),
            _ => (*self.random.pick(&any)?, Vec::new()),
        };
        if stage == here || !can_be_chosen(&self.model[stage]) || self.model[stage].track != track {
            return None;
        }
        let reason = self.random.pick(&reasons).map(|reason| reason.text.to_string());
        let reason = reason.filter(|_| self.random.below(5) > 0);
        Some(Deed::Put(record, stage, reason))
    }

    /// Creates a record with the fields that it must have and some others.
    fn create(&mut self, object: Object, stage: Option<StageId>) -> Option<Event> {
        let mut fields = BTreeMap::new();
        let mut world = self.world.clone();
        let record = self.join(&mut world, object);
        for (id, field) in self.model.fields.iter().filter(|(_, field)| field.object == object && is_plain(field.ty)) {
            let asked = self.plan.values(&world, record, id);
            let mut values: Vec<Datum> = asked.into_iter().flatten().collect();
            let needed = (self.always)(self.model, id);
            if values.is_empty() && needed {
                values.push(fallback(field.ty, world.now));
            }
            if let Some(value) = self.random.pick(&values).cloned()
                && (needed || self.random.below(2) == 0)
            {
                fields.insert(id, value);
            }
        }
        fields.iter().for_each(|(field, datum)| world.fill(record, *field, datum.clone()));
        let deed = Deed::Create(record, stage, fields);
        let run = Run::new(self.model, &self.index, world.clone());
        if let Some(refused) = stage.and_then(|stage| run.refuses_by_hand(record, stage, None)) {
            return Some(Event { deed, refused: Some(refused), world: self.world.clone() });
        }
        self.world = world;
        self.known.insert(record);
        self.follow(deed)
    }

    /// What becomes of the account; `None` if that depends on the order of automations.
    fn follow(&mut self, deed: Deed) -> Option<Event> {
        if let Deed::Put(record, stage, reason) = &deed {
            let run = Run::new(self.model, &self.index, self.world.clone());
            if let Some(refused) = run.refuses_by_hand(*record, *stage, reason.as_deref()) {
                return Some(Event { deed, refused: Some(refused), world: self.world.clone() });
            }
        }
        let (world, ran) = self.settled(&deed, |run| run)?;
        if self.lacks_what_is_wanted(&world) {
            return None;
        }
        if self.settled(&deed, |run| run.eagerly())?.0 != world {
            return None;
        }
        let ran: Vec<AutomationId> = ran.into_iter().collect();
        for (place, one) in ran.iter().enumerate() {
            for other in ran.iter().skip(place + 1) {
                if self.settled(&deed, |run| run.with_swapped(*one, *other))?.0 != world {
                    return None;
                }
            }
        }
        self.world = world.clone();
        Some(Event { deed, refused: None, world })
    }

    /// Whether a record lacks what a CRM wants filled, though people have filled it or an automation means to.
    fn lacks_what_is_wanted(&self, world: &World) -> bool {
        let assigns = |field: FieldId| {
            let actions = self.model.automations.values().flat_map(|automation| &automation.actions);
            let mut creations = actions.filter_map(|action| match &action.kind {
                ActionKind::Create { with, .. } => Some(with),
                _ => None,
            });
            creations.any(|with| with.iter().any(|assign| assign.field == field))
        };
        let wanted =
            self.model.fields.iter().filter(|(id, field)| field.ty != Type::Boolean && (self.always)(self.model, *id));
        let wanted: Vec<(FieldId, Object)> = wanted.map(|(id, field)| (id, field.object)).collect();
        world.records().any(|(id, record)| {
            let mut own = wanted.iter().filter(|(_, object)| *object == record.object).map(|(field, _)| *field);
            own.any(|field| !record.fields.contains_key(&field) && (self.known.contains(&id) || assigns(field)))
        })
    }

    /// The account afterwards, and the automations that ran, if nothing else is asked of the run.
    fn settled(
        &self,
        deed: &Deed,
        in_a_way: impl FnOnce(Run<'_>) -> Run<'_>,
    ) -> Option<(World, BTreeSet<AutomationId>)> {
        let mut run = in_a_way(Run::new(self.model, &self.index, self.world.clone()));
        match deed {
            Deed::Create(record, stage, _) => run.created(*record, *stage),
            Deed::Write(record, field, datum) => run.write(*record, *field, datum.clone()),
            Deed::Put(record, stage, reason) => {
                run.send(
                    *record,
                    *stage,
                    reason.as_ref().map(Into::into),
                    self.rest(*record, *stage, reason.as_deref()),
                );
            }
        }
        run.settle().ok()?;
        let ran = run.ran().clone();
        Some((run.into_world(), ran))
    }

    /// How long a record rests that is sent to a stage: it does if a `recycle` leads there.
    fn rest(&self, record: RecordId, stage: StageId, reason: Option<&str>) -> Option<Rest> {
        let here = self.world.place(record, self.model.domain_of(stage))?.stage;
        let mut leading = self.model[here].exits.iter().filter(|exit| exit.target == Some(stage));
        let exit = leading.find(|exit| exit.kind == ExitKind::Recycle)?;
        let after = exit.reasons.iter().find(|known| Some(known.text.as_str()) == reason).and_then(|known| known.after);
        Some(after.map_or(Rest::UntilChange, |after| Rest::Until(self.world.now.after(after))))
    }
}

/// Whether people can choose a stage in the CRM.
fn can_be_chosen(stage: &Stage) -> bool {
    !stage.untracked && stage.kind != StageKind::Retired
}

fn is_plain(ty: Type) -> bool {
    !matches!(ty, Type::User | Type::Product | Type::Error)
}

fn fallback(ty: Type, now: Moment) -> Datum {
    match ty {
        Type::Boolean => Datum::Boolean(false),
        Type::Date => Datum::Day(now.day()),
        Type::DateTime => Datum::Moment(now),
        Type::Number | Type::Currency | Type::Percent => Datum::Number(lifecycle_interpreter::Number(1.0)),
        Type::Picklist => Datum::Choice(0),
        _ => Datum::Text("Example".into()),
    }
}
