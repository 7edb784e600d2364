//! Pipelines of deals and tickets, stage by stage: a whole pipeline is only ever created, never replaced.

use super::names::{Free, Names};
use super::{Draft, shown};
use crate::address::{Address, segment};
use crate::manifest::Wanted;
use crate::plan::{Action, Change, Detail, Write};
use crate::portal::Call;
use crate::view;
use serde_json::{Value, json};

pub(super) fn compare(draft: &mut Draft<'_>, wanted: &Wanted) {
    let (id, label) = (wanted.text("pipelineId"), wanted.text("label").trim());
    let at = Address::Pipeline { object: wanted.object.clone(), pipeline: id.to_owned() };
    let before = draft.see(&at);
    let after = Some(json!({ "label": label }));
    let Some(before) = before else {
        let mut change = Change::of(wanted, Action::Added, "pipeline", label, id);
        change.details = view::stages(&wanted.body).into_iter().map(new_stage).collect();
        let call = Call::with("POST", wanted.request.path.clone(), wanted.body.clone());
        let change = match draft.refusal(wanted) {
            Some(why) => change.blocked(why),
            None => change.by(at, None, after, call),
        };
        return draft.push(change, wanted);
    };
    if Some(&before) != after.as_ref() {
        let mut change = Change::of(wanted, Action::Changed, "pipeline", label, id);
        change.details.push(Detail::changed("label", &shown(before.get("label")), label));
        let call = Call::with("PATCH", at.path(), json!({ "label": label }));
        draft.push(change.by(at.clone(), Some(before), after, call), wanted);
    }
    let Some(there) = draft.snapshot.raw(&at).cloned() else { return };
    Stages { draft, wanted, pipeline: id, label, there: &there }.compare();
}

fn new_stage(stage: &Value) -> Detail {
    let view = view::stage(stage);
    let weight = view.get("probability").and_then(Value::as_f64).map(percent);
    let state = view.get("ticketState").and_then(Value::as_str).map(str::to_lowercase);
    let beside = weight.or(state).map_or_else(String::new, |text| format!(" ({text})"));
    Detail::plain(Action::Added, format!("stage \"{}\"{beside}", view::text(stage, "label")))
}

fn percent(probability: f64) -> String {
    format!("{}%", (probability * 1000.0).round() / 10.0)
}

/// The stages of a pipeline that is there.
struct Stages<'s, 'd> {
    draft: &'s mut Draft<'d>,
    wanted: &'s Wanted,
    pipeline: &'s str,
    label: &'s str,
    there: &'s Value,
}

impl Stages<'_, '_> {
    fn compare(&mut self) {
        let wanted = view::stages(&self.wanted.body);
        let there = view::stages(self.there);
        let is_wanted = |stage: &Value| wanted.iter().any(|it| view::text(it, "stageId") == view::text(stage, "id"));
        let ours = wanted.iter().enumerate().map(|(place, stage)| {
            (place, view::text(stage, "stageId").to_owned(), view::text(stage, "label").to_owned())
        });
        let path = Address::Pipeline { object: self.wanted.object.clone(), pipeline: self.pipeline.to_owned() }.path();
        let mut names = Names::new(there.clone(), &path, ours);
        let mut next = there.iter().filter_map(|stage| view::display_order(stage)).max().unwrap_or(-1) + 1;
        for (place, stage) in wanted.iter().enumerate() {
            let (id, label) = (view::text(stage, "stageId"), view::text(stage, "label"));
            let at = self.address(id);
            let before = self.draft.see(&at);
            let after = view::stage(stage);
            if before.as_ref() == Some(&after) {
                continue;
            }
            let change = match before {
                None => {
                    next += 1;
                    self.added(stage, at, after, next - 1)
                }
                Some(before) => {
                    let between = names.between(id, &before);
                    self.changed(stage, at, before, between, after)
                }
            };
            let change = match names.free(place, Some(id), label) {
                Free::After(calls) => change.behind(calls),
                Free::Taken(other) => change.blocked(format!(
                    "the pipeline has another stage of this name, `{other}`: HubSpot allows a name once. Rename that one, or move \
                     its records and delete it"
                )),
            };
            self.draft.push(change, self.wanted);
        }
        for stage in there.iter().filter(|stage| !is_wanted(stage)) {
            self.left_alone(stage);
        }
        self.order(&wanted, &there, next);
    }

    fn added(&self, stage: &Value, at: Address, after: Value, place: i64) -> Change {
        let mut change = self.change(Action::Added, stage);
        change.details.extend(new_stage_weight(&after));
        let mut body = stage.clone();
        if let Some(body) = body.as_object_mut() {
            body.insert("displayOrder".to_owned(), json!(place));
        }
        let call = Call::with("POST", format!("{}/stages", at.path()), body);
        change.by(at, None, Some(after), call)
    }

    fn address(&self, id: &str) -> Address {
        Address::Stage { object: self.wanted.object.clone(), pipeline: self.pipeline.to_owned(), id: id.to_owned() }
    }

