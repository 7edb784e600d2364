//! In which order stages stand in HubSpot.
//!
//! Stages with a rank come first, in the order of the source. Behind them come those on hold, then those that leave the track, then the
//! retired ones: leaving is then always a step forward, which HubSpot's lifecycle stage allows, and coming back is never one, so it
//! takes the deliberate two steps of a recycle. Whoever takes the most advanced of several records must ignore stages without a rank.

use lifecycle_model::{Model, Stage, StageId, StageKind, TrackId};

/// The stages of a track that the CRM knows, in its order.
pub(super) fn crm_stages(model: &Model, track: TrackId) -> Vec<(StageId, &Stage)> {
    let mut stages: Vec<(StageId, &Stage)> = model.stages_of(track).filter(|(_, stage)| !stage.untracked).collect();
    stages.sort_by_key(|(_, stage)| match stage.kind {
        StageKind::Open | StageKind::Won => 0,
        StageKind::Hold => 1,
        StageKind::Lost | StageKind::Closed => 2,
        StageKind::Retired => 3,
    });
    stages
}
