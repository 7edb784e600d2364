//! A stage from which no way leads to an end.

use crate::Cx;
use crate::edit::add_exit;
use crate::part::own_tracks;
use crate::ways::Ways;
use lifecycle_base::{Applicability, Diagnostic, Location};
use lifecycle_model::{Model, Stage, StageId, StageKind, TrackId};
use std::collections::{BTreeMap, BTreeSet};

rule! {
    "dead-end-stage", "dead_end_stage.md", Structure, Warning, fix: Sometimes,
    "a record on a stage can never come to an end of its track"
}

/// So many steps of a circle are told.
const STEPS: usize = 5;

pub(crate) fn check(cx: &mut Cx<'_>) {
    if !cx.is_whole() {
        return;
    }
    let model = cx.model();
    let ways = cx.ways();
    for (track, _) in own_tracks(model) {
        check_holds(cx, model, &ways, track);
        // Whoever is anywhere may begin anew.
        if !ways.is_restarted(track) {
            check_circles(cx, model, &ways, track);
        }
    }
}

/// Waiting stages from which nobody says how to go on.
fn check_holds(cx: &mut Cx<'_>, model: &Model, ways: &Ways, track: TrackId) {
    // What draws records to itself draws those that wait, too.
    if ways.is_restarted(track) || model.stages_of(track).any(|(id, _)| ways.draws(model, id)) {
        return;
    }
    let first = model.ranked_stages(track).map(|(_, stage)| stage).find(|stage| !stage.untracked);
    for (id, stage) in model.stages_of(track) {
        let stuck = stage.exits.is_empty() && !ways.is_moved_on(id) && !stage.ident.damaged;
        if stage.kind != StageKind::Hold || !stuck {
            continue;
        }
        let found = Diagnostic::new(
            &RULE,
            stage.ident.name_at,
            format!("a record that waits on `{}` has no way back", stage.ident.label),
        )
        .label("clocks stand still here, and nothing starts them again")
        .help("say where a record goes on: an exit for each stage it may have come from");
        cx.report(match first {
            Some(first) => found.fix(
                format!("let records go on at `{}`", first.ident.label),
                Applicability::Manual,
                add_exit(stage, &format!("to {}", first.ident.name)),
            ),
            None => found,
        });
    }
}

/// Stages whose ways only lead to each other. One finding a track: with a way out of one, the others mostly have one, too.
fn check_circles(cx: &mut Cx<'_>, model: &Model, ways: &Ways, track: TrackId) {
    let ending = ending(model, ways, track);
    let mut circling = model.stages_of(track).filter(|(id, stage)| {
        !ending.contains(id) && !stage.exits.is_empty() && !stage.ident.damaged && stage.kind != StageKind::Retired
    });
    let Some((id, first)) = circling.next() else { return };
    let message = format!("from `{}` no way leads to an end of `{}`", first.ident.label, model.track_label(track));
    let found = Diagnostic::new(&RULE, first.ident.name_at, message)
        .label("records stay here, or go in circles")
        .help("add a way on, `to NEXT`, or a way out, `drop to LOST for \"reason\"`");
    let way = circle(model, id);
    let found = way
        .iter()
        .enumerate()
        .fold(found, |found, (index, (at, text))| found.related(*at, format!("{}. {text}", index + 1)));
    let told = |stage: &Stage| way.iter().any(|(at, _)| stage.exits.iter().any(|exit| exit.at == *at));
    let others = circling.filter(|(_, stage)| !told(stage)).take(3);
    cx.report(others.fold(found, |found, (_, stage)| found.related(stage.ident.name_at, "nor does one from here")));
}

/// Where a record goes from a stage, exit by exit, until it comes to a stage for the second time.
fn circle(model: &Model, start: StageId) -> Vec<(Location, String)> {
    let (mut here, mut seen, mut way) = (start, BTreeSet::from([start]), Vec::new());
    while way.len() < STEPS {
        let Some((exit, target)) = model[here].exits.iter().find_map(|exit| Some((exit, exit.target?))) else { break };
        let again = if seen.insert(target) { "" } else { " again" };
        way.push((
            exit.at,
            format!("a record goes from `{}` to `{}`{again}", model[here].ident.label, model[target].ident.label),
        ));
        if !again.is_empty() {
            break;
        }
        here = target;
    }
    way
}

/// The stages from which a record can come to an end: won, lost, closed, the last step, or out of the track.
fn ending(model: &Model, ways: &Ways, track: TrackId) -> BTreeSet<StageId> {
    let steps: Vec<(StageId, &Stage)> = model.ranked_stages(track).collect();
    let last = steps.last().map(|(id, _)| *id);
    let mut leading_to: BTreeMap<StageId, Vec<StageId>> = BTreeMap::new();
    let mut open: Vec<StageId> = Vec::new();
    for (id, stage) in model.stages_of(track) {
        let ends = matches!(stage.kind, StageKind::Won | StageKind::Lost | StageKind::Closed | StageKind::Retired);
        let leaves = |target: Option<StageId>| target.is_none_or(|target| model[target].track != track);
        // An end that takes records from everywhere is one of every stage.
        if ends && stage.rank.is_none() && ways.is_open_to_all(id) {
            return model.stages_of(track).map(|(id, _)| id).collect();
        }
        if ends || Some(id) == last || ways.is_moved_on(id) || stage.exits.iter().any(|exit| leaves(exit.target)) {
            open.push(id);
        }
        for target in stage.exits.iter().filter_map(|exit| exit.target) {
            leading_to.entry(target).or_default().push(id);
        }
    }
    // Without exits of its own a stage leads on to the next, which is another finding.
    for pair in steps.windows(2) {
        if let [(id, stage), (next, _)] = pair
            && stage.exits.is_empty()
        {
            leading_to.entry(*next).or_default().push(*id);
        }
    }
    let mut ending: BTreeSet<StageId> = BTreeSet::new();
    // Records on every earlier step move by themselves into some stages: how many steps have been seen to end through that.
    let mut drawn = 0usize;
    while let Some(id) = open.pop() {
        if !ending.insert(id) {
            continue;
        }
        open.extend(leading_to.get(&id).into_iter().flatten());
        let rank = model[id].rank.map_or(0, |rank| rank as usize);
        if ways.draws(model, id) && rank > drawn {
            open.extend(steps.get(drawn..rank).into_iter().flatten().map(|(id, _)| *id));
            drawn = rank;
        }
    }
    ending
}
