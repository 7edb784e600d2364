//! Objects and their fields.

use super::former::Space;
use super::{Resolver, Source, ident};
use crate::entities::{Choice, Field, FieldKind, Ident, Object, Remarks, Type};
use crate::errors::STANDARD_FIELD_TYPE;
use crate::model::FieldId;
use crate::standard_fields::STANDARD_FIELDS;
use lifecycle_base::{Applicability, Diagnostic, Edit, FileId, Location, Span};
use lifecycle_syntax::tree;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

impl Resolver {
    pub(super) fn declare_standard_fields(&mut self) {
        let nowhere = Location::new(FileId(0), Span::default());
        for (object, name, ty, label) in STANDARD_FIELDS {
            self.declare_builtin(*object, name, *ty, label, nowhere, true);
        }
    }

    /// `per product` adds a reference to the product to its object and to deals, unless the source has a field for it.
    pub(super) fn declare_product_fields(&mut self) {
        for (domain, at) in std::mem::take(&mut self.per_product) {
            let Some(object) = self.model[domain].object else { continue };
            for object in [object, Object::Deal] {
                match self.names.fields.get(&(object, "product".into())).copied() {
                    None => self.declare_builtin(object, "product", Type::Product, "Product", at, false),
                    Some(field) => self.check_product_field(field, at),
                }
            }
        }
    }

    /// A field of the source can say which product a journey is about if it holds a name.
    fn check_product_field(&mut self, field: FieldId, per_product: Location) {
        let entity = &self.model[field];
        if matches!(entity.ty, Type::Text | Type::Picklist | Type::Product | Type::Error) {
            return;
        }
        let message =
            format!("`{}` cannot say which product it is: it is a {}", self.model.field_path(field), entity.ty.name());
        let found = Diagnostic::new(&STANDARD_FIELD_TYPE, entity.ident.name_at, message)
            .label("must name a product")
            .related(per_product, "a journey per product needs it")
            .help("make it a text or a picklist, give it another name, or remove it: `per product` adds the field by itself");
        self.report(found);
    }

    fn declare_builtin(&mut self, object: Object, name: &str, ty: Type, label: &str, at: Location, standard: bool) {
        let ident = Ident {
            name: name.into(),
            label: label.into(),
            label_written: false,
            name_at: at,
            label_at: at,
            at,
            damaged: false,
            remarks: Remarks::default(),
        };
        let field = Field {
            ident,
            object,
            kind: FieldKind::Field,
            ty,
            choices: Vec::new(),
            mappings: Vec::new(),
            standard,
            declared: false,
        };
        let id = self.model.fields.push(field);
        self.names.fields.insert((object, name.into()), id);
    }

    /// `lossy`: a syntax error may have cost it fields.
    pub(super) fn declare_object(&mut self, source: Source, node: &tree::Object, lossy: bool) {
        let object = node.name.as_ref().and_then(|name| self.declared_object(source, name));
        if lossy || object.is_none() {
            self.gaps.lose_fields(object);
        }
        for field in &node.fields {
            let id = object.and_then(|object| self.declare_field(source, object, field));
            self.linked.fields.push_back(id);
        }
    }

    fn declare_field(&mut self, source: Source, object: Object, node: &tree::Field) -> Option<FieldId> {
        let name = node.name.as_ref()?;
        let mut ident = ident(source, name, node.label.as_ref(), source.at(node.at), node.damaged);
        let before = self.names.fields.get(&(object, name.text.clone())).copied();
        if let Some(first) = before.filter(|id| self.model[*id].declared) {
            let first = self.model[first].ident.name_at;
            let name_at = ident.name_at;
            let path = format!("{}.{}", object.name(), name.text);
            self.duplicate("the field", &path, name_at, first);
            return None;
        }
        let ty = self.field_type(source, node);
        if let Some(standard) = before {
            if !ident.label_written {
                ident.label = self.model[standard].ident.label.clone();
            }
            self.check_standard_type(source, node, standard, ty);
        }
        let choices = self.choices(source, node);
        let field = Field {
            ident,
            object,
            kind: node.kind,
            ty,
            choices,
            mappings: Vec::new(),
            standard: before.is_some_and(|id| self.model[id].standard),
            declared: true,
        };
        let id = match before {
            Some(id) => {
                *self.model.fields.get_mut(id) = field;
                id
            }
            None => self.model.fields.push(field),
        };
        self.names.fields.insert((object, name.text.clone()), id);
        for (index, choice) in self.model[id].choices.iter().enumerate() {
            self.names.choices.insert((id, choice.name.clone()), index as u32);
            if choice.label != choice.name {
                self.names.choice_labels.entry((id, choice.label.clone())).or_insert(index as u32);
            }
        }
        Some(id)
    }

    fn field_type(&mut self, source: Source, node: &tree::Field) -> Type {
        if node.kind != FieldKind::Field {
            return Type::Picklist;
        }
        let Some(ty) = &node.ty else { return Type::Error };
        if let Some(found) = Type::NAMED.into_iter().find(|known| known.name() == ty.name.text) {
            return found;
        }
        let list: Vec<&str> = Type::NAMED.iter().map(|ty| ty.name()).collect();
        self.unknown_word(source, &ty.name, "a type", &list, other_name_of_type(&ty.name.text));
        Type::Error
    }

