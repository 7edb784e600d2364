//! Lifecycle stages: found by their default value, by the id of an earlier run or by label, never guessed.

use super::pipeline::metadata;
use super::{Draft, place};
use crate::address::{Address, segment};
use crate::manifest::{Package, Thing, Wanted};
use crate::plan::{Action, Change, Detail, Write};
use crate::portal::Call;
use crate::view;
use lifecycle_targets::hubspot::{LIFECYCLE_PIPELINES, LIFECYCLE_STAGE_SETUP};
use serde_json::{Value, json};

pub(super) fn compare(draft: &mut Draft<'_>, wanted: &Wanted, pipeline: &str, value: Option<&str>) {
    let label = wanted.text("label").trim();
    let of_list = Address::Pipeline { object: wanted.object.clone(), pipeline: pipeline.to_owned() };
    let address = |id: Option<&str>| Address::LifecycleStage {
        object: wanted.object.clone(),
        pipeline: pipeline.to_owned(),
        id: id.map(str::to_owned),
        label: label.to_owned(),
    };
    let change = |action, name: &str| Change::of(wanted, action, "lifecycle stage", label, name);
    let Some(list) = draft.snapshot.raw(&of_list).cloned() else {
        let why = "HubSpot does not show where this portal keeps its lifecycle stages".to_owned();
        draft.see(&address(value));
        return draft.push(by_hand(change(Action::Added, ""), why, "Create the stage there if it is missing."), wanted);
    };
    let remembered = draft.known.get(&wanted.request.id).map(String::as_str);
    let by_id = |id: &str| view::stages(&list).into_iter().find(|it| view::text(it, "id") == id);
    let found = value.and_then(by_id).or_else(|| remembered.and_then(by_id));
    let Some(stage) = found.or_else(|| view::lifecycle_stage(&list, None, label)) else {
        let at = address(None);
        draft.see(&at);
        let change = change(Action::Added, "");
        if !draft.wishes.create_lifecycle_stages {
            let step = format!("Choose Add stage and name it \"{label}\".");
            return draft.push(by_hand(change, LIFECYCLE_STAGE_SETUP.reason.to_owned(), &step), wanted);
        }
        let last = view::stages(&list).iter().filter_map(|it| view::display_order(it)).max().unwrap_or(-1);
        draft.new_lifecycle_stages += 1;
        let order = last + draft.new_lifecycle_stages;
        let body = json!({ "label": label, "displayOrder": order, "metadata": metadata(&wanted.body) });
        let call = Call::with("POST", format!("{}/stages", at.path()), body);
        let mut change = change.by(at, None, Some(json!({ "label": label })), call);
        if let Some(write) = &mut change.write {
            write.gives_id_to = Some(wanted.request.id.clone());
        }
        change.why = Some("nobody has shown that HubSpot accepts this call; it is read back".to_owned());
        return draft.push(change, wanted);
    };
    let id = view::text(stage, "id").to_owned();
    draft.references.insert(wanted.request.id.clone(), id.clone());
    let at = address(Some(&id));
    let before = draft.see(&at);
    let old = view::text(stage, "label");
    if old != label {
        let mut change = change(Action::Changed, &id);
        change.details.push(Detail::changed("label", old, label));
        if draft.wishes.create_lifecycle_stages {
            let body = json!({ "label": label, "metadata": metadata(stage) });
            let call = Call::with("PATCH", format!("{}/stages/{}", at.path(), segment(&id)), body);
            draft.push(change.by(at, before, Some(json!({ "label": label })), call), wanted);
        } else {
            let step =
                format!("Hover over \"{old}\", choose Edit and rename it \"{label}\". Its internal value stays.");
            // It is there, whatever it is called: what refers to it need not wait.
            let mut change = by_hand(change, LIFECYCLE_STAGE_SETUP.reason.to_owned(), &step);
            change.id = format!("{}/label", change.id);
            draft.push(change, wanted);
        }
    }
    elsewhere(draft, wanted, &id, label);
}

/// The list is shared; should another object lack the stage, its records cannot be on it.
fn elsewhere(draft: &mut Draft<'_>, wanted: &Wanted, id: &str, label: &str) {
    for (object, pipeline) in LIFECYCLE_PIPELINES.iter().filter(|(object, _)| *object != wanted.object) {
        let list = Address::Pipeline { object: (*object).to_owned(), pipeline: (*pipeline).to_owned() };
        let Some(list) = draft.snapshot.raw(&list) else { continue };
        if view::stages(list).iter().any(|it| view::text(it, "id") == id) {
            continue;
        }
        let mut change = Change::of(wanted, Action::Added, "lifecycle stage", label, id);
        change.id = format!("{}/{object}", wanted.request.id);
        change.place = place(object);
        let why = format!(
            "{} have this stage and {} do not, though HubSpot keeps one list",
            place(&wanted.object),
            place(object)
        );
        let change = by_hand(change, why, &format!("Compare the list with that of {}.", place(object)));
        draft.push(change, wanted);
    }
}

