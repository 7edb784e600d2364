//! Where the parts of a lifecycle are in an org: fields, stages and tracks, and how records lead to each other.

use super::Formula;
use crate::salesforce::opportunity_stages::StageList;
use crate::salesforce::schema::Schema;
use crate::salesforce::settings::Settings;
use lifecycle_model::{Comparison, DomainId, FieldId, Model, Object, StageId, TrackId, Type};
use lifecycle_targets::salesforce::formulas::{Kind, TRIM, relation};
use lifecycle_targets::salesforce::names::CUSTOM_SUFFIX;
use lifecycle_targets::salesforce::objects::SObject;

/// The names of everything a formula can mention.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Places<'m> {
    pub(crate) model: &'m Model,
    pub(crate) settings: &'m Settings,
    pub(crate) schema: &'m Schema,
    pub(crate) stages: &'m StageList,
}

/// A field as formulas see it.
#[derive(Clone, Debug)]
pub(crate) struct Operand {
    /// What is blank when the field has no value.
    pub(crate) raw: Formula,
    /// What is compared: the name, where the field refers to a record.
    pub(crate) value: Formula,
    pub(crate) ty: Type,
}

impl<'m> Places<'m> {
    /// A field of a record to which this leads: nothing, or `Account.`.
    pub(crate) fn field(&self, field: FieldId, object: &SObject, prefix: &str) -> Operand {
        let entity = &self.model[field];
        let name = self.schema.field(field, object).unwrap_or_default().to_owned();
        let path = format!("{prefix}{name}");
        let raw = |kind| Formula::field(path.clone(), kind);
        let kind = match entity.ty {
            Type::Number | Type::Currency => Kind::Number,
            Type::Percent => Kind::Percent,
            Type::Boolean => Kind::Boolean,
            Type::Date => Kind::Date,
            Type::DateTime => Kind::DateTime,
            Type::Picklist => Kind::Picklist,
            Type::MultiPicklist => Kind::MultiPicklist,
            Type::User | Type::Product => Kind::Reference,
            Type::Text if entity.standard && (name.ends_with(CUSTOM_SUFFIX) || name == "Description") => Kind::LongText,
            Type::Text | Type::Email | Type::Phone | Type::Url | Type::Error => Kind::Text,
        };
        let named = |last: &str| Formula::field(format!("{prefix}{}.{last}", relation(&name, object)), Kind::Text);
        let value = match entity.ty {
            // A user's whole name is not to be had in formulas.
            Type::User => {
                let parts = named("FirstName").math('&', Formula::Text(" ".to_owned())).math('&', named("LastName"));
                Formula::call(&TRIM, [parts])
            }
            Type::Product => named("Name"),
            _ => raw(kind),
        };
        Operand { raw: raw(kind), value, ty: entity.ty }
    }

    /// The field that holds the stage of a track.
    pub(crate) fn stage_field(&self, track: TrackId, object: &SObject, prefix: &str) -> Option<Formula> {
        let name = self.schema.stage_field(track, object)?;
        Some(Formula::field(format!("{prefix}{name}"), Kind::Picklist))
    }

    /// What the field holds on a stage; `None` for a stage that the org does not know.
    pub(crate) fn value(&self, stage: StageId) -> Option<String> {
        self.schema.stage_value(stage).map(str::to_owned)
    }

    /// Whether a track is a pipeline on opportunities, which share one stage field.
    pub(crate) fn is_sales_pipeline(&self, track: TrackId) -> bool {
        let it = &self.model[track];
        it.pipeline.is_some() && self.model[it.domain].object == Some(Object::Deal)
    }

    /// Whether a record is in a track at all.
    pub(crate) fn in_track(&self, track: TrackId, object: &SObject, prefix: &str) -> Formula {
        if !self.is_sales_pipeline(track) {
            return self.stage_field(track, object, prefix).map_or(Formula::Bool(false), |field| field.is_known());
        }
        let Some(pipeline) = self.stages.pipelines.iter().find(|pipeline| pipeline.track == track) else {
            return Formula::Bool(false);
        };
        if self.stages.pipelines.len() == 1 {
            return Formula::Bool(true);
        }
        let record_type = Formula::field(format!("{prefix}{RECORD_TYPE}"), Kind::Text);
        record_type.compare(Comparison::Equal, Formula::Text(pipeline.name.clone()))
    }

    /// Whether a record is in a domain.
    pub(crate) fn in_domain(&self, domain: DomainId, object: &SObject, prefix: &str) -> Formula {
        Formula::any(self.model[domain].tracks.iter().map(|track| self.in_track(*track, object, prefix)))
    }

    /// Whether a record is on one of some stages of a track.
    pub(crate) fn on_any(
        &self,
        track: TrackId,
        stages: impl Iterator<Item = StageId>,
        object: &SObject,
        prefix: &str,
    ) -> Formula {
        let values = stages.filter_map(|stage| self.value(stage));
        let field = self.stage_field(track, object, prefix);
        let on = field.map_or(Formula::Bool(false), |field| field.one_of(values));
        match self.is_sales_pipeline(track) {
            true => Formula::all([self.in_track(track, object, prefix), on]),
            false => on,
        }
    }
}

/// The name of the record type, by which pipelines are told apart.
pub(crate) const RECORD_TYPE: &str = "RecordType.DeveloperName";
