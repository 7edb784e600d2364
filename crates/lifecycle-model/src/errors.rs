//! Everything that can be wrong with names and types. The pages lie in `pages/`, one a rule.

use lifecycle_base::{FixKind, Group, Rule, Severity};

/// Declares a rule of this crate whose page is `pages/<name>.md`.
macro_rules! rule {
    ($(#[$doc:meta])* $id:ident = $name:literal, $group:ident, $severity:ident, fix: $fix:ident, $summary:literal) => {
        $(#[$doc])*
        pub static $id: Rule = Rule {
            name: $name,
            group: Group::$group,
            severity: Severity::$severity,
            summary: $summary,
            page: include_str!(concat!("pages/", $name, ".md")),
            since: "0.1.0",
            fix: FixKind::$fix,
            options: &[],
        };
    };
}

rule!(/** A name that nothing declares. */
    UNKNOWN_NAME = "unknown-name", Names, Error, fix: Sometimes, "a name that nothing declares");
rule!(/** A word where the language offers a choice of others. */
    UNKNOWN_WORD = "unknown-word", Names, Error, fix: Sometimes, "a word that is none of those the language offers here");
rule!(/** A value that a picklist does not have. */
    UNKNOWN_VALUE = "unknown-value", Names, Error, fix: Sometimes, "a value that its picklist does not have");
rule!(/** One name declared twice. */
    DUPLICATE_NAME = "duplicate-name", Names, Error, fix: None, "one name is declared twice");
rule!(/** A name that does not say which of several declarations it means. */
    AMBIGUOUS_NAME = "ambiguous-name", Names, Error, fix: Sometimes,
    "a name that does not say which domain, pipeline or object it belongs to");
rule!(/** A former identifier that would make a rename ambiguous. */
    STALE_FORMER_NAME = "stale-former-name", Names, Error, fix: None,
    "a former name that is in use again, or that two declarations claim");
rule!(/** A value or test that does not fit. */
    WRONG_TYPE = "wrong-type", Names, Error, fix: Sometimes, "a value or test that does not fit the type of its field");
rule!(/** A standard field declared with a type that CRMs do not give it. */
    STANDARD_FIELD_TYPE = "standard-field-type", Names, Error, fix: Sometimes,
    "a standard field declared with another type than CRMs give it");
rule!(/** A stage named where records of another object move. */
    WRONG_OBJECT = "wrong-object", Names, Error, fix: None, "a stage or pipeline of another object than the one at hand");
rule!(/** A number outside of what it can be. */
    OUT_OF_RANGE = "out-of-range", Names, Error, fix: Sometimes, "a number outside of what it can be");
rule!(/** A stage without a place in the order, where an order is asked for. */
    UNRANKED_STAGE = "unranked-stage", Names, Error, fix: None, "before or beyond a stage that has no place in the order");
rule!(/** Stages and pipelines in one domain. */
    STAGES_BESIDE_PIPELINES = "stages-beside-pipelines", Structure, Error, fix: None,
    "a domain has both pipelines and stages of its own");
rule!(/** A derived domain that cannot derive. */
    INVALID_ROLLUP = "invalid-rollup", Structure, Error, fix: None, "a derived domain whose stages cannot be derived");
rule!(/** A project without a header. */
    MISSING_HEADER = "missing-header", Structure, Warning, fix: None, "a project does not say whose lifecycle it is");
rule!(/** An automation without an event. */
    MISSING_EVENT = "missing-event", Automation, Error, fix: None, "an automation does not say when it runs");

/// Every rule of this crate, for the registry.
pub static RULES: &[&Rule] = &[
    &UNKNOWN_NAME,
    &UNKNOWN_WORD,
    &UNKNOWN_VALUE,
    &DUPLICATE_NAME,
    &AMBIGUOUS_NAME,
    &STALE_FORMER_NAME,
    &WRONG_TYPE,
    &STANDARD_FIELD_TYPE,
    &WRONG_OBJECT,
    &OUT_OF_RANGE,
    &UNRANKED_STAGE,
    &STAGES_BESIDE_PIPELINES,
    &INVALID_ROLLUP,
    &MISSING_HEADER,
    &MISSING_EVENT,
];
