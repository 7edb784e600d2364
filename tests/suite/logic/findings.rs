//! The rules about criteria and terms, and what all tests of the rules that reason share: what they find and, above all, what they must not find.

use lifecycle_base::{FileId, Severity, apply_edits};
use lifecycle_driver::{Analysed, OsFs, analyse, lone_text};

/// A small lifecycle that raises none of the rules of the tests here.
pub(super) const BASE: &str = r#"
team Sales
team CS
object contact {
  field score number
  field intent number
  field ready boolean
  field engaged_on date
  field note text
  field note_copy text
  status working { New  Open  Done }
  field band picklist { Cold  Warm  Hot }
}
object deal { field risk picklist { Low  High }  field signed_on date }
domain lead on contact {
  stage Known { owner Sales }
  stage MQL { owner Sales  entry {
    score >= 60
    intent >= 10 or ready
  } }
  stage SQL { owner Sales  entry { has deal in New } }
  stage Opportunity { owner Sales  entry { has deal at or beyond New.Accepted } }
  stage Customer { owner CS  entry { has deal at New.Won where signed_on is known } }
  hold stage Paused { owner Sales  exit { to Known  to MQL } }
  lost stage Gone { owner Sales }
}
domain sales on deal {
  pipeline New {
    stage Opened { owner Sales }
    stage Accepted { owner Sales  entry { amount is known } }
    won stage Won { owner Sales  entry { signed_on is known } }
  }
  pipeline Again { stage Due { owner CS }  won stage Renewed { owner CS  entry { amount > 0 } } }
}
milestone used on contact { when note is known and note_copy is known and band is known and engaged_on is known }
milestone risky on deal { when risk is High }
"#;

const RULES: [&str; 11] = [
    "impossible-criteria",
    "always-true-criteria",
    "unmeasurable-criteria",
    "undefined-term",
    "unused-field",
    "backward-move",
    "automation-loop",
    "conflicting-writes",
    "order-dependent-automation",
    "self-blocking-move",
    "unguarded-move",
];

pub(super) fn analysed(text: &str) -> Analysed {
    let found = analyse(&OsFs, &lone_text("a.lifecycle", text.to_owned()), &Default::default());
    let errors = found.findings.iter().filter(|finding| finding.severity == Severity::Error);
    let errors: Vec<&str> = errors.map(|finding| finding.message.as_str()).collect();
    assert!(errors.is_empty(), "{errors:#?}\n{text}");
    found
}

/// What the rules of this folder find in the base with more text.
pub(super) fn found(header: &str, more: &str) -> Vec<&'static str> {
    let text = format!("lifecycle \"L\" {{ company \"C\" {header} }}\n{BASE}{more}\n");
    let names = analysed(&text).findings.into_iter().map(|finding| finding.rule.name);
    names.filter(|name| RULES.contains(name)).collect()
}

pub(super) fn check(cases: &[(&str, &[&str])]) {
    for (more, expected) in cases {
        assert_eq!(found("", more), *expected, "{more}");
    }
}

#[test]
fn the_base_raises_nothing() {
    check(&[("", &[])]);
}

/// A further stage with these criteria.
fn entry(criteria: &str) -> Vec<&'static str> {
    found(
        "",
        &format!(
            "domain more on contact {{ stage First {{ owner Sales }}  stage Next {{ owner Sales  entry {{\n{criteria}\n}} }} }}"
        ),
    )
}

#[test]
fn criteria_that_contradict_themselves() {
    let impossible = [
        "score >= 60\nscore < 50",
        "score > 5 and score < 5",
        "band is Hot\nband is Cold",
        "band is not Hot and band is not Cold and band is not Warm and band is known",
        "not (band in (Hot, Warm, Cold)) and band is known",
        "score is unknown\nscore < 50",
        "ready\nnot ready",
        "ready\nready is unknown",
        "2 of {\n ready\n ready is false\n score is unknown and score > 1\n}",
        "contact is before lead.SQL\ncontact is at lead.SQL",
        "contact is at lead.Gone and contact is at or beyond lead.Known",
        "engaged_on >= 2026-03-01 and engaged_on < 2026-02-01",
        "engaged_on within last 30 days\nengaged_on older than 90 days",
        "has deal at New.Won\nnot has deal in New",
        "not has deal\nhas deal in New",
        "has deal where risk is High and risk is Low",
        "deal.amount > 5\nnot (deal.amount > 3)",
        "note is \"x\" and not (note is \"x\")",
        "created_on is unknown",
        // The second alternative is none.
        "score > 5 or (score < 3 and score > 4)",
        "any of {\n  ready\n  all of {\n    band is Hot\n    band is Cold\n  }\n}",
    ];
    for criteria in impossible {
        assert_eq!(entry(criteria), ["impossible-criteria"], "{criteria}");
    }
    let possible = [
        "score >= 60\nscore <= 60",
        "score > 5 and score < 6",
        "band is not Hot and band is not Cold",
        "band is not Hot and band is not Cold and band is not Warm",
        "contact is before lead.SQL\ncontact is beyond lead.Known",
        "note is \"x\" and note is \"X\"",
        "score > intent and score < intent",
        // Two different deals may do.
        "deal.amount > 5\ndeal.amount < 3",
        "has deal at New.Won\nhas deal at New.Opened",
        "has deal at New.Won\nnot has deal in Again",
        "engaged_on within last 90 days\nengaged_on older than 30 days",
        "engaged_on within last 4 weeks\nengaged_on older than 1 month",
        "manual \"No\"\nscore > 1",
        "engaged_on is today and engaged_on is 2026-03-01",
    ];
    for criteria in possible {
        assert_eq!(entry(criteria), [""; 0], "{criteria}");
    }
}