/// The order of the lifecycle stages, which says what forward means.
pub(super) fn compare_order(draft: &mut Draft<'_>, package: &Package) {
    let stages: Vec<&Wanted> =
        package.wanted.iter().filter(|it| matches!(it.thing, Thing::LifecycleStage(..))).collect();
    let Some((first, Thing::LifecycleStage(pipeline, _))) = stages.first().map(|it| (*it, &it.thing)) else { return };
    let at = Address::StageOrder { object: first.object.clone(), pipeline: pipeline.clone() };
    draft.see(&at);
    let list = Address::Pipeline { object: first.object.clone(), pipeline: pipeline.clone() };
    let Some(list) = draft.snapshot.raw(&list).cloned() else { return };
    let there = view::stages(&list);
    let by_id = |id: &str| there.iter().copied().find(|it| view::text(it, "id") == id);
    // Those that are there, and behind them those that come.
    let id_of = |wanted: &Wanted| draft.references.get(&wanted.request.id).cloned();
    let coming = |wanted: &Wanted| !draft.blocked.contains(&wanted.request.id) && id_of(wanted).is_none();
    let asked: Vec<&Wanted> = stages.into_iter().filter(|it| id_of(it).is_some() || coming(it)).collect();
    let position = |wanted: &Wanted| {
        let id = id_of(wanted);
        let place = there.iter().position(|it| id.as_deref() == Some(view::text(it, "id")));
        place.unwrap_or(there.len())
    };
    let mut standing = asked.clone();
    standing.sort_by_key(|it| position(it));
    let names = |list: &[&Wanted]| list.iter().map(|it| it.request.id.clone()).collect::<Vec<_>>();
    if names(&standing) == names(&asked) {
        return;
    }
    let labels: Vec<&str> = asked.iter().map(|it| it.text("label").trim()).collect();
    let mut change = Change::of(first, Action::Changed, "lifecycle stages", "Lifecycle stage", "");
    change.id = "lifecycle-stage-order".to_owned();
    change.details.push(Detail::plain(Action::Changed, format!("order of the stages: {}", labels.join(", "))));
    if !draft.wishes.create_lifecycle_stages {
        let step = "Drag the stages into this order: it decides what \"forward\" means.";
        let change = by_hand(change, LIFECYCLE_STAGE_SETUP.reason.to_owned(), step);
        return draft.changes.push(change);
    }
    let last = there.iter().filter_map(|it| view::display_order(it)).max().unwrap_or(-1);
    let ids: Vec<Option<String>> = asked.iter().map(|it| id_of(it)).collect();
    let others: Vec<&Value> =
        there.iter().copied().filter(|it| ids.iter().all(|id| id.as_deref() != Some(view::text(it, "id")))).collect();
    // Behind everything that is there, and behind what was added a moment ago.
    let mut place = last + i64::try_from(asked.len()).unwrap_or_default();
    let mut calls = Vec::new();
    let mut put = |id: Option<&str>, of: &str, metadata: Value| {
        place += 1;
        let path = format!("{}/stages/{}", at.path(), id.map_or_else(|| "{id}".to_owned(), segment));
        let mut call = Call::with("PATCH", path, json!({ "displayOrder": place, "metadata": metadata }));
        call.of = id.is_none().then(|| of.to_owned());
        calls.push(call);
    };
    for (wanted, id) in asked.iter().zip(&ids) {
        let stage = id.as_deref().and_then(by_id).unwrap_or(&wanted.body);
        put(id.as_deref(), &wanted.request.id, metadata(stage));
    }
    for other in &others {
        put(Some(view::text(other, "id")), "", metadata(other));
    }
    change.after = names(&asked);
    let after: Vec<&str> = labels.into_iter().chain(others.iter().map(|it| view::text(it, "label"))).collect();
    let before = draft.snapshot.look(&at);
    change.write = Some(Write { at, before, after: Some(json!(after)), calls, gives_id_to: None });
    draft.changes.push(change);
}

/// Something that a person does in the settings.
fn by_hand(change: Change, why: String, step: &str) -> Change {
    let mut change = change.blocked(why);
    change.steps = LIFECYCLE_STAGE_SETUP.steps.first().map(|step| (*step).to_owned()).into_iter().collect();
    change.steps.push(step.to_owned());
    change
}
