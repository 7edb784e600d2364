//! Names and the field they stand in: a corpus labelled by hand, with floors for precision and recall, and the hard distinctions.
//!
//! A line of a table is `kind`, `name`, the rules an expert would name (`-` for none, `pedantic` for any rule of that group), and in the
//! corpus how `sure` the expert is and why.

use lifecycle_base::{Diagnostic, Group};
use lifecycle_driver::rules::{Level, Selector};
use lifecycle_driver::{Options, OsFs, analyse, discover, lone_text};
use std::fmt::Write;

/// The rules that judge a name by itself.
const JUDGES: [&str; 9] = [
    "activity-named-stage",
    "generic-stage",
    "internal-signal-stage",
    "outcome-in-lifecycle",
    "stage-named-status",
    "status-named-stage",
    "success-stage-in-sales",
    "task-percentage-stage",
    "time-based-stage",
];

/// The rules that judge a name by itself where experts disagree.
const PEDANTIC: [&str; 4] =
    ["activity-named-phase", "outcome-in-customer-lifecycle", "scheduled-stage", "seller-action-stage"];

/// A line of a table.
struct Entry {
    kind: String,
    name: String,
    labels: Vec<String>,
    sure: bool,
}

fn entries(table: &str) -> Vec<Entry> {
    let lines = table.lines().filter(|line| !line.is_empty() && !line.starts_with("//"));
    let entry = |line: &str| {
        let mut columns = line.split('\t');
        let mut next = || columns.next().unwrap_or_default().to_owned();
        let (kind, name, labels, confidence) = (next(), next(), next(), next());
        Entry { kind, name, labels: labels.split(',').map(str::to_owned).collect(), sure: confidence != "arguable" }
    };
    lines.map(entry).collect()
}

/// A declaration in which the name stands, between sound neighbours. The name has a line of its own.
fn declaration(number: usize, entry: &Entry) -> String {
    let name = entry.name.replace('\\', "\\\\").replace('"', "\\\"");
    let people = |object: &str, before: &str| {
        format!(
            "domain d{number} on {object} {{\n  stage First \"{before}\" {{ owner T }}\n  stage X \"{name}\" {{ owner T }}\n}}\n"
        )
    };
    let deals = |pipeline: &str| {
        format!(
            "domain d{number} on deal {{ pipeline P{number} \"{pipeline}\" {{\n  stage First \"Budget Confirmed\" {{ owner T }}\n  stage X \
             \"{name}\" {{ owner T }}\n  stage Last \"Contract Reviewed by Buyer\" {{ owner T }}\n  won stage Won \"Closed Won\"\n}} }}\n"
        )
    };
    match entry.kind.as_str() {
        "contact" => people("contact", "Known Lead"),
        "lead-pipeline" => people("lead", "Known Lead"),
        "company" => people("company", "Target Account"),
        "customer" => people("ticket", "Contract Received"),
        "poc" => people("deal", "POC Entry"),
        "deal" => deals("New Business"),
        "expansion" => deals("Expansion"),
        "renewal" => deals("Renewal"),
        "status" => format!("object contact {{ status s{number} {{\n  Other \"New\"\n  X \"{name}\"\n}} }}\n"),
        kind => panic!("no such kind: {kind}"),
    }
}

/// What the checker says about each entry, all in one run.
fn judged(entries: &[Entry], pedantic: bool) -> Vec<Vec<&'static str>> {
    let mut text = String::from("lifecycle \"L\" { company \"C\" }\nteam T\n");
    let mut lines = Vec::new();
    for (number, entry) in entries.iter().enumerate() {
        let declared = declaration(number, entry);
        let at = declared.find("  X \"").or_else(|| declared.find("stage X \"")).unwrap();
        lines.push(text.len() + at..text.len() + at + 9 + entry.name.len());
        text.push_str(&declared);
    }
    let levels = if pedantic { vec![(Selector::parse("pedantic").unwrap(), Level::Warn)] } else { Vec::new() };
    let found = analyse(&OsFs, &lone_text("corpus.lifecycle", text), &Options { levels, ..Options::default() });
    assert!(
        found.checked().is_some(),
        "the names stand in lifecycles without errors: {:?}",
        found.findings.iter().find(|f| f.severity == lifecycle_base::Severity::Error)
    );
    let mut findings: Vec<&Diagnostic> = found
        .findings
        .iter()
        .filter(|finding| JUDGES.contains(&finding.rule.name) || PEDANTIC.contains(&finding.rule.name))
        .collect();
    findings.sort_by_key(|finding| finding.location.map(|place| place.span.start));
    lines
        .iter()
        .map(|line| {
            let inside = |finding: &&&Diagnostic| {
                finding.location.is_some_and(|place| line.contains(&(place.span.start as usize)))
            };
            findings.iter().filter(inside).map(|finding| finding.rule.name).collect()
        })
        .collect()
}

