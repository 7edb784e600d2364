//! `lifecycle fmt`.

use super::diff::diff;
use super::input::{STDIN, projects};
use crate::arguments::Fmt;
use crate::exit::{Exit, Failure, Outcome};
use crate::streams::Streams;
use lifecycle_driver::format::{Formatted, Proof, format};
use lifecycle_driver::{Replacement, replace_files};
use std::path::{Path, PathBuf};

pub(crate) fn run(arguments: &Fmt, streams: &Streams) -> Outcome {
    if arguments.paths.iter().any(|path| path == Path::new(STDIN)) {
        return standard_input(arguments, streams);
    }
    let projects = projects(&arguments.paths, streams)?;
    let asked = |file: &&PathBuf| arguments.paths.iter().any(|path| is_below(file, path));
    let mut files: Vec<&PathBuf> = projects.iter().flat_map(|project| &project.files).filter(asked).collect();
    files.sort();
    let (mut changed, mut left) = (0, 0);
    for file in &files {
        let name = file.display().to_string();
        let text = read(file)?;
        let formatted = format(&text);
        left += usize::from(explain_skipped(&name, &formatted, streams));
        if formatted.text == text {
            continue;
        }
        changed += 1;
        if arguments.diff {
            streams.print(&diff(&name, &text, &formatted.text))?;
        } else if arguments.check {
            streams.print(&format!("{name}\n"))?;
        } else {
            replace_files([Replacement { path: file, before: &text, after: &formatted.text }])?;
        }
    }
    let only_looked = arguments.check || arguments.diff;
    let word = if only_looked { "would be formatted" } else { "formatted" };
    streams.remark(&format!("{changed} of {} files {word}.", files.len()));
    Ok(if left > 0 || (only_looked && changed > 0) { Exit::Findings } else { Exit::Clean })
}

/// Whether a file of a project was asked for: only those below the paths given are touched, although a project is read as a whole.
fn is_below(file: &Path, asked: &Path) -> bool {
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let plain = |path: PathBuf| -> PathBuf { path.components().collect() };
    plain(absolute(file)).starts_with(plain(absolute(asked)))
}

fn standard_input(arguments: &Fmt, streams: &Streams) -> Outcome {
    let text = streams.input()?;
    let formatted = format(&text);
    let left = explain_skipped("<stdin>", &formatted, streams);
    let changed = formatted.text != text;
    if arguments.diff {
        streams.print(&diff("<stdin>", &text, &formatted.text))?;
    } else if !arguments.check {
        streams.print(&formatted.text)?;
    }
    let looked = (arguments.check || arguments.diff) && changed;
    Ok(if left || looked { Exit::Findings } else { Exit::Clean })
}

/// Says what was left alone, and why. True if anything was.
fn explain_skipped(name: &str, formatted: &Formatted, streams: &Streams) -> bool {
    if let Proof::Unsound { difference, .. } = &formatted.proof {
        streams.remark(&format!("{name}: left alone, since formatting it would have changed more than its looks ({}). This is a bug in lifecycle.", difference.as_str()));
        return true;
    }
    if !formatted.skipped.is_empty() {
        streams.remark(&format!(
            "{name}: {} left as they are because of syntax errors; `lifecycle check {name}` shows them",
            if formatted.skipped.len() == 1 {
                "1 declaration".to_owned()
            } else {
                format!("{} declarations", formatted.skipped.len())
            }
        ));
    }
    !formatted.skipped.is_empty()
}

fn read(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|error| Failure(format!("cannot read `{}`: {error}", path.display())))
}
