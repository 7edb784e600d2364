//! One account: its records, its clock, and what happens to it one after the other.

use crate::clock::{Clock, Due, some_days_later};
use crate::funnel::Funnel;
use crate::plan::Plan;
use crate::random::Random;
use crate::settings::{Behaviour, Settings};
use crate::source::Given;
use crate::trace::Trace;
use lifecycle_interpreter::{Datum, Moment, RecordId, Run, World};
use lifecycle_model::{DomainId, FieldId, Object, StageId};
use std::collections::{BTreeMap, BTreeSet};

/// Events that may follow from one: far more than any account sees that comes to rest.
const BUDGET: usize = 500;
/// An account with more records is given up.
const MOST_RECORDS: usize = 150;

/// A record's stay on a stage of a domain, and the journey that it is part of.
#[derive(Debug)]
pub(crate) struct Stay {
    pub(crate) stage: StageId,
    pub(crate) since: Moment,
    /// The stages that the journey has entered.
    pub(crate) journey: Vec<StageId>,
}

/// One account and everything that goes on in it.
pub(crate) struct Account<'p, 'o> {
    pub(crate) plan: &'p Plan<'p>,
    pub(crate) behaviour: &'p Behaviour,
    pub(crate) run: Run<'p>,
    pub(crate) clock: Clock,
    pub(crate) random: Random,
    pub(crate) funnel: &'o mut Funnel,
    pub(crate) trace: Trace<'o>,
    pub(crate) stays: BTreeMap<(RecordId, DomainId), Stay>,
    /// The records that somebody will look after again.
    pub(crate) working: BTreeSet<(RecordId, DomainId)>,
    /// When each record was touched last.
    pub(crate) touched: BTreeMap<RecordId, Moment>,
    /// Fields that come from a file and stay as they are.
    pub(crate) fixed: &'p BTreeSet<FieldId>,
    end: Moment,
    over: bool,
}

