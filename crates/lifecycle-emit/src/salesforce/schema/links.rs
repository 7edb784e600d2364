//! How the records of the success team refer to others.

use super::{Access, CustomField, Kind, Part, Schema};
use crate::salesforce::project::Package;
use lifecycle_targets::salesforce::limits::RELATIONSHIP_NAME;
use lifecycle_targets::salesforce::names::{self, CUSTOM_SUFFIX};
use lifecycle_targets::salesforce::objects::{ACCOUNT, CONTACT, OPPORTUNITY, SObject, SUCCESS_PLAN};

/// The field by which a success plan refers to a record of an object.
pub(in crate::salesforce) fn link_to(object: &SObject) -> String {
    format!("{}{CUSTOM_SUFFIX}", object.api_name)
}

impl Schema {
    /// Not as details: a plan outlives the mistake of deleting an account or a deal.
    pub(super) fn add_links(&mut self) {
        if self.has_success_plans {
            let account = link(&ACCOUNT, "The customer.");
            let deal = link(&OPPORTUNITY, "The deal that the plan came from.");
            self.fields.extend([account, deal, link(&CONTACT, "The person to talk to first.")]);
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
