//! Automations that run at one moment, and what they do to one another.

use super::Logic;
use super::arrival::{in_the_funnel, one_step};
use super::claim::{Variable, of_value};
use super::formula::{Formula, View};
use super::known::entry_facts;
use super::occasion::{Occasions, coincide, readable, written};
use super::solve::Verdict;
use lifecycle_base::Location;
use lifecycle_model::{
    Action, ActionKind, Assign, Automation, AutomationId, EventKind, Model, Movement, Position, StageId, Value,
};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// So many automations that write or read one thing on one event are compared with one another.
const COMPARED: usize = 24;

/// Two automations on one event, in the order in which they apply, and the place in each that matters.
#[derive(Clone, Debug)]
pub(crate) struct Pair {
    pub(crate) first: (AutomationId, Location),
    pub(crate) second: (AutomationId, Location),
    pub(crate) about: Variable,
}

/// The automations of one event that write something, and those that ask for it or copy it.
#[derive(Debug, Default)]
struct Users<'m> {
    writers: Vec<(AutomationId, &'m Action)>,
    readers: Vec<(AutomationId, Reads<'m>)>,
}

#[derive(Clone, Debug)]
enum Reads<'m> {
    Asks(Rc<Formula<'m>>, Location),
    Copies(Location),
}

/// The comparison of automations that share an event.
pub(crate) struct Together<'l, 'm> {
    logic: &'l Logic<'m>,
    occasions: &'l Occasions<'m>,
    forward_only: bool,
}

impl<'l, 'm> Together<'l, 'm> {
    pub(crate) fn new(logic: &'l Logic<'m>, occasions: &'l Occasions<'m>) -> Self {
        let header = logic.model().header.as_ref();
        Self { logic, occasions, forward_only: header.is_none_or(|header| header.movement == Movement::ForwardOnly) }
    }

    fn model(&self) -> &'m Model {
        self.logic.model()
    }

    /// Pairs that set one field to different values on one event, for records on which both run.
    pub(crate) fn conflicts(&self) -> Vec<Pair> {
        let mut found = Vec::new();
        for (about, users) in self.occasions.groups().flat_map(|group| self.users(group)) {
            for (index, (second, later)) in users.writers.iter().enumerate() {
                let fights = |(first, action): &&(AutomationId, &Action)| {
                    first != second && self.differ(action, later) && self.overlap(*first, *second)
                };
                // The nearest one before it is enough to see.
                if let Some((first, action)) = users.writers.iter().take(index).rfind(fights) {
                    found.push(Pair { first: (*first, action.at), second: (*second, later.at), about });
                }
            }
        }
        found
    }

    /// Pairs that take one record to different stages on one event.
    pub(crate) fn opposed(&self) -> Vec<Pair> {
        let mut found = Vec::new();
        for (about, users) in self.occasions.groups().flat_map(|group| self.users(group)) {
            for (index, (second, later)) in users.writers.iter().enumerate() {
                let fights = |(first, action): &&(AutomationId, &Action)| {
                    let stages = target(action).zip(target(later));
                    first != second && stages.is_some_and(|(a, b)| a != b) && self.overlap(*first, *second)
                };
                if let Some((first, action)) = users.writers.iter().take(index).rfind(fights) {
                    found.push(Pair { first: (*first, action.at), second: (*second, later.at), about });
                }
            }
        }
        found
    }

    /// Pairs of which one asks for what the other writes, so that it matters which comes first.
    pub(crate) fn dependent(&self) -> Vec<Pair> {
        let mut found: Vec<Pair> = Vec::new();
        for (about, users) in self.occasions.groups().flat_map(|group| self.users(group)) {
            for (writer, action) in &users.writers {
                for (reader, reads) in users.readers.iter().filter(|(reader, _)| reader != writer) {
                    let seen = |pair: &Pair| {
                        pair.about == about && [pair.first.0, pair.second.0] == in_order(*writer, *reader)
                    };
                    if found.iter().rev().take(COMPARED).any(seen) {
                        continue;
                    }
                    let (matters, at) = match reads {
                        Reads::Asks(asked, at) => (self.decides(*writer, action, *reader, asked), *at),
                        Reads::Copies(at) => (self.overlap(*writer, *reader), *at),
                    };
                    if matters {
                        let (writer, reader) = ((*writer, action.at), (*reader, at));
                        let (first, second) = if writer.0 < reader.0 { (writer, reader) } else { (reader, writer) };
                        found.push(Pair { first, second, about });
                    }
                }
            }
        }
        found
    }

    /// By what is written or read, who does so.
    fn users(&self, group: &[AutomationId]) -> BTreeMap<Variable, Users<'m>> {
        let mut users: BTreeMap<Variable, Users<'m>> = BTreeMap::new();
        for id in group.iter().copied().filter(|id| readable(&self.model()[*id]).is_some()) {
            let automation = &self.model()[id];
            for (place, action) in automation.actions.iter().enumerate() {
                let rest = automation.actions.get(place + 1..).unwrap_or_default();
                if let Some(variable) = written(self.model(), action).filter(|_| !is_overwritten(action, rest)) {
                    let writers = &mut users.entry(variable).or_default().writers;
                    if writers.len() < COMPARED {
                        writers.push((id, action));
                    }
                }
            }
            for (variable, reads) in self.reads(automation) {
                let readers = &mut users.entry(variable).or_default().readers;
                if readers.len() < COMPARED {
                    readers.push((id, reads));
                }
            }
        }
        users
    }

    fn reads(&self, automation: &'m Automation) -> Vec<(Variable, Reads<'m>)> {
        let mut reads = Vec::new();
        for condition in &automation.conditions {
            let formula = self.logic.condition(View::Given, condition);
            for part in formula.parts() {
                let asks: BTreeSet<Variable> = part.variables().into_iter().collect();
                // Too much to be decided, and to be kept once for each thing it asks.
                if asks.len() > COMPARED {
                    continue;
                }
                let asked = Rc::new(part.clone());
                let asks = asks.into_iter();
                reads.extend(asks.map(|variable| (variable, Reads::Asks(Rc::clone(&asked), condition.at))));
            }
        }
        let sets = automation.actions.iter().filter_map(|action| match &action.kind {
            ActionKind::Set(Assign { value: Value::Field(from), at, .. }) => Some((*from, *at)),
            _ => None,
        });
        reads.extend(sets.map(|(from, at)| (Variable::Field(from), Reads::Copies(at))));
        reads
    }

    /// Whether two actions certainly leave different values.
    fn differ(&self, a: &Action, b: &Action) -> bool {
        let (ActionKind::Set(a), ActionKind::Set(b)) = (&a.kind, &b.kind) else { return false };
        match (&a.value, &b.value) {
            (Value::Text(mine), Value::Text(theirs)) => mine != theirs,
            (Value::Choice(_, mine), Value::Choice(_, theirs)) => mine != theirs,
            (mine, theirs) => {
                let field = &self.model()[a.field];
                let values = of_value(field, mine).zip(of_value(field, theirs));
                values.is_some_and(|(mine, theirs)| mine.intersect(&theirs).is_empty())
            }
        }
    }

    /// What holds when an automation runs, and nothing on its event has run before.
    fn conditions(&self, id: AutomationId) -> Vec<Formula<'m>> {
        let pinned = self.occasions.said(id).iter().map(|fact| fact.formula.clone());
        let automation = &self.model()[id];
        // Who enters a stage has just met its criteria.
        let met = match automation.event.as_ref().map(|event| &event.kind) {
            Some(EventKind::Enters(stage)) => entry_facts(self.logic, *stage),
            _ => Vec::new(),
        };
        let asked = automation.conditions.iter().map(|condition| self.logic.condition(View::Given, condition));
        pinned.chain(met.into_iter().map(|fact| fact.formula)).chain(asked).collect()
    }

    /// Whether one record can make both run at one moment.
    fn overlap(&self, a: AutomationId, b: AutomationId) -> bool {
        let (Some(first), Some(second)) = (readable(&self.model()[a]), readable(&self.model()[b])) else {
            return false;
        };
        let (mine, theirs) = (self.conditions(a), self.conditions(b));
        coincide(first, second) && self.can(&mine.iter().chain(&theirs).collect::<Vec<_>>())
    }

    fn can(&self, parts: &[&Formula<'m>]) -> bool {
        self.logic.solve(parts) == Verdict::Perhaps
    }

    /// Whether what one automation writes certainly decides a condition of another which may have been otherwise before.
    fn decides(&self, writer: AutomationId, action: &Action, reader: AutomationId, asked: &Formula<'m>) -> bool {
        let (Some(first), Some(second)) = (readable(&self.model()[writer]), readable(&self.model()[reader])) else {
            return false;
        };
        let Some(after) = self.after(action).filter(|_| coincide(first, second)) else { return false };
        let negated = asked.negated();
        let (was, runs_after) = if self.logic.never(&[&after, asked]) {
            (asked, false)
        } else if self.logic.implies(&[&after], asked) {
            (&negated, true)
        } else {
            return false;
        };
        let (mine, theirs) = (self.conditions(writer), self.conditions(reader));
        let changed = written(self.model(), action);
        let is_touched = |part: &&Formula<'m>| part.variables().iter().any(|variable| Some(*variable) == changed);
        let (same, others): (Vec<_>, Vec<_>) = theirs.iter().flat_map(Formula::parts).partition(is_touched);
        let barred = self.let_in(action);
        let mut before: Vec<_> = mine.iter().chain(others.iter().copied()).chain([was]).chain(&barred).collect();
        // Where the reader runs, everything it asks holds: of what the writer changes, after the writer or before it.
        let runs = if runs_after {
            let kept = mine.iter().flat_map(Formula::parts).filter(|part| !is_touched(part));
            self.can(&kept.chain(others).chain(same).chain([&after]).collect::<Vec<_>>())
        } else {
            before.extend(same);
            true
        };
        runs && self.can(&before) && !self.logic.never(&theirs.iter().collect::<Vec<_>>())
    }

    /// What must hold for an action to do anything: a stage lets the record in, which has not left the funnel.
    fn let_in(&self, action: &Action) -> Vec<Formula<'m>> {
        let (stage, moved) = match &action.kind {
            ActionKind::Move(stage) => (*stage, true),
            ActionKind::Restart(stage) => (*stage, false),
            _ => return Vec::new(),
        };
        let mut asked: Vec<Formula<'m>> = entry_facts(self.logic, stage).into_iter().map(|fact| fact.formula).collect();
        if moved {
            asked.extend(in_the_funnel(self.logic, self.model()[stage].track));
            asked.extend(one_step(self.logic, stage));
        }
        asked
    }

    /// What holds of a record after an action.
    fn after(&self, action: &Action) -> Option<Formula<'m>> {
        match &action.kind {
            ActionKind::Set(set) => {
                of_value(&self.model()[set.field], &set.value).map(|values| Formula::fact(set.field, values))
            }
            ActionKind::Move(stage) => {
                // A record beyond the stage stays there.
                let ranked = self.forward_only && self.model()[*stage].rank.is_some();
                let position = if ranked { Position::AtOrBeyond } else { Position::At };
                Some(Formula::stands(self.logic, position, *stage))
            }
            ActionKind::Restart(stage) => Some(Formula::stands(self.logic, Position::At, *stage)),
            ActionKind::Create { .. } | ActionKind::Notify(..) | ActionKind::Task(..) => None,
        }
    }
}

fn in_order(a: AutomationId, b: AutomationId) -> [AutomationId; 2] {
    if a < b { [a, b] } else { [b, a] }
}

/// Whether a later action sets the same field again.
fn is_overwritten(action: &Action, rest: &[Action]) -> bool {
    let field = |action: &Action| match &action.kind {
        ActionKind::Set(assign) => Some(assign.field),
        _ => None,
    };
    field(action).is_some_and(|own| rest.iter().any(|later| field(later) == Some(own)))
}

fn target(action: &Action) -> Option<StageId> {
    match &action.kind {
        ActionKind::Move(stage) | ActionKind::Restart(stage) => Some(*stage),
        _ => None,
    }
}
