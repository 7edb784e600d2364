//! Scenarios: "an executable example".
//!
//! A scenario is about one account: all its records are associated with each other, and if the lifecycle speaks of companies, there is one
//! from the start. What `given` and `when` say is fact, and needs no criteria; what follows from it does.

use crate::condition::View;
use crate::index::Index;
use crate::run::{Occurrence, Run, Unsettled};
use crate::story::Story;
use crate::time::Moment;
use crate::trace::{Cause, Happened};
use crate::world::{RecordId, World};
use lifecycle_base::Location;
use lifecycle_model::{
    Assign, AutomationId, EventKind, ExitKind, FieldId, Model, Object, Sample, Scenario, StageId, Step, StepKind, Type,
};
use std::collections::BTreeSet;
use std::ops::Range;

/// What became of a scenario.
#[derive(Debug)]
pub struct ScenarioRun {
    /// Its lines, up to the one that failed.
    pub steps: Vec<StepRun>,
    /// Everything that happened; each step says which part is its own.
    pub trace: Vec<Happened>,
    /// The automations that ran.
    pub ran: BTreeSet<AutomationId>,
    /// The criteria, by their places, that let a record in or kept one out.
    pub exercised: BTreeSet<Location>,
    /// The records at the end.
    pub world: World,
}

impl ScenarioRun {
    /// Whether everything that was expected is so.
    pub fn passed(&self) -> bool {
        self.steps.iter().all(|step| step.outcome == Outcome::Fine)
    }
}

/// What became of a line.
#[derive(Debug)]
pub struct StepRun {
    /// Its part of the trace.
    pub happened: Range<usize>,
    /// How it went.
    pub outcome: Outcome,
}

/// How a line went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It happened, or it is so.
    Fine,
    /// It is not so; what is so instead, as far as one can say.
    NotSo(Option<String>),
    /// It set off something that never ends.
    Unsettled(Unsettled),
}

impl Outcome {
    fn of(holds: bool, instead: impl FnOnce() -> Option<String>) -> Self {
        if holds { Outcome::Fine } else { Outcome::NotSo(instead()) }
    }
}

/// Runs a scenario from a moment on. It ends with the first line that does not hold.
pub fn run_scenario<'m>(model: &'m Model, index: &'m Index, scenario: &'m Scenario, start: Moment) -> ScenarioRun {
    let mut play = Play { run: Run::new(model, index, World::at(start)), model };
    let company_given = scenario.steps.iter().any(|step| match &step.kind {
        StepKind::Given(sample) => sample.object == Object::Company,
        _ => false,
    });
    if !company_given && model.domains.values().any(|domain| domain.object == Some(Object::Company)) {
        play.new_record(Object::Company);
    }
    let mut steps = Vec::new();
    for step in &scenario.steps {
        let before = play.run.trace().len();
        let outcome = play.step(step);
        let failed = outcome != Outcome::Fine;
        steps.push(StepRun { happened: before..play.run.trace().len(), outcome });
        if failed {
            break;
        }
    }
    let (trace, ran) = (play.run.trace().to_vec(), play.run.ran().clone());
    let exercised = play.run.exercised().clone();
    ScenarioRun { steps, trace, ran, exercised, world: play.run.into_world() }
}

struct Play<'m> {
    run: Run<'m>,
    model: &'m Model,
}

impl<'m> Play<'m> {
    fn step(&mut self, step: &'m Step) -> Outcome {
        match &step.kind {
            StepKind::Given(sample) => self.given(sample),
            StepKind::Event(event, with) => self.event(&event.kind, with),
            StepKind::Change(with) => {
                for assign in with {
                    let record = self.record_of(self.model[assign.field].object, with);
                    self.assign(record, assign);
                }
            }
            StepKind::ExpectRecord(sample) => return Outcome::of(self.is_there(sample), || Some(self.instead(sample))),
            StepKind::ExpectCondition(condition) => {
                return Outcome::of(self.run.world.holds(self.model, View::Anywhere, condition), || None);
            }
        }
        match self.run.settle() {
            Ok(()) => Outcome::Fine,
            Err(unsettled) => Outcome::Unsettled(unsettled),
        }
    }

    /// A record that is there from the start: it has happened to be where it is, so nothing reacts to that.
    fn given(&mut self, sample: &'m Sample) {
        let record = self.new_record(sample.object);
        self.assign_quietly(record, &sample.with);
        if let Some(stage) = sample.stage {
            self.run.enter(record, stage, Cause::Outside);
            self.run.forget();
        }
    }

