//! F2: one flow after the save for each automation and object, and one on contact roles for what a deal does to contacts that join it later.

use super::ast::{Decide, Entry, Filter, Flow, On, Path, Row, Rule, Step, Trigger, Value};
use super::create::{self, Newborn};
use super::deeds::Deed;
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
use lifecycle_model::{Action, ActionKind, Automation, AutomationId, FieldId, Movement, Object, StageId};
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

    /// The steps of actions in order; those on one object only, if there is one.
    fn actions(&mut self, actions: &'m [Action], only: Option<Object>) -> Vec<Step> {
        let (mut steps, mut waiting): (Vec<Step>, Vec<Deed>) = (Vec::new(), Vec::new());
        let mut last = None;
        for action in actions {
            let on = target(self.scene, action);
            if only.is_some() && on != only {
                continue;
            }
            if on != last || on.is_none() {
                self.carry_out(&mut waiting, &mut steps);
            }
            last = on;
            match &action.kind {
                ActionKind::Move(stage) => self.wish(*stage, false, &mut waiting, &mut steps),
                ActionKind::Restart(stage) => self.wish(*stage, true, &mut waiting, &mut steps),
                ActionKind::Set(set) => self.set(set, &mut waiting),
                ActionKind::Create { object, stage, with } => {
                    let newborn = Newborn { object: *object, stage: *stage, with };
                    match create::steps(self.scene, &mut self.draft, &mut self.looking, self.origin, &newborn) {
                        Ok(created) => steps.extend(created),
                        Err(why) => self.note(why),
                    }
                }
                ActionKind::Notify(team, text) => {
                    let label = self.automation.ident.label.clone();
                    steps.extend(self.teams.notify(
                        self.scene.model,
                        &mut self.draft,
                        self.origin,
                        *team,
                        (&label, text),
                    ));
                }
                ActionKind::Task(team, text, due) => {
                    steps.extend(self.teams.task(self.scene.model, &mut self.draft, self.origin, (*team, text, *due)));
                }
            }
        }
        self.carry_out(&mut waiting, &mut steps);
        steps
    }

    fn carry_out(&mut self, waiting: &mut Vec<Deed>, steps: &mut Vec<Step>) {
        for deed in waiting.drain(..) {
            let object = deed.object;
            match self.looking.collected.steps(self.scene, &mut self.draft, self.origin, deed) {
                Some(done) => steps.extend(done),
                None => {
                    let (from, to) = (self.origin.object.plural_label, object.plural_label);
                    self.note(format!("it does nothing to {to}, since {from} are not related to them in Salesforce"));
                }
            }
        }
    }

    /// The objects that an action on a neutral one reaches: the record itself, if it is one.
    fn reached(&self, neutral: Object) -> Vec<&'static SObject> {
        match self.scene.stands_for(self.origin.object, neutral) {
            true => vec![self.origin.object],
            false => self.scene.objects(neutral).to_vec(),
        }
    }

    fn wish(&mut self, stage: StageId, restart: bool, waiting: &mut Vec<Deed>, steps: &mut Vec<Step>) {
        let scene = self.scene;
        let Some(neutral) = scene.model.object_of(stage) else { return };
        let (track, name) = (scene.model[stage].track, &scene.model[stage].ident.name);
        let Some(value) = scene.schema.stage_value(stage).map(str::to_owned) else {
            return self.note(format!("nothing moves to {name}, which Salesforce does not know"));
        };
        for object in self.reached(neutral) {
            let Some(field) = scene.schema.move_to(track, object) else {
                self.note(format!("nothing moves to {name}: other records decide there"));
                continue;
            };
            let mut values = vec![(field.to_owned(), Value::text(&value))];
            if restart && let Some(field) = scene.schema.restart(track, object) {
                values.push((field.to_owned(), Value::Boolean(true)));
            }
            let mut only = Vec::new();
            let mut unless = Vec::new();
            if scene.places().is_sales_pipeline(track) {
                if scene.stages.pipelines.len() > 1
                    && let Some(name) = scene.record_type(track)
                {
                    let id = self.looking.record_type(&mut self.draft, steps, name);
                    only.push(Filter::equal("RecordTypeId", id));
                }
            } else if !restart
                && forward_only(scene)
                && scene.schema.rank_of(stage) > 0
                && let Some(rank) = scene.schema.rank(track, object)
            {
                unless.push(Filter::new(rank, "LessThan", Value::Number(scene.schema.rank_of(stage).to_string())));
            }
            let verb = if restart { "Restart" } else { "Move" };
            let deed = Deed {
                object,
                values,
                only,
                unless,
                same_product: true,
                label: format!("{verb} {} to {name}", object.plural_label),
                description: "Says where they are to go; each record goes there if its criteria allow it.".to_owned(),
            };
            self.wait(deed, waiting);
        }
    }

    fn wait(&mut self, deed: Deed, waiting: &mut Vec<Deed>) {
        let deed = match waiting.iter_mut().find(|known| known.object == deed.object) {
            Some(known) => known.join(deed),
            None => Some(deed),
        };
        waiting.extend(deed);
    }

    fn set(&mut self, set: &'m lifecycle_model::Assign, waiting: &mut Vec<Deed>) {
        let scene = self.scene;
        let neutral = scene.model[set.field].object;
        let own = scene.stands_for(self.origin.object, neutral);
        let value = match &set.value {
            lifecycle_model::Value::Field(other) if self.set.contains_key(other) => self.set.get(other).cloned(),
            other => scene.value(&mut self.draft, self.origin, set.field, other),
        };
        let name = &scene.model[set.field].ident.name;
        let Some(value) = value else {
            return self.note(format!("it does not set {name}: its value cannot be said in a flow"));
        };
        if own {
            self.set.insert(set.field, value.clone());
        }
        for object in self.reached(neutral) {
            let Some(field) = scene.schema.field(set.field, object) else { continue };
            let deed = Deed {
                object,
                values: vec![(field.to_owned(), value.clone())],
                only: Vec::new(),
                unless: Vec::new(),
                same_product: true,
                label: format!("Set {name} of {}", object.plural_label),
                description: format!("Sets {name}."),
            };
            self.wait(deed, waiting);
        }
    }
}

pub(super) fn forward_only(scene: Scene<'_>) -> bool {
    scene.model.header.as_ref().map_or(Movement::default(), |header| header.movement) == Movement::ForwardOnly
}
