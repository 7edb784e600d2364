//! What each name stands for: owners, objects and fields. Stages and tracks are in `lookup`.

use super::conditions::Here;
use super::suggest::{Unknown, offer, same_letters};
use super::{Resolver, Source};
use crate::entities::{Object, OwnerKind};
use crate::errors::{AMBIGUOUS_NAME, DUPLICATE_NAME, UNKNOWN_NAME, WRONG_TYPE};
use crate::model::{AutomationId, DomainId, FieldId, MilestoneId, OwnerId, PipelineId, StageId, TermId, TrackId};
use lifecycle_base::{Applicability, Diagnostic, Edit, Location};
use lifecycle_syntax::tree::{At, Name};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// A domain or pipeline: they share one namespace, since `NewBusiness.SAO` and `lead.MQL` read the same.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum TrackName {
    Domain(DomainId),
    Pipeline(PipelineId),
}

/// The namespaces of a project.
#[derive(Default)]
pub(super) struct Names {
    pub(super) owners: FxHashMap<SmolStr, OwnerId>,
    pub(super) tracks: FxHashMap<SmolStr, TrackName>,
    pub(super) stages: FxHashMap<(TrackId, SmolStr), StageId>,
    pub(super) fields: FxHashMap<(Object, SmolStr), FieldId>,
    pub(super) choices: FxHashMap<(FieldId, SmolStr), u32>,
    /// Labels of values that differ from their identifiers.
    pub(super) choice_labels: FxHashMap<(FieldId, SmolStr), u32>,
    pub(super) automations: FxHashMap<SmolStr, AutomationId>,
    pub(super) milestones: FxHashMap<SmolStr, MilestoneId>,
    pub(super) terms: FxHashMap<SmolStr, TermId>,
    pub(super) scenarios: FxHashMap<SmolStr, Location>,
    pub(super) targets: FxHashMap<SmolStr, Location>,
}

impl Resolver {
    /// Reports a second declaration of one name.
    pub(super) fn duplicate(&mut self, what: &str, name: &str, second: Location, first: Location) {
        self.duplicate_with(what, name, second, first, "remove one of them, or give it another identifier");
    }

    pub(super) fn duplicate_with(&mut self, what: &str, name: &str, second: Location, first: Location, help: &str) {
        self.report(
            Diagnostic::new(&DUPLICATE_NAME, second, format!("{what} `{name}` is declared twice"))
                .label("declared again here")
                .related(first, "first declared here")
                .help(help),
        );
    }

    /// An object by its neutral name.
    pub(super) fn object(&mut self, source: Source, name: &Name) -> Option<Object> {
        let found = Object::from_name(&name.text);
        if found.is_none() {
            let list: Vec<&str> = Object::ALL.iter().map(|object| object.name()).collect();
            self.unknown_word(source, name, "an object", &list, other_name_of_object(&name.text));
        }
        found
    }

    /// The object of a declaration. A misspelt one is reported and guessed, so that what is declared on it is known.
    pub(super) fn declared_object(&mut self, source: Source, name: &Name) -> Option<Object> {
        let found = self.object(source, name);
        if found.is_some() {
            return found;
        }
        let words = Object::ALL.iter().map(|object| object.name());
        let guess = other_name_of_object(&name.text).or_else(|| lifecycle_base::nearest(&name.text, words))?;
        Object::from_name(guess)
    }

    pub(super) fn owner(&mut self, source: Source, name: &Name) -> Option<OwnerId> {
        let found = self.names.owners.get(&name.text).copied();
        if found.is_none() && !self.gaps.any_declaration() {
            let all: Vec<SmolStr> = match self.may_compare() {
                true => self.model.owners.values().map(|owner| owner.ident.name.clone()).collect(),
                false => Vec::new(),
            };
            let text = Unknown {
                message: format!("there is no team or queue `{}`", name.text),
                all: "the teams and queues are",
                labelled: self.owner_labelled(&name.text),
                declare: format!("to add one, write `team {}`", name.text),
            };
            self.unknown(&name.text, source.at(name.at), &all, text);
        }
        found
    }

    /// The team or queue that people see under this name.
    fn owner_labelled(&self, word: &str) -> Option<SmolStr> {
        let mut owners = self.model.owners.values().filter(|_| self.may_compare());
        owners.find(|owner| same_letters(&owner.ident.label, word)).map(|owner| owner.ident.name.clone())
    }

    /// An owner that must be a team: a queue cannot confirm anything.
    pub(super) fn team(&mut self, source: Source, name: &Name) -> Option<OwnerId> {
        let owner = self.owner(source, name)?;
        if self.model[owner].kind == OwnerKind::Queue {
            let message = format!("`{}` is a queue, and a queue cannot confirm a definition", name.text);
            let place = self.model[owner].ident.name_at;
            self.report(
                Diagnostic::new(&WRONG_TYPE, source.at(name.at), message)
                    .label("expected a team")
                    .related(place, "declared as a queue here")
                    .help("name the team that agreed to the definition"),
            );
            return None;
        }
        Some(owner)
    }

    pub(super) fn owners(&mut self, source: Source, names: &[Name]) -> Vec<OwnerId> {
        names.iter().filter_map(|name| self.owner(source, name)).collect()
    }

