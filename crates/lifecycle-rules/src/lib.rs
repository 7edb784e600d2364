//! What an expert would say about a lifecycle: one file per check over the model, the registry of every rule the product has, levels,
//! and the findings a source accepts.
//!
//! This crate reads no source text, renders nothing and writes no artifact.

mod accept;
mod cx;
mod levels;
mod naming;
pub mod project;
mod registry;
mod rules;

pub use cx::Cx;
pub use levels::{Level, Levels, Selector, UnknownRule};
pub use registry::{lints, registry, rule};

use lifecycle_base::Diagnostic;
use lifecycle_model::{Date, Model};

/// Runs every check that is not switched off, and removes what the source accepts.
///
/// `language` are the findings of syntax and model, which come first: their severities are set too, where they can be. `today` decides
/// whether an `allow … until` still holds; without it, it does.
pub fn check(model: &Model, language: Vec<Diagnostic>, levels: &Levels, today: Option<Date>) -> Vec<Diagnostic> {
    let mut cx = Cx::new(model, levels);
    for finding in language {
        cx.report(finding);
    }
    for (_, check) in lints() {
        check(&mut cx);
    }
    let mut findings = accept::accepted_removed(model, cx.finish(), levels, today);
    findings.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
    findings
}
