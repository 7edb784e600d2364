//! What records of an object go through: a track, or all sales pipelines, which share the stage field of opportunities.

use super::scene::Scene;
use crate::salesforce::formula::Formula;
use crate::salesforce::formula::places::Places;
use lifecycle_model::{Comparison, DomainId, Object, Stage, StageId, StageKind, TrackId};
use lifecycle_targets::salesforce::formulas::{self, Kind};
use lifecycle_targets::salesforce::objects::SObject;

/// A track, or all pipelines of opportunities, on an object.
#[derive(Clone, Debug)]
pub(super) struct Course {
    pub(super) object: &'static SObject,
    /// What conditions of it call their own object.
    pub(super) neutral: Object,
    pub(super) domain: DomainId,
    pub(super) tracks: Vec<TrackId>,
    /// For names: `lead`, `Pipeline`.
    pub(super) name: String,
    pub(super) label: String,
    pub(super) derived: bool,
}

/// A stage of a course that the org knows.
#[derive(Clone, Debug)]
pub(super) struct Spot<'m> {
    pub(super) id: StageId,
    pub(super) stage: &'m Stage,
    /// What records hold.
    pub(super) value: String,
    /// From 1; 0 outside of the order.
    pub(super) rank: u32,
}

impl Course {
    /// The courses of an object, in source order.
    pub(super) fn of(scene: Scene<'_>, object: &'static SObject) -> Vec<Course> {
        let mut courses: Vec<Course> = Vec::new();
        for (id, track) in scene.model.tracks.iter() {
            let domain = &scene.model[track.domain];
            let Some(neutral) = domain.object.filter(|neutral| scene.stands_for(object, *neutral)) else { continue };
            if scene.schema.stage_field(id, object).is_none() {
                continue;
            }
            let derived = domain.rollup.is_some();
            let places = scene.places();
            let pipelines = |course: &&mut Course| course.tracks.iter().all(|track| places.is_sales_pipeline(*track));
            if places.is_sales_pipeline(id)
                && let Some(course) = courses.iter_mut().find(pipelines)
            {
                course.tracks.push(id);
                continue;
            }
            let (name, label) = match places.is_sales_pipeline(id) {
                true => ("Pipeline".to_owned(), "Pipelines".to_owned()),
                false => (scene.model.track_name(id).to_owned(), scene.model.track_label(id).to_owned()),
            };
            courses.push(Course { object, neutral, domain: track.domain, tracks: vec![id], name, label, derived });
        }
        courses
    }

    /// One of its tracks, by which the fields that they share are found.
    pub(super) fn track(&self) -> Option<TrackId> {
        self.tracks.first().copied()
    }

    /// Its stages that the org knows, in source order.
    pub(super) fn spots<'m>(&self, scene: Scene<'m>) -> Vec<Spot<'m>> {
        let stages = self.tracks.iter().flat_map(|track| scene.model.stages_of(*track));
        let spot = |(id, stage): (StageId, &'m Stage)| {
            let value = scene.schema.stage_value(id)?.to_owned();
            Some(Spot { id, stage, value, rank: scene.schema.rank_of(id) })
        };
        stages.filter(|(_, stage)| !stage.untracked).filter_map(spot).collect()
    }

    /// The stage field.
    pub(super) fn stage(&self, scene: Scene<'_>) -> Formula {
        let name = self.track().and_then(|track| scene.schema.stage_field(track, self.object)).unwrap_or_default();
        Formula::field(name, Kind::Picklist)
    }

    /// Whether a picklist of stages holds one of those that are wanted, and the record is in their pipeline.
    pub(super) fn holds(&self, scene: Scene<'_>, picklist: &Formula, wanted: impl Fn(&Spot<'_>) -> bool) -> Formula {
        let places = scene.places();
        let spots = self.spots(scene);
        Formula::any(self.tracks.iter().map(|track| {
            let values = spots.iter().filter(|spot| spot.stage.track == *track && wanted(spot));
            let values: Vec<String> = values.map(|spot| spot.value.clone()).collect();
            let one_of = picklist.clone().one_of(values);
            if self.is_pipelines(places) && one_of != Formula::Bool(false) {
                Formula::all([places.in_track(*track, self.object, ""), one_of])
            } else {
                one_of
            }
        }))
    }

    /// Whether the stage that a picklist holds is in the order, or there is none.
    pub(super) fn inside(&self, scene: Scene<'_>, picklist: &Formula) -> Formula {
        let ranked = self.rank(scene, picklist).compare(Comparison::Greater, Formula::Number(0.0));
        Formula::any([picklist.clone().is_blank(), ranked])
    }

    pub(super) fn is_pipelines(&self, places: Places<'_>) -> bool {
        self.tracks.iter().any(|track| places.is_sales_pipeline(*track))
    }

    /// How far the stage is that a picklist holds: 0 outside of the order.
    pub(super) fn rank(&self, scene: Scene<'_>, picklist: &Formula) -> Formula {
        let places = scene.places();
        let spots = self.spots(scene);
        let of_track = |track: TrackId| -> Vec<(String, i64)> {
            let ranked = spots.iter().filter(|spot| spot.stage.track == track && spot.rank > 0);
            ranked.map(|spot| (spot.value.clone(), i64::from(spot.rank))).collect()
        };
        let mut all: Vec<(String, i64)> = Vec::new();
        let mut agree = true;
        for (value, rank) in self.tracks.iter().flat_map(|track| of_track(*track)) {
            match all.iter().find(|(known, _)| *known == value) {
                Some((_, known)) => agree &= *known == rank,
                None => all.push((value, rank)),
            }
        }
        let case = |values: Vec<(String, i64)>| match values.is_empty() {
            true => Formula::Number(0.0),
            false => Formula::Case(Box::new(picklist.clone()), values, 0),
        };
        if agree {
            return case(all);
        }
        self.tracks.iter().rev().fold(Formula::Number(0.0), |other, track| {
            let here = places.in_track(*track, self.object, "");
            Formula::call(&formulas::IF, [here, case(of_track(*track)), other])
        })
    }
}

impl Spot<'_> {
    /// Whether records there have left the funnel.
    pub(super) fn has_left(&self) -> bool {
        matches!(self.stage.kind, StageKind::Lost | StageKind::Closed)
    }

    /// Whether it is there for old records only, so that none enters it.
    pub(super) fn is_retired(&self) -> bool {
        self.stage.kind == StageKind::Retired
    }

    pub(super) fn is_hold(&self) -> bool {
        self.stage.kind == StageKind::Hold
    }
}
