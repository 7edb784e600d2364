//! Going round a circle of automations, to see whether it comes to rest.

use super::Logic;
use super::arrival::one_step;
use super::chain::Circle;
use super::claim::of_value;
use super::formula::{Formula, View};
use super::known::{entry_facts, is_closed};
use super::occasion::{meet, readable, written};
use lifecycle_model::{
    Action, ActionKind, AutomationId, EventKind, FieldId, Movement, Position, StageId, StageKind, TrackId, Value,
};
use std::collections::{BTreeMap, BTreeSet};

/// How a circle of automations ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum End {
    /// It is no circle: some step cannot set off the next.
    None,
    /// After one round nothing changes any more.
    Settles,
    /// Nothing stops it.
    Endless,
}

/// What a field holds: a value that an automation gave it, or what another field held at the start.
#[derive(Clone, Debug, PartialEq)]
enum Cell {
    Value(Value),
    Start(FieldId),
}

/// Goes round a circle twice, whichever of its automations is set off first.
pub(crate) fn end(logic: &Logic<'_>, circle: &Circle) -> End {
    if excluded(logic, circle) {
        return End::None;
    }
    let turns = 0..circle.len().min(8);
    turns
        .map(|turn| {
            let mut turned = circle.clone();
            turned.rotate_left(turn);
            from_first(logic, &turned)
        })
        .max()
        .unwrap_or(End::None)
}

/// Whether somebody can set off the first automation of a circle, and it is the first of the circle to run then.
fn can_begin(logic: &Logic<'_>, circle: &Circle) -> bool {
    let model = logic.model();
    let Some((first, event)) = circle.first().and_then(|(id, _)| Some((*id, readable(&model[*id])?))) else {
        return false;
    };
    let earlier = circle.iter().filter(|(id, _)| *id < first).filter_map(|(id, _)| readable(&model[*id]));
    let opens = match event.kind {
        EventKind::Enters(stage) => !is_closed(logic, stage),
        _ => true,
    };
    opens && !earlier.into_iter().any(|other| meet(other, event))
}

fn from_first(logic: &Logic<'_>, circle: &Circle) -> End {
    if !can_begin(logic, circle) {
        return End::None;
    }
    let header = logic.model().header.as_ref();
    let forward_only = header.is_none_or(|header| header.movement == Movement::ForwardOnly);
    let mut round = Round {
        logic,
        forward_only,
        cells: BTreeMap::new(),
        places: BTreeMap::new(),
        left: BTreeMap::new(),
        asked: Vec::new(),
    };
    round.begin(circle);
    if !round.go(circle) {
        return End::None;
    }
    if round.go(circle) { End::Endless } else { End::Settles }
}

/// Whether conditions of the circle on what none of its automations writes exclude each other.
fn excluded(logic: &Logic<'_>, circle: &Circle) -> bool {
    let model = logic.model();
    let automations = || circle.iter().map(|(id, _)| &model[*id]);
    let mut actions = automations().flat_map(|automation| &automation.actions);
    if actions.clone().any(|action| matches!(action.kind, ActionKind::Create { .. })) {
        return false;
    }
    let written: BTreeSet<_> = actions.by_ref().filter_map(|action| written(model, action)).collect();
    let conditions = automations().flat_map(|automation| &automation.conditions);
    let asked: Vec<Formula<'_>> = conditions.map(|condition| logic.condition(View::Given, condition)).collect();
    let kept = asked.iter().flat_map(Formula::parts);
    let kept: Vec<_> =
        kept.filter(|part| !part.variables().iter().any(|variable| written.contains(variable))).collect();
    logic.never(&kept)
}

struct Round<'l, 'm> {
    logic: &'l Logic<'m>,
    forward_only: bool,
    cells: BTreeMap<FieldId, Cell>,
    places: BTreeMap<TrackId, StageId>,
    /// Where the record stands no longer, as long as nobody knows where it stands.
    left: BTreeMap<TrackId, StageId>,
    /// What automations have asked for, and nothing has changed since.
    asked: Vec<Formula<'m>>,
}

