//! Which way records go: forward only, back into the funnel only by a way that there is, and, where that is asked, stage by stage.

use super::{Course, Draft, message};
use crate::salesforce::formula::Formula;
use crate::salesforce::formula::movement::has_left;
use lifecycle_model::{Comparison, Movement, Skip};
use lifecycle_targets::salesforce::formulas::{self, Kind};
use lifecycle_targets::salesforce::objects::CONTACT;

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
        let back = Formula::all([self.step.leads_back(), self.step.is_recycling(|stage| !has_left(stage)).not()]);
        let gone = match self.places.is_sales_pipeline(self.track) {
            true => Formula::Bool(false),
            false => self.step.there.is_blank(),
        };
        let message = message::backward(self.places.model, self.track);
        self.of_track("Moves_Forward", vec![self.steps.clone()], vec![back, gone], message, "Its stages go one way.")
    }

    fn comes_back(&self) -> Option<Draft> {
        let refused = Formula::all([self.step.returns(), self.step.is_recycling(has_left).not()]);
        let message = message::left(self.places.model, self.track, self.sobject);
        self.of_track("Comes_Back", vec![self.steps.clone()], vec![refused], message, "Its lost and closed stages.")
    }

    /// Where people are kept both as leads and as contacts, a new contact may be a lead that has come far already.
    fn no_skipping(&self) -> Option<Draft> {
        let from_lead = self.sobject == &CONTACT && self.places.settings.objects(self.object).len() > 1;
        let late = match from_lead {
            true => Formula::Bool(false),
            false => Formula::all([
                Formula::call(&formulas::ISNEW, []),
                self.not_created_by_automation(),
                self.step.begins_late(),
            ]),
        };
        let skips = Formula::all([self.steps.clone(), self.step.skips(), self.step.is_recycling(|_| true).not()]);
        let message = message::skips(self.places.model, self.track);
        self.of_track("Skips_Nothing", Vec::new(), vec![late, skips], message, "`skip forbidden`.")
    }

    /// Of a new record nothing changes, so automation says that it has taken a step by having counted one.
    fn not_created_by_automation(&self) -> Formula {
        let moves = self.places.schema.moves(self.track, self.sobject);
        let none = moves.map(|moves| {
            let moves = Formula::field(moves, Kind::Number);
            Formula::any([moves.is_blank(), moves.compare(Comparison::Equal, Formula::Number(0.0))])
        });
        none.unwrap_or(Formula::Bool(true))
    }

    fn of_track(
        &self,
        name: &str,
        guards: Vec<Formula>,
        refused: Vec<Formula>,
        message: String,
        part: &str,
    ) -> Option<Draft> {
        let model = self.places.model;
        let (what, ident) = match model[self.track].pipeline {
            Some(pipeline) => ("pipeline", &model[pipeline].ident),
            None => ("domain", &model[model[self.track].domain].ident),
        };
        (Formula::any(refused.clone()) != Formula::Bool(false)).then(|| Draft {
            name: self.name(&[]),
            what: name.to_owned(),
            guards: self.guards.iter().cloned().chain(guards).collect(),
            refused,
            message,
            field: Some(self.field.clone()),
            declared: format!("{what} {}", ident.name),
            part: part.to_owned(),
            origin: ident.name_at,
        })
    }
}
