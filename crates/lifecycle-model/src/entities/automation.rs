//! Automations and scenarios.

use super::{Ident, Object};
use crate::condition::{Assign, Condition, Tracks, Value};
use crate::model::{FieldId, OwnerId, StageId};
use lifecycle_base::Location;
use lifecycle_syntax::tree::Duration;
use smol_str::SmolStr;

/// An automation rule.
#[derive(Clone, Debug)]
pub struct Automation {
    /// Name, label and places.
    pub ident: Ident,
    /// What starts it; `None` when that cannot be read.
    pub event: Option<Event>,
    /// All must hold.
    pub conditions: Vec<Condition>,
    /// What to do, in order.
    pub actions: Vec<Action>,
}

/// Something that happens to a record.
#[derive(Clone, Debug)]
pub struct Event {
    /// What happens.
    pub kind: EventKind,
    /// Where it is said.
    pub at: Location,
}

/// What can happen.
#[derive(Clone, Debug)]
pub enum EventKind {
    /// A record is created, perhaps only in one track.
    Created(Object, Option<Tracks>),
    /// A record enters a stage.
    Enters(StageId),
    /// A record leaves a stage.
    Leaves(StageId),
    /// A field changes.
    Changes(FieldId),
    /// A field gets a value.
    Becomes(FieldId, Value),
    /// A record has been in a stage for so long.
    Stays(StageId, Duration),
    /// So long before (true) or after a date.
    Relative(Duration, bool, FieldId),
}

/// One action of an automation.
#[derive(Clone, Debug)]
pub struct Action {
    /// What to do.
    pub kind: ActionKind,
    /// Where it is said.
    pub at: Location,
}

/// What an automation can do. Objects other than the event's are all related records of that object.
#[derive(Clone, Debug)]
pub enum ActionKind {
    /// Moves records forward to a stage.
    Move(StageId),
    /// Starts a new journey at a stage.
    Restart(StageId),
    /// Sets a field.
    Set(Assign),
    /// Creates a record, perhaps at a stage.
    Create {
        /// The object.
        object: Object,
        /// Its first stage.
        stage: Option<StageId>,
        /// Its fields.
        with: Vec<Assign>,
    },
    /// Tells a team.
    Notify(OwnerId, SmolStr),
    /// Gives a team something to do, perhaps by a time.
    Task(OwnerId, SmolStr, Option<Duration>),
}

/// An executable example.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// What it shows.
    pub title: SmolStr,
    /// Where the title stands.
    pub title_at: Location,
    /// The edge cases it covers.
    pub covers: Vec<(SmolStr, Location)>,
    /// Its lines.
    pub steps: Vec<Step>,
    /// The declaration.
    pub at: Location,
}

/// A line of a scenario.
#[derive(Clone, Debug)]
pub struct Step {
    /// What it says.
    pub kind: StepKind,
    /// Where it is said.
    pub at: Location,
}

/// What a line of a scenario says.
#[derive(Clone, Debug)]
pub enum StepKind {
    /// There is such a record.
    Given(Sample),
    /// This happens, with these values.
    Event(Event, Vec<Assign>),
    /// These fields change.
    Change(Vec<Assign>),
    /// There must be such a record.
    ExpectRecord(Sample),
    /// This must hold.
    ExpectCondition(Condition),
}

/// A record of a scenario.
#[derive(Clone, Debug)]
pub struct Sample {
    /// The object.
    pub object: Object,
    /// Where it stands.
    pub stage: Option<StageId>,
    /// Its fields.
    pub with: Vec<Assign>,
}
