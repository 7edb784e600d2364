//! The funnel for programs. `schemas/simulate.schema.json` describes it.

use lifecycle_driver::model::{Baseline, Model, StageId};
use lifecycle_driver::simulate::{Funnel, Settings};
use serde_json::{Value, json};

pub(super) fn json(model: &Model, settings: &Settings, funnel: &Funnel) -> Result<String, serde_json::Error> {
    let stages: Vec<Value> = model.stages.iter().filter_map(|(id, _)| stage(model, funnel, id)).collect();
    let automations = model.automations.iter().zip(&funnel.automations);
    let automations = automations.map(|((_, it), did)| json!({ "name": it.ident.name.as_str(), "actions": did }));
    let baselines = model.measure.baselines.iter().zip(&funnel.baselines);
    let baseline = |(baseline, (entered, reached)): (&Baseline, &(u64, u64))| {
        json!({
            "from": model.stage_path(baseline.from),
            "to": model.stage_path(baseline.to),
            "percent": baseline.percent,
            "entered": entered,
            "reached": reached,
        })
    };
    let unsettled = funnel.unsettled.iter().map(|(automations, times)| {
        let names: Vec<&str> = automations.iter().map(|id| model[*id].ident.name.as_str()).collect();
        json!({ "automations": names, "times": times })
    });
    let report = json!({
        "version": 1,
        "seed": settings.seed,
        "start": settings.start.to_string(),
        "days": settings.days,
        "accounts": funnel.accounts,
        "records": funnel.records,
        "events": funnel.events,
        "refused": funnel.refused,
        "given_up": funnel.given_up,
        "stages": stages,
        "baselines": baselines.map(baseline).collect::<Vec<_>>(),
        "automations": automations.collect::<Vec<_>>(),
        "unsettled": unsettled.collect::<Vec<_>>(),
    });
    serde_json::to_string_pretty(&report).map(|text| text + "\n")
}

fn stage(model: &Model, funnel: &Funnel, id: StageId) -> Option<Value> {
    let count = funnel.stage(id)?;
    let stage = &model[id];
    Some(json!({
        "stage": model.stage_path(id),
        "label": stage.ident.label.as_str(),
        "entered": count.entered,
        "advanced": count.advanced,
        "recycled": count.recycled,
        "dropped": count.dropped,
        "held": count.held,
        "restarted": count.restarted,
        "removed": count.removed,
        "still_there": count.still,
        "journeys": count.journeys,
        "converted": count.converted,
        "median_minutes": count.stays.median(),
        "mean_minutes": count.stays.mean(),
        "sla_missed": count.breached,
        "stale": count.stale,
        "reasons": count.reasons.iter().map(|(text, times)| (text.to_string(), Value::from(*times))).collect::<serde_json::Map<_, _>>(),
    }))
}
