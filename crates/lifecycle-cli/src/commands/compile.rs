//! `lifecycle compile`.

use super::diff::diff;
use super::hidden::remark_hidden;
use super::input::{one_project, options};
use crate::arguments::Compile;
use crate::exit::{Exit, Outcome};
use crate::streams::Streams;
use lifecycle_driver::{ArtifactSet, Change, Drift, OsFs, Written, analyse, compare, compile, default_targets, write};
use std::path::Path;

pub(crate) fn run(arguments: &Compile, streams: &Streams) -> Outcome {
    let options = options(&arguments.levels)?;
    let project = one_project(&arguments.path, streams)?;
    let found = analyse(&OsFs, &project, &options);
    if !found.findings.is_empty() {
        streams.findings("auto", &found.db, &found.findings)?;
    }
    remark_hidden(found.hidden, streams);
    let Some(checked) = found.checked() else {
        streams.remark("Nothing was written, since there are errors.");
        return Ok(Exit::Findings);
    };
    let targets: Vec<&str> = if arguments.target.is_empty() {
        default_targets(&found.model)
    } else {
        arguments.target.iter().map(String::as_str).collect()
    };
    let artifacts = compile(checked, &targets)?;
    if arguments.check {
        return check(&arguments.out, &artifacts, streams);
    }
    let written = write(&arguments.out, &artifacts)?;
    streams.remark(&described(&written, artifacts.len(), &arguments.out));
    for path in &written.kept {
        streams.remark(&format!(
            "`{}` is no longer produced, but was edited since it was written, and stays",
            arguments.out.join(path).display()
        ));
    }
    Ok(Exit::Clean)
}

fn described(written: &Written, files: usize, out: &Path) -> String {
    let mut parts = Vec::new();
    for (count, word) in [
        (written.added, "added"),
        (written.changed, "changed"),
        (written.removed.len(), "removed"),
        (written.unchanged, "unchanged"),
    ] {
        if count > 0 {
            parts.push(format!("{count} {word}"));
        }
    }
    format!("Compiled {files} files into {}: {}.", out.display(), parts.join(", "))
}

/// Prints how the folder differs from what would be written.
fn check(out: &Path, artifacts: &ArtifactSet, streams: &Streams) -> Outcome {
    let drift = compare(out, artifacts)?;
    if drift.is_empty() {
        streams.remark(&format!("{} is up to date.", out.display()));
        return Ok(Exit::Clean);
    }
    streams.print(&drift_text(out, artifacts, &drift))?;
    streams.remark(&format!("{} is not up to date: {} files differ.", out.display(), drift.len()));
    Ok(Exit::Findings)
}

fn drift_text(out: &Path, artifacts: &ArtifactSet, drift: &Drift) -> String {
    let mut text = String::new();
    for (path, change) in drift {
        let old: &[u8] = match change {
            Change::Added => &[],
            Change::Changed(there) | Change::Removed(there) => there,
        };
        let new = artifacts.get(path).map_or(&[][..], |artifact| &artifact.bytes);
        let name = out.join(path).display().to_string();
        text.push_str(&diff(&name, &String::from_utf8_lossy(old), &String::from_utf8_lossy(new)));
    }
    text
}
