//! What the lifecycle asks of an org: the value sets and custom fields, with their API names.
//!
//! Everything that mentions a field takes its name from here, so that no two files can disagree.

use super::picklist::{PicklistValue, choice_values, stage_values};
use super::settings::Settings;
use lifecycle_base::Location;
use lifecycle_model::{Field, Model, Object, Track, TrackId, Type};
use lifecycle_targets::salesforce::limits::{DESCRIPTION, LABEL, RELATIONSHIP_NAME, VALUE_SET_NAME};
use lifecycle_targets::salesforce::names::{self, CUSTOM_SUFFIX};
use lifecycle_targets::salesforce::objects::{self, SObject};
use lifecycle_targets::salesforce::types::{FieldType, LONG_TEXT, field_type};

/// The value sets and custom fields of a lifecycle.
#[derive(Debug, Default)]
pub(super) struct Schema {
    /// The global value sets, in source order.
    pub(super) value_sets: Vec<ValueSet>,
    /// The custom fields to create, lifecycle fields first.
    pub(super) fields: Vec<CustomField>,
    /// Whether the object of the success team is needed.
    pub(super) has_success_plans: bool,
}

/// A global value set: the stages of a track, for the fields on all its objects.
#[derive(Debug)]
pub(super) struct ValueSet {
    pub(super) name: String,
    pub(super) label: String,
    pub(super) description: String,
    pub(super) values: Vec<PicklistValue>,
    pub(super) origin: Location,
}

/// A custom field to create.
#[derive(Debug)]
pub(super) struct CustomField {
    pub(super) object: &'static SObject,
    /// With `__c`.
    pub(super) name: String,
    pub(super) label: String,
    pub(super) description: Option<String>,
    pub(super) kind: Kind,
    /// Whether people may write it; nobody writes what is derived from other records.
    pub(super) editable: bool,
    pub(super) origin: Option<Location>,
}

/// What a custom field holds.
#[derive(Debug)]
pub(super) enum Kind {
    /// A value.
    Plain(FieldType),
    /// One of the values of a global value set.
    GlobalPicklist { set: String, values: Vec<PicklistValue> },
    /// One or several of its own values.
    OwnPicklist { ty: FieldType, values: Vec<PicklistValue> },
    /// A record of another object, which may call its related records so.
    Lookup { to: &'static str, relationship: String, related_label: Option<&'static str> },
}

impl CustomField {
    /// The values, if it is a picklist.
    pub(super) fn values(&self) -> Option<&[PicklistValue]> {
        match &self.kind {
            Kind::GlobalPicklist { values, .. } | Kind::OwnPicklist { values, .. } => Some(values),
            Kind::Plain(_) | Kind::Lookup { .. } => None,
        }
    }
}

impl Schema {
    /// What a lifecycle asks for.
    pub(super) fn of(model: &Model, settings: &Settings) -> Self {
        let on_tickets = |object: Option<Object>| object == Some(Object::Ticket);
        let has_success_plans = model.domains.values().any(|domain| on_tickets(domain.object))
            || model.declared_fields(Object::Ticket).next().is_some();
        let mut schema = Self { has_success_plans, ..Self::default() };
        for (id, track) in model.tracks.iter() {
            schema.add_lifecycle_field(model, settings, id, track);
        }
        if has_success_plans {
            schema.fields.push(account_of_success_plan());
        }
        for field in model.fields.values() {
            for object in settings.objects(field.object) {
                if !gives_way(model, field, object) {
                    schema.fields.extend(field_to_create(field, object, has_success_plans));
                }
            }
        }
        schema
    }

