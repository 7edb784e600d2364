//! `lifecycle check`.

mod baseline;
mod fix;

use super::gate;
use super::hidden::{counted, remark_hidden};
use super::input::{options, projects};
use super::reports::write;
use crate::arguments::Check;
use crate::exit::{Exit, Outcome};
use crate::streams::Streams;
use lifecycle_base::{Applicability, Diagnostic};
use lifecycle_driver::{Changes, OsFs, analyse_all};

pub(crate) fn run(arguments: &Check, streams: &Streams) -> Outcome {
    let mut options = options(&arguments.levels)?;
    let projects = projects(&arguments.paths, streams)?;
    if let Some(reference) = &arguments.changed_since {
        options.changed = Some(Changes::since(reference, &OsFs, &projects)?);
    }
    if let Some(name) = arguments.gate {
        return gate::run(name, arguments, &projects, options, streams);
    }
    if arguments.fixes.write_baseline {
        return baseline::write(&projects, &options, arguments, streams);
    }
    if arguments.fixes.fix || arguments.fixes.diff {
        return fix::run(&projects, &options, arguments, streams);
    }
    let found = analyse_all(&OsFs, &projects, &options);
    write(&arguments.output, &found.db, &found.findings)?;
    streams.findings(&arguments.format, &found.db, &found.findings)?;
    remark_fixable(&found.findings, streams);
    remark_hidden(found.hidden, streams);
    let exit = if found.failed() { Exit::Findings } else { Exit::Clean };
    // The process ends here; freeing all texts and findings one by one would only delay it.
    std::mem::forget(found);
    Ok(exit)
}

/// Says how many findings `--fix` would resolve.
fn remark_fixable(findings: &[Diagnostic], streams: &Streams) {
    let fixable = |most: Applicability| {
        findings.iter().filter(|finding| finding.fixes.iter().any(|fix| fix.applicability <= most)).count()
    };
    let safe = fixable(Applicability::Safe);
    let more = fixable(Applicability::Unsafe) - safe;
    match (safe, more) {
        (0, 0) => {}
        (0, more) => streams.remark(&format!("{} with --fix --unsafe-fixes.", counted(more, "fix"))),
        (safe, 0) => streams.remark(&format!("{} with --fix.", counted(safe, "fix"))),
        (safe, more) => {
            streams.remark(&format!("{} with --fix, {more} more with --unsafe-fixes.", counted(safe, "fix")));
        }
    }
}
