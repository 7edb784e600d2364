//! The checks on whole lifecycles: what the examples raise, what they must not raise, levels, and accepted findings.

use lifecycle_base::{Diagnostic, FileId, Group, Severity, apply_edits};
use lifecycle_driver::rules::{Level, Selector, registry};
use lifecycle_driver::{Analysed, Day, Options, OsFs, analyse, discover, lone_text};
use lifecycle_tests::project::root;

fn check(text: &str, options: &Options) -> Analysed {
    analyse(&OsFs, &lone_text("a.lifecycle", text.to_owned()), options)
}

fn rules(findings: &[Diagnostic]) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.rule.name).collect()
}

/// The naming rules raised by a deal or contact stage of this name.
fn raised_by(name: &str, domain: &str) -> Vec<&'static str> {
    let text = format!(
        "lifecycle \"L\" {{ company \"C\" }}\nteam Sales\ndomain d on {domain} {{\n  stage First {{ owner Sales }}\n  stage Second \"{name}\" {{ owner \
         Sales  entry {{ owner is known }} }}\n}}\n"
    );
    let mut found = rules(&check(&text, &Options::default()).findings);
    found.retain(|name| lifecycle_driver::rules::rule(name).unwrap().group == Group::Naming);
    found
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
    for &format in lifecycle_render::Format::ALL {
        insta::assert_snapshot!(format!("gotchas_{format}"), rendered(format, &found));
    }
}

/// What cannot be shown beside the other gotchas: what they exclude, what is about files, and what is too long for an example.
const NOT_IN_GOTCHAS: [&str; 12] = [
    "auto-entry-skips-stage",
    "handoff-without-sla",
    "hubspot-field-conflict",
    "hubspot-name-collision",
    "lifecycle-ends-at-won",
    "missing-header",
    "missing-recycle",
    "picklist-too-long",
    "rollup-falls",
    "stale-baseline-entry",
    "unknown-rule",
    "expired-allow",
];

#[test]
fn the_gotchas_show_every_gotcha() {
    let found = rules(&example("gotchas.lifecycle").findings);
    for rule in registry().iter().filter(|rule| rule.is_configurable() && rule.group.is_on()) {
        let shown = found.contains(&rule.name);
        assert!(shown != NOT_IN_GOTCHAS.contains(&rule.name), "{}: shown {shown}", rule.name);
    }
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
    let activity = [
        "Demo",
        "3a. Demo",
        "S1: Discovery Call",
        "04_Presentation",
        "Demo (AE)",
        "Qualifying",
        "Follow-Up",
        "In Discovery",
        "04_Negotiate",
        "25% - Evaluating",
    ];
    for name in activity {
        assert_eq!(raised_by(name, "deal"), ["activity-named-stage"], "{name}");
    }
    let status = [
        "Working",
        "1 - Nurture",
        "In Progress",
        "On Hold",
        "New",
        "Open - Not Contacted",
        "Nurture - Long Term",
        "Waiting on Customer",
    ];
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
        for object in ["deal", "contact"].into_iter().filter(|object| *object == "deal" || name != "Closed Won") {
            assert_eq!(raised_by(name, object), [""; 0], "{name} on {object}");
        }
    }
    // Customers go through phases.
    for name in ["Onboarding", "Implementation", "Training", "Kickoff", "Active"] {
        assert_eq!(raised_by(name, "ticket"), [""; 0], "{name}");
    }
}

#[test]
fn a_place_in_the_funnel_is_none_because_a_status_repeats_it() {
    let text = "lifecycle \"L\" { company \"C\" }\nteam T\nobject contact { status s { Customer  MQL  Parked  Talking } }\ndomain d on contact \
                {\n  stage Known { owner T }\n  stage MQL { owner T  entry { email is known } }\n  stage Talking { owner T  entry { email is \
                known } }\n  stage Customer { owner T  entry { email is known } }\n}\n";
    let found = check(text, &Options::default());
    let status = found.findings.iter().filter(|finding| finding.rule.name == "status-named-stage");
    assert_eq!(
        status.map(|finding| finding.message.as_str()).collect::<Vec<_>>(),
        ["the stage `Talking` says what is being done with a contact, not how far it is"]
    );
}

/// The text with the first fix for a rule applied.
fn fixed(text: &str, rule: &str) -> String {
    let found = check(text, &Options::default());
    let finding = found.findings.iter().find(|finding| finding.rule.name == rule).unwrap();
    apply_edits(FileId(0), text, &finding.fixes[0].edits).unwrap()
}

#[test]
fn a_fix_removes_its_finding() {
    for label in ["", "\"3a. Demo\"", "\"Demo (AE)\"", "\"Demo / \\\"Pitch\\\"\""] {
        let text = DEMO.replace("ALLOW", "").replace("stage Demo", &format!("stage Demo {label}"));
        let fixed = fixed(&text, "activity-named-stage");
        assert_eq!(rules(&check(&fixed, &Options::default()).findings), [""; 0], "{fixed}");
    }
    let sal = fixed(&SAL.replace("MIDDLE", "").replace("OWNER", "Sales"), "missing-acceptance-stage");
    let left = rules(&check(&sal, &Options::default()).findings);
    assert!(!left.contains(&"missing-acceptance-stage"), "{sal}\n{left:?}");
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
    // A name that is nothing but the role's is the role, whatever the identifier.
    let numbered =
        SAL.replace("counts as MQL", "").replace("counts as SQL", "").replace("MIDDLE", "").replace("OWNER", "Sales");
    let raised = |mql: &str, sql: &str| {
        let text = numbered.replace("\"Hot\"", mql).replace("\"Warm\"", sql);
        rules(&check(&text, &Options::default()).findings).contains(&"missing-acceptance-stage")
    };
    assert!(raised("\"L3: MQL\"", "\"Sales Qualified Lead\""));
    assert!(!raised("\"MQL nurture\"", "\"SQL\""));
}

