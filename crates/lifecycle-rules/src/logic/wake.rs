//! What may follow from what, in one run or later: automations, automatic entries, roll-ups, and stays that come to their end.
//!
//! Wider than [`circles`](super::circles), and only a guess: each step may follow from the one before, whether it ever does is not asked.
//! What lies on no circle here never repeats itself. Dates that come are left out.

use super::occasion::readable;
use lifecycle_model::{
    Action, ActionKind, AutomationId, Condition, ConditionKind, Criterion, CriterionKind, DomainId, EventKind, FieldId,
    Model, Movement, Object, StageId, StageKind, TrackId, Tracks,
};
use std::collections::{BTreeMap, BTreeSet};

/// What may follow from something else of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Node {
    /// An automation runs.
    Runs(AutomationId),
    /// A field gets another value.
    Field(FieldId),
    /// A record comes to a stage.
    Entered(StageId),
    /// A record of a track comes to another stage, or leaves one.
    Moved(TrackId),
    /// A record is created.
    Created(Object),
    /// The criteria of an automatic entry hold.
    Draws(StageId),
    /// A derived domain follows its source.
    Follows(DomainId),
}

/// Automations that may bring each other about again and again.
#[derive(Debug, Default)]
pub(crate) struct Knot {
    pub(crate) automations: Vec<AutomationId>,
    /// Automatic entries between them.
    pub(crate) draws: Vec<StageId>,
    /// Whether one of them waits for a stay to end.
    pub(crate) waits: bool,
}

/// The knots of a model.
pub(crate) fn knots(model: &Model) -> Vec<Knot> {
    let mut wake = Wake { model, next: BTreeMap::new(), round: go_round(model) };
    wake.link();
    let mut knots: Vec<Knot> = wake.components().iter().filter_map(|nodes| knot(model, nodes)).collect();
    knots.sort_by(|a, b| a.automations.cmp(&b.automations));
    knots
}

fn knot(model: &Model, nodes: &[Node]) -> Option<Knot> {
    let mut knot = Knot::default();
    for node in nodes.iter().filter(|_| nodes.len() > 1) {
        match node {
            Node::Runs(id) => knot.automations.push(*id),
            Node::Draws(stage) => knot.draws.push(*stage),
            _ => {}
        }
    }
    knot.automations.sort_unstable();
    knot.draws.sort_unstable();
    let waits = |id: &AutomationId| readable(&model[*id]).is_some_and(|it| matches!(it.kind, EventKind::Stays(..)));
    knot.waits = knot.automations.iter().any(waits);
    (!knot.automations.is_empty()).then_some(knot)
}

/// The tracks in which a record can come to one stage again and again by itself. Elsewhere it only goes forward, and that ends.
fn go_round(model: &Model) -> BTreeSet<TrackId> {
    let is_free = model.header.as_ref().is_some_and(|header| header.movement == Movement::Free);
    let mut round: BTreeSet<TrackId> = BTreeSet::new();
    let mut created: BTreeSet<Object> = BTreeSet::new();
    for action in model.automations.values().flat_map(|automation| &automation.actions) {
        match &action.kind {
            ActionKind::Restart(stage) => {
                round.insert(model[*stage].track);
            }
            ActionKind::Create { object, .. } => {
                created.insert(*object);
            }
            _ => {}
        }
    }
    for (id, track) in model.tracks.iter() {
        let holds = track.stages.iter().any(|stage| model[*stage].kind == StageKind::Hold);
        let grows = model[track.domain].object.is_some_and(|object| created.contains(&object));
        if is_free || holds || grows {
            round.insert(id);
        }
    }
    // What is derived does as its source, however long the chain.
    for _ in model.domains.values() {
        let before = round.len();
        for domain in model.domains.values() {
            let source = domain.rollup.as_ref().and_then(|rollup| rollup.source);
            if source.is_some_and(|source| model[source].tracks.iter().any(|track| round.contains(track))) {
                round.extend(&domain.tracks);
            }
        }
        if round.len() == before {
            break;
        }
    }
    round
}

struct Wake<'m> {
    model: &'m Model,
    next: BTreeMap<Node, Vec<Node>>,
    round: BTreeSet<TrackId>,
}

