//! `lifecycle plan` and `lifecycle apply` as people run them.

use super::{SMALL, TOKEN};
use crate::cli::binary;
use lifecycle_portal::State;
use lifecycle_tests::portal::{Account, Fault, StandIn};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

struct Ran {
    code: i32,
    out: String,
    err: String,
}

fn command(hubspot: &StandIn, folder: &Path, words: &str) -> Command {
    let mut command = Command::new(binary());
    command.args(words.split(' ')).current_dir(folder).env("HUBSPOT_BASE_URL", hubspot.url());
    command.env("HUBSPOT_TOKEN", TOKEN).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn run(hubspot: &StandIn, folder: &Path, words: &str, input: Option<&str>) -> Ran {
    let mut command = command(hubspot, folder, words);
    if input.is_some() {
        command.env_remove("HUBSPOT_TOKEN");
    }
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.unwrap_or_default().as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let (out, err) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert!(!out.contains(TOKEN) && !err.contains(TOKEN), "{words}: {out}{err}");
    Ran { code: output.status.code().unwrap(), out, err }
}

fn desk() -> (StandIn, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.lifecycle"), SMALL).unwrap();
    (StandIn::start([(TOKEN, Account::new(42))]), folder)
}

/// No file that was written holds the token.
fn nothing_told(folder: &Path) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            nothing_told(&path);
        } else {
            assert!(!fs::read_to_string(&path).unwrap().contains(TOKEN), "{}", path.display());
        }
    }
}

#[test]
fn from_plan_to_nothing_left() {
    let (hubspot, folder) = desk();
    let folder = folder.path();
    let planned = run(&hubspot, folder, "plan hubspot --portal 42 --out plan.json --create-lifecycle-stages", None);
    assert_eq!(planned.code, 2, "{}", planned.err);
    insta::assert_snapshot!("plan_text", planned.out);
    let unasked = run(&hubspot, folder, "apply hubspot", None);
    assert_eq!((unasked.code, unasked.err.contains("--yes")), (2, true), "{}", unasked.err);
    assert!(hubspot.log().iter().all(|entry| entry.method == "GET"));
    let applied = run(&hubspot, folder, "apply hubspot --yes", None);
    assert_eq!((applied.code, applied.out.as_str()), (0, ""), "{}", applied.err);
    assert!(applied.err.contains("made"), "{}", applied.err);
    let again = run(&hubspot, folder, "plan hubspot --portal 42", None);
    assert_eq!(again.code, 0, "{}{}", again.out, again.err);
    insta::assert_snapshot!("plan_text_empty", again.out);
    let state = fs::read_to_string(folder.join("hubspot-42.state.json")).unwrap();
    assert_eq!(State::parse(&state, 42).unwrap().references.len(), 3);
    nothing_told(folder);
}

#[test]
fn the_token_comes_from_standard_input_too() {
    let (hubspot, folder) = desk();
    let planned =
        run(&hubspot, folder.path(), "plan hubspot --portal 42 --token-stdin --quiet", Some(&format!("{TOKEN}\n")));
    assert_eq!(planned.code, 2, "{}", planned.err);
    let missing = run(&hubspot, folder.path(), "plan hubspot --portal 42", Some(""));
    assert_eq!((missing.code, missing.err.contains("HUBSPOT_TOKEN")), (1, true), "{}", missing.err);
    let wrong = run(&hubspot, folder.path(), "plan hubspot --portal 42 --token-stdin", Some("pat-wrong"));
    assert_eq!((wrong.code, wrong.err.contains("does not accept the token")), (1, true), "{}", wrong.err);
    assert!(!wrong.err.contains("pat-wrong"));
}

#[test]
fn offline() {
    let (hubspot, folder) = desk();
    let folder = folder.path();
    let saved = run(&hubspot, folder, "plan hubspot --portal 42 --save-reads export --format json", None);
    hubspot.forget();
    let offline = run(&hubspot, folder, "plan hubspot --portal 42 --offline export --format json", Some(""));
    assert_eq!((offline.code, &offline.out), (2, &saved.out), "{}", offline.err);
    assert!(hubspot.log().is_empty(), "nobody is asked");
    fs::remove_file(folder.join("export/crm/pipelines/2026-09/deals.json")).unwrap();
    let lacking = run(&hubspot, folder, "plan hubspot --portal 42 --offline export", Some(""));
    assert_eq!(
        (lacking.code, lacking.err.contains("no `crm/pipelines/2026-09/deals.json`")),
        (1, true),
        "{}",
        lacking.err
    );
    nothing_told(folder);
}

