//! PermissionSet.

use super::project::{Component, Package};
use super::schema::{Access, Schema};
use crate::xml::Element;
use lifecycle_targets::salesforce::objects::SUCCESS_PLAN;
use std::collections::BTreeMap;

/// The permission set for everyone who works with the lifecycle.
pub(super) const USER: &str = "Lifecycle_User";

/// A field that arrives by deployment is invisible, even to administrators, until a permission set names it. All fields of the
/// schema are named: none is required or a master-detail, the two kinds that must not be.
pub(super) fn emit_user(schema: &Schema) -> Component {
    let mut fields = BTreeMap::new();
    for field in &schema.fields {
        for object in field.object.permissions_on {
            fields.insert(format!("{object}.{}", field.name), field.access == Access::People);
        }
    }
    let root = Element::new("PermissionSet")
        .with_text("description", "Shows the fields of the lifecycle and lets people work with them.")
        .with_all(fields.iter().map(|(name, editable)| field_permission(name, *editable)))
        .with_text("hasActivationRequired", false)
        .with_text("label", "Lifecycle User")
        .with_all(schema.has_success_plans.then(success_plan_permission))
        .with_all(schema.has_success_plans.then(success_plan_tab));
    Component {
        package: Package::ForceApp,
        kind: "PermissionSet",
        member: USER.to_owned(),
        path: format!("permissionsets/{USER}.permissionset-meta.xml"),
        root,
        origin: None,
    }
}

fn field_permission(name: &str, editable: bool) -> Element {
    Element::new("fieldPermissions")
        .with_text("editable", editable)
        .with_text("field", name)
        .with_text("readable", true)
}

/// Work with them, but leave deleting to administrators. Access to the org's own objects stays with its profiles.
fn success_plan_permission() -> Element {
    Element::new("objectPermissions")
        .with_text("allowCreate", true)
        .with_text("allowDelete", false)
        .with_text("allowEdit", true)
        .with_text("allowRead", true)
        .with_text("modifyAllRecords", false)
        .with_text("object", SUCCESS_PLAN.api_name)
        .with_text("viewAllRecords", false)
}

fn success_plan_tab() -> Element {
    Element::new("tabSettings").with_text("tab", SUCCESS_PLAN.api_name).with_text("visibility", "Visible")
}
