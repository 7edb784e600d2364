//! `--changed-since`: only what a change touches is reported. Real repositories in temporary folders.

use crate::cli::{Ran, lifecycle};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

fn git(folder: &Path, arguments: &[&str]) {
    let settings = ["-c", "user.name=Test", "-c", "user.email=test@lifecycle.example", "-c", "commit.gpgsign=false"];
    let settings = settings.into_iter().chain(["-c", "core.autocrlf=false", "-c", "protocol.file.allow=always"]);
    let run = Command::new("git").args(settings).args(arguments).current_dir(folder).output().expect("git runs");
    assert!(run.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&run.stderr));
}

/// Names that are activities: one finding each, at the stage.
fn stage(name: &str, more: &str) -> String {
    format!("    stage {name} {{\n      owner Sales\n      probability 25%\n      means \"{more}\"\n    }}\n")
}

fn domain(stages: &[(&str, &str)]) -> String {
    let stages: String = stages.iter().map(|(name, more)| stage(name, more)).collect();
    format!("domain sales on deal {{\n  pipeline P {{\n{stages}  }}\n}}\n")
}

const THREE: [(&str, &str); 3] = [("Demo", "one"), ("Pitch", "two"), ("Call", "three")];

/// A repository with one commit on `main`, whose project lies in `sub`.
fn repository(sub: &str) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let project = folder.path().join(sub);
    fs::create_dir_all(&project).unwrap();
    git(folder.path(), &["init", "--quiet", "--initial-branch=main"]);
    fs::write(project.join("lifecycle.toml"), "[rules]\ncriteria = \"allow\"\nstructure = \"allow\"\n").unwrap();
    fs::write(project.join("teams.lifecycle"), "team Sales\n").unwrap();
    fs::write(project.join("sales.lifecycle"), domain(&THREE)).unwrap();
    commit(folder.path());
    (folder, project)
}

fn commit(folder: &Path) {
    git(folder, &["add", "--all"]);
    git(folder, &["commit", "--quiet", "--allow-empty", "-m", "x"]);
}

fn check(folder: &Path, reference: &str) -> Ran {
    lifecycle(folder, &["check", "--format", "short", "--changed-since", reference])
}

/// Of which stages the naming is reported.
fn reported(folder: &Path, reference: &str) -> Vec<&'static str> {
    let run = check(folder, reference);
    assert_ne!(run.code, 2, "{}", run.err);
    let named =
        |name: &&str| run.out.lines().any(|l| l.contains("activity-named-stage") && l.contains(&format!("`{name}`")));
    ["Demo", "Pitch", "Call", "Email"].into_iter().filter(named).collect()
}

#[test]
fn a_change_in_one_stage_says_nothing_about_the_others() {
    let (repository, project) = repository("");
    assert_eq!(reported(&project, "HEAD"), [""; 0]);
    fs::write(project.join("sales.lifecycle"), domain(&[THREE[0], ("Pitch", "other"), THREE[2]])).unwrap();
    assert_eq!(reported(&project, "HEAD"), ["Pitch"], "in the working tree");
    git(repository.path(), &["add", "--all"]);
    assert_eq!(reported(&project, "HEAD"), ["Pitch"], "staged");
    commit(repository.path());
    assert_eq!(reported(&project, "HEAD"), [""; 0]);
    assert_eq!(reported(&project, "HEAD~1"), ["Pitch"], "committed");
    let run = check(&project, "HEAD~1");
    assert!(run.err.contains("2 more in declarations that did not change"), "{}", run.err);
    git(repository.path(), &["tag", "v1", "HEAD~1"]);
    assert_eq!(reported(&project, "v1"), ["Pitch"]);
}

#[test]
fn stages_that_come_and_go() {
    let (_repository, project) = repository("");
    let file = project.join("sales.lifecycle");
    fs::write(&file, domain(&[THREE[0], THREE[1], ("Email", "new"), THREE[2]])).unwrap();
    assert_eq!(reported(&project, "HEAD"), ["Email"]);
    fs::write(&file, domain(&[THREE[0], THREE[2]])).unwrap();
    assert_eq!(reported(&project, "HEAD"), ["Demo", "Call"], "both neighbours of the one that is gone");
    fs::write(&file, domain(&[THREE[0], THREE[1]])).unwrap();
    assert_eq!(reported(&project, "HEAD"), ["Pitch"]);
    fs::write(&file, domain(&THREE).replace("      means \"two\"\n", "")).unwrap();
    assert_eq!(reported(&project, "HEAD"), ["Pitch"], "an item that is gone touches its own stage");
    fs::write(&file, domain(&THREE) + "\n\nteam Other\n").unwrap();
    assert_eq!(reported(&project, "HEAD"), [""; 0], "what is added behind it does not touch the domain");
}

