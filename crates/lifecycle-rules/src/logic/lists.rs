//! Every list of conditions that must hold together: criteria, exits, clocks, milestones, automations.

use super::Logic;
use super::formula::{Formula, View};
use super::occasion::{Fact, Occasions, object_of, readable};
use lifecycle_base::Location;
use lifecycle_model::{Automation, AutomationId, Condition, ConditionKind, Criterion, CriterionKind, Milestone, Stage};

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

/// Every list of a project, one after the other: all of them together would take more room than the model. Derived tracks copy the
/// stages of others and are left out.
pub(crate) fn lists<'l, 'm>(
    logic: &'l Logic<'m>,
    occasions: &'l Occasions<'m>,
) -> impl Iterator<Item = List<'m>> + use<'l, 'm> {
    let model = logic.model();
    let stages = model.stages.values().flat_map(|stage| of_stage(logic, stage));
    let milestones = model.milestones.values().filter_map(|milestone| of_milestone(logic, milestone));
    let automations = model.automations.iter().filter_map(|(id, it)| of_automation(logic, occasions, id, it));
    stages.chain(milestones).chain(automations)
}

fn of_stage<'m>(logic: &Logic<'m>, stage: &'m Stage) -> Vec<List<'m>> {
    let domain = &logic.model()[logic.model()[stage.track].domain];
    let judged = !stage.ident.damaged && domain.rollup.is_none();
    let Some(object) = domain.object.filter(|_| judged) else { return Vec::new() };
    let reader = Reader { logic, view: View::From(object) };
    let mut all = Vec::new();
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
    all
}

fn of_milestone<'m>(logic: &Logic<'m>, milestone: &'m Milestone) -> Option<List<'m>> {
    let (object, when) = milestone.object.zip(milestone.when.as_ref())?;
    let asked = Reader { logic, view: View::From(object) }.condition(when);
    Some(List { purpose: Purpose::Milestone(&milestone.ident.label), given: Vec::new(), asked })
}

fn of_automation<'m>(
    logic: &Logic<'m>,
    occasions: &Occasions<'m>,
    id: AutomationId,
    automation: &'m Automation,
) -> Option<List<'m>> {
    let object = object_of(logic.model(), readable(automation)?)?;
    let reader = Reader { logic, view: View::From(object) };
    let asked = automation.conditions.iter().flat_map(|condition| reader.condition(condition)).collect();
    let given = occasions.pinned(id).to_vec();
    Some(List { purpose: Purpose::Automation(&automation.ident.name), given, asked })
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
