//! Everything that can be wrong with names and types. The pages lie in `pages/`, one a rule.

use lifecycle_base::{FixKind, Group, Rule, Severity};

/// Declares a rule of this crate whose page is `pages/<name>.md`.
macro_rules! rule {
    ($(#[$doc:meta])* $id:ident = $name:literal, $group:ident, fix: $fix:ident, $summary:literal) => {
        $(#[$doc])*
        pub static $id: Rule = Rule {
            name: $name,
            group: Group::$group,
            severity: Severity::Error,
            summary: $summary,
            page: include_str!(concat!("pages/", $name, ".md")),
            since: "0.1.0",
            fix: FixKind::$fix,
        };
    };
}

rule!(/** A name that nothing declares. */
    UNKNOWN_NAME = "unknown-name", Names, fix: Sometimes, "a name that nothing declares");
rule!(/** A word where the language offers a choice of others. */
    UNKNOWN_WORD = "unknown-word", Names, fix: Sometimes, "a word that is none of those the language offers here");
rule!(/** A value that a picklist does not have. */
    UNKNOWN_VALUE = "unknown-value", Names, fix: Sometimes, "a value that its picklist does not have");
rule!(/** One name declared twice. */
    DUPLICATE_NAME = "duplicate-name", Names, fix: None, "one name is declared twice");
rule!(/** One name that several declarations answer to. */
    AMBIGUOUS_NAME = "ambiguous-name", Names, fix: None, "a name that several declarations answer to");
rule!(/** A value or test that does not fit the type of its field. */
    WRONG_TYPE = "wrong-type", Names, fix: None, "a value or test that does not fit the type of its field");
rule!(/** A standard field declared with a type that CRMs do not give it. */
    STANDARD_FIELD_TYPE = "standard-field-type", Names, fix: Sometimes,
    "a standard field declared with another type than CRMs give it");
rule!(/** A stage named where records of another object move. */
    WRONG_OBJECT = "wrong-object", Names, fix: None, "a stage, pipeline or field of another object than the one at hand");
rule!(/** A number outside of what it can be. */
    OUT_OF_RANGE = "out-of-range", Names, fix: None, "a number outside of what it can be");
rule!(/** A stage without a place in the order, where an order is asked for. */
    UNRANKED_STAGE = "unranked-stage", Names, fix: None, "before or beyond a stage that has no place in the order");
rule!(/** Stages and pipelines in one domain. */
    STAGES_BESIDE_PIPELINES = "stages-beside-pipelines", Structure, fix: None, "a domain has both pipelines and stages of its own");
rule!(/** A derived domain that cannot derive. */
    INVALID_ROLLUP = "invalid-rollup", Structure, fix: None, "a domain rolls up from itself, in a circle, or not at all");
rule!(/** An automation without an event. */
    MISSING_EVENT = "missing-event", Automation, fix: None, "an automation does not say when it runs");

/// Every rule of this crate, for the registry.
pub static RULES: &[&Rule] = &[
    &UNKNOWN_NAME,
    &UNKNOWN_WORD,
    &UNKNOWN_VALUE,
    &DUPLICATE_NAME,
    &AMBIGUOUS_NAME,
    &WRONG_TYPE,
    &STANDARD_FIELD_TYPE,
    &WRONG_OBJECT,
    &OUT_OF_RANGE,
    &UNRANKED_STAGE,
    &STAGES_BESIDE_PIPELINES,
    &INVALID_ROLLUP,
    &MISSING_EVENT,
];
