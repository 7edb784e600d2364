//! The checks on whole lifecycles: what the examples raise, what they must not raise, levels, and accepted findings.

use lifecycle_base::{Diagnostic, Severity};
use lifecycle_driver::rules::{Level, Selector};
use lifecycle_driver::{Analysed, Day, Options, OsFs, analyse, discover, lone_text};
use lifecycle_tests::project::root;

fn check(text: &str, options: &Options) -> Analysed {
    analyse(&OsFs, &lone_text("a.lifecycle", text.to_owned()), options)
}

fn rules(findings: &[Diagnostic]) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.rule.name).collect()
}

/// The rules raised by a deal or contact stage of this name.
fn raised_by(name: &str, domain: &str) -> Vec<&'static str> {
    let text = format!(
        "lifecycle \"L\" {{ company \"C\" }}\nteam Sales\ndomain d on {domain} {{\n  stage First {{ owner Sales }}\n  stage Second \"{name}\" {{ owner \
         Sales  entry {{ owner is known }} }}\n}}\n"
    );
    rules(&check(&text, &Options::default()).findings)
}

fn rendered(format: lifecycle_render::Format, found: &Analysed) -> String {
    let mut out = Vec::new();
    let options = lifecycle_render::Options::default();
    lifecycle_render::render(format, &found.db, &found.findings, &options, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn example(path: &str) -> Analysed {
    // Relative to the package, so that the paths in snapshots are the same everywhere.
    let path = std::path::Path::new("../examples").join(path);
    assert_eq!(std::env::current_dir().unwrap(), root().join("tests"));
    let projects = discover(&OsFs, &[path]).unwrap();
    analyse(&OsFs, &projects[0], &Options::default())
}

#[test]
fn gotchas_as_people_and_programs_see_them() {
    let found = example("gotchas.lifecycle");
    insta::assert_snapshot!("gotchas_plain", rendered(lifecycle_render::Format::Plain, &found));
    insta::assert_snapshot!("gotchas_short", rendered(lifecycle_render::Format::Short, &found));
    insta::assert_snapshot!("gotchas_json", rendered(lifecycle_render::Format::Json, &found));
}

#[test]
fn good_lifecycles_raise_nothing() {
    for path in ["standard", "minimal.lifecycle"] {
        let found = example(path);
        assert!(found.findings.is_empty(), "{path}:\n{}", rendered(lifecycle_render::Format::Plain, &found));
    }
}

#[test]
fn names_are_judged_by_what_they_say_and_where_they_stand() {
    let activity =
        ["Demo", "3a. Demo", "S1: Discovery Call", "04_Presentation", "Demo (AE)", "Qualifying", "Follow-Up"];
    for name in activity {
        assert_eq!(raised_by(name, "deal"), ["activity-named-stage"], "{name}");
    }
    let status = ["Working", "1 - Nurture", "In Progress", "On Hold", "New"];
    for name in status {
        for object in ["deal", "contact"] {
            assert_eq!(raised_by(name, object), ["status-named-stage"], "{name} on {object}");
        }
    }
    let fine = [
        "Demo Completed",
        "Discovery Scheduled",
        "Evaluation / Use Case",
        "2. Evaluation / Use Case",
        "Proposal / Negotiation",
        "Proposal Sent",
        "Closed Won",
        "Verbal Commit",
        "Contract Signed",
        "Use Case Defined",
        "Review",
        "Open Renewal",
        "Marketing Engaged Lead",
        "Known Lead",
        "SQL",
        "Erstgespräch",
        "Angebot",
        "Verhandlung",
        "Demo vereinbart",
        "Propuesta enviada",
        "Négociation",
    ];
    for name in fine {
        for object in ["deal", "contact"] {
            assert_eq!(raised_by(name, object), [""; 0], "{name} on {object}");
        }
    }
    // Customers go through phases.
    for name in ["Onboarding", "Implementation", "Training", "Kickoff", "Active"] {
        assert_eq!(raised_by(name, "ticket"), [""; 0], "{name}");
    }
}

const SAL: &str = "lifecycle \"L\" { company \"C\" }\nteam Marketing\nteam Sales\ndomain d on contact {\n  stage Known { owner Marketing }\n  \
                   stage A \"Hot\" { counts as MQL  owner Marketing  entry { email is known } }\nMIDDLE  stage B \"Warm\" { counts as SQL  owner OWNER  \
                   entry { phone is known } }\n}\n";

#[test]
fn acceptance_is_judged_by_role_and_place() {
    let raised = |middle: &str, owner: &str| {
        let text = SAL.replace("MIDDLE", middle).replace("OWNER", owner);
        rules(&check(&text, &Options::default()).findings).contains(&"missing-acceptance-stage")
    };
    assert!(raised("", "Sales"));
    assert!(raised("  stage C \"Lukewarm\" { owner Sales  entry { email is known } }\n", "Sales"));
    assert!(!raised("  stage C \"Taken\" { counts as SAL  owner Sales  entry { email is known } }\n", "Sales"));
    assert!(!raised("  stage SalesAccepted \"Taken\" { owner Sales  entry { email is known } }\n", "Sales"));
    assert!(!raised("  stage C \"Accepted by sales\" { owner Sales  entry { email is known } }\n", "Sales"));
    assert!(!raised("", "Marketing"), "one team hands nothing over");
}

const DEMO: &str =
    "lifecycle \"L\" { company \"C\" }\nteam Sales\ndomain d on deal {\n  stage Demo {\n    owner Sales\nALLOW  }\n}\n";

#[test]
fn levels_apply_to_rules_groups_and_all_warnings() {
    let text = DEMO.replace("ALLOW", "");
    let severities = |levels: &[(&str, Level)]| {
        let levels = levels.iter().map(|(name, level)| (Selector::parse(name).unwrap(), *level)).collect();
        let found = check(&text, &Options { levels, today: None });
        found.findings.iter().map(|finding| finding.severity).collect::<Vec<_>>()
    };
    assert_eq!(severities(&[]), [Severity::Warning]);
    assert_eq!(severities(&[("naming", Level::Allow)]), []);
    assert_eq!(severities(&[("naming", Level::Allow), ("activity-named-stage", Level::Deny)]), [Severity::Error]);
    assert_eq!(severities(&[("warnings", Level::Deny)]), [Severity::Error]);
    // Errors of the language cannot be switched off.
    let levels = vec![(Selector::parse("names").unwrap(), Level::Allow)];
    let found = check("lifecycle \"L\" { owner Nobody }", &Options { levels, today: None });
    assert_eq!(rules(&found.findings), ["unknown-name"]);
}

#[test]
fn a_source_accepts_findings_until_a_day() {
    let with = |allow: &str, today: Option<Day>| {
        let text = DEMO.replace("ALLOW", &format!("    {allow}\n"));
        rules(&check(&text, &Options { levels: Vec::new(), today }).findings)
    };
    let allow = "allow activity-named-stage \"agreed\" until 2026-06-30";
    assert_eq!(with("allow activity-named-stage \"agreed\"", None), [""; 0]);
    assert_eq!(with(allow, Day::new(2026, 6, 30)), [""; 0]);
    assert_eq!(with(allow, Day::new(2026, 7, 1)), ["activity-named-stage"]);
    assert_eq!(with("allow missing-exit-criteria \"other\"", None), ["activity-named-stage", "unknown-rule"]);
    assert_eq!(with("allow unknown-name \"not allowed\"", None), ["activity-named-stage", "unknown-rule"]);
}
