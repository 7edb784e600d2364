//! What runs in CI systems: the `ci` command, and the files with which those systems call it.

use crate::cli::binary;
use boon::{Compiler, Schemas};
use lifecycle_tests::project::root;
use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

const BAD: &str =
    "team Sales\n\ndomain sales on deal {\n  pipeline P {\n    stage Demo { owner Sales  probability 25% }\n  }\n}\n";

/// The documents of a YAML file of this repository.
fn documents(path: &str) -> Vec<Value> {
    let text = fs::read_to_string(root().join(path)).unwrap();
    let documents = serde_yaml_ng::Deserializer::from_str(&text);
    documents.map(|document| Value::deserialize(document).unwrap_or_else(|error| panic!("{path}: {error}"))).collect()
}

fn document(path: &str) -> Value {
    documents(path).pop().unwrap()
}

fn keys(map: &Value) -> BTreeSet<&str> {
    map.as_object().unwrap().keys().map(String::as_str).collect()
}

fn check(schema: &str, value: &Value) {
    let text = fs::read_to_string(root().join("tests/suite/ci/schemas").join(schema)).unwrap();
    let mut compiler = Compiler::new();
    compiler.add_resource("published.json", serde_json::from_str(&text).unwrap()).unwrap();
    let mut schemas = Schemas::new();
    let index = compiler.compile("published.json", &mut schemas).unwrap_or_else(|error| panic!("{schema}: {error:#}"));
    schemas.validate(value, index).unwrap_or_else(|error| panic!("{schema}: {error:#}"));
}

/// A folder like a checkout, in which a lifecycle with warnings lies in `crm`.
fn checkout() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("crm")).unwrap();
    fs::write(folder.path().join("crm/a.lifecycle"), BAD).unwrap();
    folder
}

/// A command that knows nothing of the CI system these tests may themselves run in.
fn clean(mut command: Command, folder: &Path) -> Command {
    for (name, _) in std::env::vars() {
        if ["GITHUB_", "GITLAB_", "CI", "LIFECYCLE"].iter().any(|prefix| name.starts_with(prefix)) {
            command.env_remove(name);
        }
    }
    command.current_dir(folder);
    command
}

