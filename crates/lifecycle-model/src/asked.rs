//! Every condition that decides something about records.

use crate::Duration;
use crate::condition::Condition;
use crate::entities::{Criterion, CriterionKind, EventKind, Object};
use crate::model::{AutomationId, MilestoneId, Model, StageId};

/// Where a condition stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Asker {
    /// Among the entry criteria of a stage.
    Entry(StageId),
    /// At an exit of a stage.
    Exit(StageId),
    /// At the longest stay in a stage.
    Sla(StageId),
    /// At a milestone.
    Milestone(MilestoneId),
    /// At an automation.
    Automation(AutomationId),
}

/// A condition, and whose.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'m> {
    /// Where it stands.
    pub by: Asker,
    /// The object whose records are asked.
    pub of: Object,
    /// What is asked.
    pub condition: &'m Condition,
}

impl Model {
    /// The lengths of business time that something waits for on a stage, automations first, each once.
    pub fn business_waits(&self, stage: StageId) -> Vec<Duration> {
        let stays = self.automations.values().filter_map(|automation| match automation.event.as_ref()?.kind {
            EventKind::Stays(on, duration) if on == stage => Some(duration),
            _ => None,
        });
        let slas = self[stage].slas.iter().map(|sla| sla.within);
        let mut all: Vec<Duration> = Vec::new();
        for duration in stays.chain(slas).filter(|duration| duration.business) {
            // Places in the source are all equal.
            if !all.contains(&duration) {
                all.push(duration);
            }
        }
        all
    }

    /// Every condition that decides something about records, in source order of what asks it. Scenarios only tell stories.
    pub fn conditions(&self) -> Vec<Asked<'_>> {
        let mut all = Vec::new();
        for (id, stage) in self.stages.iter() {
            let Some(of) = self.object_of(id) else { continue };
            for criterion in stage.entry.iter().flat_map(|entry| &entry.criteria) {
                of_criterion(criterion, &mut |condition| all.push(Asked { by: Asker::Entry(id), of, condition }));
            }
            let exits = stage.exits.iter().filter_map(|exit| exit.when.as_ref());
            all.extend(exits.map(|condition| Asked { by: Asker::Exit(id), of, condition }));
            let slas = stage.slas.iter().filter_map(|sla| sla.when.as_ref());
            all.extend(slas.map(|condition| Asked { by: Asker::Sla(id), of, condition }));
        }
        for (id, milestone) in self.milestones.iter() {
            let asked = milestone.object.zip(milestone.when.as_ref());
            all.extend(asked.map(|(of, condition)| Asked { by: Asker::Milestone(id), of, condition }));
        }
        for (id, automation) in self.automations.iter() {
            let Some(of) = automation.event.as_ref().and_then(|event| self.object_of_event(&event.kind)) else {
                continue;
            };
            all.extend(automation.conditions.iter().map(|condition| Asked {
                by: Asker::Automation(id),
                of,
                condition,
            }));
        }
        all
    }

    /// The object to whose records an event happens.
    pub fn object_of_event(&self, event: &EventKind) -> Option<Object> {
        match event {
            EventKind::Created(object, _) => Some(*object),
            EventKind::Enters(stage) | EventKind::Leaves(stage) | EventKind::Stays(stage, _) => self.object_of(*stage),
            EventKind::Changes(field) | EventKind::Becomes(field, _) | EventKind::Relative(_, _, field) => {
                Some(self[*field].object)
            }
        }
    }
}

fn of_criterion<'m>(criterion: &'m Criterion, visit: &mut impl FnMut(&'m Condition)) {
    match &criterion.kind {
        CriterionKind::Condition(condition) => visit(condition),
        CriterionKind::AtLeast(_, parts) => parts.iter().for_each(|part| of_criterion(part, visit)),
        CriterionKind::Manual(_) => {}
    }
}
