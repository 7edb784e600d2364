//! What Salesforce keeps of a lifecycle beside the fields that it declares, by name.

use lifecycle_model::{Duration, ExitKind, Ident, Model, Object, StageId, StageKind, TrackId};
use lifecycle_targets::salesforce::kept::{Kept, PIPELINES, RECHECK, TrackShape, due_field, kept_fields};
use lifecycle_targets::salesforce::names::{custom_name, words};
use lifecycle_targets::salesforce::objects::{ALL, People, SObject, standing_for};
use lifecycle_targets::salesforce::stages::stage_name;
use std::collections::{BTreeMap, BTreeSet};

/// A field that a lifecycle gets in Salesforce without declaring it.
pub(crate) struct KeptField<'m> {
    /// The object.
    pub(crate) object: &'static SObject,
    /// The API name.
    pub(crate) name: String,
    /// The stage, track or milestone that it is kept for.
    pub(crate) of: &'m Ident,
}

/// Where the project keeps people.
pub(crate) fn people(model: &Model) -> People {
    model.setting("salesforce", "people").and_then(|(word, _)| People::from_word(word)).unwrap_or_default()
}

/// All of them, object by object.
pub(crate) fn kept_for(model: &Model) -> Vec<KeptField<'_>> {
    let people = people(model);
    let mut found = Vec::new();
    for object in ALL {
        let on = |neutral: Option<Object>| neutral.is_some_and(|it| standing_for(it.name(), people).contains(&object));
        let tracks = model.tracks.iter().filter(|(_, track)| on(model[track.domain].object));
        let (pipelines, fields): (Vec<TrackId>, Vec<TrackId>) =
            tracks.map(|(id, _)| id).partition(|id| is_pipeline(model, *id));
        let groups = std::iter::once(pipelines).chain(fields.into_iter().map(|id| vec![id]));
        let courses: Vec<Course<'_>> = groups.filter_map(|tracks| Course::of(model, &tracks)).collect();
        let shapes: Vec<TrackShape<'_>> = courses.iter().map(Course::shape).collect();
        for (course, fields) in courses.iter().zip(kept_fields(&shapes)) {
            let of = |kept: Kept| match kept {
                Kept::FirstEntered(place) | Kept::LastEntered(place) | Kept::Days(place) => {
                    course.stages.get(place).map_or(course.ident, |(_, id)| &model[*id].ident)
                }
                _ => course.ident,
            };
            found.extend(fields.into_iter().map(|(kept, name)| KeptField { object, name, of: of(kept) }));
        }
        let stages = model.stages.iter().filter(|(id, stage)| on(model.object_of(*id)) && !stage.untracked);
        for (id, stage) in stages {
            let of = &stage.ident;
            let due = |time: Duration| due_field(model.track_name(stage.track), &of.name, &time.to_string());
            found.extend(model.business_waits(id).into_iter().map(|time| KeptField { object, name: due(time), of }));
        }
        if let Some(course) = courses.first() {
            found.push(KeptField { object, name: RECHECK.to_owned(), of: course.ident });
        }
        let milestones = model.milestones.values().filter(|milestone| on(milestone.object));
        found.extend(milestones.map(|it| KeptField { object, name: custom_name(&it.ident.name), of: &it.ident }));
    }
    found
}

/// Pipelines of deals share the org's own stage field, and what is kept beside it.
fn is_pipeline(model: &Model, track: TrackId) -> bool {
    model[track].pipeline.is_some() && model[model[track].domain].object == Some(Object::Deal)
}

fn has_left(kind: StageKind) -> bool {
    matches!(kind, StageKind::Lost | StageKind::Closed)
}

/// A track, or all pipelines of deals.
struct Course<'m> {
    name: &'m str,
    ident: &'m Ident,
    /// The values that records hold, with a stage for each.
    stages: Vec<(String, StageId)>,
    timed: Vec<usize>,
    derived: bool,
    reasons: bool,
    comes_back: bool,
    recycles: bool,
    holds: bool,
}

impl<'m> Course<'m> {
    fn of(model: &'m Model, tracks: &[TrackId]) -> Option<Self> {
        let first = *tracks.first()?;
        let deals = is_pipeline(model, first);
        let ident = match model[first].pipeline {
            Some(pipeline) if !deals => &model[pipeline].ident,
            _ => &model[model[first].domain].ident,
        };
        let mut course = Self {
            name: if deals { PIPELINES } else { &ident.name },
            ident,
            stages: Vec::new(),
            timed: Vec::new(),
            derived: model[model[first].domain].rollup.is_some(),
            reasons: false,
            comes_back: false,
            recycles: false,
            holds: false,
        };
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        let mut labels: BTreeMap<(String, bool, bool), usize> = BTreeMap::new();
        for track in tracks {
            let last = model.ranked_stages(*track).rfind(|(_, stage)| !stage.untracked).map(|(id, _)| id);
            let mut used = BTreeSet::new();
            for (id, stage) in model.stages_of(*track).filter(|(_, stage)| !stage.untracked) {
                let (name, label) = (&stage.ident.name, &stage.ident.label);
                let mut value = if deals { stage_name(name, label) } else { name.to_string() };
                if deals && places.get(&value.to_lowercase()).is_some_and(|place| used.contains(place)) {
                    value = words(name).join(" ");
                }
                // Pipelines share a value by its name, or by its label, if it has the same outcome.
                let known = places.get(&value.to_lowercase());
                let label = (label.to_lowercase(), stage.kind == StageKind::Won, has_left(stage.kind));
                let free = |place: &&usize| deals && !used.contains(*place);
                let known = known.or_else(|| labels.get(&label).filter(free)).copied();
                let place = known.unwrap_or(course.stages.len());
                used.insert(place);
                if known.is_none() {
                    places.insert(value.to_lowercase(), place);
                    labels.insert(label, place);
                    course.stages.push((value, id));
                }
                if stage.rank.is_some() && last != Some(id) {
                    course.timed.push(place);
                }
                course.holds |= stage.kind == StageKind::Hold;
                course.recycles |= stage.exits.iter().any(|exit| exit.kind == ExitKind::Recycle);
                let left = stage.exits.iter().filter(|exit| matches!(exit.kind, ExitKind::Recycle | ExitKind::Drop));
                for reason in left.flat_map(|exit| &exit.reasons) {
                    course.reasons |= !reason.text.trim().is_empty();
                    course.comes_back |= reason.after.is_some();
                }
            }
        }
        (!course.stages.is_empty()).then_some(course)
    }

    fn shape(&self) -> TrackShape<'_> {
        TrackShape {
            name: self.name,
            stages: self.stages.iter().map(|(value, _)| value.as_str()).collect(),
            timed: self.timed.iter().copied().collect(),
            derived: self.derived,
            reasons: self.reasons,
            comes_back: self.comes_back,
            recycles: self.recycles,
            holds: self.holds,
        }
    }
}
