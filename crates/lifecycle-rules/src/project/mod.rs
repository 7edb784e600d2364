//! Rules about the project around the texts: files and the manifest. The driver reports them.

use lifecycle_base::{FixKind, Group, Rule, Severity};

macro_rules! rule {
    ($(#[$doc:meta])* $id:ident = $name:literal, $severity:ident, $summary:literal) => {
        $(#[$doc])*
        pub static $id: Rule = Rule {
            name: $name,
            group: Group::Project,
            severity: Severity::$severity,
            summary: $summary,
            page: include_str!(concat!($name, ".md")),
            since: "0.1.0",
            fix: FixKind::None,
            options: &[],
        };
    };
}

rule!(/** A file that cannot be read as text. */
    UNREADABLE_FILE = "unreadable-file", Error, "a file cannot be read, or is not UTF-8 text");
rule!(/** A `lifecycle.toml` that cannot be understood. */
    INVALID_MANIFEST = "invalid-manifest", Error, "`lifecycle.toml` cannot be understood");

/// Every rule of this module, for the registry.
pub static RULES: &[&Rule] = &[&UNREADABLE_FILE, &INVALID_MANIFEST];