/// Whether the expert agrees with a rule.
fn agrees(entry: &Entry, rule: &str) -> bool {
    let pedantic = !JUDGES.contains(&rule);
    entry.labels.iter().any(|label| label == rule || (pedantic && label == "pedantic"))
}

#[test]
fn most_findings_are_right_and_few_are_missed() {
    assert_good(include_str!("naming/corpus.tsv"));
}

/// Names that the rules were not made with: what they say about names nobody has seen. Do not use them to make rules.
#[test]
fn names_never_seen_are_judged_as_well() {
    assert_good(include_str!("naming/held_out.tsv"));
}

fn assert_good(table: &str) {
    // Apart, since a stage that is called like a declared status is judged by that.
    let (statuses, stages): (Vec<Entry>, Vec<Entry>) =
        entries(table).into_iter().partition(|entry| entry.kind == "status");
    let (mut right, mut wrong, mut missed, mut log) = (0.0, 0.0, 0.0, String::new());
    let found = judged(&statuses, true).into_iter().chain(judged(&stages, true));
    for (entry, found) in statuses.iter().chain(&stages).zip(found) {
        assert!(found.len() <= 1, "{} raises {found:?}: one stage, one finding", entry.name);
        let agreed = found.iter().any(|rule| agrees(entry, rule));
        let silent = entry.labels.iter().any(|label| label == "-");
        let as_expected = agreed || (silent && found.is_empty());
        if !as_expected {
            let mark = if entry.sure { "" } else { " (arguable)" };
            writeln!(
                log,
                "{}: `{}`{mark}: expected {}, found {found:?}",
                entry.kind,
                entry.name,
                entry.labels.join(" or ")
            )
            .unwrap();
        }
        if entry.sure {
            right += f64::from(u8::from(agreed));
            wrong += f64::from(u8::from(!agreed && !found.is_empty()));
            missed += f64::from(u8::from(!agreed && !silent));
        }
    }
    let (precision, recall) = (right / (right + wrong), right / (right + missed));
    println!(
        "{log}precision {:.1} %, recall {:.1} % over {} sure findings",
        precision * 100.0,
        recall * 100.0,
        right + missed
    );
    assert!(precision > 0.95, "precision {precision:.3}\n{log}");
    assert!(recall > 0.90, "recall {recall:.3}\n{log}");
}

