//! Scenarios on the reference interpreter: what the language means, as lifecycles that say so themselves, and how results are told.

use lifecycle_driver::interpreter::{Coverage, Index, run_scenario};
use lifecycle_driver::{OsFs, START, analyse, discover, lone_text, try_scenarios};
use lifecycle_tests::project::root;

use crate::cli::{lifecycle, with_input};

/// Scenarios that pass, and those whose title begins with `not:`, which must fail.
#[test]
fn what_the_language_means() {
    let mut files: Vec<_> =
        std::fs::read_dir(root().join("tests/suite/scenarios")).unwrap().map(|it| it.unwrap().path()).collect();
    files.sort();
    let mut count = 0;
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let found = analyse(&OsFs, &lone_text("a.lifecycle", text), &Default::default());
        let errors: Vec<&str> =
            found.findings.iter().filter(|it| !it.rule.is_configurable()).map(|it| it.message.as_str()).collect();
        assert!(found.checked().is_some(), "{}: {errors:?}", file.display());
        for (scenario, run) in try_scenarios(&found.model, "").runs {
            let wanted = !scenario.title.starts_with("not:");
            assert!(
                run.passed() == wanted,
                "{}: {}\n{:#?}\n{:#?}",
                file.display(),
                scenario.title,
                run.steps,
                run.trace
            );
            count += 1;
        }
    }
    assert!(count > 30, "{count}");
}

#[test]
fn the_standard_lifecycle_is_covered() {
    let projects = discover(&OsFs, &[root().join("examples/standard")]).unwrap();
    let found = analyse(&OsFs, &projects[0], &Default::default());
    let trials = try_scenarios(&found.model, "");
    assert!(trials.runs.iter().all(|(_, run)| run.passed()));
    for covered in &trials.coverage {
        if ["automations", "golden stages", "edge cases"].contains(&covered.what) {
            assert_eq!(covered.missing, [], "{}", covered.what);
        }
    }
}

#[test]
fn running_twice_gives_the_same() {
    let projects = discover(&OsFs, &[root().join("examples/standard")]).unwrap();
    let found = analyse(&OsFs, &projects[0], &Default::default());
    let index = Index::of(&found.model);
    let mut coverage = Coverage::default();
    for scenario in &found.model.scenarios {
        let (one, other) = [0, 1].map(|_| run_scenario(&found.model, &index, scenario, START)).into();
        assert_eq!((&one.trace, &one.world), (&other.trace, &other.world));
        coverage.add(scenario, &other);
    }
    assert_eq!(coverage.report(&found.model), try_scenarios(&found.model, "").coverage);
}

const FAILING: &str = r#"
lifecycle "L" { company "C"  owner Ops }
team Ops
object contact { field score number }
domain lead on contact {
  stage Known { owner Ops }
  stage Hot   { owner Ops  entry { score >= 60  "Fits" } }
}
domain sales on deal { pipeline New { stage Open { owner Ops } } }
automation Opened { when deal is created in New  move contact to lead.Hot  notify Ops "A <deal>" }
scenario "good" { given contact  expect contact at lead.Known }
scenario "bad"  { given contact with score = 50  when deal is created in New  expect contact at lead.Hot with score = 60 }
scenario "none" { given contact  expect has deal }
"#;

#[test]
fn results_are_told_to_people_and_programs() {
    let told = |format: &[&str]| {
        let run = with_input(&root(), &[&["test", "-", "--coverage", "--format"], format].concat(), FAILING);
        assert_eq!(run.code, 1, "{}", run.err);
        run.out
    };
    insta::assert_snapshot!("test_text", told(&["text", "--verbose"]));
    insta::assert_snapshot!("test_json", told(&["json"]));
    insta::assert_snapshot!("test_junit", told(&["junit"]));
}

#[test]
fn runs_choose_their_scenarios_and_exit_as_tests_do() {
    let code = |arguments: &[&str], text: &str| with_input(&root(), &[&["test", "-"], arguments].concat(), text).code;
    assert_eq!(code(&["--filter", "GOOD"], FAILING), 0);
    assert_eq!(code(&["--filter", "bad"], FAILING), 1);
    assert_eq!(code(&["--filter", "missing"], FAILING), 2);
    assert_eq!(code(&[], "lifecycle \"L\" { owner Nobody }"), 1);
    assert_eq!(lifecycle(&root(), &["test", "examples/standard"]).code, 0);
    assert_eq!(lifecycle(&root(), &["test", "examples/minimal.lifecycle"]).code, 0);
}
