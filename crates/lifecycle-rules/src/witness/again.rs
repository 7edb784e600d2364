//! What repeats itself by itself, as played: at once and without end, or each time a stay comes to its end.

use super::draft::Goal;
use super::{Scene, Witnesses};
use crate::logic::{Knot, knots};
use lifecycle_interpreter::{Cause, Happened, What};
use lifecycle_model::{ActionKind, AutomationId, Model, StageId};
use std::collections::BTreeSet;

/// So often does a stay come to its end until it is believed that it always will.
const ROUNDS: usize = 6;

/// So many automatic entries of a knot are tried as what brings a record back.
const DRAWS: usize = 3;

/// Something that repeats itself.
#[derive(Debug)]
pub(crate) struct Again {
    /// The automations that keep it going.
    pub(crate) automations: Vec<AutomationId>,
    pub(crate) scene: Scene,
    /// What happens as stays come to their end; empty if it repeats itself at once.
    pub(crate) later: Vec<Happened>,
}

impl Again {
    /// The automation that restarts a record again and again, if one does.
    pub(crate) fn restart(&self, model: &Model) -> Option<AutomationId> {
        let restarts = |id: &AutomationId| {
            let mut actions = model[*id].actions.iter();
            actions.any(|action| matches!(action.kind, ActionKind::Restart(_)))
        };
        let played = |id: &AutomationId| {
            let all = self.scene.trace.iter().chain(&self.later);
            all.filter(|happened| matches!(happened.what, What::Restarted(..)) && is_by(happened, *id)).count() > 1
        };
        self.automations.iter().copied().find(|id| restarts(id) && played(id))
    }
}

/// Whether an automation did something.
pub(crate) fn is_by(happened: &Happened, id: AutomationId) -> bool {
    matches!(happened.cause, Cause::Automation(by, _) if by == id)
}

/// Everything found to repeat itself, each automation once.
pub(crate) fn again(model: &Model) -> Vec<Again> {
    let mut witnesses = Witnesses::of(model);
    let mut found: Vec<Again> = Vec::new();
    if witnesses.are_spent() {
        return found;
    }
    let mut known: BTreeSet<AutomationId> = BTreeSet::new();
    for knot in knots(model) {
        for id in &knot.automations {
            if known.contains(id) {
                continue;
            }
            if let Some(again) = of_automation(model, &mut witnesses, &knot, *id) {
                known.extend(&again.automations);
                found.push(again);
            }
        }
    }
    found
}

/// Lets the event of an automation happen to a record that some stage of the knot draws, or to any.
fn of_automation<'m>(model: &'m Model, witnesses: &mut Witnesses<'m>, knot: &Knot, id: AutomationId) -> Option<Again> {
    let goal = |stage: &StageId| Some(vec![Goal::Entry(model.object_of(*stage)?, *stage)]);
    let goals = knot.draws.iter().take(DRAWS).filter_map(goal);
    goals.chain([Vec::new()]).find_map(|goals| {
        let scene = witnesses.scene(id, &goals)?;
        match &scene.settled {
            Err(unsettled) => {
                let kept = |id: &AutomationId| knot.automations.contains(id);
                let automations: Vec<AutomationId> = unsettled.automations.iter().copied().filter(kept).collect();
                (!automations.is_empty()).then_some(Again { automations, scene, later: Vec::new() })
            }
            Ok(()) if knot.waits => {
                let later = witnesses.later(&scene, ROUNDS);
                let moved = |happened: &&Happened| matches!(happened.what, What::Entered(..) | What::Restarted(..));
                let often = |id: &AutomationId| {
                    later.iter().filter(moved).filter(|happened| is_by(happened, *id)).count() >= ROUNDS / 2
                };
                let automations: Vec<AutomationId> = knot.automations.iter().copied().filter(often).collect();
                (!automations.is_empty()).then_some(Again { automations, scene, later })
            }
            Ok(()) => None,
        }
    })
}
