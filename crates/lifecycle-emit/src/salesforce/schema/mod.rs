//! What the lifecycle asks of an org: the value sets and custom fields, with their API names.
//!
//! Everything that mentions a field takes its name from here, so that no two files can disagree.

mod course;
mod declared;
mod history;
mod kept;
mod links;
mod rank;
mod stage_field;

pub(super) use links::link_to;

use super::opportunity_stages::StageList;
use super::picklist::PicklistValue;
use super::project::Package;
use super::settings::Settings;
use lifecycle_base::Location;
use lifecycle_model::{FieldId, MilestoneId, Model, Object, StageId, TrackId};
use lifecycle_targets::salesforce::objects::SObject;
use lifecycle_targets::salesforce::types::{FieldType, LOOKUP, field_type};
use std::collections::BTreeMap;

/// The value sets and custom fields of a lifecycle.
#[derive(Debug, Default)]
pub(super) struct Schema {
    /// The global value sets, in source order.
    pub(super) value_sets: Vec<ValueSet>,
    /// The custom fields to create, lifecycle fields first.
    pub(super) fields: Vec<CustomField>,
    /// Whether the object of the success team is needed.
    pub(super) has_success_plans: bool,
    tracks: BTreeMap<(TrackId, &'static str), TrackFields>,
    dates: BTreeMap<(StageId, &'static str), StageDates>,
    milestones: BTreeMap<(MilestoneId, &'static str), String>,
    declared: BTreeMap<(FieldId, &'static str), String>,
    ranks: BTreeMap<StageId, u32>,
    values: BTreeMap<StageId, String>,
}

/// The API names of the fields of a track on an object.
#[derive(Clone, Debug, Default)]
struct TrackFields {
    stage: String,
    rank: Option<String>,
    move_to: Option<String>,
    restart: Option<String>,
    moves: Option<String>,
    resting: Option<String>,
    held_from: Option<String>,
    journey: Option<String>,
    reason: Option<String>,
    back_on: Option<String>,
}

/// The API names of the fields that date a stage on an object.
#[derive(Clone, Debug, Default)]
struct StageDates {
    first_entered: Option<String>,
    last_entered: Option<String>,
    days: Option<String>,
}

/// Which entry of a stage is dated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stamp {
    /// The first, whatever has happened since.
    First,
    /// The latest.
    Last,
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
    pub(super) package: Package,
    /// With `__c`.
    pub(super) name: String,
    pub(super) label: String,
    pub(super) description: String,
    /// What people read beside the field.
    pub(super) help: Option<String>,
    pub(super) kind: Kind,
    pub(super) access: Access,
    /// What it is for the lifecycle, by which reports and histories choose.
    pub(super) part: Part,
    /// Whether its history is kept.
    pub(super) tracked: bool,
    pub(super) origin: Option<Location>,
}

/// Who may write a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    /// Everyone who works with the lifecycle.
    People,
    /// The flows, and administrators who correct them.
    Flows,
    /// Nobody: it is computed.
    Nobody,
}

/// What a field is for the lifecycle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// Where a record is.
    Stage,
    /// What is being done.
    Status,
    /// Why a record left or stepped back.
    Reason,
    /// What the record is.
    Type,
    /// Something kept for automation and reports.
    Kept,
    /// Another record.
    Link,
    /// Anything that is declared.
    Declared,
}

/// What a custom field holds.
#[derive(Debug)]
pub(super) enum Kind {
    /// A value.
    Plain(FieldType),
    /// A value of new records that is not the type's own.
    Defaulted(FieldType, &'static str),
    /// What a formula says.
    Formula { ty: FieldType, text: String, blank_is_zero: bool },
    /// One of the values of a global value set.
    GlobalPicklist { set: String, values: Vec<PicklistValue> },
    /// One or several of its own values.
    OwnPicklist { ty: FieldType, values: Vec<PicklistValue> },
    /// A record of another object, which may call its related records so.
    Lookup { to: &'static str, relationship: String, related_label: Option<&'static str> },
}

impl Kind {
    /// The type, with its attributes.
    pub(super) fn field_type(&self) -> FieldType {
        match self {
            Kind::Plain(ty) | Kind::Defaulted(ty, _) | Kind::Formula { ty, .. } | Kind::OwnPicklist { ty, .. } => *ty,
            Kind::GlobalPicklist { .. } => field_type("picklist"),
            Kind::Lookup { .. } => LOOKUP,
        }
    }

    /// The global value set, if it takes its values from one.
    pub(super) fn value_set(&self) -> Option<&str> {
        match self {
            Kind::GlobalPicklist { set, .. } => Some(set),
            _ => None,
        }
    }

