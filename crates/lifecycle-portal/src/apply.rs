//! Brings a portal to what a plan says: exactly that, or nothing.

mod check;
mod write;

pub use check::{Ready, prepare};

use crate::failure::{Failure, read};
use crate::pace::Patience;
use crate::plan::{Change, Plan, Write};
use crate::portal::Portal;
use crate::snapshot::Snapshot;
use crate::state::State;
use crate::view;
use std::collections::BTreeSet;

/// What became of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is made.
    Done,
    /// It was made before, by an earlier run.
    Already,
    /// HubSpot refuses it, or it did not take.
    Failed(String),
    /// It needs something that failed.
    Skipped(String),
}

/// How far it is.
#[derive(Clone, Copy, Debug)]
pub struct Progress<'p> {
    /// Changes behind it.
    pub done: usize,
    /// Changes in all.
    pub all: usize,
    /// The one that is being made.
    pub change: &'p Change,
}

/// What became of a plan.
#[derive(Debug)]
pub struct Applied {
    /// Every change that was tried, by its id, in order.
    pub outcomes: Vec<(String, Outcome)>,
    /// Why it ended early.
    pub stopped: Option<Failure>,
}

impl Applied {
    /// Whether the portal is what the plan says.
    pub fn is_complete(&self) -> bool {
        self.stopped.is_none() && self.outcomes.iter().all(|(_, it)| matches!(it, Outcome::Done | Outcome::Already))
    }
}

/// Makes the changes of a plan that is ready. `keep` stores the state whenever something is in it that must not be lost.
///
/// # Errors
/// When the state cannot be stored. What was done until then is done; the next run finds it.
pub fn apply(
    plan: &Plan,
    ready: &Ready,
    portal: &mut dyn Portal,
    patience: Patience,
    state: &mut State,
    keep: &mut dyn FnMut(&State) -> Result<(), String>,
    tell: &mut dyn FnMut(Progress<'_>),
) -> Result<Applied, String> {
    state.references.extend(plan.references.clone());
    state.begun = Some(plan.print());
    keep(state)?;
    let mut run = Run { portal, patience, state, keep, gone: BTreeSet::new() };
    let mut applied = Applied { outcomes: Vec::new(), stopped: None };
    for (done, place) in ready.to_do.iter().enumerate() {
        let Some(change) = plan.changes.get(*place) else { continue };
        tell(Progress { done, all: ready.to_do.len(), change });
        match run.change(change, ready.is_done(*place))? {
            Ok(outcome) => applied.outcomes.push((change.id.clone(), outcome)),
            Err(failure) => {
                applied.stopped = Some(failure);
                return Ok(applied);
            }
        }
    }
    if let Err(failure) = run.verify(plan, &mut applied) {
        applied.stopped = Some(failure);
    }
    if applied.is_complete() {
        state.begun = None;
    }
    keep(state)?;
    Ok(applied)
}

struct Run<'r> {
    portal: &'r mut dyn Portal,
    patience: Patience,
    state: &'r mut State,
    keep: &'r mut dyn FnMut(&State) -> Result<(), String>,
    /// Changes that were not made, and with them everything they are a part of.
    gone: BTreeSet<String>,
}

impl Run<'_> {
    /// Makes a change. The outer error is about the state, the inner one ends the run.
    fn change(&mut self, change: &Change, is_done: bool) -> Result<Result<Outcome, Failure>, String> {
        let Some(write) = &change.write else { return Ok(Ok(Outcome::Already)) };
        if let Some(missing) = change.after.iter().find(|id| self.gone.contains(*id)) {
            self.lose(&change.id);
            return Ok(Ok(Outcome::Skipped(format!("it needs `{missing}`"))));
        }
        let made = if is_done { Ok(Outcome::Already) } else { self.write(write) };
        match made {
            Ok(outcome) => match self.take_id(write)? {
                Ok(()) => Ok(Ok(outcome)),
                Err(failure) => Ok(self.failed(change, failure)),
            },
            Err(failure) => Ok(self.failed(change, failure)),
        }
    }

    fn failed(&mut self, change: &Change, failure: Failure) -> Result<Outcome, Failure> {
        if failure.is_final() {
            return Err(failure);
        }
        self.lose(&change.id);
        Ok(Outcome::Failed(failure.to_string()))
    }

    /// What needs a pipeline needs its stages, too.
    fn lose(&mut self, id: &str) {
        let ends = id.match_indices('/').map(|(end, _)| end).chain([id.len()]);
        self.gone.extend(ends.filter_map(|end| id.get(..end)).map(str::to_owned));
    }

    /// Reads the id that HubSpot gave to what was made.
    fn take_id(&mut self, write: &Write) -> Result<Result<(), Failure>, String> {
        let (Some(request), crate::Address::LifecycleStage { id, label, .. }) = (&write.gives_id_to, &write.at) else {
            return Ok(Ok(()));
        };
        let found = match read(self.portal, &write.at.path()) {
            Ok(found) => found,
            Err(failure) => return Ok(Err(failure)),
        };
        let stage = found.as_ref().and_then(|list| view::lifecycle_stage(list, id.as_deref(), label));
        let Some(id) = stage.map(|stage| view::text(stage, "id")).filter(|id| !id.is_empty()) else {
            return Ok(Err(Failure::DidNotTake(format!(
                "HubSpot accepted the lifecycle stage \"{label}\", but does not show it: create it in the settings, then plan again"
            ))));
        };
        self.state.references.insert(request.clone(), id.to_owned());
        (self.keep)(self.state)?;
        Ok(Ok(()))
    }

    /// Reads the portal again: HubSpot answers what it was sent, which need not be what it kept.
    fn verify(&mut self, plan: &Plan, applied: &mut Applied) -> Result<(), Failure> {
        if applied.outcomes.iter().all(|(_, outcome)| *outcome != Outcome::Done) {
            return Ok(());
        }
        let snapshot = Snapshot::read(self.portal, plan.portal.clone(), &plan.reads)?;
        let mut outcomes = applied.outcomes.iter_mut().peekable();
        for change in &plan.changes {
            let Some((_, outcome)) = outcomes.next_if(|(id, _)| *id == change.id) else { continue };
            let Some(write) = change.write.as_ref().filter(|_| *outcome == Outcome::Done) else { continue };
            if !write.is_made(snapshot.look(&write.at).as_ref(), &self.state.references) {
                let why =
                    "HubSpot accepted the change, but does not show it as asked for: plan again to see the difference";
                *outcome = Outcome::Failed(why.to_owned());
            }
        }
        Ok(())
    }
}
