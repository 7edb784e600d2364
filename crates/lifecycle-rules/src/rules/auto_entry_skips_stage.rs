//! Records that would have to skip a stage, where they must not.

use crate::Cx;
use crate::logic::{Arrival, Formula, Logic, Occasions, Way, arrivals, entry_facts, one_step};
use crate::part::own_tracks;
use lifecycle_base::Diagnostic;
use lifecycle_model::{Skip, Stage, StageId, TrackId};

rule! {
    "auto-entry-skips-stage", "auto_entry_skips_stage.md", Automation, Info, fix: None,
    "an automatic entry or move would skip a stage, and so never happens"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let model = cx.model();
    if model.header.as_ref().is_none_or(|header| header.skip != Skip::Forbidden) {
        return;
    }
    let logic = Logic::new(model);
    for (track, _) in own_tracks(model) {
        check_track(cx, &logic, track);
    }
    let occasions = Occasions::of(&logic);
    for arrival in arrivals(model).filter(|arrival| matches!(arrival.way, Way::Moved)) {
        check_move(cx, &logic, &occasions, &arrival);
    }
}

/// Automatic entries behind a stage that people have to open. One finding a track.
fn check_track(cx: &mut Cx<'_>, logic: &Logic<'_>, track: TrackId) {
    let model = logic.model();
    let steps: Vec<(StageId, &Stage)> = model.ranked_stages(track).filter(|(_, stage)| !stage.untracked).collect();
    for window in steps.windows(3) {
        let [(_, start), (gate, between), (target, stage)] = window else { continue };
        let Some(entry) = stage.entry.as_ref().filter(|entry| entry.auto && !entry.criteria.is_empty()) else {
            continue;
        };
        if stage.ident.damaged || between.ident.damaged || opens_by_itself(logic, *gate, *target) {
            continue;
        }
        let message = format!(
            "a record that meets the criteria of `{}` stays before `{}`, since no stage is skipped",
            stage.ident.label, between.ident.label
        );
        return cx.report(
            Diagnostic::new(&RULE, entry.at, message)
                .label("records move in by themselves, but only from the stage before")
                .related(start.ident.name_at, format!("1. a record here meets all criteria of `{}`", stage.ident.label))
                .related(between.ident.name_at, "2. it would skip this stage, which nothing opens by itself")
                .help(format!(
                    "let `{}` draw records too, with `entry auto` and criteria that follow from these, or allow skipping: `skip filled`",
                    between.ident.label
                )),
        );
    }
}

/// Whether a stage draws every record that meets the criteria of the next one.
fn opens_by_itself(logic: &Logic<'_>, gate: StageId, next: StageId) -> bool {
    let model = logic.model();
    if model[gate].entry.as_ref().is_none_or(|entry| !entry.auto) {
        return false;
    }
    let (met, asked) = (entry_facts(logic, next), entry_facts(logic, gate));
    let met: Vec<&Formula<'_>> = met.iter().map(|fact| &fact.formula).collect();
    // What nobody can decide may well be so.
    asked.iter().all(|asked| !asked.formula.is_readable() || logic.implies(&met, &asked.formula))
}

/// A move of records that certainly stand too far back.
fn check_move<'m>(cx: &mut Cx<'_>, logic: &Logic<'m>, occasions: &Occasions<'m>, arrival: &Arrival<'m>) {
    let Some(step) = one_step(logic, arrival.stage) else { return };
    let known = arrival.known(logic, occasions, false).own;
    let facts: Vec<&Formula<'m>> = known.iter().map(|fact| &fact.formula).collect();
    let stays = logic.never(&facts) || logic.never(&with(&facts, &not_beyond(logic, arrival.stage)));
    let core = logic.core(&with(&facts, &step));
    if stays || core.is_empty() || !core.contains(&facts.len()) {
        return;
    }
    let model = logic.model();
    let (stage, name) = (&model[arrival.stage].ident, &model[arrival.automation].ident.name);
    let object = arrival.object.name();
    let message = format!("`{name}` never moves a {object} to `{}`: it would skip a stage", stage.label);
    let mut found = Diagnostic::new(&RULE, arrival.at, message).label("`skip forbidden`, so nothing happens");
    for fact in core.iter().filter_map(|index| known.get(*index)) {
        found = found.related(fact.at, format!("1. the {object} stands too far back"));
    }
    if let Some(between) = logic.before(arrival.stage) {
        found = found.related(model[between].ident.name_at, "2. this stage comes first");
    }
    cx.report(found.help(
        "move the record to the next stage, or allow skipping: `skip filled` also stamps the dates of skipped stages",
    ));
}

fn with<'f, 'm>(facts: &[&'f Formula<'m>], more: &'f Formula<'m>) -> Vec<&'f Formula<'m>> {
    facts.iter().copied().chain([more]).collect()
}

/// That a record is not at a stage or beyond it: there, a move has nothing to do, which is another finding.
fn not_beyond<'m>(logic: &Logic<'m>, stage: StageId) -> Formula<'m> {
    Formula::stands(logic, lifecycle_model::Position::AtOrBeyond, stage).negated()
}
