//! Events and what follows from them: "an event applies its automations in file order; then automatic entries run to a fixed point; then
//! roll-ups."
//!
//! What actions cause are events of their own. They wait until the event at hand is done, first come, first served; automatic entries and
//! roll-ups come when no event waits, and may cause new ones. A run ends when nothing happens any more, or, so that it always ends, when
//! its budget is spent.

use crate::condition::View;
use crate::datum::Datum;
use crate::index::Index;
use crate::movement::policy;
use crate::trace::{Cause, Happened, What};
use crate::world::{RecordId, World};
use lifecycle_base::Location;
use lifecycle_model::{
    Action, ActionKind, Assign, Automation, AutomationId, FieldId, Model, Object, Skip, StageId, Tracks,
};
use std::collections::{BTreeSet, VecDeque};

/// Something that automations can react to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Occurrence {
    /// A record was created.
    Created(RecordId),
    /// A record entered a stage.
    Entered(RecordId, StageId),
    /// A record left a stage.
    Left(RecordId, StageId),
    /// A field got another value; `None` is no value.
    Changed(RecordId, FieldId, Option<Datum>),
    /// The time of an automation has come: a record has stayed for so long, or a date is near.
    Due(RecordId, AutomationId),
}

impl Occurrence {
    /// The record it happened to.
    pub fn record(&self) -> RecordId {
        match self {
            Occurrence::Created(record)
            | Occurrence::Entered(record, _)
            | Occurrence::Left(record, _)
            | Occurrence::Changed(record, ..)
            | Occurrence::Due(record, _) => *record,
        }
    }
}

/// A run that does not come to rest: the automations that keep it going, in the order in which they last ran.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsettled {
    /// The automations.
    pub automations: Vec<AutomationId>,
}

/// So many events may follow from one.
const BUDGET: usize = 2_000;

/// So many saves inside of each other a CRM does, at the most.
const DEEPEST: usize = 8;

/// And so many records be created.
const CREATED: usize = 200;

/// Records of one account under the rules of a model.
#[derive(Debug)]
pub struct Run<'m> {
    pub(crate) model: &'m Model,
    pub(crate) world: World,
    pub(crate) forward_only: bool,
    pub(crate) skip: Skip,
    pub(crate) index: &'m Index,
    swapped: Option<[AutomationId; 2]>,
    eager: bool,
    depth: usize,
    spent: usize,
    waiting: VecDeque<Occurrence>,
    trace: Vec<Happened>,
    ran: BTreeSet<AutomationId>,
    pub(crate) exercised: BTreeSet<Location>,
    budget: usize,
}

impl<'m> Run<'m> {
    /// A run from a state of the world.
    pub fn new(model: &'m Model, index: &'m Index, world: World) -> Self {
        let (forward_only, skip) = policy(model);
        Self {
            model,
            world,
            forward_only,
            skip,
            index,
            swapped: None,
            eager: false,
            depth: 0,
            spent: 0,
            waiting: VecDeque::new(),
            trace: Vec::new(),
            ran: BTreeSet::new(),
            exercised: BTreeSet::new(),
            budget: BUDGET,
        }
    }

    /// With two automations in each other's places, since no CRM promises an order.
    #[must_use]
    pub fn with_swapped(self, one: AutomationId, other: AutomationId) -> Self {
        Self { swapped: Some([one, other]), ..self }
    }

    /// As CRMs do it that save one record inside of the save of another: what an action causes comes before the next action, and automatic
    /// entries before the next event. So deep that a CRM gives up, it does not settle.
    #[must_use]
    pub fn eagerly(self) -> Self {
        Self { eager: true, ..self }
    }

    /// The state of the world.
    pub fn world(&self) -> &World {
        &self.world
    }

    /// The state of the world, when the run is over.
    pub fn into_world(self) -> World {
        self.world
    }

    /// Lets fewer events follow from one.
    pub fn limit(&mut self, budget: usize) {
        self.budget = budget;
    }

    /// What has happened since this was asked last; the run forgets it.
    pub fn take_trace(&mut self) -> Vec<Happened> {
        std::mem::take(&mut self.trace)
    }

    /// What has happened so far.
    pub fn trace(&self) -> &[Happened] {
        &self.trace
    }

    /// The automations whose conditions have held at least once.
    pub fn ran(&self) -> &BTreeSet<AutomationId> {
        &self.ran
    }

    /// The criteria, by their places, that have let a record in or kept one out.
    pub fn exercised(&self) -> &BTreeSet<Location> {
        &self.exercised
    }

