//! Objects and their fields.

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

    /// `per product` adds a reference to the product to its object and to deals.
    pub(super) fn declare_product_fields(&mut self, object: Object, at: Location) {
        for object in [object, Object::Deal] {
            if !self.names.fields.contains_key(&(object, "product".into())) {
                self.declare_builtin(object, "product", Type::Product, "Product", at, false);
            }
        }
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

    pub(super) fn declare_object(&mut self, source: Source, node: &tree::Object) {
        let object = node.name.as_ref().and_then(|name| self.object(source, name));
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
            self.duplicate(&format!("the field of {}", object.name()), &name.text, name_at, first);
            return None;
        }
        let ty = self.field_type(source, node);
        if let Some(standard) = before {
            if !ident.label_written {
                ident.label = self.model[standard].ident.label.clone();
            }
            self.check_standard_type(source, node, standard, ty);
        }
        let field = Field {
            ident,
            object,
            kind: node.kind,
            ty,
            choices: self.choices(source, node),
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
        Some(id)
    }

    fn field_type(&mut self, source: Source, node: &tree::Field) -> Type {
        if node.kind != FieldKind::Field {
            return Type::Picklist;
        }
        let Some(ty) = &node.ty else { return Type::Error };
        let words: Vec<(&str, Type)> = Type::NAMED.iter().map(|ty| (ty.name(), *ty)).collect();
        self.word(source, &ty.name, "a type", &words).unwrap_or(Type::Error)
    }

    /// CRMs fix the types of their own fields; one that holds the same kind of value is near enough.
    fn check_standard_type(&mut self, source: Source, node: &tree::Field, standard: FieldId, ty: Type) {
        let expected = self.model[standard].ty;
        let alike = ty == expected
            || ty == Type::Error
            || (ty.is_text() && expected.is_text())
            || (ty.is_number() && expected.is_number())
            || (ty.is_date() && expected.is_date());
        if alike {
            return;
        }
        let field = self.model.field_path(standard);
        let at = source.at(node.ty.as_ref().map_or(node.at, |ty| ty.name.at));
        let mut found = Diagnostic::new(
            &STANDARD_FIELD_TYPE,
            at,
            format!("`{field}` is a standard field of type {}, not {}", expected.name(), ty.name()),
        )
        .label(format!("CRMs give it the type {}", expected.name()))
        .help("use the standard type, or another name for a field of your own");
        if node.ty.is_some() {
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
            if let Some(first) = seen.insert(ident.name.clone(), ident.name_at) {
                self.duplicate("the value", &choice.name.text, ident.name_at, first);
                continue;
            }
            choices.push(Choice {
                name: ident.name,
                label: ident.label,
                was: choice.was.iter().map(|name| name.text.clone()).collect(),
                name_at: ident.name_at,
                label_at: ident.label_at,
            });
        }
        choices
    }

    pub(super) fn link_object(&mut self, source: Source, node: &tree::Object) {
        if let Some(name) = &node.name {
            // Remarks on an object concern all of its fields; they are kept as accepted findings only.
            let whole = node.fields.iter().fold(name.at, |at, field| at.to(field.at));
            self.remarks(source, &node.remarks, source.at(whole));
        }
        for field in &node.fields {
            let Some(id) = self.linked.fields.pop_front().flatten() else { continue };
            let remarks = self.remarks(source, &field.remarks, source.at(field.at));
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
