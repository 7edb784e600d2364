//! What metadata cannot do, or should not.

use super::Subject;
use crate::salesforce::project::Contents;
use crate::salesforce::{path, reports};
use lifecycle_model::{AlertKind, Amount, Metric, Model};
use lifecycle_words as words;
use std::fmt::Write;

/// The list, in the order in which people need it.
pub(super) fn by_hand(subject: &Subject<'_>, contents: &Contents) -> String {
    let mut items = vec![
        "**Page layouts.** Put the fields on them: a deployment does not. Stage, status and reason belong on top; what automation keeps \
         belongs into a section of its own."
            .to_owned(),
    ];
    items.push(
        "**Records that are there already.** They have a stage only once somebody gives them one, and no dates of entry: load both with the \
         permission set for integrations, if reports are to show the past."
            .to_owned(),
    );
    let paths = path::paths(subject.model, subject.stages, subject.schema);
    if !paths.is_empty() {
        let mut objects: Vec<&str> = paths.iter().map(|path| path.object.label).collect();
        objects.dedup();
        items.push(format!(
            "**Path.** Open a record of each of these, choose Edit Page, and put the component Path at its top: {}. An org takes one path \
             for an object and record type; where an object has several tracks, the first has it.",
            objects.join(", ")
        ));
    }
    if contents.count("LeadConvertSettings") > 0 {
        items.push(
            "**Lead conversion.** The deployed mapping carries every field that leads and contacts share. Look through Setup > Object Manager \
             > Lead > Map Lead Fields once: if your own mappings are gone, add them to `LeadConvertSettings` of what you saved before and \
             deploy that."
                .to_owned(),
        );
    }
    if contents.count("Dashboard") > 0 {
        items.push(format!(
            "**Dashboard.** Everybody sees it with their own rights, which editions allow for a few dashboards only. If the org has used its \
             own up, set a person under View Dashboard As in the dashboard `{}` and retrieve it.",
            reports::FOLDER
        ));
        items.extend(alerts(subject.model));
        items.push(
            "**Cost.** Salesforce knows what campaigns cost, and nothing else. Fill in Actual Cost of campaigns, make people members of them, and \
             give deals their Primary Campaign Source. Cost of the records of the success team is not computed."
                .to_owned(),
        );
    }
    let mut text = "\n## What to do by hand\n\n".to_owned();
    for item in items {
        let _ = writeln!(text, "- {item}");
    }
    text
}

/// Reports show alarms as colours; to be told, somebody has to subscribe.
fn alerts(model: &Model) -> Option<String> {
    let told: Vec<String> = model
        .measure
        .alerts
        .iter()
        .map(|alert| {
            let metric = match alert.metric {
                Metric::Production => "production",
                Metric::Conversion => "conversion",
                Metric::TimeInStage => "time in stage",
                Metric::DropOff => "the share of a reason",
                Metric::CostToEnter => "cost to enter",
                Metric::Segmentation => "a segment",
            };
            let kind = match alert.kind {
                AlertKind::Falls => "falls by",
                AlertKind::Rises => "rises by",
                AlertKind::Above => "is above",
                AlertKind::Below => "is below",
            };
            let amount = match alert.amount {
                Amount::Number(value) => words::number(value),
                Amount::Percent(value) => format!("{}%", words::number(value)),
                Amount::Points(value) => format!("{} points", words::number(value)),
                Amount::Duration(value) => value.to_string(),
            };
            format!("{metric} {kind} {amount}")
        })
        .collect();
    (!told.is_empty()).then(|| {
        format!(
            "**Alerts.** Reports and the dashboard turn red where {}. To be told, open the report, choose Subscribe and add a condition: \
             subscriptions belong to people and cannot be deployed.",
            words::list(&told, "or")
        )
    })
}
