//! The command as people run it: what it prints, what it writes, how it exits.

use lifecycle_tests::project::root;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

/// The binary, built once for this run: Cargo gives binaries of other packages no variable of their own.
pub(crate) fn binary() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        let output = Command::new(env!("CARGO"))
            .args(["build", "--quiet", "--package", "lifecycle", "--message-format", "json"])
            .current_dir(root())
            .output()
            .expect("cargo runs");
        let messages = String::from_utf8(output.stdout).unwrap();
        let built = messages
            .lines()
            .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
            .find_map(|message| message["executable"].as_str().map(PathBuf::from));
        built.unwrap_or_else(|| panic!("the binary does not build:\n{}", String::from_utf8_lossy(&output.stderr)))
    })
}

pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

fn ran(output: Output) -> Ran {
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

pub fn lifecycle(folder: &Path, arguments: &[&str]) -> Ran {
    ran(Command::new(binary()).args(arguments).current_dir(folder).env_remove("RUST_BACKTRACE").output().unwrap())
}

pub fn with_input(folder: &Path, arguments: &[&str], input: &str) -> Ran {
    let mut child = Command::new(binary())
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    ran(child.wait_with_output().unwrap())
}

/// The files below a folder, with `/`, sorted.
fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.push(path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/"));
            }
        }
    }
    found.sort();
    found
}

const BAD: &str =
    "team Sales\n\ndomain sales on deal {\n  pipeline P {\n    stage Demo { owner Sales  probability 25% }\n  }\n}\n";

#[test]
fn check_exits_by_severity() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.lifecycle"), BAD).unwrap();
    assert_eq!(lifecycle(folder.path(), &["check"]).code, 0, "warnings alone pass");
    assert_eq!(lifecycle(folder.path(), &["check", "--deny", "warnings"]).code, 1);
    assert_eq!(lifecycle(folder.path(), &["check", "--deny", "activity-named-stage"]).code, 1);
    assert_eq!(lifecycle(folder.path(), &["check", "--deny", "naming", "a.lifecycle"]).code, 1);
    let allowed = lifecycle(folder.path(), &["check", "--format", "short", "--allow", "naming"]);
    assert!(!allowed.out.contains("activity-named-stage"), "{}", allowed.out);
    fs::write(folder.path().join("a.lifecycle"), "team {").unwrap();
    assert_eq!(lifecycle(folder.path(), &["check"]).code, 1, "errors fail");
}

#[test]
fn a_gate_prints_what_is_missing_by_team() {
    let text = "lifecycle \"L\" { company \"C\"  owner Ops }\nteam Ops\nteam Sales \"*Sales*\"\ndomain lead on contact {\n  stage A { owner Sales  exit { to B } \
                }\n  stage B\n}\n";
    let asked = |format: &str| with_input(&root(), &["check", "--gate", "kickoff", "--format", format, "-"], text);
    assert_eq!(asked("plain").code, 1);
    insta::assert_snapshot!("gate_plain", asked("plain").out);
    insta::assert_snapshot!("gate_markdown", asked("markdown").out);
    let json: serde_json::Value = serde_json::from_str(&asked("json").out).unwrap();
    assert!(json["findings"].as_array().unwrap().iter().all(|finding| finding["severity"] == "error"));
    let passed = lifecycle(&root(), &["check", "--gate", "sign-off", "examples/standard"]);
    assert_eq!((passed.code, passed.err.as_str()), (0, ""), "{}", passed.out);
    assert_eq!(lifecycle(&root(), &["check", "--gate", "launch", "examples/standard"]).code, 2);
}

#[test]
fn what_cannot_run_exits_2_and_says_why() {
    let folder = tempfile::tempdir().unwrap();
    for (arguments, words) in [
        (&["check", "missing.lifecycle"][..], "no file or folder `missing.lifecycle`"),
        (&["check"], "no `.lifecycle` file"),
        (&["check", "--deny", "activity-named"], "no rule or group `activity-named`"),
        (&["check", "--format", "jsno"], "did you mean `json`?"),
        (&["explain", "activity-name-stage"], "did you mean `activity-named-stage`?"),
        (&["frobnicate"], "unrecognized subcommand"),
    ] {
        let run = lifecycle(folder.path(), arguments);
        assert_eq!(run.code, 2, "{arguments:?}: {}", run.err);
        assert!(run.err.contains(words), "{arguments:?}: {}", run.err);
    }
    fs::write(folder.path().join("a.lifecycle"), "team A").unwrap();
    let run = lifecycle(folder.path(), &["compile", "--target", "salesfroce"]);
    assert_eq!((run.code, run.err.contains("did you mean `salesforce`?")), (2, true), "{}", run.err);
}