    fn change(&self, action: Action, stage: &Value) -> Change {
        let id = view::text(stage, "stageId");
        let mut change = Change::of(self.wanted, action, "stage", view::text(stage, "label"), id);
        change.id = format!("{}/stage/{id}", self.wanted.request.id);
        change.place = format!("{}, {}", change.place, self.label);
        change
    }

    fn changed(&self, stage: &Value, at: Address, before: Value, between: Option<Value>, after: Value) -> Change {
        let mut change = self.change(Action::Changed, stage);
        for (key, what) in [("label", "label"), ("probability", "probability"), ("ticketState", "ticket state")] {
            let (old, new) = (before.get(key), after.get(key));
            if old != new {
                let said = |it: Option<&Value>| match it.and_then(Value::as_f64) {
                    Some(number) => percent(number),
                    None => shown(it),
                };
                change.details.push(Detail::changed(what, &said(old), &said(new)));
            }
        }
        // HubSpot wants the metadata even where only the label changes.
        let body = json!({ "label": view::text(stage, "label"), "metadata": stage.get("metadata") });
        let call = Call::with("PATCH", format!("{}/stages/{}", at.path(), segment(&change.name)), body);
        let mut change = change.by(at, Some(before), Some(after), call);
        if let Some(write) = &mut change.write {
            write.between = between;
        }
        change
    }

    fn left_alone(&mut self, stage: &Value) {
        let id = view::text(stage, "id");
        let at = self.address(id);
        let before = self.draft.see(&at);
        let mut change = self.change(Action::LeftAlone, stage);
        change.id = format!("{}/stage/{id}", self.wanted.request.id);
        change.name = id.to_owned();
        change.why = Some("not in the lifecycle".to_owned());
        let call = Call::delete(format!("{}/stages/{}", at.path(), segment(id)));
        self.draft.push(change.by(at, before, None, call), self.wanted);
    }

    /// Puts the stages of the lifecycle in order, in front of those that are left alone.
    fn order(&mut self, wanted: &[&Value], there: &[&Value], next: i64) {
        let at = Address::StageOrder { object: self.wanted.object.clone(), pipeline: self.pipeline.to_owned() };
        self.draft.see(&at);
        let id = |stage: &Value, key: &str| view::text(stage, key).to_owned();
        let part = |stage: &Value| format!("{}/stage/{}", self.wanted.request.id, id(stage, "stageId"));
        let ours: Vec<&&Value> = wanted.iter().filter(|it| !self.draft.blocked.contains(&part(it))).collect();
        let is_ours = |stage: &Value| ours.iter().any(|it| id(it, "stageId") == id(stage, "id"));
        // As they will stand: those that are there, and new ones behind them.
        let new = ours.iter().filter(|it| there.iter().all(|old| id(old, "id") != id(it, "stageId")));
        let standing: Vec<String> = there
            .iter()
            .filter(|it| is_ours(it))
            .map(|it| id(it, "id"))
            .chain(new.map(|it| id(it, "stageId")))
            .collect();
        let asked: Vec<String> = ours.iter().map(|it| id(it, "stageId")).collect();
        if standing == asked {
            return;
        }
        let others: Vec<&&Value> = there.iter().filter(|it| !is_ours(it)).collect();
        let places = ours.iter().map(|it| (id(it, "stageId"), *it)).chain(others.iter().map(|it| (id(it, "id"), *it)));
        let calls = places.zip(next..).map(|((id, stage), place)| {
            let body = json!({ "displayOrder": place, "metadata": metadata(stage) });
            Call::with("PATCH", format!("{}/stages/{}", at.path(), segment(&id)), body)
        });
        let calls = calls.collect();
        let after: Vec<String> = asked.iter().cloned().chain(others.iter().map(|it| id(it, "id"))).collect();
        let mut change = Change::of(self.wanted, Action::Changed, "pipeline", self.label, self.pipeline);
        change.id = format!("{}/order", self.wanted.request.id);
        change.details.push(Detail::plain(Action::Changed, "order of the stages".to_owned()));
        change.after = asked.iter().map(|id| format!("{}/stage/{id}", self.wanted.request.id)).collect();
        let before = self.draft.snapshot.look(&at);
        change.write = Some(Write { at, before, after: Some(json!(after)), calls, between: None, gives_id_to: None });
        self.draft.push(change, self.wanted);
    }
}

/// What HubSpot takes as the metadata of a stage; what it adds itself stays away.
pub(super) fn metadata(stage: &Value) -> Value {
    let all = stage.get("metadata").and_then(Value::as_object);
    let kept = all.into_iter().flatten().filter(|(key, _)| key.as_str() != "isClosed");
    Value::Object(kept.map(|(key, value)| (key.clone(), value.clone())).collect())
}

fn new_stage_weight(view: &Value) -> Option<Detail> {
    let weight = view.get("probability")?.as_f64()?;
    Some(Detail { action: Action::Added, what: "probability".to_owned(), from: None, to: Some(percent(weight)) })
}
