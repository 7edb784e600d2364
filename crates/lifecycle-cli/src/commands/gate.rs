//! `lifecycle check --gate`: what is missing before a checkpoint, by team.

use crate::arguments::GateName;
use crate::exit::{Exit, Outcome};
use crate::streams::Streams;
use lifecycle_base::Diagnostic;
use lifecycle_driver::rules::{Gate, GateReport};
use lifecycle_driver::{Options, OsFs, Project, analyse_all};
use lifecycle_render::{Checklist, ChecklistStyle};

pub(crate) fn run(name: GateName, format: &str, projects: &[Project], options: Options, streams: &Streams) -> Outcome {
    let gate = match name {
        GateName::Kickoff => Gate::Kickoff,
        GateName::SignOff => Gate::SignOff,
        GateName::Build => Gate::Build,
    };
    let found = analyse_all(&OsFs, projects, &Options { gate: Some(gate), ..options });
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
        // To a program, what is missing are findings that say whom to ask.
        None => {
            let missing = found.gates.iter().flat_map(|report| &report.conditions);
            let missing: Vec<Diagnostic> = missing.flat_map(|condition| &condition.missing).cloned().collect();
            streams.findings(format, &found.db, &missing)?;
        }
    }
    let open = found.gates.iter().all(GateReport::is_open);
    Ok(if open { Exit::Clean } else { Exit::Findings })
}

fn checklist(report: &GateReport) -> Checklist<'_> {
    let conditions = report.conditions.iter().map(|condition| (condition.title, condition.missing.as_slice()));
    Checklist { title: report.gate.as_str(), conditions: conditions.collect() }
}