    pub(crate) fn note(&mut self, record: RecordId, what: What, cause: Cause) {
        self.trace.push(Happened { at: self.world.now, record, what, cause });
    }

    /// Lets an event wait for its turn.
    pub(crate) fn later(&mut self, occurrence: Occurrence) {
        self.waiting.push_back(occurrence);
    }

    /// Lets nobody react to what has just been arranged.
    pub(crate) fn forget(&mut self) {
        self.waiting.clear();
    }

    /// Works off what waits, until nothing happens any more.
    ///
    /// # Errors
    /// When that would take for ever.
    pub fn settle(&mut self) -> Result<(), Unsettled> {
        let records = self.world.records().count();
        let mut ran: Vec<AutomationId> = Vec::new();
        self.spent = 0;
        loop {
            self.work_off(&mut ran);
            if self.is_spent() || self.world.records().count() > records + CREATED {
                return Err(self.unsettled(&ran));
            }
            if self.move_by_themselves() || self.roll_up() {
                self.spent += 1;
                continue;
            }
            self.stamp_milestones();
            return Ok(());
        }
    }

    /// Works off the events that wait, as far as the budget goes.
    fn work_off(&mut self, ran: &mut Vec<AutomationId>) {
        let records = self.world.records().count();
        while let Some(occurrence) = self.waiting.pop_front() {
            self.spent += 1;
            if self.eager {
                self.move_by_themselves();
            }
            if self.is_spent() || self.world.records().count() > records + CREATED {
                self.spent = self.spent.max(self.budget + 1);
                return;
            }
            let mut started = self.index.automations(self.model, &self.world, &occurrence);
            if let Some(swapped) = self.swapped {
                swap(&mut started, swapped);
            }
            for id in started {
                if self.apply(id, occurrence.record()) {
                    ran.push(id);
                    self.ran.insert(id);
                }
            }
        }
    }

    fn is_spent(&self) -> bool {
        self.spent > self.budget || self.depth > DEEPEST
    }

    fn unsettled(&mut self, ran: &[AutomationId]) -> Unsettled {
        self.waiting.clear();
        let mut automations: Vec<AutomationId> = Vec::new();
        for id in ran.iter().rev().take(self.budget / 2) {
            if !automations.contains(id) {
                automations.push(*id);
            }
        }
        automations.reverse();
        Unsettled { automations }
    }

    /// "`when EVENT`, any number of `if CONDITION`, then actions in order."
    fn apply(&mut self, id: AutomationId, record: RecordId) -> bool {
        let automation: &'m Automation = &self.model[id];
        let view = View::Record(record);
        if !automation.conditions.iter().all(|condition| self.world.holds(self.model, view, condition)) {
            return false;
        }
        for (place, action) in automation.actions.iter().enumerate() {
            if !self.eager {
                self.act(action, record, Cause::Automation(id, place));
                continue;
            }
            let others = std::mem::take(&mut self.waiting);
            self.act(action, record, Cause::Automation(id, place));
            self.depth += 1;
            self.work_off(&mut Vec::new());
            self.depth -= 1;
            self.waiting = others;
        }
        true
    }

    fn act(&mut self, action: &'m Action, record: RecordId, cause: Cause) {
        match &action.kind {
            ActionKind::Move(stage) => {
                for target in self.reached(record, self.model.object_of(*stage)) {
                    self.advance(target, *stage, cause);
                }
            }
            ActionKind::Restart(stage) => {
                for target in self.reached(record, self.model.object_of(*stage)) {
                    self.restart(target, *stage, cause);
                }
            }
            ActionKind::Set(assign) => {
                let value = self.world.value(self.model, View::Record(record), assign.field, &assign.value);
                for target in self.reached(record, Some(self.model[assign.field].object)) {
                    self.set(target, assign.field, value.clone(), cause);
                }
            }
            ActionKind::Create { object, stage, with } => self.create_beside(record, *object, *stage, with, cause),
            ActionKind::Notify(team, text) => self.note(record, What::Notified(*team, text.clone()), cause),
            ActionKind::Task(team, text, due) => {
                let due = due.map(|due| self.world.now.after(due));
                self.note(record, What::Tasked(*team, text.clone(), due), cause);
            }
        }
    }

