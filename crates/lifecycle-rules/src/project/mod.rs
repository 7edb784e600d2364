//! Rules about the project around the texts: files, the manifest and the baseline. The driver reports them.

use lifecycle_base::{FixKind, Group, Rule, Severity};

macro_rules! rule {
    ($(#[$doc:meta])* $id:ident = $name:literal, $severity:ident, fix: $fix:ident, $summary:literal) => {
        $(#[$doc])*
        pub static $id: Rule = Rule {
            name: $name,
            group: Group::Project,
            severity: Severity::$severity,
            summary: $summary,
            page: include_str!(concat!($name, ".md")),
            since: "0.1.0",
            fix: FixKind::$fix,
            options: &[],
        };
    };
}

rule!(/** A file that cannot be read as text. */
    UNREADABLE_FILE = "unreadable-file", Error, fix: None, "a file cannot be read, or is not UTF-8 text");
rule!(/** A `lifecycle.toml` that cannot be understood. */
    INVALID_MANIFEST = "invalid-manifest", Error, fix: None, "`lifecycle.toml` cannot be understood");
rule!(/** A baseline that cannot be understood. */
    INVALID_BASELINE = "invalid-baseline", Error, fix: None, "a baseline cannot be understood");
rule!(/** An entry of the baseline for findings that are gone. */
    STALE_BASELINE_ENTRY = "stale-baseline-entry", Info, fix: Always, "the baseline holds a finding that is gone");

/// Every rule of this module, for the registry.
pub static RULES: &[&Rule] = &[&UNREADABLE_FILE, &INVALID_MANIFEST, &INVALID_BASELINE, &STALE_BASELINE_ENTRY];
