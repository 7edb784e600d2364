//! Stages of several pipelines that are one value in Salesforce, but weigh differently.

use crate::Cx;
use lifecycle_base::Diagnostic;
use lifecycle_model::{Forecast, Model, Object, PipelineId, Stage, StageKind};
use lifecycle_targets::salesforce::stages::stage_name;
use std::collections::BTreeMap;

rule! {
    "salesforce-shared-stage-probability", "salesforce_shared_stage_probability.md", Salesforce, Warning, fix: None,
    "stages of two pipelines are one value in Salesforce, but differ in probability or forecast"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let model = cx.model();
    if !model.compiles_for("salesforce") {
        return;
    }
    let mut first: BTreeMap<(Outcome, String), (PipelineId, &Stage)> = BTreeMap::new();
    for stage in model.stages.values().filter(|stage| !stage.untracked && !stage.ident.damaged) {
        let Some(pipeline) = deal_pipeline(model, stage) else { continue };
        // An org takes neither two names nor two labels, so either of them makes it the same value.
        let names = [stage_name(&stage.ident.name, &stage.ident.label), stage.ident.label.to_string()];
        let mut holder = None;
        for name in names {
            let held = *first.entry((outcome(stage), name.to_lowercase())).or_insert((pipeline, stage));
            holder = holder.or(Some(held).filter(|(other, _)| *other != pipeline));
        }
        if let Some((other, value)) = holder
            && let Some(difference) = difference(stage, value)
        {
            report(cx, (pipeline, stage), (other, value), &difference);
        }
    }
}

/// The pipeline of a deal stage.
fn deal_pipeline(model: &Model, stage: &Stage) -> Option<PipelineId> {
    let track = &model[stage.track];
    track.pipeline.filter(|_| model[track.domain].object == Some(Object::Deal))
}

/// Whether it is closed, and whether it is won: values with another outcome are never shared.
type Outcome = (bool, bool);

fn outcome(stage: &Stage) -> Outcome {
    let won = stage.kind == StageKind::Won;
    (won || matches!(stage.kind, StageKind::Lost | StageKind::Closed), won)
}

/// What the stage says about its weight that the value does not.
fn difference(stage: &Stage, value: &Stage) -> Option<String> {
    let weights = stage.probability.zip(value.probability).filter(|(own, other)| own != other);
    let forecasts = stage.forecast.zip(value.forecast).filter(|(own, other)| own != other);
    let category = |forecast: Forecast| forecast.name().replace('_', " ");
    match (weights, forecasts) {
        (Some((own, other)), _) => Some(format!("{own}% here and {other}% there")),
        (None, Some((own, other))) => Some(format!("forecast as {} here and {} there", category(own), category(other))),
        (None, None) => None,
    }
}

fn report(
    cx: &mut Cx<'_>,
    (pipeline, stage): (PipelineId, &Stage),
    (other, value): (PipelineId, &Stage),
    difference: &str,
) {
    let model = cx.model();
    let message = format!(
        "in Salesforce, `{}` of {} and `{}` of {} are one stage with one probability: {difference}",
        stage.ident.label, model[pipeline].ident.label, value.ident.label, model[other].ident.label
    );
    cx.report(
        Diagnostic::new(&RULE, stage.ident.name_at, message)
            .label("what it says of itself is lost")
            .related(value.ident.name_at, "an org has one list of stages, and this one comes first")
            .help("give both the same probability and forecast, or tell the two apart by identifier and label"),
    );
}