    fn event(&mut self, event: &'m EventKind, with: &'m [Assign]) {
        match event {
            EventKind::Created(object, tracks) => {
                let record = self.new_record(*object);
                self.assign_quietly(record, with);
                let stage = tracks.and_then(|tracks| self.run.first_stage_within(tracks));
                self.run.begin(record, stage, Cause::Outside);
            }
            EventKind::Enters(stage) => {
                let record = self.mover(*stage, with);
                with.iter().for_each(|assign| self.assign(record, assign));
                self.run.enter(record, *stage, Cause::Outside);
            }
            EventKind::Leaves(stage) => {
                let record = self.mover(*stage, with);
                self.put(record, *stage);
                with.iter().for_each(|assign| self.assign(record, assign));
                match self.way_on(*stage) {
                    Some(next) => self.run.enter(record, next, Cause::Outside),
                    None => self.run.later(Occurrence::Left(record, *stage)),
                }
            }
            EventKind::Changes(field) => {
                let record = self.record_of(self.model[*field].object, with);
                with.iter().for_each(|assign| self.assign(record, assign));
                if with.iter().all(|assign| assign.field != *field) {
                    let datum = self.run.world.datum(record, *field).cloned();
                    self.run.later(Occurrence::Changed(record, *field, datum));
                }
            }
            EventKind::Becomes(field, value) => {
                let record = self.record_of(self.model[*field].object, with);
                with.iter().for_each(|assign| self.assign(record, assign));
                let value = self.run.world.value(self.model, View::Record(record), *field, value);
                self.run.set(record, *field, value, Cause::Outside);
            }
            EventKind::Stays(stage, duration) => {
                let record = self.mover(*stage, with);
                self.put(record, *stage);
                with.iter().for_each(|assign| self.assign(record, assign));
                let since = self.run.world.place(record, self.model.domain_of(*stage)).map(|place| place.since);
                self.run.wait(since.unwrap_or_default().after(*duration));
                self.run.due_together(record, event);
            }
            EventKind::Relative(duration, before, field) => {
                let record = self.record_of(self.model[*field].object, with);
                with.iter().for_each(|assign| self.assign(record, assign));
                if let Some(at) = self.run.world.moment_of(record, *field) {
                    self.run.wait(if *before { at.before(*duration) } else { at.after(*duration) });
                }
                self.run.due_together(record, event);
            }
        }
    }

    /// Puts a record on a stage as if it had always been there.
    fn put(&mut self, record: RecordId, stage: StageId) {
        let domain = self.model.domain_of(stage);
        if self.run.world.place(record, domain).is_none_or(|place| place.stage != stage) {
            self.run.enter(record, stage, Cause::Outside);
            self.run.forget();
        }
    }

    fn way_on(&self, stage: StageId) -> Option<StageId> {
        self.model[stage].exits.iter().find(|exit| exit.kind == ExitKind::To).and_then(|exit| exit.target)
    }

    /// The record that enters or leaves a stage: one that fits what is said of it, else a new one.
    fn mover(&mut self, stage: StageId, with: &'m [Assign]) -> RecordId {
        let object = self.model.object_of(stage).unwrap_or(Object::Contact);
        self.record_of(object, with)
    }

    /// The first record of an object that is of the same product, if one is named; a new one if there is none.
    fn record_of(&mut self, object: Object, with: &'m [Assign]) -> RecordId {
        let product = with.iter().find(|assign| self.is_product(assign.field, object));
        let fits = |id: RecordId| {
            product.is_none_or(|assign| {
                let held = self.run.world.datum(id, assign.field);
                held.is_none() || held == self.value(id, assign).as_ref()
            })
        };
        let found = self.run.world.records().find(|(id, it)| it.object == object && fits(*id)).map(|(id, _)| id);
        found.unwrap_or_else(|| self.new_record(object))
    }

    fn is_product(&self, field: FieldId, object: Object) -> bool {
        self.model[field].object == object && self.model[field].ty == Type::Product
    }

    fn new_record(&mut self, object: Object) -> RecordId {
        let record = self.run.world.add(object);
        let others: Vec<RecordId> = self.run.world.records().map(|(id, _)| id).collect();
        others.into_iter().for_each(|other| self.run.world.relate(record, other));
        record
    }

    fn value(&self, record: RecordId, assign: &Assign) -> Option<crate::Datum> {
        self.run.world.value(self.model, View::Record(record), assign.field, &assign.value)
    }

    fn assign(&mut self, record: RecordId, assign: &Assign) {
        let value = self.value(record, assign);
        self.run.set(record, assign.field, value, Cause::Outside);
    }

    fn assign_quietly(&mut self, record: RecordId, with: &[Assign]) {
        for assign in with {
            let value = self.value(record, assign);
            if let (Some(value), Some(it)) = (value, self.run.world.get_mut(record)) {
                it.fields.insert(assign.field, value);
            }
        }
    }

    fn instead(&self, sample: &Sample) -> String {
        Story::new(self.model, &self.run.world).instead(sample, |id, assign| self.value(id, assign))
    }

    /// "expect OBJECT [at STAGE] [with FIELD = VALUE, …]": there is such a record.
    fn is_there(&self, sample: &Sample) -> bool {
        let world = &self.run.world;
        world.records().filter(|(_, it)| it.object == sample.object).any(|(id, _)| {
            let at = sample.stage.is_none_or(|stage| {
                world.place(id, self.model.domain_of(stage)).is_some_and(|place| place.stage == stage)
            });
            at && sample.with.iter().all(|assign| world.datum(id, assign.field) == self.value(id, assign).as_ref())
        })
    }
}