    /// CRMs fix the types of their own fields; one that holds the same kind of value is near enough.
    fn check_standard_type(&mut self, source: Source, node: &tree::Field, standard: FieldId, ty: Type) {
        let expected = self.model[standard].ty;
        if ty == Type::Error || alike(&self.model[standard], ty) {
            return;
        }
        let field = self.model.field_path(standard);
        let name_at = node.name.as_ref().map_or(node.at, |name| name.at);
        let at = source.at(node.ty.as_ref().map_or(name_at, |ty| ty.name.at));
        let mut found = Diagnostic::new(
            &STANDARD_FIELD_TYPE,
            at,
            format!("`{field}` is a standard field of type {}, not {}", expected.name(), ty.name()),
        )
        .label(format!("CRMs give it the type {}", expected.name()))
        .help("use the standard type, or another name for a field of your own");
        // The values of a picklist would be left over.
        if node.ty.is_some() && !ty.has_choices() && !expected.has_choices() {
            found = found.fix(
                format!("write `{}`", expected.name()),
                Applicability::Unsafe,
                vec![Edit::replace(at, expected.name())],
            );
        }
        self.report(found);
    }

    fn choices(&mut self, source: Source, node: &tree::Field) -> Vec<Choice> {
        let mut seen: FxHashMap<SmolStr, Location> = FxHashMap::default();
        let mut choices: Vec<Choice> = Vec::with_capacity(node.choices.len());
        for choice in &node.choices {
            let ident = ident(source, &choice.name, choice.label.as_ref(), source.at(choice.name.at), false);
            if let Some(first) = seen.get(&ident.name).copied() {
                self.duplicate("the value", &choice.name.text, ident.name_at, first);
                continue;
            }
            seen.insert(ident.name.clone(), ident.name_at);
            choices.push(Choice {
                name: ident.name,
                label: ident.label,
                was: choice.was.iter().map(|name| name.text.clone()).collect(),
                name_at: ident.name_at,
                label_at: ident.label_at,
            });
        }
        self.check_former_choices(source, node, &seen);
        choices
    }

    fn check_former_choices(&mut self, source: Source, node: &tree::Field, current: &FxHashMap<SmolStr, Location>) {
        let mut claimed: FxHashMap<&str, (&str, Location)> = FxHashMap::default();
        for choice in &node.choices {
            for was in &choice.was {
                let (at, now) = (source.at(was.at), choice.name.as_str());
                if let Some(place) = current.get(&was.text).copied() {
                    self.former_in_use("a value", &was.text, now, at, Some(place));
                } else if let Some(first) = claimed.insert(was.as_str(), (now, at)) {
                    self.former_claimed_twice(&was.text, first, (now, at));
                }
            }
        }
    }

    pub(super) fn link_object(&mut self, source: Source, node: &tree::Object) {
        if let Some(name) = &node.name {
            // Remarks on an object concern all of its fields; they are kept as accepted findings only.
            let whole = node.fields.iter().fold(name.at, |at, field| at.to(field.at));
            self.remarks(source, &node.remarks, source.at(whole));
        }
        for field in &node.fields {
            let Some(id) = self.linked.fields.pop_front().flatten() else { continue };
            let (object, name) = (self.model[id].object, self.model[id].ident.name.clone());
            let remarks = self.named_remarks(source, Space::Field(object), &name, &field.remarks, source.at(field.at));
            let mappings = field
                .mappings
                .iter()
                .map(|m| (m.target.text.clone(), m.api_name.value.clone(), source.at(m.target.at)))
                .collect();
            let entity = self.model.fields.get_mut(id);
            entity.ident.remarks = remarks;
            entity.mappings = mappings;
        }
    }
}

/// Whether CRMs can hold values of `ty` in their own field: one of the same kind is near enough.
fn alike(standard: &Field, ty: Type) -> bool {
    let plain = |ty| matches!(ty, Type::Text | Type::Email | Type::Phone | Type::Url);
    let expected = standard.ty;
    // CRMs ship industries as a picklist that every team fills with its own.
    let list = standard.object == Object::Company && standard.ident.name == "industry" && ty == Type::Picklist;
    ty == expected
        || list
        || (plain(ty) && plain(expected))
        || (ty.is_number() && expected.is_number())
        || (ty.is_date() && expected.is_date())
}

/// The type that other tools call otherwise.
fn other_name_of_type(word: &str) -> Option<&'static str> {
    Some(match word.to_ascii_lowercase().as_str() {
        "string" | "textarea" | "longtext" => "text",
        "int" | "integer" | "float" | "decimal" | "double" => "number",
        "money" => "currency",
        "bool" | "checkbox" => "boolean",
        "time" | "timestamp" => "datetime",
        "enum" | "select" | "dropdown" | "enumeration" => "picklist",
        "multiselect" | "checkboxes" => "multipicklist",
        "owner" => "user",
        _ => return None,
    })
}
