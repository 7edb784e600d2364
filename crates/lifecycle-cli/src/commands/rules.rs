//! `lifecycle rules`.

use crate::arguments::{Rules, RulesFormat};
use crate::exit::{Exit, Outcome};
use crate::streams::Streams;
use lifecycle_base::Rule;
use lifecycle_driver::rules::registry;
use serde::Serialize;

/// A rule as JSON shows it.
#[derive(Serialize)]
struct RuleEntry {
    name: &'static str,
    group: &'static str,
    severity: &'static str,
    summary: &'static str,
    fix: &'static str,
    since: &'static str,
    configurable: bool,
    url: String,
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
        out.push_str(&format!("  {:width$}  {:7}  {}\n", rule.name, rule.severity, rule.summary));
    }
    out
}

fn markdown() -> String {
    let mut out = String::from("| rule | group | severity | finds |\n|---|---|---|---|\n");
    for rule in registry() {
        let summary = rule.summary.replace('|', "\\|");
        out.push_str(&format!("| `{}` | {} | {} | {summary} |\n", rule.name, rule.group, rule.severity));
    }
    out
}

fn json() -> Result<String, serde_json::Error> {
    let entry = |rule: &&'static Rule| RuleEntry {
        name: rule.name,
        group: rule.group.as_str(),
        severity: rule.severity.as_str(),
        summary: rule.summary,
        fix: rule.fix.as_str(),
        since: rule.since,
        configurable: rule.is_configurable(),
        url: rule.url(),
    };
    let rules: Vec<RuleEntry> = registry().iter().map(entry).collect();
    serde_json::to_string_pretty(&serde_json::json!({ "version": 1, "rules": rules })).map(|text| text + "\n")
}