#[test]
fn criteria_that_everybody_meets() {
    for criteria in [
        "score >= 0 or score < 0 or score is unknown",
        "score is known or score is unknown",
        "any of {\n  ready\n  not ready\n}",
        "band in (Hot, Warm, Cold) or band is unknown",
        "not (score > 5 and score < 5)",
        "has deal or not has deal",
        "created_on is known",
    ] {
        assert_eq!(entry(criteria), ["always-true-criteria"], "{criteria}");
    }
    for criteria in [
        "score >= 0 or score < 0",
        "ready or ready is false",
        "band in (Hot, Warm, Cold)",
        "owner is known",
        "email is known",
        // One follows from the other, which does no harm.
        "score is known\nscore > 5",
        "has deal in New or not has deal",
    ] {
        assert_eq!(entry(criteria), [""; 0], "{criteria}");
    }
}

#[test]
fn criteria_of_people() {
    assert_eq!(entry("manual \"Good\"\nmanual \"Very good\""), ["unmeasurable-criteria"]);
    assert_eq!(entry("any of {\n  manual \"Good\"\n  manual \"Bad\"\n}"), ["unmeasurable-criteria"]);
    assert_eq!(entry("manual \"Good\"\nscore > 1"), [""; 0]);
    let brought = "domain more on contact { stage First { owner Sales }  stage Next { owner Sales  entry { manual \"Good\" } } }\n\
                   automation A { when meeting is created  move contact to more.Next }";
    check(&[(brought, &[])]);
}

#[test]
fn conditions_that_their_event_contradicts() {
    check(&[
        (
            "automation A { when contact enters lead.SQL  if contact is before lead.SQL  notify Sales \"x\" }",
            &["impossible-criteria"],
        ),
        (
            "automation A { when contact.ready becomes false  if contact.ready  notify Sales \"x\" }",
            &["impossible-criteria"],
        ),
        ("automation A { when contact.band becomes Hot  if contact.band is Hot  notify Sales \"x\" }", &[]),
        // One deal, two contacts: a condition about each.
        (
            "automation A { when deal enters New.Won  if contact.score > 5  if contact.score < 3  notify Sales \"x\" }",
            &[],
        ),
    ]);
}

#[test]
fn fields_that_nothing_mentions() {
    check(&[
        ("object ticket { field spare number }", &["unused-field"]),
        ("object ticket { field spare number as hubspot \"spare\"  status state { A  B }  field subject text }", &[]),
        ("object lead { field score number }", &[]),
        ("object ticket { field spare number }\nmeasure { segment by ticket.spare }", &[]),
        ("object company { field spare number }\nscenario \"S\" { given company with spare = 1 }", &[]),
    ]);
}

#[test]
fn abbreviations_that_nothing_explains() {
    let means = |text: &str, more: &str| {
        found("", &format!("domain more on contact {{ stage First {{ owner Sales  means \"{text}\" }} }}\n{more}"))
    };
    for text in ["Reached the XQL threshold.", "One of our XQLs with a need."] {
        assert_eq!(means(text, ""), ["undefined-term"], "{text}");
    }
    for text in [
        "Fits the ICP and passed BANT with the CSM.",
        "An experience qualified lead (XQL) with a need.",
        "DO NOT CALL the customer.",
        "Kunde hat den XQL erreicht und die AGB bestätigt.",
        "An SMB or a B2B company of the EU.",
    ] {
        assert_eq!(means(text, ""), [""; 0], "{text}");
    }
    for more in
        ["term XQL { means \"x\" }", "team Helpers \"Xtra Quality Lab\"", "faq \"What is an XQL?\" { answer \"x\" }"]
    {
        assert_eq!(means("Reached the XQL threshold.", more), [""; 0], "{more}");
    }
}

#[test]
fn a_term_to_fill_in_stands_behind_the_domain() {
    let text = "lifecycle \"L\" { company \"C\" }\nteam Sales\ndomain d on contact {\n  stage A { owner Sales  means \"Reached the XQL of ours.\" }\n}\n";
    let found = analysed(text);
    let finding = found.findings.iter().find(|finding| finding.rule.name == "undefined-term").unwrap();
    let fixed = apply_edits(FileId(0), text, &finding.fixes[0].edits).unwrap();
    assert!(fixed.ends_with("}\n\nterm XQL \"…\" {\n  means \"…\"\n}\n"), "{fixed}");
    assert!(analysed(&fixed).findings.iter().all(|finding| finding.rule.name != "undefined-term"));
}
