//! What is measured: the stages of a track on an object, with the names of what dates them.

use crate::salesforce::opportunity_stages::StageList;
use crate::salesforce::schema::{Schema, Stamp};
use crate::salesforce::settings::Settings;
use lifecycle_base::Location;
use lifecycle_model::{FieldId, Model, Object, StageId, StageKind, TrackId};
use lifecycle_targets::salesforce::names::{developer_name, words};
use lifecycle_targets::salesforce::objects::{ACCOUNT, ALL, EVENT, OPPORTUNITY, SObject};
use std::collections::{BTreeMap, BTreeSet};

/// A track on an object; all pipelines of opportunities are one, since they share their stages.
pub(super) struct Line<'m> {
    pub(super) model: &'m Model,
    pub(super) object: &'static SObject,
    /// `Contact_Lead`: what the names of its reports start with.
    pub(super) name: String,
    pub(super) label: String,
    /// `domain lead`, for descriptions.
    pub(super) declared: String,
    /// The field that holds the stage.
    pub(super) stage_field: String,
    pub(super) reason: Option<String>,
    /// The stages in the order, each value once.
    pub(super) ranked: Vec<Measured>,
    places: BTreeMap<StageId, usize>,
    /// The consecutive pairs of each of its tracks, as places in `ranked`.
    pub(super) steps: Vec<(usize, usize)>,
    /// The fields by which records of the object are cut: label, and the column after the object's name.
    pub(super) segments: Vec<(String, String)>,
    pub(super) origin: Location,
}

/// A stage that is measured.
pub(super) struct Measured {
    pub(super) id: StageId,
    /// What records hold.
    pub(super) value: String,
    pub(super) label: String,
    pub(super) first_entered: String,
    pub(super) days: Option<String>,
    /// Whether teams steer by it: golden, won, or one that plays a part in the lifecycle.
    pub(super) key: bool,
}

impl Measured {
    /// What it is called where its label has no room.
    pub(super) fn short(&self) -> String {
        words(&self.value).join(" ")
    }
}

impl Line<'_> {
    /// A column of the object itself.
    pub(super) fn column(&self, field: &str) -> String {
        format!("{}${field}", self.object.api_name)
    }

    /// A field as formulas of reports write it.
    pub(super) fn in_formula(&self, field: &str) -> String {
        format!("{}.{field}", self.object.api_name)
    }

    /// Whether it holds a golden stage, so that everybody looks at it.
    pub(super) fn is_golden(&self) -> bool {
        self.ranked.iter().any(|stage| self.model[stage.id].golden)
    }

    /// The stages that teams steer by; the first and the last, where there is none.
    pub(super) fn key_stages(&self) -> Vec<&Measured> {
        let keys: Vec<&Measured> = self.ranked.iter().filter(|stage| stage.key).collect();
        if !keys.is_empty() {
            return keys;
        }
        let last = self.ranked.last().filter(|_| self.ranked.len() > 1);
        self.ranked.first().into_iter().chain(last).collect()
    }

    /// The place of a stage in the order; stages of several pipelines that share a value have one.
    pub(super) fn place(&self, id: StageId) -> Option<usize> {
        self.places.get(&id).copied()
    }
}

/// Everything that is measured, object by object.
pub(super) fn lines<'m>(model: &'m Model, stages: &StageList, schema: &Schema, settings: &Settings) -> Vec<Line<'m>> {
    let mut found = Vec::new();
    for object in ALL.into_iter().filter(|object| *object != &EVENT) {
        let on = |neutral: Option<Object>| neutral.is_some_and(|neutral| settings.objects(neutral).contains(&object));
        let own = model.tracks.iter().filter(|(_, track)| on(model[track.domain].object)).map(|(id, _)| id);
        let (pipelines, fields): (Vec<TrackId>, Vec<TrackId>) =
            own.partition(|id| object == &OPPORTUNITY && model[*id].pipeline.is_some());
        let groups = std::iter::once(pipelines).chain(fields.into_iter().map(|id| vec![id]));
        found.extend(groups.filter_map(|tracks| line(model, stages, schema, settings, object, tracks)));
    }
    found
}

