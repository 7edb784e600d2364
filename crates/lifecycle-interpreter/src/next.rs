//! What may come next: the ways that are open to people, and the timers that may fall due. Explorers of all that can happen ask here.

use crate::condition::View;
use crate::datum::Datum;
use crate::run::{Occurrence, Run};
use crate::time::Moment;
use crate::trace::Cause;
use crate::world::RecordId;
use lifecycle_model::{AutomationId, DomainId, EventKind, FieldId, Object, StageId};
use std::collections::BTreeSet;

impl Run<'_> {
    /// Takes over a record as an import finds it: with these fields, on these stages, and with nobody reacting to that.
    pub fn import(&mut self, object: Object, fields: &[(FieldId, Datum)], stages: &[StageId]) -> RecordId {
        let record = self.add(object, fields, &[]);
        for stage in stages {
            self.enter(record, *stage, Cause::Outside);
        }
        self.forget();
        record
    }

    /// Creates a record with these fields that belongs to others, perhaps on a stage.
    pub fn create(
        &mut self,
        object: Object,
        stage: Option<StageId>,
        fields: &[(FieldId, Datum)],
        related: &[RecordId],
    ) -> RecordId {
        let record = self.add(object, fields, related);
        self.begin(record, stage, Cause::Outside);
        record
    }

    fn add(&mut self, object: Object, fields: &[(FieldId, Datum)], related: &[RecordId]) -> RecordId {
        let record = self.world.add(object);
        if let Some(it) = self.world.get_mut(record) {
            it.fields.extend(fields.iter().cloned());
        }
        related.iter().for_each(|other| self.world.relate(record, *other));
        record
    }

    /// Puts a record on a stage by hand. [`Run::ways`] says which stages there are ways to.
    pub fn put(&mut self, record: RecordId, stage: StageId) {
        self.enter(record, stage, Cause::Outside);
    }

    /// Whether the criteria of a stage let a record in.
    pub fn lets_in(&self, record: RecordId, stage: StageId) -> bool {
        self.world.refusing(self.model, record, stage).is_empty()
    }

    /// The stages of a domain to which people may take a record: where an exit of its stage leads whose condition holds, or, from a stage
    /// that says nothing of exits, the next one; as far as the criteria there let it in. Nobody moves records of a derived domain.
    pub fn ways(&self, record: RecordId, domain: DomainId) -> Vec<StageId> {
        let model = self.model;
        let Some(place) = self.world.place(record, domain).filter(|_| model[domain].rollup.is_none()) else {
            return Vec::new();
        };
        let exits = &model[place.stage].exits;
        let open = exits
            .iter()
            .filter(|exit| exit.when.as_ref().is_none_or(|when| self.world.holds(model, View::Record(record), when)));
        let mut ways: Vec<StageId> = open.filter_map(|exit| exit.target).filter(|id| *id != place.stage).collect();
        if exits.is_empty() && model[place.stage].rank.is_some() {
            let track = model[place.stage].track;
            let mut later = model.ranked_stages(track).filter(|(_, it)| it.rank > model[place.stage].rank);
            ways.extend(later.find(|(_, it)| !it.untracked).map(|(id, _)| id));
        }
        ways.retain(|stage| self.lets_in(record, *stage));
        ways
    }

    /// The automations whose time may come for a record: it is on the stage, or has the date, on which they wait. Of several that wait for
    /// the same, the first.
    pub fn timers(&self, record: RecordId) -> Vec<AutomationId> {
        let model = self.model;
        let waits = |event: &EventKind| match event {
            EventKind::Stays(stage, _) => {
                let place = self.world.place(record, model.domain_of(*stage));
                place.is_some_and(|place| place.stage == *stage)
            }
            EventKind::Relative(_, _, field) => self.world.moment_of(record, *field).is_some(),
            _ => false,
        };
        let mut timers: Vec<(AutomationId, &EventKind)> = Vec::new();
        for (id, automation) in model.automations.iter() {
            let Some(event) = automation.event.as_ref().map(|event| &event.kind).filter(|event| waits(event)) else {
                continue;
            };
            if !timers.iter().any(|(_, known)| same_time(known, event)) {
                timers.push((id, event));
            }
        }
        timers.into_iter().map(|(id, _)| id).collect()
    }

    /// The automation that waits least for a record to have stayed where it is, and when its time comes, apart from those whose time has
    /// come already: a stay comes to its end once.
    pub fn next_timer(
        &self,
        record: RecordId,
        done: &BTreeSet<(AutomationId, Moment)>,
    ) -> Option<(AutomationId, Moment)> {
        let due = |id: AutomationId| match self.model[id].event.as_ref()?.kind {
            EventKind::Stays(stage, duration) => {
                let place = self.world.place(record, self.model.domain_of(stage))?;
                Some((id, place.since.after(duration)))
            }
            _ => None,
        };
        self.timers(record)
            .into_iter()
            .filter_map(due)
            .filter(|timer| !done.contains(timer))
            .min_by_key(|(id, at)| (*at, *id))
    }

    /// Time passes, and nothing happens until then.
    pub fn wait(&mut self, until: Moment) {
        self.world.now = self.world.now.max(until);
    }

    /// The time of an automation comes for a record, and of all others that wait for the same.
    pub fn fall_due(&mut self, record: RecordId, automation: AutomationId) {
        if let Some(event) = &self.model[automation].event {
            self.due_together(record, &event.kind);
        }
    }

    /// The time of every automation with this very event has come.
    pub(crate) fn due_together(&mut self, record: RecordId, event: &EventKind) {
        for (id, automation) in self.model.automations.iter() {
            if automation.event.as_ref().is_some_and(|it| same_time(&it.kind, event)) {
                self.later(Occurrence::Due(record, id));
            }
        }
    }

    /// Associates two records.
    pub fn relate(&mut self, one: RecordId, other: RecordId) {
        self.world.relate(one, other);
    }
}

fn same_time(one: &EventKind, other: &EventKind) -> bool {
    match (one, other) {
        (EventKind::Stays(a, x), EventKind::Stays(b, y)) => a == b && x == y,
        (EventKind::Relative(x, p, a), EventKind::Relative(y, q, b)) => a == b && x == y && p == q,
        _ => false,
    }
}
