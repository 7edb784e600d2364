//! What `org-settings` replaces.

use super::{cell, counted};
use crate::salesforce::lead::status_field;
use crate::salesforce::opportunity_stages::{StageList, shown};
use crate::salesforce::permission_set::PIPELINES;
use crate::salesforce::schema::Schema;
use crate::salesforce::settings::Settings;
use lifecycle_model::Model;
use lifecycle_targets::salesforce::objects::{ALL, tracked_standard_fields};
use std::fmt::Write;

/// The section, for whoever has to agree to it.
pub(super) fn replaced(model: &Model, schema: &Schema, stages: &StageList, settings: &Settings) -> String {
    let mut text = "\n## What is replaced\n".to_owned();
    if !stages.values.is_empty() {
        text.push_str(&opportunity_stages(stages));
        text.push_str(&pipelines(stages));
    }
    if let Some(field) = status_field(model, settings) {
        let _ = writeln!(
            text,
            "\nLead Status becomes the list of `{}`. Exactly one of its values converts a lead; a value \"Converted\" is added where none of \
             yours says so.",
            field.ident.name
        );
    }
    text.push_str(
        "\n`lifecycle compile --current FOLDER`, with a project or retrieved metadata of the org, keeps the values that the org has and the \
         lifecycle has not, and says which would have gone inactive.\n",
    );
    let objects = schema.with_history();
    let tracked: Vec<String> = ALL
        .into_iter()
        .filter(|object| objects.contains(object.api_name))
        .flat_map(|object| {
            tracked_standard_fields(object).iter().map(|(field, _)| format!("`{}.{field}`", object.api_name))
        })
        .collect();
    if !tracked.is_empty() {
        let _ = writeln!(
            text,
            "\nThe history of these fields is kept from now on: {}. An org keeps the history of 20 fields of an object. Where it has \
             more already, a deployment says so: take the least important ones out of Setup first.",
            tracked.join(", ")
        );
    }
    text
}

fn opportunity_stages(stages: &StageList) -> String {
    let mut text = "\nThe opportunity stages of the org become exactly this list. A stage that the org has and the list has not becomes \
        inactive: deals on it keep it, but nobody can choose it any more. To keep one, add it to a pipeline of the lifecycle, as \
        `retired stage` if only old deals need it, or give the export of the org as below.\n\n\
        | Stage | API name | Probability | Forecast | Outcome |\n|---|---|---:|---|---|\n"
        .to_owned();
    for stage in &stages.values {
        let outcome = match (stage.active, stage.closed, stage.won) {
            (false, ..) => "inactive",
            (_, _, true) => "won",
            (_, true, false) => "closed",
            _ => "open",
        };
        let (label, name) = (cell(&stage.label), cell(&stage.name));
        let _ = writeln!(text, "| {label} | {name} | {}% | {} | {outcome} |", stage.probability, shown(stage.forecast));
    }
    text.push_str(
        "\nPipelines that name a stage alike share it, with one label, probability and forecast category: an org has one list of \
         stages for all. The first pipeline decides.\n",
    );
    if !stages.differences.is_empty() {
        text.push_str(
            "\nThe definitions say otherwise here; a stage that must keep its own needs another name and label:\n\n",
        );
    }
    for difference in &stages.differences {
        let _ = writeln!(text, "- {}", difference.replace('\n', " "));
    }
    text
}

fn pipelines(stages: &StageList) -> String {
    let mut text = "\nEach pipeline is a record type with a sales process and a path of its own:\n\n".to_owned();
    for pipeline in &stages.pipelines {
        let _ =
            writeln!(text, "- {} (`{}`): {}", pipeline.label, pipeline.name, counted(pipeline.stages.len(), "stage"));
    }
    let _ = writeln!(
        text,
        "\nThe permission set `{PIPELINES}` lets people choose them. Deals that exist have none of them yet: give each its record type, \
         or the rules of its pipeline do not hold for it."
    );
    text
}
