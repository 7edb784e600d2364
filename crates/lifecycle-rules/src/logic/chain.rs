//! Which automations set off which: circles among them.
//!
//! Only what happens at once counts. A stay that lasts or a date that comes sets nothing off here.

use super::occasion::readable;
use lifecycle_model::{
    Action, ActionKind, AutomationId, Event, EventKind, FieldId, Model, Object, StageId, TrackId, Tracks, Value,
};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// A circle: each automation, and which of its actions sets off the next one; the last sets off the first.
pub(crate) type Circle = Vec<(AutomationId, usize)>;

/// From so many automations of a knot is a circle looked for.
const STARTS: usize = 24;

/// And in so many steps.
const STEPS: usize = 20_000;

/// What actions cause and events wait for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Cause {
    Field(FieldId),
    Entered(StageId),
    Left(TrackId),
    Created(Object),
}

fn causes(model: &Model, action: &Action) -> Vec<Cause> {
    let arrives = |stage: StageId| [Cause::Entered(stage), Cause::Left(model[stage].track)];
    match &action.kind {
        ActionKind::Set(assign) => vec![Cause::Field(assign.field)],
        ActionKind::Move(stage) | ActionKind::Restart(stage) => arrives(*stage).to_vec(),
        ActionKind::Create { object, stage, .. } => {
            let entered = stage.map(Cause::Entered);
            std::iter::once(Cause::Created(*object)).chain(entered).collect()
        }
        ActionKind::Notify(..) | ActionKind::Task(..) => Vec::new(),
    }
}

fn awaited(model: &Model, event: &Event) -> Option<Cause> {
    match event.kind {
        EventKind::Created(object, _) => Some(Cause::Created(object)),
        EventKind::Enters(stage) => Some(Cause::Entered(stage)),
        EventKind::Leaves(stage) => Some(Cause::Left(model[stage].track)),
        EventKind::Changes(field) | EventKind::Becomes(field, _) => Some(Cause::Field(field)),
        EventKind::Stays(..) | EventKind::Relative(..) => None,
    }
}

/// Whether an action can be what an event waits for, as far as the two say.
fn sets_off(model: &Model, action: &Action, event: &Event) -> bool {
    match (&action.kind, &event.kind) {
        (ActionKind::Set(set), EventKind::Becomes(_, value)) => {
            set.value == *value || matches!(set.value, Value::Field(_))
        }
        (ActionKind::Move(to) | ActionKind::Restart(to), EventKind::Leaves(from)) => to != from,
        (ActionKind::Create { stage, .. }, EventKind::Created(_, Some(tracks))) => {
            stage.is_some_and(|stage| match tracks {
                Tracks::One(track) => model[stage].track == *track,
                Tracks::Domain(domain) => model.domain_of(stage) == *domain,
            })
        }
        _ => true,
    }
}

/// Short circles, at least one for each knot of automations that set each other off, the most likely ones first.
pub(crate) fn circles(model: &Model) -> Vec<Vec<Circle>> {
    let graph = Graph::of(model);
    let knots = graph.knots();
    knots
        .into_iter()
        .map(|knot| knot.iter().take(STARTS).filter_map(|start| graph.circle(*start, &knot)).collect())
        .collect()
}

struct Graph<'m> {
    model: &'m Model,
    waiting: BTreeMap<Cause, Vec<AutomationId>>,
}

impl<'m> Graph<'m> {
    fn of(model: &'m Model) -> Self {
        let mut waiting: BTreeMap<Cause, Vec<AutomationId>> = BTreeMap::new();
        for (id, automation) in model.automations.iter() {
            if let Some(cause) = readable(automation).and_then(|event| awaited(model, event)) {
                waiting.entry(cause).or_default().push(id);
            }
        }
        Self { model, waiting }
    }

    /// Groups of automations in which circles can be: what is left when all that lead nowhere, or are set off by none that is left, are
    /// taken away, split by what hangs together.
    fn knots(&self) -> Vec<BTreeSet<AutomationId>> {
        let left = self.on_both_sides();
        let mut by_cause: BTreeMap<Cause, Vec<AutomationId>> = BTreeMap::new();
        for id in &left {
            for cause in self.causes_of(*id).chain(self.awaited_by(*id)) {
                by_cause.entry(cause).or_default().push(*id);
            }
        }
        let mut grouped: BTreeSet<AutomationId> = BTreeSet::new();
        let mut knots = Vec::new();
        for start in left {
            if !grouped.contains(&start) {
                let group = self.connected(start, &mut by_cause);
                grouped.extend(&group);
                knots.push(group);
            }
        }
        knots
    }