#[test]
fn standard_input_is_a_project() {
    let folder = tempfile::tempdir().unwrap();
    let run = with_input(folder.path(), &["check", "-", "--format", "short", "--quiet"], BAD);
    insta::assert_snapshot!(run.out);
    let formatted = with_input(folder.path(), &["fmt", "-"], "team   A{approver \"x\"}");
    assert_eq!(formatted.out, "team A { approver \"x\" }\n");
    assert_eq!(formatted.code, 0);
}

#[test]
fn findings_as_json_are_json() {
    let folder = tempfile::tempdir().unwrap();
    let run = with_input(folder.path(), &["check", "-", "--format", "json"], BAD);
    let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(json["version"], 1);
    let named = |finding: &&serde_json::Value| finding["rule"] == "activity-named-stage";
    let finding = json["findings"].as_array().unwrap().iter().find(named).unwrap();
    assert_eq!(finding["range"]["start"]["line"], 5);
    assert_eq!(finding["fixes"][0]["edits"][0]["text"], " \"Demo Completed\"");
}

#[test]
fn reports_are_written_beside_what_is_printed() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.lifecycle"), BAD).unwrap();
    let outputs = ["check", "--format", "short", "--output", "sarif=out/a.sarif", "--output", "markdown=a.md"];
    let run = lifecycle(folder.path(), &outputs);
    assert_eq!(run.out, lifecycle(folder.path(), &outputs[..3]).out);
    assert_eq!(files(folder.path()), ["a.lifecycle", "a.md", "out/a.sarif"]);
    let sarif = lifecycle(folder.path(), &["check", "--format", "sarif"]);
    assert_eq!(fs::read_to_string(folder.path().join("out/a.sarif")).unwrap(), sarif.out);
    let refused = lifecycle(folder.path(), &["check", "--output", "sarf=x"]);
    assert!(refused.code == 2 && refused.err.contains("did you mean `sarif`?"), "{}", refused.err);
    let unwritable = lifecycle(folder.path(), &["check", "--output", "sarif=a.md/b"]);
    assert!(unwritable.code == 2 && unwritable.err.contains("cannot write `a.md/b`"), "{}", unwritable.err);
}

#[test]
fn init_writes_a_project_that_checks_and_never_overwrites() {
    for template in ["minimal", "standard"] {
        let folder = tempfile::tempdir().unwrap();
        let run = lifecycle(folder.path(), &["init", "acme", "--template", template]);
        assert_eq!(run.code, 0, "{}", run.err);
        let checked = lifecycle(folder.path(), &["check", "acme", "--deny", "warnings"]);
        assert_eq!(checked.code, 0, "{template}:\n{}", checked.out);
        assert_eq!(lifecycle(folder.path(), &["fmt", "acme", "--check"]).code, 0);
        let before = files(folder.path());
        let again = lifecycle(folder.path(), &["init", "acme", "--template", template]);
        assert_eq!(again.code, 2);
        assert!(again.err.contains("exists already"), "{}", again.err);
        assert_eq!(files(folder.path()), before);
    }
}

#[test]
fn the_standard_template_is_the_standard_example() {
    let folder = tempfile::tempdir().unwrap();
    lifecycle(folder.path(), &["init", "--template", "standard"]);
    let example: Vec<String> =
        files(&root().join("examples/standard")).into_iter().filter(|path| !path.contains('/')).collect();
    assert_eq!(files(folder.path()), example);
}

#[test]
fn compile_writes_once_and_removes_only_its_own() {
    let folder = tempfile::tempdir().unwrap();
    lifecycle(folder.path(), &["init"]);
    let first = lifecycle(folder.path(), &["compile"]);
    assert_eq!(first.code, 0, "{}{}", first.out, first.err);
    let written = files(&folder.path().join("build"));
    assert!(written.iter().any(|path| path.starts_with("hubspot/")), "{written:?}");
    assert!(written.iter().any(|path| path.starts_with("docs/")), "{written:?}");
    let again = lifecycle(folder.path(), &["compile"]);
    assert!(again.err.contains("unchanged") && !again.err.contains("added"), "{}", again.err);
    assert_eq!(lifecycle(folder.path(), &["compile", "--check"]).code, 0);

    fs::write(folder.path().join("build/mine.txt"), "mine").unwrap();
    let only_docs = lifecycle(folder.path(), &["compile", "--target", "docs"]);
    assert_eq!(only_docs.code, 0, "{}", only_docs.err);
    let left = files(&folder.path().join("build"));
    assert!(left.contains(&"mine.txt".to_owned()) && !left.iter().any(|path| path.starts_with("hubspot/")), "{left:?}");

    let drifted = lifecycle(folder.path(), &["compile", "--check"]);
    assert_eq!(drifted.code, 1);
    assert!(drifted.out.contains("+++ b/build/hubspot/"), "{}", drifted.out);
}

