//! Property groups: one for each object that gets properties of its own, so that people find them in one place.

use super::mapping::Mapping;
use super::request::Request;
use lifecycle_targets::hubspot::{API_VERSION, OBJECTS, ObjectFacts, Tier};
use serde_json::json;

/// The internal name of the group, the same on every object.
pub(super) const GROUP: &str = "gtm_lifecycle";

/// The call that creates the group of an object, as `after` names it.
pub(super) fn group_request(object: &ObjectFacts) -> String {
    format!("group/{}", object.path)
}

/// The groups that the properties need.
pub(super) fn requests(mapping: &Mapping<'_>, properties: &[Request]) -> Vec<Request> {
    let header = mapping.model.header.as_ref();
    let label = header.map(|header| header.title.as_str()).filter(|title| !title.trim().is_empty());
    OBJECTS
        .iter()
        .filter(|object| {
            let group = group_request(object);
            properties.iter().any(|property| property.after.contains(&group))
        })
        .map(|object| Request {
            id: group_request(object),
            object,
            method: "POST",
            path: format!("/crm/properties/{API_VERSION}/{}/groups", object.path),
            body_file: format!("bodies/groups/{}.json", object.path),
            body: json!({ "name": GROUP, "label": label.unwrap_or("GTM lifecycle"), "displayOrder": -1 }),
            after: Vec::new(),
            tier: Tier::FOR_PROPERTIES,
            origin: header.map(|header| header.at),
        })
        .collect()
}
