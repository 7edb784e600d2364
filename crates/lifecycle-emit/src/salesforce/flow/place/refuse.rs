//! What a person may not do and no validation rule can see: criteria and exits that ask for related records.

use super::super::ast::{Refuse, Step};
use super::super::judge::asks_others;
use super::Placing;
use crate::salesforce::formula::Formula;
use crate::salesforce::formula::write::flow_text;
use crate::words;
use lifecycle_model::{Exit, StageId};
use lifecycle_targets::salesforce::formulas::{Kind, RULE_MESSAGE};

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
                steps.push(self.refuse(&label, Formula::all([on.clone(), seen.fails]), &message));
            }
        }
        steps.extend(self.refuse_closed_ways());
        steps
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
