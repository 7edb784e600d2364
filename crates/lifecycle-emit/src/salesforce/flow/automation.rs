//! F2: one flow after the save for each automation and object, and one on contact roles for what a deal does to contacts that join it later.

mod actions;

use super::ast::{Decide, Entry, Flow, On, Path, Row, Rule, Step, Trigger, Value};
use super::draft::{Draft, FOUND, NAME};
use super::event::{Started, starts};
use super::look::Looking;
use super::reach::{Origin, ROLE};
use super::scene::Scene;
use super::teams::Teams;
use super::{Note, Output};
use crate::salesforce::formula::Formula;
use crate::salesforce::formula::condition::Eyes;
use crate::salesforce::formula::write::Dialect;
use crate::words;
use lifecycle_model::{Action, ActionKind, Automation, AutomationId, FieldId, Movement, Object};
use lifecycle_targets::salesforce::formulas::RULE_MESSAGE;
use lifecycle_targets::salesforce::limits::{DESCRIPTION, Limit};
use lifecycle_targets::salesforce::names;
use lifecycle_targets::salesforce::objects::{CONTACT, OPPORTUNITY, SObject};
use std::collections::BTreeMap;

/// How much room the platform's own words get behind ours.
const FAULT: Limit = Limit { max: 160, ..RULE_MESSAGE };

/// The flows of an automation.
pub(super) fn emit(scene: Scene<'_>, id: AutomationId, order: u32, out: &mut Output) {
    let automation = &scene.model[id];
    let Some(neutral) = automation.event.as_ref().and_then(|event| super::event::object(scene.model, &event.kind))
    else {
        return;
    };
    let objects = scene.objects(neutral);
    for object in objects {
        let several = (objects.len() > 1).then_some(*object);
        let writing = Writing::of(scene, automation, neutral, Origin::saved(object), out);
        if let Some(flow) = writing.flow(several, order) {
            out.flows.push(flow);
        }
    }
    if objects.contains(&&OPPORTUNITY) && reaches_contacts(scene, automation) {
        let writing = Writing::of(scene, automation, neutral, Origin::deal_of_role(), out);
        if let Some(flow) = writing.role_flow(order) {
            out.flows.push(flow);
        }
    }
}

/// Whether an automation of a deal does something to its contacts.
fn reaches_contacts(scene: Scene<'_>, automation: &Automation) -> bool {
    automation.actions.iter().any(|action| target(scene, action) == Some(Object::Contact))
        && scene.objects(Object::Contact).contains(&&CONTACT)
}

/// The object on whose records an action works.
fn target(scene: Scene<'_>, action: &Action) -> Option<Object> {
    match &action.kind {
        ActionKind::Move(stage) | ActionKind::Restart(stage) => scene.model.object_of(*stage),
        ActionKind::Set(set) => Some(scene.model[set.field].object),
        ActionKind::Create { .. } | ActionKind::Notify(..) | ActionKind::Task(..) => None,
    }
}

/// A flow of an automation being written.
struct Writing<'m, 'o> {
    scene: Scene<'m>,
    automation: &'m Automation,
    neutral: Object,
    origin: Origin,
    draft: Draft,
    looking: Looking,
    /// Fields of the record itself that earlier actions have set.
    set: BTreeMap<FieldId, Value>,
    teams: &'o mut Teams,
    notes: &'o mut Vec<Note>,
}

impl<'m, 'o> Writing<'m, 'o> {
    fn of(scene: Scene<'m>, automation: &'m Automation, neutral: Object, origin: Origin, out: &'o mut Output) -> Self {
        Self {
            scene,
            automation,
            neutral,
            origin,
            draft: Draft::about(origin.record),
            looking: Looking::default(),
            set: BTreeMap::new(),
            teams: &mut out.teams,
            notes: &mut out.notes,
        }
    }