    /// "Acting on a related object reaches all related records", but where both name a product, only those of the same: "one journey per
    /// record and product".
    fn reached(&self, record: RecordId, object: Option<Object>) -> Vec<RecordId> {
        let Some(object) = object else { return Vec::new() };
        if self.world.get(record).is_some_and(|it| it.object == object) {
            return vec![record];
        }
        let own = self.product(record);
        let fits = |other: &RecordId| own.zip(self.product(*other)).is_none_or(|(own, other)| own == other);
        self.world.related(record, object).filter(fits).collect()
    }

    fn product(&self, record: RecordId) -> Option<&Datum> {
        let field = self.index.product(self.world.get(record)?.object)?;
        self.world.datum(record, field)
    }

    /// Gives a field a value. Setting what is there already is no change.
    pub(crate) fn set(&mut self, record: RecordId, field: FieldId, value: Option<Datum>, cause: Cause) {
        let Some(it) = self.world.get_mut(record) else { return };
        if it.fields.get(&field) == value.as_ref() {
            return;
        }
        match value.clone() {
            Some(value) => it.fields.insert(field, value),
            None => it.fields.remove(&field),
        };
        // Something is new about a record that was sent back: it is looked at again.
        it.places.values_mut().for_each(|place| place.rest = None);
        self.note(record, What::Set(field, value.clone()), cause);
        self.later(Occurrence::Changed(record, field, value));
    }

    /// "`create OBJECT at STAGE [with FIELD = VALUE, …]`." The new record belongs to whatever the other one belongs to.
    fn create_beside(
        &mut self,
        record: RecordId,
        object: Object,
        stage: Option<StageId>,
        with: &[Assign],
        cause: Cause,
    ) {
        let view = View::Record(record);
        let values: Vec<_> =
            with.iter().map(|it| (it.field, self.world.value(self.model, view, it.field, &it.value))).collect();
        let product = self.product(record).cloned().zip(self.index.product(object));
        let neighbours: Vec<RecordId> = self.world.get(record).into_iter().flat_map(|it| it.related.clone()).collect();
        let new = self.world.add(object);
        self.relate_all(new, neighbours.into_iter().chain([record]));
        let Some(it) = self.world.get_mut(new) else { return };
        let inherited = product.map(|(product, field)| (field, Some(product)));
        for (field, value) in inherited.into_iter().chain(values) {
            match value {
                Some(value) => it.fields.insert(field, value),
                None => it.fields.remove(&field),
            };
        }
        // A CRM does not create a record where it may not be.
        if let Some(refused) = stage.and_then(|stage| self.refusal(new, stage)) {
            self.world.take_back();
            return self.note(record, refused, cause);
        }
        self.begin(new, stage, cause);
    }

    fn relate_all(&mut self, record: RecordId, others: impl Iterator<Item = RecordId>) {
        others.for_each(|other| self.world.relate(record, other));
    }

    /// Announces a new record, and puts it on its first stage.
    pub(crate) fn begin(&mut self, record: RecordId, stage: Option<StageId>, cause: Cause) {
        self.note(record, What::Created, cause);
        self.later(Occurrence::Created(record));
        if let Some(stage) = stage {
            self.enter(record, stage, cause);
        }
    }

    /// One round of automatic entries; whether anything moved.
    fn move_by_themselves(&mut self) -> bool {
        let (index, mut moved) = (self.index, false);
        for record in self.world.ids() {
            let Some(object) = self.world.get(record).map(|it| it.object) else { continue };
            for domain in index.domains(object) {
                if self.world.place(record, *domain).is_none()
                    && let Some(stage) = self.start(record, *domain)
                {
                    self.enter(record, stage, Cause::Start);
                    moved = true;
                }
                if let Some(stage) = self.next_by_itself(record, *domain) {
                    self.enter(record, stage, Cause::Criteria);
                    moved = true;
                }
            }
        }
        moved
    }

    /// The tracks of a model in which a record was created.
    pub(crate) fn first_stage_within(&self, tracks: Tracks) -> Option<StageId> {
        let track = match tracks {
            Tracks::One(track) => track,
            Tracks::Domain(domain) => *self.model[domain].tracks.first()?,
        };
        self.model.ranked_stages(track).find(|(_, stage)| !stage.untracked).map(|(id, _)| id)
    }
}

/// Puts two automations in each other's places: the order of the others to them stays, too.
fn swap(started: &mut [AutomationId], [one, other]: [AutomationId; 2]) {
    let place = |id: AutomationId| match id {
        id if id == one => other,
        id if id == other => one,
        id => id,
    };
    started.sort_by_key(|id| place(*id));
}
