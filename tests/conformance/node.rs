//! Runs a platform's harness with Node, and installs what its lockfile names.

use lifecycle_tests::project::root;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Mutex;

/// The oldest Node that runs the packages.
const OLDEST: u32 = 20;

/// A harness below `tests/conformance`, installed.
pub struct Harness {
    folder: PathBuf,
}

impl Harness {
    /// The harness of a platform. Installs it when its lockfile is not the one that is installed.
    pub fn of(platform: &str) -> Harness {
        // Two tests that install at once would write into each other's folder.
        static INSTALLED: Mutex<BTreeMap<String, ()>> = Mutex::new(BTreeMap::new());
        let folder = root().join("tests/conformance").join(platform);
        let mut installed = INSTALLED.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        installed.entry(platform.to_owned()).or_insert_with(|| install(&folder));
        Harness { folder }
    }

    /// Runs Node in the harness's folder and returns what it printed; panics with that if it did not succeed.
    pub fn run(&self, arguments: &[String]) -> String {
        let output = command("node").args(arguments).current_dir(&self.folder).output().expect("node was there before");
        let text = printed(&output);
        assert!(output.status.success(), "node {} says:\n{}", arguments[0], clipped(&text));
        text
    }
}

fn command(program: &str) -> Command {
    // On Windows, npm is a script.
    let program = if cfg!(windows) && program == "npm" { "npm.cmd" } else { program };
    let mut command = Command::new(program);
    // The deployment library would write a log into the home folder.
    command.env("NO_COLOR", "1").env("SF_DISABLE_LOG_FILE", "true").env_remove("NODE_OPTIONS");
    command
}

fn printed(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// The first of many findings are enough to see what is wrong.
fn clipped(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let (head, tail) =
        (&lines[..lines.len().min(60)], &lines[lines.len().saturating_sub(5).max(lines.len().min(60))..]);
    [head, tail].concat().join("\n")
}

fn install(folder: &Path) {
    let version = command("node").arg("--version").output().unwrap_or_else(|error| {
        panic!("these tests need Node {OLDEST} or newer with npm, and cannot start `node`: {error}")
    });
    let version = printed(&version);
    let major = version.trim_start_matches('v').split('.').next().and_then(|digits| digits.parse::<u32>().ok());
    assert!(major.is_some_and(|major| major >= OLDEST), "these tests need Node {OLDEST} or newer; here is {version}");

    let lockfile = std::fs::read_to_string(folder.join("package-lock.json")).expect("a lockfile");
    let mark = folder.join("node_modules/.installed-lockfile");
    if std::fs::read_to_string(&mark).is_ok_and(|installed| installed == lockfile) {
        return;
    }
    let arguments = ["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"];
    let output =
        command("npm").args(arguments).current_dir(folder).output().unwrap_or_else(|error| {
            panic!("these tests need npm, which comes with Node, and cannot start it: {error}")
        });
    let said = printed(&output);
    assert!(
        output.status.success(),
        "`npm ci` in {} failed; it needs the npm registry once:\n{said}",
        folder.display()
    );
    std::fs::write(mark, lockfile).expect("node_modules is ours");
}