impl<'p, 'o> Account<'p, 'o> {
    /// Lets an account live from its first record to the end of the simulation.
    pub(crate) fn live(
        plan: &'p Plan<'p>,
        settings: &'p Settings,
        number: usize,
        given: Option<(&Given, &'p BTreeSet<FieldId>)>,
        funnel: &'o mut Funnel,
        trace: Trace<'o>,
    ) {
        static NONE: BTreeSet<FieldId> = BTreeSet::new();
        let mut random = Random::of(settings.seed, number);
        let end = Moment(settings.start.0 + i64::from(settings.days) * 24 * 60);
        // Accounts come in the first half, so that those that come last have time to go somewhere.
        let days = random.below(settings.days as usize / 2 + 1) as i64;
        let start = some_days_later(Moment(settings.start.0 + days * 24 * 60), 0, &mut random);
        let mut run = Run::new(plan.model, &plan.index, World::at(start));
        run.limit(BUDGET);
        let mut account = Self {
            plan,
            behaviour: &settings.behaviour,
            run,
            clock: Clock::default(),
            random,
            funnel,
            trace,
            stays: BTreeMap::new(),
            working: BTreeSet::new(),
            touched: BTreeMap::new(),
            fixed: given.map_or(&NONE, |(_, fixed)| fixed),
            end,
            over: false,
        };
        match given {
            Some((given, _)) => account.begin_with(given, settings.start),
            None => account.begin(),
        }
        while !account.over
            && let Some((at, due)) = account.clock.next(end)
        {
            account.run.world_mut().now = at.max(account.run.world().now);
            account.happen(due, given.map(|(given, _)| given));
        }
        account.close();
    }

    fn happen(&mut self, due: Due, given: Option<&Given>) {
        match due {
            Due::Fact(place) => {
                if let Some(given) = given {
                    self.learn(given, place);
                }
            }
            Due::Signal => {
                self.signal();
                self.expect_signal();
            }
            Due::Work(record, domain) => {
                self.working.remove(&(record, domain));
                self.work(record, domain);
            }
            Due::Stay(record, stage, automation, since) if self.stands(record, stage, since) => {
                self.run.due(record, automation);
            }
            Due::Date(record, field, automation, date) if self.run.world().moment(record, field) == Some(date) => {
                self.run.due(record, automation);
            }
            Due::BringUp(record, stage, since) if self.stands(record, stage, since) => {
                self.run.bring_up(record, self.plan.model.domain_of(stage));
            }
            Due::Breach(record, stage, since) if self.stands(record, stage, since) => {
                self.funnel.stage_mut(stage).breached += 1;
            }
            Due::Stale(record, stage, since) if self.stands(record, stage, since) => {
                self.is_stale(record, stage, since)
            }
            Due::Stay(..) | Due::Date(..) | Due::BringUp(..) | Due::Breach(..) | Due::Stale(..) => return,
        }
        self.settle();
    }

    /// Whether a record is still where it was at a moment.
    fn stands(&self, record: RecordId, stage: StageId, since: Moment) -> bool {
        let place = self.run.world().place(record, self.plan.model.domain_of(stage));
        place.is_some_and(|place| place.stage == stage && place.since == since)
    }

    /// Lets everything follow from what has been done, and counts it.
    pub(crate) fn settle(&mut self) {
        if self.over {
            return;
        }
        let outcome = self.run.settle();
        self.watch();
        if let Err(unsettled) = outcome {
            *self.funnel.unsettled.entry(unsettled.automations).or_default() += 1;
            self.over = true;
        } else if self.run.world().records().nth(MOST_RECORDS).is_some() {
            self.funnel.given_up += 1;
            self.over = true;
        }
    }

    /// An account of its own: a company where the lifecycle asks for one, and one or two people.
    fn begin(&mut self) {
        let object = self.plan.first;
        if self.plan.company && object != Object::Company {
            self.appear(Object::Company);
        }
        for _ in 0..=self.random.below(2) {
            self.appear(object);
        }
        self.expect_signal();
    }

    /// A new record as the world brings it: whatever shows by itself has some value.
    fn appear(&mut self, object: Object) {
        let record = self.run.world_mut().join(object);
        let plan = self.plan;
        for field in plan.signals.get(&object).into_iter().flatten() {
            if let Some(datum) = self.candidate(record, *field) {
                self.run.world_mut().fill(record, *field, datum);
            }
        }
        self.found(record, self.first_of(object));
        self.settle();
    }

    /// The first stage of the first pipeline, for records that start nowhere by themselves.
    pub(crate) fn first_of(&self, object: Object) -> Option<StageId> {
        let model = self.plan.model;
        let mut own = model.domains.values().filter(|it| it.object == Some(object) && it.rollup.is_none());
        let track = own.find_map(|domain| domain.tracks.iter().find(|track| model[**track].pipeline.is_some()))?;
        self.run.first_stage(lifecycle_model::Tracks::One(*track))
    }

    /// One of the values worth trying for a field.
    pub(crate) fn candidate(&mut self, record: RecordId, field: FieldId) -> Option<Datum> {
        let candidate = self.random.pick(self.plan.candidates.get(&field)?)?;
        candidate.datum(self.plan.model, self.run.world(), record, field)
    }

    fn begin_with(&mut self, given: &Given, start: Moment) {
        for (place, fact) in given.facts.iter().enumerate() {
            let at = fact.at.unwrap_or(start).max(start);
            if place == 0 {
                self.run.world_mut().now = at;
                self.first_fact(given);
            } else {
                self.clock.put(at, Due::Fact(place));
            }
        }
    }

    /// Counts where everything stands at the end.
    fn close(mut self) {
        self.run.world_mut().now = self.end;
        let stays = std::mem::take(&mut self.stays);
        for stay in stays.values() {
            self.funnel.stage_mut(stay.stage).still += 1;
            self.funnel.journey(self.plan.model, &stay.journey);
        }
        self.funnel.accounts += 1;
        self.funnel.records += self.run.world().records().count() as u64;
    }
}
