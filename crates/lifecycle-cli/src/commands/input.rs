//! From paths and level options to what the driver takes.

use crate::arguments::LevelArguments;
use crate::exit::Failure;
use crate::streams::Streams;
use crate::today::today;
use lifecycle_base::{Diagnostic, Severity};
use lifecycle_driver::rules::{Level, Selector};
use lifecycle_driver::{Analysed, Baseline, Options, OsFs, Project, analyse, discover, lone_text};
use std::path::{Path, PathBuf};

/// The path that stands for standard input.
pub(crate) const STDIN: &str = "-";

/// The projects of the paths; `-` is a project of standard input.
pub(crate) fn projects(paths: &[PathBuf], streams: &Streams) -> Result<Vec<Project>, Failure> {
    let (stdin, paths): (Vec<&PathBuf>, Vec<&PathBuf>) = paths.iter().partition(|path| *path == Path::new(STDIN));
    let mut projects = Vec::new();
    if !stdin.is_empty() {
        projects.push(lone_text("<stdin>", streams.input()?));
    }
    if !paths.is_empty() {
        let paths: Vec<PathBuf> = paths.into_iter().cloned().collect();
        projects.extend(discover(&OsFs, &paths)?);
    }
    Ok(projects)
}

/// The one project of a path.
pub(crate) fn one_project(path: &Path, streams: &Streams) -> Result<Project, Failure> {
    let mut projects = projects(&[path.to_owned()], streams)?;
    match (projects.pop(), projects.len()) {
        (Some(project), 0) => Ok(project),
        (_, more) => Err(Failure(format!("`{}` holds {} projects; name one of them", path.display(), more + 1))),
    }
}

/// The project of a path, analysed, for commands that run it: their answer would be wrong if the project had errors.
pub(crate) fn sound(path: &Path, streams: &Streams) -> Result<Analysed, Failure> {
    let project = one_project(path, streams)?;
    let found = analyse(&OsFs, &project, &options(&LevelArguments::default())?);
    if found.checked().is_none() {
        let errors: Vec<Diagnostic> =
            found.findings.iter().filter(|finding| finding.severity == Severity::Error).cloned().collect();
        streams.findings_aside("auto", &found.db, &errors)?;
        return Err(Failure("the lifecycle has errors".to_owned()));
    }
    Ok(found)
}

/// The text of a file, or of standard input.
pub(crate) fn text_of(path: &Path, streams: &Streams) -> Result<String, Failure> {
    if path == Path::new(STDIN) {
        return streams.input();
    }
    let bytes = std::fs::read(path).map_err(|error| Failure(format!("cannot read `{}`: {error}", path.display())))?;
    String::from_utf8(bytes).map_err(|_| Failure(format!("`{}` is not UTF-8 text", path.display())))
}

/// Levels in the order allow, warn, deny: the strictest wins.
pub(crate) fn options(arguments: &LevelArguments) -> Result<Options, Failure> {
    let given = [(&arguments.allow, Level::Allow), (&arguments.warn, Level::Warn), (&arguments.deny, Level::Deny)];
    let mut levels = Vec::new();
    for (names, level) in given {
        for name in names.iter().flat_map(|names| names.split(',')) {
            let selector = Selector::parse(name)?;
            if selector == Selector::Warnings && level != Level::Deny {
                return Err(Failure("`warnings` goes with --deny only".to_owned()));
            }
            levels.push((selector, level));
        }
    }
    let baseline = if arguments.no_baseline { Baseline::Ignore } else { Baseline::Honour };
    Ok(Options { levels, today: today(), baseline, ..Options::default() })
}
