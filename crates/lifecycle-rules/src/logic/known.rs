//! What an automation knows about a record when one of its actions reaches it.
//!
//! A condition on a related object asks for some record of it, the action reaches all. That the one is among the others is meant, and taken
//! so where doubt is in favour of the author; it is not certain.

use super::Logic;
use super::claim::{self, Variable};
use super::formula::{Formula, View};
use super::has::Has;
use super::occasion::{Fact, Occasions, object_of, written};
use super::values::Values;
use lifecycle_model::{
    Action, ActionKind, Assign, Automation, AutomationId, Condition, ConditionKind, CriterionKind, EventKind, FieldId,
    Model, Object, Position, StageId, Tracks,
};
use std::collections::BTreeSet;

/// So many criteria of a stage are compared with each automation.
const CRITERIA: usize = 64;

/// What is known of the record an action reaches.
#[derive(Debug, Default)]
pub(crate) struct Known<'m> {
    /// About the record itself, for certain.
    pub(crate) own: Vec<Fact<'m>>,
    /// About some record of its object, which is meant to be this one.
    meant: Vec<Fact<'m>>,
    /// About the record of the event, when that is another one.
    event: Vec<Fact<'m>>,
    event_object: Option<Object>,
    record: Option<Object>,
    /// Whether there are conditions that say something about several records at once.
    pub(crate) unclear: bool,
    /// Fields whose new value comes from another field.
    copied: BTreeSet<FieldId>,
    /// Objects of which the automation has just created a record.
    created: BTreeSet<Object>,
}

impl<'m> Known<'m> {
    /// Before an action of an automation, about records of `record`. With `entered`, what the stage of the event asks on entry is taken
    /// to hold still.
    pub(crate) fn before(
        logic: &Logic<'m>,
        occasions: &Occasions<'m>,
        id: AutomationId,
        (index, record): (usize, Object),
        entered: bool,
    ) -> Self {
        let model = logic.model();
        let automation = &model[id];
        let Some(object) = automation.event.as_ref().and_then(|event| object_of(model, event)) else {
            return Known { unclear: true, ..Known::default() };
        };
        let mut known = Known { event_object: Some(object), record: Some(record), ..Known::default() };
        let mut of_event = occasions.pinned(id).to_vec();
        if entered {
            of_event.extend(asked_on_entry(logic, automation));
        }
        if object == record {
            known.own = of_event;
        } else {
            known.event = of_event;
        }
        automation.conditions.iter().for_each(|condition| known.take(logic, condition, object, record));
        automation.actions.iter().take(index).for_each(|action| known.after(model, action));
        known
    }

    /// About a record that an action creates: only what it is created with.
    pub(crate) fn of_created(mut self, model: &'m Model, with: &[Assign]) -> Self {
        // What was known of a record of the same object is known of the one of the event.
        let mut own = std::mem::take(&mut self.own);
        own.append(&mut self.meant);
        self.event.extend(own);
        self.copied.clear();
        with.iter().for_each(|assign| self.set(model, assign));
        self
    }

    fn take(&mut self, logic: &Logic<'m>, condition: &'m Condition, object: Object, record: Object) {
        if let ConditionKind::All(parts) = &condition.kind {
            return parts.iter().for_each(|part| self.take(logic, part, object, record));
        }
        let fact = |from| Fact { formula: logic.condition(View::From(from), condition), at: condition.at };
        if object == record {
            return self.own.push(fact(object));
        }
        let objects = mentioned(logic.model(), condition);
        let of_event = fact(object);
        if of_event.formula.asks_has()
            || objects.iter().any(|one| *one != object && *one != record)
            || objects.len() > 1
        {
            self.unclear = true;
        } else if objects.contains(&record) {
            self.meant.push(fact(record));
        } else {
            self.event.push(of_event);
        }
    }

    /// What an earlier action of the automation changes.
    fn after(&mut self, model: &'m Model, action: &'m Action) {
        if let Some(variable) = written(model, action) {
            self.forget(variable);
        }
        match &action.kind {
            ActionKind::Set(assign) => self.set(model, assign),
            ActionKind::Create { object, .. } => {
                self.created.insert(*object);
            }
            ActionKind::Move(_) | ActionKind::Restart(_) | ActionKind::Notify(..) | ActionKind::Task(..) => {}
        }
    }

    fn forget(&mut self, variable: Variable) {
        let keeps = |fact: &Fact<'m>| !fact.formula.variables().contains(&variable);
        self.own.retain(keeps);
        self.meant.retain(keeps);
        self.event.retain(keeps);
    }

    fn set(&mut self, model: &'m Model, assign: &Assign) {
        let field = &model[assign.field];
        let Some(values) = claim::of_value(field, &assign.value) else {
            self.copied.insert(assign.field);
            return;
        };
        self.copied.remove(&assign.field);
        let fact = Fact { formula: Formula::fact(assign.field, values), at: assign.at };
        match Some(field.object) {
            object if object == self.record => self.own.push(fact),
            object if object == self.event_object => self.event.push(fact),
            _ => {}
        }
    }

    /// Whether what is known makes certain that a criterion holds, or leaves open what it asks.
    pub(crate) fn settles(&self, logic: &Logic<'m>, criterion: &Formula<'m>) -> bool {
        let copied =
            criterion.variables().iter().any(|of| matches!(of, Variable::Field(id) if self.copied.contains(id)));
        if !criterion.is_readable() || copied || self.unclear {
            return true;
        }
        self.says(logic, &self.granted(logic, criterion))
    }

