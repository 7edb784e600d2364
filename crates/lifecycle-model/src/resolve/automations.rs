//! Automations and scenarios.

use super::conditions::Here;
use super::former::Space;
use super::values::Use;
use super::{Resolver, Source};
use crate::entities::{Action, ActionKind, Event, EventKind, Sample, Scenario, Step, StepKind};
use crate::errors::MISSING_EVENT;
use lifecycle_base::{Diagnostic, Location};
use lifecycle_syntax::tree;

impl Resolver {
    pub(super) fn link_automation(&mut self, source: Source, node: &tree::Automation, at: Location, damaged: bool) {
        let Some(id) = self.linked.automations.pop_front().flatten() else { return };
        let remarks =
            self.named_remarks(source, Space::Automation, &self.model[id].ident.name.clone(), &node.remarks, at);
        let event = node.event.as_ref().and_then(|event| self.event(source, event));
        if node.event.is_none() && !damaged {
            let ident = &self.model[id].ident;
            let found = Diagnostic::new(
                &MISSING_EVENT,
                ident.name_at,
                format!("the automation `{}` does not say when it runs", ident.name),
            )
            .label("`when` is missing")
            .help("add the event that starts it, for example `when deal enters NewBusiness.ClosedWon`");
            self.report(found);
        }
        let conditions = self.conditions(source, &node.conditions, Here::default());
        let actions = node.actions.iter().filter_map(|action| self.action(source, action)).collect();
        let entity = self.model.automations.get_mut(id);
        entity.ident.remarks = remarks;
        entity.event = event;
        entity.conditions = conditions;
        entity.actions = actions;
    }

    fn event(&mut self, source: Source, node: &tree::Event) -> Option<Event> {
        let kind = match &node.kind {
            tree::EventKind::Created { object, pipeline } => {
                let object = self.object(source, object)?;
                let tracks = match pipeline {
                    Some(name) => Some(self.tracks(source, name, object)?),
                    None => None,
                };
                EventKind::Created(object, tracks)
            }
            tree::EventKind::Enters { object, stage } => {
                let object = self.object(source, object)?;
                EventKind::Enters(self.stage_on(source, stage, object, None)?)
            }
            tree::EventKind::Leaves { object, stage } => {
                let object = self.object(source, object)?;
                EventKind::Leaves(self.stage_on(source, stage, object, None)?)
            }
            tree::EventKind::Changes { field } => EventKind::Changes(self.field(source, field, Here::default())?),
            tree::EventKind::Becomes { field, value } => {
                let field = self.field(source, field, Here::default())?;
                let value = self.value(source, field, value, Here::default(), Use::Assign);
                EventKind::Becomes(field, value)
            }
            tree::EventKind::Stays { object, stage, duration } => {
                let object = self.object(source, object)?;
                EventKind::Stays(self.stage_on(source, stage, object, None)?, *duration)
            }
            tree::EventKind::Relative { duration, before, field } => {
                let at = source.at(field.at);
                let field = self.field(source, field, Here::default())?;
                let ty = self.model[field].ty;
                if !ty.is_date() && ty != crate::Type::Error {
                    let help = "name a field of type date or datetime";
                    self.wrong_test(field, at, "only a date has a time before and after it", help, None);
                    return None;
                }
                EventKind::Relative(*duration, *before, field)
            }
        };
        Some(Event { kind, at: source.at(node.at) })
    }

    fn action(&mut self, source: Source, node: &tree::Action) -> Option<Action> {
        let kind = match &node.kind {
            tree::ActionKind::Move { object, stage } => {
                let object = self.object(source, object)?;
                ActionKind::Move(self.stage_on(source, stage, object, None)?)
            }
            tree::ActionKind::Restart { object, stage } => {
                let object = self.object(source, object)?;
                ActionKind::Restart(self.stage_on(source, stage, object, None)?)
            }
            tree::ActionKind::Set(assign) => ActionKind::Set(self.assign(source, assign, Here::default())?),
            tree::ActionKind::Create { object, stage, with } => {
                let object = self.object(source, object)?;
                let stage = match stage {
                    Some(stage) => Some(self.stage_on(source, stage, object, None)?),
                    None => None,
                };
                ActionKind::Create { object, stage, with: self.assigns(source, with, Here::on(Some(object))) }
            }
            tree::ActionKind::Notify { team, text } => {
                let team = self.owner(source, team)?;
                ActionKind::Notify(team, text.as_ref()?.value.clone())
            }
            tree::ActionKind::Task { team, text, due } => {
                let team = self.owner(source, team)?;
                ActionKind::Task(team, text.as_ref()?.value.clone(), *due)
            }
        };
        Some(Action { kind, at: source.at(node.at) })
    }

    pub(super) fn link_scenario(&mut self, source: Source, node: &tree::Scenario, at: Location) {
        let Some(title) = &node.title else { return };
        self.remarks(source, &node.remarks, at);
        let title_at = source.at(title.at);
        if let Some(first) = self.names.scenarios.get(&title.value).copied() {
            let help = "give one of them another title: reports name a scenario by it";
            self.duplicate_with("the scenario", &title.value, title_at, first, help);
            return;
        }
        self.names.scenarios.insert(title.value.clone(), title_at);
        let steps = node.steps.iter().filter_map(|step| self.step(source, step)).collect();
        let covers = node.covers.iter().map(|name| (name.text.clone(), source.at(name.at))).collect();
        self.model.scenarios.push(Scenario { title: title.value.clone(), title_at, covers, steps, at });
    }

    fn step(&mut self, source: Source, node: &tree::Step) -> Option<Step> {
        let kind = match &node.kind {
            tree::StepKind::Given(given) => StepKind::Given(self.sample(source, given)?),
            tree::StepKind::ExpectRecord(given) => StepKind::ExpectRecord(self.sample(source, given)?),
            tree::StepKind::Event { event, with } => {
                let event = self.event(source, event)?;
                let object = self.event_object(&event);
                StepKind::Event(event, self.assigns(source, with, Here::on(object)))
            }
            tree::StepKind::Change(assigns) => StepKind::Change(self.assigns(source, assigns, Here::default())),
            tree::StepKind::ExpectCondition(condition) => {
                StepKind::ExpectCondition(self.condition(source, condition, Here::default()))
            }
        };
        Some(Step { kind, at: source.at(node.at) })
    }

    /// The object of the record to which an event happens.
    fn event_object(&self, event: &Event) -> Option<crate::Object> {
        match &event.kind {
            EventKind::Created(object, _) => Some(*object),
            EventKind::Enters(stage) | EventKind::Leaves(stage) | EventKind::Stays(stage, _) => {
                self.model.object_of(*stage)
            }
            EventKind::Changes(field) | EventKind::Becomes(field, _) | EventKind::Relative(_, _, field) => {
                Some(self.model[*field].object)
            }
        }
    }

    fn sample(&mut self, source: Source, node: &tree::Given) -> Option<Sample> {
        let object = self.object(source, &node.object)?;
        let stage = match &node.stage {
            Some(stage) => Some(self.stage_on(source, stage, object, None)?),
            None => None,
        };
        Some(Sample { object, stage, with: self.assigns(source, &node.with, Here::on(Some(object))) })
    }
}
