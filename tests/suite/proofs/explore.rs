//! Everything that can happen in a small world: every record that can be, under every event, as the interpreter says.

use super::matter::{asked_or_set, key, values};
use lifecycle_driver::interpreter::{Cause, Datum, Happened, Index, Moment, RecordId, Run, Truth, What, World};
use lifecycle_model::{AutomationId, DomainId, FieldId, Model, Object, StageId};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// So many states are looked at; beyond, the space counts as not explored. After so many runs without end no more is tried.
const STATES: usize = 120;
const ENDLESS: usize = 2;

/// From where to where.
type Ways = BTreeSet<(Option<StageId>, StageId)>;

/// What was seen to happen.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// Automations that ran.
    pub(super) ran: BTreeSet<AutomationId>,
    /// Sets of automations that ran in the wake of one event.
    pub(super) together: HashSet<Vec<AutomationId>>,
    /// Actions that brought a record from somewhere to a stage.
    pub(super) arrived: BTreeMap<(AutomationId, usize), Ways>,
    /// Actions whose record the stage refused.
    pub(super) refused: BTreeSet<(AutomationId, usize)>,
    /// Actions that could not skip.
    pub(super) skipped: BTreeSet<(AutomationId, usize)>,
    /// Actions that gave a field a value, by what they ran with.
    pub(super) wrote: HashSet<[(AutomationId, usize); 2]>,
    /// Stages that were entered, from where, and whether by the criteria.
    pub(super) entered: BTreeSet<(Option<StageId>, StageId, bool)>,
    /// Derived stages that were left for an earlier one or for none, by domain.
    pub(super) fell: BTreeSet<DomainId>,
    /// Runs without end: what kept them going.
    pub(super) endless: Vec<Vec<AutomationId>>,
    /// Stages whose criteria held for some record, and those whose criteria failed for some.
    pub(super) met: BTreeSet<StageId>,
    /// How many steps were taken.
    pub(super) steps: usize,
    /// Whether everything was tried.
    pub(super) whole: bool,
}

/// One thing that can happen.
#[derive(Clone, Debug)]
pub(super) enum Step {
    Change(RecordId, FieldId, Option<Datum>),
    Put(RecordId, StageId),
    Due(RecordId, AutomationId),
    Create(Object, Option<StageId>),
}

pub(super) struct Explorer<'m> {
    pub(super) model: &'m Model,
    pub(super) index: &'m Index,
    /// The fields that anything depends on, with the values to try.
    fields: Vec<(FieldId, Vec<Option<Datum>>)>,
    known: HashSet<Vec<u32>>,
    pub(super) seen: Seen,
    /// Whether people take records wherever they may go, not only where exits lead.
    anyhow: bool,
    /// The states seen, to ask them questions.
    pub(super) states: Vec<World>,
}

impl<'m> Explorer<'m> {
    pub(super) fn new(model: &'m Model, index: &'m Index) -> Self {
        let fields = asked_or_set(model).into_iter().map(|field| (field, values(model, field))).collect();
        Self {
            model,
            index,
            fields,
            known: HashSet::new(),
            seen: Seen { whole: true, ..Seen::default() },
            states: Vec::new(),
            anyhow: false,
        }
    }

    /// Every contact that can come into being, and what becomes of it.
    pub(super) fn explore_from_the_beginning(&mut self) {
        for fields in self.all_fields() {
            let mut run = self.empty();
            let company: Vec<RecordId> = run.world().records().map(|(id, _)| id).collect();
            run.create(Object::Contact, None, &fields, &company);
            self.settle_few(run);
        }
        self.explore();
    }

    /// Every contact that an import may bring, wherever it stands, alone and beside a deal wherever that stands.
    pub(super) fn explore_from_anywhere(&mut self) {
        self.anyhow = true;
        for world in self.imports() {
            self.settle_few(Run::new(self.model, self.index, world));
        }
        self.explore();
    }

