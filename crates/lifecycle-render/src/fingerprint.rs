//! What makes a finding the same one tomorrow: its rule and what it is about, never where it stands.
//!
//! Code scanning and code quality reports compare the fingerprints of two runs to tell new findings from known ones.

use lifecycle_base::{Diagnostic, SourceDb};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The fingerprints of all findings of a run, in their order; no two are equal.
///
/// Several findings of one rule about one declaration are told apart by their order. A finding about nothing that has a name, such as
/// a missing brace, goes by its file and message.
pub(crate) fn fingerprints(db: &SourceDb, diagnostics: &[Diagnostic]) -> Vec<String> {
    let mut seen: BTreeMap<[&str; 4], u32> = BTreeMap::new();
    let print = |diagnostic| {
        let key = identity(db, diagnostic);
        let count = seen.entry(key).or_default();
        *count += 1;
        hash(&key, *count)
    };
    diagnostics.iter().map(print).collect()
}

fn identity<'a>(db: &'a SourceDb, diagnostic: &'a Diagnostic) -> [&'a str; 4] {
    if !diagnostic.subject.is_empty() {
        return [diagnostic.rule.name, &diagnostic.subject, "", ""];
    }
    let source = diagnostic.location.and_then(|location| db.get(location.file));
    [diagnostic.rule.name, "", source.map_or("", |source| source.path()), &diagnostic.message]
}

/// 128 bits in hexadecimal: enough to never collide, short enough to read.
fn hash(key: &[&str], ordinal: u32) -> String {
    let mut hasher = Sha256::new();
    for part in key {
        // The length keeps "ab" + "c" from being "a" + "bc".
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.update(ordinal.to_le_bytes());
    let mut text = String::with_capacity(32);
    for byte in hasher.finalize().iter().take(16) {
        // Writing to a text does not fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}
