//! What teams have agreed to: confirmations, edge cases, gates, accepted findings, and the options that a team sets.

use lifecycle_base::{Diagnostic, Severity};
use lifecycle_driver::rules::{Gate, GateReport, Level, Selector};
use lifecycle_driver::{Analysed, Day, Options, OsFs, analyse, discover, lone_text};
use lifecycle_tests::project::root;

fn check(text: &str, options: &Options) -> Analysed {
    analyse(&OsFs, &lone_text("a.lifecycle", text.to_owned()), options)
}

fn warn(rule: &str) -> Options {
    Options { levels: vec![(Selector::parse(rule).unwrap(), Level::Warn)], ..Options::default() }
}

/// The findings of one rule, switched on if need be.
fn found(rule: &str, text: &str) -> Vec<Diagnostic> {
    let mut findings = check(text, &warn(rule)).findings;
    findings.retain(|finding| finding.rule.name == rule);
    findings
}

const GOLDEN: &str = r#"
lifecycle "L" { company "C"  owner RevOps }
team Marketing
team Sales
team CS
team RevOps
queue Inbound
domain lead on contact {
  stage A "Reif" { counts as MQL  owner Marketing  exit { to B } }
  golden stage B "Angenommen" { counts as SQL  owner Sales, Inbound  exit { to C }  CONFIRMED }
  stage C { owner Sales }
}
domain sales on deal {
  pipeline New {
    stage S { owner Sales  exit { to W } }
    golden won stage W { owner Sales }
  }
}
domain customer on ticket { stage Start { owner CS } }
automation Won { when deal enters New.W  create ticket at customer.Start }
"#;

#[test]
fn a_golden_stage_is_confirmed_by_both_sides() {
    let teams = |confirmed: &str| {
        let found = found("unconfirmed-golden-stage", &GOLDEN.replace("CONFIRMED", confirmed));
        found.iter().map(|finding| (finding.subject.clone(), finding.teams.join(", "))).collect::<Vec<_>>()
    };
    let won = || ("stage New.W".to_owned(), "Sales, CS".to_owned());
    assert_eq!(teams(""), [("stage lead.B".to_owned(), "Sales, Marketing".to_owned()), won()]);
    assert_eq!(teams("confirmed by Sales on 2026-03-02"), [("stage lead.B".to_owned(), "Marketing".to_owned()), won()]);
    assert_eq!(teams("confirmed by Sales on 2026-03-02  confirmed by Marketing on 2026-03-02"), [won()]);
}

#[test]
fn notes_fail_no_run() {
    let options = Options { levels: vec![(Selector::Warnings, Level::Deny)], ..Options::default() };
    let found = check(&GOLDEN.replace("CONFIRMED", ""), &options).findings;
    let note = found.iter().find(|finding| finding.rule.name == "unconfirmed-golden-stage").unwrap();
    assert_eq!(note.severity, Severity::Info);
}

#[test]
fn edge_cases_are_asked_where_they_can_occur() {
    let questions = |text: &str| {
        let found = found("edge-case-uncovered", text);
        found.iter().map(|finding| finding.label.clone()).collect::<Vec<_>>()
    };
    assert_eq!(
        questions("domain lead on contact { stage Known  lost stage Out }"),
        [""; 0],
        "no customer is lost here"
    );
    assert_eq!(questions("domain care on ticket { stage Live  lost stage Gone }"), ["customers can leave"]);
    assert_eq!(questions("domain customer on ticket per product { stage Live }"), ["one journey per product"]);
    assert_eq!(questions("object contact { field trial_started date }"), ["people start by themselves"]);
    assert_eq!(questions("object contact { field industrial_sector text }"), [""; 0], "not every `trial` is a trial");
    let scenario = "scenario \"s\" covers multi_product { given ticket at customer.Live }";
    assert_eq!(questions(&format!("domain customer on ticket per product {{ stage Live }}\n{scenario}")), [""; 0]);
}

const ACCEPTED: &str = "lifecycle \"L\" { company \"C\" }\nteam Sales\ndomain d on deal {\n  stage Discovered\n  stage Demo {\n    owner Sales\n    \
                        entry { amount > 0 }\n    ALLOW\n  }\n}\n";

fn about_allows(allow: &str, options: &Options) -> Vec<String> {
    let found = check(&ACCEPTED.replace("ALLOW", allow), options).findings;
    let kept = found.iter().filter(|finding| {
        finding.rule.name == "activity-named-stage"
            || finding.rule.name.ends_with("-allow")
            || finding.rule.name == "unknown-rule"
    });
    kept.map(|finding| finding.rule.name.to_owned()).collect()
}

#[test]
fn an_allow_that_accepts_nothing_is_a_finding() {
    let on = |day| Options { today: day, ..Options::default() };
    let day = Day::new(2026, 7, 1);
    assert_eq!(about_allows("allow activity-named-stage \"agreed\"", &on(day)), [""; 0]);
    assert_eq!(
        about_allows("allow missing-entry-criteria \"agreed\"", &on(day)),
        ["activity-named-stage", "unused-allow"]
    );
    let until = "allow activity-named-stage \"agreed\" until 2026-06-30";
    assert_eq!(about_allows(until, &on(day)), ["activity-named-stage", "expired-allow"]);
    assert_eq!(about_allows(until, &on(Day::new(2026, 6, 30))), [""; 0]);
    let unused = "allow missing-entry-criteria \"agreed\" until 2026-06-30";
    assert_eq!(
        about_allows(unused, &on(day)),
        ["activity-named-stage", "unused-allow"],
        "unused, and so it does not matter that it expired"
    );
    // Nobody knows what a rule that is off would have found, and what is about an `allow` is not accepted by another one.
    assert_eq!(about_allows("allow unconfirmed-stage \"agreed\"", &on(day)), ["activity-named-stage"]);
    assert_eq!(about_allows("allow unused-allow \"agreed\"", &on(day)), ["activity-named-stage", "unknown-rule"]);
}

