//! The funnel: what became of all records, stage by stage.
//!
//! Each entry of a stage ends in exactly one way, so that for every stage: entered = advanced + recycled + dropped + held + restarted +
//! removed + still there.

use crate::spread::Spread;
use lifecycle_interpreter::Moment;
use lifecycle_model::{AutomationId, Model, StageId, StageKind};
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// What became of all records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Funnel {
    /// Accounts.
    pub accounts: u64,
    /// Records of all objects.
    pub records: u64,
    /// Everything that happened to them: one line of the trace each.
    pub events: u64,
    /// Moves that entry criteria refused.
    pub refused: u64,
    /// Accounts that were given up, since they had too many records.
    pub given_up: u64,
    /// Runs that never came to rest, by the automations that kept them going. The account is left alone from there on.
    pub unsettled: BTreeMap<Vec<AutomationId>, u64>,
    /// Stages, by their place in the model.
    pub stages: Vec<StageCount>,
    /// What each automation did, by its place in the model.
    pub automations: Vec<u64>,
    /// Journeys that entered the first stage of each baseline, and those that came as far as the second.
    pub baselines: Vec<(u64, u64)>,
}

/// What became of the records that entered a stage.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StageCount {
    /// Entries.
    pub entered: u64,
    /// They went on to a later stage.
    pub advanced: u64,
    /// They went back to an earlier one.
    pub recycled: u64,
    /// They left the funnel.
    pub dropped: u64,
    /// They were put on hold.
    pub held: u64,
    /// They began a new journey.
    pub restarted: u64,
    /// What they are derived from is gone.
    pub removed: u64,
    /// They were there at the end.
    pub still: u64,
    /// Nobody acted within the time agreed.
    pub breached: u64,
    /// Nobody touched them for too long.
    pub stale: u64,
    /// Journeys that were on the stage at least once.
    pub journeys: u64,
    /// Of these, the ones that came to a later stage.
    pub converted: u64,
    /// How long those stayed that left.
    pub stays: Spread,
    /// Why records were sent back from here, or left the funnel.
    pub reasons: BTreeMap<SmolStr, u64>,
}

/// The one way in which a stay ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    Advanced,
    Recycled,
    Dropped,
    Held,
    Restarted,
    Removed,
}

impl End {
    /// How a stay ends when a record goes from one stage to another.
    pub(crate) fn of(model: &Model, from: StageId, to: StageId) -> Self {
        let (from, to) = (&model[from], &model[to]);
        match (to.kind, from.rank.zip(to.rank)) {
            (StageKind::Lost | StageKind::Closed, _) => End::Dropped,
            (StageKind::Hold, _) => End::Held,
            (_, Some((here, there))) if from.track == to.track && there <= here => End::Recycled,
            // Out of the order and back into it: from a hold that is going on, from the end it is a step back.
            (_, None) if from.kind != StageKind::Hold => End::Recycled,
            _ => End::Advanced,
        }
    }
}

impl Funnel {
    /// An empty one.
    pub(crate) fn new(model: &Model) -> Self {
        Self {
            accounts: 0,
            records: 0,
            events: 0,
            refused: 0,
            given_up: 0,
            unsettled: BTreeMap::new(),
            stages: vec![StageCount::default(); model.stages.len()],
            automations: vec![0; model.automations.len()],
            baselines: vec![(0, 0); model.measure.baselines.len()],
        }
    }

    /// The count of a stage.
    pub fn stage(&self, stage: StageId) -> Option<&StageCount> {
        self.stages.get(stage.index())
    }

    pub(crate) fn stage_mut(&mut self, stage: StageId) -> &mut StageCount {
        // A stage of another model would be counted at the end, where it does no harm.
        if self.stages.len() <= stage.index() {
            self.stages.resize(stage.index() + 1, StageCount::default());
        }
        #[allow(clippy::indexing_slicing)] // the line above has made room
        &mut self.stages[stage.index()]
    }

    pub(crate) fn ended(&mut self, stage: StageId, end: End, since: Moment, now: Moment) {
        let count = self.stage_mut(stage);
        count.stays.add(now.0 - since.0);
        *match end {
            End::Advanced => &mut count.advanced,
            End::Recycled => &mut count.recycled,
            End::Dropped => &mut count.dropped,
            End::Held => &mut count.held,
            End::Restarted => &mut count.restarted,
            End::Removed => &mut count.removed,
        } += 1;
    }

    pub(crate) fn did(&mut self, automation: AutomationId) {
        if let Some(count) = self.automations.get_mut(automation.index()) {
            *count += 1;
        }
    }

    /// Counts the conversions of a journey that is over, or as far as it got, by the stages it has entered.
    pub(crate) fn journey(&mut self, model: &Model, entered: &[StageId]) {
        let furthest = |stage: StageId| {
            let of_track = entered.iter().filter(|id| model[**id].track == model[stage].track);
            of_track.filter_map(|id| model[*id].rank).max()
        };
        for stage in entered {
            let count = self.stage_mut(*stage);
            count.journeys += 1;
            if model[*stage].rank.is_some() && furthest(*stage) > model[*stage].rank {
                count.converted += 1;
            }
        }
        for (baseline, (from, to)) in model.measure.baselines.iter().zip(&mut self.baselines) {
            if entered.contains(&baseline.from) {
                *from += 1;
                let reached = model[baseline.from].track == model[baseline.to].track
                    && model[baseline.to].rank.is_some()
                    && furthest(baseline.to) >= model[baseline.to].rank;
                *to += u64::from(reached);
            }
        }
    }

    /// Adds what became of other records.
    pub(crate) fn merge(&mut self, other: &Self) {
        self.accounts += other.accounts;
        self.records += other.records;
        self.events += other.events;
        self.refused += other.refused;
        self.given_up += other.given_up;
        for (automations, count) in &other.unsettled {
            *self.unsettled.entry(automations.clone()).or_default() += count;
        }
        self.stages.iter_mut().zip(&other.stages).for_each(|(own, other)| own.merge(other));
        self.automations.iter_mut().zip(&other.automations).for_each(|(own, other)| *own += other);
        for (own, other) in self.baselines.iter_mut().zip(&other.baselines) {
            own.0 += other.0;
            own.1 += other.1;
        }
    }
}

impl StageCount {
    /// How many of the entries ended in one of the ways, or have not ended yet.
    pub fn accounted(&self) -> u64 {
        self.advanced + self.recycled + self.dropped + self.held + self.restarted + self.removed + self.still
    }

    fn merge(&mut self, other: &Self) {
        self.entered += other.entered;
        self.advanced += other.advanced;
        self.recycled += other.recycled;
        self.dropped += other.dropped;
        self.held += other.held;
        self.restarted += other.restarted;
        self.removed += other.removed;
        self.still += other.still;
        self.breached += other.breached;
        self.stale += other.stale;
        self.journeys += other.journeys;
        self.converted += other.converted;
        self.stays.merge(&other.stays);
        for (reason, count) in &other.reasons {
            *self.reasons.entry(reason.clone()).or_default() += count;
        }
    }
}