#[test]
fn a_wrong_portal_and_other_mistakes() {
    let (hubspot, folder) = desk();
    let folder = folder.path();
    for (words, said) in [
        ("plan hubspot --portal 43", "this is portal 42, not 43"),
        ("plan hubspot", "which portal?"),
        ("plan hubspot --prtal 43", "unexpected argument"),
        ("plan salesforce", "invalid value"),
        ("plan hubspot --portal 42 --base-url http://example.com", "in the open"),
    ] {
        let run = run(&hubspot, folder, words, None);
        assert_eq!((run.code, run.err.contains(said)), (1, true), "{words}: {}", run.err);
    }
    assert_eq!(run(&hubspot, folder, "apply hubspot none.json --yes", None).code, 2);
    fs::write(folder.join("a.lifecycle"), format!("{SMALL}\ntarget hubspot {{ portal 42 }}")).unwrap();
    assert_eq!(run(&hubspot, folder, "plan hubspot --out plan.json --quiet", None).code, 2);
    let both = run(&hubspot, folder, "plan hubspot --portal 43", None);
    assert!(both.err.contains("the lifecycle is for portal 42"), "{}", both.err);
    // The same token, and meanwhile another portal behind it.
    hubspot.account(TOKEN, |account| account.id = 43);
    let moved = run(&hubspot, folder, "apply hubspot --yes", None);
    assert!(moved.code == 2 && moved.err.contains("but the token opens portal 43"), "{}", moved.err);
    hubspot.account(TOKEN, |account| {
        account.id = 42;
        account.property("contacts", "hs_lead_status")["options"] = serde_json::json!([]);
    });
    let drifted = run(&hubspot, folder, "apply hubspot --yes", None);
    assert!(drifted.code == 2 && drifted.err.contains("plan again"), "{}", drifted.err);
    assert!(hubspot.log().iter().all(|entry| entry.method == "GET"));
}

#[test]
fn a_run_that_is_cut_off_goes_on() {
    let (hubspot, folder) = desk();
    let folder = folder.path();
    run(&hubspot, folder, "plan hubspot --portal 42 --out plan.json --create-lifecycle-stages", None);
    hubspot.forget();
    (22..60).for_each(|number| hubspot.fail_at(number, Fault::CutBefore));
    let cut = run(&hubspot, folder, "apply hubspot --yes", None);
    assert!(cut.code == 2 && cut.err.contains("run the same command again"), "{}", cut.err);
    hubspot.forget();
    let done = run(&hubspot, folder, "apply hubspot --yes", None);
    assert!(done.code == 0 && done.err.contains("were made before"), "{}", done.err);
    assert_eq!(run(&hubspot, folder, "plan hubspot --portal 42", None).code, 0);
}

/// The process is killed while HubSpot has done something and not answered: what lies on the disk is enough to go on.
#[test]
fn a_process_that_is_killed_goes_on() {
    let (hubspot, folder) = desk();
    let folder = folder.path();
    run(&hubspot, folder, "plan hubspot --portal 42 --out plan.json --create-lifecycle-stages", None);
    for number in [12, 12, 9] {
        hubspot.forget();
        hubspot.fail_at(number, Fault::Silence);
        let mut child = command(&hubspot, folder, "apply hubspot --yes").spawn().unwrap();
        while hubspot.log().len() <= number {
            assert!(child.try_wait().unwrap().is_none(), "it ended before request {number}");
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        child.kill().unwrap();
        child.wait().unwrap();
    }
    hubspot.forget();
    let done = run(&hubspot, folder, "apply hubspot --yes", None);
    assert!(done.code == 0 && done.err.contains("were made before"), "{}", done.err);
    assert_eq!(run(&hubspot, folder, "plan hubspot --portal 42", None).code, 0);
}
