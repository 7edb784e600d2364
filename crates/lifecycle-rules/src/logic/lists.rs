//! Every list of conditions that must hold together: criteria, exits, clocks, milestones, automations.

use super::Logic;
use super::formula::{Formula, View};
use super::occasion::{Fact, Occasions, object_of, readable};
use lifecycle_base::Location;
use lifecycle_model::{Condition, ConditionKind, Criterion, CriterionKind, Model, Stage};

/// What a list of conditions is for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Purpose<'m> {
    /// A record enters a stage.
    Entry(&'m Stage),
    /// A record leaves a stage.
    Exit(&'m Stage),
    /// A clock runs on a stage.
    Sla(&'m Stage),
    /// A milestone is reached; its label.
    Milestone(&'m str),
    /// An automation runs; its name.
    Automation(&'m str),
}

/// Conditions that must all hold.
#[derive(Debug)]
pub(crate) struct List<'m> {
    pub(crate) purpose: Purpose<'m>,
    /// Said by the event, not asked.
    pub(crate) given: Vec<Fact<'m>>,
    pub(crate) asked: Vec<Asked<'m>>,
}

/// A condition or criterion of a list, never itself an "all of".
#[derive(Clone, Debug)]
pub(crate) struct Asked<'m> {
    pub(crate) formula: Formula<'m>,
    pub(crate) at: Location,
    /// For "any of": each alternative with all it asks.
    pub(crate) alternatives: Vec<Vec<Asked<'m>>>,
}

/// Every list of a project. Derived tracks copy the stages of others and are left out.
pub(crate) fn lists<'m>(logic: &Logic<'m>, occasions: &Occasions<'m>) -> Vec<List<'m>> {
    let model = logic.model();
    let mut all = Vec::new();
    for stage in model.stages.values() {
        let domain = &model[model[stage.track].domain];
        let Some(object) = domain.object else { continue };
        if stage.ident.damaged || domain.rollup.is_some() {
            continue;
        }
        let reader = Reader { logic, view: View::From(object) };
        let mut add = |purpose, asked| all.push(List { purpose, given: Vec::new(), asked });
        if let Some(entry) = &stage.entry {
            add(Purpose::Entry(stage), entry.criteria.iter().flat_map(|one| reader.criterion(one)).collect());
        }
        for when in stage.exits.iter().filter_map(|exit| exit.when.as_ref()) {
            add(Purpose::Exit(stage), reader.condition(when));
        }
        for when in stage.slas.iter().filter_map(|sla| sla.when.as_ref()) {
            add(Purpose::Sla(stage), reader.condition(when));
        }
    }
    for milestone in model.milestones.values() {
        if let (Some(object), Some(when)) = (milestone.object, &milestone.when) {
            let asked = Reader { logic, view: View::From(object) }.condition(when);
            all.push(List { purpose: Purpose::Milestone(&milestone.ident.label), given: Vec::new(), asked });
        }
    }
    all.extend(of_automations(logic, occasions, model));
    all
}

fn of_automations<'m>(logic: &Logic<'m>, occasions: &Occasions<'m>, model: &'m Model) -> Vec<List<'m>> {
    let mut all = Vec::new();
    for (id, automation) in model.automations.iter() {
        let Some(object) = readable(automation).and_then(|event| object_of(model, event)) else { continue };
        let reader = Reader { logic, view: View::From(object) };
        let asked = automation.conditions.iter().flat_map(|condition| reader.condition(condition)).collect();
        let given = occasions.pinned(id).to_vec();
        all.push(List { purpose: Purpose::Automation(&automation.ident.name), given, asked });
    }
    all
}

struct Reader<'l, 'm> {
    logic: &'l Logic<'m>,
    view: View,
}

impl<'m> Reader<'_, 'm> {
    fn condition(&self, condition: &'m Condition) -> Vec<Asked<'m>> {
        let alternatives = match &condition.kind {
            ConditionKind::All(parts) => return parts.iter().flat_map(|part| self.condition(part)).collect(),
            ConditionKind::Any(parts) => parts.iter().map(|part| self.condition(part)).collect(),
            _ => Vec::new(),
        };
        vec![Asked { formula: self.logic.condition(self.view, condition), at: condition.at, alternatives }]
    }

    fn criterion(&self, criterion: &'m Criterion) -> Vec<Asked<'m>> {
        let alternatives = match &criterion.kind {
            CriterionKind::Condition(condition) => return self.condition(condition),
            CriterionKind::AtLeast(count, parts) if *count as usize == parts.len() => {
                return parts.iter().flat_map(|part| self.criterion(part)).collect();
            }
            CriterionKind::AtLeast(_, parts) => parts.iter().map(|part| self.criterion(part)).collect(),
            CriterionKind::Manual(_) => Vec::new(),
        };
        vec![Asked { formula: self.logic.criterion(self.view, criterion), at: criterion.at, alternatives }]
    }
}
