//! README.md: what the project holds and how it gets into an org.

use super::opportunity_stages::{StageList, shown};
use super::permission_set;
use super::project::Package;
use super::schema::Schema;
use lifecycle_model::Model;
use lifecycle_targets::salesforce::objects::SUCCESS_PLAN;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// The text, for the person who deploys.
pub(super) fn render_readme(
    model: &Model,
    schema: &Schema,
    stages: &StageList,
    packages: &BTreeSet<Package>,
) -> String {
    let title = model.header.as_ref().map_or("Lifecycle", |header| header.title.as_str());
    let settings = packages.contains(&Package::OrgSettings);
    let mut text = format!(
        "# {title} in Salesforce\n\n\
         This folder is a Salesforce DX project. It is generated: change the lifecycle and build again, not these files.\n\n"
    );
    text.push_str(&contents(schema, stages, settings));
    text.push_str(&steps(settings));
    if settings {
        text.push_str(&replaced(stages));
    }
    text
}

fn contents(schema: &Schema, stages: &StageList, settings: bool) -> String {
    let mut text = "## What is in it\n\n\
        `force-app` adds to the org. It changes nothing, unless the org has a field of the same API name already: the rehearsal \
        below lists that as changed, not as created.\n\n"
        .to_owned();
    let mut fields: BTreeMap<&str, usize> = BTreeMap::new();
    for field in &schema.fields {
        *fields.entry(field.object.api_name).or_default() += 1;
    }
    for (object, count) in fields {
        let _ = writeln!(text, "- {object}: {}", counted(count, "custom field"));
    }
    if schema.has_success_plans {
        let _ = writeln!(text, "- the object `{}` itself, with a tab", SUCCESS_PLAN.api_name);
    }
    if !schema.value_sets.is_empty() {
        let _ = writeln!(text, "- {}, one for each lifecycle", counted(schema.value_sets.len(), "global value set"));
    }
    let _ = writeln!(text, "- the permission set `{}`, which makes the fields visible", permission_set::USER);
    if settings {
        let _ = writeln!(
            text,
            "\n`org-settings` replaces what the org has: it sets {}, and adds a sales process and a record type for {}. Read \
             \"What is replaced\" first.",
            counted(stages.values.len(), "opportunity stage"),
            counted(stages.pipelines.len(), "pipeline"),
        );
    }
    text
}

fn steps(settings: bool) -> String {
    let mut text = "\n## How to deploy\n\n\
        Use a sandbox first, and keep this order: what comes later needs what came before.\n\n"
        .to_owned();
    let assign = format!("sf org assign permset --name {}", permission_set::USER);
    let mut steps = vec![
        ("Rehearse. Nothing is changed yet.", "sf project deploy start --source-dir force-app --dry-run"),
        ("Deploy the fields.", "sf project deploy start --source-dir force-app"),
        (
            "Make them visible: until then nobody sees them, not even administrators. Give the permission set to everyone who \
             works with the lifecycle.",
            assign.as_str(),
        ),
    ];
    if settings {
        steps.extend([
            (
                "Save the org's own stages, to be able to go back.",
                "sf project retrieve start --metadata StandardValueSet:OpportunityStage --target-metadata-dir before",
            ),
            ("Rehearse the settings.", "sf project deploy start --source-dir org-settings --dry-run"),
            ("Deploy the settings.", "sf project deploy start --source-dir org-settings"),
        ]);
    }
    for (number, (what, command)) in (1..).zip(&steps) {
        let _ = writeln!(text, "{number}. {what}\n\n   ```sh\n   {command} --target-org my-sandbox\n   ```\n");
    }
    text.push_str(
        "Then put the fields on the page layouts: a deployment does not.\n\n\
         `manifest/package.xml` lists everything, for tools that want a manifest.\n",
    );
    text
}

fn replaced(stages: &StageList) -> String {
    let mut text = "\n## What is replaced\n\n\
        The opportunity stages of the org become exactly this list. A stage that the org has and the list has not becomes \
        inactive: deals on it keep it, but nobody can choose it any more. To keep one, add it to a pipeline of the lifecycle, as \
        `retired stage` if only old deals need it.\n\n\
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
    text.push_str("\nEach pipeline is a record type with a sales process of its own:\n\n");
    for pipeline in &stages.pipelines {
        let _ =
            writeln!(text, "- {} (`{}`): {}", pipeline.label, pipeline.name, counted(pipeline.stages.len(), "stage"));
    }
    text.push_str(
        "\nGive the record types to profiles or permission sets, and choose their page layouts in the profiles.\n",
    );
    text
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// A text in a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}
