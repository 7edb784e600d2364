//! `lifecycle ci`: one check, reported in every way in which the CI system at hand shows findings.

mod environment;

use super::input::{options, projects};
use super::reports::{Report, rendered, write};
use crate::arguments::{Ci, CiSystem};
use crate::exit::{Exit, Failure, Outcome};
use crate::streams::Streams;
use environment::Environment;
use lifecycle_driver::{Changes, Findings, OsFs, analyse_all};
use lifecycle_render::{Format, Summary};
use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

pub(crate) fn run(arguments: &Ci, streams: &Streams) -> Outcome {
    let environment = Environment::read(|name| std::env::var(name).ok());
    let system = arguments.system.or(environment.system).ok_or_else(|| {
        Failure("neither GITHUB_ACTIONS nor GITLAB_CI is set; name the system: `lifecycle ci github`".to_owned())
    })?;
    let mut options = options(&environment.levels(&arguments.levels))?;
    let projects = projects(&environment.paths(&arguments.paths), streams)?;
    if arguments.changed_only || environment.changed_only {
        match &environment.base {
            Some(base) => options.changed = Some(Changes::since(base, &OsFs, &projects)?),
            None => streams.remark("This job is not for a pull or merge request, so everything is checked."),
        }
    }
    let found = analyse_all(&OsFs, &projects, &options);
    match system {
        CiSystem::Github => github(&found, &arguments.reports, &environment, streams)?,
        CiSystem::Gitlab => gitlab(&found, &arguments.reports, streams)?,
    }
    let exit = if found.failed() { Exit::Findings } else { Exit::Clean };
    // As in `check`: the process ends here.
    std::mem::forget(found);
    Ok(exit)
}

/// Annotations in the log, SARIF for code scanning, a summary of the job, and counts for later steps.
fn github(found: &Findings, folder: &Path, environment: &Environment, streams: &Streams) -> Result<(), Failure> {
    let sarif = file_in(folder, "lifecycle.sarif");
    write_all(found, [(Format::Sarif, &sarif)], streams)?;
    streams.findings(Format::Github.as_str(), &found.db, &found.findings)?;
    if let Some(page) = &environment.summary {
        append(page, &rendered(Format::Markdown, &found.db, &found.findings)?)?;
    }
    if let Some(outputs) = &environment.outputs {
        let Summary { errors, warnings, infos, .. } = Summary::of(&found.db, &found.findings);
        let sarif = sarif.display();
        append(outputs, format!("errors={errors}\nwarnings={warnings}\ninfos={infos}\nsarif={sarif}\n").as_bytes())?;
    }
    Ok(())
}

/// The findings in the log, and the two reports that merge requests show.
fn gitlab(found: &Findings, folder: &Path, streams: &Streams) -> Result<(), Failure> {
    let quality = file_in(folder, "gl-code-quality-report.json");
    let tests = file_in(folder, "lifecycle-junit.xml");
    write_all(found, [(Format::Gitlab, &quality), (Format::Junit, &tests)], streams)?;
    streams.findings(Format::Plain.as_str(), &found.db, &found.findings)
}

/// Without the `./` of the default folder, which other tools would carry along.
fn file_in(folder: &Path, name: &str) -> PathBuf {
    folder.strip_prefix(".").unwrap_or(folder).join(name)
}

fn write_all<const N: usize>(
    found: &Findings,
    files: [(Format, &PathBuf); N],
    streams: &Streams,
) -> Result<(), Failure> {
    let reports = files.map(|(format, path)| Report { format, path: path.clone() });
    write(&reports, &found.db, &found.findings)?;
    for report in reports {
        streams.remark(&format!("Wrote {}.", report.path.display()));
    }
    Ok(())
}

/// GitHub's own files belong to all steps of a job, so they are never replaced.
fn append(path: &Path, text: &[u8]) -> Result<(), Failure> {
    let written = OpenOptions::new().append(true).create(true).open(path).and_then(|mut file| file.write_all(text));
    written.map_err(|error| Failure(format!("cannot write `{}`: {error}", path.display())))
}
