//! `lifecycle init`: the examples of the repository are the templates, so they are always true.

use crate::arguments::{Init, Template};
use crate::exit::{Exit, Failure, Outcome};
use crate::streams::Streams;
use std::fs;
use std::path::PathBuf;

/// File name and text.
type File = (&'static str, &'static str);

macro_rules! standard {
    ($($name:literal),* $(,)?) => { &[$(($name, include_str!(concat!("../../../../examples/standard/", $name)))),*] };
}

const STANDARD: &[File] = standard![
    "lifecycle.toml",
    "acme.lifecycle",
    "automation.lifecycle",
    "company.lifecycle",
    "customer.lifecycle",
    "lead.lifecycle",
    "measurement.lifecycle",
    "objects.lifecycle",
    "poc.lifecycle",
    "sales.lifecycle",
    "scenarios.lifecycle",
    "targets.lifecycle",
    "vocabulary.lifecycle",
];

const MINIMAL: &[File] = &[
    ("lifecycle.toml", "# The root of a lifecycle project: every .lifecycle file below belongs to it.\n"),
    ("main.lifecycle", include_str!("../../../../examples/minimal.lifecycle")),
];

pub(crate) fn run(arguments: &Init, streams: &Streams) -> Outcome {
    let files = match arguments.template {
        Template::Standard => STANDARD,
        Template::Minimal => MINIMAL,
    };
    let folder = &arguments.folder;
    let places: Vec<(PathBuf, &str)> = files.iter().map(|(name, text)| (folder.join(name), *text)).collect();
    let existing: Vec<String> =
        places.iter().filter(|(path, _)| path.exists()).map(|(path, _)| format!("`{}`", path.display())).collect();
    if !existing.is_empty() {
        return Err(Failure(format!(
            "{} exists already, and nothing was written; choose another folder: `lifecycle init DIR`",
            existing.join(", ")
        )));
    }
    let failed = |path: &PathBuf, error| Failure(format!("cannot write `{}`: {error}", path.display()));
    fs::create_dir_all(folder).map_err(|error| failed(folder, error))?;
    for (path, text) in &places {
        fs::write(path, text).map_err(|error| failed(path, error))?;
        streams.print(&format!("wrote {}\n", path.display()))?;
    }
    let path = if folder.as_os_str() == "." { String::new() } else { format!(" {}", folder.display()) };
    streams.remark(&format!("\nNext: `lifecycle check{path}`, then `lifecycle compile{path}`."));
    Ok(Exit::Clean)
}
