//! Which stages let a record in: the criteria of a course as formulas of its flow, and what has to be looked up for them.

use super::course::{Course, Spot};
use super::draft::Draft;
use super::scene::Scene;
use crate::salesforce::formula::Formula;
use crate::salesforce::formula::condition::{Beyond, Eyes};
use lifecycle_model::{Condition, CriterionKind, StageId};
use lifecycle_targets::salesforce::formulas;
use std::collections::BTreeMap;

/// A criterion of a stage, as the flow sees it.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    /// Its place in the entry.
    pub(super) place: usize,
    pub(super) holds: Formula,
    pub(super) fails: Formula,
    /// Whether only a person can judge it.
    pub(super) manual: bool,
}

/// The criteria of the stages of a course.
pub(super) struct Judges<'m> {
    pub(super) eyes: Eyes<'m>,
    criteria: BTreeMap<StageId, Vec<Seen>>,
    /// What no flow can see.
    pub(super) beyond: Vec<Beyond>,
}

impl<'m> Judges<'m> {
    /// The criteria of these stages.
    pub(super) fn of(scene: Scene<'m>, course: &Course, spots: &[Spot<'m>]) -> Self {
        let mut judges = Self {
            eyes: Eyes::of(scene.places(), course.neutral, course.object),
            criteria: BTreeMap::new(),
            beyond: Vec::new(),
        };
        for spot in spots {
            let mut seen = Vec::new();
            for (place, criterion) in spot.stage.entry.iter().flat_map(|entry| &entry.criteria).enumerate() {
                let judged = judges.eyes.judge(criterion, &mut judges.beyond);
                let manual = matches!(criterion.kind, CriterionKind::Manual(_));
                seen.push(Seen { place, holds: judged.holds, fails: judged.fails, manual });
            }
            judges.criteria.insert(spot.id, seen);
            // What open ways ask of other records is looked up with the rest.
            for when in spot.stage.exits.iter().filter_map(|exit| exit.when.as_ref()) {
                judges.condition(when);
            }
        }
        judges
    }

    pub(super) fn criteria(&self, stage: StageId) -> &[Seen] {
        self.criteria.get(&stage).map_or(&[], Vec::as_slice)
    }

    /// Whether no criterion of a stage keeps the record out.
    pub(super) fn lets_in(&self, draft: &mut Draft, spot: &Spot<'_>) -> Formula {
        let formula = Formula::all(self.criteria(spot.id).iter().map(|seen| seen.fails.clone().not()));
        let name = &spot.stage.ident.name;
        draft.yes_or_no(&format!("{name} lets in"), &formula, &format!("No criterion of {name} keeps the record out."))
    }

    /// Whether a record enters a stage by itself: everything that is not for people to judge holds, and there is something.
    pub(super) fn enters(&self, draft: &mut Draft, spot: &Spot<'_>) -> Formula {
        let judged: Vec<Formula> =
            self.criteria(spot.id).iter().filter(|seen| !seen.manual).map(|seen| seen.holds.clone()).collect();
        let auto = spot.stage.entry.as_ref().is_some_and(|entry| entry.auto);
        let formula = if auto && !judged.is_empty() { Formula::all(judged) } else { Formula::Bool(false) };
        let name = &spot.stage.ident.name;
        draft.yes_or_no(
            &format!("{name} holds"),
            &formula,
            &format!("All criteria of {name} hold, so that records enter it by themselves."),
        )
    }

    /// Everything that is asked.
    pub(super) fn formulas(&self) -> impl Iterator<Item = &Formula> {
        self.criteria.values().flatten().map(|seen| &seen.holds)
    }

    /// Whether time alone can make a criterion hold.
    pub(super) fn asks_the_date(&self) -> bool {
        fn asks(formula: &Formula) -> bool {
            matches!(formula, Formula::Call(function, _) if **function == formulas::TODAY || **function == formulas::NOW)
                || formula.parts().into_iter().any(asks)
        }
        self.formulas().any(asks)
    }

    /// A condition of the course's own.
    pub(super) fn condition(&mut self, condition: &Condition) -> Option<Formula> {
        match self.eyes.condition(condition) {
            Ok(formula) => Some(formula),
            Err(beyond) => {
                self.beyond.push(beyond);
                None
            }
        }
    }
}

/// The formula, with what a picklist held before this save instead of what it holds: whoever enters a stage is judged where he stood.
pub(super) fn as_before(formula: &Formula, stage: &Formula) -> Formula {
    let part = |it: &Formula| as_before(it, stage);
    let boxed = |it: &Formula| Box::new(part(it));
    match formula {
        Formula::Field(field) if formula == stage => Formula::Prior(field.clone()),
        Formula::Call(function, parts) => Formula::call(function, parts.iter().map(part).collect::<Vec<_>>()),
        Formula::All(parts) => Formula::all(parts.iter().map(part)),
        Formula::Any(parts) => Formula::any(parts.iter().map(part)),
        Formula::Not(inner) => part(inner).not(),
        Formula::Compare(one, comparison, other) => part(one).compare(*comparison, part(other)),
        Formula::Math(one, sign, other) => part(one).math(*sign, part(other)),
        Formula::OneOf(field, values) => part(field).one_of(values.clone()),
        Formula::Case(field, values, other) => Formula::Case(boxed(field), values.clone(), *other),
        Formula::Switch(number, values) => Formula::Switch(boxed(number), values.clone()),
        plain => plain.clone(),
    }
}

/// Whether a formula depends on what has been looked up.
pub(super) fn asks_others(formula: &Formula) -> bool {
    matches!(formula, Formula::Found(_)) || formula.parts().into_iter().any(asks_others)
}
