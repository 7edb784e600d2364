//! GlobalValueSet and StandardValueSet.

use super::opportunity_stages::{StageList, StageValue};
use super::picklist::PicklistValue;
use super::project::{Component, Package};
use super::schema::ValueSet;
use crate::xml::Element;

/// The stages of a track, shared by the fields on all its objects.
pub(super) fn emit_global(set: &ValueSet) -> Component {
    Component {
        package: Package::ForceApp,
        kind: "GlobalValueSet",
        member: set.name.clone(),
        path: format!("globalValueSets/{}.globalValueSet-meta.xml", set.name),
        root: Element::new("GlobalValueSet")
            .with_all(set.values.iter().map(|value| custom_value("customValue", value)))
            .with_text("description", &set.description)
            .with_text("masterLabel", &set.label)
            .with_text("sorted", false),
        origin: Some(set.origin),
    }
}

/// A value of a custom picklist. None is the default: a record is on a stage because something happened.
pub(super) fn custom_value(name: &'static str, value: &PicklistValue) -> Element {
    Element::new(name)
        .with_text("fullName", &value.name)
        .with_text("default", false)
        .with_all((!value.active).then(|| Element::text("isActive", false)))
        .with_text("label", &value.label)
}

/// The one list of opportunity stages that all pipelines share, whole, since the org deactivates what is not in it.
pub(super) fn emit_stages(stages: &StageList) -> Option<Component> {
    let first = stages.values.first()?;
    Some(Component {
        package: Package::OrgSettings,
        kind: "StandardValueSet",
        member: "OpportunityStage".to_owned(),
        path: "standardValueSets/OpportunityStage.standardValueSet-meta.xml".to_owned(),
        root: Element::new("StandardValueSet")
            .with_text("sorted", false)
            .with_all(stages.values.iter().map(standard_value)),
        origin: Some(first.origin),
    })
}

fn standard_value(stage: &StageValue) -> Element {
    Element::new("standardValue")
        .with_text("fullName", &stage.name)
        .with_text("default", false)
        .with_all((!stage.active).then(|| Element::text("isActive", false)))
        .with_text("label", &stage.label)
        .with_text("closed", stage.closed)
        .with_text("forecastCategory", stage.forecast)
        .with_text("probability", stage.probability)
        .with_text("won", stage.won)
}
