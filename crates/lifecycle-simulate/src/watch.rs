//! Looking on: everything that has happened is counted, told, and sets the clock.

use crate::account::{Account, Stay};
use crate::clock::{Due, some_days_later};
use crate::funnel::End;
use lifecycle_interpreter::{Cause, Happened, Moment, RecordId, View, What};
use lifecycle_model::{FieldId, StageId};

impl Account<'_, '_> {
    /// Takes note of what has happened since the last time.
    pub(crate) fn watch(&mut self) {
        for happened in self.run.take_trace() {
            self.funnel.events += 1;
            self.trace.tell(self.plan.model, self.run.world(), &happened);
            match happened.cause {
                Cause::Outside => drop(self.touched.insert(happened.record, happened.at)),
                Cause::Automation(id, _) => self.funnel.did(id),
                Cause::Criteria | Cause::Start | Cause::RollUp => {}
            }
            self.count(&happened);
        }
    }

    fn count(&mut self, happened: &Happened) {
        let (record, at) = (happened.record, happened.at);
        match &happened.what {
            What::Entered(_, to) => self.moved(record, *to, at, false),
            What::Restarted(_, to) => self.moved(record, *to, at, true),
            What::Removed(domain, from) => {
                if let Some(stay) = self.stays.remove(&(record, *domain)) {
                    self.funnel.ended(*from, End::Removed, stay.since, at);
                    self.funnel.journey(self.plan.model, &stay.journey);
                }
            }
            What::Refused(..) => self.funnel.refused += 1,
            What::Set(field, Some(_)) => self.expect_date(record, *field, at),
            What::Created => {
                let plan = self.plan;
                let fields = plan.dates.keys().filter(|field| self.run.world().datum(record, **field).is_some());
                for field in fields.copied().collect::<Vec<_>>() {
                    self.expect_date(record, field, at);
                }
            }
            What::Set(_, None)
            | What::Stayed(_)
            | What::Left(_)
            | What::Elsewhere(_)
            | What::Skipped(_)
            | What::Reached(_)
            | What::Notified(..)
            | What::Tasked(..) => {}
        }
    }

    fn moved(&mut self, record: RecordId, to: StageId, at: Moment, again: bool) {
        let model = self.plan.model;
        let key = (record, model.domain_of(to));
        let before = self.stays.remove(&key);
        let mut journey = Vec::new();
        if let Some(stay) = before {
            let end = if again { End::Restarted } else { End::of(model, stay.stage, to) };
            self.funnel.ended(stay.stage, end, stay.since, at);
            journey = stay.journey;
            if again {
                self.funnel.journey(model, &journey);
                journey.clear();
            }
        }
        self.funnel.stage_mut(to).entered += 1;
        if !journey.contains(&to) {
            journey.push(to);
        }
        self.stays.insert(key, Stay { stage: to, since: at, journey });
        self.touched.entry(record).or_insert(at);
        self.expect(record, to, at);
    }

    /// Sets the clock for a record that has entered a stage.
    fn expect(&mut self, record: RecordId, stage: StageId, at: Moment) {
        let plan = self.plan;
        let model = plan.model;
        for (automation, length) in plan.stays.get(&stage).into_iter().flatten() {
            self.clock.put(at.after(*length), Due::Stay(record, stage, *automation, at));
        }
        let world = self.run.world();
        let holds = |when: &lifecycle_model::Condition| world.holds(model, View::Record(record), when);
        // "the first line whose condition holds counts"
        if let Some(sla) = model[stage].slas.iter().find(|sla| sla.when.as_ref().is_none_or(holds)) {
            self.clock.put(at.after(sla.within), Due::Breach(record, stage, at));
        }
        if let Some(length) = model[stage].stale {
            self.clock.put(at.after(length), Due::Stale(record, stage, at));
        }
        let domain = model.domain_of(stage);
        if model[domain].rollup.is_none()
            && !self.behaviour.is_end(model, stage)
            && self.working.insert((record, domain))
        {
            let due = some_days_later(at, self.behaviour.pace_at(model, stage), &mut self.random);
            self.clock.put(due, Due::Work(record, domain));
        }
    }

    /// Sets the clock for automations that go by a date. One that has passed when the date becomes known is made up for as long as the
    /// date itself lies ahead.
    fn expect_date(&mut self, record: RecordId, field: FieldId, at: Moment) {
        let plan = self.plan;
        let Some(date) = self.run.world().moment(record, field) else { return };
        for (automation, length, before) in plan.dates.get(&field).into_iter().flatten() {
            let due = if *before { date.before(*length) } else { date.after(*length) };
            if due >= at || date > at {
                self.clock.put(due.max(at), Due::Date(record, field, *automation, date));
            }
        }
    }

    /// "A record nobody touched for so long is reported."
    pub(crate) fn is_stale(&mut self, record: RecordId, stage: StageId, since: Moment) {
        let Some(length) = self.plan.model[stage].stale else { return };
        let touched = self.touched.get(&record).copied().unwrap_or(since).max(since);
        let due = touched.after(length);
        if due <= self.run.world().now {
            self.funnel.stage_mut(stage).stale += 1;
        } else {
            self.clock.put(due, Due::Stale(record, stage, since));
        }
    }
}
