//! What each name stands for, and what to say when it stands for nothing.

use super::{Resolver, Source};
use crate::entities::{Object, OwnerKind, Pipeline};
use crate::errors::{DUPLICATE_NAME, UNKNOWN_NAME, UNKNOWN_WORD, WRONG_OBJECT, WRONG_TYPE};
use crate::model::{AutomationId, DomainId, FieldId, MilestoneId, OwnerId, PipelineId, StageId, TermId, TrackId};
use lifecycle_base::{Applicability, Diagnostic, Edit, Location, list_words, nearest};
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
    pub(super) automations: FxHashMap<SmolStr, AutomationId>,
    pub(super) milestones: FxHashMap<SmolStr, MilestoneId>,
    pub(super) terms: FxHashMap<SmolStr, TermId>,
    pub(super) scenarios: FxHashMap<SmolStr, Location>,
}

/// The most comparisons made for suggestions in one run: tens of milliseconds' worth.
const MOST_COMPARED: usize = 200_000;

impl Resolver {
    /// Reports a second declaration of one name.
    pub(super) fn duplicate(&mut self, what: &str, name: &str, second: Location, first: Location) {
        self.report(
            Diagnostic::new(&DUPLICATE_NAME, second, format!("{what} `{name}` is declared twice"))
                .label("declared again here")
                .related(first, "first declared here")
                .help("give one of them another identifier; the label may stay"),
        );
    }

