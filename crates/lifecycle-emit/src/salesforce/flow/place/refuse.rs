//! What a person may not do and no validation rule can see: criteria and exits that ask for related records.

use super::super::ast::{DataType, Refuse, Step};
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
        let mut all = Vec::new();
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
                all.push((label, Formula::all([known, on.clone(), seen.fails]), message));
            }
        }
        all.extend(self.closed_ways());
        self.refusals(all)
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
    fn closed_ways(&mut self) -> Vec<(String, Formula, String)> {
        let mut all = Vec::new();
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
                all.push((label, Formula::all([from, to, open.not()]), message));
            }
        }
        all
    }

    /// So many messages fit into one formula.
    fn refusals(&mut self, all: Vec<(String, Formula, String)>) -> Vec<Step> {
        const TOGETHER: usize = 8;
        all.chunks(TOGETHER).flat_map(|some| self.refuse(some)).collect()
    }

    fn refuse(&mut self, some: &[(String, Formula, String)]) -> Vec<Step> {
        let bypass = Formula::Global("$Permission.Lifecycle_Bypass".to_owned(), Kind::Boolean);
        let mut message = Formula::Text(String::new());
        let mut any = Vec::new();
        for (label, when, text) in some.iter().rev() {
            let when = self.draft.yes_or_no(
                label,
                when,
                "What no validation rule could see, since it lies on related records.",
            );
            let text = Formula::Text(RULE_MESSAGE.shorten(text));
            message = match any.is_empty() {
                true => text,
                false => Formula::call(&formulas::IF, [when.clone(), text, message]),
            };
            any.push(when);
        }
        let refused = Formula::all([self.by_hand.clone(), bypass.not(), Formula::any(any)]);
        let refused = self.draft.yes_or_no(
            "A related record is missing",
            &refused,
            "A person sets the stage, and what it asks of related records is not so.",
        );
        let message = match message {
            Formula::Text(text) => flow_text(&text),
            chosen => format!(
                "{{!{}}}",
                self.draft.formula("What is missing", DataType::Text, &chosen, "Says what the stage asks for.")
            ),
        };
        let node = self.draft.node("Refuse the stage", "Refuses the save and says what is missing.");
        let error = Step::Refuse(Refuse { node, message, field: None });
        let node = self.draft.node("Is a related record missing?", "Validation rules cannot see related records.");
        self.branch(node, "A related record is missing", &refused, vec![error])
    }
}