#[test]
fn a_place_that_explains_a_finding_counts_too() {
    let (_repository, project) = repository("");
    fs::write(project.join("lifecycle.toml"), "[rules]\ncriteria = \"allow\"\n").unwrap();
    let lead = |means: &str| {
        format!(
            "domain lead on contact {{\n  stage MQL {{\n    owner Marketing\n    means \"{means}\"\n  }}\n  stage SQL {{ owner Sales }}\n}}\n"
        )
    };
    fs::write(project.join("teams.lifecycle"), "team Sales\nteam Marketing\n").unwrap();
    fs::write(project.join("lead.lifecycle"), lead("one")).unwrap();
    commit(&project);
    let has = |rule: &str| check(&project, "HEAD").out.contains(rule);
    assert!(!has("missing-acceptance-stage") && !has("missing-header"), "nothing has changed");
    fs::write(project.join("teams.lifecycle"), "team Sales { approver \"VP\" }\nteam Marketing\n").unwrap();
    assert!(!has("missing-acceptance-stage") && has("missing-header"), "the project has changed, the domain has not");
    fs::write(project.join("lead.lifecycle"), lead("two")).unwrap();
    // It is found at `SQL`, and `MQL` is where "marketing hands over".
    assert!(has("missing-acceptance-stage"), "{}", check(&project, "HEAD").out);
}

#[test]
fn errors_and_changed_rules_are_always_reported() {
    let (_repository, project) = repository("");
    fs::write(project.join("sales.lifecycle"), domain(&THREE) + "team Other { approver Nobody }\n").unwrap();
    commit(&project);
    assert_eq!(check(&project, "HEAD").code, 1, "an error that was there before still stops compilation");
    fs::write(project.join("sales.lifecycle"), domain(&THREE)).unwrap();
    commit(&project);
    let toml = project.join("lifecycle.toml");
    fs::write(&toml, fs::read_to_string(&toml).unwrap() + "naming = \"warn\"\n").unwrap();
    assert_eq!(reported(&project, "HEAD"), ["Demo", "Pitch", "Call"], "other rules");
}

#[test]
fn a_branch_is_compared_with_where_it_left() {
    let (repository, project) = repository("");
    git(repository.path(), &["checkout", "--quiet", "-b", "feature"]);
    fs::write(project.join("sales.lifecycle"), domain(&[("Demo", "mine"), THREE[1], THREE[2]])).unwrap();
    commit(repository.path());
    git(repository.path(), &["checkout", "--quiet", "main"]);
    fs::write(project.join("sales.lifecycle"), domain(&[THREE[0], THREE[1], ("Call", "theirs")])).unwrap();
    commit(repository.path());
    git(repository.path(), &["checkout", "--quiet", "feature"]);
    assert_eq!(reported(&project, "main"), ["Demo"], "what main did since is not this change");
}

#[test]
fn files_that_move_have_not_changed_and_new_ones_have() {
    let (repository, project) = repository("gtm/größe mit blank");
    git(&project, &["mv", "sales.lifecycle", "ein \"neuer\" Vertrieb äöü.lifecycle"]);
    assert_eq!(reported(&project, "HEAD"), [""; 0], "it moved");
    assert_eq!(reported(repository.path(), "HEAD"), [""; 0], "asked from above");
    fs::create_dir(project.join("below")).unwrap();
    assert_eq!(reported(&project.join("below"), "HEAD"), [""; 0], "asked from below");
    let file = project.join("ein \"neuer\" Vertrieb äöü.lifecycle");
    fs::write(&file, domain(&[THREE[0], THREE[1], ("Call", "changed")])).unwrap();
    assert_eq!(reported(&project, "HEAD"), ["Call"], "it moved and changed");
    assert_eq!(reported(repository.path(), "HEAD"), ["Call"], "asked from above");
    assert_eq!(reported(&project.join("below"), "HEAD"), ["Call"], "asked from below");
    git(&project, &["reset", "--quiet", "--hard"]);
    assert!(!file.exists());
    fs::write(
        project.join("new.lifecycle"),
        "domain other on deal {\n  stage Email { owner Sales  probability 5% }\n}\n",
    )
    .unwrap();
    assert_eq!(reported(&project, "HEAD"), ["Email"], "a file that git does not track yet");
}

