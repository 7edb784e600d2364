//! What counts of a thing: the part that the lifecycle decides, in one form whichever way HubSpot writes it. Two things whose views are
//! equal are the same; what HubSpot or people add beside (times, users, the place in a form) is theirs.

use crate::address::Address;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

/// The view of a thing in what its path answers; none if it is not there.
pub(crate) fn of(address: &Address, raw: &Value) -> Option<Value> {
    if raw.get("archived").and_then(Value::as_bool) == Some(true) {
        return None;
    }
    match address {
        Address::Group { .. } | Address::Pipeline { .. } => Some(json!({ "label": text(raw, "label") })),
        Address::Property { .. } => Some(property(raw)),
        Address::Options { .. } => Some(json!({ "options": options(raw) })),
        Address::Stage { id, .. } => stages(raw).into_iter().find(|it| text(it, "id") == id).map(stage),
        Address::LifecycleStage { id, label, .. } => {
            let found = lifecycle_stage(raw, id.as_deref(), label)?;
            Some(json!({ "label": text(found, "label") }))
        }
        Address::StageOrder { .. } => {
            let ids: Vec<&str> = stages(raw).into_iter().map(|it| text(it, "id")).collect();
            Some(json!(ids))
        }
    }
}

/// The lifecycle stage with the id, or else with the label.
pub(crate) fn lifecycle_stage<'v>(pipeline: &'v Value, id: Option<&str>, label: &str) -> Option<&'v Value> {
    let stages = stages(pipeline);
    let by_id = id.and_then(|id| stages.iter().find(|it| text(it, "id") == id));
    by_id.or_else(|| stages.iter().find(|it| same_label(text(it, "label"), label))).copied()
}

/// Labels that people, and HubSpot, take for one.
pub(crate) fn same_label(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

/// A property, as the body of a call or as HubSpot answers it.
pub(crate) fn property(raw: &Value) -> Value {
    let mut view = Map::new();
    for key in ["label", "description", "groupName", "type", "fieldType"] {
        view.insert(key.to_owned(), json!(text(raw, key)));
    }
    view.insert("hidden".to_owned(), json!(flag(raw, "hidden")));
    if flag(raw, "externalOptions") {
        // Its options are records: none are ours to say.
        view.insert("values".to_owned(), json!(text(raw, "referencedObjectType")));
    } else {
        view.insert("options".to_owned(), options(raw));
    }
    Value::Object(view)
}

/// The options in the order in which people see them.
fn options(raw: &Value) -> Value {
    ordered(raw, "options").into_iter().map(option).collect()
}

/// What counts of an option.
pub(crate) fn option(raw: &Value) -> Value {
    json!({
        "label": text(raw, "label"),
        "value": raw.get("value").and_then(Value::as_str).unwrap_or_default(),
        "description": text(raw, "description"),
        "hidden": flag(raw, "hidden"),
    })
}

/// The stages of a pipeline in order, without archived ones.
pub(crate) fn stages(pipeline: &Value) -> Vec<&Value> {
    let mut stages = ordered(pipeline, "stages");
    stages.retain(|stage| !flag(stage, "archived"));
    stages
}

/// What counts of a stage: its label, and how likely or how closed it is. Numbers are written in several ways.
pub(crate) fn stage(raw: &Value) -> Value {
    let metadata = raw.get("metadata");
    let told = |key: &str| metadata.and_then(|it| it.get(key));
    let probability = told("probability").and_then(|it| it.as_f64().or_else(|| it.as_str()?.trim().parse().ok()));
    let mut view = json!({ "label": text(raw, "label") });
    if let (Some(probability), Some(view)) = (probability, view.as_object_mut()) {
        view.insert("probability".to_owned(), json!(probability));
    }
    if let (Some(Value::String(state)), Some(view)) = (told("ticketState"), view.as_object_mut()) {
        view.insert("ticketState".to_owned(), json!(state));
    }
    view
}

/// A text without the space around it, which HubSpot takes off as well.
pub(crate) fn text<'v>(raw: &'v Value, key: &str) -> &'v str {
    raw.get(key).and_then(Value::as_str).unwrap_or_default().trim()
}

/// A flag; what is not said is false.
pub(crate) fn flag(raw: &Value, key: &str) -> bool {
    raw.get(key).and_then(Value::as_bool).unwrap_or(false)
}

/// The place that HubSpot, or a body, gives a thing among its kind.
pub(crate) fn display_order(raw: &Value) -> Option<i64> {
    raw.get("displayOrder").and_then(Value::as_i64)
}

/// A list by `displayOrder`; what has none, or −1, comes last.
fn ordered<'v>(raw: &'v Value, key: &str) -> Vec<&'v Value> {
    let mut items: Vec<&Value> = raw.get(key).and_then(Value::as_array).into_iter().flatten().collect();
    items.sort_by_key(|item| display_order(item).filter(|order| *order >= 0).unwrap_or(i64::MAX));
    items
}

/// A fingerprint of a view.
pub(crate) fn print(view: Option<&Value>) -> String {
    let text = view.map_or_else(|| "absent".to_owned(), Value::to_string);
    let hash = Sha256::digest(text.as_bytes());
    hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}
