//! The pages of all rules: their form, and their examples, which run.

use lifecycle_base::{Group, Rule};
use lifecycle_driver::rules::{Level, Selector, lints, registry};
use lifecycle_driver::{Options, OsFs, analyse, discover, lone_text};
use lifecycle_tests::pages::{ExampleKind, examples};

const SECTIONS: [&str; 7] = [
    "## What it finds",
    "## Why it matters",
    "## Example",
    "## Use instead",
    "## How to fix",
    "## Options",
    "## Source",
];

/// The rules that a text can raise: all but those about files.
fn rules() -> impl Iterator<Item = &'static Rule> {
    registry().iter().copied().filter(|rule| rule.group != Group::Project)
}

/// With the rule's group on, which it may not be by itself.
fn raised(rule: &Rule, text: &str) -> Vec<&'static str> {
    let levels = if rule.group.is_on() { Vec::new() } else { vec![(Selector::Group(rule.group), Level::Warn)] };
    let found = analyse(&OsFs, &lone_text("example.lifecycle", text.to_owned()), &Options { levels, today: None });
    found.findings.iter().map(|finding| finding.rule.name).collect()
}

/// Whether an example of `rule` may raise this finding besides: what is judged by the checks is not the subject of a page about text and
/// names, and examples leave the header out unless they are about it.
fn is_beside_the_point(rule: &Rule, found: &str) -> bool {
    found != rule.name && (found == "missing-header" || lints().iter().any(|(lint, _)| lint.name == found))
}

#[test]
fn pages_have_one_form() {
    for rule in rules() {
        assert!(rule.page.starts_with(&format!("# {}\n\n## What it finds\n", rule.name)), "{}", rule.name);
        let found: Vec<&str> = rule.page.lines().filter(|line| line.starts_with("## ")).collect();
        let known: Vec<&str> = SECTIONS.into_iter().filter(|section| found.contains(section)).collect();
        assert_eq!(found, known, "{}: sections in their order", rule.name);
        assert!(found.len() >= 5, "{}: {found:?}", rule.name);
    }
}

#[test]
fn examples_raise_their_rule_and_no_other() {
    for rule in rules() {
        let all = examples(rule.page);
        for kind in [ExampleKind::Fail, ExampleKind::Ok] {
            assert!(all.iter().any(|example| example.kind == kind), "{} has no {kind:?} example", rule.name);
        }
        for example in all {
            let mut found = raised(rule, &example.text);
            found.retain(|name| !is_beside_the_point(rule, name));
            match example.kind {
                ExampleKind::Fail => {
                    assert!(!found.is_empty(), "{} is not raised by\n{}", rule.name, example.text);
                    assert!(found.iter().all(|name| *name == rule.name), "{}: {found:?}\n{}", rule.name, example.text);
                }
                ExampleKind::Ok => assert!(found.is_empty(), "{}: {found:?}\n{}", rule.name, example.text),
            }
        }
    }
}

/// The rules that a project of this manifest and this source raises.
fn raised_by_files(manifest: &str, source: &[u8]) -> Vec<&'static str> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("lifecycle.toml"), manifest).unwrap();
    std::fs::write(folder.path().join("a.lifecycle"), source).unwrap();
    let projects = discover(&OsFs, &[folder.path().to_owned()]).unwrap();
    let found = analyse(&OsFs, &projects[0], &Default::default());
    found.findings.iter().map(|finding| finding.rule.name).filter(|name| *name != "missing-header").collect()
}

#[test]
fn examples_about_files_raise_their_rule() {
    let page = registry().iter().find(|rule| rule.name == "invalid-manifest").unwrap().page;
    let fence = |kind: &str| page.split_once(&format!("```toml,{kind}\n")).unwrap().1.split_once("```").unwrap().0;
    assert_eq!(raised_by_files(fence("fail"), b"team A"), ["invalid-manifest"]);
    assert_eq!(raised_by_files(fence("ok"), b"team A"), [""; 0]);
    assert_eq!(raised_by_files("", b"team A \"M\xfcnchen\""), ["unreadable-file"]);
    assert_eq!(raised_by_files("", "team A \"München\"".as_bytes()), [""; 0]);
}