#[test]
fn line_ends_are_no_change() {
    let (_repository, project) = repository("");
    let crlf = domain(&THREE).replace('\n', "\r\n");
    fs::write(project.join("sales.lifecycle"), &crlf).unwrap();
    assert_eq!(reported(&project, "HEAD"), [""; 0]);
    fs::write(project.join("sales.lifecycle"), crlf.replace("two", "zwei")).unwrap();
    assert_eq!(reported(&project, "HEAD"), ["Pitch"]);
}

#[test]
fn a_project_in_a_submodule_has_its_own_history() {
    let (inner, _) = repository("");
    let outer = tempfile::tempdir().unwrap();
    git(outer.path(), &["init", "--quiet", "--initial-branch=main"]);
    git(outer.path(), &["submodule", "--quiet", "add", inner.path().to_str().unwrap(), "gtm"]);
    commit(outer.path());
    let project = outer.path().join("gtm");
    assert_eq!(reported(&project, "main"), [""; 0]);
    fs::write(project.join("sales.lifecycle"), domain(&[THREE[0], ("Pitch", "other"), THREE[2]])).unwrap();
    assert_eq!(reported(&project, "main"), ["Pitch"]);
}

#[test]
fn settings_of_a_person_do_not_matter() {
    let (repository, project) = repository("");
    for (key, value) in [
        ("diff.noprefix", "true"),
        ("diff.mnemonicPrefix", "true"),
        ("diff.context", "9"),
        ("diff.interHunkContext", "9"),
        ("diff.external", "false"),
        ("color.ui", "always"),
        ("diff.renames", "false"),
    ] {
        git(repository.path(), &["config", key, value]);
    }
    fs::write(project.join("sales.lifecycle"), domain(&[("Demo", "a"), THREE[1], ("Call", "c")])).unwrap();
    assert_eq!(reported(&project, "HEAD"), ["Demo", "Call"]);
}

#[test]
fn lone_files_count_each_for_themselves() {
    let (repository, project) = repository("");
    fs::remove_file(project.join("lifecycle.toml")).unwrap();
    let lone = |name: &str| format!("team Sales\n{}", domain(&[(name, "one")]));
    fs::write(project.join("sales.lifecycle"), lone("Demo")).unwrap();
    fs::write(project.join("teams.lifecycle"), lone("Call")).unwrap();
    commit(repository.path());
    fs::write(project.join("teams.lifecycle"), lone("Call").replace("one", "two")).unwrap();
    assert_eq!(reported(&project, "HEAD"), ["Call"]);
    let run = check(&project, "HEAD");
    assert_eq!(run.out.matches("missing-header").count(), 1, "of the file that changed: {}", run.out);
}

#[test]
fn fixes_stay_within_the_change() {
    let (_repository, project) = repository("");
    let file = project.join("sales.lifecycle");
    fs::write(
        &file,
        domain(&[THREE[0], ("Pitch", "other"), ("Discovery", "new")])
            .replace("owner Sales\n      probability 25%\n      means \"new\"", "owner: Sales\n      means \"new\""),
    )
    .unwrap();
    let run = lifecycle(&project, &["check", "--fix", "--unsafe-fixes", "--changed-since", "HEAD"]);
    assert_ne!(run.code, 2, "{}", run.err);
    let text = fs::read_to_string(&file).unwrap();
    assert!(
        text.contains("stage Demo {") && text.contains("stage Pitch \"") && text.contains("\"Discovery Completed\""),
        "{text}"
    );
}

#[test]
fn what_git_cannot_say_ends_the_run() {
    let (_repository, project) = repository("");
    let unknown = check(&project, "no-such-branch");
    assert!(unknown.code == 2 && unknown.err.contains("git knows no commit `no-such-branch`"), "{}", unknown.err);
    assert_eq!(lifecycle(&project, &["check", "--changed-since=--output=x"]).code, 2, "a reference is no option");
    git(&project, &["checkout", "--quiet", "--orphan", "other"]);
    git(&project, &["commit", "--quiet", "-m", "another beginning"]);
    let apart = check(&project, "main");
    assert!(apart.code == 2 && apart.err.contains("no commit in common"), "{}", apart.err);
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("a.lifecycle"), "team A\n").unwrap();
    let nowhere = check(outside.path(), "main");
    assert!(nowhere.code == 2 && nowhere.err.contains("git repository"), "{}", nowhere.err);
}
