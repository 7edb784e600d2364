//! `lifecycle check --fix` and `--diff`.

use crate::arguments::Check;
use crate::commands::diff::diff;
use crate::commands::hidden::{counted, remark_hidden};
use crate::commands::input::STDIN;
use crate::exit::{Exit, Failure, Outcome};
use crate::streams::Streams;
use lifecycle_base::Applicability;
use lifecycle_driver::{Applied, Fixed, FixedFile, Options, OsFs, Project, fix, replace_files};
use std::path::Path;

pub(super) fn run(projects: &[Project], options: &Options, arguments: &Check, streams: &Streams) -> Outcome {
    let piped = arguments.paths.iter().any(|path| path == Path::new(STDIN));
    if piped && projects.len() > 1 {
        return Err(Failure("with --fix, `-` stands alone: the fixed text goes to standard output".to_owned()));
    }
    let most = if arguments.fixes.unsafe_fixes { Applicability::Unsafe } else { Applicability::Safe };
    let fixed = fix(&OsFs, projects, options, most);
    if arguments.fixes.diff {
        return show(&fixed, streams);
    }
    if piped {
        streams.print(fixed_text(projects, &fixed))?;
        streams.findings_aside(&arguments.format, &fixed.after.db, &fixed.after.findings)?;
    } else {
        replace_files(fixed.changed.iter().map(FixedFile::replacement))?;
        streams.findings(&arguments.format, &fixed.after.db, &fixed.after.findings)?;
    }
    streams.remark(report(&fixed, "Fixed", "fixed").trim_end());
    remark_hidden(fixed.after.hidden, streams);
    Ok(if fixed.after.failed() { Exit::Findings } else { Exit::Clean })
}

/// Prints what would change.
fn show(fixed: &Fixed, streams: &Streams) -> Outcome {
    for file in &fixed.changed {
        streams.print(&diff(&file.path.display().to_string(), &file.before, &file.after))?;
    }
    streams.remark(report(fixed, "Would fix", "would be fixed").trim_end());
    Ok(if fixed.changed.is_empty() { Exit::Clean } else { Exit::Findings })
}

/// The text of standard input after fixing.
fn fixed_text<'t>(projects: &'t [Project], fixed: &'t Fixed) -> &'t str {
    let changed = fixed.changed.first().map(|file| file.after.as_str());
    changed.or_else(|| projects.first()?.text.as_deref()).unwrap_or_default()
}

/// What was done, and what else could be.
fn report(fixed: &Fixed, done: &str, passive: &str) -> String {
    let all: usize = fixed.applied.iter().map(|applied| applied.count).sum();
    let mut out = match all {
        0 => format!("Nothing {passive}.\n"),
        all => format!("{done} {} in {}:\n", counted(all, "finding"), counted(fixed.changed.len(), "file")),
    };
    for Applied { file, rule, title, count } in &fixed.applied {
        let times = if *count > 1 { format!("{count} × ") } else { String::new() };
        out.push_str(&format!("  {file}: {times}{title} [{rule}]\n"));
    }
    match fixed.unsafe_left {
        0 => {}
        left => out.push_str(&format!("{} with --unsafe-fixes.\n", counted(left, "more fix"))),
    }
    out
}