#[test]
fn pedantic_rules_are_off_until_asked_for() {
    let text = "lifecycle \"L\" { company \"C\" }\nteam Sales\ndomain d on contact { stage Known { owner Sales } }\n";
    let raised = |options: &Options| {
        check(text, options).findings.iter().any(|finding| finding.rule.name == "unconfirmed-stage")
    };
    assert!(!raised(&Options::default()));
    assert!(raised(&warn("pedantic")));
    assert!(raised(&warn("unconfirmed-stage")));
    let denied = Options { levels: vec![(Selector::Warnings, Level::Deny)], ..Options::default() };
    assert!(!raised(&denied), "failing on warnings makes no new ones");
}

/// What is wrong with a manifest.
fn manifest(text: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("lifecycle.toml"), text).unwrap();
    std::fs::write(folder.path().join("a.lifecycle"), "lifecycle \"L\" { company \"C\" }\n").unwrap();
    let projects = discover(&OsFs, &[folder.path().to_owned()]).unwrap();
    let findings = analyse(&OsFs, &projects[0], &Options::default()).findings.into_iter();
    findings.filter(|finding| finding.rule.name == "invalid-manifest").map(|finding| finding.message).collect()
}

#[test]
fn levels_and_options_of_a_manifest() {
    assert_eq!(
        manifest("[rules]\nnaming = \"deny\"\nactivity-named-stage = { level = \"warn\" }\npedantic = \"warn\""),
        [""; 0]
    );
    let problems = [
        ("naming = \"loud\"", "`loud` is not a level; a level is `allow`, `warn` or `deny`"),
        ("naming = 3", "a level is `allow`, `warn` or `deny`; options of a rule stand in braces"),
        ("naming = { max = 3 }", "a group has a level, but no option `max`"),
        ("unused-allow = { level = 3 }", "a level is `allow`, `warn` or `deny`"),
        ("unused-allow = { max = 3 }", "`unused-allow` has no options, only a level"),
        ("too-many-pipelines = { maximum = 3 }", "`too-many-pipelines` has no option `maximum`; there is max"),
        ("too-many-pipelines = { max = \"three\" }", "`max` is neither a whole number from 0 nor a list of texts"),
        ("too-many-pipelines = { max = [\"three\"] }", "`max` of `too-many-pipelines` is a whole number"),
    ];
    for (setting, message) in problems {
        assert_eq!(manifest(&format!("[rules]\n{setting}")), [message], "{setting}");
    }
}

/// How an example stands before a gate.
fn asked(path: &str, gate: Gate) -> GateReport {
    let projects = discover(&OsFs, &[root().join("examples").join(path)]).unwrap();
    let options = Options { gate: Some(gate), ..Options::default() };
    analyse(&OsFs, &projects[0], &options).gate.unwrap()
}

#[test]
fn the_standard_lifecycle_passes_every_gate() {
    for gate in Gate::ALL {
        let report = asked("standard", gate);
        let missing = report.conditions.iter().flat_map(|condition| &condition.missing);
        let missing: Vec<&str> = missing.map(|finding| finding.message.as_str()).collect();
        assert!(report.is_open(), "{}: {missing:#?}", gate.as_str());
    }
}

#[test]
fn what_an_audit_finds_passes_none_and_says_whom_to_ask() {
    for gate in Gate::ALL {
        let report = asked("gotchas.lifecycle", gate);
        assert!(!report.is_open());
        let mut shown = String::new();
        for condition in &report.conditions {
            shown.push_str(&format!("{} ({})\n", condition.title, condition.missing.len()));
            for finding in &condition.missing {
                assert_eq!(finding.severity, Severity::Error);
                shown.push_str(&format!("  {}: {}\n", finding.teams.join(", "), finding.message));
            }
        }
        insta::assert_snapshot!(format!("gotchas_{}", gate.as_str()), shown);
    }
}

#[test]
fn a_gate_is_not_opened_by_levels_but_by_reasons() {
    let text = "lifecycle \"L\" { company \"C\" }\nteam Sales { approver \"VP\" }\ndomain lead on contact {\n  stage Known { means \"m\"  owner Sales  exit { to B \
                } }\n  stage B { owner Sales  entry { email is known }  ALLOW }\n}\n";
    let missing = |allow: &str, levels: Vec<(Selector, Level)>| {
        let options = Options { levels, gate: Some(Gate::Kickoff), ..Options::default() };
        let report = check(&text.replace("ALLOW", allow), &options).gate.unwrap();
        report
            .conditions
            .iter()
            .find(|condition| condition.title == "Every stage has a definition")
            .unwrap()
            .missing
            .len()
    };
    assert_eq!(missing("", Vec::new()), 1);
    assert_eq!(missing("", vec![(Selector::parse("missing-definition").unwrap(), Level::Allow)]), 1);
    assert_eq!(missing("allow missing-definition \"the name says it\"", Vec::new()), 0);
}
