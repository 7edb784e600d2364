//! The answer for programs. `schemas/why.schema.json` describes it.

use super::Told;
use lifecycle_driver::interpreter::{Judgement, Truth, Verdict, Way, WayKind};
use serde_json::{Value, json};

pub(super) fn json(told: &Told<'_>) -> Result<String, serde_json::Error> {
    let here: Vec<String> = told.answer.here.iter().map(|stage| told.model.stage_path(*stage)).collect();
    let stages: Vec<Value> = told.answer.ahead.iter().map(|verdict| stage(told, verdict)).collect();
    let answer = json!({
        "version": 1,
        "object": told.object(),
        "at": here,
        "may_advance": told.answer.may_advance(),
        "stages": stages,
    });
    serde_json::to_string_pretty(&answer).map(|text| text + "\n")
}

fn stage(told: &Told<'_>, verdict: &Verdict) -> Value {
    let stage = &told.model[verdict.stage];
    json!({
        "stage": told.model.stage_path(verdict.stage),
        "label": stage.ident.label.as_str(),
        "place": told.place(stage.ident.name_at),
        "next": verdict.is_next,
        "may_enter": verdict.may_enter(),
        "obstacles": verdict.obstacles,
        "criteria": judgements(told, &verdict.criteria),
        "ways": verdict.ways.iter().map(|it| way(told, it)).collect::<Vec<_>>(),
    })
}

fn judgements(told: &Told<'_>, all: &[Judgement]) -> Vec<Value> {
    let one = |judged: &Judgement| {
        json!({
            "truth": match judged.truth {
                Truth::Holds => "holds",
                Truth::Fails => "fails",
                Truth::Open => "open",
            },
            "text": judged.text,
            "found": judged.found,
            "place": judged.at.and_then(|at| told.place(at)),
            "parts": judgements(told, &judged.parts),
        })
    };
    all.iter().map(one).collect()
}

fn way(told: &Told<'_>, way: &Way) -> Value {
    let (kind, automation) = match way.kind {
        WayKind::ByItself => ("by_itself", None),
        WayKind::ByHand => ("by_hand", None),
        WayKind::Automation(id) => ("automation", Some(&told.model[id].ident)),
    };
    json!({
        "kind": kind,
        "automation": automation.map(|ident| ident.name.as_str()),
        "place": automation.and_then(|ident| told.place(ident.name_at)),
        "text": way.text,
        "missing": way.missing,
        "conditions": judgements(told, &way.conditions),
    })
}
