//! Where a record stands: a picklist for each track, and the org's own stage field for pipelines of opportunities.

use super::{Access, CustomField, Kind, Part, Schema, TrackFields, ValueSet};
use crate::salesforce::opportunity_stages::StageList;
use crate::salesforce::picklist::stage_values;
use crate::salesforce::project::Package;
use crate::salesforce::settings::Settings;
use lifecycle_model::{Model, Object, TrackId};
use lifecycle_targets::salesforce::limits::{CUSTOM_NAME, LABEL, VALUE_SET_NAME};
use lifecycle_targets::salesforce::names::{self, CUSTOM_SUFFIX};
use lifecycle_targets::salesforce::objects::{OPPORTUNITY, STAGE_FIELD};
use lifecycle_targets::salesforce::types::field_type;

impl Schema {
    pub(super) fn add_stage_fields(&mut self, model: &Model, settings: &Settings, stages: &StageList) {
        for (id, track) in model.tracks.iter() {
            if model[track.domain].object == Some(Object::Deal) && track.pipeline.is_some() {
                let fields = TrackFields { stage: STAGE_FIELD.to_owned(), ..TrackFields::default() };
                self.tracks.insert((id, OPPORTUNITY.api_name), fields);
                let values = track.stages.iter().filter_map(|id| Some((*id, stages.value(*id)?.name.clone())));
                self.values.extend(values);
            } else {
                self.add_lifecycle_field(model, settings, id);
            }
        }
    }

    /// A track that is no sales pipeline is a picklist on each object of its records.
    fn add_lifecycle_field(&mut self, model: &Model, settings: &Settings, id: TrackId) {
        let track = &model[id];
        let domain = &model[track.domain];
        let Some(object) = domain.object else { return };
        let values = stage_values(model, id);
        if values.is_empty() {
            return; // an empty picklist is refused
        }
        let tracked = model.stages_of(id).filter(|(_, stage)| !stage.untracked);
        self.values.extend(tracked.map(|(id, stage)| (id, stage.ident.name.to_string())));
        let (what, ident) = match track.pipeline {
            Some(pipeline) => ("pipeline", &model[pipeline].ident),
            None => ("domain", &domain.ident),
        };
        let base = names::developer_name(&names::lifecycle_identifier(&ident.name));
        let label = match ident.label_written {
            true => ident.label.to_string(),
            false => format!("{} lifecycle", ident.label),
        };
        let label = LABEL.shorten(&label);
        let description =
            format!("How far along a record is. Comes from `{what} {}` in the lifecycle source.", ident.name);
        // The object of the success team is ours alone, so its values need no set that others could share.
        let set = (object != Object::Ticket).then(|| names::fit(base.clone(), &VALUE_SET_NAME));
        if let Some(name) = &set {
            self.value_sets.push(ValueSet {
                name: name.clone(),
                label: label.clone(),
                description: description.clone(),
                values: values.clone(),
                origin: ident.name_at,
            });
        }
        let (access, help) = match domain.rollup {
            Some(_) => (Access::Flows, "Follows from other records: it cannot be set by hand."),
            None => (Access::People, "How far along the record is. What is being done about it belongs into a status."),
        };
        for object in settings.objects(object) {
            let name = names::fit(base.clone(), &CUSTOM_NAME) + CUSTOM_SUFFIX;
            self.tracks.insert((id, object.api_name), TrackFields { stage: name.clone(), ..TrackFields::default() });
            self.fields.push(CustomField {
                object,
                package: Package::ForceApp,
                name,
                label: label.clone(),
                description: description.clone(),
                help: Some(help.to_owned()),
                kind: match &set {
                    Some(set) => Kind::GlobalPicklist { set: set.clone(), values: values.clone() },
                    None => Kind::OwnPicklist { ty: field_type("picklist"), values: values.clone() },
                },
                access,
                part: Part::Stage,
                tracked: false,
                origin: Some(ident.name_at),
            });
        }
    }
}
