//! Every rule has a page, and the list of checks is the list of their files.

use lifecycle_driver::rules::{lints, registry};
use lifecycle_tests::project::root;
use std::collections::BTreeSet;

#[test]
fn names_are_kebab_case_and_unique() {
    let mut seen = BTreeSet::new();
    for rule in registry() {
        assert!(seen.insert(rule.name), "{} exists twice", rule.name);
        let plain = rule.name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
        assert!(plain && !rule.name.starts_with('-') && !rule.name.ends_with('-'), "{}", rule.name);
        assert!(!rule.summary.ends_with('.') && rule.summary.len() <= 100, "{}: {}", rule.name, rule.summary);
    }
}

#[test]
fn every_rule_has_a_page() {
    for rule in registry() {
        let heading = format!("# {}\n", rule.name);
        assert!(rule.page.starts_with(&heading), "the page of {} does not start with `{heading}`", rule.name);
        for section in ["## What it finds", "## Why it matters", "## How to fix"] {
            assert!(rule.page.contains(section), "the page of {} has no `{section}`", rule.name);
        }
    }
}

/// The module list of the checks, made from the files of their folder.
fn module_list(names: &[String]) -> String {
    let mut out = String::from(
        "//! The checks, one file each. This list is made from the files of the folder:\n//! \
         `UPDATE_REGISTRY=1 cargo test -p lifecycle-tests registry` rewrites it.\n\nuse crate::registry::Lint;\n\n",
    );
    names.iter().for_each(|name| out.push_str(&format!("mod {name};\n")));
    out.push_str("\n/// Every check with its rule.\npub(crate) static LINTS: &[Lint] = &[\n");
    names.iter().for_each(|name| out.push_str(&format!("    (&{name}::RULE, {name}::check),\n")));
    out.push_str("];\n");
    out
}

#[test]
fn checks_are_the_files_of_their_folder() {
    let folder = root().join("crates/lifecycle-rules/src/rules");
    let mut names = Vec::new();
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        match path.extension().and_then(|e| e.to_str()) {
            Some("rs") if name != "mod" => names.push(name),
            Some("md") => assert!(folder.join(format!("{name}.rs")).exists(), "{name}.md is the page of no check"),
            _ => {}
        }
    }
    names.sort();
    let list = folder.join("mod.rs");
    let expected = module_list(&names);
    if std::env::var("UPDATE_REGISTRY").is_ok_and(|v| v == "1") {
        std::fs::write(&list, &expected).unwrap();
        return;
    }
    let actual = std::fs::read_to_string(&list).unwrap();
    let missing: Vec<&String> = names.iter().filter(|name| !actual.contains(&format!("mod {name};"))).collect();
    assert!(
        actual == expected,
        "rules/mod.rs is not the list of the files beside it (missing: {missing:?}): run `UPDATE_REGISTRY=1 cargo test -p lifecycle-tests registry`, \
         then again"
    );
    let registered: Vec<String> = lints().iter().map(|(rule, _)| rule.name.replace('-', "_")).collect();
    assert_eq!(registered, names, "a rule is named like its file");
}

#[test]
fn every_page_belongs_to_a_registered_rule() {
    for folder in ["lifecycle-syntax/src/pages", "lifecycle-model/src/pages", "lifecycle-rules/src/project"] {
        for entry in std::fs::read_dir(root().join("crates").join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            if path.extension().is_some_and(|ending| ending == "md") {
                let known = registry().iter().any(|rule| rule.name == name);
                assert!(
                    known,
                    "{folder}/{name}.md is the page of no rule: is its static in the `RULES` list of its crate?"
                );
            }
        }
    }
}