#[test]
fn compile_keeps_what_the_org_has() {
    let folder = tempfile::tempdir().unwrap();
    let put = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    put("a.lifecycle", "lifecycle \"A\" { crm salesforce }\ndomain lead on contact { stage Known }\n");
    let values = |name: &str| {
        format!(
            "<GlobalValueSet><customValue><fullName>{name}</fullName><label>{name}</label></customValue></GlobalValueSet>"
        )
    };
    put("org/globalValueSets/Lead_Lifecycle.globalValueSet-meta.xml", &values("Visitor"));
    put("empty/readme.txt", "nothing");
    put("broken/Lead_Lifecycle.globalValueSet", "<GlobalValueSet>");
    let arguments = ["compile", "--target", "salesforce", "--current"];
    let run = |current: &str| lifecycle(folder.path(), &[&arguments[..], &[current]].concat());
    let merged = run("org");
    assert_eq!(merged.code, 0, "{}", merged.err);
    assert!(
        merged.err.contains("`Lead_Lifecycle` keeps “Visitor”, which would go inactive without --current."),
        "{}",
        merged.err
    );
    let written = folder.path().join("build/salesforce/force-app/main/default/globalValueSets");
    let text = std::fs::read_to_string(written.join("Lead_Lifecycle.globalValueSet-meta.xml")).unwrap();
    assert!(text.contains("<fullName>Visitor</fullName>"), "{text}");
    for (current, told) in [
        ("nowhere", "there is no folder `nowhere`"),
        ("empty", "`empty` holds no value set; retrieve them with `sf project retrieve"),
        ("broken", "line 1: `GlobalValueSet` is not closed; retrieve it again"),
    ] {
        let failed = run(current);
        assert_eq!(failed.code, 2, "{current}");
        assert!(failed.err.contains(told), "{current}: {}", failed.err);
    }
    let other = lifecycle(folder.path(), &["compile", "--target", "docs", "--current", "org"]);
    assert_eq!(other.code, 2);
    assert!(other.err.contains("--current is for Salesforce"), "{}", other.err);
}

#[test]
fn compile_refuses_on_errors_and_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.lifecycle"), "lifecycle \"L\" { owner Nobody }").unwrap();
    let run = lifecycle(folder.path(), &["compile"]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("unknown-name") && run.err.contains("Nothing was written"), "{}{}", run.out, run.err);
    assert!(!folder.path().join("build").exists());
}

#[test]
fn fmt_formats_checks_and_shows() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.lifecycle");
    fs::write(&path, "team   A\nteam {\n").unwrap();
    let broken = lifecycle(folder.path(), &["fmt"]);
    assert_eq!(broken.code, 1, "a declaration was left alone: {}", broken.err);
    assert_eq!(fs::read_to_string(&path).unwrap(), "team A\nteam {\n");
    fs::write(&path, "team   A\n").unwrap();
    assert_eq!(lifecycle(folder.path(), &["fmt", "--check"]).code, 1);
    let shown = lifecycle(folder.path(), &["fmt", "--diff"]);
    assert!(shown.code == 1 && shown.out.contains("-team   A\n+team A\n"), "{}", shown.out);
    assert_eq!(fs::read_to_string(&path).unwrap(), "team   A\n");
    assert_eq!(lifecycle(folder.path(), &["fmt"]).code, 0);
    assert_eq!(lifecycle(folder.path(), &["fmt", "--check"]).code, 0);
}

#[test]
fn gitignored_files_are_not_checked() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(".gitignore"), "old/\n").unwrap();
    fs::create_dir(folder.path().join("old")).unwrap();
    fs::write(folder.path().join("old/broken.lifecycle"), "team {").unwrap();
    fs::write(folder.path().join("a.lifecycle"), "team A").unwrap();
    assert_eq!(lifecycle(folder.path(), &["check"]).code, 0);
    assert_eq!(lifecycle(folder.path(), &["check", "old/broken.lifecycle"]).code, 1, "a file that is named counts");
    fs::write(folder.path().join("lifecycle.toml"), "").unwrap();
    assert_eq!(lifecycle(folder.path(), &["check"]).code, 0, "in a project, too");
    assert_eq!(lifecycle(folder.path(), &["check", "old/broken.lifecycle"]).code, 1, "in a project, too");
}

