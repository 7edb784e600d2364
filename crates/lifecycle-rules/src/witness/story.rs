//! What happened, as numbered labels in the source.

use super::Scene;
use lifecycle_base::{Diagnostic, Location};
use lifecycle_interpreter::{Cause, Happened, What, World};
use lifecycle_model::{EventKind, Model, StageId, Value};

/// So many lines of a story are told.
const LINES: usize = 6;

/// An event as a sentence.
pub(super) fn event(model: &Model, event: &EventKind) -> String {
    let object = |stage: &StageId| model.object_of(*stage).map_or("record", lifecycle_model::Object::name);
    match event {
        EventKind::Created(object, _) => format!("a {} is created", object.name()),
        EventKind::Enters(stage) => format!("a {} enters `{}`", object(stage), model[*stage].ident.label),
        EventKind::Leaves(stage) => format!("a {} leaves `{}`", object(stage), model[*stage].ident.label),
        EventKind::Changes(field) => format!("`{}` changes", model.field_path(*field)),
        EventKind::Becomes(field, Value::Null) => format!("`{}` becomes empty", model.field_path(*field)),
        EventKind::Becomes(field, value) => {
            let datum = super::opening::datum(model, *field, value);
            let shown = datum.map_or_else(|| "so".to_owned(), |datum| datum.shown(model, *field));
            format!("`{}` becomes {shown}", model.field_path(*field))
        }
        EventKind::Stays(stage, _) => {
            format!("a {} has stayed in `{}` for so long", object(stage), model[*stage].ident.label)
        }
        EventKind::Relative(_, _, field) => format!("the time before or after `{}` comes", model.field_path(*field)),
    }
}

/// What happened as a place and a sentence; `None` for what concerns nobody here.
pub(crate) fn tell(model: &Model, world: &World, happened: &Happened) -> Option<(Location, String)> {
    let label = |stage: &StageId| &model[*stage].ident.label;
    let object = world.get(happened.record).map_or("record", |record| record.object.name());
    let by = match happened.cause {
        Cause::Automation(id, _) => format!("`{}` ", model[id].ident.name),
        _ => String::new(),
    };
    let actor = !by.is_empty();
    let text = match &happened.what {
        What::Entered(Some(from), to) if actor => {
            format!("{by}moves the {object} from `{}` to `{}`", label(from), label(to))
        }
        What::Entered(None, to) if actor => format!("{by}puts the {object} on `{}`", label(to)),
        What::Entered(Some(from), to) => format!("the {object} goes from `{}` to `{}`", label(from), label(to)),
        What::Entered(None, to) => format!("the {object} enters `{}`", label(to)),
        What::Restarted(_, to) => format!("{by}starts the {object} again at `{}`", label(to)),
        What::Stayed(stage) => format!("{by}leaves the {object} where it is: it is at `{}` or beyond", label(stage)),
        What::Left(stage) => format!("the {object} has left the funnel, and does not go to `{}`", label(stage)),
        What::Refused(stage, _) => format!("`{}` refuses the {object}: this does not hold", label(stage)),
        What::Elsewhere(stage) => format!("the {object} is in another pipeline than `{}`", label(stage)),
        What::Skipped(stage) => format!("the {object} must not skip the stages before `{}`", label(stage)),
        What::Removed(_, stage) => format!("the {object} is no longer at `{}`", label(stage)),
        What::Set(field, Some(datum)) => {
            format!(
                "{by}{} `{}` to {}",
                if actor { "sets" } else { "changes" },
                model.field_path(*field),
                datum.shown(model, *field)
            )
        }
        What::Set(field, None) => format!("{by}empties `{}`", model.field_path(*field)),
        What::Created if actor => format!("{by}creates a {object}"),
        What::Created | What::Reached(_) | What::Notified(..) | What::Tasked(..) => return None,
    };
    Some((place(model, happened)?, text))
}

/// Where the source says why something happened.
fn place(model: &Model, happened: &Happened) -> Option<Location> {
    if let What::Refused(stage, places) = &happened.what {
        let criteria = &model[*stage].entry.as_ref()?.criteria;
        return places.first().and_then(|place| criteria.get(*place)).map(|criterion| criterion.at);
    }
    match (happened.cause, &happened.what) {
        (Cause::Automation(id, place), _) => model[id].actions.get(place).map(|action| action.at),
        (Cause::Criteria, What::Entered(_, to)) => model[*to].entry.as_ref().map(|entry| entry.at),
        (Cause::RollUp, What::Entered(_, stage) | What::Removed(_, stage)) => {
            model[model.domain_of(*stage)].rollup.as_ref().map(|rollup| rollup.at)
        }
        _ => None,
    }
}

/// The lines of a scene, up to and including the last of what is asked for, as numbered labels.
pub(crate) fn lines(model: &Model, found: Diagnostic, scene: &Scene, until: impl Fn(&Happened) -> bool) -> Diagnostic {
    numbered(found, told(model, scene, until, LINES))
}

/// The lines of a scene, and one of another that differs from it.
pub(crate) fn lines_and(model: &Model, found: Diagnostic, scene: &Scene, other: (Location, String)) -> Diagnostic {
    let mut told = told(model, scene, |_| false, LINES - 1);
    told.push(other);
    numbered(found, told)
}

fn told(model: &Model, scene: &Scene, until: impl Fn(&Happened) -> bool, most: usize) -> Vec<(Location, String)> {
    let end = scene.trace.iter().position(until).map_or(scene.trace.len(), |end| end + 1);
    let told = scene.trace.iter().take(end).filter_map(|happened| tell(model, &scene.world, happened));
    std::iter::once(scene.event.clone()).chain(told).take(most).collect()
}

/// The last of these lines as numbered labels.
pub(crate) fn numbered(found: Diagnostic, lines: Vec<(Location, String)>) -> Diagnostic {
    let skipped = lines.len().saturating_sub(LINES);
    let lines = lines.into_iter().skip(skipped).enumerate();
    lines.fold(found, |found, (index, (at, text))| found.related(at, format!("{}. {text}", index + 1)))
}
