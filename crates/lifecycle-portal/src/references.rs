//! References: places in bodies and paths for ids that HubSpot gives.
//!
//! `{"$ref": "lifecycle-stage/SAL"}` stands for the id of what the call of that name brings about;
//! `{"$ref": "lifecycle-stage/SAL", "in": "hs_v2_date_entered_{}"}` for a text that holds it. No text of a lifecycle can be mistaken
//! for one, since those are never objects.

use crate::portal::Call;
use serde_json::Value;
use std::collections::BTreeMap;

/// Ids by the request of the manifest that they belong to.
pub(crate) type Known = BTreeMap<String, String>;

/// The reference that a value is: to what, and the text around it.
fn reference(value: &Value) -> Option<(&str, Option<&str>)> {
    let to = value.as_object()?.get("$ref")?.as_str()?;
    Some((to, value.get("in").and_then(Value::as_str)))
}

/// Everything that a body refers to.
pub(crate) fn references(value: &Value) -> Vec<String> {
    if let Some((to, _)) = reference(value) {
        return vec![to.to_owned()];
    }
    match value {
        Value::Array(items) => items.iter().flat_map(references).collect(),
        Value::Object(items) => items.values().flat_map(references).collect(),
        _ => Vec::new(),
    }
}

/// The value with ids in place of references, or the first that is not known.
pub(crate) fn resolve(value: &Value, known: &Known) -> Result<Value, String> {
    if let Some((to, around)) = reference(value) {
        let id = known.get(to).ok_or_else(|| to.to_owned())?;
        return Ok(Value::String(around.map_or_else(|| id.clone(), |text| text.replace("{}", id))));
    }
    match value {
        Value::Array(items) => items.iter().map(|item| resolve(item, known)).collect(),
        Value::Object(items) => {
            let items = items.iter().map(|(key, item)| Ok((key.clone(), resolve(item, known)?)));
            items.collect::<Result<_, String>>().map(Value::Object)
        }
        plain => Ok(plain.clone()),
    }
}

/// The call as HubSpot takes it, or what it needs and nobody knows yet.
pub(crate) fn resolve_call(call: &Call, known: &Known) -> Result<Call, String> {
    let path = match &call.of {
        Some(of) => {
            let id = known.get(of).ok_or_else(|| of.clone())?;
            call.path.replace("{id}", &crate::address::segment(id))
        }
        None => call.path.clone(),
    };
    let body = call.body.as_ref().map(|body| resolve(body, known)).transpose()?;
    Ok(Call { method: call.method.clone(), path, of: None, body })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn ids_take_the_place_of_references() {
        let known = Known::from([("lifecycle-stage/SAL".to_owned(), "2497212665".to_owned())]);
        let body = json!({ "a": [{ "$ref": "lifecycle-stage/SAL" }, "{\"$ref\":1}"],
            "b": { "$ref": "lifecycle-stage/SAL", "in": "hs_v2_date_entered_{}" } });
        assert_eq!(references(&body).len(), 2);
        let call = Call { of: Some("lifecycle-stage/SAL".into()), ..Call::with("PATCH", "/stages/{id}".into(), body) };
        let call = resolve_call(&call, &known).unwrap();
        assert_eq!(call.path, "/stages/2497212665");
        let expected = json!({ "a": ["2497212665", "{\"$ref\":1}"], "b": "hs_v2_date_entered_2497212665" });
        assert_eq!(call.body, Some(expected));
        assert_eq!(resolve(&json!([{ "$ref": "flow/x" }]), &known), Err("flow/x".to_owned()));
    }
}