#[test]
fn a_project_is_checked_as_a_whole() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("lifecycle.toml"), "[rules]\nmissing-header = \"allow\"\n").unwrap();
    fs::write(folder.path().join("teams.lifecycle"), "team Sales\n").unwrap();
    fs::create_dir(folder.path().join("sub")).unwrap();
    let stage = "domain lead on contact { stage Known { owner Sales } }\n";
    fs::write(folder.path().join("sub/lead.lifecycle"), stage).unwrap();
    for path in ["sub/lead.lifecycle", ".", "sub", "lifecycle.toml"] {
        let run = lifecycle(folder.path(), &["check", path, "--deny", "warnings"]);
        assert_eq!(run.code, 0, "{path}: {}{}", run.out, run.err);
    }
    let from_below = lifecycle(&folder.path().join("sub"), &["check"]);
    assert_eq!(from_below.code, 0, "{}{}", from_below.out, from_below.err);
    let one_from_below = lifecycle(&folder.path().join("sub"), &["check", "lead.lifecycle"]);
    assert_eq!(one_from_below.code, 0, "a file is read once: {}{}", one_from_below.out, one_from_below.err);
    fs::write(folder.path().join("lifecycle.toml"), "[rules]\nactivity-named-stages = \"deny\"\n").unwrap();
    let misspelt = lifecycle(folder.path(), &["check", "--format", "short", "--quiet"]);
    insta::assert_snapshot!(misspelt.out);
    assert_eq!(misspelt.code, 1);
}

#[test]
fn a_path_that_leads_out_of_a_project_is_not_part_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let project = folder.path().join("project");
    fs::create_dir(&project).unwrap();
    fs::write(project.join("lifecycle.toml"), "").unwrap();
    fs::write(project.join("a.lifecycle"), "team A { approver Nobody }").unwrap();
    fs::write(folder.path().join("b.lifecycle"), "team B").unwrap();
    assert_eq!(lifecycle(&project, &["check"]).code, 1);
    let outside = lifecycle(&project, &["check", "../b.lifecycle"]);
    assert_eq!(outside.code, 0, "{}{}", outside.out, outside.err);
    assert_eq!(lifecycle(&project, &["check", "../project/a.lifecycle"]).code, 1);
}

#[test]
fn rules_and_explain_know_every_rule() {
    let folder = tempfile::tempdir().unwrap();
    let json: serde_json::Value =
        serde_json::from_str(&lifecycle(folder.path(), &["rules", "--format", "json"]).out).unwrap();
    let rules = json["rules"].as_array().unwrap();
    assert!(rules.len() > 20);
    let page = lifecycle(folder.path(), &["explain", "missing-acceptance-stage"]);
    assert_eq!(page.code, 0);
    insta::assert_snapshot!(page.out);
}

#[test]
fn the_readme_lists_every_rule() {
    let path = root().join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let table = lifecycle(&root(), &["rules", "--format", "markdown"]).out;
    let (start, end) = ("<!-- `lifecycle rules --format markdown` -->\n\n", "\n<!-- end -->");
    let shown = readme.split_once(start).and_then(|(_, rest)| rest.split_once(end)).expect("the marks of the table").0;
    if std::env::var("UPDATE_README").is_ok_and(|value| value == "1") {
        fs::write(&path, readme.replace(&format!("{start}{shown}{end}"), &format!("{start}{table}{end}"))).unwrap();
        return;
    }
    assert!(shown == table, "run `UPDATE_README=1 cargo test -p lifecycle-tests readme`");
}

#[test]
fn completions_for_every_shell() {
    let folder = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let run = lifecycle(folder.path(), &["completions", shell]);
        assert!(run.code == 0 && run.out.contains("lifecycle"), "{shell}");
    }
}

#[test]
fn help_shows_examples() {
    let folder = tempfile::tempdir().unwrap();
    for command in ["check", "compile", "fmt", "explain", "init", "completions"] {
        let run = lifecycle(folder.path(), &[command, "--help"]);
        assert!(run.out.contains("Example"), "{command}: {}", run.out);
    }
}

#[test]
fn the_readme_names_every_command() {
    let folder = tempfile::tempdir().unwrap();
    let help = lifecycle(folder.path(), &["--help"]).out;
    let commands = help.split_once("Commands:\n").unwrap().1.split_once("\n\n").unwrap().0;
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let names = commands.lines().filter_map(|line| line.strip_prefix("  ")).filter(|line| !line.starts_with(' '));
    for name in names.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help") {
        assert!(readme.contains(&format!("`lifecycle {name}")), "README.md does not name `lifecycle {name}`");
    }
}