    /// The automations that are set off by one of these and set off one of these.
    fn on_both_sides(&self) -> BTreeSet<AutomationId> {
        let mut left: BTreeSet<AutomationId> = self.waiting.values().flatten().copied().collect();
        let mut causing = ByCause::new();
        let mut awaiting = ByCause::new();
        for id in &left {
            self.causes_of(*id).for_each(|cause| causing.entry(cause).or_default().extend([*id]));
            self.awaited_by(*id).into_iter().for_each(|cause| awaiting.entry(cause).or_default().extend([*id]));
        }
        let has =
            |map: &BTreeMap<Cause, BTreeSet<AutomationId>>, cause| map.get(&cause).is_some_and(|ids| !ids.is_empty());
        let mut doubtful: Vec<AutomationId> = left.iter().copied().collect();
        while let Some(id) = doubtful.pop() {
            let set_off = self.awaited_by(id).is_some_and(|cause| has(&causing, cause));
            if (set_off && self.causes_of(id).any(|cause| has(&awaiting, cause))) || !left.remove(&id) {
                continue;
            }
            // With the last that causes something go those that wait for it, and the other way round.
            for cause in self.causes_of(id) {
                take(id, cause, &mut causing, &awaiting, &mut doubtful);
            }
            if let Some(cause) = self.awaited_by(id) {
                take(id, cause, &mut awaiting, &causing, &mut doubtful);
            }
        }
        left
    }

    fn causes_of(&self, id: AutomationId) -> impl Iterator<Item = Cause> {
        self.model[id].actions.iter().flat_map(|action| causes(self.model, action))
    }

    fn awaited_by(&self, id: AutomationId) -> Option<Cause> {
        readable(&self.model[id]).and_then(|event| awaited(self.model, event))
    }

    /// Everything that hangs together with an automation through what is caused and awaited.
    fn connected(
        &self,
        start: AutomationId,
        by_cause: &mut BTreeMap<Cause, Vec<AutomationId>>,
    ) -> BTreeSet<AutomationId> {
        let (mut group, mut coming) = (BTreeSet::from([start]), vec![start]);
        while let Some(id) = coming.pop() {
            for cause in self.causes_of(id).chain(self.awaited_by(id)) {
                for next in by_cause.remove(&cause).unwrap_or_default() {
                    if group.insert(next) {
                        coming.push(next);
                    }
                }
            }
        }
        group
    }

    /// The shortest circle through an automation.
    fn circle(&self, start: AutomationId, knot: &BTreeSet<AutomationId>) -> Option<Circle> {
        let mut from: BTreeMap<AutomationId, (AutomationId, usize)> = BTreeMap::new();
        let mut coming = VecDeque::from([start]);
        let mut steps = STEPS;
        while let Some(id) = coming.pop_front() {
            for (index, action) in self.model[id].actions.iter().enumerate() {
                let next =
                    causes(self.model, action).into_iter().filter_map(|cause| self.waiting.get(&cause)).flatten();
                for next in next.filter(|next| knot.contains(next)) {
                    steps = usize::checked_sub(steps, 1)?;
                    let fits = readable(&self.model[*next]).is_some_and(|event| sets_off(self.model, action, event));
                    if !fits || from.contains_key(next) {
                        continue;
                    }
                    from.insert(*next, (id, index));
                    if *next == start {
                        return Some(path(start, &from));
                    }
                    coming.push_back(*next);
                }
            }
        }
        None
    }
}

type ByCause = BTreeMap<Cause, BTreeSet<AutomationId>>;

/// Takes an automation from one side of a cause; if it was the last, those on the other side are in doubt.
fn take(id: AutomationId, cause: Cause, side: &mut ByCause, other: &ByCause, doubtful: &mut Vec<AutomationId>) {
    let Some(ids) = side.get_mut(&cause) else { return };
    if ids.remove(&id) && ids.is_empty() {
        doubtful.extend(other.get(&cause).into_iter().flatten());
    }
}

/// Back from the end of a circle to its start.
fn path(start: AutomationId, from: &BTreeMap<AutomationId, (AutomationId, usize)>) -> Circle {
    let mut circle = Vec::new();
    let mut at = start;
    while let Some((before, index)) = from.get(&at) {
        circle.push((*before, *index));
        at = *before;
        if at == start {
            break;
        }
    }
    circle.reverse();
    circle
}