    /// A track that is no sales pipeline is a picklist on each object of its records.
    fn add_lifecycle_field(&mut self, model: &Model, settings: &Settings, id: TrackId, track: &Track) {
        let domain = &model[track.domain];
        let Some(object) = domain.object.filter(|object| *object != Object::Deal || track.pipeline.is_none()) else {
            return;
        };
        let values = stage_values(model, id);
        if values.is_empty() {
            return; // an empty picklist is refused
        }
        let ident = track.pipeline.map_or(&domain.ident, |pipeline| &model[pipeline].ident);
        let base = names::developer_name(&names::lifecycle_identifier(&ident.name));
        let label = match ident.label_written {
            true => ident.label.to_string(),
            false => format!("{} lifecycle", ident.label),
        };
        let label = LABEL.shorten(&label);
        let description = format!("How far along a record is. Comes from `{}` in the lifecycle source.", ident.name);
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
        self.fields.extend(settings.objects(object).iter().map(|object| CustomField {
            object,
            name: stage_field_name(model, id),
            label: label.clone(),
            description: Some(description.clone()),
            kind: match &set {
                Some(set) => Kind::GlobalPicklist { set: set.clone(), values: values.clone() },
                None => Kind::OwnPicklist { ty: field_type("picklist"), values: values.clone() },
            },
            editable: domain.rollup.is_none(),
            origin: Some(ident.name_at),
        }));
    }
}

/// The API name of the field that holds the stage of a track that is no sales pipeline.
pub(super) fn stage_field_name(model: &Model, track: TrackId) -> String {
    names::custom_name(&names::lifecycle_identifier(model.track_name(track)))
}

/// The API name of a field on an object, and whether it must be created.
pub(super) fn api_name(field: &Field, object: &SObject) -> (String, bool) {
    let given = field.mappings.iter().find(|(target, ..)| target == "salesforce");
    // A picklist brings its own values, which the object's own field does not have.
    let own = object.standard_field(&field.ident.name).filter(|_| field.standard && !field.ty.has_choices());
    names::field_name(&field.ident.name, given.map(|(_, name, _)| name.as_str()), own)
}

/// Whether a contact field stays off leads because leads declare one of that name themselves.
fn gives_way(model: &Model, field: &Field, object: &SObject) -> bool {
    field.object == Object::Contact
        && object.neutral == Object::Lead.name()
        && model
            .declared_fields(Object::Lead)
            .any(|(_, own)| api_name(own, object).0.eq_ignore_ascii_case(&api_name(field, object).0))
}

fn field_to_create(field: &Field, object: &'static SObject, has_success_plans: bool) -> Option<CustomField> {
    let (name, create) = api_name(field, object);
    // Fields that every CRM but Salesforce has come with our own object, where automations may write them.
    let wanted = field.declared || !field.standard || (object.is_custom() && has_success_plans);
    if !create || !wanted {
        return None;
    }
    let ty = match (field.standard, field_type(field.ty.name())) {
        (true, ty) if ty.api_name == "Text" => LONG_TEXT,
        (_, ty) => ty,
    };
    let notes = field.ident.remarks.notes.join("\n");
    Some(CustomField {
        object,
        label: LABEL.shorten(&field.ident.label),
        description: (!notes.is_empty()).then(|| DESCRIPTION.shorten(&notes)),
        kind: match field.ty {
            Type::Picklist | Type::MultiPicklist => Kind::OwnPicklist { ty, values: choice_values(&field.choices) },
            Type::User => {
                Kind::Lookup { to: objects::USER, relationship: relationship(object, &name), related_label: None }
            }
            Type::Product => Kind::Lookup {
                to: objects::PRODUCT,
                relationship: relationship(object, &name),
                related_label: Some(object.plural_label),
            },
            _ => Kind::Plain(ty),
        },
        name,
        editable: true,
        origin: Some(field.ident.name_at),
    })
}

/// Success plans belong to an account. Not as its detail: a plan outlives the mistake of deleting one.
fn account_of_success_plan() -> CustomField {
    let object = &objects::SUCCESS_PLAN;
    let name = format!("{}{CUSTOM_SUFFIX}", objects::ACCOUNT.api_name);
    CustomField {
        object,
        label: objects::ACCOUNT.label.to_owned(),
        description: Some("The customer.".to_owned()),
        kind: Kind::Lookup {
            to: objects::ACCOUNT.api_name,
            relationship: relationship(object, &name),
            related_label: Some(object.plural_label),
        },
        name,
        editable: true,
        origin: None,
    }
}

/// What the other object calls the related records: unique there, since it names both the object and the field.
fn relationship(object: &SObject, field: &str) -> String {
    let field = field.strip_suffix(CUSTOM_SUFFIX).unwrap_or(field);
    names::fit(format!("{}_{field}", object.plural_label.replace(' ', "_")), &RELATIONSHIP_NAME)
}