fn line<'m>(
    model: &'m Model,
    stages: &StageList,
    schema: &Schema,
    settings: &Settings,
    object: &'static SObject,
    tracks: Vec<TrackId>,
) -> Option<Line<'m>> {
    let first = *tracks.first()?;
    let domain = &model[model[first].domain];
    let shared = tracks.len() > 1 || (object == &OPPORTUNITY && model[first].pipeline.is_some());
    let (track_name, label, declared) = if shared {
        ("Pipeline", domain.ident.label.as_str(), format!("domain {}", domain.ident.name))
    } else {
        (model.track_name(first), model.track_label(first), format!("domain {}", domain.ident.name))
    };
    let known = |track: TrackId| model.ranked_stages(track).filter(|(_, stage)| !stage.untracked).map(|(id, _)| id);
    let value = |id: StageId| schema.stage_value(id).map(str::to_lowercase);
    let mut seen = BTreeSet::new();
    let mut ids: Vec<StageId> = tracks.iter().flat_map(|track| known(*track)).collect();
    ids.retain(|id| value(*id).is_some_and(|value| seen.insert(value)));
    // Pipelines are merged into the order of the list that they share.
    ids.sort_by_key(|id| stages.place(*id));
    let ranked: Vec<Measured> = ids.iter().filter_map(|id| measured(model, schema, *id, object)).collect();
    let by_value: BTreeMap<String, usize> =
        ranked.iter().enumerate().filter_map(|(place, stage)| Some((value(stage.id)?, place))).collect();
    let place = |id: StageId| by_value.get(&value(id)?).copied();
    let places: BTreeMap<StageId, usize> =
        tracks.iter().flat_map(|track| known(*track)).filter_map(|id| Some((id, place(id)?))).collect();
    let mut told = BTreeSet::new();
    let mut steps = Vec::new();
    for track in &tracks {
        let order: Vec<usize> = known(*track).filter_map(|id| places.get(&id).copied()).collect();
        let pairs = order.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?)));
        steps.extend(pairs.filter(|pair| told.insert(*pair)));
    }
    Some(Line {
        model,
        object,
        name: developer_name(&format!("{}_{track_name}", object.neutral)),
        label: label.to_owned(),
        declared,
        stage_field: schema.stage_field(first, object)?.to_owned(),
        reason: schema.reason(first, object).map(str::to_owned),
        segments: model
            .measure
            .segments
            .iter()
            .filter_map(|(id, _)| segment(model, schema, settings, object, *id))
            .collect(),
        ranked,
        places,
        steps,
        origin: domain.ident.name_at,
    })
}

fn measured(model: &Model, schema: &Schema, id: StageId, object: &SObject) -> Option<Measured> {
    let stage = &model[id];
    Some(Measured {
        id,
        value: schema.stage_value(id)?.to_owned(),
        label: stage.ident.label.to_string(),
        first_entered: schema.stamp(id, object, Stamp::First)?.to_owned(),
        days: schema.days(id, object).map(str::to_owned),
        key: stage.golden || stage.kind == StageKind::Won || !stage.roles.is_empty(),
    })
}

/// A field by which records of an object are cut: its own, or its company's.
fn segment(
    model: &Model,
    schema: &Schema,
    settings: &Settings,
    object: &'static SObject,
    id: FieldId,
) -> Option<(String, String)> {
    let field = &model[id];
    let label = field.ident.label.to_string();
    if settings.objects(field.object).contains(&object) {
        return Some((label, in_reports(schema.field(id, object)?).to_owned()));
    }
    let to_account = account_lookup(object).filter(|_| field.object == Object::Company)?;
    Some((label, format!("{to_account}.{}", in_reports(schema.field(id, &ACCOUNT)?))))
}

/// How records of an object name their account in reports; leads have none.
pub(super) fn account_lookup(object: &SObject) -> Option<&'static str> {
    match object.api_name {
        "Contact" | "Opportunity" => Some("Account"),
        "Success_Plan__c" => Some("Account__c"),
        _ => None,
    }
}

/// Reports name what a field refers to, not the field.
pub(super) fn in_reports(field: &str) -> &str {
    match field {
        "OwnerId" => "Owner",
        other => other,
    }
}