impl Wake<'_> {
    fn then(&mut self, from: Node, to: Node) {
        self.next.entry(from).or_default().push(to);
    }

    fn link(&mut self) {
        let model = self.model;
        for (id, automation) in model.automations.iter() {
            let Some(event) = readable(automation) else { continue };
            let from = match event.kind {
                EventKind::Created(object, _) => Node::Created(object),
                EventKind::Enters(stage) | EventKind::Stays(stage, _) => Node::Entered(stage),
                EventKind::Leaves(stage) => Node::Moved(model[stage].track),
                EventKind::Changes(field) | EventKind::Becomes(field, _) => Node::Field(field),
                EventKind::Relative(..) => continue,
            };
            self.then(from, Node::Runs(id));
            automation.actions.iter().for_each(|action| self.act(id, action));
        }
        for (id, stage) in model.stages.iter() {
            if !self.round.contains(&stage.track) {
                continue;
            }
            self.then(Node::Entered(id), Node::Moved(stage.track));
            let Some(entry) = stage.entry.as_ref().filter(|entry| entry.auto) else { continue };
            // Who is sent back is drawn again.
            self.then(Node::Moved(stage.track), Node::Draws(id));
            self.then(Node::Draws(id), Node::Entered(id));
            let mut asked = BTreeSet::new();
            entry.criteria.iter().for_each(|criterion| of_criterion(model, criterion, &mut asked));
            asked.into_iter().for_each(|node| self.then(node, Node::Draws(id)));
        }
        for (id, domain) in model.domains.iter() {
            let Some(source) = domain.rollup.as_ref().and_then(|rollup| rollup.source) else { continue };
            for track in &model[source].tracks {
                self.then(Node::Moved(*track), Node::Follows(id));
            }
            for stage in domain.tracks.iter().flat_map(|track| &model[*track].stages) {
                self.then(Node::Follows(id), Node::Entered(*stage));
            }
        }
    }

    fn act(&mut self, id: AutomationId, action: &Action) {
        match &action.kind {
            ActionKind::Set(assign) => self.then(Node::Runs(id), Node::Field(assign.field)),
            ActionKind::Move(stage) | ActionKind::Restart(stage) if self.round.contains(&self.model[*stage].track) => {
                self.then(Node::Runs(id), Node::Entered(*stage));
            }
            ActionKind::Create { object, stage, .. } => {
                self.then(Node::Runs(id), Node::Created(*object));
                stage.iter().for_each(|stage| self.then(Node::Runs(id), Node::Entered(*stage)));
            }
            _ => {}
        }
    }

    /// What leads to each other, each once, by Tarjan's way without recursion.
    fn components(&self) -> Vec<Vec<Node>> {
        let mut found = Vec::new();
        let mut numbers: BTreeMap<Node, (usize, usize)> = BTreeMap::new();
        let (mut open, mut is_open) = (Vec::new(), BTreeSet::new());
        for start in self.next.keys().copied() {
            if numbers.contains_key(&start) {
                continue;
            }
            let mut way: Vec<(Node, usize)> = vec![(start, 0)];
            while let Some((node, place)) = way.pop() {
                if place == 0 {
                    numbers.insert(node, (numbers.len(), numbers.len()));
                    open.push(node);
                    is_open.insert(node);
                }
                let low = |numbers: &BTreeMap<Node, (usize, usize)>, node| numbers.get(node).map_or(0, |it| it.1);
                let next = self.next.get(&node).and_then(|next| next.get(place)).copied();
                if let Some(next) = next {
                    way.push((node, place + 1));
                    match numbers.get(&next).copied() {
                        None => way.push((next, 0)),
                        Some((number, _)) if is_open.contains(&next) => lower(&mut numbers, node, number),
                        Some(_) => {}
                    }
                    continue;
                }
                let own = low(&numbers, &node);
                if numbers.get(&node).is_some_and(|(number, _)| *number == own)
                    && let Some(first) = open.iter().rposition(|other| *other == node)
                {
                    let component = open.split_off(first);
                    for node in &component {
                        is_open.remove(node);
                    }
                    found.push(component);
                }
                if let Some((parent, _)) = way.last() {
                    lower(&mut numbers, *parent, own);
                }
            }
        }
        found
    }
}

fn lower(numbers: &mut BTreeMap<Node, (usize, usize)>, node: Node, to: usize) {
    if let Some((_, low)) = numbers.get_mut(&node) {
        *low = to.min(*low);
    }
}

fn of_criterion(model: &Model, criterion: &Criterion, asked: &mut BTreeSet<Node>) {
    match &criterion.kind {
        CriterionKind::Condition(condition) => of_condition(model, condition, asked),
        CriterionKind::AtLeast(_, parts) => parts.iter().for_each(|part| of_criterion(model, part, asked)),
        CriterionKind::Manual(_) => {}
    }
}

/// What a condition asks, as far as something may change it.
fn of_condition(model: &Model, condition: &Condition, asked: &mut BTreeSet<Node>) {
    match &condition.kind {
        ConditionKind::All(parts) | ConditionKind::Any(parts) => {
            parts.iter().for_each(|part| of_condition(model, part, asked));
        }
        ConditionKind::Not(inner) => of_condition(model, inner, asked),
        ConditionKind::Test(field, _) => {
            asked.insert(Node::Field(*field));
        }
        ConditionKind::Stands(_, _, stage) => {
            asked.insert(Node::Moved(model[*stage].track));
        }
        ConditionKind::Has { object, within, position, filter } => {
            asked.insert(Node::Created(*object));
            asked.extend(position.map(|(_, stage)| Node::Moved(model[stage].track)));
            match within {
                Some(Tracks::One(track)) => asked.extend([Node::Moved(*track)]),
                Some(Tracks::Domain(domain)) => {
                    asked.extend(model[*domain].tracks.iter().map(|track| Node::Moved(*track)));
                }
                None => {}
            }
            filter.iter().for_each(|filter| of_condition(model, filter, asked));
        }
        ConditionKind::Unresolved => {}
    }
}
