//! The values of picklists.

use lifecycle_model::{Choice, Model, Reason, StageKind, TrackId};
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

/// One value for each reason. A reason has no identifier, so its text is what records hold; what differs in case only is one reason.
pub(super) fn reason_values<'m>(reasons: impl Iterator<Item = &'m Reason>) -> Vec<PicklistValue> {
    let texts = reasons.map(|reason| reason_value(&reason.text)).filter(|text| !text.is_empty());
    distinct(texts.map(|text| PicklistValue { name: text.clone(), label: text, active: true }))
}

/// What records hold for a reason.
pub(super) fn reason_value(text: &str) -> String {
    PICKLIST_VALUE.shorten(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Salesforce refuses a picklist with one label twice, in whatever case: the second is told apart by its name. A name that is there
/// already is the same value: a derived track may repeat the stages of several pipelines.
fn distinct(values: impl Iterator<Item = PicklistValue>) -> Vec<PicklistValue> {
    let (mut names, mut labels) = (BTreeSet::new(), BTreeSet::new());
    let mut distinct = Vec::new();
    for mut value in values {
        if !names.insert(value.name.to_lowercase()) {
            continue;
        }
        if labels.contains(&value.label.to_lowercase()) {
            value.label = format!("{} ({})", value.label, value.name);
        }
        value.label = PICKLIST_VALUE.shorten(&value.label);
        labels.insert(value.label.to_lowercase());
        distinct.push(value);
    }
    distinct
}
