//! `lifecycle apply`.

use super::bar::Bar;
use super::input::text_of;
use super::plan::{named, text};
use super::portal::{connect, remember, remembered, state_file};
use crate::arguments::Apply as Arguments;
use crate::exit::{Exit, Failure, Outcome};
use crate::streams::Streams;
use lifecycle_portal::{Applied, Plan, Ready, apply, prepare};

pub(crate) fn run(arguments: &Arguments, streams: &Streams) -> Outcome {
    let wrong = |error: String| Failure(format!("cannot use `{}`: {error}", arguments.plan.display()));
    let plan = Plan::parse(&text_of(&arguments.plan, streams)?).map_err(wrong)?;
    if plan.to_do().next().is_none() && arguments.prune.is_empty() {
        streams.remark("The plan changes nothing.");
        return Ok(Exit::Clean);
    }
    let file = state_file(&arguments.connection, plan.portal.id);
    let mut state = remembered(&file, plan.portal.id)?;
    let mut portal = connect(&arguments.connection, streams)?;
    let patience = portal.patience();
    let ready = prepare(&plan, &mut portal, &state, &arguments.prune)?;
    if ready.remaining() > 0 && !arguments.yes && !confirmed(&plan, &ready, arguments, streams)? {
        streams.remark("Nothing was changed.");
        return Ok(Exit::Findings);
    }
    let mut bar = Bar::new(streams.quiet);
    let applied =
        apply(&plan, &ready, &mut portal, patience, &mut state, &mut |state| remember(&file, state), &mut |now| {
            bar.show(now.done, now.all, &format!("{} of {}: {}", now.done, now.all, named(now.change)))
        });
    bar.clear();
    let applied = applied.map_err(|error| Failure(format!("stopped: {error}")))?;
    report(&plan, &applied, streams)
}

/// Asks whoever sits there.
fn confirmed(plan: &Plan, ready: &Ready, arguments: &Arguments, streams: &Streams) -> Result<bool, Failure> {
    streams.print(&text(plan, streams.coloured()))?;
    for name in &arguments.prune {
        streams.print(&format!("To be deleted: {name}\n"))?;
    }
    let question = format!("\nMake {} changes in portal {}? Only `yes` does it: ", ready.remaining(), plan.portal.id);
    match streams.ask(&question) {
        Some(answer) => Ok(answer == "yes"),
        None => Err(Failure("nobody can be asked here; --yes applies the plan without asking".to_owned())),
    }
}

fn report(plan: &Plan, applied: &Applied, streams: &Streams) -> Outcome {
    use lifecycle_portal::Outcome as Made;
    let (mut done, mut already, mut open) = (0, 0, 0);
    let mut outcomes = applied.outcomes.iter().peekable();
    for change in &plan.changes {
        let Some((_, outcome)) = outcomes.next_if(|(id, _)| *id == change.id) else { continue };
        match outcome {
            Made::Done => done += 1,
            Made::Already => already += 1,
            Made::Failed(why) | Made::Skipped(why) => {
                open += 1;
                streams.print(&format!("{}, {}: {why}\n", change.place, named(change)))?;
            }
        }
    }
    let mut said = vec![format!("{done} made")];
    said.extend((already > 0).then(|| format!("{already} were made before")));
    said.extend((open > 0).then(|| format!("{open} not made")));
    streams.remark(&format!("Portal {}: {}.", plan.portal.id, said.join(", ")));
    if let Some(failure) = &applied.stopped {
        return Err(Failure(format!("{failure}; run the same command again to go on")));
    }
    Ok(if applied.is_complete() { Exit::Clean } else { Exit::Findings })
}
