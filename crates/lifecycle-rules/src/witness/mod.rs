//! Showing what happens: a record for which an automation starts, what follows on the reference interpreter, and that as labels.
//!
//! A witness is looked for, never needed: records are drafted from what conditions ask, changed step by step, and given up after a while.
//! What is found has happened on the interpreter, so it is true; that nothing is found says nothing. In projects with very many
//! automations or stages nothing is looked for, since each run goes through what concerns an object.

mod again;
mod draft;
mod opening;
mod story;
mod values;

pub(crate) use again::{Again, again, is_by};
pub(crate) use draft::Goal;
pub(crate) use story::{lines, lines_and, numbered, tell};

use crate::logic::event_object;
use draft::Fixed;
use lifecycle_base::{Diagnostic, Location};
use lifecycle_interpreter::{Cause, Datum, Happened, Index, Moment, RecordId, Run, Unsettled, World};
use lifecycle_model::{AutomationId, EventKind, Model, Object, StageId};
use opening::{at_the_start, behind, starting, undo};
use std::cell::OnceCell;
use std::collections::BTreeSet;

/// In larger projects nothing is shown.
const AUTOMATIONS: usize = 600;
const STAGES: usize = 2_000;

/// So many witnesses are looked for in one check.
const SEARCHES: usize = 64;

/// Longer than any lifecycle looks back, in days.
const LONG: i64 = 40 * 366;

/// Looks for witnesses, as long as there is budget.
#[derive(Debug)]
pub(crate) struct Witnesses<'m> {
    model: &'m Model,
    index: OnceCell<Index>,
    left: usize,
}

/// Something that happened: the records before, and what followed.
#[derive(Debug)]
pub(crate) struct Scene {
    /// What happened, as a line for the source.
    pub(crate) event: (Location, String),
    pub(crate) trace: Vec<Happened>,
    pub(crate) settled: Result<(), Unsettled>,
    pub(crate) world: World,
    pub(crate) record: RecordId,
    before: World,
    occasion: Occasion,
}

/// How an event comes about, outside of the lifecycle.
#[derive(Clone, Debug)]
enum Occasion {
    Put(StageId),
    Change(lifecycle_model::FieldId, Option<Datum>),
    Create(Object, Option<StageId>, Vec<(lifecycle_model::FieldId, Datum)>),
    Due(AutomationId),
}

impl<'m> Witnesses<'m> {
    pub(crate) fn of(model: &'m Model) -> Self {
        let small = model.automations.len() <= AUTOMATIONS && model.stages.len() <= STAGES;
        Self { model, index: OnceCell::new(), left: if small { SEARCHES } else { 0 } }
    }

    /// Whether no more is looked for.
    pub(crate) fn are_spent(&self) -> bool {
        self.left == 0
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::of(self.model))
    }

    /// Lets the event of an automation happen to a record for which its conditions and further goals hold.
    pub(crate) fn scene(&mut self, id: AutomationId, goals: &[Goal<'m>]) -> Option<Scene> {
        self.left = self.left.checked_sub(1)?;
        let model = self.model;
        let automation = &model[id];
        let event = automation.event.as_ref()?;
        let own = event_object(model, id)?;
        let derived = behind(model, &event.kind);
        let kind = derived.as_ref().unwrap_or(&event.kind);
        let (object, mut draft, mut fixed, entered) = starting(model, kind)?;
        fixed.push(Fixed::Record(object));
        draft.records.entry(own).or_default();
        at_the_start(model, id, &mut draft);
        let mut all: Vec<Goal<'m>> = automation.conditions.iter().map(|it| Goal::Condition(own, it)).collect();
        all.extend(goals);
        // Whoever is on a stage has met its criteria.
        all.extend(entered.map(|stage| Goal::Entry(object, stage)));
        draft = draft.reach(model, self.index(), &all, &fixed)?;
        let (before, occasion) = undo(model, draft, id, kind, object)?;
        let (world, ids) = before.world(model, self.index());
        let text = story::event(model, kind);
        let at = match kind {
            EventKind::Enters(stage) | EventKind::Leaves(stage) if derived.is_some() => model[*stage].ident.name_at,
            _ => event.at,
        };
        let record = ids.get(&object).copied();
        self.play(world, record, occasion, (at, text))
    }

    /// A finding with what happens when an automation runs, up to what it is about; without, if that does not happen to the record that is
    /// found.
    pub(crate) fn shown(
        &mut self,
        found: Diagnostic,
        id: AutomationId,
        goals: &[Goal<'m>],
        until: impl Fn(&Happened) -> bool,
    ) -> Diagnostic {
        match self.scene(id, goals) {
            Some(scene) if scene.trace.iter().any(&until) => lines(self.model, found, &scene, until),
            _ => found,
        }
    }

    /// The same once more, with two automations in each other's places.
    pub(crate) fn swapped(&self, scene: &Scene, one: AutomationId, other: AutomationId) -> Option<Scene> {
        let run = Run::new(self.model, self.index(), scene.before.clone()).with_swapped(one, other);
        let existing = scene.before.get(scene.record).map(|_| scene.record);
        finish(run, existing, scene.occasion.clone(), scene.event.clone())
    }

    /// What comes of it when the timers of the record run out again and again, so often. Long after, so that no date is near any more.
    pub(crate) fn later(&self, scene: &Scene, timers: usize) -> Vec<Happened> {
        let mut run = Run::new(self.model, self.index(), scene.world.clone());
        run.wait(Moment::of_day(scene.world.now.day() + LONG));
        let mut done = BTreeSet::new();
        for _ in 0..timers {
            let Some((timer, at)) = run.next_timer(scene.record, &done) else { break };
            done.insert((timer, at));
            run.wait(at);
            run.fall_due(scene.record, timer);
            if run.settle().is_err() {
                break;
            }
        }
        run.trace().to_vec()
    }

    fn play(
        &self,
        world: World,
        record: Option<RecordId>,
        occasion: Occasion,
        event: (Location, String),
    ) -> Option<Scene> {
        finish(Run::new(self.model, self.index(), world), record, occasion, event)
    }
}

fn finish(mut run: Run<'_>, record: Option<RecordId>, occasion: Occasion, event: (Location, String)) -> Option<Scene> {
    let before = run.world().clone();
    let record = match (&occasion, record) {
        (Occasion::Create(object, stage, fields), _) => {
            let all: Vec<RecordId> = run.world().records().map(|(id, _)| id).collect();
            run.create(*object, *stage, fields, &all)
        }
        // People put records only where the criteria let them in.
        (Occasion::Put(stage), Some(record)) if run.lets_in(record, *stage) => {
            run.put(record, *stage);
            record
        }
        (Occasion::Change(field, value), Some(record)) => {
            run.write(record, *field, value.clone());
            record
        }
        (Occasion::Due(id), Some(record)) => {
            if let Some((_, at)) = run.next_timer(record, &BTreeSet::new()).filter(|(next, _)| next == id) {
                run.wait(at);
            }
            run.fall_due(record, *id);
            record
        }
        _ => return None,
    };
    let settled = run.settle();
    let trace = run.trace().to_vec();
    Some(Scene { event, trace, settled, world: run.into_world(), record, before, occasion })
}

/// Whether something was done by an action of an automation.
pub(crate) fn done_by(happened: &Happened, id: AutomationId, action: usize) -> bool {
    happened.cause == Cause::Automation(id, action)
}
