//! What all flows are written from: the lifecycle, its settings and the names of its fields.

use super::ast::{DataType, Value};
use super::draft::Draft;
use super::reach::{Origin, path};
use crate::salesforce::formula::Formula;
use crate::salesforce::formula::places::Places;
use crate::salesforce::opportunity_stages::StageList;
use crate::salesforce::schema::Schema;
use crate::salesforce::settings::Settings;
use lifecycle_model::{FieldId, Model, Object, StageId, TrackId, Type, Value as Meant};
use lifecycle_targets::salesforce::formulas::{self, Kind};
use lifecycle_targets::salesforce::objects::SObject;

/// What flows are written from.
#[derive(Clone, Copy)]
pub(in crate::salesforce) struct Scene<'m> {
    pub(in crate::salesforce) model: &'m Model,
    pub(in crate::salesforce) settings: &'m Settings,
    pub(in crate::salesforce) schema: &'m Schema,
    pub(in crate::salesforce) stages: &'m StageList,
}

impl<'m> Scene<'m> {
    /// The names that formulas take.
    pub(super) fn places(&self) -> Places<'m> {
        Places { model: self.model, settings: self.settings, schema: self.schema, stages: self.stages }
    }

    /// The objects that stand for a neutral one.
    pub(super) fn objects(&self, neutral: Object) -> &'static [&'static SObject] {
        self.settings.objects(neutral)
    }

    /// Whether an object stands for a neutral one.
    pub(super) fn stands_for(&self, object: &'static SObject, neutral: Object) -> bool {
        self.objects(neutral).contains(&object)
    }

    /// The object of a field of the source.
    pub(super) fn object_of(&self, field: FieldId) -> Object {
        self.model[field].object
    }

    /// The stage field of the track of a stage.
    pub(super) fn stage_field(&self, stage: StageId, object: &SObject) -> Option<&str> {
        self.schema.stage_field(self.model[stage].track, object)
    }

    /// The developer name of the record type of a pipeline.
    pub(super) fn record_type(&self, track: TrackId) -> Option<&str> {
        self.stages.pipelines.iter().find(|pipeline| pipeline.track == track).map(|pipeline| pipeline.name.as_str())
    }

    /// Whether a save changes a field. Flows do not compare multi-select picklists, so each of their values is asked for.
    pub(super) fn changes(&self, object: &'static SObject, field: &Formula) -> Formula {
        let plain = || Formula::call(&formulas::ISCHANGED, [field.clone()]);
        let Formula::Field(known) = field else { return plain() };
        // The one field of the platform that is a text here and a picklist there.
        if known.path == "Industry" {
            return Formula::call(&formulas::ISCHANGED, [Formula::field(known.path.clone(), Kind::Picklist)]);
        }
        if known.kind != Kind::MultiPicklist {
            return plain();
        }
        let mut of_object = self.model.fields.iter().filter(|(_, it)| self.stands_for(object, it.object));
        let Some((_, field)) = of_object.find(|(id, _)| self.schema.field(*id, object) == Some(&known.path)) else {
            return Formula::Bool(false);
        };
        let has = |of: Formula, value: &str| Formula::call(&formulas::INCLUDES, [of, Formula::Text(value.to_owned())]);
        let values = field.choices.iter().map(|choice| {
            let now = has(Formula::Field(known.clone()), &choice.name);
            let before = has(Formula::Prior(known.clone()), &choice.name);
            Formula::any([Formula::all([now.clone(), before.clone().not()]), Formula::all([before, now.not()])])
        });
        Formula::all([Formula::call(&formulas::ISNEW, []).not(), Formula::any(values)])
    }

    /// The field of an object that refers to a product.
    pub(super) fn product(&self, object: &'static SObject) -> Option<&str> {
        let is_product = |neutral: Object| self.stands_for(object, neutral);
        let fields =
            self.model.fields.iter().filter(|(_, field)| field.ty == Type::Product && is_product(field.object));
        fields.into_iter().find_map(|(id, _)| self.schema.field(id, object))
    }

    /// What a value means for a field of a record, as seen from another one; `None` if only a person could say.
    pub(super) fn value(&self, draft: &mut Draft, origin: Origin, field: FieldId, value: &Meant) -> Option<Value> {
        let ty = self.model[field].ty;
        Some(match value {
            Meant::Text(_) if matches!(ty, Type::User | Type::Product) => return None,
            Meant::Text(text) => Value::text(text.as_str()),
            Meant::Number(number) => Value::Number(number.to_string()),
            Meant::Boolean(value) => Value::Boolean(*value),
            Meant::Date(date) if ty == Type::DateTime => {
                let expression = format!("DATETIMEVALUE(\"{date} 00:00:00\")");
                Value::Of(draft.expression("Midnight", DataType::DateTime, expression, "The first moment of the day."))
            }
            Meant::Date(date) => Value::Date(date.to_string()),
            Meant::Choice(list, index) => Value::text(self.model[*list].choices.get(*index as usize)?.name.as_str()),
            Meant::Today | Meant::Now if ty == Type::Date => Value::of("$Flow.CurrentDate"),
            Meant::Now => Value::of("$Flow.CurrentDateTime"),
            Meant::Today => {
                let expression = "DATETIMEVALUE(TODAY())".to_owned();
                Value::Of(draft.expression(
                    "Midnight today",
                    DataType::DateTime,
                    expression,
                    "The first moment of today.",
                ))
            }
            Meant::Null => draft.nothing(data_type(ty)),
            Meant::Field(other) => return self.of_field(draft, origin, field, *other),
            Meant::Error => return None,
        })
    }

    /// The value of a field of the record, or of the one it belongs to.
    fn of_field(&self, draft: &mut Draft, origin: Origin, field: FieldId, other: FieldId) -> Option<Value> {
        let neutral = self.model[other].object;
        let reference = match self.stands_for(origin.object, neutral) {
            true => origin.field(self.schema.field(other, origin.object)?),
            false => {
                let [to] = self.objects(neutral) else { return None };
                let path = path(origin.object, to)?;
                Value::Of(format!("{}.{path}.{}", origin.record, self.schema.field(other, to)?))
            }
        };
        let Value::Of(name) = &reference else { return None };
        let (ty, expression) = match (self.model[other].ty, self.model[field].ty) {
            (Type::DateTime, Type::Date) => (DataType::Date, format!("DATEVALUE({{!{name}}})")),
            (Type::Date, Type::DateTime) => (DataType::DateTime, format!("DATETIMEVALUE({{!{name}}})")),
            _ => return Some(reference),
        };
        Some(Value::Of(draft.expression("As of", ty, expression, "The same day, as the field wants it.")))
    }
}

/// An object behind its article: "an Account".
pub(super) fn an(object: &SObject) -> String {
    let article = if object.label.starts_with(['A', 'E', 'I', 'O', 'U']) { "an" } else { "a" };
    format!("{article} {}", object.label)
}

/// What a resource that holds values of a type is.
pub(super) fn data_type(ty: Type) -> DataType {
    match ty {
        Type::Boolean => DataType::Boolean,
        Type::Date => DataType::Date,
        Type::DateTime => DataType::DateTime,
        ty if ty.is_number() => DataType::Number,
        _ => DataType::Text,
    }
}