    /// Worlds as an import leaves them.
    pub(super) fn imports(&self) -> Vec<World> {
        let stages_of = |object: Object| {
            let of_object = |id: &StageId| {
                self.model.object_of(*id) == Some(object) && self.model[self.model.domain_of(*id)].rollup.is_none()
            };
            let stages = self.model.stages.iter().map(|(id, _)| id).filter(of_object).map(Some);
            std::iter::once(None).chain(stages).collect::<Vec<_>>()
        };
        let deals: Vec<Option<Option<StageId>>> = match stages_of(Object::Deal) {
            none if none.len() == 1 => vec![None],
            stages => std::iter::once(None).chain(stages.into_iter().map(Some)).collect(),
        };
        let mut worlds = Vec::new();
        for fields in self.all_fields() {
            for stage in stages_of(Object::Contact) {
                for deal in &deals {
                    let mut run = self.empty();
                    let stages: Vec<StageId> = stage.into_iter().collect();
                    let contact = run.import(Object::Contact, &fields, &stages);
                    run.relate(contact, RecordId(0));
                    if let Some(deal) = deal {
                        let stages: Vec<StageId> = deal.iter().copied().collect();
                        let deal = run.import(Object::Deal, &[], &stages);
                        run.relate(contact, deal);
                    }
                    worlds.push(run.into_world());
                }
            }
        }
        worlds
    }

