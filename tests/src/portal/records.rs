//! Contacts, as far as their lifecycle stage goes: it only moves forward, unless it is cleared first.

use super::account::Account;
use super::reply::Reply;
use serde_json::{Value, json};

const STAGE: &str = "lifecyclestage";

pub(super) fn handle(account: &mut Account, method: &str, id: &str, body: &Value) -> Reply {
    let pipeline = account.pipeline("contacts", "contacts-lifecycle-pipeline").clone();
    let stages = pipeline["stages"].as_array().cloned().unwrap_or_default();
    let order = |value: &str| stages.iter().find(|it| it["id"] == value).and_then(|it| it["displayOrder"].as_i64());
    let Some(contact) = account.contacts.get_mut(id) else { return Reply::missing(id) };
    if method == "PATCH" {
        for (name, value) in body["properties"].as_object().into_iter().flatten() {
            let value = value.as_str().unwrap_or_default();
            let now = contact.get(STAGE).map(String::as_str).unwrap_or_default();
            if name == STAGE && !value.is_empty() && order(value).is_none() {
                return Reply::refused("INVALID_OPTION", &format!("{value} was not one of the allowed options"));
            }
            // A step back is ignored without a word.
            if name == STAGE && !value.is_empty() && order(value) < order(now) {
                continue;
            }
            contact.insert(name.clone(), value.to_owned());
        }
    }
    Reply::ok(json!({ "id": id, "properties": contact }))
}
