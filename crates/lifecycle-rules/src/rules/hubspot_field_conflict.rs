//! One property of HubSpot that leads and contacts declare differently.

use crate::Cx;
use lifecycle_base::Diagnostic;
use lifecycle_model::{Field, Object};
use std::collections::BTreeMap;

rule! {
    "hubspot-field-conflict", "hubspot_field_conflict.md", Hubspot, Warning, fix: None,
    "leads and contacts declare one field differently, and HubSpot has one property for both"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let model = cx.model();
    if !model.compiles_for("hubspot") {
        return;
    }
    let contacts: BTreeMap<&str, &Field> =
        model.declared_fields(Object::Contact).map(|(_, field)| (field.ident.name.as_str(), field)).collect();
    for (_, lead) in model.declared_fields(Object::Lead) {
        let Some(contact) = contacts.get(lead.ident.name.as_str()) else { continue };
        let Some(difference) = difference(lead, contact) else { continue };
        cx.report(
            Diagnostic::new(
                &RULE,
                lead.ident.name_at,
                format!(
                    "`{}` is one property in HubSpot, and leads and contacts declare it differently",
                    lead.ident.name
                ),
            )
            .label(difference)
            .related(contact.ident.name_at, "the contact's, which is used")
            .help("declare both alike, or give one of them another identifier"),
        );
    }
}

fn difference(lead: &Field, contact: &Field) -> Option<String> {
    if lead.ident.damaged || contact.ident.damaged {
        return None;
    }
    if lead.ty != contact.ty {
        return Some(format!("{} here, {} there", lead.ty.name(), contact.ty.name()));
    }
    let extra = lead.choices.iter().find(|choice| contact.choices.iter().all(|other| other.name != choice.name));
    extra.map(|choice| format!("`{}` is no value there", choice.name))
}
