//! `lifecycle check`.

use super::gate;
use super::input::{options, projects};
use super::reports::write;
use crate::arguments::Check;
use crate::exit::{Exit, Outcome};
use crate::streams::Streams;
use lifecycle_driver::{OsFs, analyse_all};

pub(crate) fn run(arguments: &Check, streams: &Streams) -> Outcome {
    let options = options(&arguments.levels)?;
    let projects = projects(&arguments.paths, streams)?;
    if let Some(name) = arguments.gate {
        return gate::run(name, &arguments.format, &projects, options, streams);
    }
    let found = analyse_all(&OsFs, &projects, &options);
    write(&arguments.output, &found.db, &found.findings)?;
    streams.findings(&arguments.format, &found.db, &found.findings)?;
    let exit = if found.failed() { Exit::Findings } else { Exit::Clean };
    // The process ends here; freeing all texts and findings one by one would only delay it.
    std::mem::forget(found);
    Ok(exit)
}
