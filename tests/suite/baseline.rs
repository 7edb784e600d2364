//! The baseline: what it hides, what it does not, and that it follows its findings.

use crate::cli::{Ran, lifecycle, with_input};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const NAME: &str = "lifecycle-baseline.json";

/// Two stages that are named after activities, without criteria.
const SALES: &str = "domain sales on deal {\n  pipeline P {\n    stage Demo { owner Sales  probability 25%  exit { to Won } }\n    stage Pitch { owner Sales  probability 50% }\n    won stage Won { owner Sales }\n  }\n}\n";

/// A project with a manifest, teams, and the sales domain.
fn project() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(&folder, "lifecycle.toml", "");
    write(&folder, "teams.lifecycle", "team Sales\n");
    write(&folder, "sales.lifecycle", SALES);
    folder
}

fn write(folder: &TempDir, name: &str, text: &str) -> PathBuf {
    let path = folder.path().join(name);
    fs::write(&path, text).unwrap();
    path
}

fn read(folder: &TempDir, name: &str) -> String {
    fs::read_to_string(folder.path().join(name)).unwrap()
}

fn check(folder: &Path, more: &[&str]) -> Ran {
    lifecycle(folder, &[&["check", "--format", "short"], more].concat())
}

#[test]
fn what_is_in_it_is_not_reported() {
    let folder = project();
    let before = check(folder.path(), &[]);
    let findings = before.out.lines().count();
    assert!(findings >= 4, "{}", before.out);
    let run = lifecycle(folder.path(), &["check", "--write-baseline"]);
    assert_eq!(run.code, 0, "{}", run.err);
    insta::assert_snapshot!("written", format!("{}{}", run.out, read(&folder, NAME)));
    let after = check(folder.path(), &["--deny", "warnings"]);
    assert_eq!((after.code, after.out.as_str()), (0, ""), "{}", after.out);
    assert!(after.err.contains(&format!("{findings} more in the baseline")), "{}", after.err);
    assert_eq!(check(folder.path(), &["--no-baseline"]).out, before.out);
    let compiled = lifecycle(folder.path(), &["compile", "--target", "docs", "--deny", "warnings"]);
    assert_eq!(compiled.code, 0, "it counts for every command: {}", compiled.err);
    let again = lifecycle(folder.path(), &["check", "--write-baseline"]);
    assert!(again.out.contains("is up to date"), "{}", again.out);
}

#[test]
fn it_follows_its_findings_over_lines_files_and_names() {
    let folder = project();
    lifecycle(folder.path(), &["check", "--write-baseline"]);
    write(&folder, "sales.lifecycle", &format!("// moved\n\n\n{SALES}"));
    assert_eq!(check(folder.path(), &[]).out, "", "lines move");
    fs::rename(folder.path().join("sales.lifecycle"), folder.path().join("z.lifecycle")).unwrap();
    assert_eq!(check(folder.path(), &[]).out, "", "the declaration moves to another file");
    let renamed = SALES.replace("stage Demo {", "stage Discovery \"Demo\" { was Demo ");
    write(&folder, "z.lifecycle", &renamed);
    assert_eq!(check(folder.path(), &[]).out, "", "the stage has another name");
    let renamed = renamed.replace("pipeline P {", "pipeline NewBusiness \"P\" {\n was P");
    write(&folder, "z.lifecycle", &renamed);
    assert_eq!(check(folder.path(), &[]).out, "", "the pipeline has another name");
    let other = renamed.replace(" was Demo ", "");
    write(&folder, "z.lifecycle", &other);
    assert!(check(folder.path(), &[]).out.contains("activity-named-stage"), "without `was` it is another stage");
}

#[test]
fn new_findings_are_reported_and_errors_never_hidden() {
    let folder = project();
    lifecycle(folder.path(), &["check", "--write-baseline"]);
    let more = SALES.replace("    stage Pitch", "    stage Call { owner Sales  probability 30% }\n    stage Pitch");
    write(&folder, "sales.lifecycle", &more);
    let run = check(folder.path(), &[]);
    let named: Vec<&str> = run.out.lines().filter(|line| line.contains("activity-named-stage")).collect();
    assert!(matches!(named.as_slice(), [line] if line.contains("`Call`")), "{}", run.out);
    write(&folder, "sales.lifecycle", &SALES.replace("owner Sales", "owner Nobody"));
    let broken = check(folder.path(), &[]);
    assert!(broken.code == 1 && broken.out.contains("unknown-name"), "{}", broken.out);
    assert!(!broken.out.contains("stale-baseline-entry"), "errors hide what is there: {}", broken.out);
    let before = read(&folder, NAME);
    let refused = lifecycle(folder.path(), &["check", "--write-baseline"]);
    assert!(refused.code == 1 && refused.err.contains("No baseline was written"), "{}", refused.err);
    assert_eq!(read(&folder, NAME), before);
}

