//! What is kept of each track beside the stage: when stages were entered, how far a record is, why it left, when it comes back.

use super::rank::{self, Ranking};
use super::{Access, CustomField, Kind, Part, Schema};
use crate::salesforce::opportunity_stages::{StageList, StageValue};
use crate::salesforce::picklist::{PicklistValue, reason_values, stage_values};
use crate::salesforce::project::Package;
use crate::salesforce::settings::Settings;
use lifecycle_base::Location;
use lifecycle_model::{ExitKind, Model, Object, Reason, Stage, StageId, StageKind, TrackId};
use lifecycle_targets::salesforce::kept::{Kept, PIPELINES, TrackShape, kept_fields};
use lifecycle_targets::salesforce::limits::{DESCRIPTION, LABEL, Limit};
use lifecycle_targets::salesforce::names;
use lifecycle_targets::salesforce::objects::{ALL, OPPORTUNITY, SObject};
use lifecycle_targets::salesforce::types::{COUNT, field_type};
use std::collections::BTreeMap;

/// A track, or all pipelines of opportunities, on whatever object.
struct Course<'m> {
    name: &'m str,
    label: String,
    /// `domain lead`, for descriptions.
    declared: String,
    tracks: Vec<TrackId>,
    stages: Vec<CourseStage<'m>>,
    /// The place of each stage in `stages`.
    places: BTreeMap<StageId, usize>,
    ranking: Ranking,
    derived: bool,
    reasons: Vec<PicklistValue>,
    comes_back: bool,
    recycles: bool,
    holds: bool,
    /// What a field that holds one of the stages is.
    values: Vec<PicklistValue>,
    set: Option<String>,
    origin: Location,
}

struct CourseStage<'m> {
    /// What records hold.
    value: String,
    label: &'m str,
    declared: String,
    origin: Location,
}

impl Schema {
    pub(super) fn add_kept_fields(&mut self, model: &Model, settings: &Settings, stages: &StageList) {
        for object in ALL {
            let courses = self.courses(model, settings, stages, object);
            let shapes: Vec<TrackShape<'_>> = courses.iter().map(Course::shape).collect();
            for (course, fields) in courses.iter().zip(kept_fields(&shapes)) {
                for (kept, name) in fields {
                    self.note(course, object, kept, &name);
                    self.fields.push(course.field(object, kept, name));
                }
                self.ranks.extend(&course.ranking.of);
            }
        }
    }

    /// What records of an object go through.
    fn courses<'m>(
        &self,
        model: &'m Model,
        settings: &Settings,
        stages: &'m StageList,
        object: &'static SObject,
    ) -> Vec<Course<'m>> {
        let on = |neutral: Option<Object>| neutral.is_some_and(|neutral| settings.objects(neutral).contains(&object));
        let own = model.tracks.iter().filter(|(_, track)| on(model[track.domain].object));
        let (pipelines, fields): (Vec<_>, Vec<_>) =
            own.map(|(id, _)| id).partition(|id| object == &OPPORTUNITY && model[*id].pipeline.is_some());
        let of_field = |id| {
            let field = self.stage_field(id, object)?;
            let set = self.custom_field(object, field).and_then(|field| field.kind.value_set()).map(str::to_owned);
            Some(of_track(model, id, field, set))
        };
        let of_pipelines = (!pipelines.is_empty()).then(|| of_pipelines(model, stages, pipelines)).flatten();
        of_pipelines.into_iter().chain(fields.into_iter().filter_map(of_field)).collect()
    }

    fn note(&mut self, course: &Course<'_>, object: &'static SObject, kept: Kept, name: &str) {
        if let Kept::FirstEntered(place) | Kept::LastEntered(place) = kept {
            let ids = course.places.iter().filter(|(_, at)| **at == place).map(|(id, _)| *id);
            for id in ids.collect::<Vec<_>>() {
                let [first, last] = self.stamps.entry((id, object.api_name)).or_default();
                *(if matches!(kept, Kept::FirstEntered(_)) { first } else { last }) = name.to_owned();
            }
            return;
        }
        for track in &course.tracks {
            let Some(fields) = self.tracks.get_mut(&(*track, object.api_name)) else { continue };
            let field = match kept {
                Kept::FirstEntered(_) | Kept::LastEntered(_) => continue,
                Kept::Rank => &mut fields.rank,
                Kept::MoveTo => &mut fields.move_to,
                Kept::Restart => &mut fields.restart,
                Kept::Moves => &mut fields.moves,
                Kept::Resting => &mut fields.resting,
                Kept::HeldFrom => &mut fields.held_from,
                Kept::Journey => &mut fields.journey,
                Kept::Reason => &mut fields.reason,
                Kept::BackOn => &mut fields.back_on,
            };
            *field = Some(name.to_owned());
        }
    }

    /// Milestones are dated facts that are not stages.
    pub(super) fn add_milestones(&mut self, model: &Model, settings: &Settings) {
        for (id, milestone) in model.milestones.iter() {
            let Some(neutral) = milestone.object else { continue };
            for object in settings.objects(neutral) {
                let name = names::custom_name(&milestone.ident.name);
                let means = milestone.means.as_deref().unwrap_or("When this was reached for the first time.");
                let declared = format!("milestone {}", milestone.ident.name);
                self.milestones.insert((id, object.api_name), name.clone());
                self.fields.push(CustomField {
                    help: None,
                    kind: Kind::Plain(field_type("datetime")),
                    ..kept_field(object, name, &milestone.ident.label, means, &declared, milestone.ident.name_at)
                });
            }
        }
    }
}

