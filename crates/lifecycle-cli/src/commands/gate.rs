//! `lifecycle check --gate`: what is missing before a checkpoint, by team.

use super::reports::write;
use crate::arguments::{Check, GateName};
use crate::exit::{Exit, Outcome};
use crate::streams::Streams;
use lifecycle_base::Diagnostic;
use lifecycle_driver::rules::{Gate, GateReport};
use lifecycle_driver::{Options, OsFs, Project, analyse_all};
use lifecycle_render::{Checklist, ChecklistStyle};

pub(crate) fn run(
    name: GateName,
    arguments: &Check,
    projects: &[Project],
    options: Options,
    streams: &Streams,
) -> Outcome {
    let gate = match name {
        GateName::Kickoff => Gate::Kickoff,
        GateName::SignOff => Gate::SignOff,
        GateName::Build => Gate::Build,
    };
    let found = analyse_all(&OsFs, projects, &Options { gate: Some(gate), ..options });
    // To a program, what is missing are findings that say whom to ask.
    let missing = found.gates.iter().flat_map(|report| &report.conditions);
    let missing: Vec<Diagnostic> = missing.flat_map(|condition| &condition.missing).cloned().collect();
    write(&arguments.output, &found.db, &missing)?;
    let format = arguments.format.as_str();
    let style = match format {
        "auto" | "fancy" | "plain" | "short" => Some(ChecklistStyle::Text),
        "markdown" => Some(ChecklistStyle::Markdown),
        _ => None,
    };
    match style {
        Some(style) => {
            for report in &found.gates {
                let mut text = Vec::new();
                checklist(report).render(style, &found.db, &mut text)?;
                streams.print(&String::from_utf8_lossy(&text))?;
            }
        }
        None => streams.findings(format, &found.db, &missing)?,
    }
    let open = found.gates.iter().all(GateReport::is_open);
    Ok(if open { Exit::Clean } else { Exit::Findings })
}

fn checklist(report: &GateReport) -> Checklist<'_> {
    let conditions = report.conditions.iter().map(|condition| (condition.title, condition.missing.as_slice()));
    Checklist { title: report.gate.as_str(), conditions: conditions.collect() }
}