    fn empty(&self) -> Run<'m> {
        let mut run = Run::new(self.model, self.index, World::at(Moment::of_day(20_000)));
        if self.model.domains.values().any(|domain| domain.object == Some(Object::Company)) {
            run.import(Object::Company, &[], &[]);
        }
        run
    }

    fn all_fields(&self) -> Vec<Vec<(FieldId, Datum)>> {
        let mut all = vec![Vec::new()];
        for (field, values) in &self.fields {
            all = all
                .into_iter()
                .flat_map(|before| {
                    values.iter().map(move |value| {
                        let value = value.clone().map(|value| (*field, value));
                        before.iter().cloned().chain(value).collect::<Vec<_>>()
                    })
                })
                .collect();
        }
        all
    }

    fn settle_few(&mut self, run: Run<'m>) {
        if self.seen.endless.len() < ENDLESS {
            self.settle(run);
        }
    }

    fn explore(&mut self) {
        let mut next = 0;
        while let Some(world) = self.states.get(next).cloned() {
            next += 1;
            for step in self.steps(&world) {
                if self.seen.endless.len() >= ENDLESS {
                    return;
                }
                let run = self.take(&world, &step);
                self.settle(run);
            }
        }
    }

    /// Everything that can happen next.
    pub(super) fn steps(&self, world: &World) -> Vec<Step> {
        let mut steps = Vec::new();
        let run = Run::new(self.model, self.index, world.clone());
        let count = |object| world.records().filter(|(_, it)| it.object == object).count();
        for (record, it) in world.records() {
            for (field, values) in self.fields.iter().filter(|(field, _)| self.model[*field].object == it.object) {
                let here = world.datum(record, *field);
                let others = values.iter().filter(|value| value.as_ref() != here);
                steps.extend(others.map(|value| Step::Change(record, *field, value.clone())));
            }
            for domain in it.places.keys() {
                let mut ways = run.ways(record, *domain);
                if self.anyhow && self.model[*domain].rollup.is_none() {
                    // People with the right to correct records put them wherever the criteria let them in.
                    let all = self.model[*domain].tracks.iter().flat_map(|track| self.model.stages_of(*track));
                    let here = it.places.get(domain).map(|place| place.stage);
                    let open =
                        |stage: &StageId| Some(*stage) != here && world.refusing(self.model, record, *stage).is_empty();
                    ways = all.map(|(id, _)| id).filter(open).collect();
                }
                steps.extend(ways.into_iter().map(|stage| Step::Put(record, stage)));
            }
            steps.extend(run.timers(record).into_iter().map(|id| Step::Due(record, id)));
        }
        let pipeline = self.model.tracks.values().find(|track| track.pipeline.is_some());
        if let Some(first) = pipeline.and_then(|track| track.stages.first()).filter(|_| count(Object::Deal) < 1) {
            steps.push(Step::Create(Object::Deal, Some(*first)));
        }
        let rolls_up = self.model.domains.values().any(|domain| domain.rollup.is_some());
        if rolls_up && count(Object::Contact) < 2 {
            steps.push(Step::Create(Object::Contact, None));
        }
        steps
    }

    pub(super) fn take(&self, world: &World, step: &Step) -> Run<'m> {
        let mut run = Run::new(self.model, self.index, world.clone());
        match step {
            Step::Change(record, field, value) => run.write(*record, *field, value.clone()),
            Step::Put(record, stage) => run.put(*record, *stage),
            Step::Due(record, id) => run.fall_due(*record, *id),
            Step::Create(object, stage) => {
                let all: Vec<RecordId> = world.records().map(|(id, _)| id).collect();
                run.create(*object, *stage, &[], &all);
            }
        }
        run
    }

    /// Lets a run end, remembers what happened, and keeps the state if it is new.
    fn settle(&mut self, mut run: Run<'m>) {
        self.seen.steps += 1;
        let settled = run.settle();
        self.watch(run.trace());
        match settled {
            Err(unsettled) => {
                self.seen.endless.push(unsettled.automations);
                self.seen.whole &= self.seen.endless.len() < ENDLESS;
            }
            Ok(()) => {
                let world = run.into_world();
                if world.records().count() > 4 {
                    self.seen.whole = false;
                } else if self.known.len() < STATES {
                    if self.known.insert(key(&world)) {
                        self.judge(&world);
                        self.states.push(world);
                    }
                } else {
                    self.seen.whole = false;
                }
            }
        }
    }

    fn judge(&mut self, world: &World) {
        for (id, stage) in self.model.stages.iter() {
            let Some(entry) = stage.entry.as_ref().filter(|_| !self.seen.met.contains(&id)) else { continue };
            let records = world.records().filter(|(_, it)| Some(it.object) == self.model.object_of(id));
            let holds = |record| entry.criteria.iter().all(|one| world.judge(self.model, record, one) == Truth::Holds);
            if records.map(|(record, _)| record).any(holds) {
                self.seen.met.insert(id);
            }
        }
    }

    fn watch(&mut self, trace: &[Happened]) {
        let mut ran: Vec<AutomationId> = Vec::new();
        let mut wrote: Vec<(AutomationId, usize)> = Vec::new();
        // An endless run says everything at its beginning.
        for happened in trace.iter().take(60) {
            let action = match happened.cause {
                Cause::Automation(id, place) => Some((id, place)),
                _ => None,
            };
            match (&happened.what, action) {
                (What::Notified(..), Some((id, _))) => {
                    self.seen.ran.insert(id);
                    ran.push(id);
                }
                (What::Entered(from, to) | What::Restarted(from, to), action) => {
                    let by_criteria = happened.cause == Cause::Criteria;
                    self.seen.entered.insert((*from, *to, by_criteria));
                    if let Some(action) = action {
                        self.seen.arrived.entry(action).or_default().insert((*from, *to));
                    }
                    if happened.cause == Cause::RollUp && from.is_some_and(|from| self.rank(from) > self.rank(*to)) {
                        self.seen.fell.insert(self.model.domain_of(*to));
                    }
                }
                (What::Removed(domain, _), _) => {
                    self.seen.fell.insert(*domain);
                }
                (What::Refused(..), Some(action)) => {
                    self.seen.refused.insert(action);
                }
                (What::Skipped(_), Some(action)) => {
                    self.seen.skipped.insert(action);
                }
                (What::Set(..), Some(action)) => wrote.push(action),
                _ => {}
            }
        }
        ran.sort_unstable();
        ran.dedup();
        self.seen.together.insert(ran);
        wrote.truncate(8);
        for (index, one) in wrote.iter().enumerate() {
            self.seen.wrote.extend(wrote.iter().skip(index + 1).map(|other| [*one, *other]));
        }
    }

    fn rank(&self, stage: StageId) -> Option<u32> {
        self.model[stage].rank
    }
}

impl Step {
    /// The same step where two automations have changed places.
    pub(super) fn swapped(&self, one: AutomationId, other: AutomationId) -> Step {
        match self {
            Step::Due(record, id) if *id == one => Step::Due(*record, other),
            Step::Due(record, id) if *id == other => Step::Due(*record, one),
            step => step.clone(),
        }
    }
}
