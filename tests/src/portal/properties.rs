//! Properties and their groups.

use super::account::Account;
use super::reply::Reply;
use serde_json::{Value, json};

/// Which `fieldType` goes with which `type`.
const SHAPES: &[(&str, &[&str])] = &[
    ("bool", &["booleancheckbox", "calculation_equation"]),
    ("enumeration", &["booleancheckbox", "checkbox", "radio", "select", "calculation_equation"]),
    ("date", &["date"]),
    ("datetime", &["date"]),
    ("string", &["file", "text", "textarea", "calculation_equation", "html", "phonenumber"]),
    ("number", &["number", "calculation_equation"]),
];

/// What a property can be told once only.
const FIXED: [&str; 5] = ["name", "hasUniqueValue", "dataSensitivity", "externalOptions", "referencedObjectType"];

pub(super) fn handle(
    account: &mut Account,
    method: &str,
    object: &str,
    rest: &[&str],
    query: &str,
    body: &Value,
) -> Reply {
    match (method, rest) {
        ("GET", ["groups"]) => {
            Reply::list(account.groups.iter().filter(|((on, _), _)| on == object).map(|(_, group)| group))
        }
        ("POST", ["groups"]) => create_group(account, object, body),
        (_, ["groups", name]) => group(account, method, object, name, body),
        ("GET", []) => {
            let all = if query == "archived=true" { &account.archived } else { &account.properties };
            Reply::list(all.iter().filter(|((on, _), _)| on == object).map(|(_, property)| property))
        }
        ("POST", []) => create(account, object, body),
        (_, [name]) => property(account, method, object, name, body),
        _ => Reply::missing("the path"),
    }
}

fn create_group(account: &mut Account, object: &str, body: &Value) -> Reply {
    let (Some(name), Some(label)) = (body["name"].as_str(), body["label"].as_str()) else {
        return Reply::invalid("name and label are required");
    };
    let key = (object.to_owned(), name.to_owned());
    if account.groups.contains_key(&key) {
        return Reply::conflict(&format!("A property group named '{name}' already exists."));
    }
    let group = json!({ "name": name, "label": label, "displayOrder": 7, "archived": false });
    account.groups.insert(key, group.clone());
    Reply::created(group)
}

fn group(account: &mut Account, method: &str, object: &str, name: &str, body: &Value) -> Reply {
    let key = (object.to_owned(), name.to_owned());
    let holds = account.properties.iter().any(|((on, _), it)| on == object && it["groupName"] == name);
    let Some(group) = account.groups.get_mut(&key) else { return Reply::missing(name) };
    match method {
        "GET" => Reply::ok(group.clone()),
        "PATCH" => {
            if let Some(label) = body["label"].as_str() {
                group["label"] = json!(label);
            }
            Reply::ok(group.clone())
        }
        "DELETE" if holds => Reply::invalid("The group still holds properties."),
        "DELETE" => {
            account.groups.remove(&key);
            Reply::done()
        }
        _ => Reply::missing(name),
    }
}

fn create(account: &mut Account, object: &str, body: &Value) -> Reply {
    for key in ["name", "label", "type", "fieldType", "groupName"] {
        if body[key].as_str().is_none_or(str::is_empty) {
            return Reply::invalid(&format!("{key} is required"));
        }
    }
    let name = body["name"].as_str().unwrap_or_default();
    let legal = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if name.len() > 100 || !name.starts_with(|c: char| c.is_ascii_lowercase()) || !name.chars().all(legal) {
        return Reply::invalid(&format!("{name} is no internal name"));
    }
    let group = body["groupName"].as_str().unwrap_or_default();
    if !account.groups.contains_key(&(object.to_owned(), group.to_owned())) {
        return Reply::invalid(&format!("The group {group} does not exist"));
    }
    if let Some(wrong) = wrong_shape(body) {
        return Reply::invalid(&wrong);
    }
    let key = (object.to_owned(), name.to_owned());
    if account.properties.contains_key(&key) {
        return Reply::conflict(&format!("A property named '{name}' already exists."));
    }
    let is_own = |((on, _), it): &(&(String, String), &Value)| on == object && it["hubspotDefined"] != true;
    let may_be_full = account.properties.len() >= account.most_properties;
    if may_be_full && account.properties.iter().filter(is_own).count() >= account.most_properties {
        return Reply::invalid("The limit of custom properties is reached");
    }
    account.archived.remove(&key);
    let mut property = body.clone();
    property["options"] = options(&body["options"]);
    for (name, value) in [("hidden", json!(false)), ("formField", json!(false)), ("description", json!(""))] {
        if property[name].is_null() {
            property[name] = value;
        }
    }
    property["createdUserId"] = json!("1");
    property["archived"] = json!(false);
    property["modificationMetadata"] =
        json!({ "archivable": true, "readOnlyDefinition": false, "readOnlyValue": false });
    account.properties.insert(key, property.clone());
    Reply::created(property)
}