fn of_track<'m>(model: &'m Model, id: TrackId, field: &str, set: Option<String>) -> Course<'m> {
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
    let mut stages: BTreeMap<usize, CourseStage<'m>> = BTreeMap::new();
    for (id, place) in &places {
        stages.entry(*place).or_insert_with(|| course_stage(model, *id, model[*id].ident.name.to_string()));
    }
    Course {
        name: &ident.name,
        label: ident.label.to_string(),
        declared: format!("{what} {}", ident.name),
        tracks: vec![id],
        places,
        stages: stages.into_values().collect(),
        ranking: rank::of_track(model, id, field, &values),
        derived: model[track.domain].rollup.is_some(),
        reasons: reason_values(reasons(model, &[id])),
        comes_back: reasons(model, &[id]).any(|reason| reason.after.is_some()),
        recycles: has_exit(model, &[id], ExitKind::Recycle),
        holds: has_hold(model, &[id]),
        values,
        set,
        origin: ident.name_at,
    }
}

/// Pipelines share the stage field, and an opportunity is in one of them, so they share what is kept beside it.
fn of_pipelines<'m>(model: &'m Model, list: &'m StageList, tracks: Vec<TrackId>) -> Option<Course<'m>> {
    let first = list.pipelines.first()?;
    let places: BTreeMap<StageId, usize> =
        tracks.iter().flat_map(|track| &model[*track].stages).filter_map(|id| Some((*id, list.place(*id)?))).collect();
    let mut stages: BTreeMap<usize, CourseStage<'m>> = BTreeMap::new();
    for (id, place) in &places {
        if let Some(value) = list.values.get(*place) {
            stages.entry(*place).or_insert_with(|| course_stage(model, *id, value.name.clone()));
        }
    }
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
        places,
        stages: stages.into_values().collect(),
        ranking: rank::of_pipelines(model, list),
        derived: false,
        recycles: has_exit(model, &tracks, ExitKind::Recycle),
        holds: has_hold(model, &tracks),
        values: list.values.iter().map(StageValue::as_choice).collect(),
        set: None,
        reasons: reason_values(reasons(model, &tracks)),
        comes_back,
        origin: first.origin,
        tracks,
    })
}

fn course_stage(model: &Model, id: StageId, value: String) -> CourseStage<'_> {
    let stage = &model[id];
    CourseStage {
        value,
        label: &stage.ident.label,
        declared: format!("stage {}", model.stage_path(id)),
        origin: stage.ident.name_at,
    }
}

/// Why records of these tracks leave or step back, in source order, repeated ones included.
pub(in crate::salesforce) fn reasons<'m>(model: &'m Model, tracks: &[TrackId]) -> impl Iterator<Item = &'m Reason> {
    let stages = tracks.iter().flat_map(|track| &model[*track].stages).map(|id| &model[*id]);
    let exits = stages.filter(|stage| !stage.untracked).flat_map(|stage| &stage.exits);
    exits.filter(|exit| matches!(exit.kind, ExitKind::Recycle | ExitKind::Drop)).flat_map(|exit| &exit.reasons)
}

