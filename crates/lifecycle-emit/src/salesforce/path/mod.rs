//! PathAssistant: the bar of stages on a record, with what each asks for.
//!
//! A path guides and enforces nothing. An org takes one for each object and record type: every pipeline has its own, and every
//! other object shows its first track that people move.

mod guidance;
mod key_fields;

use super::opportunity_stages::StageList;
use super::project::{Component, Package};
use super::schema::Schema;
use crate::xml::Element;
use lifecycle_base::Location;
use lifecycle_model::{Model, StageKind, TrackId};
use lifecycle_targets::salesforce::limits::{PATH_LABEL, PATH_NAME};
use lifecycle_targets::salesforce::names::{self, CUSTOM_SUFFIX};
use lifecycle_targets::salesforce::objects::{ALL, EVENT, OPPORTUNITY, SObject};
use std::collections::BTreeSet;

/// What a path without a record type names as its record type.
const NO_RECORD_TYPE: &str = "__MASTER__";

/// A track that has a path on an object.
pub(super) struct Path {
    pub(super) object: &'static SObject,
    pub(super) track: TrackId,
    record_type: Option<String>,
    origin: Location,
}

/// The paths of a lifecycle.
pub(super) fn paths(model: &Model, stages: &StageList, schema: &Schema) -> Vec<Path> {
    let pipelines = stages.pipelines.iter().map(|pipeline| Path {
        object: &OPPORTUNITY,
        track: pipeline.track,
        record_type: Some(pipeline.name.clone()),
        origin: pipeline.origin,
    });
    let others = ALL.into_iter().filter(|object| *object != &OPPORTUNITY && *object != &EVENT).filter_map(|object| {
        let moved = model.tracks.iter().filter(|(_, track)| model[track.domain].rollup.is_none());
        let (track, found) = moved.into_iter().find(|(id, _)| schema.stage_field(*id, object).is_some())?;
        let origin = found.pipeline.map_or(model[found.domain].ident.name_at, |id| model[id].ident.name_at);
        Some(Path { object, track, record_type: None, origin })
    });
    pipelines.chain(others).collect()
}

/// The paths, and the setting that shows them.
pub(super) fn emit_paths(model: &Model, stages: &StageList, schema: &Schema) -> Vec<Component> {
    let paths = paths(model, stages, schema);
    let settings = (!paths.is_empty()).then(|| Component {
        package: Package::OrgSettings,
        kind: "Settings",
        member: "PathAssistant".to_owned(),
        path: "settings/PathAssistant.settings-meta.xml".to_owned(),
        root: Element::new("PathAssistantSettings").with_text("pathAssistantEnabled", true),
        origin: None,
    });
    paths.iter().map(|path| emit_path(model, schema, path)).chain(settings).collect()
}

fn emit_path(model: &Model, schema: &Schema, path: &Path) -> Component {
    let object = path.object;
    let entity = object.api_name.trim_end_matches(CUSTOM_SUFFIX);
    let track = names::developer_name(model.track_name(path.track));
    let name = names::fit(format!("{entity}_{track}"), &PATH_NAME);
    // Stages of one value, in a track that repeats those of several pipelines, are one step.
    let mut seen = BTreeSet::new();
    let steps =
        model.stages_of(path.track).filter(|(_, stage)| stage.kind != StageKind::Retired).filter_map(|(id, _)| {
            let value = schema.stage_value(id).filter(|value| seen.insert(value.to_lowercase()))?;
            let fields = key_fields::key_fields(model, schema, id, object);
            Some(
                Element::new("pathAssistantSteps")
                    .with_all(fields.into_iter().map(|field| Element::text("fieldNames", field)))
                    .with_text("info", guidance::guidance(model, id))
                    .with_text("picklistValueName", value),
            )
        });
    let steps: Vec<Element> = steps.collect();
    Component {
        package: if path.record_type.is_some() { Package::OrgSettings } else { Package::ForceApp },
        kind: "PathAssistant",
        member: name.clone(),
        path: format!("pathAssistants/{name}.pathAssistant-meta.xml"),
        root: Element::new("PathAssistant")
            .with_text("active", true)
            .with_text("entityName", object.api_name)
            .with_text("fieldName", schema.stage_field(path.track, object).unwrap_or_default())
            .with_text("masterLabel", PATH_LABEL.shorten(model.track_label(path.track)))
            .with_all(steps)
            .with_text("recordTypeName", path.record_type.as_deref().unwrap_or(NO_RECORD_TYPE)),
        origin: Some(path.origin),
    }
}
