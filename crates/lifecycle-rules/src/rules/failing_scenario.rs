//! Scenarios that do not hold when they are run.

use crate::Cx;
use crate::witness::{numbered, tell};
use lifecycle_base::{Diagnostic, Location, list_words};
use lifecycle_interpreter::{Happened, Index, Moment, Outcome, ScenarioRun, World, run_scenario};
use lifecycle_model::{Model, Sample, Scenario, Step, StepKind};

rule! {
    "failing-scenario", "failing_scenario.md", Automation, Warning, fix: None,
    "a scenario does not hold when it is run"
}

/// Every scenario goes through what concerns its objects, so that in a very large project only the first ones are run.
const WORK: usize = 400_000;

/// A Monday.
const START: i64 = 20_003;

pub(crate) fn check(cx: &mut Cx<'_>) {
    let model = cx.model();
    if !cx.is_whole() || model.scenarios.is_empty() {
        return;
    }
    let index = Index::of(model);
    let size = model.domains.len() + model.automations.len() + model.milestones.len();
    for scenario in model.scenarios.iter().take(WORK / size.max(1)) {
        let run = run_scenario(model, &index, scenario, Moment::of_day(START));
        if let Some(found) = failure(model, scenario, &run) {
            cx.report(found);
        }
    }
}

/// The first line that does not hold.
fn failure(model: &Model, scenario: &Scenario, run: &ScenarioRun) -> Option<Diagnostic> {
    let (step, result) = scenario.steps.iter().zip(&run.steps).find(|(_, result)| result.outcome != Outcome::Fine)?;
    let title = &scenario.title;
    let found = match &result.outcome {
        Outcome::Unsettled(unsettled) => {
            let names = unsettled.automations.iter().map(|id| model[*id].ident.name.as_str());
            Diagnostic::new(&RULE, step.at, format!("the scenario {title:?} never comes to rest after this line"))
                .label(format!("sets off {} without end", list_words(names)))
        }
        _ => Diagnostic::new(&RULE, step.at, format!("the scenario {title:?} does not hold"))
            .label(instead(model, step, &run.world)),
    };
    let found = numbered(found, story(model, scenario, run, step));
    Some(found.help("one of the two is wrong: correct the example, or the stage or automation that it shows"))
}

/// The lines before one, and what followed from each for the records that it speaks of.
fn story(model: &Model, scenario: &Scenario, run: &ScenarioRun, failed: &Step) -> Vec<(Location, String)> {
    let object = match &failed.kind {
        StepKind::ExpectRecord(sample) => Some(sample.object),
        _ => None,
    };
    let concerns = |happened: &&Happened| {
        let record = run.world.get(happened.record);
        object.is_none_or(|object| record.is_some_and(|record| record.object == object))
    };
    let mut lines = Vec::new();
    for (step, result) in scenario.steps.iter().zip(&run.steps) {
        if matches!(step.kind, StepKind::Event(..) | StepKind::Change(_)) && step.at != failed.at {
            lines.push((step.at, "this happens".to_owned()));
        }
        let happened = run.trace.get(result.happened.clone()).unwrap_or_default();
        lines.extend(happened.iter().filter(concerns).filter_map(|happened| tell(model, &run.world, happened)));
    }
    lines
}

/// What is so instead of what a line expects.
fn instead(model: &Model, step: &Step, world: &World) -> String {
    match &step.kind {
        StepKind::ExpectRecord(sample) => record_instead(model, sample, world),
        _ => "this is not so".to_owned(),
    }
}

fn record_instead(model: &Model, sample: &Sample, world: &World) -> String {
    let object = sample.object.name();
    let records: Vec<_> = world.records().filter(|(_, it)| it.object == sample.object).map(|(id, _)| id).collect();
    let Some(first) = records.first() else { return format!("there is no {object}") };
    let Some(stage) = sample.stage else { return format!("no {object} has these values") };
    let domain = model.domain_of(stage);
    if records.iter().any(|id| world.place(*id, domain).is_some_and(|place| place.stage == stage)) {
        return format!("the {object} is there, but with other values");
    }
    match world.place(*first, domain) {
        Some(place) => format!("the {object} is at `{}`", model[place.stage].ident.label),
        None => format!("the {object} is on no stage of `{}`", model[domain].ident.label),
    }
}