/// `lifecycle ci` with arguments and variables: how it ended and what it printed.
fn ci(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> (i32, String) {
    let mut command = clean(Command::new(binary()), folder);
    ended(&command.arg("ci").args(arguments).envs(variables.iter().copied()).output().unwrap())
}

/// A line of a script of ours, as the runner's shell runs it.
fn script(folder: &Path, line: &str, variables: &BTreeMap<String, String>) -> (i32, String) {
    let mut command = clean(Command::new("bash"), folder);
    ended(&command.args(["-e", "-o", "pipefail", "-c", line]).envs(variables).output().unwrap())
}

fn ended(output: &Output) -> (i32, String) {
    let text = [output.stdout.as_slice(), &output.stderr].concat();
    (output.status.code().unwrap_or(-1), String::from_utf8(text).unwrap())
}

#[test]
fn github_gets_annotations_sarif_a_summary_and_counts() {
    let folder = checkout();
    let at = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    fs::write(at("summary.md"), "# Before\n").unwrap();
    let variables =
        [("GITHUB_ACTIONS", "true"), ("GITHUB_STEP_SUMMARY", &*at("summary.md")), ("GITHUB_OUTPUT", &*at("outputs"))];
    let (code, printed) = ci(folder.path(), &["--quiet"], &variables);
    assert_eq!(code, 0, "warnings alone pass: {printed}");
    assert!(printed.contains("\n::warning file=crm/a.lifecycle,line=5,"), "{printed}");
    let summary = fs::read_to_string(at("summary.md")).unwrap();
    assert!(summary.starts_with("# Before\n## ⚠️ Lifecycle: "), "{summary}");
    let sarif: Value = serde_json::from_str(&fs::read_to_string(at("lifecycle.sarif")).unwrap()).unwrap();
    let warnings = sarif["runs"][0]["results"].as_array().unwrap().len();
    let outputs = fs::read_to_string(at("outputs")).unwrap();
    assert_eq!(outputs, format!("errors=0\nwarnings={warnings}\ninfos=0\nsarif=lifecycle.sarif\n"));
}

#[test]
fn gitlab_gets_code_quality_and_tests() {
    let folder = checkout();
    let (code, printed) = ci(folder.path(), &["--reports", "out/ci"], &[("GITLAB_CI", "true")]);
    assert_eq!(code, 0, "{printed}");
    assert!(printed.contains("warning[activity-named-stage]"), "{printed}");
    let read = |name: &str| fs::read_to_string(folder.path().join("out/ci").join(name)).unwrap();
    let quality: Value = serde_json::from_str(&read("gl-code-quality-report.json")).unwrap();
    assert_eq!(quality[0]["location"]["path"], "crm/a.lifecycle");
    assert!(read("lifecycle-junit.xml").contains("<testsuite name=\"crm/a.lifecycle\""));
}

#[test]
fn the_system_and_the_inputs_come_from_the_environment_or_by_name() {
    let folder = checkout();
    let (code, printed) = ci(folder.path(), &[], &[]);
    assert!(code == 2 && printed.contains("name the system: `lifecycle ci github`"), "{printed}");
    assert_eq!(ci(folder.path(), &["gitlab"], &[("GITHUB_ACTIONS", "true")]).0, 0);
    assert!(!folder.path().join("lifecycle.sarif").exists(), "the name wins");
    let codes = [
        (&[][..], &[("LIFECYCLE_DENY", "criteria, naming")][..], 1),
        (&["--deny", "warnings"], &[], 1),
        (&[], &[("LIFECYCLE_DENY", "")], 0),
        (&[], &[("LIFECYCLE_DENY", "nonsense")], 2),
        (&[], &[("LIFECYCLE_PATH", "elsewhere")], 2),
        (&["crm"], &[("LIFECYCLE_PATH", "elsewhere")], 0),
    ];
    for (arguments, variables, expected) in codes {
        let arguments: Vec<&str> = ["github"].into_iter().chain(arguments.iter().copied()).collect();
        let (code, printed) = ci(folder.path(), &arguments, variables);
        assert_eq!(code, expected, "{arguments:?} {variables:?}: {printed}");
    }
}

#[test]
fn configuration_fits_the_published_schemas() {
    check("github-action.schema.json", &document("action.yml"));
    check("github-workflow.schema.json", &document("examples/ci/github.yml"));
    check("gitlab-ci.schema.json", &document("ci/gitlab.yml"));
    check("gitlab-ci.schema.json", &document("examples/ci/gitlab.yml"));
}

/// The step of the action that checks, run as the runner runs it, with each input in its variable.
#[test]
fn the_action_runs_and_has_its_outputs() {
    let action = document("action.yml");
    let steps = action["runs"]["steps"].as_array().unwrap();
    let step = steps.iter().find(|step| step["id"] == "check").unwrap();
    let folder = checkout();
    let at = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let run = |inputs: &[(&str, &str)]| {
        let mut variables = BTreeMap::from([("GITHUB_OUTPUT".to_owned(), at("outputs"))]);
        for (name, value) in step["env"].as_object().unwrap() {
            let value = value.as_str().unwrap();
            let given = inputs.iter().find(|(input, _)| value == format!("${{{{ inputs.{input} }}}}"));
            let value =
                if name == "LIFECYCLE" { binary().to_str().unwrap() } else { given.map_or("", |given| given.1) };
            variables.insert(name.clone(), value.to_owned());
        }
        script(folder.path(), step["run"].as_str().unwrap(), &variables)
    };
    assert_eq!(run(&[("path", "crm")]).0, 0);
    let written = fs::read_to_string(at("outputs")).unwrap();
    let written: BTreeSet<&str> = written.lines().filter_map(|line| Some(line.split_once('=')?.0)).collect();
    assert_eq!(keys(&action["outputs"]), written);
    for (name, output) in action["outputs"].as_object().unwrap() {
        assert_eq!(output["value"], format!("${{{{ steps.check.outputs.{name} }}}}"));
    }
    // Every input arrives: these change how the run ends, and none of them is ever read as a command.
    assert_eq!(run(&[("path", "crm"), ("deny", "warnings")]).0, 1);
    assert_eq!(
        run(&[("path", "crm"), ("deny", "warnings"), ("allow", "naming,criteria,structure,agreement,hubspot")]).0,
        0
    );
    assert_eq!(run(&[("path", "crm"), ("warn", "no-such-rule")]).0, 2);
    assert_eq!(run(&[("path", "crm; touch owned")]).0, 2);
    assert_eq!(run(&[("path", "$(touch owned)")]).0, 2);
    assert!(!folder.path().join("owned").exists());
}

/// What a pull request could write must not become part of a script.
#[test]
fn no_script_holds_an_expression() {
    let action = document("action.yml");
    let mut inputs = BTreeSet::new();
    for step in action["runs"]["steps"].as_array().unwrap() {
        let run = step["run"].as_str().unwrap_or_default();
        assert!(!run.contains("${{"), "{run}");
        let text = step.to_string();
        inputs.extend(
            keys(&action["inputs"])
                .into_iter()
                .filter(|input| text.contains(&format!("inputs.{input} ")))
                .map(str::to_owned),
        );
    }
    let declared: BTreeSet<String> = keys(&action["inputs"]).into_iter().map(str::to_owned).collect();
    assert_eq!(inputs, declared, "every input is used");
    for line in document("ci/gitlab.yml")["lifecycle"]["script"].as_array().unwrap() {
        assert!(!line.as_str().unwrap().contains("$[["), "{line}");
    }
}

/// A copy could not be run as long as another test starts a process, which inherits the open file for a moment: "text file busy".
fn place_tool(at: &std::path::Path) {
    #[cfg(unix)]
    std::os::unix::fs::symlink(binary(), at).unwrap();
    #[cfg(not(unix))]
    drop(fs::copy(binary(), at).unwrap());
}

/// The script of the job, with the command in the place where the job has built it.
#[test]
fn the_gitlab_job_runs_and_leaves_its_reports() {
    let [spec, job] = documents("ci/gitlab.yml").try_into().unwrap();
    let job = &job["lifecycle"];
    let folder = checkout();
    fs::create_dir_all(folder.path().join(".lifecycle-tool/bin")).unwrap();
    place_tool(&folder.path().join(".lifecycle-tool/bin/lifecycle"));
    let mut variables = BTreeMap::new();
    for (name, value) in job["variables"].as_object().unwrap() {
        if name == "GIT_DEPTH" {
            continue;
        }
        let input = value.as_str().unwrap().trim_start_matches("$[[ inputs.").trim_end_matches(" ]]");
        assert!(!spec["spec"]["inputs"][input].is_null(), "{input}");
        variables.insert(name.clone(), if input == "deny" { "warnings".to_owned() } else { String::new() });
    }
    let (code, printed) = script(folder.path(), job["script"][0].as_str().unwrap(), &variables);
    assert_eq!(code, 1, "{printed}");
    for report in job["artifacts"]["reports"].as_object().unwrap().values() {
        assert!(folder.path().join(report.as_str().unwrap()).is_file(), "{report}");
    }
}

#[test]
fn examples_use_what_exists() {
    let action = document("action.yml");
    let github = document("examples/ci/github.yml");
    let steps = github["jobs"]["lifecycle"]["steps"].as_array().unwrap();
    let step = steps.iter().find(|step| step["uses"].as_str().unwrap().contains("/lifecycle@")).unwrap();
    assert!(keys(&step["with"]).is_subset(&keys(&action["inputs"])), "{step}");

    let spec = documents("ci/gitlab.yml").remove(0);
    let include = &document("examples/ci/gitlab.yml")["include"][0];
    assert!(root().join(include["file"].as_str().unwrap()).is_file());
    let inputs = spec["spec"]["inputs"].as_object().unwrap();
    assert!(keys(&include["inputs"]).is_subset(&keys(&spec["spec"]["inputs"])), "{include}");
    let required = inputs.iter().filter(|(_, input)| input["default"].is_null()).map(|(name, _)| name.as_str());
    assert!(required.collect::<BTreeSet<_>>().is_subset(&keys(&include["inputs"])), "{include}");
}

/// Each hook, with the arguments of the example, in a checkout that it has something to say about.
#[test]
fn hooks_run() {
    let hooks = document(".pre-commit-hooks.yaml");
    let example = &document("examples/ci/pre-commit-config.yaml")["repos"][0]["hooks"];
    for used in example.as_array().unwrap() {
        let hook = hooks.as_array().unwrap().iter().find(|hook| hook["id"] == used["id"]);
        let hook = hook.unwrap_or_else(|| panic!("there is no hook {}", used["id"]));
        let folder = checkout();
        let file = folder.path().join("crm/a.lifecycle");
        fs::write(&file, format!("{BAD}\n\nteam   X\n")).unwrap();
        let mut words = hook["entry"].as_str().unwrap().split(' ');
        assert_eq!(words.next(), Some("lifecycle"));
        let mut command = clean(Command::new(binary()), folder.path());
        command.args(words).args(used["args"].as_array().into_iter().flatten().map(|word| word.as_str().unwrap()));
        if hook["pass_filenames"] != false {
            command.arg("crm/a.lifecycle");
        }
        let (code, printed) = ended(&command.output().unwrap());
        // A hook fails by its exit code or by changing a file.
        let changed = fs::read_to_string(&file).unwrap().contains("\nteam X\n");
        assert!(changed || (code == 1 && printed.contains("activity-named-stage")), "{hook}: {code} {printed}");
    }
    assert_eq!(example.as_array().unwrap().len(), hooks.as_array().unwrap().len(), "the example shows every hook");
}
