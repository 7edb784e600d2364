//! `lifecycle check --write-baseline`.

use crate::arguments::Check;
use crate::exit::{Exit, Failure, Outcome};
use crate::streams::Streams;
use lifecycle_driver::{BaselineError, NewBaseline, Options, OsFs, Project, new_baseline, write_file};

/// Writes the baselines of all projects, or none while one of them has errors.
pub(super) fn write(projects: &[Project], options: &Options, arguments: &Check, streams: &Streams) -> Outcome {
    let mut baselines = Vec::with_capacity(projects.len());
    for project in projects {
        match new_baseline(&OsFs, project, options) {
            Ok(baseline) => baselines.push(baseline),
            Err(BaselineError::Errors(found)) => {
                streams.findings(&arguments.format, &found.db, &found.findings)?;
                streams.remark(&format!("No baseline was written: {}.", BaselineError::Errors(found)));
                return Ok(Exit::Findings);
            }
            Err(error) => return Err(Failure(error.to_string())),
        }
    }
    for baseline in &baselines {
        if !baseline.unchanged {
            write_file(&baseline.path, &baseline.text)?;
        }
        streams.print(&format!("{}\n", described(baseline)))?;
    }
    Ok(Exit::Clean)
}

fn described(baseline: &NewBaseline) -> String {
    let path = baseline.path.display();
    match (baseline.unchanged, baseline.findings) {
        (true, 0) => format!("There is nothing to write into {path}."),
        (true, _) => format!("{path} is up to date: {} in all.", findings(baseline.findings)),
        (false, all) => {
            format!("Wrote {path}: {} in all, {} new, {} gone.", findings(all), baseline.added, baseline.removed)
        }
    }
}

fn findings(count: u32) -> String {
    crate::commands::hidden::counted(count as usize, "finding")
}
