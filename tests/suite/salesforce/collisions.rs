//! What rules know of names and what is emitted agree.

use super::{EXAMPLES, OTHERS, emit, fields};
use lifecycle_driver::{Options, OsFs, analyse, lone_text};
use lifecycle_tests::project::examples;
use std::collections::{BTreeMap, BTreeSet};

fn texts(name: &str) -> Vec<String> {
    if let Some((_, text)) = OTHERS.iter().find(|(other, _)| *other == name) {
        return vec![(*text).to_owned()];
    }
    let (folder, file) = (format!("examples/{name}/"), format!("examples/{name}.lifecycle"));
    let texts = examples().into_iter().filter(|(path, _)| path.starts_with(&folder) || *path == file);
    texts.map(|(_, text)| text).collect()
}

/// A field that a source maps to the name of any field that is emitted but not declared collides with it.
#[test]
fn every_kept_field_is_known_to_the_rules() {
    for name in EXAMPLES.into_iter().chain(OTHERS.map(|(name, _)| name)) {
        let mut project = texts(name);
        if !project.iter().any(|text| text.contains("crm ") && text.contains("salesforce")) {
            continue;
        }
        let emitted = fields(&emit(&project));
        let declared = |field: &super::Node| {
            let description = field.get("description").unwrap_or_default();
            let declared = ["`field ", "`status ", "`type ", "`per product`", "What other CRMs bring along"];
            declared.iter().any(|what| description.contains(what))
        };
        let kept: BTreeSet<(String, String)> = emitted
            .iter()
            .filter(|(_, field)| !declared(field))
            .map(|(object, field)| (object.clone(), field.get("fullName").unwrap().to_owned()))
            .collect();
        let mut clashes = String::new();
        let mut names = BTreeMap::new();
        for (place, (object, api)) in kept.iter().enumerate() {
            let neutral = match object.as_str() {
                "Contact" => "contact",
                "Lead" => "lead",
                "Account" => "company",
                "Opportunity" => "deal",
                "Success_Plan__c" => "ticket",
                _ => continue,
            };
            clashes.push_str(&format!("object {neutral} {{ field clash{place} text as salesforce \"{api}\" }}\n"));
            names.insert(format!("`clash{place}`"), format!("{object}.{api}"));
        }
        project.push(clashes);
        let mut found = analyse(&OsFs, &lone_text("a.lifecycle", project.join("\n")), &Options::default()).findings;
        found.retain(|finding| finding.rule.name == "salesforce-name-collision");
        let told = |clash: &str| found.iter().any(|finding| finding.message.contains(clash));
        let missing: Vec<_> = names.iter().filter(|(clash, _)| !told(clash)).map(|(_, field)| field).collect();
        assert!(missing.is_empty(), "{name}: {missing:?}");
    }
}
