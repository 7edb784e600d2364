//! What the rules about what happens must and must not find.

use lifecycle_base::Severity;
use lifecycle_driver::{OsFs, analyse, lone_text};

const RULES: [&str; 11] = [
    "automation-loop",
    "criteria-contradict-earlier-stage",
    "auto-entry-skips-stage",
    "rollup-falls",
    "rollup-out-of-order",
    "endless-recycle",
    "restart-never-happens",
    "golden-unreachable",
    "status-moves-with-stage",
    "conflicting-moves",
    "failing-scenario",
];

const BASE: &str = "team Sales
object contact { field score number  field seen_on date  field ready boolean  status work { New  Open  Done } }
domain lead on contact {
  stage A { owner Sales }
  stage B { owner Sales }
  golden stage C { owner Sales }
  stage D { owner Sales }
  lost stage Gone { owner Sales }
}
";

fn found(header: &str, more: &str) -> Vec<&'static str> {
    let text = format!("lifecycle \"L\" {{ company \"C\"  {header} }}\n{BASE}{more}\n");
    let found = analyse(&OsFs, &lone_text("a.lifecycle", text.clone()), &Default::default());
    let errors = found.findings.iter().filter(|finding| finding.severity == Severity::Error);
    let errors: Vec<&str> = errors.map(|finding| finding.message.as_str()).collect();
    assert!(errors.is_empty(), "{errors:#?}\n{text}");
    let names = found.findings.into_iter().map(|finding| finding.rule.name);
    names.filter(|name| RULES.contains(name)).collect()
}

fn check(header: &str, cases: &[(&str, &[&str])]) {
    for (more, expected) in cases {
        assert_eq!(found(header, more), *expected, "{header}\n{more}");
    }
}

#[test]
fn stages_that_nothing_leads_to() {
    let track =
        |stages: &str| found("", &format!("domain other on contact {{ {stages}  lost stage Off {{ owner Sales }} }}"));
    let golden = ["golden-unreachable"];
    assert_eq!(track("stage P { exit { to R } }  golden stage Q { entry { ready } }  stage R"), golden);
    // A stage that only says what does not lead on leads on all the same.
    assert_eq!(
        track("stage P { exit { drop to Off for \"x\" } }  golden stage Q { entry { ready } }  stage R"),
        [""; 0]
    );
    assert_eq!(track("stage P { exit { to R } }  golden stage Q { entry auto { ready } }  stage R"), [""; 0]);
    assert_eq!(
        track(
            "stage P { exit { to R } }  golden stage Q { entry { ready } }  stage R { exit { recycle to Q for \"x\" } }"
        ),
        [""; 0]
    );
    // Nothing at all names it: that is `unreachable-stage`.
    assert_eq!(track("stage P { exit { to R } }  golden stage Q  stage R"), [""; 0]);
    let moved = "domain other on contact { stage P { exit { to R } }  golden stage Q { entry { ready } }  stage R }\n";
    let by = |event: &str| found("", &format!("{moved}automation M {{ when {event}  move contact to other.Q }}"));
    assert_eq!(by("contact.ready becomes true"), [""; 0]);
    assert_eq!(by("contact enters other.R"), [""; 0]);
    assert_eq!(by("contact enters other.Q"), golden);
}

#[test]
fn restarts_that_wait_for_nothing() {
    let other = "domain other on contact { stage P { exit { to S } }  stage Q { exit { to R } }  stage R { entry { ready } }  stage S }\n";
    let by = |rule: &str| found("", &format!("{other}automation M {{ {rule}  restart contact at other.P }}"));
    let never = ["restart-never-happens"];
    assert_eq!(by("when contact enters other.R"), never);
    assert_eq!(by("when contact.ready becomes true  if contact is at other.R and contact.score > 1"), never);
    assert_eq!(by("when contact.ready becomes true  if contact is at other.R or contact.score > 1"), [""; 0]);
    assert_eq!(by("when contact enters other.S"), [""; 0]);
    assert_eq!(by("when contact.ready becomes true  if contact is at other.S"), [""; 0]);
}

#[test]
fn records_that_come_back_for_ever() {
    let drawn = "domain other on contact { stage P { owner Sales }  stage Q { owner Sales  entry auto { score >= 60 and seen_on is known } } }\n";
    let by = |rule: &str| found("", &format!("{drawn}automation M {{ {rule} }}"));
    let endless = ["endless-recycle"];
    assert_eq!(by("when contact enters other.Q  restart contact at other.P"), endless);
    assert_eq!(by("when contact stays in other.Q for 30 days  restart contact at other.P"), endless);
    assert_eq!(
        by("when contact stays in other.Q for 30 days  set contact.seen_on = null  restart contact at other.P"),
        [""; 0]
    );
    assert_eq!(
        by("when contact stays in other.Q for 30 days  set contact.seen_on = today  restart contact at other.P"),
        endless
    );
    assert_eq!(by("when contact.ready becomes true  restart contact at other.P"), [""; 0]);
    // A date that grows old is a limit.
    let recent = drawn.replace("seen_on is known", "seen_on within last 90 days");
    let rule = "automation M { when contact stays in other.Q for 30 days  restart contact at other.P }";
    assert_eq!(found("", &format!("{recent}{rule}")), [""; 0]);
    // So is an earlier way out.
    let out = "automation N { when contact stays in other.Q for 10 days  set contact.seen_on = null  restart contact at other.P }";
    assert_eq!(found("", &format!("{drawn}{rule}\n{out}")), [""; 0]);
}