#[test]
fn a_count_hides_so_many_and_no_more() {
    let folder = tempfile::tempdir().unwrap();
    let entries = r#"{"version": 1, "findings": [{"rule": "unknown-rule", "subject": "owner Sales", "count": 1}]}"#;
    write(&folder, "a.lifecycle.baseline.json", entries);
    let allow = |n: u32| format!("  allow rule-{n}x \"because\"\n");
    write(
        &folder,
        "a.lifecycle",
        &format!("lifecycle \"L\" {{ company \"L\" }}\nteam Sales {{\n{}{}}}\n", allow(1), allow(2)),
    );
    let run = check(folder.path(), &[]);
    assert!(!run.out.contains("rule-1x") && run.out.contains("rule-2x"), "the last ones are reported: {}", run.out);
    let lone = lifecycle(folder.path(), &["check", "a.lifecycle", "--write-baseline"]);
    assert!(lone.out.contains("2 findings in all, 1 new, 0 gone"), "{}", lone.out);
    assert!(read(&folder, "a.lifecycle.baseline.json").contains("\"count\": 2"));
    write(&folder, "a.lifecycle", &format!("lifecycle \"L\" {{ company \"L\" }}\nteam Sales {{\n{}}}\n", allow(1)));
    let fewer = check(folder.path(), &[]);
    assert!(fewer.out.contains("holds 2 findings of `unknown-rule` about owner Sales, and only 1"), "{}", fewer.out);
    lifecycle(folder.path(), &["check", "--fix"]);
    assert!(read(&folder, "a.lifecycle.baseline.json").contains("\"count\": 1"));
}

#[test]
fn entries_whose_findings_are_gone_are_pruned() {
    let folder = project();
    lifecycle(folder.path(), &["check", "--write-baseline"]);
    let full = read(&folder, NAME);
    let half = SALES.replace("    stage Pitch { owner Sales  probability 50% }\n", "");
    write(&folder, "sales.lifecycle", &half);
    let stale = check(folder.path(), &[]);
    insta::assert_snapshot!("stale", stale.out);
    assert_eq!(stale.code, 0);
    let off = check(folder.path(), &["--allow", "naming,criteria,structure"]);
    assert_eq!(off.out, "", "nobody knows what rules would find that are off");
    let fixed = check(folder.path(), &["--fix"]);
    assert_eq!(fixed.out, "", "{}", fixed.err);
    let by_fix = read(&folder, NAME);
    write(&folder, NAME, &full);
    lifecycle(folder.path(), &["check", "--write-baseline"]);
    assert_eq!(by_fix, read(&folder, NAME), "both ways to prune come to the same bytes");

    write(&folder, "sales.lifecycle", "lifecycle \"L\" { company \"L\" }\n");
    let emptied = check(folder.path(), &["--fix"]);
    assert_eq!(emptied.out, "", "{}", emptied.err);
    assert_eq!(read(&folder, NAME), "{\n  \"version\": 1,\n  \"findings\": []\n}\n", "the file stays");
}

#[test]
fn a_broken_file_is_an_error_at_its_place() {
    let folder = project();
    let cases = [
        ("[]", "expected"),
        ("{\"version\": 2, \"findings\": []}", "it is of version 2, and this tool reads version 1"),
        ("{\"version\": 1, \"findings\": [\n<<<<<<< HEAD\n]}", ":2:1: error[invalid-baseline]"),
        ("{\"version\": 1, \"findings\": [{\"rule\": \"x\"}]}", "this is not an entry: missing field `count`"),
        (
            "{\"version\": 1, \"findings\": [{\"rule\": \"x\", \"file\": \"a\", \"subject\": \"b\", \"count\": 1}]}",
            "not both",
        ),
    ];
    for (text, words) in cases {
        write(&folder, NAME, text);
        let run = check(folder.path(), &[]);
        assert!(run.code == 1 && run.out.contains(words), "{text}:\n{}", run.out);
        assert!(run.out.contains("activity-named-stage"), "nothing is hidden: {}", run.out);
    }
    let anew = lifecycle(folder.path(), &["check", "--write-baseline"]);
    assert_eq!(anew.code, 0, "{}", anew.err);
    assert_eq!(check(folder.path(), &[]).out, "");
    write(
        &folder,
        NAME,
        "{\"version\": 1, \"findings\": [{\"rule\": \"no-such\", \"count\": 1}, {\"rule\": \"unknown-name\", \"count\": 1}]}",
    );
    let unknown = check(folder.path(), &[]);
    assert!(unknown.out.contains("there is no rule `no-such`"), "{}", unknown.out);
    assert!(unknown.out.contains("`unknown-name` stops compilation"), "{}", unknown.out);
}

#[test]
fn standard_input_has_none() {
    let folder = tempfile::tempdir().unwrap();
    let run = with_input(folder.path(), &["check", "-", "--write-baseline"], "team A\n");
    assert!(run.code == 2 && run.err.contains("standard input"), "{}", run.err);
}

#[test]
fn nothing_to_hide_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    write(&folder, "a.lifecycle", "lifecycle \"L\" { company \"L\" }\n");
    let run = lifecycle(folder.path(), &["check", "--write-baseline"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "{}", run.out);
}
