//! Which way records go: forward only, back into the funnel only by a way that there is, and, where that is asked, stage by stage.

use super::{Course, Draft, message};
use crate::salesforce::formula::Formula;
use lifecycle_model::{Movement, Skip};
use lifecycle_targets::salesforce::formulas;

impl Course<'_> {
    pub(super) fn movement(&self) -> Vec<Draft> {
        let header = self.places.model.header.as_ref();
        let movement = header.map_or(Movement::default(), |header| header.movement);
        let skip = header.map_or(Skip::default(), |header| header.skip);
        let mut drafts = Vec::new();
        if movement == Movement::ForwardOnly {
            drafts.extend(self.forward_only());
        }
        drafts.extend(self.comes_back());
        if skip == Skip::Forbidden {
            drafts.extend(self.no_skipping());
        }
        drafts
    }

    /// A stage is not taken away either: a record without one would begin anew.
    fn forward_only(&self) -> Option<Draft> {
        let back = Formula::all([self.step.leads_back(), self.step.is_recycling().not()]);
        let gone = self.step.there.clone().is_blank();
        let refused = vec![Formula::all([self.steps.clone(), back]), Formula::all([self.steps.clone(), gone])];
        self.of_track(
            "Moves_Forward",
            refused,
            message::backward(self.places.model, self.track),
            "Its stages go one way.",
        )
    }

    fn comes_back(&self) -> Option<Draft> {
        let refused = vec![Formula::all([self.steps.clone(), self.step.returns(), self.step.is_recycling().not()])];
        self.of_track(
            "Comes_Back",
            refused,
            message::left(self.places.model, self.track),
            "Its lost and closed stages.",
        )
    }

    fn no_skipping(&self) -> Option<Draft> {
        let is_new = Formula::call(&formulas::ISNEW, []);
        let refused = vec![
            Formula::all([is_new, self.step.begins_late()]),
            Formula::all([self.steps.clone(), self.step.skips(), self.step.is_recycling().not()]),
        ];
        self.of_track("Skips_Nothing", refused, message::skips(self.places.model, self.track), "`skip forbidden`.")
    }

    fn of_track(&self, name: &str, refused: Vec<Formula>, message: String, part: &str) -> Option<Draft> {
        let model = self.places.model;
        let (what, ident) = match model[self.track].pipeline {
            Some(pipeline) => ("pipeline", &model[pipeline].ident),
            None => ("domain", &model[model[self.track].domain].ident),
        };
        (Formula::any(refused.clone()) != Formula::Bool(false)).then(|| Draft {
            name: self.name(&[name]),
            guards: self.guards.clone(),
            refused,
            message,
            field: Some(self.field.clone()),
            declared: format!("{what} {}", ident.name),
            part: part.to_owned(),
            origin: ident.name_at,
        })
    }
}
