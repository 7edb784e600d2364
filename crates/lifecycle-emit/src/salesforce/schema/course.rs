//! What records go through on an object: a track, or all pipelines of opportunities together.

use super::rank::{self, Ranking};
use crate::salesforce::opportunity_stages::StageList;
use crate::salesforce::picklist::{PicklistValue, reason_values, stage_values};
use lifecycle_base::Location;
use lifecycle_model::{ExitKind, Model, Reason, Stage, StageId, TrackId};
use lifecycle_targets::salesforce::kept::{PIPELINES, TrackShape};
use std::collections::BTreeMap;

/// A track, or all pipelines of opportunities, on whatever object.
pub(super) struct Course<'m> {
    pub(super) name: &'m str,
    pub(super) label: String,
    /// `domain lead`, for descriptions.
    pub(super) declared: String,
    pub(super) tracks: Vec<TrackId>,
    pub(super) stages: Vec<CourseStage<'m>>,
    pub(super) ranking: Ranking,
    /// For each stage in the order, the next ones.
    pub(super) following: BTreeMap<usize, Vec<usize>>,
    pub(super) derived: bool,
    pub(super) reasons: Vec<PicklistValue>,
    pub(super) comes_back: bool,
    pub(super) origin: Location,
}

/// A stage, or those of several pipelines that share a value.
pub(super) struct CourseStage<'m> {
    pub(super) ids: Vec<StageId>,
    /// What records hold.
    pub(super) value: String,
    pub(super) label: &'m str,
    pub(super) declared: String,
    pub(super) origin: Location,
}

/// A track by itself.
pub(super) fn of_track<'m>(model: &'m Model, id: TrackId, field: &str) -> Course<'m> {
    let track = &model[id];
    let (what, ident) = match track.pipeline {
        Some(pipeline) => ("pipeline", &model[pipeline].ident),
        None => ("domain", &model[track.domain].ident),
    };
    let values = stage_values(model, id);
    let by_value: BTreeMap<String, usize> =
        (0..).zip(&values).map(|(at, value)| (value.name.to_lowercase(), at)).collect();
    let known = || model.stages_of(id).filter(|(_, stage)| !stage.untracked);
    let place = |stage: &Stage| by_value.get(&stage.ident.name.to_lowercase()).copied();
    let places: BTreeMap<StageId, usize> = known().filter_map(|(id, stage)| Some((id, place(stage)?))).collect();
    let value = |place: usize| values.get(place).map(|value| value.name.clone()).unwrap_or_default();
    Course {
        name: &ident.name,
        label: ident.label.to_string(),
        declared: format!("{what} {}", ident.name),
        tracks: vec![id],
        following: following(model, &[id], &places),
        stages: course_stages(model, &places, value),
        ranking: rank::of_track(model, id, field, &values),
        derived: model[track.domain].rollup.is_some(),
        reasons: reason_values(reasons(model, &[id])),
        comes_back: reasons(model, &[id]).any(|reason| reason.after.is_some()),
        origin: ident.name_at,
    }
}

/// Pipelines share the stage field, and an opportunity is in one of them, so they share what is kept beside it.
pub(super) fn of_pipelines<'m>(model: &'m Model, list: &'m StageList, tracks: Vec<TrackId>) -> Option<Course<'m>> {
    let first = list.pipelines.first()?;
    let places: BTreeMap<StageId, usize> =
        tracks.iter().flat_map(|track| &model[*track].stages).filter_map(|id| Some((*id, list.place(*id)?))).collect();
    let value = |place: usize| list.values.get(place).map(|value| value.name.clone()).unwrap_or_default();
    let mut domains: Vec<_> = tracks.iter().map(|track| model[*track].domain).collect();
    domains.dedup();
    let (label, declared) = match domains.as_slice() {
        [one] => (model[*one].ident.label.to_string(), format!("domain {}", model[*one].ident.name)),
        _ => (PIPELINES.to_owned(), "the pipelines".to_owned()),
    };
    let comes_back = reasons(model, &tracks).any(|reason| reason.after.is_some());
    Some(Course {
        name: PIPELINES,
        label,
        declared,
        following: following(model, &tracks, &places),
        stages: course_stages(model, &places, value),
        ranking: rank::of_pipelines(model, list),
        derived: false,
        reasons: reason_values(reasons(model, &tracks)),
        comes_back,
        origin: first.origin,
        tracks,
    })
}

/// The stages in the order of their places, which have no gaps.
fn course_stages<'m>(
    model: &'m Model,
    places: &BTreeMap<StageId, usize>,
    value: impl Fn(usize) -> String,
) -> Vec<CourseStage<'m>> {
    let mut stages: BTreeMap<usize, CourseStage<'m>> = BTreeMap::new();
    for (id, place) in places {
        let stage = &model[*id];
        let course_stage = stages.entry(*place).or_insert_with(|| CourseStage {
            ids: Vec::new(),
            value: value(*place),
            label: &stage.ident.label,
            declared: format!("stage {}", model.stage_path(*id)),
            origin: stage.ident.name_at,
        });
        course_stage.ids.push(*id);
    }
    stages.into_values().collect()
}

/// Why records of these tracks leave or step back, in source order, repeated ones included.
pub(in crate::salesforce) fn reasons<'m>(model: &'m Model, tracks: &[TrackId]) -> impl Iterator<Item = &'m Reason> {
    let stages = tracks.iter().flat_map(|track| &model[*track].stages).map(|id| &model[*id]);
    let exits = stages.filter(|stage| !stage.untracked).flat_map(|stage| &stage.exits);
    exits.filter(|exit| matches!(exit.kind, ExitKind::Recycle | ExitKind::Drop)).flat_map(|exit| &exit.reasons)
}

impl Course<'_> {
    pub(super) fn shape(&self) -> TrackShape<'_> {
        TrackShape {
            name: self.name,
            stages: self.stages.iter().map(|stage| stage.value.as_str()).collect(),
            timed: self.following.keys().copied().collect(),
            derived: self.derived,
            reasons: !self.reasons.is_empty(),
            comes_back: self.comes_back,
        }
    }
}

/// How many of the next stages are looked at: records that skip more are rare, and a formula may not grow without end.
const LOOKED_AT: usize = 5;

/// For each stage in the order of a track, the places of the next ones. Pipelines that share a stage add what follows it in each.
fn following(model: &Model, tracks: &[TrackId], places: &BTreeMap<StageId, usize>) -> BTreeMap<usize, Vec<usize>> {
    let mut following: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for track in tracks {
        let order: Vec<usize> = model.ranked_stages(*track).filter_map(|(id, _)| places.get(&id).copied()).collect();
        for (at, place) in order.iter().enumerate() {
            let later = order.iter().skip(at + 1).take(LOOKED_AT).copied();
            let known = following.entry(*place).or_default();
            known.extend(later.filter(|next| next != place));
            known.sort_unstable();
            known.dedup();
        }
    }
    following.retain(|_, next| !next.is_empty());
    following
}
