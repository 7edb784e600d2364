//! What scenarios exercise, and what they leave out.

use crate::scenario::ScenarioRun;
use crate::trace::What;
use lifecycle_base::Location;
use lifecycle_model::{AutomationId, ExitKind, Model, Scenario, Stage, StageId, StageKind};
use std::collections::BTreeSet;

/// The edge cases that the playbook's sign-off asks for.
pub const EDGE_CASES: [&str; 3] = ["churn_return", "multi_product", "plg"];

/// What has been exercised so far.
#[derive(Debug, Default)]
pub struct Coverage {
    automations: BTreeSet<AutomationId>,
    transitions: BTreeSet<(StageId, StageId)>,
    entered: BTreeSet<StageId>,
    criteria: BTreeSet<Location>,
    edge_cases: BTreeSet<String>,
}

/// One kind of thing that scenarios can exercise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Covered {
    /// What it is, in the plural.
    pub what: &'static str,
    /// How many are exercised.
    pub exercised: usize,
    /// Those that are not, and where they are declared.
    pub missing: Vec<(String, Option<Location>)>,
}

impl Coverage {
    /// Adds what a run has exercised.
    pub fn add(&mut self, scenario: &Scenario, run: &ScenarioRun) {
        self.edge_cases.extend(scenario.covers.iter().map(|(word, _)| word.to_string()));
        self.automations.extend(&run.ran);
        self.criteria.extend(&run.exercised);
        for happened in &run.trace {
            if let What::Entered(from, to) | What::Restarted(from, to) = &happened.what {
                self.entered.insert(*to);
                self.transitions.extend(from.map(|from| (from, *to)));
            }
        }
    }

    /// How much of a model has been exercised.
    pub fn report(&self, model: &Model) -> Vec<Covered> {
        let own = |stage: StageId| model[model.domain_of(stage)].rollup.is_none() && !model[stage].untracked;
        let automations = model
            .automations
            .iter()
            .map(|(id, it)| (self.automations.contains(&id), it.ident.name.to_string(), it.ident.name_at));
        let golden = model.stages.iter().filter(|(id, stage)| stage.golden && own(*id));
        let golden = golden.map(|(id, it)| (self.entered.contains(&id), model.stage_path(id), it.ident.name_at));
        let stages: Vec<(StageId, &Stage)> =
            model.stages.iter().filter(|(id, stage)| own(*id) && stage.kind != StageKind::Retired).collect();
        let transitions = stages.iter().flat_map(|(id, stage)| {
            let targets = stage.exits.iter().filter(|exit| exit.kind == ExitKind::To);
            targets.filter_map(|exit| Some((*id, exit.target?, exit.at)))
        });
        let transitions = transitions.map(|(from, to, at)| {
            let name = format!("{} to {}", model.stage_path(from), model[to].ident.name);
            (self.transitions.contains(&(from, to)), name, at)
        });
        let criteria =
            stages.iter().flat_map(|(id, _)| criteria(model, *id).map(|it| (*id, it))).map(|(id, (place, at))| {
                (self.criteria.contains(&at), format!("{}, criterion {}", model.stage_path(id), place + 1), at)
            });
        let edge_cases = EDGE_CASES.iter().map(|case| (self.edge_cases.contains(*case), (*case).to_owned()));
        vec![
            covered("automations", automations.map(placed)),
            covered("golden stages", golden.map(placed)),
            covered("transitions", transitions.map(placed)),
            covered("criteria", criteria.map(placed)),
            covered("edge cases", edge_cases.map(|(exercised, name)| (exercised, name, None))),
        ]
    }
}

fn criteria(model: &Model, stage: StageId) -> impl Iterator<Item = (usize, Location)> {
    model[stage].entry.iter().flat_map(|entry| &entry.criteria).map(|criterion| criterion.at).enumerate()
}

fn placed((exercised, name, at): (bool, String, Location)) -> (bool, String, Option<Location>) {
    (exercised, name, Some(at))
}

fn covered(what: &'static str, all: impl Iterator<Item = (bool, String, Option<Location>)>) -> Covered {
    let (exercised, missing): (Vec<_>, Vec<_>) = all.partition(|(exercised, ..)| *exercised);
    let missing = missing.into_iter().map(|(_, name, at)| (name, at)).collect();
    Covered { what, exercised: exercised.len(), missing }
}
