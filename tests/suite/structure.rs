//! What a lifecycle is made of: a table of small lifecycles with what must and must not be found in them, and what the fixes write.
//!
//! `structure/cases.txt` is the table. A case begins with `=== title`; `finds RULE "words of the message"` and `not RULE` say what is
//! expected, `silent` that no rule of the group is raised at all. Teams and header are those of `PROLOGUE`.

use lifecycle_base::{Diagnostic, FileId, Group, apply_edits};
use lifecycle_driver::{Analysed, Options, OsFs, analyse, lone_text};

const CASES: &str = include_str!("structure/cases.txt");

/// Teams and the header, which every case has.
const PROLOGUE: &str = "lifecycle \"L\" { company \"C\" }\nteam Marketing\nteam SDR\nteam Sales\nteam CS\nteam Ops\n";

struct Case<'t> {
    title: &'t str,
    expected: Vec<&'t str>,
    text: String,
}

fn cases() -> Vec<Case<'static>> {
    let blocks = CASES.split("=== ").skip(1);
    blocks
        .map(|block| {
            let (title, rest) = block.split_once('\n').unwrap();
            let is_expected = |line: &&str| ["finds ", "not ", "silent"].iter().any(|word| line.starts_with(word));
            let expected: Vec<&str> = rest.lines().take_while(is_expected).collect();
            assert!(!expected.is_empty(), "{title}: nothing is expected");
            let text: Vec<&str> = rest.lines().skip(expected.len()).collect();
            Case { title, expected, text: format!("{PROLOGUE}{}\n", text.join("\n")) }
        })
        .collect()
}

fn check(text: &str) -> Analysed {
    analyse(&OsFs, &lone_text("a.lifecycle", text.to_owned()), &Options::default())
}

/// The findings about structure that speak of the lifecycle itself.
fn structural(found: &Analysed) -> Vec<&Diagnostic> {
    let is_language = |finding: &Diagnostic| matches!(finding.rule.group, Group::Syntax | Group::Names);
    if let Some(error) = found.findings.iter().find(|finding| is_language(finding)) {
        panic!("a case must be free of errors: {}", error.message);
    }
    found.findings.iter().filter(|finding| finding.rule.group == Group::Structure).collect()
}

/// What is wrong about one line of expectations, if anything is.
fn complaint(expected: &str, findings: &[&Diagnostic]) -> Option<String> {
    let raised = |rule: &str| findings.iter().filter(|finding| finding.rule.name == rule).collect::<Vec<_>>();
    if expected == "silent" {
        return (!findings.is_empty()).then(|| "it must be silent".to_owned());
    }
    if let Some(rule) = expected.strip_prefix("not ") {
        return (!raised(rule).is_empty()).then(|| format!("{rule} must not be found"));
    }
    let rest = expected.strip_prefix("finds ").unwrap();
    let (rule, words) = rest.split_once(' ').unwrap_or((rest, "\"\""));
    let (words, found) = (words.trim_matches('"'), raised(rule));
    let one = found.len() == 1 && found.iter().any(|finding| finding.message.contains(words));
    (!one).then(|| format!("{rule} must be found once, with {words:?}"))
}

#[test]
fn every_case_finds_what_it_says() {
    let mut wrong = Vec::new();
    for case in cases() {
        let found = check(&case.text);
        let findings = structural(&found);
        for expected in &case.expected {
            if let Some(complaint) = complaint(expected, &findings) {
                let all: Vec<String> =
                    findings.iter().map(|finding| format!("    {}: {}", finding.rule.name, finding.message)).collect();
                wrong.push(format!("{}: {complaint}; found are\n{}", case.title, all.join("\n")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn a_fix_removes_its_finding_and_leaves_a_text_that_parses() {
    let mut applied = 0;
    for case in cases() {
        let found = check(&case.text);
        for finding in structural(&found) {
            for fix in &finding.fixes {
                let text = apply_edits(FileId(0), &case.text, &fix.edits).unwrap();
                let after = check(&text);
                let left = structural(&after);
                let same = |other: &&&Diagnostic| other.rule == finding.rule && other.subject == finding.subject;
                assert!(
                    left.iter().find(same).is_none(),
                    "{}: {} is still there in\n{text}",
                    case.title,
                    finding.message
                );
                // What is inserted stands where the formatter would put it, or is put there by it.
                let formatted = lifecycle_fmt::format(&text).text;
                assert_eq!(structural(&check(&formatted)).len(), left.len(), "{}\n{formatted}", case.title);
                applied += 1;
            }
        }
    }
    assert!(applied > 20, "only {applied} fixes were tried");
}

/// Stages with and without braces, on one line and on several, with a comment at the end.
const GAPS: &str = "domain lead on contact {
  stage Known {
    means \"Known.\"
    owner Marketing  // for now
  }
  stage Warm { owner Marketing  exit { to MQL } }
  stage MQL { owner Marketing }
  stage Bare
  // Sales takes over.
  stage SAL \"Sales Accepted Lead\" { owner Sales }
}
";

#[test]
fn a_fix_reads_like_the_text_around_it() {
    let text = format!("{PROLOGUE}{GAPS}");
    let found = check(&text);
    let gaps = structural(&found).into_iter().filter(|it| it.rule.name == "missing-exit");
    let edits: Vec<_> = gaps.flat_map(|finding| &finding.fixes).flat_map(|fix| fix.edits.clone()).collect();
    let fixed = apply_edits(FileId(0), &text, &edits).unwrap();
    insta::assert_snapshot!(fixed.strip_prefix(PROLOGUE).unwrap());
    // Both would add the braces of `Bare`: whoever applies fixes finds that they overlap.
    let all = structural(&found).into_iter().filter(|finding| finding.message.contains("`Bare`"));
    let edits: Vec<_> = all.flat_map(|finding| &finding.fixes).flat_map(|fix| fix.edits.clone()).collect();
    assert!(apply_edits(FileId(0), &text, &edits).is_err());
    insta::assert_snapshot!(lifecycle_fmt::format(&fixed).text.split_once("\ndomain").unwrap().1);
}

#[test]
fn sound_lifecycles_raise_nothing_about_structure() {
    let sound = [
        ("espagnol", include_str!("wild/espagnol.lifecycle")),
        ("german", include_str!("wild/german.lifecycle")),
        ("hardware", include_str!("wild/hardware.lifecycle")),
        ("plg", include_str!("wild/plg.lifecycle")),
    ];
    for (name, text) in sound {
        let found = check(text);
        let messages: Vec<&str> = structural(&found).iter().map(|finding| finding.message.as_str()).collect();
        assert_eq!(messages, [""; 0], "{name}");
    }
}

#[test]
fn what_is_misspelt_is_not_missing() {
    let sound = "domain lead on contact {\n  stage A { owner Sales  exit { to B } }\n  golden stage B { counts as SQL  owner Sales }\n}\n";
    for (right, wrong) in
        [("owner Sales  exit", "owner Saels  exit"), ("to B", "to Bee"), ("as SQL", "as SLQ"), ("golden", "goldne")]
    {
        let text = format!("{PROLOGUE}{}", sound.replace(right, wrong));
        let rules: Vec<&str> = check(&text).findings.iter().map(|finding| finding.rule.name).collect();
        let absent = ["missing-owner", "missing-exit", "missing-golden-stage", "unreachable-stage"];
        assert!(!rules.iter().any(|rule| absent.contains(rule)), "{wrong}: {rules:?}");
    }
}
