//! A rule in a SARIF log, with its whole page.

use super::level;
use super::log::{Configuration, Descriptor, Help, Message, RuleProperties};
use lifecycle_base::{Rule, Severity};

pub(super) fn descriptor(rule: &Rule) -> Descriptor<'_> {
    let url = rule.url();
    // A log may not have an empty text; a rule without a summary exists in tests only.
    let summary = if rule.summary.is_empty() { rule.name } else { rule.summary };
    Descriptor {
        id: rule.name,
        short_description: Message { text: summary.to_owned() },
        full_description: Message { text: summary.to_owned() },
        default_configuration: Configuration { level: level(rule.severity) },
        help: Help { text: format!("{summary}. See {url}"), markdown: page(rule) },
        help_uri: url,
        properties: RuleProperties {
            group: rule.group.as_str(),
            tags: [rule.group.as_str()],
            problem_severity: problem_severity(rule.severity),
            since: rule.since,
        },
    }
}

/// The page as Markdown viewers know it: the marks behind `lifecycle` that make its examples tests are ours alone.
fn page(rule: &Rule) -> String {
    let fences = rule.page.replace("```lifecycle,fail", "```lifecycle").replace("```lifecycle,ok", "```lifecycle");
    if fences.is_empty() { rule.name.to_owned() } else { fences }
}

/// GitHub sorts alerts by it.
fn problem_severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "recommendation",
    }
}
