//! Where automations want records to go: only these wishes have to be judged.

use lifecycle_model::{ActionKind, Model, StageId};
use std::collections::BTreeSet;

/// The stages that automations name.
#[derive(Debug, Default)]
pub(super) struct Wishes {
    pub(super) moves: BTreeSet<StageId>,
    pub(super) restarts: BTreeSet<StageId>,
}

impl Wishes {
    pub(super) fn of(model: &Model) -> Self {
        let mut wishes = Self::default();
        for action in model.automations.values().flat_map(|automation| &automation.actions) {
            match &action.kind {
                ActionKind::Move(stage) => wishes.moves.insert(*stage),
                ActionKind::Restart(stage) => wishes.restarts.insert(*stage),
                _ => false,
            };
        }
        wishes
    }
}
