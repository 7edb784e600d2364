//! README.md: what the project holds, how it gets into an org, what it replaces there, and what people have to click.

mod by_hand;
mod replaced;
mod steps;

use super::opportunity_stages::StageList;
use super::permission_set;
use super::project::{Contents, Package};
use super::reports;
use super::schema::{Access, Part, Schema};
use super::settings::Settings;
use lifecycle_model::Model;
use lifecycle_targets::salesforce::objects::SUCCESS_PLAN;
use std::collections::BTreeMap;
use std::fmt::Write;

/// What the text is about.
pub(super) struct Subject<'s> {
    pub(super) model: &'s Model,
    pub(super) schema: &'s Schema,
    pub(super) stages: &'s StageList,
    pub(super) settings: &'s Settings,
}

/// The text, for the person who deploys.
pub(super) fn render_readme(subject: &Subject<'_>, contents: &Contents) -> String {
    let Subject { model, schema, stages, settings } = *subject;
    let title = model.header.as_ref().map_or("Lifecycle", |header| header.title.as_str());
    let mut text = format!(
        "# {title} in Salesforce\n\n\
         This folder is a Salesforce DX project. It is generated: change the lifecycle and build again, not these files.\n\n"
    );
    text.push_str(&what_is_in_it(schema, contents));
    text.push_str(&steps::steps(schema, contents));
    text.push_str(&steps::flows(settings, contents));
    text.push_str(&by_hand::by_hand(subject, contents));
    if contents.has(Package::OrgSettings) {
        text.push_str(&replaced::replaced(model, schema, stages, settings));
    }
    text
}

fn what_is_in_it(schema: &Schema, contents: &Contents) -> String {
    let mut text = "## What is in it\n\n\
        `force-app` adds to the org. It changes nothing, unless the org has a component of the same API name already: the rehearsal \
        below lists that as changed, not as created.\n\n"
        .to_owned();
    let mut fields: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for field in &schema.fields {
        let (all, kept) = fields.entry(field.object.api_name).or_default();
        *all += 1;
        *kept += usize::from(field.access != Access::People && field.part == Part::Kept);
    }
    for (object, (count, kept)) in fields {
        let kept = match kept {
            0 => String::new(),
            kept => format!(", {kept} of them kept by automation: dates of entry, days, ranks, journeys"),
        };
        let _ = writeln!(text, "- {object}: {}{kept}", counted(count, "custom field"));
    }
    if schema.has_success_plans {
        let _ = writeln!(text, "- the object `{}` itself, with a tab", SUCCESS_PLAN.api_name);
    }
    if !schema.value_sets.is_empty() {
        let _ = writeln!(text, "- {}, one for each lifecycle", counted(schema.value_sets.len(), "global value set"));
    }
    for (kind, what) in [("ValidationRule", "validation rule"), ("Flow", "flow")] {
        if contents.count(kind) > 0 {
            let _ = writeln!(text, "- {}", counted(contents.count(kind), what));
        }
    }
    for (set, who) in [
        (permission_set::USER, "for everyone who works with the lifecycle"),
        (permission_set::ADMIN, "for administrators, who may correct what automation keeps"),
        (permission_set::INTEGRATION, "for integrations and data loads, which no rule of the lifecycle stops"),
    ] {
        let _ = writeln!(text, "- the permission set `{set}`, {who}");
    }
    if contents.count("Dashboard") > 0 {
        let _ = writeln!(
            text,
            "- {} and a dashboard in the folder `{}`",
            // The folder is a member, too.
            counted(contents.count("Report").saturating_sub(1), "report"),
            reports::FOLDER
        );
    }
    if contents.has(Package::OrgSettings) {
        text.push_str(
            "\n`org-settings` replaces what the org has: stages, sales processes, record types and their paths, settings, and which \
             standard fields keep a history. Read \"What is replaced\" first.\n",
        );
    }
    text
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// A text in a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}
