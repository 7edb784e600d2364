//! `lifecycle test`: runs the scenarios.

use super::input::{options, projects};
use crate::arguments::{Test, TestFormat};
use crate::exit::{Exit, Failure, Outcome};
use crate::streams::Streams;
use lifecycle_base::{Location, SourceDb};
use lifecycle_driver::interpreter::{Covered, Happened, Outcome as Went, ScenarioRun, Story};
use lifecycle_driver::model::{Model, Scenario};
use lifecycle_driver::{OsFs, Trials, analyse, try_scenarios};
use lifecycle_render::{Trial, TrialCoverage, TrialEvent, TrialLine, TrialReport};

pub(crate) fn run(arguments: &Test, streams: &Streams) -> Outcome {
    let options = options(&arguments.levels)?;
    let projects = projects(std::slice::from_ref(&arguments.path), streams)?;
    let mut report = TrialReport::default();
    for project in &projects {
        let found = analyse(&OsFs, project, &options);
        if found.checked().is_none() {
            streams.findings("auto", &found.db, &found.findings)?;
            streams.remark("No scenario was run, since there are errors.");
            return Ok(Exit::Findings);
        }
        let trials = try_scenarios(&found.model, arguments.filter.as_deref().unwrap_or_default());
        add(&mut report, &found.model, &found.db, &trials, arguments.coverage);
    }
    if report.trials.is_empty() {
        return Err(Failure(match &arguments.filter {
            Some(filter) => format!("no scenario has `{filter}` in its title"),
            None => "there is no scenario; `scenario \"…\" { given …  when …  expect … }` is one".to_owned(),
        }));
    }
    let mut out = Vec::new();
    match arguments.format {
        TestFormat::Text => report.text(arguments.verbose, &mut out)?,
        TestFormat::Json => report.json(&mut out)?,
        TestFormat::Junit => report.junit(&mut out)?,
    }
    streams.print(&String::from_utf8_lossy(&out))?;
    Ok(if report.is_passed() { Exit::Clean } else { Exit::Findings })
}

fn add(report: &mut TrialReport, model: &Model, db: &SourceDb, trials: &Trials<'_>, coverage: bool) {
    report.trials.extend(trials.runs.iter().map(|(scenario, run)| trial(model, db, scenario, run)));
    if coverage {
        report.coverage.extend(trials.coverage.iter().map(|covered| shown(db, covered)));
    }
}

fn trial(model: &Model, db: &SourceDb, scenario: &Scenario, run: &ScenarioRun) -> Trial {
    let story = Story::new(model, &run.world);
    let lines = scenario.steps.iter().zip(&run.steps).map(|(step, went)| {
        let events = run.trace.get(went.happened.clone()).unwrap_or_default();
        TrialLine {
            source: source(db, step.at),
            events: events.iter().map(|happened| event(db, &story, happened)).collect(),
            failure: failure(model, &went.outcome),
        }
    });
    let place = place(db, scenario.title_at).unwrap_or_default();
    Trial { name: scenario.title.to_string(), place, passed: run.passed(), lines: lines.collect() }
}

fn event(db: &SourceDb, story: &Story<'_>, happened: &Happened) -> TrialEvent {
    let mut text = story.happened(happened);
    let refusing = story.refusing(happened);
    if !refusing.is_empty() {
        let criteria: Vec<String> =
            refusing.iter().map(|criterion| format!("`{}`", source(db, criterion.at))).collect();
        text = format!("{text}: {}", criteria.join(", "));
    }
    let (cause, at) = story.cause(happened).unzip();
    TrialEvent { text, cause, place: at.and_then(|at| place(db, at)) }
}

fn failure(model: &Model, outcome: &Went) -> Option<String> {
    match outcome {
        Went::Fine => None,
        Went::NotSo(instead) => Some(instead.clone().unwrap_or_else(|| "it does not hold".to_owned())),
        Went::Unsettled(unsettled) => {
            let names: Vec<&str> = unsettled.automations.iter().map(|id| model[*id].ident.name.as_str()).collect();
            Some(format!("this never comes to rest: {} set each other off", names.join(", ")))
        }
    }
}

fn shown(db: &SourceDb, covered: &Covered) -> TrialCoverage {
    let missing = covered.missing.iter().map(|(name, at)| match at.and_then(|at| place(db, at)) {
        Some(place) => format!("{name} ({place})"),
        None => name.clone(),
    });
    let all = covered.exercised + covered.missing.len();
    TrialCoverage { what: covered.what, exercised: covered.exercised, all, missing: missing.collect() }
}

/// What stands at a place, on one line.
fn source(db: &SourceDb, at: Location) -> String {
    let text = db.get(at.file).and_then(|source| source.text().get(at.span.range()));
    text.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn place(db: &SourceDb, at: Location) -> Option<String> {
    let source = db.get(at.file)?;
    Some(format!("{}:{}", source.path(), source.line_column(at.span.start).line))
}
