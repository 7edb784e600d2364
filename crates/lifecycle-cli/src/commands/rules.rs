//! `lifecycle rules`.

use crate::arguments::{Rules, RulesFormat};
use crate::exit::{Exit, Outcome};
use crate::streams::Streams;
use lifecycle_base::{FixKind, OptionDefault, Rule, RuleOption};
use lifecycle_driver::rules::registry;
use serde::Serialize;

/// A rule as JSON shows it.
#[derive(Serialize)]
struct RuleEntry {
    name: &'static str,
    group: &'static str,
    severity: &'static str,
    /// Whether it reports anything unless asked for.
    on: bool,
    summary: &'static str,
    fix: &'static str,
    since: &'static str,
    configurable: bool,
    options: Vec<OptionEntry>,
    url: String,
}

/// An option of a rule as JSON shows it.
#[derive(Serialize)]
struct OptionEntry {
    name: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    default: serde_json::Value,
    summary: &'static str,
}

impl OptionEntry {
    fn of(option: &RuleOption) -> Self {
        let (kind, default) = match option.default {
            OptionDefault::Number(number) => ("number", number.into()),
            OptionDefault::Texts => ("texts", serde_json::json!([])),
        };
        Self { name: option.name, kind, default, summary: option.summary }
    }
}

/// The severity, or that it is off.
fn default_level(rule: &Rule) -> &'static str {
    if rule.group.is_on() { rule.severity.as_str() } else { "off" }
}

pub(crate) fn run(arguments: &Rules, streams: &Streams) -> Outcome {
    let text = match arguments.format {
        RulesFormat::Text => plain(),
        RulesFormat::Markdown => markdown(),
        RulesFormat::Json => json()?,
    };
    streams.print(&text)?;
    Ok(Exit::Clean)
}

fn plain() -> String {
    let width = registry().iter().map(|rule| rule.name.len()).max().unwrap_or(0);
    let mut out = String::new();
    let mut group = "";
    for rule in registry() {
        if rule.group.as_str() != group {
            let gap = if group.is_empty() { "" } else { "\n" };
            group = rule.group.as_str();
            out.push_str(&format!("{gap}{group}\n"));
        }
        out.push_str(&format!("  {:width$}  {:7}  {}\n", rule.name, default_level(rule), rule.summary));
    }
    out
}

/// A table a group: what the README shows.
fn markdown() -> String {
    let mut out = String::new();
    let mut group = None;
    for rule in registry() {
        if group != Some(rule.group) {
            let gap = if group.is_some() { "\n" } else { "" };
            group = Some(rule.group);
            out.push_str(&format!("{gap}| {} | default | fix | finds |\n|---|---|---|---|\n", rule.group));
        }
        let summary = rule.summary.replace('|', "\\|");
        let fix = if rule.fix == FixKind::None { "" } else { rule.fix.as_str() };
        out.push_str(&format!("| `{}` | {} | {fix} | {summary} |\n", rule.name, default_level(rule)));
    }
    out
}

fn json() -> Result<String, serde_json::Error> {
    let entry = |rule: &&'static Rule| RuleEntry {
        name: rule.name,
        group: rule.group.as_str(),
        severity: rule.severity.as_str(),
        on: rule.group.is_on(),
        summary: rule.summary,
        fix: rule.fix.as_str(),
        since: rule.since,
        configurable: rule.is_configurable(),
        options: rule.options.iter().map(OptionEntry::of).collect(),
        url: rule.url(),
    };
    let rules: Vec<RuleEntry> = registry().iter().map(entry).collect();
    serde_json::to_string_pretty(&serde_json::json!({ "version": 1, "rules": rules })).map(|text| text + "\n")
}
