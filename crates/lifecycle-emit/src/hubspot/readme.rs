//! `README.md`: what a person does, in order.

use super::lifecycle_stages::{LIFECYCLE_STAGE_REQUEST, LifecycleStages, kind};
use super::mapping::Mapping;
use super::request::Request;
use crate::markdown::{self, Table, code};
use lifecycle_model::StageKind;
use lifecycle_targets::hubspot::{
    API_HOST, API_VERSION, LIFECYCLE_PIPELINES, LIFECYCLE_STAGE_SETUP, Manual, NATIVE_AUTOMATION, NO_API, Tier,
};
use std::collections::BTreeSet;

/// The whole page.
pub(super) fn render(
    mapping: &Mapping<'_>,
    requests: &[Request],
    stages: Option<&LifecycleStages<'_>>,
    differences: &[String],
) -> String {
    let mut sections = vec![opening(mapping)];
    let mut step = 0;
    let mut numbered = |title: &str, body: String| {
        step += 1;
        format!("## {step}. {title}\n\n{body}")
    };
    sections.push(numbered("Turn off HubSpot's own lifecycle automation", native_automation()));
    if let Some(stages) = stages {
        sections.push(numbered("Set up the lifecycle stages", lifecycle_stages(stages)));
    }
    let calls: Vec<&Request> = requests.iter().filter(|it| !it.id.starts_with(LIFECYCLE_STAGE_REQUEST)).collect();
    if !calls.is_empty() {
        sections.push(numbered("Make the calls", self::calls(mapping, &calls)));
    }
    sections.push(numbered("Do by hand what no API can do", by_hand()));
    if !differences.is_empty() {
        let items: Vec<String> = differences.iter().map(|text| format!("- {}\n", markdown::text(text))).collect();
        sections.push(format!("## Where HubSpot differs from the definitions\n\n{}", items.concat()));
    }
    sections.join("\n")
}

fn opening(mapping: &Mapping<'_>) -> String {
    let title = mapping.model.header.as_ref().map_or("Lifecycle", |header| header.title.as_str());
    let portal = mapping.setting("portal").map_or_else(String::new, |portal| {
        format!("\nThis lifecycle is for portal {} and no other: compare before you start.\n", markdown::text(portal))
    });
    format!(
        "# {} in HubSpot\n\nThis folder was made from the lifecycle's definitions: change those, not these files. \
         Follow the steps in order.\n{portal}",
        markdown::text(title)
    )
}

fn native_automation() -> String {
    let mut out = String::from(
        "Do this first. HubSpot and this lifecycle would otherwise both write the stage, and since both only move it forward, \
         each would hide the mistakes of the other. No API reaches these settings. Menus move between releases: look for the \
         setting's name if the path is another.\n\n",
    );
    for item in NATIVE_AUTOMATION {
        out += &manual(item);
    }
    out
}

fn manual(item: &Manual) -> String {
    let steps: String = item.steps.iter().map(|step| format!("  - {}\n", markdown::text(step))).collect();
    format!(
        "- **{}.** {} ({})\n{steps}",
        markdown::text(item.title),
        markdown::text(item.reason),
        markdown::text(item.source)
    )
}