impl<'m> Round<'_, 'm> {
    /// What the first event says.
    fn begin(&mut self, circle: &Circle) {
        let model = self.logic.model();
        let event = circle.first().and_then(|(id, _)| readable(&model[*id]));
        match event.map(|event| &event.kind) {
            Some(EventKind::Becomes(field, value)) => {
                self.cells.insert(*field, Cell::Value(value.clone()));
            }
            Some(EventKind::Enters(stage)) => {
                self.places.insert(model[*stage].track, *stage);
            }
            Some(EventKind::Leaves(stage)) => {
                self.left.insert(model[*stage].track, *stage);
            }
            _ => {}
        }
    }

    /// One round; false if some step certainly does not set off the next.
    fn go(&mut self, circle: &Circle) -> bool {
        let model = self.logic.model();
        let next = circle.iter().cycle().skip(1);
        circle.iter().zip(next).all(|((id, index), (next, _))| {
            let Some(event) = readable(&model[*next]) else { return false };
            if !self.may_run(*id) {
                return false;
            }
            let mut set_off = false;
            let asked = self.conditions(*id);
            self.asked.extend(asked.iter().flat_map(Formula::parts).cloned());
            for (place, action) in model[*id].actions.iter().enumerate() {
                if self.is_refused(action) {
                    continue;
                }
                let happens = self.act(action, &event.kind);
                match (written(model, action), &action.kind) {
                    (Some(variable), _) => self.asked.retain(|part| !part.variables().contains(&variable)),
                    // From here on, it is about another record.
                    (None, ActionKind::Create { .. }) => self.asked.clear(),
                    _ => {}
                }
                set_off |= place == *index && happens;
            }
            set_off && self.is_still_so(&event.kind)
        })
    }

    /// Whether an event is still so when the actions that caused it, and others, are done.
    fn is_still_so(&self, event: &EventKind) -> bool {
        let model = self.logic.model();
        let place = |stage: &StageId| self.places.get(&model[*stage].track);
        match event {
            EventKind::Enters(stage) => place(stage).is_none_or(|place| place == stage),
            EventKind::Leaves(stage) => place(stage) != Some(stage),
            EventKind::Becomes(field, wanted) => match self.cells.get(field) {
                Some(Cell::Value(value)) => value == wanted,
                _ => true,
            },
            _ => true,
        }
    }

    fn may_run(&self, id: AutomationId) -> bool {
        let conditions = self.conditions(id);
        let known = self.known();
        !self.logic.never(&conditions.iter().chain(&known).collect::<Vec<_>>())
    }

    fn conditions(&self, id: AutomationId) -> Vec<Formula<'m>> {
        let conditions = self.logic.model()[id].conditions.iter();
        conditions.map(|condition| self.logic.condition(View::Given, condition)).collect()
    }

    /// What is known of the records by now.
    fn known(&self) -> Vec<Formula<'m>> {
        let cells = self.cells.iter().filter_map(|(field, cell)| match cell {
            Cell::Value(value) => Some(Formula::fact(*field, of_value(&self.logic.model()[*field], value)?)),
            Cell::Start(_) => None,
        });
        let places = self.places.values().map(|stage| Formula::stands(self.logic, Position::At, *stage));
        cells.chain(places).chain(self.asked.iter().cloned()).collect()
    }

    /// Whether a stage certainly keeps out the record that an action takes to it.
    fn is_refused(&self, action: &Action) -> bool {
        let (stage, moved) = match &action.kind {
            ActionKind::Move(stage) => (*stage, true),
            ActionKind::Restart(stage) => (*stage, false),
            _ => return false,
        };
        let mut facts = self.known();
        facts.extend(entry_facts(self.logic, stage).into_iter().map(|fact| fact.formula));
        facts.extend(one_step(self.logic, stage).filter(|_| moved));
        self.logic.never(&facts.iter().collect::<Vec<_>>())
    }

    fn cell(&self, field: FieldId) -> Cell {
        self.cells.get(&field).cloned().unwrap_or(Cell::Start(field))
    }

    /// Does what an action does, and says whether that can be the event.
    fn act(&mut self, action: &Action, event: &EventKind) -> bool {
        let model = self.logic.model();
        match &action.kind {
            ActionKind::Set(set) => {
                let new = match &set.value {
                    Value::Field(from) => self.cell(*from),
                    value => Cell::Value(value.clone()),
                };
                let changes = self.cell(set.field) != new;
                let fits = match (event, &new) {
                    (EventKind::Becomes(field, wanted), Cell::Value(value)) => *field == set.field && wanted == value,
                    (EventKind::Becomes(field, _) | EventKind::Changes(field), _) => *field == set.field,
                    _ => false,
                };
                self.cells.insert(set.field, new);
                changes && fits
            }
            ActionKind::Move(stage) => self.arrive(*stage, event, self.forward_only, false),
            ActionKind::Restart(stage) => self.arrive(*stage, event, false, true),
            ActionKind::Create { object, stage, with } => {
                self.cells.retain(|field, _| model[*field].object != *object);
                for set in with {
                    self.cells.insert(set.field, Cell::Value(set.value.clone()));
                }
                self.places.extend(stage.map(|stage| (model[stage].track, stage)));
                matches!(event, EventKind::Created(of, _) if of == object)
                    || stage.is_some_and(|stage| matches!(event, EventKind::Enters(entered) if *entered == stage))
            }
            ActionKind::Notify(..) | ActionKind::Task(..) => false,
        }
    }

    fn arrive(&mut self, stage: StageId, event: &EventKind, forward: bool, again: bool) -> bool {
        let model = self.logic.model();
        let track = model[stage].track;
        let from = self.places.get(&track).copied();
        let rank = |stage: StageId| model[stage].rank;
        let stays = from.is_some_and(|from| {
            let beyond = forward && rank(from).zip(rank(stage)).is_some_and(|(from, to)| from >= to);
            // Who has left the funnel is moved no more.
            let gone = matches!(model[from].kind, StageKind::Lost | StageKind::Closed);
            !again && (from == stage || beyond || gone)
        });
        if stays {
            return false;
        }
        self.places.insert(track, stage);
        match event {
            EventKind::Enters(entered) => *entered == stage,
            EventKind::Leaves(left) => match from {
                Some(from) => *left != stage && from == *left,
                None => *left != stage && self.left.get(&track) != Some(left),
            },
            _ => false,
        }
    }
}
