//! Which stages records can come to at all, by any way that is written down.
//!
//! It errs on the side of yes: whether criteria and conditions ever hold is not asked here, lost, closed and hold stages can be entered
//! from everywhere, and a stage that says nothing of where records go on to leads to the next one.

use crate::part::own_tracks;
use lifecycle_model::{ActionKind, AutomationId, EventKind, ExitKind, Model, Stage, StageId, StageKind, TrackId};
use std::collections::{BTreeMap, BTreeSet};

/// The stages that some way leads to.
#[derive(Debug)]
pub(crate) struct Reach {
    reached: BTreeSet<StageId>,
}

impl Reach {
    pub(crate) fn of(model: &Model) -> Self {
        let mut open: Vec<StageId> = Vec::new();
        // Automations that wait for something at a stage nobody may ever come to.
        let mut waiting: BTreeMap<StageId, Vec<AutomationId>> = BTreeMap::new();
        for (track, _) in own_tracks(model) {
            open.extend(beginnings(model, track));
        }
        for (id, automation) in model.automations.iter() {
            match automation.event.as_ref().map(|event| &event.kind) {
                Some(EventKind::Enters(stage) | EventKind::Leaves(stage) | EventKind::Stays(stage, _))
                    if model[model.domain_of(*stage)].rollup.is_none() =>
                {
                    waiting.entry(*stage).or_default().push(id);
                }
                _ => open.extend(targets(model, id)),
            }
        }
        let next = following(model);
        let mut reached = BTreeSet::new();
        while let Some(stage) = open.pop() {
            if reached.insert(stage) {
                open.extend(model[stage].exits.iter().filter_map(|exit| exit.target));
                open.extend(next.get(&stage));
                open.extend(waiting.remove(&stage).into_iter().flatten().flat_map(|id| targets(model, id)));
            }
        }
        Self { reached }
    }

    /// Whether some way leads to a stage.
    pub(crate) fn has(&self, stage: StageId) -> bool {
        self.reached.contains(&stage)
    }

    /// The furthest stage of a track, before another one, that some way leads to.
    pub(crate) fn end<'m>(&self, model: &'m Model, stage: StageId) -> Option<&'m Stage> {
        let before = model.ranked_stages(model[stage].track).take_while(|(id, _)| *id != stage);
        before.filter(|(id, _)| self.has(*id)).last().map(|(_, stage)| stage)
    }
}

/// Where records of a track begin, or can be put from everywhere.
fn beginnings(model: &Model, track: TrackId) -> Vec<StageId> {
    let mut first = true;
    let mut found = Vec::new();
    for (id, stage) in model.stages_of(track) {
        let begins = stage.rank.is_some() && first;
        let apart = stage.rank.is_none();
        let draws = stage.entry.as_ref().is_some_and(|entry| entry.auto);
        // What a broken declaration says of its ways is not known.
        if begins || apart || draws || stage.ident.damaged {
            found.push(id);
        }
        // Before the first stage the CRM knows, there are others that it does not.
        if stage.rank.is_some() && !stage.untracked {
            first = false;
        }
    }
    found
}

/// Where stages lead that do not say so.
fn following(model: &Model) -> BTreeMap<StageId, StageId> {
    let mut next = BTreeMap::new();
    for (track, _) in own_tracks(model) {
        let steps: Vec<(StageId, &Stage)> = model.ranked_stages(track).collect();
        for pair in steps.windows(2) {
            if let [(id, stage), (after, _)] = pair
                && !stage.exits.iter().any(|exit| exit.kind == ExitKind::To && exit.target.is_some())
                && stage.kind != StageKind::Won
            {
                next.insert(*id, *after);
            }
        }
    }
    next
}

/// The stages to which an automation brings records.
fn targets(model: &Model, id: AutomationId) -> Vec<StageId> {
    let actions = model[id].actions.iter();
    actions
        .filter_map(|action| match &action.kind {
            ActionKind::Move(stage) | ActionKind::Restart(stage) => Some(*stage),
            ActionKind::Create { stage, .. } => *stage,
            ActionKind::Set(_) | ActionKind::Notify(..) | ActionKind::Task(..) => None,
        })
        .collect()
}
