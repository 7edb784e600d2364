//! Runs the scenarios of a project.

use lifecycle_interpreter::{Coverage, Covered, Index, Moment, ScenarioRun, run_scenario};
use lifecycle_model::{Model, Scenario};

/// Monday, 5 January 2026, nine o'clock: the moment at which every scenario starts, so that it means the same on every day.
pub const START: Moment = Moment(29_460_060);

/// Scenarios with what became of them.
#[derive(Debug)]
pub struct Trials<'m> {
    /// In the order of the sources.
    pub runs: Vec<(&'m Scenario, ScenarioRun)>,
    /// How much of the lifecycle all of them exercise.
    pub coverage: Vec<Covered>,
}

/// Runs the scenarios whose title contains a text, in whatever case.
pub fn try_scenarios<'m>(model: &'m Model, filter: &str) -> Trials<'m> {
    let index = Index::of(model);
    let filter = filter.to_lowercase();
    let mut coverage = Coverage::default();
    let mut runs = Vec::new();
    for scenario in model.scenarios.iter().filter(|it| it.title.to_lowercase().contains(&filter)) {
        let run = run_scenario(model, &index, scenario, START);
        coverage.add(scenario, &run);
        runs.push((scenario, run));
    }
    Trials { runs, coverage: coverage.report(model) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scenarios_start_on_a_monday_morning() {
        assert_eq!(START.to_string(), "2026-01-05 09:00");
    }
}
