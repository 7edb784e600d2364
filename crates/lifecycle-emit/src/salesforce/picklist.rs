//! The values of picklists.

use lifecycle_model::{Choice, Model, StageKind, TrackId};
use lifecycle_targets::salesforce::limits::PICKLIST_VALUE;
use std::collections::BTreeSet;

/// A value: its name comes from the identifier and is what records hold, so that the label can change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PicklistValue {
    /// What records hold.
    pub(super) name: String,
    /// What people see.
    pub(super) label: String,
    /// Whether it can be chosen; old records may hold it anyway.
    pub(super) active: bool,
}

/// One value for each stage of a track that the CRM knows.
pub(super) fn stage_values(model: &Model, track: TrackId) -> Vec<PicklistValue> {
    let stages = model.stages_of(track).map(|(_, stage)| stage).filter(|stage| !stage.untracked);
    distinct(stages.map(|stage| PicklistValue {
        name: stage.ident.name.to_string(),
        label: stage.ident.label.to_string(),
        active: stage.kind != StageKind::Retired,
    }))
}

/// One value for each choice of a field.
pub(super) fn choice_values(choices: &[Choice]) -> Vec<PicklistValue> {
    distinct(choices.iter().map(|choice| PicklistValue {
        name: choice.name.to_string(),
        label: choice.label.to_string(),
        active: true,
    }))
}

/// Salesforce refuses a picklist with one label twice, in whatever case: the second is told apart by its name.
fn distinct(values: impl Iterator<Item = PicklistValue>) -> Vec<PicklistValue> {
    let mut labels = BTreeSet::new();
    let mut distinct = Vec::new();
    for mut value in values {
        if labels.contains(&value.label.to_lowercase()) {
            value.label = format!("{} ({})", value.label, value.name);
        }
        value.label = PICKLIST_VALUE.shorten(&value.label);
        labels.insert(value.label.to_lowercase());
        distinct.push(value);
    }
    distinct
}
