//! SARIF 2.1.0, for the code scanning of GitHub and for the viewers of editors.
//!
//! Findings that a source accepts never get here, so no result is marked as suppressed. Paths stay relative and the root of the project
//! is named without saying where it lies, so that the same project gives the same bytes on every machine.

mod log;
mod result;
mod rule;

use crate::Options;
use crate::fingerprint::fingerprints;
use lifecycle_base::{Diagnostic, Rule, Severity, SourceDb};
use log::{ArtifactLocation, BaseIds, Component, Invocation, Log, Message, Notification, Run, Tool};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// GitHub rejects a file with more results.
const MAX_RESULTS: usize = 25_000;

pub(crate) fn render(db: &SourceDb, diagnostics: &[Diagnostic], _: &Options, out: &mut dyn Write) -> io::Result<()> {
    let rules: BTreeMap<&str, &Rule> = diagnostics.iter().map(|found| (found.rule.name, found.rule)).collect();
    let indices: BTreeMap<&str, usize> = rules.keys().enumerate().map(|(index, name)| (*name, index)).collect();
    let fingerprints = fingerprints(db, diagnostics);
    let kept = kept(diagnostics);
    let findings = diagnostics.iter().zip(fingerprints).zip(&kept).filter(|(_, kept)| **kept);
    let results = findings.map(|((diagnostic, fingerprint), _)| {
        let index = indices.get(diagnostic.rule.name).copied().unwrap_or_default();
        result::result(db, diagnostic, index, fingerprint)
    });
    let descriptors = rules.values().map(|rule| rule::descriptor(rule)).collect();
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool { driver: Component::new(descriptors) },
            column_kind: "unicodeCodePoints",
            original_uri_base_ids: BaseIds { root: ArtifactLocation::root() },
            invocations: [invocation(&kept)],
            results: results.collect(),
        }],
    };
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

/// Which findings fit: the gravest, and among those the first.
fn kept(diagnostics: &[Diagnostic]) -> Vec<bool> {
    let mut by_weight: Vec<usize> = (0..diagnostics.len()).collect();
    by_weight.sort_by_key(|&i| Reverse(diagnostics.get(i).map(|diagnostic| diagnostic.severity)));
    let mut kept = vec![true; diagnostics.len()];
    for &i in by_weight.iter().skip(MAX_RESULTS) {
        if let Some(kept) = kept.get_mut(i) {
            *kept = false;
        }
    }
    kept
}

/// What happened; the one thing to say is that not all findings fit.
fn invocation(kept: &[bool]) -> Invocation {
    let left_out = kept.iter().filter(|kept| !**kept).count();
    let note = || Notification {
        level: level(Severity::Info),
        message: Message { text: format!("{left_out} more findings are left out: a report holds {MAX_RESULTS}.") },
    };
    Invocation {
        execution_successful: true,
        tool_execution_notifications: (left_out > 0).then(note).into_iter().collect(),
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}
