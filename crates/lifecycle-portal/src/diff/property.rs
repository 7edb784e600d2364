//! Properties and the options of HubSpot's own ones.

use super::{Draft, differing, shown};
use crate::address::Address;
use crate::manifest::Wanted;
use crate::plan::{Action, Change, Detail};
use crate::portal::Call;
use crate::view;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// What of a property can change, and what people call it.
const KEYS: &[(&str, &str)] = &[
    ("label", "label"),
    ("description", "description"),
    ("groupName", "field group"),
    ("fieldType", "looks"),
    ("hidden", "hidden"),
];

pub(super) fn compare(draft: &mut Draft<'_>, wanted: &Wanted) {
    let (name, label) = (wanted.text("name"), wanted.text("label").trim());
    let at = Address::Property { object: wanted.object.clone(), name: name.to_owned() };
    let asked = view::property(&wanted.body);
    let Some(before) = draft.see(&at) else {
        let mut change = Change::of(wanted, Action::Added, "field", label, name);
        if draft.snapshot.is_archived(&at) {
            change.why = Some("it was deleted and comes back: records that had a value have it again".to_owned());
        }
        let call = Call::with("POST", wanted.request.path.clone(), wanted.body.clone());
        let change = match draft.refusal(wanted) {
            Some(why) => change.blocked(why),
            None => change.by(at, None, Some(asked), call),
        };
        return draft.push(change, wanted);
    };
    let change = Change::of(wanted, Action::Changed, "field", label, name);
    if let Some(why) = draft.snapshot.raw(&at).and_then(|raw| obstacle(raw, &before, &asked)) {
        return draft.push(change.blocked(why), wanted);
    }
    if let Some(change) = changed(change, at, before, asked) {
        draft.push(change, wanted);
    }
}

/// Why a property that is there cannot become the one that is asked for.
fn obstacle(raw: &Value, before: &Value, asked: &Value) -> Option<String> {
    let read_only = raw.get("modificationMetadata").is_some_and(|it| view::flag(it, "readOnlyDefinition"));
    if view::flag(raw, "hubspotDefined") || read_only {
        return Some(
            "HubSpot has a field of its own by this name, which cannot be changed: write another one with `as hubspot \"…\"`"
                .to_owned(),
        );
    }
    if before.get("type") != asked.get("type") {
        return Some(format!(
            "it is there with the type {}, not {}: changing it could destroy what records hold. Give the field another name with \
             `as hubspot \"…\"`, or move the values and delete the old one",
            shown(before.get("type")),
            shown(asked.get("type")),
        ));
    }
    let people = "whether its values are users cannot be changed: delete the field in HubSpot, or write another name with \
                  `as hubspot \"…\"`";
    (before.get("values") != asked.get("values")).then(|| people.to_owned())
}

/// The change from one view to the other, if there is any.
fn changed(mut change: Change, at: Address, before: Value, asked: Value) -> Option<Change> {
    let mut body = Map::new();
    for (key, what) in differing(&before, &asked, KEYS) {
        change.details.push(Detail::changed(what, &shown(before.get(key)), &shown(asked.get(key))));
        body.insert(key.to_owned(), asked.get(key).cloned().unwrap_or_default());
    }
    let mut after = asked.clone();
    if let (Some(Value::Array(there)), Some(Value::Array(wanted))) = (before.get("options"), asked.get("options")) {
        let merged = merged(there, wanted, false);
        if merged != *there {
            change.details.extend(options_in_words(there, &merged));
            body.insert("options".to_owned(), numbered(&merged));
        }
        if let Some(after) = after.as_object_mut() {
            after.insert("options".to_owned(), Value::Array(merged));
        }
    }
    if body.is_empty() {
        return None;
    }
    if change.details.iter().all(|detail| detail.action == Action::Hidden) {
        change.action = Action::Hidden;
    }
    let call = Call::with("PATCH", at.path(), Value::Object(body));
    Some(change.by(at, Some(before), Some(after), call))
}