impl Course<'_> {
    fn shape(&self) -> TrackShape<'_> {
        TrackShape {
            name: self.name,
            stages: self.stages.iter().map(|stage| stage.value.as_str()).collect(),
            derived: self.derived,
            reasons: !self.reasons.is_empty(),
            comes_back: self.comes_back,
            recycles: self.recycles,
            holds: self.holds,
        }
    }

    fn stage_kind(&self) -> Kind {
        match &self.set {
            Some(set) => Kind::GlobalPicklist { set: set.clone(), values: self.values.clone() },
            None => Kind::OwnPicklist { ty: field_type("picklist"), values: self.values.clone() },
        }
    }

    fn field(&self, object: &'static SObject, kept: Kept, name: String) -> CustomField {
        let entered = |place: usize, which: &str, when: &str| {
            let Some(stage) = self.stages.get(place) else { return (String::new(), String::new(), "", self.origin) };
            let label = labelled(stage.label, which);
            (label, format!("When a record entered {} {when}.", stage.label), stage.declared.as_str(), stage.origin)
        };
        let of_course = |what: &str, means: &str| {
            (labelled(&self.label, what), means.to_owned(), self.declared.as_str(), self.origin)
        };
        let (label, means, declared, origin) = match kept {
            Kept::FirstEntered(place) => entered(place, " first entered", "for the first time"),
            Kept::LastEntered(place) => entered(place, " last entered", "most recently"),
            Kept::Rank => {
                of_course(": rank", "How far along the record is: 1 for the first stage, 0 outside of the order.")
            }
            Kept::MoveTo => {
                of_course(": move to", "Where automation wants the record to go. It goes there if it may, at once.")
            }
            Kept::Restart => of_course(": restart", "Whether it is to start a new journey there."),
            Kept::Moves => of_course(": automated steps", "How many steps automation has taken."),
            Kept::Resting => of_course(": resting", "It was sent back, and waits for something about it to change."),
            Kept::HeldFrom => of_course(": held from", "The stage from which it was put on hold."),
            Kept::Journey => of_course(": journey", "Which journey this is: a restart begins another."),
            Kept::Reason => {
                of_course(": reason", "Why the record left or stepped back. Choose it before the stage is changed.")
            }
            Kept::BackOn => of_course(": back on", "When the record comes back up, as its reason says."),
        };
        let base = kept_field(object, name, &label, &means, declared, origin);
        match kept {
            Kept::FirstEntered(_) | Kept::LastEntered(_) => base,
            Kept::Rank => CustomField {
                kind: Kind::Formula(COUNT, self.ranking.formula.clone()),
                package: if self.ranking.by_record_type { Package::OrgSettings } else { Package::ForceApp },
                access: Access::Nobody,
                ..base
            },
            Kept::Moves => CustomField { kind: Kind::Defaulted(COUNT, "0"), ..base },
            Kept::Restart | Kept::Resting => CustomField { kind: Kind::Plain(field_type("boolean")), ..base },
            Kept::MoveTo | Kept::HeldFrom => CustomField { kind: self.stage_kind(), ..base },
            Kept::Journey => CustomField { kind: Kind::Defaulted(COUNT, "1"), ..base },
            Kept::Reason => CustomField {
                kind: Kind::OwnPicklist { ty: field_type("picklist"), values: self.reasons.clone() },
                access: Access::People,
                part: Part::Reason,
                help: Some(means),
                ..base
            },
            Kept::BackOn => CustomField { kind: Kind::Plain(field_type("date")), ..base },
        }
    }
}

/// Whether a stage of these tracks has such an exit.
fn has_exit(model: &Model, tracks: &[TrackId], kind: ExitKind) -> bool {
    let mut stages = tracks.iter().flat_map(|track| &model[*track].stages).map(|id| &model[*id]);
    stages.any(|stage| !stage.untracked && stage.exits.iter().any(|exit| exit.kind == kind))
}

fn has_hold(model: &Model, tracks: &[TrackId]) -> bool {
    let mut stages = tracks.iter().flat_map(|track| &model[*track].stages).map(|id| &model[*id]);
    stages.any(|stage| !stage.untracked && stage.kind == StageKind::Hold)
}

/// A moment that flows keep.
fn kept_field(
    object: &'static SObject,
    name: String,
    label: &str,
    means: &str,
    declared: &str,
    origin: Location,
) -> CustomField {
    CustomField {
        object,
        package: Package::ForceApp,
        name,
        label: LABEL.shorten(label),
        description: Some(DESCRIPTION.shorten(&format!("{means} Comes from `{declared}` in the lifecycle source."))),
        help: None,
        kind: Kind::Plain(field_type("datetime")),
        access: Access::Flows,
        part: Part::Kept,
        tracked: false,
        origin: Some(origin),
    }
}

/// A label with what it is of cut, if it is too long.
fn labelled(of: &str, what: &str) -> String {
    let room = Limit { max: LABEL.max - what.len(), ..LABEL };
    format!("{}{what}", room.shorten(of))
}