    /// A field by path: `contact.email`, or `email` of the object at hand.
    pub(super) fn field(&mut self, source: Source, name: &Name, here: Here) -> Option<FieldId> {
        let mut parts = name.parts();
        match (parts.next(), parts.next(), parts.next()) {
            (Some((field, at)), None, _) => match here.object {
                Some(object) => self.field_of(source, object, field, at),
                None if here.unknown => None,
                None => {
                    self.field_without_object(source, field, at);
                    None
                }
            },
            (Some((object, object_at)), Some((field, at)), None) => {
                let object = Name { text: object.into(), at: object_at };
                let object = self.object(source, &object)?;
                self.field_of(source, object, field, at)
            }
            _ => {
                let message = format!("`{}` is not a field", name.text);
                let help = "write the object and the field: `contact.email`";
                self.report(
                    Diagnostic::new(&UNKNOWN_NAME, source.at(name.at), message).label("too many parts").help(help),
                );
                None
            }
        }
    }

    fn field_of(&mut self, source: Source, object: Object, word: &str, at: At) -> Option<FieldId> {
        let found = self.names.fields.get(&(object, SmolStr::from(word))).copied();
        if found.is_none() && !self.gaps.field_of(object) {
            self.unknown_field(object, word, source.at(at));
        }
        found
    }

    fn unknown_field(&mut self, object: Object, word: &str, at: Location) {
        let all: Vec<SmolStr> = match self.may_compare() {
            true => self.fields_of(object),
            false => Vec::new(),
        };
        let words: Vec<&str> = all.iter().map(SmolStr::as_str).collect();
        let message = format!("{} has no field `{word}`", object.name());
        let elsewhere: Vec<String> = self.objects_with(word).map(|other| format!("{}.{word}", other.name())).collect();
        let meant = self.meant(word, &words);
        if !elsewhere.is_empty() && !meant.iter().any(|near| same_letters(near, word)) {
            let quoted: Vec<String> = elsewhere.iter().map(|path| format!("`{path}`")).collect();
            let found = Diagnostic::new(&UNKNOWN_NAME, at, message).label(format!("not a field of {}", object.name()));
            self.report(found.help(format!("another object has it: write {}", quoted.join(" or "))));
            return;
        }
        let declare = match word {
            "product" => "`per product` on a domain adds it".to_owned(),
            _ => format!("to add one, write `field {word} text` in `object {}`", object.name()),
        };
        self.unknown(word, at, &all, Unknown { message, all: "its fields are", labelled: None, declare });
    }

    /// The fields of an object, declared ones first.
    pub(super) fn fields_of(&self, object: Object) -> Vec<SmolStr> {
        let of_object = |declared: bool| {
            let fields = self.model.fields.values();
            fields.filter(move |field| field.object == object && field.declared == declared)
        };
        of_object(true).chain(of_object(false)).map(|field| field.ident.name.clone()).collect()
    }

    fn objects_with(&self, field: &str) -> impl Iterator<Item = Object> {
        let key = SmolStr::from(field);
        Object::ALL.into_iter().filter(move |object| self.names.fields.contains_key(&(*object, key.clone())))
    }

    fn field_without_object(&mut self, source: Source, field: &str, at: At) {
        let at = source.at(at);
        if self.gaps.any_field() {
            return;
        }
        let paths: Vec<String> = self.objects_with(field).map(|object| format!("{}.{field}", object.name())).collect();
        let mut found =
            Diagnostic::new(&AMBIGUOUS_NAME, at, format!("`{field}` does not say of which object it is a field"))
                .label("the object is missing");
        found = match paths.as_slice() {
            [] => {
                let all: Vec<SmolStr> = match self.may_compare() {
                    true => self.model.fields.values().map(|field| field.ident.name.clone()).collect(),
                    false => Vec::new(),
                };
                let words: Vec<&str> = all.iter().map(SmolStr::as_str).collect();
                let near = self.meant(field, &words);
                let meant: Vec<String> = near
                    .iter()
                    .flat_map(|near| self.objects_with(near).map(move |object| format!("{}.{near}", object.name())))
                    .collect();
                let found = Diagnostic::new(&UNKNOWN_NAME, at, format!("no object has a field `{field}`"))
                    .label("not declared");
                match meant.len() {
                    1 | 2 => offer(field, found, at, &meant),
                    _ => found.help("write the object and the field: `contact.email`"),
                }
            }
            [path] => found.help(format!("write `{path}`")).fix(
                format!("write `{path}`"),
                Applicability::Safe,
                vec![Edit::replace(at, path.as_str())],
            ),
            several => {
                let quoted: Vec<String> = several.iter().map(|path| format!("`{path}`")).collect();
                found.help(format!("write {}", quoted.join(" or ")))
            }
        };
        self.report(found);
    }
}

/// The object that a CRM calls otherwise.
fn other_name_of_object(word: &str) -> Option<&'static str> {
    Some(match word.to_ascii_lowercase().as_str() {
        "opportunity" | "opportunities" => "deal",
        "account" | "accounts" | "organization" | "companies" => "company",
        "person" | "people" => "contact",
        "case" | "cases" => "ticket",
        _ => return None,
    })
}
