//! `lifecycle simulate`.

mod json;
mod text;

use super::bar::Bar;
use super::input::{STDIN, sound, text_of};
use crate::arguments::{AnswerFormat, Simulate};
use crate::exit::{Exit, Failure, Outcome};
use crate::streams::Streams;
use lifecycle_driver::simulate::{Behaviour, Plan, Records, Settings, Source, moment, simulate};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use text::grouped;

pub(crate) fn run(arguments: &Simulate, streams: &Streams) -> Outcome {
    let settings = settings(arguments)?;
    let is_stdin = |path: &Path| path == Path::new(STDIN);
    if is_stdin(&arguments.path) && arguments.records.as_deref().is_some_and(is_stdin) {
        return Err(Failure("standard input is either the project or the records, not both".to_owned()));
    }
    let found = sound(&arguments.path, streams)?;
    let plan = Plan::new(&found.model).map_err(Failure)?;
    let source = match &arguments.records {
        None => Source::Drawn(arguments.count),
        Some(path) => {
            let wrong = |error| Failure(format!("cannot use `{}`: {error}", path.display()));
            Source::File(Records::from_csv(&plan, &text_of(path, streams)?).map_err(wrong)?)
        }
    };
    let mut trace = sink(arguments.trace.as_deref())?;
    let mut bar = Bar::new(streams.quiet);
    let mut failed = None;
    let funnel = simulate(&plan, &source, &settings, &mut |progress, lines| {
        let done = format!("{} of {} accounts", grouped(progress.done as u64), grouped(progress.all as u64));
        bar.show(progress.done, progress.all, &format!("{done}, {} events", grouped(progress.events)));
        failed = trace.as_mut().and_then(|out| out.write_all(lines).err());
        failed.is_none()
    });
    bar.clear();
    let flushed = trace.as_mut().map_or(Ok(()), Write::flush);
    match failed.or(flushed.err()) {
        // A reader that went away, as `head` does, has seen enough.
        Some(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(Exit::Clean),
        Some(error) => return Err(Failure(format!("cannot write the trace: {error}"))),
        None => {}
    }
    // Where standard output is for the trace, the funnel is for people beside it.
    let shown = match arguments.format {
        AnswerFormat::Text => text::text(&found.model, &settings, &funnel),
        AnswerFormat::Json => json::json(&found.model, &settings, &funnel)?,
    };
    match arguments.trace.as_deref() {
        Some(path) if is_stdin(path) => streams.remark(shown.trim_end()),
        _ => streams.print(&shown)?,
    }
    Ok(if funnel.unsettled.is_empty() { Exit::Clean } else { Exit::Findings })
}

fn settings(arguments: &Simulate) -> Result<Settings, Failure> {
    let start = moment(&arguments.start)
        .ok_or_else(|| Failure(format!("--start is a date like `2026-01-05`, and `{}` is not", arguments.start)))?;
    let people = &arguments.people;
    let shares = people.advance + people.recycle + people.drop + people.hold;
    if shares > 100 {
        let message = "--advance, --recycle, --drop and --hold are shares of one whole, and come to";
        return Err(Failure(format!("{message} {shares}%")));
    }
    // What a file says of the world is all that happens in it.
    let signals = if arguments.records.is_some() { 0 } else { people.signals };
    let behaviour = Behaviour {
        advance: people.advance,
        recycle: people.recycle,
        drop: people.drop,
        hold: people.hold,
        pace: people.pace,
        signals,
    };
    Ok(Settings { seed: arguments.seed, start, days: arguments.days, behaviour, trace: arguments.trace.is_some() })
}

/// Where the trace goes.
fn sink(path: Option<&Path>) -> Result<Option<Box<dyn Write>>, Failure> {
    let Some(path) = path else { return Ok(None) };
    if path == Path::new(STDIN) {
        return Ok(Some(Box::new(BufWriter::new(io::stdout()))));
    }
    let file = File::create(path).map_err(|error| Failure(format!("cannot write `{}`: {error}", path.display())))?;
    Ok(Some(Box::new(BufWriter::new(file))))
}
