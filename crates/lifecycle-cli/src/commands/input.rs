//! From paths and level options to what the driver takes.

use crate::arguments::LevelArguments;
use crate::exit::Failure;
use crate::streams::Streams;
use crate::today::today;
use lifecycle_driver::rules::{Level, Selector};
use lifecycle_driver::{Baseline, Options, OsFs, Project, discover, lone_text};
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