    /// The nearest of `candidates`, unless too many names have been looked for already.
    pub(super) fn suggestion<'c>(&mut self, word: &str, candidates: &[&'c str]) -> Option<&'c str> {
        self.compared += candidates.len();
        (self.compared <= MOST_COMPARED).then(|| nearest(word, candidates.iter().copied())).flatten()
    }

    /// Reports a name that nothing declares, with the nearest one or all there are.
    pub(super) fn unknown(&mut self, what: &str, word: &str, at: Location, candidates: &[SmolStr], declare: &str) {
        let words: Vec<&str> = candidates.iter().map(SmolStr::as_str).collect();
        let near = self.suggestion(word, &words).map(str::to_owned);
        let mut found = Diagnostic::new(&UNKNOWN_NAME, at, format!("there is no {what} `{word}`"));
        if let Some(near) = near {
            found = found.label(format!("did you mean `{near}`?")).fix(
                format!("write `{near}`"),
                Applicability::Safe,
                vec![Edit::replace(at, near)],
            );
        } else if words.is_empty() {
            found = found.label("not declared").help(declare.to_owned());
        } else {
            found = found.label("not declared").help(format!("there is {}; or {declare}", list_words(words)));
        }
        self.report(found);
    }

    /// A word of a fixed list, or a report that names the list.
    pub(super) fn word<T: Copy>(&mut self, source: Source, name: &Name, what: &str, words: &[(&str, T)]) -> Option<T> {
        let found = words.iter().find(|(word, _)| *word == name.text).map(|(_, value)| *value);
        if found.is_none() {
            let list: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            let at = source.at(name.at);
            let mut finding = Diagnostic::new(&UNKNOWN_WORD, at, format!("`{}` is not {what}", name.text));
            finding = match self.suggestion(&name.text, &list) {
                Some(near) => finding.label(format!("did you mean `{near}`?")).fix(
                    format!("write `{near}`"),
                    Applicability::Safe,
                    vec![Edit::replace(at, near)],
                ),
                None => finding.label("not one of the words for this"),
            };
            self.report(finding.help(format!("it is one of {}", list_words(list))));
        }
        found
    }

    pub(super) fn object(&mut self, source: Source, name: &Name) -> Option<Object> {
        let words: Vec<(&str, Object)> = Object::ALL.iter().map(|object| (object.name(), *object)).collect();
        self.word(source, name, "an object", &words)
    }

    pub(super) fn owner(&mut self, source: Source, name: &Name) -> Option<OwnerId> {
        let found = self.names.owners.get(&name.text).copied();
        if found.is_none() {
            let all: Vec<SmolStr> = self.model.owners.values().map(|owner| owner.ident.name.clone()).collect();
            let declare = format!("declare one: `team {}`", name.text);
            self.unknown("team or queue", &name.text, source.at(name.at), &all, &declare);
        }
        found
    }

    /// An owner that must be a team: a queue cannot confirm anything.
    pub(super) fn team(&mut self, source: Source, name: &Name) -> Option<OwnerId> {
        let owner = self.owner(source, name)?;
        if self.model[owner].kind == OwnerKind::Queue {
            let message = format!("`{}` is a queue; only a team can confirm", name.text);
            let place = self.model[owner].ident.name_at;
            self.report(
                Diagnostic::new(&WRONG_TYPE, source.at(name.at), message).related(place, "declared as a queue here"),
            );
            return None;
        }
        Some(owner)
    }

    pub(super) fn owners(&mut self, source: Source, names: &[Name]) -> Vec<OwnerId> {
        names.iter().filter_map(|name| self.owner(source, name)).collect()
    }

    /// A domain or pipeline by its name.
    pub(super) fn track_name(&mut self, source: Source, name: &str, at: At) -> Option<TrackName> {
        let found = self.names.tracks.get(name).copied();
        if found.is_none() {
            let mut all: Vec<SmolStr> = self.model.domains.values().map(|domain| domain.ident.name.clone()).collect();
            all.extend(self.model.pipelines.values().map(|pipeline| pipeline.ident.name.clone()));
            self.unknown("domain or pipeline", name, source.at(at), &all, "declare it");
        }
        found
    }

    /// A field by path: `contact.email`, or `email` of the object at hand.
    pub(super) fn field(&mut self, source: Source, name: &Name, here: Option<Object>) -> Option<FieldId> {
        let parts: Vec<(&str, At)> = name.parts().collect();
        let (object, (word, at)) = match (parts.as_slice(), here) {
            ([field], Some(object)) => (object, *field),
            ([(field, at)], None) => {
                self.field_without_object(source, field, *at);
                return None;
            }
            ([object, field], _) => {
                let object = Name { text: object.0.into(), at: object.1 };
                (self.object(source, &object)?, *field)
            }
            _ => {
                let message = format!("`{}` is not a field", name.text);
                let help = "write the object and the field: `contact.email`";
                self.report(Diagnostic::new(&UNKNOWN_NAME, source.at(name.at), message).help(help));
                return None;
            }
        };
        self.field_of(source, object, word, at)
    }

    pub(super) fn field_of(&mut self, source: Source, object: Object, word: &str, at: At) -> Option<FieldId> {
        let found = self.names.fields.get(&(object, SmolStr::from(word))).copied();
        if found.is_none() {
            let fields = self.model.fields.values().filter(|field| field.object == object);
            let all: Vec<SmolStr> = fields.map(|field| field.ident.name.clone()).collect();
            let what = format!("field of {}", object.name());
            let declare = format!("declare it: `object {} {{ field {word} text }}`", object.name());
            self.unknown(&what, word, source.at(at), &all, &declare);
        }
        found
    }

    fn field_without_object(&mut self, source: Source, field: &str, at: At) {
        let owners: Vec<String> = Object::ALL
            .into_iter()
            .filter(|object| self.names.fields.contains_key(&(*object, SmolStr::from(field))))
            .map(|object| format!("`{}.{field}`", object.name()))
            .collect();
        let help = if owners.is_empty() {
            "write the object and the field: `contact.email`".to_owned()
        } else {
            format!("write {}", owners.join(" or "))
        };
        self.report(
            Diagnostic::new(&UNKNOWN_NAME, source.at(at), format!("`{field}` does not say of which object it is"))
                .label("the object is missing")
                .help(help),
        );
    }

    /// Reports that `stage` is not one that records of `object` can be on.
    pub(super) fn wrong_object(&mut self, stage: StageId, at: Location, object: Object) {
        let path = self.model.stage_path(stage);
        let other = self.model.object_of(stage).map_or("another object", Object::name);
        let domain = self.model.domain_of(stage);
        let place = self.model[domain].ident.name_at;
        self.report(
            Diagnostic::new(&WRONG_OBJECT, at, format!("a {} cannot be on `{path}`", object.name()))
                .label(format!("a stage of {other}"))
                .related(place, format!("this domain is on {other}"))
                .help(format!("name a stage of a domain on {}, or another object", object.name())),
        );
    }

    pub(super) fn pipeline_entity(&self, id: PipelineId) -> &Pipeline {
        &self.model[id]
    }
}