pub(super) fn compare_options(draft: &mut Draft<'_>, wanted: &Wanted, name: &str) {
    let at = Address::Options { object: wanted.object.clone(), name: name.to_owned() };
    let raw = draft.snapshot.raw(&at);
    let label = raw.map_or(name, |raw| view::text(raw, "label")).to_owned();
    let change = Change::of(wanted, Action::Changed, "field", &label, name);
    let Some(before) = draft.see(&at) else {
        return draft.push(change.blocked("the portal does not have this field of HubSpot's".to_owned()), wanted);
    };
    let there = before.get("options").and_then(Value::as_array).cloned().unwrap_or_default();
    let asked = view::of(&at, &wanted.body).unwrap_or_default();
    let asked = asked.get("options").and_then(Value::as_array).cloned().unwrap_or_default();
    let merged = merged(&there, &asked, true);
    if merged == there {
        return;
    }
    let rights = raw.and_then(|raw| raw.get("modificationMetadata"));
    let fixed = rights.is_some_and(|it| {
        it.get("readOnlyOptions").and_then(Value::as_bool).unwrap_or(view::flag(it, "readOnlyDefinition"))
    });
    if fixed {
        return draft.push(change.blocked("this portal does not allow its choices to be changed".to_owned()), wanted);
    }
    let mut change = change;
    change.details = options_in_words(&there, &merged);
    if change.details.iter().all(|detail| detail.action == Action::Hidden) {
        change.action = Action::Hidden;
    }
    let call = Call::with("PATCH", at.path(), json!({ "options": numbered(&merged) }));
    draft.push(change.by(at, Some(before), Some(json!({ "options": merged })), call), wanted);
}

/// The options that are asked for, and hidden behind them those that the portal has beside: what is left out of a list is gone, and
/// records may hold it. `hidden_only_if_there`: an option that is to be hidden need not come into being.
fn merged(there: &[Value], asked: &[Value], hidden_only_if_there: bool) -> Vec<Value> {
    let present = values(there);
    let is_due = |option: &&Value| {
        !(hidden_only_if_there && view::flag(option, "hidden")) || present.contains_key(view::text(option, "value"))
    };
    let mut all: Vec<Value> = asked.iter().filter(is_due).cloned().collect();
    let ours = values(asked);
    let labels: BTreeSet<String> = asked.iter().map(|it| view::text(it, "label").to_lowercase()).collect();
    for option in there.iter().filter(|it| !ours.contains_key(view::text(it, "value"))) {
        let label = view::text(option, "label");
        // HubSpot wants every label once.
        let label = match labels.contains(&label.to_lowercase()) {
            true => format!("{label} ({})", view::text(option, "value")),
            false => label.to_owned(),
        };
        let mut hidden = option.clone();
        if let Some(hidden) = hidden.as_object_mut() {
            hidden.insert("hidden".to_owned(), json!(true));
            hidden.insert("label".to_owned(), json!(label));
        }
        all.push(hidden);
    }
    all
}

/// Options by their value.
fn values(options: &[Value]) -> BTreeMap<&str, &Value> {
    options.iter().map(|option| (view::text(option, "value"), option)).collect()
}

/// The options as a call takes them.
fn numbered(options: &[Value]) -> Value {
    let numbered = options.iter().enumerate().map(|(order, option)| {
        let mut option = option.clone();
        if let Some(option) = option.as_object_mut() {
            option.insert("displayOrder".to_owned(), json!(order));
        }
        option
    });
    numbered.collect()
}

/// What happens to each option.
fn options_in_words(there: &[Value], after: &[Value]) -> Vec<Detail> {
    let old_ones = values(there);
    let mut details = Vec::new();
    for option in after {
        let what = format!("choice \"{}\"", view::text(option, "label"));
        let Some(old) = old_ones.get(view::text(option, "value")) else {
            details.push(Detail::plain(Action::Added, what));
            continue;
        };
        match (view::flag(old, "hidden"), view::flag(option, "hidden")) {
            (false, true) => details.push(Detail::plain(Action::Hidden, what)),
            (true, false) => details.push(Detail::changed(&what, "hidden", "visible")),
            _ => {
                for (key, word) in differing(old, option, &[("label", "label"), ("description", "description")]) {
                    let what = format!("{word} of {what}");
                    details.push(Detail::changed(&what, &shown(old.get(key)), &shown(option.get(key))));
                }
            }
        }
    }
    // Nobody sees the order of hidden ones.
    let kept = values(after);
    let seen =
        |value: &str| kept.get(value).is_some_and(|it| !view::flag(it, "hidden")) && old_ones.contains_key(value);
    let order = |list: &[Value]| -> Vec<String> {
        list.iter().map(|it| view::text(it, "value").to_owned()).filter(|value| seen(value)).collect()
    };
    if order(there) != order(after) {
        details.push(Detail::plain(Action::Changed, "order of the choices".to_owned()));
    }
    details
}
