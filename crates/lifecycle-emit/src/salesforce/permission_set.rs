//! PermissionSet and CustomPermission: who sees, who works with, and who may go around the lifecycle.

use super::project::{Component, Package};
use super::schema::{Access, Schema};
use crate::xml::Element;
use lifecycle_targets::salesforce::objects::{OPPORTUNITY, SUCCESS_PLAN};
use std::collections::BTreeMap;

/// The permission set for everyone who works with the lifecycle.
pub(super) const USER: &str = "Lifecycle_User";
/// For administrators, who also correct what flows keep.
pub(super) const ADMIN: &str = "Lifecycle_Admin";
/// For integrations and data loads, which the lifecycle's rules let pass.
pub(super) const INTEGRATION: &str = "Lifecycle_Integration";
/// For everyone who works with deals: which pipelines there are. It lies beside the record types.
pub(super) const PIPELINES: &str = "Lifecycle_Pipelines";
/// The custom permission that every validation rule asks for.
pub(super) const BYPASS: &str = "Lifecycle_Bypass";

struct Set {
    name: &'static str,
    label: &'static str,
    description: &'static str,
    /// Whether the fields that flows keep can be written, and every success plan be seen, edited and deleted.
    everything: bool,
    bypass: bool,
}

const SETS: [Set; 3] = [
    Set {
        name: USER,
        label: "Lifecycle User",
        description: "Shows the fields of the lifecycle and lets people work with them. What flows keep (dates of entry, ranks, \
                      journeys) can be read only. For everyone who works with the lifecycle.",
        everything: false,
        bypass: false,
    },
    Set {
        name: ADMIN,
        label: "Lifecycle Admin",
        description: "Like Lifecycle User, and lets administrators correct what flows keep. The rules of the lifecycle hold all the \
                      same.",
        everything: true,
        bypass: false,
    },
    Set {
        name: INTEGRATION,
        label: "Lifecycle Integration",
        description: "Lets integrations and data loads write records as they are: the rules of the lifecycle do not stop them. Not for \
                      people.",
        everything: true,
        bypass: true,
    },
];

/// The permission sets of `force-app`, and the custom permission behind the last of them.
///
/// A field that arrives by deployment is invisible, even to administrators, until a permission set names it. All fields of the
/// schema are named: none is required or a master-detail, the two kinds that must not be.
pub(super) fn emit_sets(schema: &Schema) -> impl Iterator<Item = Component> {
    std::iter::once(bypass()).chain(SETS.iter().map(|set| component(set, schema)))
}

fn component(set: &Set, schema: &Schema) -> Component {
    let writable = |access| match access {
        Access::People => true,
        Access::Flows => set.everything,
        Access::Nobody => false,
    };
    let custom = Element::new("customPermissions").with_text("enabled", true).with_text("name", BYPASS);
    let root = Element::new("PermissionSet")
        .with_all(set.bypass.then_some(custom))
        .with_text("description", set.description)
        .with_all(field_permissions(schema, Package::ForceApp, writable))
        .with_text("hasActivationRequired", false)
        .with_text("label", set.label)
        .with_all(schema.has_success_plans.then(|| success_plan_permission(set.everything)))
        .with_all(schema.has_success_plans.then(success_plan_tab));
    file(Package::ForceApp, set.name, root)
}

/// The record types are in `org-settings`, and so is what names them.
pub(super) fn emit_pipelines(schema: &Schema, record_types: &[String]) -> Option<Component> {
    let object = OPPORTUNITY.api_name;
    let visible = record_types.iter().map(|name| {
        Element::new("recordTypeVisibilities")
            .with_text("recordType", format!("{object}.{name}"))
            .with_text("visible", true)
    });
    let root = Element::new("PermissionSet")
        .with_text(
            "description",
            "Lets people choose the pipelines of the lifecycle. For everyone who works with deals.",
        )
        .with_all(field_permissions(schema, Package::OrgSettings, |access| access == Access::People))
        .with_text("hasActivationRequired", false)
        .with_text("label", "Lifecycle Pipelines")
        .with_all(visible);
    (!record_types.is_empty()).then(|| file(Package::OrgSettings, PIPELINES, root))
}

fn file(package: Package, name: &str, root: Element) -> Component {
    Component {
        package,
        kind: "PermissionSet",
        member: name.to_owned(),
        path: format!("permissionsets/{name}.permissionset-meta.xml"),
        root,
        origin: None,
    }
}

fn bypass() -> Component {
    Component {
        package: Package::ForceApp,
        kind: "CustomPermission",
        member: BYPASS.to_owned(),
        path: format!("customPermissions/{BYPASS}.customPermission-meta.xml"),
        root: Element::new("CustomPermission")
            .with_text(
                "description",
                "Whoever has it is not stopped by the validation rules of the lifecycle: for integrations.",
            )
            .with_text("isLicensed", false)
            .with_text("label", "Lifecycle Bypass"),
        origin: None,
    }
}

fn field_permissions(schema: &Schema, package: Package, writable: impl Fn(Access) -> bool) -> Vec<Element> {
    let mut fields = BTreeMap::new();
    for field in schema.fields.iter().filter(|field| field.package == package) {
        for object in field.object.permissions_on {
            fields.insert(format!("{object}.{}", field.name), writable(field.access));
        }
    }
    fields.iter().map(|(name, editable)| field_permission(name, *editable)).collect()
}

fn field_permission(name: &str, editable: bool) -> Element {
    Element::new("fieldPermissions")
        .with_text("editable", editable)
        .with_text("field", name)
        .with_text("readable", true)
}

/// People work with them, but leave deleting to administrators. Access to the org's own objects stays with its profiles.
fn success_plan_permission(everything: bool) -> Element {
    Element::new("objectPermissions")
        .with_text("allowCreate", true)
        .with_text("allowDelete", everything)
        .with_text("allowEdit", true)
        .with_text("allowRead", true)
        .with_text("modifyAllRecords", everything)
        .with_text("object", SUCCESS_PLAN.api_name)
        .with_text("viewAllRecords", everything)
}

fn success_plan_tab() -> Element {
    Element::new("tabSettings").with_text("tab", SUCCESS_PLAN.api_name).with_text("visibility", "Visible")
}
