//! The pages of all rules: their form, and their examples, which run.

use lifecycle_base::{Group, Rule};
use lifecycle_driver::rules::{Level, Selector, lints, registry};
use lifecycle_driver::{Day, Options, OsFs, analyse, discover, lone_text};
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

/// What an example of a rule raises. Rules that are off unless asked for are asked for on their own pages.
fn raised(rule: &Rule, text: &str) -> Vec<&'static str> {
    let asked = (!rule.group.is_on()).then_some((Selector::Rule(rule.name), Level::Warn));
    let options = Options { levels: asked.into_iter().collect(), today: Day::new(2026, 3, 2), ..Options::default() };
    let found = analyse(&OsFs, &lone_text("example.lifecycle", text.to_owned()), &options);
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

/// Checks can be asked for more than errors of text and names: what a team can set, and which part of the playbook or platform it is from.
#[test]
fn pages_of_checks_are_complete() {
    for (rule, _) in lints() {
        for section in SECTIONS {
            assert!(rule.page.contains(section), "{}: {section}", rule.name);
        }
        for option in rule.options {
            let shown = rule.page.split_once("## Options").unwrap().1;
            assert!(shown.contains(&format!("`{}", option.name)), "{}: option {}", rule.name, option.name);
        }
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

/// The rules that a project of these files raises.
fn raised_by_files(files: &[(&str, &[u8])]) -> Vec<&'static str> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("lifecycle.toml"), "").unwrap();
    for (name, content) in files {
        std::fs::write(folder.path().join(name), content).unwrap();
    }
    let projects = discover(&OsFs, &[folder.path().to_owned()]).unwrap();
    let found = analyse(&OsFs, &projects[0], &Default::default());
    found.findings.iter().map(|finding| finding.rule.name).filter(|name| *name != "missing-header").collect()
}

/// The first fence of this kind on the page of a rule.
fn fence(rule: &str, kind: &str) -> &'static str {
    let page = registry().iter().find(|known| known.name == rule).unwrap().page;
    page.split_once(&format!("```{kind}\n")).unwrap().1.split_once("```").unwrap().0
}

#[test]
fn examples_about_files_raise_their_rule() {
    let manifest = |kind| {
        raised_by_files(&[("lifecycle.toml", fence("invalid-manifest", kind).as_bytes()), ("a.lifecycle", b"team A")])
    };
    assert_eq!(manifest("toml,fail"), ["invalid-manifest"]);
    assert_eq!(manifest("toml,ok"), [""; 0]);
    assert_eq!(raised_by_files(&[("a.lifecycle", b"team A \"M\xfcnchen\"")]), ["unreadable-file"]);
    assert_eq!(raised_by_files(&[("a.lifecycle", "team A \"München\"".as_bytes())]), [""; 0]);
}

#[test]
fn examples_about_baselines_raise_their_rule() {
    let source = |label: &str| {
        format!(
            "team S\ndomain sales on deal {{ pipeline NewBusiness {{ stage Demo \"{label}\" {{ owner S  probability 5% }} }} }}"
        )
    };
    let baseline = |rule, kind, label| {
        let mut raised = raised_by_files(&[
            ("lifecycle-baseline.json", fence(rule, kind).as_bytes()),
            ("a.lifecycle", source(label).as_bytes()),
        ]);
        raised.retain(|rule| *rule == "activity-named-stage" || rule.contains("baseline"));
        raised
    };
    assert_eq!(baseline("invalid-baseline", "json,fail", "Demo"), ["activity-named-stage", "invalid-baseline"]);
    assert_eq!(baseline("invalid-baseline", "json,ok", "Demo"), [""; 0]);
    assert_eq!(baseline("stale-baseline-entry", "json,fail", "Demo Completed"), ["stale-baseline-entry"]);
    assert_eq!(baseline("stale-baseline-entry", "json,ok", "Demo Completed"), [""; 0]);
}
