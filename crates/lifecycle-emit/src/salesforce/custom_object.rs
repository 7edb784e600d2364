//! CustomObject and CustomTab: the object of the success team.

use super::project::{Component, Package};
use crate::xml::Element;
use lifecycle_targets::salesforce::objects::SUCCESS_PLAN;

/// The picture of the tab. Salesforce has a closed list of them.
const MOTIF: &str = "Custom14: Hands";

/// The object without its fields, and its tab.
pub(super) fn emit_success_plan() -> [Component; 2] {
    let name = SUCCESS_PLAN.api_name;
    let object = Component {
        package: Package::ForceApp,
        kind: "CustomObject",
        member: name.to_owned(),
        path: format!("objects/{name}/{name}.object-meta.xml"),
        root: object(),
        origin: None,
    };
    let tab = Component {
        package: Package::ForceApp,
        kind: "CustomTab",
        member: name.to_owned(),
        path: format!("tabs/{name}.tab-meta.xml"),
        root: Element::new("CustomTab").with_text("customObject", true).with_text("motif", MOTIF),
        origin: None,
    };
    [object, tab]
}

fn object() -> Element {
    let name_field =
        Element::new("nameField").with_text("label", format!("{} Name", SUCCESS_PLAN.label)).with_text("type", "Text");
    Element::new("CustomObject")
        .with_text("deploymentStatus", "Deployed")
        .with_text("description", "Where a customer is after the sale: one record for each journey.")
        .with_text("enableActivities", true)
        .with_text("enableBulkApi", true)
        .with_text("enableHistory", true)
        .with_text("enableReports", true)
        .with_text("enableSearch", true)
        .with_text("enableSharing", true)
        .with_text("enableStreamingApi", true)
        .with_text("label", SUCCESS_PLAN.label)
        .with(name_field)
        .with_text("pluralLabel", SUCCESS_PLAN.plural_label)
        .with_text("sharingModel", "ReadWrite")
}
