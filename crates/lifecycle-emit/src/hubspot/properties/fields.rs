//! Fields, statuses and types.

use super::{Choice, Definition, Options, options};
use crate::hubspot::mapping::Mapping;
use crate::hubspot::request::Request;
use lifecycle_model::{Field, FieldId, FieldKind, Type};
use lifecycle_targets::hubspot::{
    API_VERSION, LEAD_STATUS, LEAD_STATUS_OPTIONS, ObjectFacts, Tier, field_shape, is_default_property,
};
use serde_json::json;

/// The fields that HubSpot does not bring along.
pub(super) fn definitions(mapping: &Mapping<'_>) -> Vec<Definition> {
    let mut found = Vec::new();
    for (id, field) in mapping.model.fields.iter() {
        let Some(property) = mapping.fields.get(&id) else { continue };
        if is_default_property(property.object.path, &property.name) {
            continue;
        }
        found.push(Definition {
            property: property.clone(),
            label: field.ident.label.to_string(),
            description: description(field),
            shape: field_shape(field.ty.name()),
            options: match field.ty {
                Type::Boolean => Options::Listed(vec![Choice::plain("true", "Yes"), Choice::plain("false", "No")]),
                Type::User => Options::Users,
                ty if ty.has_choices() => Options::Listed(choices(mapping, id)),
                _ => Options::None,
            },
            origin: field.ident.at,
        });
    }
    found
}

/// The values of a field, and behind them those that another field of the same property adds.
fn choices(mapping: &Mapping<'_>, id: FieldId) -> Vec<Choice> {
    let Some(property) = mapping.fields.get(&id) else { return Vec::new() };
    let others = mapping.model.fields.iter().filter(|(other, _)| {
        *other != id
            && mapping.fields.get(other).is_some_and(|p| p.object == property.object && p.name == property.name)
    });
    let mut found: Vec<Choice> = Vec::new();
    for field in std::iter::once(&mapping.model[id]).chain(others.map(|(_, field)| field)) {
        for choice in &field.choices {
            if found.iter().all(|known| known.value != choice.name) {
                found.push(Choice::plain(&choice.name, &choice.label));
            }
        }
    }
    found
}

/// What people read beside the field: the notes, and what kind of fact it is where that is easily mistaken.
fn description(field: &Field) -> String {
    let kind = match (field.kind, field.ty) {
        (FieldKind::Status, _) => Some("Working state: what is happening now. Not the lifecycle stage."),
        (FieldKind::Type, _) => Some("Identity: what the record is. Not the lifecycle stage."),
        (FieldKind::Field, Type::Percent) => Some("In percent, 0 to 100."),
        (FieldKind::Field, _) => None,
    };
    let notes = field.ident.remarks.notes.iter().map(|note| note.as_str());
    kind.into_iter().chain(notes).collect::<Vec<_>>().join(" ")
}

/// The options of lead status, where a field is written as it: the declared ones, and hidden those that HubSpot brings along, since
/// one that is left out is removed. What else a portal has in the list is unknown here; the instructions say to add it.
pub(super) fn lead_status(mapping: &Mapping<'_>, object: &'static ObjectFacts) -> Option<Request> {
    let (id, _) = mapping.fields.iter().find(|(_, p)| p.object == object && p.name == LEAD_STATUS)?;
    let field = &mapping.model[*id];
    let mut choices = choices(mapping, *id);
    if choices.is_empty() {
        return None;
    }
    for (value, label) in LEAD_STATUS_OPTIONS {
        if choices.iter().all(|choice| choice.value != *value) {
            choices.push(Choice { hidden: true, ..Choice::plain(value, label) });
        }
    }
    Some(Request {
        id: format!("property/{}/{LEAD_STATUS}", object.path),
        object,
        method: "PATCH",
        path: format!("/crm/properties/{API_VERSION}/{}/{LEAD_STATUS}", object.path),
        body_file: format!("bodies/properties/{}/{LEAD_STATUS}.json", object.path),
        body: json!({ "options": options::to_json(&choices) }),
        after: Vec::new(),
        tier: Tier::FOR_PROPERTIES,
        origin: Some(field.ident.at),
    })
}
