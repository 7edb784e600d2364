//! What only leads have: the org's own Lead Status, and what becomes of their fields when they are converted.

use super::project::{Component, Package};
use super::schema::{Kind, Schema};
use super::settings::Settings;
use crate::xml::Element;
use lifecycle_model::{Field, Model};
use lifecycle_targets::salesforce::limits::PICKLIST_VALUE;
use lifecycle_targets::salesforce::names::words;
use lifecycle_targets::salesforce::objects::{CONTACT, LEAD};
use std::collections::BTreeSet;

/// The field that every lead has.
const STATUS: &str = "Status";

/// The field of the source that is the org's own Lead Status: one of leads with values, `as salesforce "Status"`.
pub(super) fn status_field<'m>(model: &'m Model, settings: &Settings) -> Option<&'m Field> {
    let own = |field: &&Field| {
        let named = field.mappings.iter().any(|(target, name, _)| target == "salesforce" && name == STATUS);
        named && !field.choices.is_empty() && settings.objects(field.object).contains(&&LEAD)
    };
    model.fields.values().find(own)
}

/// The values of Lead Status, whole, since the org deactivates what is not in it. A lead is converted with exactly one of them: the one
/// that says so, or one more behind the others.
pub(super) fn emit_status(model: &Model, settings: &Settings) -> Option<Component> {
    let field = status_field(model, settings)?;
    let converted =
        field.choices.iter().position(|choice| says_converted(&choice.name) || says_converted(&choice.label));
    let values = field.choices.iter().enumerate().map(|(place, choice)| {
        standard_value(&choice.name, &PICKLIST_VALUE.shorten(&choice.label), place == 0, converted == Some(place))
    });
    let added = converted.is_none().then(|| standard_value("Converted", "Converted", false, true));
    Some(Component {
        package: Package::OrgSettings,
        kind: "StandardValueSet",
        member: "LeadStatus".to_owned(),
        path: "standardValueSets/LeadStatus.standardValueSet-meta.xml".to_owned(),
        root: Element::new("StandardValueSet")
            .with_text("sorted", false)
            .with_all(values.chain(added).collect::<Vec<_>>()),
        origin: Some(field.ident.name_at),
    })
}

/// "Converted", but not "Not Converted".
fn says_converted(text: &str) -> bool {
    let words: Vec<String> = words(text).iter().map(|word| word.to_lowercase()).collect();
    words.iter().any(|word| word == "converted")
        && !words.iter().any(|word| matches!(word.as_str(), "not" | "never" | "un"))
}

fn standard_value(name: &str, label: &str, default: bool, converted: bool) -> Element {
    Element::new("standardValue")
        .with_text("fullName", name)
        .with_text("default", default)
        .with_text("label", label)
        .with_text("converted", converted)
}

/// Every field that leads and contacts both have goes along when a lead is converted; without this, its stage and its dates are lost.
pub(super) fn emit_conversion(schema: &Schema) -> Option<Component> {
    let of_leads =
        schema.fields.iter().filter(|field| field.object == &LEAD && !matches!(field.kind, Kind::Formula { .. }));
    let of_leads: BTreeSet<&str> = of_leads.map(|field| field.name.as_str()).collect();
    let of_contacts = schema.fields.iter().filter(|field| field.object == &CONTACT).map(|field| field.name.as_str());
    let names: BTreeSet<&str> = of_contacts.filter(|name| of_leads.contains(name)).collect();
    let mappings = names
        .iter()
        .map(|name| Element::new("mappingFields").with_text("inputField", name).with_text("outputField", name));
    let mapping = Element::new("objectMapping")
        .with_text("inputObject", LEAD.api_name)
        .with_all(mappings)
        .with_text("outputObject", CONTACT.api_name);
    (!names.is_empty()).then(|| Component {
        package: Package::OrgSettings,
        kind: "LeadConvertSettings",
        member: "LeadConvertSettings".to_owned(),
        path: "LeadConvertSettings/LeadConvertSettings.LeadConvertSetting-meta.xml".to_owned(),
        root: Element::new("LeadConvertSettings").with(mapping),
        origin: None,
    })
}
