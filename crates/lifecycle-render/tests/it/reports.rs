//! What the reports for CI systems say, beyond their form.

use crate::fixture::{ATTACK, hostile, many, project, rendered};
use crate::xsd::Node;
use lifecycle_base::{Diagnostic, SourceDb, apply_edits};
use lifecycle_render::{Format, Options};
use serde_json::Value;
use std::collections::BTreeSet;

fn text(format: Format, (db, findings): &(SourceDb, Vec<Diagnostic>)) -> String {
    rendered(format, db, findings, &Options::default())
}

fn json(format: Format, case: &(SourceDb, Vec<Diagnostic>)) -> Value {
    serde_json::from_str(&text(format, case)).unwrap()
}

/// A command is one line, and only what we write begins one.
#[test]
fn github_commands_cannot_be_injected() {
    let output = text(Format::Github, &hostile());
    let lines: Vec<&str> = output.lines().collect();
    assert_eq!(lines.len(), 4, "{output}");
    assert!(lines[0].starts_with("::error title=missing-project-name::"), "{output}");
    for line in &lines[1..3] {
        assert!(line.starts_with("::warning file=") && line.matches("::").count() >= 2, "{line}");
        let properties = line["::warning ".len()..].split("::").next().unwrap();
        let keys: Vec<&str> = properties.split(',').map(|property| property.split('=').next().unwrap()).collect();
        assert_eq!(keys, ["file", "line", "endLine", "title"], "{line}");
    }
    assert!(!output.contains(['\r', '\u{1b}', '\u{202e}']));
}

#[test]
fn github_has_columns_within_one_line_and_errors_first() {
    let output = text(Format::Github, &project());
    let budget = output.lines().find(|line| line.contains("bugdet")).unwrap();
    assert!(budget.starts_with("::error file=teams/café.lifecycle,line=3,endLine=3,col=45,endColumn=51,"), "{budget}");
    let kinds: Vec<&str> = output.lines().filter_map(|line| line.strip_prefix("::")?.split(' ').next()).collect();
    assert!(kinds.is_sorted_by_key(|kind| ["error", "warning", "notice"].iter().position(|k| k == kind)), "{kinds:?}");
    assert!(
        text(Format::Github, &many(300))
            .ends_with("GitHub shows the first 10 of each kind inline; this log has all of them.\n")
    );
}

/// Read back, the attack is what it was but for what XML does not have, and nobody wants to see.
#[test]
fn xml_reads_back() {
    let report = Node::parse(&text(Format::Checkstyle, &hostile()));
    let errors = report.all("error");
    assert_eq!(errors.len(), 3);
    assert!(errors[0].get("message").contains("]]> <script>alert(1)</script> `x`"), "{}", errors[0].get("message"));
    assert!(errors[0].get("message").contains("é 🎉"));
    let report = Node::parse(&text(Format::Junit, &hostile()));
    let failure = report.all("failure")[1];
    assert!(failure.text.contains("::error::owned%0A%25 ]]> <script>"), "{}", failure.text);
    assert_eq!(report.all("testsuite")[1].get("name"), "a b%25 ::warning::#?&<\">é🎉`|`.lifecycle");
}

#[test]
fn junit_counts_what_it_holds() {
    for case in [project(), hostile(), many(50)] {
        let report = Node::parse(&text(Format::Junit, &case));
        for node in report.all("testsuite").into_iter().chain([&report]) {
            assert_eq!(node.get("tests"), node.all("testcase").len().to_string());
            assert_eq!(node.get("failures"), node.all("failure").len().to_string());
        }
        for suite in report.all("testsuite") {
            let names: BTreeSet<&str> = suite.all("testcase").iter().map(|test| test.get("name")).collect();
            assert_eq!(names.len(), suite.all("testcase").len(), "two tests share a name");
        }
    }
}

/// What people would see: the tags that the summary has are its own.
#[test]
fn markdown_shows_words_as_words() {
    let output = text(Format::Markdown, &hostile());
    for own in ["<details open>", "<summary>", "</summary>", "</details>", "<code>", "</code>", "<br>"] {
        assert!(output.contains(own), "{own}");
    }
    // Hosts call nobody and expand nothing in code; only links and markup could begin there.
    let outside: String =
        output.split("<code>").map(|part| part.split_once("</code>").map_or(part, |both| both.1)).collect();
    assert!(!outside.contains("@everyone") && !outside.contains(":tada:") && !outside.contains(" #1 "), "{outside}");
    let mut rest = output.clone();
    for own in ["<details open>", "<summary>", "</summary>", "</details>", "<code>", "</code>", "<br>"] {
        rest = rest.replace(own, "");
    }
    assert!(!rest.contains('<') && !rest.contains('>') && !rest.contains("`"), "{rest}");
    assert!(!rest.contains("**y**") && !rest.contains("https://evil") && !rest.contains("@everyone"), "{rest}");
    assert!(!rest.contains("www.evil") && !rest.contains(":tada:") && !rest.contains(" #1"), "{rest}");
    assert_eq!(output.matches("<details").count(), output.matches("</details>").count());
    assert!(!output.contains(['\r', '\u{1b}', '\u{202e}', '\0']));
}

