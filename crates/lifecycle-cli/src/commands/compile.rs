//! `lifecycle compile`.

use super::diff::diff;
use super::hidden::remark_hidden;
use super::input::{one_project, options};
use crate::arguments::Compile;
use crate::exit::{Exit, Failure, Outcome};
use crate::streams::Streams;
use lifecycle_driver::{
    ArtifactSet, Carried, Change, CurrentOrg, Drift, OsFs, Written, analyse, compare, compile_into, default_targets,
    read_export, write,
};
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
    let org = match &arguments.current {
        Some(folder) if !targets.contains(&"salesforce") => {
            return Err(Failure(format!(
                "--current is for Salesforce, which is no target of this run: leave it out, or add `--target salesforce` ({})",
                folder.display()
            )));
        }
        Some(folder) => read_export(&OsFs, folder)?,
        None => CurrentOrg::default(),
    };
    let (artifacts, carried) = compile_into(checked, &targets, &org)?;
    for kept in &carried {
        kept_values(kept).iter().for_each(|line| streams.remark(line));
    }
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

/// What of an org's picklist has been carried over, in sentences.
fn kept_values(kept: &Carried) -> Vec<String> {
    let named = |labels: &[String]| {
        let quoted: Vec<String> = labels.iter().map(|label| format!("\u{201c}{label}\u{201d}")).collect();
        quoted.join(", ")
    };
    let set = &kept.set;
    let mut lines = Vec::new();
    if !kept.active.is_empty() {
        lines.push(format!("`{set}` keeps {}, which would go inactive without --current.", named(&kept.active)));
    }
    if !kept.inactive.is_empty() {
        lines.push(format!("`{set}` keeps {} inactive, as before.", named(&kept.inactive)));
    }
    for (before, now) in &kept.relabelled {
        lines.push(format!("In `{set}`, \u{201c}{before}\u{201d} becomes \u{201c}{now}\u{201d}: the lifecycle has a value with that label."));
    }
    lines
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
