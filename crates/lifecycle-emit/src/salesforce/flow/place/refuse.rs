//! What a person may not do and no validation rule can see: criteria and exits that ask for related records.

use super::super::ast::{Refuse, Step};
use super::super::judge::asks_others;
use super::super::reach::{Origin, Reach, reach};
use super::Placing;
use crate::salesforce::formula::Formula;
use crate::salesforce::formula::write::flow_text;
use crate::words;
use lifecycle_model::{Exit, StageId};
use lifecycle_targets::salesforce::formulas::{self, Kind, RULE_MESSAGE};
use lifecycle_targets::salesforce::objects::OPPORTUNITY;

impl Placing<'_> {
    pub(super) fn refuse_by_hand(&mut self) -> Vec<Step> {
        let mut steps = Vec::new();
        for spot in self.spots.clone() {
            let on = self.course.holds(self.scene, &self.stage, |other| other.id == spot.id);
            for seen in self.judges.criteria(spot.id).to_vec() {
                if !asks_others(&seen.fails) {
                    continue;
                }
                let asked = spot.stage.entry.as_ref().and_then(|entry| entry.criteria.get(seen.place));
                let Some(criterion) = asked else { continue };
                let wanted = words::criterion(self.scene.model, Some(self.course.neutral), criterion);
                let message = format!("{} asks for this first: {wanted}.", spot.stage.ident.label);
                let label = format!("{} asks for something else", spot.stage.ident.name);
                let known = self.can_be_known(&seen.fails);
                steps.push(self.refuse(&label, Formula::all([known, on.clone(), seen.fails]), &message));
            }
        }
        steps.extend(self.refuse_closed_ways());
        steps
    }

    /// Contacts and deals are joined only when both are there: of a new one, nobody can say what it belongs to.
    fn can_be_known(&self, fails: &Formula) -> Formula {
        let through_roles = |number: usize| {
            let lookup = self.judges.eyes.lookups.get(number);
            let reached = lookup.and_then(|lookup| reach(Origin::saved(self.course.object), lookup.sobject));
            matches!(reached, Some(Reach::Roles { .. }))
        };
        fn found(formula: &Formula, wanted: &dyn Fn(usize) -> bool) -> bool {
            matches!(formula, Formula::Found(number) if wanted(*number))
                || formula.parts().into_iter().any(|part| found(part, wanted))
        }
        // A new contact has no deal for certain; a new deal is about to have contacts.
        match self.course.object == &OPPORTUNITY && found(fails, &through_roles) {
            true => Formula::call(&formulas::ISNEW, []).not(),
            false => Formula::Bool(true),
        }
    }

    /// An exit `when` binds whoever takes it.
    fn refuse_closed_ways(&mut self) -> Vec<Step> {
        let mut steps = Vec::new();
        for spot in self.spots.clone() {
            let mut targets: Vec<StageId> = spot.stage.exits.iter().filter_map(|exit| exit.target).collect();
            targets.dedup();
            for target in targets {
                let leading: Vec<&Exit> = spot.stage.exits.iter().filter(|exit| exit.target == Some(target)).collect();
                let open: Option<Vec<Formula>> = leading
                    .iter()
                    .map(|exit| match &exit.when {
                        Some(when) => self.judges.condition(when),
                        None => Some(Formula::Bool(true)),
                    })
                    .collect();
                // What formulas can see is refused by a validation rule.
                let Some(open) = open.map(Formula::any).filter(asks_others) else { continue };
                let from = self.course.holds(self.scene, &self.before, |other| other.id == spot.id);
                let to = self.course.holds(self.scene, &self.stage, |other| other.id == target);
                let wanted: Vec<String> = leading
                    .iter()
                    .filter_map(|exit| exit.when.as_ref())
                    .map(|when| words::condition(self.scene.model, Some(self.course.neutral), when))
                    .collect();
                let there = &self.scene.model[target].ident;
                let message = format!("The way to {} is open only if {}.", there.label, wanted.join(", or "));
                let label = format!("The way to {} is closed", there.name);
                steps.push(self.refuse(&label, Formula::all([from, to, open.not()]), &message));
            }
        }
        steps
    }

    fn refuse(&mut self, label: &str, when: Formula, message: &str) -> Step {
        let bypass = Formula::Global("$Permission.Lifecycle_Bypass".to_owned(), Kind::Boolean);
        let refused = Formula::all([self.by_hand.clone(), bypass.not(), when]);
        let refused = self.draft.yes_or_no(
            label,
            &refused,
            "A person sets the stage, and no validation rule could see what is missing.",
        );
        let node = self.draft.node(&format!("Refuse: {label}"), "Refuses the save and says what is missing.");
        let message = RULE_MESSAGE.shorten(&flow_text(message));
        let error = Step::Refuse(Refuse { node, message, field: None });
        let node =
            self.draft.node(&format!("{label}?"), "Asks for related records, which validation rules cannot see.");
        self.branch(node, label, vec![refused], vec![error])
    }
}