#[test]
fn markdown_stays_short_and_says_what_is_missing() {
    for count in [1_000, 20_000] {
        let output = text(Format::Markdown, &many(count));
        assert!(output.len() < 60_000 && output.len() > 50_000, "{}", output.len());
        // All of the first thousand's hundred errors are there, before any of the others.
        let errors = output.matches("- ❌").count();
        let warnings = output.matches("- ⚠️").count();
        let left_out = output.lines().rev().find(|line| line.starts_with("Left out here: ")).unwrap();
        assert!(warnings == 0 || errors == count / 10, "{errors} errors, {warnings} warnings");
        assert!(left_out.contains(&format!("{} warnings", count - count / 10 - warnings)), "{left_out}");
        assert_eq!(output.matches("<details").count(), output.matches("</details>").count());
    }
    // Even where one text alone is too long.
    let (db, mut findings) = hostile();
    findings[1].message = ATTACK.repeat(10_000);
    let output = text(Format::Markdown, &(db, findings));
    assert!(output.len() < 60_000 && !output.contains("Left out"), "{}", output.len());
    // Or where there are very many files, with very long names.
    let mut db = SourceDb::default();
    let findings: Vec<Diagnostic> = (0..5_000)
        .map(|i| {
            let file = db.add(format!("{i}{}", "<".repeat(2_000)), "x").unwrap();
            let mut finding = many(1).1.remove(0);
            finding.location.as_mut().unwrap().file = file;
            finding
        })
        .collect();
    assert!(text(Format::Markdown, &(db, findings)).len() < 60_000);
}

#[test]
fn markdown_of_a_clean_run_says_so() {
    let mut db = SourceDb::default();
    db.add("a.lifecycle", "").unwrap();
    assert_eq!(text(Format::Markdown, &(db, vec![])), "## ✅ Lifecycle: no findings in 1 file\n\n");
}

/// The columns of SARIF count characters here, so they are looked up in the text as characters.
#[test]
fn sarif_regions_and_fixes_agree_with_the_text() {
    let case = project();
    let log = json(Format::Sarif, &case);
    assert_eq!(log["runs"][0]["columnKind"], "unicodeCodePoints");
    let result = log["runs"][0]["results"]
        .as_array()
        .unwrap()
        .iter()
        .find(|result| result["ruleId"] == "unknown-field")
        .unwrap();
    let location = &result["locations"][0]["physicalLocation"];
    assert_eq!(location["artifactLocation"]["uri"], "teams/caf%C3%A9.lifecycle");
    assert_eq!(location["artifactLocation"]["uriBaseId"], "%SRCROOT%");
    let replacement = &result["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(replacement["deletedRegion"], location["region"]);
    let region = |key: &str| location["region"][key].as_u64().unwrap() as usize;
    let text = case.0.iter().find(|(_, source)| source.path() == "teams/café.lifecycle").unwrap().1.text();
    let line: Vec<char> = text.lines().nth(region("startLine") - 1).unwrap().chars().collect();
    assert_eq!(line[region("startColumn") - 1..region("endColumn") - 1].iter().collect::<String>(), "bugdet");
    assert_eq!(region("startLine"), region("endLine"));
    assert_eq!(replacement["insertedContent"]["text"], "budget");
}

#[test]
fn sarif_keeps_the_gravest_of_too_many() {
    let log = json(Format::Sarif, &many(26_000));
    let run = &log["runs"][0];
    assert_eq!(run["results"].as_array().unwrap().len(), 25_000);
    assert_eq!(run["results"].as_array().unwrap().iter().filter(|result| result["level"] == "error").count(), 2_600);
    let note = run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"].as_str().unwrap();
    assert_eq!(note, "1000 more findings are left out: a report holds 25000.");
}

/// The columns of reviewdog count bytes.
#[test]
fn rdjson_suggestions_can_be_applied() {
    let (db, findings) = project();
    let report = json(Format::Rdjson, &(db, findings));
    let diagnostics = report["diagnostics"].as_array().unwrap();
    let (db, findings) = project();
    let mut applied = 0;
    for (finding, diagnostic) in findings.iter().zip(diagnostics) {
        for suggestion in diagnostic["suggestions"].as_array().into_iter().flatten() {
            let source = db.get(finding.location.unwrap().file).unwrap();
            let offset = |position: &Value| {
                let line = source.line_range(position["line"].as_u64().unwrap() as u32).unwrap();
                line.start + position["column"].as_u64().unwrap() as usize - 1
            };
            let range = offset(&suggestion["range"]["start"])..offset(&suggestion["range"]["end"]);
            let mut changed = source.text().to_string();
            changed.replace_range(range, suggestion["text"].as_str().unwrap());
            let expected = finding.fixes.iter().any(|fix| {
                let file = finding.location.unwrap().file;
                apply_edits(file, source.text(), &fix.edits).is_ok_and(|text| text == changed)
            });
            assert!(expected, "{changed}");
            applied += 1;
        }
    }
    assert_eq!(applied, 4);
}
