//! Validation rules: what an org refuses, as people who set it up read it.

use super::{by_root, example, projects};
use insta::assert_snapshot;
use lifecycle_emit::ArtifactSet;
use lifecycle_targets::salesforce::formulas::{FORMULA, RULE_DESCRIPTION, RULE_MESSAGE, RULE_NAME};
use lifecycle_targets::salesforce::names::check_name;

/// Each rule: its object and name, its message and where that stands, and the formula.
fn rules(set: &ArtifactSet) -> String {
    let mut text = String::new();
    for (path, node) in super::documents(set).filter(|(_, node)| node.name == "ValidationRule") {
        let object = path.split('/').rev().nth(2).unwrap();
        let of = |name: &str| node.get(name).unwrap_or_default().to_owned();
        let package = path.split('/').next().unwrap();
        let aside = if package == "force-app" { String::new() } else { format!("  [{package}]") };
        text += &format!("## {object}.{}{aside}\n{}\n", of("fullName"), of("description"));
        text += &format!("> {} ({})\n{}\n\n", of("errorMessage"), of("errorDisplayField"), of("errorConditionFormula"));
    }
    text
}

#[test]
fn the_rules_of_the_standard_lifecycle() {
    assert_snapshot!("salesforce_rules_standard", rules(&example("standard")));
}

#[test]
fn the_rules_of_the_corners() {
    assert_snapshot!("salesforce_rules_corners", rules(&example("corners")));
}

/// What lies on related records is looked up by flows: with the help of a field there, where a lookup cannot ask.
#[test]
fn what_is_seen_and_what_is_not() {
    let set = super::emit(&[include_str!("seen.lifecycle").to_owned()]);
    let mut text = rules(&set);
    for (object, field) in super::fields(&set).into_iter().filter(|(_, field)| field.get("formula").is_some()) {
        let of = |name: &str| field.get(name).unwrap_or_default().to_owned();
        if of("type") == "Checkbox" {
            text += &format!(
                "# {object}.{} “{}”\n{}\n{}\n\n",
                of("fullName"),
                of("label"),
                of("description"),
                of("formula")
            );
        }
    }
    let readme = super::text(&set, "README.md");
    text += readme.split_once("## What is refused").unwrap().1;
    assert_snapshot!("salesforce_rules_seen", text);
}

#[test]
fn rules_are_what_an_org_takes() {
    for (name, set) in projects() {
        let mut names = std::collections::BTreeSet::new();
        for rule in by_root(&set, "ValidationRule") {
            let of = |field: &str| rule.get(field).unwrap_or_default().to_owned();
            assert_eq!(check_name(&of("fullName"), &RULE_NAME), Ok(()), "{name}");
            names.insert(of("fullName").to_lowercase());
            assert!(FORMULA.allows(&of("errorConditionFormula")), "{name}: {}", of("fullName"));
            assert!(RULE_MESSAGE.allows(&of("errorMessage")), "{name}: {}", of("errorMessage"));
            assert!(!of("errorMessage").is_empty());
            assert!(RULE_DESCRIPTION.allows(&of("description")), "{name}: {}", of("description"));
        }
    }
}