fn lifecycle_stages(stages: &LifecycleStages<'_>) -> String {
    let mut out = format!("{} ({})\n\n", LIFECYCLE_STAGE_SETUP.reason, LIFECYCLE_STAGE_SETUP.source);
    for (i, step) in LIFECYCLE_STAGE_SETUP.steps.iter().enumerate() {
        out += &format!("{}. {}\n", i + 1, markdown::text(step));
    }
    out += "\nThe list when you are done:\n\n";
    let mut table = Table::new(&["Order", "Stage", "What to do", "Internal value"]);
    for (order, stage) in stages.stages.iter().enumerate() {
        let (todo, value) = match stage.default {
            Some(default) if default.label == stage.label => ("keep".to_owned(), code(default.value)),
            Some(default) => (format!("rename {}", default.label), code(default.value)),
            None if stage.stage.kind == StageKind::Retired => {
                ("keep only if records hold it".to_owned(), "assigned by HubSpot".to_owned())
            }
            None => ("create".to_owned(), "assigned by HubSpot".to_owned()),
        };
        let outside = match stage.stage.kind {
            StageKind::Open | StageKind::Won => String::new(),
            other => format!(" ({})", kind(other)),
        };
        table.row(&[(order + 1).to_string(), markdown::text(&stage.label) + &outside, todo, value]);
    }
    out += &table.render();
    let unused: Vec<&str> = stages.unused().map(|default| default.label).collect();
    if !unused.is_empty() {
        out += &format!("\nNot used, to be deleted: {}.\n", unused.join(", "));
    }
    out += "\nStages of the funnel come first, in the order of the lifecycle. Those on hold, those that leave the funnel and retired \
            ones come last, so that leaving is a step forward: through the API, imports and syncs HubSpot only moves the stage \
            forward. To move a record back, clear its stage first.\n";
    let paths: Vec<String> = LIFECYCLE_PIPELINES
        .iter()
        .map(|(object, pipeline)| code(&format!("GET /crm/pipelines/{API_VERSION}/{object}/{pipeline}")))
        .collect();
    out + &format!(
        "\n`lifecycle-stages.json` holds the same list. A value that HubSpot assigns is `null` there and never guessed; {} answer \
         it, by label.\n",
        paths.join(" and ")
    )
}

fn calls(mapping: &Mapping<'_>, requests: &[&Request]) -> String {
    let scopes: BTreeSet<&str> = requests.iter().map(|request| request.object.scope).collect();
    let scopes: Vec<String> = scopes.into_iter().map(code).collect();
    let mut out = format!(
        "`lifecycle plan hubspot` compares the portal with them and says what would change; `lifecycle apply hubspot` makes exactly those \
         changes. To make them yourself: `requests.json` lists {} calls to `{API_HOST}` in order, each with its method, path, body, the \
         calls it comes after, and the scopes and least edition it needs. The token needs {}. (Those that begin with \
         `{LIFECYCLE_STAGE_REQUEST}` are the stages of the step above, which nobody has shown to work.)\n\nCreating a property that exists is refused with 409 and changes \
         nothing; creating one that was archived brings it back with the new definition. Look before you call.\n\n{}",
        requests.len(),
        scopes.join(", "),
        replacements(requests)
    );
    let mut table = Table::new(&["Object", "Groups", "Properties", "Pipelines"]);
    for object in lifecycle_targets::hubspot::OBJECTS {
        let count = |kind: &str| {
            requests.iter().filter(|request| request.object == object && request.id.starts_with(kind)).count()
        };
        let counts = ["group/", "property/", "pipeline/"].map(count);
        if counts.iter().any(|count| *count > 0) {
            let [groups, properties, pipelines] = counts.map(|count| count.to_string());
            table.row(&[object.label.to_owned(), groups, properties, pipelines]);
        }
    }
    out += &table.render();
    let tier = mapping.setting("tier").and_then(Tier::from_name);
    let missing =
        requests.iter().map(|request| request.tier).max().filter(|needed| tier.is_some_and(|tier| tier < *needed));
    if let (Some(needed), Some(tier)) = (missing, tier) {
        out += &format!(
            "\nThe portal's edition is {}; some of the calls need {} or more and will be refused.\n",
            tier.name(),
            needed.name()
        );
    }
    out
}

/// What calls that replace a whole list would take away: only the portal knows what else is in it.
fn replacements(requests: &[&Request]) -> String {
    let ids: Vec<String> = requests.iter().filter(|request| request.method == "PATCH").map(|r| code(&r.id)).collect();
    if ids.is_empty() {
        return "No call takes anything away.\n\n".to_owned();
    }
    format!(
        "**Careful with {}:** HubSpot replaces the whole list of options. Options that the portal has and the body lacks are removed. \
         Read the property first and add those to the body, hidden if they are no longer wanted. No other call takes anything away.\n\n",
        ids.join(", ")
    )
}

fn by_hand() -> String {
    NO_API.iter().map(manual).collect()
}
