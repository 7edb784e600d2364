//! Lifecycles in styles unlike the examples, as people write them before they know the formatter: what they raise, and that whoever
//! formats them loses nothing.
//!
//! `german` has labels of another language and roles under other names, and is sound. `lead_status` is an org whose lead status
//! became its lifecycle. `plg` (self-serve with sales assist), `espagnol` (a school, in Spanish, on leads) and `hardware` (long projects,
//! customers on companies, one team that does its own marketing) are sound, but for an automation or two.
//!
//! The others were written as an auditor would transcribe them, and what an expert expects of them before the tool was run. Where the
//! two differed, one of them was corrected. `NAME.expected.tsv` is what must be found: subject, rule and reason; `maybe` marks what
//! experts differ about.

use lifecycle_base::{Diagnostic, Severity};
use lifecycle_driver::rules::registry;
use lifecycle_driver::{Analysed, Options, OsFs, analyse, compile, default_targets, lone_text};
use lifecycle_fmt::format;
use lifecycle_render::Format;
use std::collections::BTreeSet;

/// A lifecycle, and the table of what must be found in it.
struct Wild {
    name: &'static str,
    text: &'static str,
    expected: &'static str,
}

macro_rules! wild {
    ($($name:literal),* $(,)?) => {
        [$(Wild {
            name: $name,
            text: include_str!(concat!("wild/", $name, ".lifecycle")),
            expected: include_str!(concat!("wild/", $name, ".expected.tsv")),
        }),*]
    };
}

const WILD: [Wild; 16] = wild![
    "aandeel",
    "agency",
    "almost",
    "box",
    "distributors",
    "editeur",
    "espagnol",
    "german",
    "hardware",
    "lead_status",
    "marketplace",
    "maschinenbau",
    "merger",
    "newsroom",
    "plg",
    "selfserve",
];

/// The lifecycles whose findings are shown as people see them.
const SHOWN: [&str; 5] = ["espagnol", "german", "hardware", "lead_status", "plg"];

fn analysed(name: &str, text: &str) -> Analysed {
    analyse(&OsFs, &lone_text(&format!("{name}.lifecycle"), text.to_owned()), &Options::default())
}

fn short(found: &Analysed) -> String {
    let mut out = Vec::new();
    lifecycle_render::render(Format::Short, &found.db, &found.findings, &Default::default(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// All files of all targets, with their paths.
fn files(found: &Analysed) -> Vec<(String, Vec<u8>)> {
    let checked = found.checked().unwrap_or_else(|| panic!("it must compile:\n{}", short(found)));
    let artifacts = compile(checked, &default_targets(&found.model)).unwrap();
    artifacts.iter().map(|(path, artifact)| (path.to_owned(), artifact.bytes.clone())).collect()
}

#[test]
fn findings() {
    for Wild { name, text, .. } in WILD.iter().filter(|wild| SHOWN.contains(&wild.name)) {
        insta::assert_snapshot!(format!("{name}_short"), short(&analysed(name, text)));
    }
}

#[test]
fn compiling_is_deterministic() {
    for Wild { name, text, .. } in &WILD {
        let once = files(&analysed(name, text));
        assert!(once.len() > 20, "{name}: only {} files", once.len());
        assert!(once == files(&analysed(name, text)), "{name}");
    }
}

#[test]
fn formatting_changes_neither_findings_nor_artifacts() {
    for Wild { name, text, .. } in &WILD {
        let formatted = format(text).text;
        assert_ne!(formatted, *text, "{name} is to be formatted");
        assert_eq!(format(&formatted).text, formatted, "{name}: stable");
        let (before, after) = (analysed(name, text), analysed(name, &formatted));
        let messages = |found: &Analysed| found.findings.iter().map(|found| found.message.clone()).collect::<Vec<_>>();
        assert_eq!(messages(&before), messages(&after), "{name}");
        assert!(files(&before) == files(&after), "{name}");
    }
}

/// Every certain expectation is found, and no warning that nobody expects.
#[test]
fn experts_agree() {
    let mut complaints = Vec::new();
    for wild in &WILD {
        let mut certain = BTreeSet::new();
        let mut expected = BTreeSet::new();
        for line in wild.expected.lines().filter(|line| !line.starts_with('#')) {
            let columns: Vec<&str> = line.split('\t').collect();
            let [subject, rule, reason, rest @ ..] = columns.as_slice() else { panic!("{}: {line}", wild.name) };
            assert!(!reason.is_empty() && matches!(rest, [] | ["maybe"]), "{}: {line}", wild.name);
            assert!(registry().iter().any(|known| known.name == *rule), "{}: no rule {rule}", wild.name);
            assert!(expected.insert((*subject, *rule)), "{}: {subject} {rule} stands twice", wild.name);
            if rest.is_empty() {
                certain.insert((*subject, *rule));
            }
        }
        let analysed = analysed(wild.name, wild.text);
        let subject =
            |finding: &Diagnostic| if finding.subject.is_empty() { "-".to_owned() } else { finding.subject.clone() };
        let found: Vec<(String, &Diagnostic)> = analysed.findings.iter().map(|one| (subject(one), one)).collect();
        for (subject, rule) in &certain {
            if !found.iter().any(|(of, finding)| of == subject && finding.rule.name == *rule) {
                complaints.push(format!("{}: {rule} is not found at {subject}", wild.name));
            }
        }
        for (subject, finding) in &found {
            let is_expected = expected.contains(&(subject.as_str(), finding.rule.name));
            if finding.severity != Severity::Info && !is_expected {
                complaints.push(format!("{}: {} at {subject}: {}", wild.name, finding.rule.name, finding.message));
            }
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}
