//! How long a simulation goes on, and how its people behave.

use lifecycle_interpreter::Moment;
use lifecycle_model::{ExitKind, Model, StageId, StageKind};

/// How a simulation goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// What all chance comes from: the same seed, the same run.
    pub seed: u64,
    /// The first moment.
    pub start: Moment,
    /// How many days.
    pub days: u32,
    /// How people behave.
    pub behaviour: Behaviour,
    /// Whether to tell everything that happens.
    pub trace: bool,
}

/// How people behave. Shares are percent of the times that somebody looks after a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Behaviour {
    /// They do what it takes to advance it.
    pub advance: u32,
    /// They send it back.
    pub recycle: u32,
    /// They let it go.
    pub drop: u32,
    /// They put it on hold.
    pub hold: u32,
    /// Days from one time to the next, on the average.
    pub pace: u32,
    /// Days from one change in the world to the next, on the average; 0 for none.
    pub signals: u32,
}

impl Default for Behaviour {
    fn default() -> Self {
        Self { advance: 45, recycle: 5, drop: 8, hold: 2, pace: 4, signals: 12 }
    }
}

impl Behaviour {
    /// How often somebody looks after a record: of those that have left the funnel, hardly anybody thinks.
    pub(crate) fn pace_at(&self, model: &Model, stage: StageId) -> u32 {
        match model[stage].kind {
            StageKind::Lost | StageKind::Closed => self.pace.saturating_mul(10),
            _ => self.pace,
        }
    }

    /// Whether nobody looks after a record any more that is on this stage.
    pub(crate) fn is_end(&self, model: &Model, stage: StageId) -> bool {
        let stage_of = &model[stage];
        let out = stage_of.exits.iter().any(|exit| exit.target.is_some());
        let back = stage_of.exits.iter().any(|exit| exit.kind == ExitKind::Recycle && exit.target.is_some());
        match stage_of.kind {
            StageKind::Open => {
                let last = model.ranked_stages(stage_of.track).next_back().is_some_and(|(id, _)| id == stage);
                last && !out
            }
            StageKind::Hold => false,
            StageKind::Won => !out,
            StageKind::Lost | StageKind::Closed => !back,
            StageKind::Retired => true,
        }
    }
}
