//! What an expert would say about a lifecycle: one file per check over the model, the registry of every rule the product has, levels,
//! and the findings a source accepts.
//!
//! This crate reads no source text, renders nothing and writes no artifact.

/// Declares the `RULE` of a check: its name, its page beside it, group, severity, fixes, summary, and what a team can set.
macro_rules! rule {
    (
        $name:literal, $page:literal, $group:ident, $severity:ident, fix: $fix:ident,
        $summary:literal
        $(, options: [$($option:expr),* $(,)?])?
        $(,)?
    ) => {
        pub(crate) static RULE: lifecycle_base::Rule = lifecycle_base::Rule {
            name: $name,
            group: lifecycle_base::Group::$group,
            severity: lifecycle_base::Severity::$severity,
            summary: $summary,
            page: include_str!($page),
            since: "0.1.0",
            fix: lifecycle_base::FixKind::$fix,
            options: &[$($($option),*)?],
        };
    };
}

mod accept;
mod confirmation;
mod cx;
mod declared;
mod edit;
mod gate;
mod levels;
pub mod logic;
mod motion;
mod naming;
mod part;
mod post_sale;
pub mod project;
mod reach;
mod registry;
mod role;
mod rules;
mod salesforce;
mod vocabulary;
mod ways;
mod witness;

pub use cx::Cx;
pub use declared::{Declared, Outline};
pub use gate::{Condition, Gate, GateReport, ask};
pub use levels::{Level, Levels, OptionProblem, Selector, UnknownRule};
pub use registry::{lints, registry, rule};

use lifecycle_base::Diagnostic;
use lifecycle_model::{Date, Model};

/// Runs every check that is not switched off, and removes what the source accepts.
///
/// `language` are the findings of syntax and model, which come first: their severities are set too, where they can be. `today` decides
/// whether an `allow … until` still holds; without it, it does.
pub fn check(model: &Model, language: Vec<Diagnostic>, levels: &Levels, today: Option<Date>) -> Vec<Diagnostic> {
    let mut cx = Cx::new(model, levels, language);
    for (rule, check) in lints() {
        // What nobody wants to hear need not be found.
        if cx.is_on(rule) {
            check(&mut cx);
        }
    }
    let mut findings = accept::accepted_removed(model, cx.finish(), levels, today);
    name_subjects(model, &mut findings);
    findings.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
    findings
}

/// Says of each finding which declaration it is about, and whom to ask: those who own it, or whoever owns the whole.
fn name_subjects(model: &Model, findings: &mut [Diagnostic]) {
    if findings.is_empty() {
        return;
    }
    let outline = Outline::of(model);
    for finding in findings {
        let around: Vec<Declared> =
            finding.location.iter().flat_map(|place| outline.around(*place)).map(|(_, declared)| declared).collect();
        if let Some(declared) = around.first() {
            finding.subject = declared.path(model);
        }
        if finding.teams.is_empty() {
            let owners = around.iter().map(|declared| declared.owners(model)).find(|owners| !owners.is_empty());
            let header = || model.header.iter().filter_map(|header| header.owner).collect();
            finding.teams = confirmation::labels(model, &owners.unwrap_or_else(header));
        }
    }
}
