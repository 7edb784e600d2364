//! What a way out of a stage asks: its condition, and its reason.

use super::{Course, Draft, message};
use crate::salesforce::formula::condition::Eyes;
use crate::salesforce::formula::{Field, Formula};
use crate::salesforce::picklist::reason_value;
use lifecycle_model::{Exit, StageId};
use lifecycle_targets::salesforce::formulas::Kind;

impl Course<'_> {
    pub(super) fn exits(&self) -> Vec<Draft> {
        let model = self.places.model;
        let mut drafts = Vec::new();
        for (here, stage) in model.stages_of(self.track).filter(|(_, stage)| !stage.untracked) {
            let mut targets: Vec<StageId> = Vec::new();
            for target in stage.exits.iter().filter_map(|exit| exit.target) {
                if !targets.contains(&target) {
                    targets.push(target);
                }
            }
            for there in targets.into_iter().filter(|there| !model[*there].untracked) {
                let leading: Vec<&Exit> = stage.exits.iter().filter(|exit| exit.target == Some(there)).collect();
                drafts.extend(self.way(here, there, &leading));
            }
        }
        drafts
    }

    /// The rules of the ways from one stage to another: "none is open", and "of those that are open, each asks for another reason".
    fn way(&self, here: StageId, there: StageId, leading: &[&Exit]) -> Vec<Draft> {
        let mut eyes = Eyes::of(self.places, self.object, self.sobject);
        let mut open = Vec::new();
        for exit in leading {
            match exit.when.as_ref().map(|when| eyes.condition(when)).transpose() {
                Ok(when) => open.push(when.map_or(Formula::Bool(true), |when| when.before(&self.stage, false))),
                // What cannot be seen lets pass.
                Err(_) => return Vec::new(),
            }
        }
        if !eyes.lookups.is_empty() {
            return Vec::new();
        }
        let model = self.places.model;
        let (from, to) = (&model[here].ident, &model[there].ident);
        let step = self.step.between(here, self.places.value(there).into_iter().collect());
        let guards: Vec<Formula> = self.guards.iter().cloned().chain([self.steps.clone(), step]).collect();
        let draft = |what: &str, refused: Vec<Formula>, field: &str, message: String, part: &str| Draft {
            name: self.name(&[&from.name, "To", &to.name]),
            what: what.to_owned(),
            guards: guards.clone(),
            refused,
            message,
            field: Some(field.to_owned()),
            declared: format!("stage {}", model.stage_path(here)),
            part: format!("{part} of its exit to {}.", to.name),
            origin: leading.first().map_or(from.name_at, |exit| exit.at),
        };
        let mut drafts = Vec::new();
        let any_open = Formula::any(open.iter().cloned());
        if any_open != Formula::Bool(true) {
            let message = message::condition(model, self.object, from, to, leading);
            drafts.push(draft("When", vec![any_open.clone().not()], &self.field, message, "The condition"));
        }
        let reason = self.places.schema.reason(self.track, self.sobject);
        if let Some(field) = reason.filter(|_| leading.iter().any(|exit| !exit.reasons.is_empty())) {
            let reason = Formula::Field(Field { path: field.to_owned(), kind: Kind::Picklist });
            let asks = leading.iter().zip(&open).map(|(exit, open)| {
                let known = exit.reasons.iter().map(|known| reason_value(&known.text));
                let given = match exit.reasons.is_empty() {
                    true => Formula::Bool(true),
                    false => reason.clone().one_of(known),
                };
                // Of one way it is known that it is open.
                let closed = if leading.len() == 1 { Formula::Bool(false) } else { open.clone().not() };
                Formula::any([closed, given.not()])
            });
            let refused = Formula::all([any_open].into_iter().chain(asks));
            drafts.push(draft(
                "Reason",
                vec![refused],
                field,
                message::reason(self.sobject, from, to, leading),
                "The reasons",
            ));
        }
        drafts
    }
}
