//! CustomObject and CustomTab: the object of the success team, and the histories of the org's own.

use super::project::{Component, Package};
use super::schema::Schema;
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

/// The objects of the org whose history is kept: a field with a history is refused where its object has none.
///
/// Source: forcedotcom/salesforcedx-vscode issue 501 (`does not have history tracking enabled`).
pub(super) fn emit_histories(schema: &Schema) -> impl Iterator<Item = Component> {
    let names = schema.with_history().into_iter().filter(|name| *name != SUCCESS_PLAN.api_name);
    names.map(|name| Component {
        package: Package::ForceApp,
        kind: "CustomObject",
        member: name.to_owned(),
        path: format!("objects/{name}/{name}.object-meta.xml"),
        root: Element::new("CustomObject").with_text("enableHistory", true),
        origin: None,
    })
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