#[test]
fn hard_distinctions() {
    let (statuses, stages): (Vec<Entry>, Vec<Entry>) =
        entries(include_str!("naming/distinctions.tsv")).into_iter().partition(|entry| entry.kind == "status");
    let found = judged(&statuses, true).into_iter().chain(judged(&stages, true));
    let mut wrong = String::new();
    for (entry, found) in statuses.iter().chain(&stages).zip(found) {
        let right = if entry.labels == ["-"] { found.is_empty() } else { found.len() == 1 && agrees(entry, found[0]) };
        if !right {
            writeln!(
                wrong,
                "{}: `{}`: {} expected, {found:?} found",
                entry.kind,
                entry.name,
                entry.labels.join(" or ")
            )
            .unwrap();
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn pedantic_rules_are_off_by_default() {
    let stages: Vec<Entry> =
        entries(include_str!("naming/distinctions.tsv")).into_iter().filter(|e| e.labels == ["pedantic"]).collect();
    assert!(stages.len() > 3 && judged(&stages, false).iter().all(Vec::is_empty));
}

/// The findings of naming rules in a text, as `rule at label`.
fn raised(text: &str) -> Vec<String> {
    let text = format!("lifecycle \"L\" {{ company \"C\" }}\nteam Sales\nteam CS\n{text}");
    let found = analyse(&OsFs, &lone_text("a.lifecycle", text.clone()), &Options::default());
    assert!(found.checked().is_some(), "{:?}", found.findings);
    let naming = found.findings.iter().filter(|finding| finding.rule.group == Group::Naming);
    naming.map(|finding| format!("{} {}", finding.rule.name, &text[finding.location.unwrap().span.range()])).collect()
}

const RENEWAL: &str = "object deal { field contract_end date  field signed_on date }\ndomain sales on deal { pipeline Renewal {\n  stage Opened \
                       \"Renewal Opened\" { owner CS }\n  stage Second \"Value Confirmed\" { owner CS  ENTRY }\n  won stage Won \"Closed Won\"\n} }\nAUTOMATION";

fn renewal(entry: &str, automation: &str) -> Vec<String> {
    raised(&RENEWAL.replace("ENTRY", entry).replace("AUTOMATION", automation))
}

#[test]
fn a_countdown_is_found_in_what_lets_records_in() {
    let found = ["time-based-stage \"Value Confirmed\""];
    let none = [""; 0];
    assert_eq!(renewal("entry { signed_on older than 270 days }", ""), found);
    assert_eq!(renewal("entry { contract_end within last 30 days }", ""), found);
    // An event of the last days is progress, and so is anything besides the date.
    assert_eq!(renewal("entry { signed_on within last 30 days }", ""), none);
    assert_eq!(renewal("entry { signed_on older than 270 days and amount > 0 }", ""), none);
    assert_eq!(renewal("entry { signed_on older than 270 days\n manual \"Value shown\" }", ""), none);
    // An automation that opens a renewal, reminds or has a condition is right; one that moves it on by date is a countdown.
    let with = |automation: &str| {
        renewal("", &format!("automation A {{ when 90 days before deal.contract_end\n{automation} }}"))
    };
    assert_eq!(with("move deal to Renewal.Second"), found);
    assert_eq!(with("create deal at Renewal.Opened"), none);
    assert_eq!(with("notify CS \"Soon\"  task CS \"Call\" due 2 days"), none);
    assert_eq!(with("if deal.amount > 0\nmove deal to Renewal.Second"), none);
    assert_eq!(renewal("stale after 90 days  sla 90 days", ""), none);
}

#[test]
fn countdowns_of_a_renewal_are_offered_a_progression() {
    let text = "domain sales on deal { pipeline Renewal { stage A \"90 Days\"  stage B \"60 Days\"  stage C \"Proposal Sent\"  won stage Won } }";
    let found = analyse(&OsFs, &lone_text("a.lifecycle", text.to_owned()), &Options::default());
    let titles = found
        .findings
        .iter()
        .filter(|finding| finding.rule.name == "time-based-stage")
        .map(|finding| finding.fixes[0].title.as_str());
    assert_eq!(titles.collect::<Vec<_>>(), ["rename to `Renewal Opened`", "rename to `Review Completed`"]);
}

#[test]
fn success_stages_are_told_by_their_place() {
    let sales = |before: &str, after: &str| {
        raised(&format!(
            "domain sales on deal {{ pipeline New {{\n  stage A \"Budget Confirmed\" {{ owner Sales }}\n{before}  won stage Won \"Closed Won\" {{ owner \
             Sales }}\n{after}}} }}"
        ))
    };
    assert_eq!(sales("  stage K \"Kickoff\" { owner Sales }\n", ""), ["activity-named-stage \"Kickoff\""]);
    assert_eq!(sales("", "  stage K \"Kickoff\" { owner CS }\n"), ["success-stage-in-sales \"Kickoff\""]);
    assert_eq!(sales("", "  stage T \"Training\" { owner CS }\n"), ["success-stage-in-sales \"Training\""]);
    assert_eq!(sales("", "  stage T \"Invoice Paid\" { owner Sales }\n"), [""; 0]);
    // Whoever owns the customers' track owns work after the sale, unless they sold, too.
    let customers = "domain customer on ticket { stage Onboarding { owner CS } }\n";
    let owned = |owner: &str| {
        let text = format!(
            "{customers}domain sales on deal {{ pipeline New {{ stage A \"Budget Confirmed\" {{ owner Sales }}  won stage Won \"Closed Won\"  stage P \"Data Received\" {{ owner {owner} }} }} }}"
        );
        raised(&text)
    };
    assert_eq!(owned("CS"), ["success-stage-in-sales \"Data Received\""]);
    assert_eq!(owned("Sales"), [""; 0]);
    // A whole pipeline of such work is one finding; the phases are named as phases are.
    let whole = "domain sales on deal { pipeline Care \"Customer Onboarding\" { stage H \"Handover\"  stage T \"Training\"  won stage L \"Live\" } }";
    assert_eq!(raised(whole), ["success-stage-in-sales \"Customer Onboarding\""]);
    // Renewals are the success team's, and sell.
    assert_eq!(renewal("", ""), [""; 0]);
}

#[test]
fn one_label_has_one_meaning_or_is_left_alone() {
    let two = |one: &str, other: &str| {
        let text = format!(
            "domain sales on deal {{\n  pipeline A {{ {one}  won stage WonA \"Closed Won\" }}\n  pipeline B {{ {other}  won stage WonB \"Closed \
             Won\" }}\n}}"
        );
        raised(&text).into_iter().filter(|found| found.starts_with("same-label")).collect::<Vec<_>>()
    };
    let none = [""; 0];
    let found = ["same-label-two-meanings \"Fit Confirmed\""];
    let stage = |rest: &str| format!("stage X \"Fit Confirmed\" {{ {rest} }}");
    assert_eq!(two(&stage(""), &stage("")), none);
    assert_eq!(two(&stage("counts as SQL"), &stage("counts as SAO")), found);
    assert_eq!(two(&stage("counts as SQL"), &stage("")), none);
    assert_eq!(two(&stage("probability 20%  means \"a\""), &stage("probability 30%  means \"b\"")), none);
    assert_eq!(two(&stage("probability 20%  means \"a\""), &stage("probability 60%  means \"b\"")), found);
    assert_eq!(two("lost stage X \"Passed\"", "won stage X \"Passed\""), ["same-label-two-meanings \"Passed\""]);
    // In a lead lifecycle and in a pipeline, SQL is one thing.
    assert_eq!(
        raised(
            "domain lead on contact { stage SQL }\ndomain sales on deal { pipeline A { stage SQL  won stage Won } }"
        ),
        none
    );
}

#[test]
fn labels_that_look_alike_are_found_in_one_track() {
    let two = |one: &str, other: &str| raised(&format!("domain lead on contact {{ {one}  {other} }}"));
    assert_eq!(
        two("stage A \"Fit Confirmed\"", "stage B \"2. fit  confirmed\""),
        ["duplicate-stage-label \"2. fit  confirmed\""]
    );
    assert_eq!(two("stage A \"Fit Confirmed\"", "stage B \"Budget Confirmed\""), [""; 0]);
    assert_eq!(two("stage A \"Fit Confirmed\"", "retired stage B \"Fit Confirmed (old)\""), [""; 0]);
}

#[test]
fn ways_out_are_judged_for_outcomes_only() {
    let lead = |stage: &str| raised(&format!("domain lead on contact {{ stage A \"Known Lead\"  {stage} }}"));
    assert_eq!(lead("lost stage X \"Closed Lost\""), ["outcome-in-lifecycle \"Closed Lost\""]);
    assert_eq!(lead("lost stage X \"Disqualified\""), [""; 0]);
    assert_eq!(lead("hold stage X \"On Hold\""), [""; 0]);
    assert_eq!(lead("lost stage X \"Other\""), [""; 0]);
}

#[test]
fn a_foreign_track_is_left_alone() {
    let track = |names: [&str; 3]| {
        let stages = names.map(|name| format!("stage {name}")).join("  ");
        raised(&format!("domain sales on deal {{ pipeline P {{ {stages}  won stage Gewonnen }} }}"))
    };
    assert_eq!(track(["Bedarf", "Demo", "Angebot"]), [""; 0]);
    assert_eq!(track(["Budget", "Demo", "Contract"]), ["activity-named-stage Demo"]);
}

#[test]
fn better_names_are_offered_and_raise_nothing() {
    let offered = |label: &str| {
        let text = format!("domain sales on deal {{ pipeline P {{ stage X \"{label}\"  won stage Won }} }}");
        let found = analyse(&OsFs, &lone_text("a.lifecycle", text), &Options::default());
        let finding = found
            .findings
            .iter()
            .find(|finding| finding.rule.name == "activity-named-stage")
            .unwrap_or_else(|| panic!("{label}"));
        let names = finding.fixes.iter().map(|fix| fix.title.trim_start_matches("rename to ").replace('`', ""));
        names.collect::<Vec<_>>().join(", ")
    };
    for (label, better) in [
        ("Demo", "Demo Completed"),
        ("3a. Technical Demo (AE)", "3a. Technical Demo Completed (AE)"),
        ("04_Negotiating", "04_Negotiation Completed"),
        ("Qualify", "Qualified"),
        ("Send Proposal", "Proposal Sent"),
        ("Identify Decision Makers", "Decision Makers Identified"),
        ("Building Business Case", "Business Case Built"),
        ("Requirements Gathering", "Requirements Gathered"),
        ("Discovery / Demo", "Discovery / Demo Completed"),
        ("Closing", "Contract Signed, Terms Agreed"),
        ("Outreach", "Replied, Meeting Held"),
    ] {
        assert_eq!(offered(label), better, "{label}");
    }
}

#[test]
fn a_team_keeps_the_names_it_has_agreed_on() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("lifecycle.toml"),
        "[rules]\nactivity-named-stage = { names = [\"discovery\"] }\n",
    )
    .unwrap();
    let text = "domain sales on deal { pipeline P { stage A \"1. Discovery\"  stage B \"Demo\"  won stage Won } }";
    std::fs::write(folder.path().join("a.lifecycle"), text).unwrap();
    let projects = discover(&OsFs, &[folder.path().to_owned()]).unwrap();
    let found = analyse(&OsFs, &projects[0], &Options::default());
    let named: Vec<&str> =
        found.findings.iter().filter(|f| f.rule.name == "activity-named-stage").map(|f| f.message.as_str()).collect();
    assert_eq!(named, ["the stage `Demo` is named after an activity, not after what has been reached"]);
}