    /// The values, if it is a picklist.
    pub(super) fn values(&self) -> Option<&[PicklistValue]> {
        match self {
            Kind::GlobalPicklist { values, .. } | Kind::OwnPicklist { values, .. } => Some(values),
            Kind::Plain(_) | Kind::Defaulted(..) | Kind::Formula { .. } | Kind::Lookup { .. } => None,
        }
    }
}

impl Schema {
    /// What a lifecycle asks for.
    pub(super) fn of(model: &Model, settings: &Settings, stages: &StageList) -> Self {
        let on_tickets = |object: Option<Object>| object == Some(Object::Ticket);
        let has_success_plans = model.domains.values().any(|domain| on_tickets(domain.object))
            || model.declared_fields(Object::Ticket).next().is_some();
        let mut schema = Self { has_success_plans, ..Self::default() };
        schema.add_stage_fields(model, settings, stages);
        schema.add_declared_fields(model, settings);
        schema.add_kept_fields(model, settings, stages);
        schema.add_milestones(model, settings);
        schema.add_links();
        schema.add_rechecks();
        super::flow::add_due_fields(model, settings, &mut schema);
        schema.fields.sort_by_key(|field| field.part != Part::Stage);
        schema.choose_histories();
        schema
    }

    /// The field that holds the stage of a track: `Lead_Lifecycle__c`, `StageName`.
    pub(super) fn stage_field(&self, track: TrackId, object: &SObject) -> Option<&str> {
        self.of_track(track, object).map(|fields| fields.stage.as_str())
    }

    /// What a record holds there when it is on a stage.
    pub(super) fn stage_value(&self, stage: StageId) -> Option<&str> {
        self.values.get(&stage).map(String::as_str)
    }

    /// The field that dates the first or the latest entry of a stage.
    pub(super) fn stamp(&self, stage: StageId, object: &SObject, stamp: Stamp) -> Option<&str> {
        let dates = self.dates.get(&(stage, object.api_name))?;
        match stamp {
            Stamp::First => dates.first_entered.as_deref(),
            Stamp::Last => dates.last_entered.as_deref(),
        }
    }

    /// The formula field that says how many days it took from a stage to whatever comes after it; none for the last.
    pub(super) fn days(&self, stage: StageId, object: &SObject) -> Option<&str> {
        self.dates.get(&(stage, object.api_name))?.days.as_deref()
    }

    /// The formula field that says how far a record is: from 1, and 0 outside of the order.
    pub(super) fn rank(&self, track: TrackId, object: &SObject) -> Option<&str> {
        self.of_track(track, object)?.rank.as_deref()
    }

    /// What that formula gives for a stage.
    pub(super) fn rank_of(&self, stage: StageId) -> u32 {
        self.ranks.get(&stage).copied().unwrap_or_default()
    }

    /// The field in which an automation says where it wants a record to go; none where other records decide.
    pub(super) fn move_to(&self, track: TrackId, object: &SObject) -> Option<&str> {
        self.of_track(track, object)?.move_to.as_deref()
    }

    /// The checkbox that makes such a wish a restart.
    pub(super) fn restart(&self, track: TrackId, object: &SObject) -> Option<&str> {
        self.of_track(track, object)?.restart.as_deref()
    }

    /// The field that counts the steps that automation has taken.
    pub(super) fn moves(&self, track: TrackId, object: &SObject) -> Option<&str> {
        self.of_track(track, object)?.moves.as_deref()
    }

    /// The checkbox of records that were sent back and wait for a change, if the track has ways back.
    pub(super) fn resting(&self, track: TrackId, object: &SObject) -> Option<&str> {
        self.of_track(track, object)?.resting.as_deref()
    }

    /// The field for the stage from which a record was put on hold, if the track has stages for that.
    pub(super) fn held_from(&self, track: TrackId, object: &SObject) -> Option<&str> {
        self.of_track(track, object)?.held_from.as_deref()
    }

    /// The field that counts journeys from 1; none where other records decide.
    pub(super) fn journey(&self, track: TrackId, object: &SObject) -> Option<&str> {
        self.of_track(track, object)?.journey.as_deref()
    }

    /// The field for why a record left or stepped back, if the track gives reasons. [`reason_value`](super::picklist::reason_value)
    /// says what it holds.
    pub(super) fn reason(&self, track: TrackId, object: &SObject) -> Option<&str> {
        self.of_track(track, object)?.reason.as_deref()
    }

    /// The field for the day on which a record comes back up, if a reason of the track says when.
    pub(super) fn back_on(&self, track: TrackId, object: &SObject) -> Option<&str> {
        self.of_track(track, object)?.back_on.as_deref()
    }

    /// The field that dates a milestone.
    pub(super) fn milestone(&self, milestone: MilestoneId, object: &SObject) -> Option<&str> {
        self.milestones.get(&(milestone, object.api_name)).map(String::as_str)
    }

    /// The API name of a field of the source, custom or the object's own.
    pub(super) fn field(&self, field: FieldId, object: &SObject) -> Option<&str> {
        self.declared.get(&(field, object.api_name)).map(String::as_str)
    }

    /// The custom field of an object with an API name.
    pub(super) fn custom_field(&self, object: &SObject, name: &str) -> Option<&CustomField> {
        self.fields.iter().find(|field| field.object == object && field.name == name)
    }

    /// Whether a field asks for the record type, which not every org has on opportunities.
    pub(super) fn asks_for_record_types(&self) -> bool {
        self.fields.iter().any(|field| field.package == Package::OrgSettings)
    }

    fn of_track(&self, track: TrackId, object: &SObject) -> Option<&TrackFields> {
        self.tracks.get(&(track, object.api_name))
    }
}
