//! What people and the world do to records: what a run is told, as against what follows from it.
//!
//! Call [`Run::settle`](crate::Run::settle) when everything that happens at one moment has been told.

use crate::datum::Datum;
use crate::run::{Occurrence, Run};
use crate::time::Moment;
use crate::trace::Cause;
use crate::world::{RecordId, Rest, World};
use lifecycle_model::{AutomationId, DomainId, FieldId, Model, Object, StageId};
use smol_str::SmolStr;

impl World {
    /// A record of this account: it belongs to all others.
    pub fn join(&mut self, object: Object) -> RecordId {
        let record = self.add(object);
        self.ids().for_each(|other| self.relate(record, other));
        record
    }

    /// Says what a field holds, as a fact that nothing reacts to.
    pub fn fill(&mut self, record: RecordId, field: FieldId, datum: Datum) {
        if let Some(it) = self.get_mut(record) {
            it.fields.insert(field, datum);
        }
    }

    /// The moment that a date field of a record holds.
    pub fn moment(&self, record: RecordId, field: FieldId) -> Option<Moment> {
        self.moment_of(record, field)
    }
}

impl<'m> Run<'m> {
    /// The rules of the run.
    pub fn model(&self) -> &'m Model {
        self.model
    }

    /// The records, to say what is a fact about them.
    pub fn world_mut(&mut self) -> &mut World {
        &mut self.world
    }

    /// Puts a record where it already is, as a fact that nothing reacts to.
    pub fn arrange(&mut self, record: RecordId, stage: StageId, since: Moment) {
        let now = std::mem::replace(&mut self.world.now, since);
        self.enter(record, stage, Cause::Outside);
        self.world.now = now;
        self.forget();
    }

    /// Lets derived domains follow what has been arranged.
    pub fn follow(&mut self) {
        // A derived domain may follow another one.
        for _ in self.model.domains.values() {
            self.roll_up();
        }
        self.forget();
    }

    /// A person or another system has created a record, perhaps on a stage; [`World::join`] has made it.
    pub fn created(&mut self, record: RecordId, stage: Option<StageId>) {
        self.begin(record, stage, Cause::Outside);
    }

    /// A field gets another value.
    pub fn write(&mut self, record: RecordId, field: FieldId, datum: Option<Datum>) {
        self.set(record, field, datum, Cause::Outside);
    }

    /// A person moves a record forward, as far as the rules let them.
    pub fn advance_by_hand(&mut self, record: RecordId, stage: StageId) {
        self.advance(record, stage, Cause::Outside);
    }

    /// A person recycles or drops a record, or puts it on hold, if the criteria of the target allow it. "`recycle` is the only step
    /// back": what is sent back does not move forward by itself again before its time has come, or something about it changes.
    pub fn send(&mut self, record: RecordId, stage: StageId, reason: Option<SmolStr>, rest: Option<Rest>) {
        if let Some(refused) = self.refusal(record, stage) {
            return self.note(record, refused, Cause::Outside);
        }
        self.enter(record, stage, Cause::Outside);
        let domain = self.model.domain_of(stage);
        if let Some(place) = self.world.get_mut(record).and_then(|it| it.places.get_mut(&domain)) {
            place.reason = reason;
            place.rest = rest;
        }
    }

    /// A record that was sent back comes up again.
    pub fn bring_up(&mut self, record: RecordId, domain: DomainId) {
        if let Some(place) = self.world.get_mut(record).and_then(|it| it.places.get_mut(&domain)) {
            place.rest = None;
        }
    }

    /// The time of an automation has come for a record.
    pub fn due(&mut self, record: RecordId, automation: AutomationId) {
        self.later(Occurrence::Due(record, automation));
    }

    /// The stage on which a record starts that is created in a track.
    pub fn first_stage(&self, tracks: lifecycle_model::Tracks) -> Option<StageId> {
        self.first_stage_within(tracks)
    }

    /// Whether a record may not move by itself yet, since it was sent back.
    pub fn is_resting(&self, record: RecordId, domain: DomainId) -> bool {
        self.world.place(record, domain).is_some_and(|place| self.rests(place))
    }
}
