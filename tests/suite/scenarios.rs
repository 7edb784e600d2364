//! Scenarios on the reference interpreter.

use lifecycle_driver::interpreter::{Index, Moment, run_scenario};
use lifecycle_driver::{OsFs, analyse, discover};
use lifecycle_tests::project::root;

#[test]
fn the_scenarios_of_the_standard_lifecycle_pass() {
    let projects = discover(&OsFs, &[root().join("examples/standard")]).unwrap();
    let found = analyse(&OsFs, &projects[0], &Default::default());
    let index = Index::of(&found.model);
    for scenario in &found.model.scenarios {
        let run = run_scenario(&found.model, &index, scenario, Moment::of_day(20_000));
        assert!(run.passed(), "{}: {:#?}\n{:#?}", scenario.title, run.steps, run.trace);
    }
}