    fn note(&mut self, why: impl Into<String>) {
        let note = Note { of: format!("automation {}", self.automation.ident.name), why: why.into() };
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    fn flow(mut self, several: Option<&SObject>, order: u32) -> Option<Flow> {
        let event = self.automation.event.as_ref()?;
        let started = match starts(self.scene, &event.kind, self.origin.object, self.neutral) {
            Ok(started) => started,
            Err(why) => {
                self.note(why);
                return None;
            }
        };
        let (conditions, lookups) = self.conditions()?;
        let actions = self.actions(&self.automation.actions, None);
        if actions.is_empty() {
            return None;
        }
        let object = self.origin.object.api_name.to_owned();
        let (trigger, steps, paths) = match started {
            Started::Now { on, when } => {
                let (entry, steps) = self.guarded(when, conditions, lookups, actions, Dialect::Entry);
                let entry = (entry != "TRUE").then_some(Entry::Formula(entry));
                (Trigger::Save { object, before: false, on, entry }, steps, Vec::new())
            }
            Started::Later { entry, still, field, offset, label } => {
                let (_, steps) = self.guarded(
                    Formula::Bool(true),
                    Formula::all([still, conditions]),
                    lookups,
                    actions,
                    Dialect::Rule,
                );
                let node = self.draft.node(
                    &label,
                    "Waits for its time. What was planned is dropped when the record no longer qualifies.",
                );
                let path = Path { node, field, offset, steps };
                (Trigger::Save { object, before: false, on: On::Both, entry: Some(entry) }, Vec::new(), vec![path])
            }
        };
        if steps.is_empty() && paths.iter().all(|path| path.steps.is_empty()) {
            return None;
        }
        let suffix = several.map(|object| format!("_{}", object.api_name)).unwrap_or_default();
        Some(self.finish(trigger, steps, paths, order, &suffix, several.map(|object| object.label)))
    }

    /// Contacts arrive after their deal: what the deal does to its contacts when it is created, or where it stands, it does to them then.
    fn role_flow(mut self, order: u32) -> Option<Flow> {
        let event = self.automation.event.as_ref()?;
        let when = super::event::still(self.scene, &event.kind, self.neutral, self.origin.object)?;
        let (conditions, lookups) = self.conditions()?;
        let actions = self.actions(&self.automation.actions, Some(Object::Contact));
        if actions.is_empty() {
            return None;
        }
        let dialect = Dialect::Flow { record: self.origin.record, found: FOUND };
        let (entry, steps) = self.guarded(when, conditions, lookups, actions, dialect);
        if steps.is_empty() {
            return None;
        }
        let entry = (entry != "TRUE").then_some(Entry::Formula(entry));
        let trigger = Trigger::Save { object: ROLE.to_owned(), before: false, on: On::Create, entry };
        Some(self.finish(trigger, steps, Vec::new(), order, "_Joining", Some("contact that joins the deal")))
    }

    fn finish(
        self,
        trigger: Trigger,
        steps: Vec<Step>,
        paths: Vec<Path>,
        order: u32,
        suffix: &str,
        of: Option<&str>,
    ) -> Flow {
        let ident = &self.automation.ident;
        let base = names::developer_name(&ident.name);
        let room = Limit { max: NAME.max - "Lifecycle_".len() - suffix.len(), ..NAME };
        let when =
            self.automation.event.as_ref().map(|event| words::event(self.scene.model, &event.kind)).unwrap_or_default();
        let label = match of {
            Some(of) => format!("{} ({of})", ident.label),
            None => ident.label.to_string(),
        };
        Flow {
            name: format!("Lifecycle_{}{suffix}", names::fit(base, &room)),
            label: Limit { max: 80, ..NAME }.shorten(&label),
            description: DESCRIPTION.shorten(&format!(
                "{}. Runs when {when}. Comes from `automation {}` in the lifecycle source.",
                ident.label, ident.name
            )),
            trigger,
            order,
            resources: self.draft.resources,
            steps,
            paths,
            fault: format!("{} could not be carried out:", FAULT.shorten(&ident.label)),
            origin: Some(ident.name_at),
            row: Row {
                when: format!("when {when}{}", of.map(|of| format!(" ({of})")).unwrap_or_default()),
                does: ident.label.to_string(),
                source: format!("automation {}", ident.name),
            },
        }
    }

    /// All conditions together, and what has to be looked up for them.
    fn conditions(&mut self) -> Option<(Formula, Vec<crate::salesforce::formula::lookup::Lookup>)> {
        let mut eyes = Eyes::of(self.scene.places(), self.neutral, self.origin.object);
        let mut all = Vec::new();
        for condition in &self.automation.conditions {
            match eyes.condition(condition) {
                Ok(formula) => all.push(formula),
                Err(beyond) => {
                    self.note(format!("it has no flow, because {}: carry it out by hand", beyond.why));
                    return None;
                }
            }
        }
        Some((Formula::all(all), eyes.lookups))
    }

    /// The entry condition, and the steps behind the other conditions. What needs no lookups is asked at the door.
    fn guarded(
        &mut self,
        when: Formula,
        conditions: Formula,
        lookups: Vec<crate::salesforce::formula::lookup::Lookup>,
        actions: Vec<Step>,
        dialect: Dialect<'_>,
    ) -> (String, Vec<Step>) {
        let at_the_door = dialect != Dialect::Rule;
        let together = Formula::all([when.clone(), conditions.clone()]);
        if at_the_door && lookups.is_empty() && together.fits(dialect) {
            return (together.written(dialect), actions);
        }
        let mut steps = Looking::default().answer(&mut self.draft, self.origin, &lookups);
        if conditions == Formula::Bool(true) {
            steps.extend(actions);
        } else {
            let hold = self.draft.yes_or_no(
                "The conditions hold",
                &conditions,
                "What the automation asks for before it acts.",
            );
            let node = self.draft.node("Do the conditions hold?", "What the automation asks for before it acts.");
            let name = self.draft.name("They hold");
            let conditions = match &hold {
                Formula::Global(name, _) => vec![(name.clone(), "EqualTo", Value::Boolean(true))],
                _ => Vec::new(),
            };
            if hold != Formula::Bool(false) {
                let rule = Rule { name, label: "They hold".to_owned(), conditions, then: actions };
                steps.push(Step::Decide(Decide { node, rules: vec![rule], otherwise: Vec::new() }));
            }
        }
        let entry = if at_the_door { when.written(dialect) } else { String::new() };
        (entry, steps)
    }
}

pub(super) fn forward_only(scene: Scene<'_>) -> bool {
    scene.model.header.as_ref().map_or(Movement::default(), |header| header.movement) == Movement::ForwardOnly
}