#[test]
fn names_that_a_crm_refuses_are_found() {
    let text = "object deal {\n  field a date as salesforce \"Signed On\", hubspot \"signed_on\"\n  field b date as salesforce \"B__c\", \
                hubspot \"Signed On\"\n}\n";
    let found = check(text, &Options::default());
    let mut findings = found.findings.iter().filter(|finding| finding.rule.name == "invalid-crm-name");
    let (salesforce, hubspot) = (findings.next().unwrap(), findings.next().unwrap());
    assert!(
        salesforce.message.starts_with("Salesforce refuses the name `Signed On` of `a`: "),
        "{}",
        salesforce.message
    );
    assert_eq!(hubspot.help.as_deref(), Some("write the internal name, not the label; it may be `signed_on`"));
    assert!(findings.next().is_none());
}

const NAMES: &str = r#"
lifecycle "L" { company "C"  crm CRM }
team T
object contact {
  field fit_score number
  field FitScore number
  field Order text
  field GTM_Order text
  field lead_lifecycle text
  field a number as salesforce "Score__c", hubspot "score"
  field b number as salesforce "score__c", hubspot "score"
  field band picklist { Hot  hot "Very hot" }
}
object lead { field fit_score number }
object ticket { field account text }
domain lead on contact { stage A { owner T } }
domain LeadLifecycle on company { stage A { owner T } }
domain care on ticket { stage A { owner T } }
domain sales on deal {
  pipeline New { stage UseCase { owner T }  stage Use_Case { owner T  entry { amount > 0 } } }
  pipeline new { stage UseCase { owner T }  won stage Won { owner T  entry { amount > 0 } } }
}
milestone fit_Score on contact { when email is known }
"#;

#[test]
fn names_that_a_crm_cannot_tell_apart_are_found_before_compiling() {
    for crm in ["salesforce", "hubspot"] {
        let found = check(&NAMES.replace("CRM", crm), &Options::default());
        insta::assert_snapshot!(format!("names_in_{crm}"), rendered(lifecycle_render::Format::Plain, &found));
    }
    let none = check(&NAMES.replace("  crm CRM", ""), &Options::default());
    assert!(
        none.findings.iter().all(|finding| !finding.rule.name.contains("collision")),
        "{:?}",
        rules(&none.findings)
    );
}

const DEMO: &str =
    "lifecycle \"L\" { company \"C\" }\nteam Sales\ndomain d on deal {\n  stage Demo {\n    owner Sales\nALLOW  }\n}\n";

#[test]
fn levels_apply_to_rules_groups_and_all_warnings() {
    let text = DEMO.replace("ALLOW", "");
    let severities = |levels: &[(&str, Level)]| {
        let levels = levels.iter().map(|(name, level)| (Selector::parse(name).unwrap(), *level)).collect();
        let found = check(&text, &Options { levels, ..Options::default() });
        found.findings.iter().map(|finding| finding.severity).collect::<Vec<_>>()
    };
    assert_eq!(severities(&[]), [Severity::Warning]);
    assert_eq!(severities(&[("naming", Level::Allow)]), []);
    assert_eq!(severities(&[("naming", Level::Allow), ("activity-named-stage", Level::Deny)]), [Severity::Error]);
    assert_eq!(severities(&[("warnings", Level::Deny)]), [Severity::Error]);
    // Errors of the language cannot be switched off.
    let levels = vec![(Selector::parse("names").unwrap(), Level::Allow)];
    let found = check("lifecycle \"L\" { owner Nobody }", &Options { levels, ..Options::default() });
    assert_eq!(rules(&found.findings), ["unknown-name"]);
}

#[test]
fn a_source_accepts_findings_until_a_day() {
    let with = |allow: &str, today: Option<Day>| {
        let text = DEMO.replace("ALLOW", &format!("    {allow}\n"));
        rules(&check(&text, &Options { today, ..Options::default() }).findings)
    };
    let allow = "allow activity-named-stage \"agreed\" until 2026-06-30";
    assert_eq!(with("allow activity-named-stage \"agreed\"", None), [""; 0]);
    assert_eq!(with(allow, Day::new(2026, 6, 30)), [""; 0]);
    assert_eq!(with(allow, Day::new(2026, 7, 1)), ["activity-named-stage", "expired-allow"]);
    assert_eq!(with("allow missing-exit-criteria \"other\"", None), ["activity-named-stage", "unknown-rule"]);
    assert_eq!(with("allow unknown-name \"not allowed\"", None), ["activity-named-stage", "unknown-rule"]);
}
