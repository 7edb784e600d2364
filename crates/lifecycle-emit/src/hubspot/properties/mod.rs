//! Properties: fields, statuses and types, tracks that are neither lifecycle stage nor pipeline, reasons, dates of milestones.

mod fields;
mod options;
mod reasons;
mod tracks;

pub(super) use reasons::reasons;

use super::groups::{GROUP, group_request};
use super::mapping::{Mapping, PropertyName};
use super::request::Request;
use lifecycle_base::Location;
use lifecycle_targets::hubspot::{API_VERSION, FieldShape, OBJECTS, Tier, field_shape};
use options::Choice;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// A property to create.
struct Definition {
    property: PropertyName,
    label: String,
    description: String,
    shape: FieldShape,
    options: Options,
    origin: Location,
}

/// Where the values of a property come from.
enum Options {
    /// It has none.
    None,
    /// A list.
    Listed(Vec<Choice>),
    /// The users of the portal.
    Users,
}

/// The calls that create all properties, object by object, and those that change the options of HubSpot's own.
pub(super) fn requests(mapping: &Mapping<'_>) -> Vec<Request> {
    let definitions: Vec<Definition> = fields::definitions(mapping)
        .into_iter()
        .chain(tracks::definitions(mapping))
        .chain(reasons::definitions(mapping))
        .chain(milestones(mapping))
        .collect();
    let mut seen = BTreeSet::new();
    let mut requests = Vec::new();
    for object in OBJECTS {
        let own = definitions.iter().filter(|definition| definition.property.object == object);
        for definition in own {
            // Two fields written `as` one property are one.
            if seen.insert((object.path, &definition.property.name)) {
                let order = requests.iter().filter(|request: &&Request| request.object == object).count();
                requests.push(create(definition, order));
            }
        }
        requests.extend(fields::lead_status(mapping, object));
    }
    requests
}

/// The day on which a milestone was reached first.
fn milestones(mapping: &Mapping<'_>) -> Vec<Definition> {
    let dated = mapping.milestones.iter().map(|(id, property)| {
        let milestone = &mapping.model[*id];
        Definition {
            property: property.clone(),
            label: milestone.ident.label.to_string(),
            description: milestone.means.as_deref().unwrap_or_default().to_owned(),
            shape: field_shape("date"),
            options: Options::None,
            origin: milestone.ident.at,
        }
    });
    dated.collect()
}

fn create(definition: &Definition, order: usize) -> Request {
    let PropertyName { object, name } = &definition.property;
    Request {
        id: format!("property/{}/{name}", object.path),
        object,
        method: "POST",
        path: format!("/crm/properties/{API_VERSION}/{}", object.path),
        body_file: format!("bodies/properties/{}/{name}.json", object.path),
        body: body(definition, order),
        after: vec![group_request(object)],
        tier: Tier::FOR_PROPERTIES,
        origin: Some(definition.origin),
    }
}

fn body(definition: &Definition, order: usize) -> Value {
    let mut body = Map::new();
    let mut put = |key: &str, value: Value| {
        body.insert(key.to_owned(), value);
    };
    put("name", json!(definition.property.name));
    put("label", json!(definition.label));
    put("description", json!(definition.description));
    put("groupName", json!(GROUP));
    put("type", json!(definition.shape.kind));
    put("fieldType", json!(definition.shape.field));
    put("displayOrder", json!(order));
    put("hidden", json!(false));
    put("formField", json!(false));
    match &definition.options {
        Options::None => {}
        Options::Listed(choices) => put("options", options::to_json(choices)),
        Options::Users => {
            put("externalOptions", json!(true));
            put("referencedObjectType", json!("OWNER"));
        }
    }
    Value::Object(body)
}
