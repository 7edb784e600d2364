//! The fields, statuses and types that the source declares.

use super::links::relationship;
use super::{Access, CustomField, Kind, Part, Schema};
use crate::salesforce::picklist::choice_values;
use crate::salesforce::project::Package;
use crate::salesforce::settings::Settings;
use lifecycle_model::{Field, FieldKind, Model, Object, Type};
use lifecycle_targets::salesforce::limits::{DESCRIPTION, LABEL};
use lifecycle_targets::salesforce::names;
use lifecycle_targets::salesforce::objects::{self, SObject};
use lifecycle_targets::salesforce::types::{LONG_TEXT, field_type};
use std::collections::BTreeSet;

impl Schema {
    pub(super) fn add_declared_fields(&mut self, model: &Model, settings: &Settings) {
        let of_leads = names_of_leads(model, settings);
        for (id, field) in model.fields.iter() {
            for object in settings.objects(field.object) {
                let (name, create) = api_name(field, object);
                let gives_way = field.object == Object::Contact
                    && object.neutral == Object::Lead.name()
                    && of_leads.contains(&name.to_ascii_lowercase());
                if create && !gives_way {
                    self.fields.extend(field_to_create(field, object, &name, self.has_success_plans));
                }
                self.declared.insert((id, object.api_name), name);
            }
        }
    }
}

/// The API name of a field on an object, and whether it must be created.
fn api_name(field: &Field, object: &SObject) -> (String, bool) {
    let given = field.mappings.iter().find(|(target, ..)| target == "salesforce");
    // A picklist brings its own values, which the object's own field does not have.
    let own = object.standard_field(&field.ident.name).filter(|_| field.standard && !field.ty.has_choices());
    names::field_name(&field.ident.name, given.map(|(_, name, _)| name.as_str()), own)
}

/// The names, in lower case, of the fields that leads declare themselves: they take the place of what leads share with contacts.
fn names_of_leads(model: &Model, settings: &Settings) -> BTreeSet<String> {
    let objects = settings.objects(Object::Lead).iter();
    let names = objects.flat_map(|object| model.declared_fields(Object::Lead).map(|(_, own)| api_name(own, object).0));
    names.map(|name| name.to_ascii_lowercase()).collect()
}

fn field_to_create(
    field: &Field,
    object: &'static SObject,
    name: &str,
    has_success_plans: bool,
) -> Option<CustomField> {
    // Fields that every CRM but Salesforce has come with our own object, where automations may write them.
    if !(field.declared || !field.standard || (object.is_custom() && has_success_plans)) {
        return None;
    }
    let ty = match (field.standard, field_type(field.ty.name())) {
        (true, ty) if ty.api_name == "Text" => LONG_TEXT,
        (_, ty) => ty,
    };
    let (part, help) = match field.kind {
        FieldKind::Status => (Part::Status, Some("What is being done now, not how far along the record is.")),
        FieldKind::Type => (Part::Type, Some("What the record is, not how far along it is.")),
        FieldKind::Field => (Part::Declared, None),
    };
    Some(CustomField {
        object,
        package: Package::ForceApp,
        name: name.to_owned(),
        label: LABEL.shorten(&field.ident.label),
        description: description(field),
        help: help.map(str::to_owned),
        kind: match field.ty {
            Type::Picklist | Type::MultiPicklist => Kind::OwnPicklist { ty, values: choice_values(&field.choices) },
            Type::User => {
                Kind::Lookup { to: objects::USER, relationship: relationship(object, name), related_label: None }
            }
            Type::Product => Kind::Lookup {
                to: objects::PRODUCT,
                relationship: relationship(object, name),
                related_label: Some(object.plural_label),
            },
            _ => Kind::Plain(ty),
        },
        access: Access::People,
        part,
        tracked: false,
        origin: Some(field.ident.name_at),
    })
}

/// The notes, and where the field comes from.
fn description(field: &Field) -> String {
    let mut lines: Vec<String> = field.ident.remarks.notes.iter().map(ToString::to_string).collect();
    if !field.declared && field.ty == Type::Product {
        lines.push("Which product the journey is about. Comes from `per product` in the lifecycle source.".to_owned());
    } else if !field.declared {
        lines.push("What other CRMs bring along, so that the lifecycle can use it here, too.".to_owned());
    } else {
        let what = match field.kind {
            FieldKind::Field => "field",
            FieldKind::Status => "status",
            FieldKind::Type => "type",
        };
        let (object, name) = (field.object.name(), &field.ident.name);
        lines.push(format!("Comes from `{what} {name}` of `object {object}` in the lifecycle source."));
    }
    DESCRIPTION.shorten(&lines.join("\n"))
}