fn wrong_shape(body: &Value) -> Option<String> {
    let (kind, field) = (body["type"].as_str()?, body["fieldType"].as_str()?);
    let allowed = SHAPES.iter().find(|(name, _)| *name == kind).map_or(&[][..], |(_, fields)| fields);
    if !allowed.contains(&field) {
        return Some(format!("{field} does not go with {kind}"));
    }
    let options = body["options"].as_array().map_or(&[][..], Vec::as_slice);
    let values: Vec<&str> = options.iter().filter_map(|option| option["value"].as_str()).collect();
    if kind == "enumeration" && options.is_empty() && body["externalOptions"] != true {
        return Some("an enumeration needs options".to_owned());
    }
    if kind == "bool" && values != ["true", "false"] {
        return Some("a bool has the options true and false".to_owned());
    }
    wrong_options(options)
}

fn wrong_options(options: &[Value]) -> Option<String> {
    let mut seen = std::collections::BTreeSet::new();
    for option in options {
        let (Some(value), Some(label)) = (option["value"].as_str(), option["label"].as_str()) else {
            return Some("an option needs label and value".to_owned());
        };
        if !seen.insert(format!("value {value}")) || !seen.insert(format!("label {}", label.to_lowercase())) {
            return Some(format!("the option {label} is there twice"));
        }
    }
    None
}

/// Fills in what may be left out, and keeps the list in the order in which it was sent.
fn options(sent: &Value) -> Value {
    let sent = sent.as_array().map_or(&[][..], Vec::as_slice);
    let mut last = sent.iter().filter_map(|option| option["displayOrder"].as_i64()).max().unwrap_or(-1);
    let mut filled = sent.to_vec();
    for option in &mut filled {
        if option["displayOrder"].is_null() {
            last += 1;
            option["displayOrder"] = json!(last);
        }
        if option["hidden"].is_null() {
            option["hidden"] = json!(false);
        }
    }
    Value::Array(filled)
}

fn property(account: &mut Account, method: &str, object: &str, name: &str, body: &Value) -> Reply {
    let key = (object.to_owned(), name.to_owned());
    let in_use = account.in_use.contains(name);
    let Some(property) = account.properties.get_mut(&key) else { return Reply::missing(name) };
    let rights = property["modificationMetadata"].clone();
    match method {
        "GET" => Reply::ok(property.clone()),
        "PATCH" => {
            let sent = body.as_object().cloned().unwrap_or_default();
            let options_only = sent.keys().all(|key| key == "options") && rights["readOnlyOptions"] == false;
            if rights["readOnlyDefinition"] == true && !options_only {
                return Reply::invalid(&format!("{name} has a read-only definition"));
            }
            if let Some(key) = sent.keys().find(|key| FIXED.contains(&key.as_str())) {
                return Reply::invalid(&format!("{key} cannot be changed"));
            }
            let mut next = property.clone();
            for (key, value) in sent {
                next[&key] = if key == "options" { options(&value) } else { value };
            }
            if let Some(wrong) = wrong_shape(&next) {
                return Reply::invalid(&wrong);
            }
            *property = next;
            Reply::ok(property.clone())
        }
        "DELETE" if in_use => Reply::refused("CANNOT_DELETE_PROPERTY_IN_USE", &format!("{name} is in use")),
        "DELETE" => {
            let gone = account.properties.remove(&key).unwrap_or_default();
            account.archived.insert(key, gone);
            Reply::done()
        }
        _ => Reply::missing(name),
    }
}
