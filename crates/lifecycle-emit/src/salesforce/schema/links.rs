//! How the records of the success team refer to others.

use super::{Access, CustomField, Kind, Part, Schema};
use crate::salesforce::project::Package;
use lifecycle_targets::salesforce::kept::RECHECK;
use lifecycle_targets::salesforce::limits::RELATIONSHIP_NAME;
use lifecycle_targets::salesforce::names::{self, CUSTOM_SUFFIX};
use lifecycle_targets::salesforce::objects::{ACCOUNT, ALL, SObject, SUCCESS_PLAN};
use lifecycle_targets::salesforce::types::field_type;
use std::collections::BTreeSet;

/// The field by which a success plan refers to a record of an object.
pub(in crate::salesforce) fn link_to(object: &SObject) -> String {
    format!("{}{CUSTOM_SUFFIX}", object.api_name)
}

impl Schema {
    /// Not as details: a plan outlives the mistake of deleting an account or a deal.
    pub(super) fn add_links(&mut self) {
        if self.has_success_plans {
            self.fields.push(link(&ACCOUNT, "The customer."));
        }
    }

    /// The checkbox by which other records make one with a lifecycle look again where it belongs.
    pub(super) fn add_rechecks(&mut self) {
        let objects: BTreeSet<&str> = self.tracks.keys().map(|(_, object)| *object).collect();
        for object in ALL.into_iter().filter(|object| objects.contains(object.api_name)) {
            let description =
                "Set by flows when a related record has changed: the record looks again where it belongs.";
            self.fields.push(CustomField {
                object,
                package: Package::ForceApp,
                name: RECHECK.to_owned(),
                label: "Lifecycle: look again".to_owned(),
                description: description.to_owned(),
                help: None,
                kind: Kind::Plain(field_type("boolean")),
                access: Access::Flows,
                part: Part::Kept,
                tracked: false,
                origin: None,
            });
        }
    }
}

fn link(to: &'static SObject, description: &str) -> CustomField {
    let object = &SUCCESS_PLAN;
    let name = link_to(to);
    CustomField {
        object,
        package: Package::ForceApp,
        label: to.label.to_owned(),
        description: format!("{description} Every {} has this field.", object.label),
        help: None,
        kind: Kind::Lookup {
            to: to.api_name,
            relationship: relationship(object, &name),
            related_label: Some(object.plural_label),
        },
        name,
        access: Access::People,
        part: Part::Link,
        tracked: false,
        origin: None,
    }
}

/// What the other object calls the related records: unique there, since it names both the object and the field.
pub(super) fn relationship(object: &SObject, field: &str) -> String {
    let field = field.strip_suffix(CUSTOM_SUFFIX).unwrap_or(field);
    names::fit(format!("{}_{field}", object.plural_label.replace(' ', "_")), &RELATIONSHIP_NAME)
}