#[test]
fn circles_by_way_of_what_no_automation_does() {
    let drawn =
        "domain other on contact { stage P { owner Sales }  stage Q { owner Sales  entry auto { score >= 60 } } }\n";
    let derived =
        "domain company on company rolls up most advanced other { stage Low { from P }  stage High { from Q } }\n";
    let by = |header: &str, more: &str| found(header, &format!("{drawn}{derived}{more}"));
    let circle: &[&str] = &["automation-loop"];
    let free = "movement free";
    // Drawn forward, moved back.
    let back = "automation M { when contact enters other.Q  move contact to other.P }";
    assert_eq!(by(free, back), circle);
    assert_eq!(by("", back), [""; 0]);
    // Once its score is gone, nothing draws it.
    let emptied = "automation M { when contact enters other.Q  set contact.score = null  move contact to other.P }";
    assert_eq!(by(free, emptied), [""; 0]);
    // The company follows, and sends its contacts back.
    let follows = "automation M { when company enters company.High  move contact to other.P }\n";
    let again = "automation N { when company enters company.Low  move contact to other.Q }";
    let open = drawn.replace("entry auto { score >= 60 }", "");
    assert_eq!(found(free, &format!("{open}{derived}{follows}{again}")), circle);
    assert_eq!(found("", &format!("{open}{derived}{follows}{again}")), [""; 0]);
    // Drawn back before the company notices.
    assert_eq!(by(free, follows), [""; 0]);
    let once = "automation M { when company enters company.High  if not contact.ready  set contact.ready = true  move contact to other.P }";
    assert_eq!(by(free, once), [""; 0]);
    // Each time a stay ends.
    let gates =
        "domain wait on contact { stage P { owner Sales }  stage Q { owner Sales }  lost stage Off { owner Sales } }\n";
    let stays = |from: &str, to: &str| {
        format!("automation {from}{to} {{ when contact stays in wait.{from} for 3 days  move contact to wait.{to} }}\n")
    };
    assert_eq!(by(free, &format!("{gates}{}{}", stays("P", "Q"), stays("Q", "P"))), circle);
    assert_eq!(by("", &format!("{gates}{}{}", stays("P", "Q"), stays("Q", "P"))), [""; 0]);
    assert_eq!(by(free, &format!("{gates}{}{}", stays("P", "Q"), stays("Q", "Off"))), [""; 0]);
    assert_eq!(by(free, &format!("{gates}{}", stays("P", "Q"))), [""; 0]);
}

#[test]
fn criteria_that_turn_round() {
    let track = |domain: &str, p: &str, q: &str| {
        let exits = "exit { to R }";
        found(
            "",
            &format!(
                "domain {domain} on contact {{ stage P {{ owner Sales  entry {{ {p} }} }}  stage Q {{ owner Sales  entry {{ {q} }}  {exits} }}  stage R {{ owner Sales }} }}"
            ),
        )
    };
    let two = |p: &str, q: &str| track("other", p, q);
    let turns = ["criteria-contradict-earlier-stage"];
    assert_eq!(two("score >= 60", "score < 50"), turns);
    assert_eq!(two("score >= 60 and ready", "score < 50\nseen_on is known"), turns);
    assert_eq!(two("score is known", "score is unknown"), turns);
    assert_eq!(two("score >= 60", "score >= 50"), [""; 0]);
    assert_eq!(two("score >= 60", "score < 90"), [""; 0]);
    // What rises, is worked off, passes, or says how things stand, goes with the records.
    assert_eq!(two("score < 50", "score >= 60"), [""; 0]);
    assert_eq!(two("score > 3", "score <= 0"), [""; 0]);
    assert_eq!(two("seen_on is known", "seen_on is unknown"), [""; 0]);
    assert_eq!(two("ready", "not ready"), [""; 0]);
    assert_eq!(two("work is New", "work is Open"), [""; 0]);
    // An alternative is a choice.
    assert_eq!(two("score >= 60 or ready", "score < 50"), [""; 0]);
    // Customers get worse.
    assert_eq!(track("customer", "score >= 60", "score < 50"), [""; 0]);
    // What an automation sets is meant to change.
    let set = "automation M { when contact enters other.Q  set contact.score = 0 }";
    let track = "domain other on contact { stage P { owner Sales  entry { score >= 60 } }  stage Q { owner Sales  entry { score < 50 } } }";
    assert_eq!(found("", &format!("{track}\n{set}")), [""; 0]);
    // Ways that part are no step from one to the other.
    let parted = "domain other on contact { stage O { owner Sales  exit { to P  to Q } }  stage P { owner Sales  entry { score >= 60 }  exit { to R } }  stage Q { owner Sales  entry { score < 50 }  exit { to R } }  stage R { owner Sales } }";
    assert_eq!(found("", parted), [""; 0]);
}

