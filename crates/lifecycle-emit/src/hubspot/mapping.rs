//! Which of HubSpot's things stands for each part of the lifecycle, and how it is called there.

use crate::derived::is_mirror;
use lifecycle_model::{Domain, DomainId, Field, FieldId, MilestoneId, Model, Object, TrackId};
use lifecycle_targets::hubspot::{
    self, MAX_PIPELINE_ID, MAX_PROPERTY_NAME, Names, ObjectFacts, is_default_property, is_property_name,
};
use std::collections::BTreeMap;

/// A property of an object.
#[derive(Clone)]
pub(super) struct PropertyName {
    pub(super) object: &'static ObjectFacts,
    pub(super) name: String,
}

/// Where a track lives.
#[derive(Clone)]
pub(super) enum Home {
    /// In the lifecycle stage that contacts and companies share.
    LifecycleStage,
    /// In an enumeration of its own.
    Property(PropertyName),
    /// In a pipeline of deals or tickets with this id.
    Pipeline(&'static ObjectFacts, String),
}

/// The reasons to leave a domain's stages, or to step back (`recycle`).
pub(super) struct Reasons {
    pub(super) domain: DomainId,
    pub(super) recycle: bool,
    pub(super) property: PropertyName,
}

/// The whole mapping. All orders are those of the source.
pub(super) struct Mapping<'m> {
    pub(super) model: &'m Model,
    /// Fields, standard ones included.
    pub(super) fields: BTreeMap<FieldId, PropertyName>,
    /// Tracks.
    pub(super) tracks: Vec<(TrackId, Home)>,
    /// Drop-off and recycle reasons.
    pub(super) reasons: Vec<Reasons>,
    /// Milestones, as dates.
    pub(super) milestones: Vec<(MilestoneId, PropertyName)>,
}

impl<'m> Mapping<'m> {
    pub(super) fn new(model: &'m Model) -> Self {
        let mut namer = Namer { names: BTreeMap::new(), pipelines: Names::default() };
        Self {
            model,
            fields: namer.fields(model),
            tracks: namer.tracks(model),
            reasons: namer.reasons(model),
            milestones: namer.milestones(model),
        }
    }

    /// The track that the lifecycle stage holds.
    pub(super) fn lifecycle_track(&self) -> Option<TrackId> {
        let lifecycle = lifecycle_domain(self.model)?;
        self.model[lifecycle].tracks.first().copied()
    }

    /// The setting of `target hubspot` with this key; the last one counts.
    pub(super) fn setting(&self, key: &str) -> Option<&'m str> {
        self.model.setting("hubspot", key).map(|(value, _)| value)
    }
}

/// The object that stands for a neutral one.
fn object(neutral: Object) -> Option<&'static ObjectFacts> {
    hubspot::object(neutral.name())
}

/// The API name that a field has by `as hubspot "…"`.
fn written_name(field: &Field) -> Option<&str> {
    field.mappings.iter().find(|(crm, ..)| crm == "hubspot").map(|(_, name, _)| name.as_str())
}

/// The domain whose stages are the lifecycle stages: `lead`, or else the first one on people that does not derive from another.
fn lifecycle_domain(model: &Model) -> Option<DomainId> {
    let on = |object: Object| {
        let own = |domain: &Domain| domain.object == Some(object) && domain.rollup.is_none();
        let found = || model.domains.iter().filter(move |(_, domain)| own(domain));
        found().find(|(_, domain)| domain.ident.name == "lead").or_else(|| found().next()).map(|(id, _)| id)
    };
    on(Object::Contact).or_else(|| on(Object::Lead))
}

/// Gives names, each once an object.
struct Namer {
    names: BTreeMap<&'static str, Names>,
    pipelines: Names,
}

impl Namer {
    fn property(&mut self, object: &'static ObjectFacts, identifier: &str) -> PropertyName {
        let name = hubspot::property_name(object.path, identifier);
        let name = self.names.entry(object.path).or_default().take(name, identifier, MAX_PROPERTY_NAME);
        PropertyName { object, name }
    }

