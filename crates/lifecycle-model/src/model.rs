//! The model: everything a project declares, in tables, and the questions every reader asks.

use crate::entities::{
    Allow, Automation, Domain, Faq, Field, Header, Maintain, Measure, Milestone, Object, Owner, Pipeline, Scenario,
    Stage, Target, Term, Track,
};
use crate::table::{Id, Table};
use lifecycle_base::Location;
use std::ops::Index;

/// A team or queue.
pub type OwnerId = Id<Owner>;
/// A field, status or type.
pub type FieldId = Id<Field>;
/// A domain.
pub type DomainId = Id<Domain>;
/// A pipeline.
pub type PipelineId = Id<Pipeline>;
/// A track.
pub type TrackId = Id<Track>;
/// A stage.
pub type StageId = Id<Stage>;
/// A milestone.
pub type MilestoneId = Id<Milestone>;
/// An automation.
pub type AutomationId = Id<Automation>;
/// A term.
pub type TermId = Id<Term>;

/// What a project means. `model[id]` gives an entity.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// The header, if there is one.
    pub header: Option<Header>,
    /// Teams and queues.
    pub owners: Table<Owner>,
    /// Fields of all objects, standard ones included.
    pub fields: Table<Field>,
    /// Domains.
    pub domains: Table<Domain>,
    /// Pipelines.
    pub pipelines: Table<Pipeline>,
    /// Tracks.
    pub tracks: Table<Track>,
    /// Stages.
    pub stages: Table<Stage>,
    /// Milestones.
    pub milestones: Table<Milestone>,
    /// Automations, in the order in which they apply.
    pub automations: Table<Automation>,
    /// Terms.
    pub terms: Table<Term>,
    /// Questions and answers.
    pub faqs: Vec<Faq>,
    /// Measurement.
    pub measure: Measure,
    /// Upkeep.
    pub maintains: Vec<Maintain>,
    /// Scenarios.
    pub scenarios: Vec<Scenario>,
    /// Targets.
    pub targets: Vec<Target>,
    /// Findings that the source accepts.
    pub allows: Vec<Allow>,
}

macro_rules! index {
    ($($id:ty => $table:ident: $entity:ty),* $(,)?) => {$(
        impl Index<$id> for Model {
            type Output = $entity;
            fn index(&self, id: $id) -> &$entity {
                self.$table.get(id)
            }
        }
    )*};
}

index! {
    OwnerId => owners: Owner,
    FieldId => fields: Field,
    DomainId => domains: Domain,
    PipelineId => pipelines: Pipeline,
    TrackId => tracks: Track,
    StageId => stages: Stage,
    MilestoneId => milestones: Milestone,
    AutomationId => automations: Automation,
    TermId => terms: Term,
}

impl Model {
    /// Whether the header names this CRM, so that the project is compiled for it.
    pub fn compiles_for(&self, crm: &str) -> bool {
        self.header.iter().flat_map(|header| &header.crms).any(|(name, _)| name == crm)
    }

    /// The value of a setting of a target, and where it stands; of several, the last counts.
    pub fn setting(&self, target: &str, key: &str) -> Option<(&str, Location)> {
        let options = self.targets.iter().filter(|declared| declared.name == target).flat_map(|target| &target.options);
        let mut values = options.filter(|option| option.key == key).filter_map(|option| option.values.first());
        values.next_back().map(|(value, at)| (value.as_str(), *at))
    }

    /// The domain of a stage.
    pub fn domain_of(&self, stage: StageId) -> DomainId {
        self[self[stage].track].domain
    }

    /// The object whose records can be on a stage.
    pub fn object_of(&self, stage: StageId) -> Option<Object> {
        self[self.domain_of(stage)].object
    }

    /// The stages of a track in source order.
    pub fn stages_of(&self, track: TrackId) -> impl DoubleEndedIterator<Item = (StageId, &Stage)> {
        self[track].stages.iter().map(|id| (*id, &self[*id]))
    }

    /// The stages of a track that have a rank, in order.
    pub fn ranked_stages(&self, track: TrackId) -> impl DoubleEndedIterator<Item = (StageId, &Stage)> {
        self.stages_of(track).filter(|(_, stage)| stage.rank.is_some())
    }

    /// The fields the source declares for an object, in source order.
    pub fn declared_fields(&self, object: Object) -> impl Iterator<Item = (FieldId, &Field)> {
        self.fields.iter().filter(move |(_, field)| field.object == object && field.declared)
    }

    /// The name of a track: of its pipeline, or of its domain.
    pub fn track_name(&self, track: TrackId) -> &str {
        let track = &self[track];
        match track.pipeline {
            Some(pipeline) => &self[pipeline].ident.name,
            None => &self[track.domain].ident.name,
        }
    }

    /// The label of a track: of its pipeline, or of its domain.
    pub fn track_label(&self, track: TrackId) -> &str {
        let track = &self[track];
        match track.pipeline {
            Some(pipeline) => &self[pipeline].ident.label,
            None => &self[track.domain].ident.label,
        }
    }

    /// A stage as the language writes it from outside its track: `lead.MQL`, `NewBusiness.SAO`.
    pub fn stage_path(&self, stage: StageId) -> String {
        format!("{}.{}", self.track_name(self[stage].track), self[stage].ident.name)
    }

    /// A field as the language writes it from outside its object: `contact.email`.
    pub fn field_path(&self, field: FieldId) -> String {
        format!("{}.{}", self[field].object.name(), self[field].ident.name)
    }
}