    /// Whether what is known of the record itself, or meant to be, makes a formula certain.
    pub(crate) fn says(&self, logic: &Logic<'m>, formula: &Formula<'m>) -> bool {
        let facts: Vec<&Formula<'m>> = self.own.iter().chain(&self.meant).map(|fact| &fact.formula).collect();
        logic.implies(&facts, formula)
    }

    /// What is known of the record itself, or meant to be.
    pub(crate) fn meant(&self) -> Vec<Fact<'m>> {
        self.own.iter().chain(&self.meant).cloned().collect()
    }

    /// Whether something is known, or meant to be, of what a variable stands for.
    pub(crate) fn asks(&self, variable: Variable) -> bool {
        self.own.iter().chain(&self.meant).any(|fact| fact.formula.variables().contains(&variable))
    }

    /// The formula where questions for related records are answered, as far as the record of the event, or one just created, does.
    fn granted(&self, logic: &Logic<'m>, formula: &Formula<'m>) -> Formula<'m> {
        let answered = match formula {
            Formula::Has(has, _) => self.created.contains(&has.object) || self.shows(logic, has),
            Formula::Claim(literal) if !literal.given => {
                let given = Formula::Claim(super::formula::Literal { given: true, positive: true, ..literal.clone() });
                self.event_implies(logic, &given)
            }
            _ => false,
        };
        match formula {
            Formula::Has(_, positive) if answered => truth(*positive),
            Formula::Claim(literal) if answered => truth(literal.positive),
            Formula::AtLeast(count, parts) => {
                Formula::AtLeast(*count, parts.iter().map(|part| self.granted(logic, part)).collect())
            }
            _ => formula.clone(),
        }
    }

    /// Whether the record of the event is a related record as it is asked for.
    fn shows(&self, logic: &Logic<'m>, has: &Has<'m>) -> bool {
        let within = has.within.map(|tracks| match tracks {
            Tracks::One(track) => Formula::is_in(logic, &[track]),
            Tracks::Domain(domain) => Formula::is_in(logic, &logic.model()[domain].tracks),
        });
        self.event_object == Some(has.object)
            && within.into_iter().chain(has.asks(logic)).all(|asked| self.event_implies(logic, &asked))
    }

    fn event_implies(&self, logic: &Logic<'m>, asked: &Formula<'m>) -> bool {
        let facts: Vec<&Formula<'m>> = self.event.iter().map(|fact| &fact.formula).collect();
        logic.implies(&facts, asked)
    }
}

fn truth(holds: bool) -> Formula<'static> {
    Formula::AtLeast(usize::from(!holds), Vec::new())
}

/// The criteria that the record of an event met when it came to the stage of the event.
fn asked_on_entry<'m>(logic: &Logic<'m>, automation: &'m Automation) -> Vec<Fact<'m>> {
    match automation.event.as_ref().map(|event| &event.kind) {
        Some(EventKind::Enters(stage) | EventKind::Stays(stage, _)) => entry_facts(logic, *stage),
        // Fields change by being filled in; one that is emptied says so: `becomes null`.
        Some(EventKind::Changes(field)) => filled_in(logic, automation, *field),
        _ => Vec::new(),
    }
}

/// That a field that changes is known, unless the automation asks about it itself.
fn filled_in<'m>(logic: &Logic<'m>, automation: &'m Automation, field: FieldId) -> Vec<Fact<'m>> {
    let asks = |condition| logic.condition(View::Given, condition).variables().contains(&Variable::Field(field));
    let Some(event) = automation.event.as_ref().filter(|_| !automation.conditions.iter().any(asks)) else {
        return Vec::new();
    };
    vec![Fact { formula: Formula::fact(field, Values::known()), at: event.at }]
}

/// The objects whose fields and places a condition asks about.
fn mentioned(model: &Model, condition: &Condition) -> BTreeSet<Object> {
    match &condition.kind {
        ConditionKind::All(parts) | ConditionKind::Any(parts) => {
            parts.iter().flat_map(|part| mentioned(model, part)).collect()
        }
        ConditionKind::Not(inner) => mentioned(model, inner),
        ConditionKind::Test(field, _) => BTreeSet::from([model[*field].object]),
        ConditionKind::Stands(object, ..) | ConditionKind::Has { object, .. } => BTreeSet::from([*object]),
        ConditionKind::Unresolved => BTreeSet::new(),
    }
}

/// What a stage asks on entry, but for what people judge, and the places that say so.
pub(crate) fn entry_facts<'m>(logic: &Logic<'m>, stage: StageId) -> Vec<Fact<'m>> {
    let model = logic.model();
    let Some(object) = model.object_of(stage) else { return Vec::new() };
    let criteria = model[stage].entry.iter().flat_map(|entry| &entry.criteria);
    let asked = criteria.filter(|criterion| !matches!(criterion.kind, CriterionKind::Manual(_)));
    asked
        .take(CRITERIA)
        .map(|criterion| Fact { formula: logic.criterion(View::From(object), criterion), at: criterion.at })
        .collect()
}

/// Whether a stage lets nobody in who is not there.
pub(crate) fn is_closed(logic: &Logic<'_>, stage: StageId) -> bool {
    let elsewhere = Formula::stands(logic, Position::At, stage).negated();
    let asked = entry_facts(logic, stage);
    logic.never(&asked.iter().map(|fact| &fact.formula).chain([&elsewhere]).collect::<Vec<_>>())
}