    /// Written names go first, so that others make way for them. What `lead` and `contact` both declare is one property, since
    /// HubSpot keeps both among its contacts.
    fn fields(&mut self, model: &Model) -> BTreeMap<FieldId, PropertyName> {
        let mut found = BTreeMap::new();
        for (id, field) in model.fields.iter() {
            let Some(object) = object(field.object) else { continue };
            let standard = field.standard.then(|| hubspot::standard_property(field.object.name(), &field.ident.name));
            let name = match written_name(field) {
                Some(name) if is_property_name(name) => name.to_owned(),
                Some(name) => hubspot::property_name(object.path, name),
                None => match standard.flatten() {
                    Some(name) => name.to_owned(),
                    None => continue,
                },
            };
            if !is_default_property(object.path, &name) {
                self.names.entry(object.path).or_default().reserve(&name);
            }
            found.insert(id, PropertyName { object, name });
        }
        self.automatic_names(model, &mut found);
        found
    }

    /// Names for the fields that have none yet.
    fn automatic_names(&mut self, model: &Model, found: &mut BTreeMap<FieldId, PropertyName>) {
        let mut people: BTreeMap<&str, PropertyName> = BTreeMap::new();
        let (leads, others): (Vec<_>, Vec<_>) =
            model.fields.iter().partition(|(_, field)| field.object == Object::Lead);
        for (id, field) in others.into_iter().chain(leads) {
            let Some(object) = object(field.object) else { continue };
            let is_person = matches!(field.object, Object::Contact | Object::Lead);
            let twin = people.get(field.ident.name.as_str()).filter(|_| is_person).cloned();
            let name =
                found.entry(id).or_insert_with(|| twin.unwrap_or_else(|| self.property(object, &field.ident.name)));
            if is_person {
                people.entry(&field.ident.name).or_insert_with(|| name.clone());
            }
        }
    }

    fn tracks(&mut self, model: &Model) -> Vec<(TrackId, Home)> {
        let lifecycle = lifecycle_domain(model);
        let mut found = Vec::new();
        for (id, domain) in model.domains.iter() {
            let Some((neutral, object)) = domain.object.and_then(|neutral| Some((neutral, object(neutral)?))) else {
                continue;
            };
            let mirrors_lifecycle = neutral == Object::Company
                && domain.rollup.as_ref().is_some_and(|rollup| rollup.source.is_some() && rollup.source == lifecycle)
                && is_mirror(model, domain);
            for track in &domain.tracks {
                let pipeline =
                    model[*track].pipeline.is_some() || (neutral == Object::Ticket && domain.rollup.is_none());
                let home = if lifecycle == Some(id) || mirrors_lifecycle {
                    Home::LifecycleStage
                } else if pipeline {
                    let name = model.track_name(*track);
                    Home::Pipeline(object, self.pipelines.take(hubspot::pipeline_id(name), name, MAX_PIPELINE_ID))
                } else {
                    Home::Property(self.property(object, &hubspot::lifecycle_identifier(&domain.ident.name)))
                };
                found.push((*track, home));
            }
        }
        found
    }

    fn reasons(&mut self, model: &Model) -> Vec<Reasons> {
        let mut found = Vec::new();
        for (id, domain) in model.domains.iter() {
            let Some(object) = domain.object.and_then(object) else { continue };
            for recycle in [false, true] {
                if super::properties::reasons(model, id, recycle).next().is_some() {
                    let identifier = hubspot::reason_identifier(&domain.ident.name, recycle);
                    found.push(Reasons { domain: id, recycle, property: self.property(object, &identifier) });
                }
            }
        }
        found
    }

    fn milestones(&mut self, model: &Model) -> Vec<(MilestoneId, PropertyName)> {
        model
            .milestones
            .iter()
            .filter_map(|(id, milestone)| {
                let object = milestone.object.and_then(object)?;
                Some((id, self.property(object, &milestone.ident.name)))
            })
            .collect()
    }
}
