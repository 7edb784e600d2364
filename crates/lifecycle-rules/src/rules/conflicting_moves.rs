//! Two automations that take a record to different stages on one event.

use crate::Cx;
use crate::logic::{Logic, Occasions, Pair, Together, Variable, event_object};
use crate::witness::{Goal, Scene, Witnesses, lines};
use lifecycle_base::{Diagnostic, Location};
use lifecycle_interpreter::{Cause, Happened};
use lifecycle_model::{ActionKind, DomainId, EventKind, Model, Object, StageId};
use std::collections::BTreeSet;

rule! {
    "conflicting-moves", "conflicting_moves.md", Automation, Warning, fix: None,
    "where two automations on one event take a record depends on their order"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let model = cx.model();
    if !cx.is_whole() {
        return;
    }
    let logic = Logic::new(model);
    let occasions = Occasions::of(&logic);
    let together = Together::new(&logic, &occasions);
    let pairs = together.opposed();
    if pairs.is_empty() {
        return;
    }
    let key = |pair: &Pair| (pair.first.0, pair.second.0);
    // Where one asks for what the other changes, that is the finding.
    let mut seen: BTreeSet<_> = together.dependent().iter().chain(&together.conflicts()).map(key).collect();
    let mut witnesses = Witnesses::of(model);
    for pair in pairs.into_iter().filter(|pair| seen.insert(key(pair))) {
        if witnesses.are_spent() {
            break;
        }
        if let Some((scene, ends)) = different(model, &mut witnesses, &pair) {
            report(cx, model, &pair, &scene, ends);
        }
    }
}

/// A case in which the order decides, and where the record ends in each.
fn different<'m>(model: &'m Model, witnesses: &mut Witnesses<'m>, pair: &Pair) -> Option<(Scene, [StageId; 2])> {
    let Variable::Place(track) = pair.about else { return None };
    let (domain, object) = (model[track].domain, model[model[track].domain].object?);
    let second = &model[pair.second.0];
    let event = event_object(model, pair.second.0)?;
    let goals: Vec<Goal<'m>> = second.conditions.iter().map(|condition| Goal::Condition(event, condition)).collect();
    // The narrower event is the one that both wait for.
    let (one, goals) = match &model[pair.first.0].event.as_ref()?.kind {
        EventKind::Changes(_) | EventKind::Created(_, None) => {
            let first = &model[pair.first.0].conditions;
            (pair.second.0, first.iter().map(|condition| Goal::Condition(event, condition)).collect())
        }
        _ => (pair.first.0, goals),
    };
    // A stage that refuses the record takes no part.
    let entries = [pair.first.1, pair.second.1].into_iter().filter_map(|at| target(model, pair, at));
    let let_in: Vec<Goal<'m>> = goals.iter().copied().chain(entries.map(|stage| Goal::Entry(object, stage))).collect();
    let scene = witnesses.scene(one, &let_in).or_else(|| witnesses.scene(one, &goals))?;
    let other = witnesses.swapped(&scene, pair.first.0, pair.second.0)?;
    let both = |scene: &Scene| {
        let ran = |id| scene.trace.iter().any(|happened| by(happened, id));
        scene.settled.is_ok() && ran(pair.first.0) && ran(pair.second.0)
    };
    let ends = [end(&scene, object, domain)?, end(&other, object, domain)?];
    let [here, there] = ends;
    (here != there && both(&scene) && both(&other)).then_some((scene, ends))
}

/// The stage to which the action at a place takes records.
fn target(model: &Model, pair: &Pair, at: Location) -> Option<StageId> {
    let mut actions = [pair.first.0, pair.second.0].into_iter().flat_map(|id| &model[id].actions);
    match &actions.find(|action| action.at == at)?.kind {
        ActionKind::Move(stage) | ActionKind::Restart(stage) => Some(*stage),
        _ => None,
    }
}

fn by(happened: &Happened, id: lifecycle_model::AutomationId) -> bool {
    matches!(happened.cause, Cause::Automation(by, _) if by == id)
}

/// Where the one record of an object ends.
fn end(scene: &Scene, object: Object, domain: DomainId) -> Option<StageId> {
    let mut records = scene.world.records().filter(|(_, it)| it.object == object);
    let (id, _) = records.next()?;
    scene.world.place(id, domain).map(|place| place.stage)
}

fn report(cx: &mut Cx<'_>, model: &Model, pair: &Pair, scene: &Scene, [here, there]: [StageId; 2]) {
    let (first, second) = (&model[pair.first.0].ident.name, &model[pair.second.0].ident.name);
    let (here, there) = (&model[here].ident.label, &model[there].ident.label);
    let message =
        format!("a record ends at `{here}` or at `{there}`, depending on which of `{first}` and `{second}` runs first");
    let found = Diagnostic::new(&RULE, pair.second.1, message)
        .label(format!("in the other order it ends at `{there}`"))
        .related(pair.first.1, "the other move on the same event");
    let found = lines(model, found, scene, |_| false);
    cx.report(
        found.help("put both into one automation, in the order you mean, or let their conditions exclude each other"),
    );
}
