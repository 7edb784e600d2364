//! Lifecycle stages: found by their default value, by the id of an earlier run or by label, never guessed.

use super::names::{Free, Names};
use super::pipeline::metadata;
use super::{Draft, place};
use crate::address::{Address, segment};
use crate::manifest::{Package, Thing, Wanted};
use crate::plan::{Action, Change, Detail, Write};
use crate::portal::Call;
use crate::references::Known;
use crate::snapshot::Snapshot;
use crate::view;
use lifecycle_targets::hubspot::{LIFECYCLE_PIPELINES, LIFECYCLE_STAGE_SETUP};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The lifecycle stages of a manifest and those of a portal.
pub(super) struct LifecycleStages<'v> {
    list: Option<&'v Value>,
    /// Which stage of the portal each request of the manifest means, by its id.
    ids: BTreeMap<String, String>,
    names: Names<'v>,
    /// How many requests are behind.
    place: usize,
    /// The order that the next new stage gets.
    next: i64,
}

impl<'v> LifecycleStages<'v> {
    /// `known`: the ids of earlier runs.
    pub(super) fn new(package: &Package, snapshot: &'v Snapshot, known: &Known) -> Self {
        let wanted: Vec<(&Wanted, &String, Option<&String>)> = package
            .wanted
            .iter()
            .filter_map(|it| match &it.thing {
                Thing::LifecycleStage(pipeline, value) => Some((it, pipeline, value.as_ref())),
                _ => None,
            })
            .collect();
        let at = wanted
            .first()
            .map(|(it, pipeline, _)| Address::Pipeline { object: it.object.clone(), pipeline: (*pipeline).clone() });
        let list = at.as_ref().and_then(|at| snapshot.raw(at));
        let there = list.map(view::stages).unwrap_or_default();
        let mut free: BTreeMap<&str, &Value> = there.iter().map(|it| (view::text(it, "id"), *it)).collect();
        let mut ids: BTreeMap<String, String> = BTreeMap::new();
        // The surest sign first, and every stage once: a stage that is called like one can be another one.
        let by_label = |free: &BTreeMap<&str, &Value>, label: &str| {
            free.iter().find(|(_, it)| view::same_label(view::text(it, "label"), label)).map(|(id, _)| (*id).to_owned())
        };
        for sign in 0..3 {
            for (it, _, value) in &wanted {
                let id = match sign {
                    0 => value.map(|value| (*value).clone()),
                    1 => known.get(&it.request.id).cloned(),
                    _ => by_label(&free, it.text("label")),
                };
                if let Some(id) = id.filter(|_| !ids.contains_key(&it.request.id))
                    && free.remove(id.as_str()).is_some()
                {
                    ids.insert(it.request.id.clone(), id);
                }
            }
        }
        let ours = wanted.iter().enumerate().filter_map(|(place, (it, ..))| {
            Some((place, ids.get(&it.request.id)?.clone(), it.text("label").trim().to_owned()))
        });
        let names = Names::new(there.clone(), &at.as_ref().map(Address::path).unwrap_or_default(), ours);
        let next = there.iter().filter_map(|it| view::display_order(it)).max().unwrap_or(-1) + 1;
        Self { list, ids, names, place: 0, next }
    }

    pub(super) fn compare(&mut self, draft: &mut Draft<'_>, wanted: &Wanted, pipeline: &str) {
        let place = self.place;
        self.place += 1;
        let label = wanted.text("label").trim();
        let id = self.ids.get(&wanted.request.id).cloned();
        let at = Address::LifecycleStage {
            object: wanted.object.clone(),
            pipeline: pipeline.to_owned(),
            id: id.clone(),
            label: label.to_owned(),
        };
        let before = draft.see(&at);
        let mut change = Change::of(wanted, Action::Added, "lifecycle stage", label, id.as_deref().unwrap_or_default());
        let stage = self.list.and_then(|list| view::lifecycle_stage(list, Some(id.as_deref()?), ""));
        let free = self.names.free(place, id.as_deref(), label);
        if let (Some(id), Some(stage), Some(before)) = (&id, stage, &before) {
            draft.references.insert(wanted.request.id.clone(), id.clone());
            elsewhere(draft, wanted, id, label);
            let old = view::text(stage, "label");
            if old == label {
                return;
            }
            change.action = Action::Changed;
            change.details.push(Detail::changed("label", old, label));
            if !draft.wishes.create_lifecycle_stages {
                let step =
                    format!("Hover over \"{old}\", choose Edit and rename it \"{label}\". Its internal value stays.");
                // It is there, whatever it is called: what refers to it need not wait.
                change.id = format!("{}/label", change.id);
                return draft.push(by_hand(change, LIFECYCLE_STAGE_SETUP.reason, &step), wanted);
            }
            let body = json!({ "label": label, "metadata": metadata(stage) });
            let call = Call::with("PATCH", format!("{}/stages/{}", at.path(), segment(id)), body);
            let between = self.names.between(id, before);
            change = change.by(at, Some(before.clone()), Some(json!({ "label": label })), call);
            if let Some(write) = &mut change.write {
                write.between = between;
            }
        } else if self.list.is_none() {
            let why = "HubSpot does not show where this portal keeps its lifecycle stages";
            return draft.push(by_hand(change, why, "Create the stage there if it is missing."), wanted);
        } else if !draft.wishes.create_lifecycle_stages {
            let step = format!("Choose Add stage and name it \"{label}\".");
            return draft.push(by_hand(change, LIFECYCLE_STAGE_SETUP.reason, &step), wanted);
        } else if before.is_some() {
            // It could not be told from the new one, which is found by its name.
            let why = "another stage has this name now and gets its own by this plan";
            return draft.push(by_hand(change, why, "Apply the plan, then plan again."), wanted);
        } else {
            let body = json!({ "label": label, "displayOrder": self.next, "metadata": metadata(&wanted.body) });
            self.next += 1;
            let call = Call::with("POST", format!("{}/stages", at.path()), body);
            change = change.by(at, None, Some(json!({ "label": label })), call);
            if let Some(write) = &mut change.write {
                write.gives_id_to = Some(wanted.request.id.clone());
            }
            change.why = Some("nobody has shown that HubSpot accepts this call; it is read back".to_owned());
        }
        let change = match free {
            Free::After(calls) => change.behind(calls),
            Free::Taken(other) => by_hand(
                change,
                &format!("another stage has this name, `{other}`"),
                "Rename that one, or move its records and delete it.",
            ),
        };
        draft.push(change, wanted);
    }
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
        let change = by_hand(change, &why, &format!("Compare the list with that of {}.", place(object)));
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
        let change = by_hand(change, LIFECYCLE_STAGE_SETUP.reason, step);
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
    let ours = asked.iter().zip(&ids).map(|(it, id)| match id {
        Some(id) => json!(id),
        None => json!({ "$ref": it.request.id }),
    });
    let after: Vec<Value> = ours.chain(others.iter().map(|it| json!(view::text(it, "id")))).collect();
    let before = draft.snapshot.look(&at);
    change.write = Some(Write { at, before, after: Some(json!(after)), calls, between: None, gives_id_to: None });
    draft.changes.push(change);
}

/// Something that a person does in the settings.
fn by_hand(change: Change, why: &str, step: &str) -> Change {
    let mut change = change.blocked(why.to_owned());
    change.steps = LIFECYCLE_STAGE_SETUP.steps.first().map(|step| (*step).to_owned()).into_iter().collect();
    change.steps.push(step.to_owned());
    change
}