#[test]
fn moves_that_conflict() {
    let two = |header: &str, first: &str, second: &str| {
        found(
            header,
            &format!(
                "automation M {{ when contact.ready becomes true  {first} }}\nautomation N {{ when contact.ready becomes true  {second} }}"
            ),
        )
    };
    let (b, c, gone) = ("move contact to lead.B", "move contact to lead.C", "move contact to lead.Gone");
    assert_eq!(two("movement free", b, c), ["conflicting-moves"]);
    assert_eq!(two("", b, c), [""; 0]);
    assert_eq!(two("", b, gone), [""; 0]);
    assert_eq!(two("", b, "restart contact at lead.A"), ["conflicting-moves"]);
    assert_eq!(two("movement free", b, "if contact.score > 5\nmove contact to lead.C"), ["conflicting-moves"]);
    let low = "if contact.score < 3\nmove contact to lead.B";
    assert_eq!(two("movement free", low, "if contact.score > 5\nmove contact to lead.C"), [""; 0]);
}

#[test]
fn stages_that_would_be_skipped() {
    let track = |stages: &str| format!("domain other on contact {{ {stages} }}");
    let gate = track("stage P  stage Q  stage R { entry auto { score > 5 } }");
    let open = track("stage P  stage Q { entry auto { score > 3 } }  stage R { entry auto { score > 5 } }");
    let narrow = track("stage P  stage Q { entry auto { score > 9 } }  stage R { entry auto { score > 5 } }");
    let next = track("stage P  stage Q { entry auto { score > 5 } }");
    let skips: &[&str] = &["auto-entry-skips-stage"];
    check("skip forbidden", &[(&gate, skips), (&open, &[]), (&narrow, skips), (&next, &[])]);
    check("skip filled", &[(&gate, &[])]);
    let far = "automation M { when contact enters lead.A  move contact to lead.C }";
    let near = "automation M { when contact enters lead.A  move contact to lead.B }";
    let open = "automation M { when contact.ready becomes true  move contact to lead.C }";
    let back = "automation M { when contact enters lead.D  move contact to lead.B }";
    check("skip forbidden", &[(far, skips), (near, &[]), (open, &[]), (back, &[])]);
    check("movement free  skip forbidden", &[(back, &[])]);
}

#[test]
fn derived_stages_that_fall() {
    let company = |kind: &str, low: &str, high: &str| {
        format!(
            "domain company on company rolls up {kind} advanced lead {{ stage Low {{ from {low} }}  stage High {{ from {high} }} }}"
        )
    };
    let (order, falls): (&[&str], &[&str]) = (&["rollup-out-of-order"], &["rollup-falls"]);
    check(
        "",
        &[
            (&company("most", "A, B", "C, D"), &[]),
            (&company("most", "A, D", "B, C"), order),
            (&company("least", "A, D", "B, C"), order),
            (&company("least", "A, B", "C, D"), falls),
            // Whoever is new counts for nothing.
            (&company("least", "B", "C, D"), &[]),
            (&company("most", "A, B, Gone", "C, D"), &[]),
        ],
    );
    check("movement free", &[(&company("least", "A, B", "C, D"), &[])]);
}

#[test]
fn statuses_that_copy_the_stage() {
    let two = |first: &str, second: &str| {
        let rule = |name: &str, stage: &str, set: &str| {
            format!("automation {name} {{ when meeting is created  move contact to lead.{stage}  {set} }}\n")
        };
        found(
            "",
            &(rule("M", "B", first) + &rule("N", "C", second)).replacen(
                "meeting is created",
                "contact.ready changes",
                1,
            ),
        )
    };
    assert_eq!(two("set contact.work = New", "set contact.work = Open"), ["status-moves-with-stage"]);
    assert_eq!(two("set contact.work = New", "set contact.work = New"), [""; 0]);
    assert_eq!(two("set contact.work = New", ""), [""; 0]);
}

#[test]
fn scenarios_that_do_not_hold() {
    let scenario = |lines: &str| {
        found(
            "",
            &format!(
                "automation M {{ when contact.ready becomes true  if contact.score > 5  move contact to lead.B }}\nscenario \"S\" {{\n{lines}\n}}"
            ),
        )
    };
    assert_eq!(
        scenario(
            "given contact at lead.A with contact.score = 9\nwhen contact.ready becomes true\nexpect contact at lead.B"
        ),
        [""; 0]
    );
    assert_eq!(
        scenario(
            "given contact at lead.A with contact.score = 5\nwhen contact.ready becomes true\nexpect contact at lead.B"
        ),
        ["failing-scenario"]
    );
    assert_eq!(scenario("given contact at lead.A\nexpect not (contact is at lead.A)"), ["failing-scenario"]);
}
