//! The actions of an automation, in order, as steps.

use super::super::ast::{Filter, Step, Value};
use super::super::create::{self, Newborn};
use super::super::deeds::Deed;
use super::{Writing, forward_only, target};
use lifecycle_model::{Action, ActionKind, Object, StageId};
use lifecycle_targets::salesforce::objects::SObject;

impl<'m> Writing<'m, '_> {
    /// The steps of actions in order; those on one object only, if there is one.
    pub(super) fn actions(&mut self, actions: &'m [Action], only: Option<Object>) -> Vec<Step> {
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
                wishes: true,
                label: format!("{verb} {} to {name}", object.plural_label),
                description: "Says where they are to go; each record goes there if its criteria allow it.".to_owned(),
            };
            self.wait(deed, waiting);
        }
    }

    fn wait(&mut self, deed: Deed, waiting: &mut Vec<Deed>) {
        let deed = match waiting.iter_mut().rfind(|known| known.object == deed.object) {
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
                wishes: false,
                label: format!("Set {name} of {}", object.plural_label),
                description: format!("Sets {name}."),
            };
            self.wait(deed, waiting);
        }
    }
}
