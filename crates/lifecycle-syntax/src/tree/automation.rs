//! `automation` and `scenario`: what happens by itself, and examples of it.

use super::{At, Cond, Duration, Name, Remarks, Text, Value};

/// `automation Name "Label" { when … if … actions }`.
#[derive(Clone, Debug, PartialEq)]
pub struct Automation {
    /// The identifier.
    pub name: Option<Name>,
    /// The label, if written.
    pub label: Option<Text>,
    /// `when …`.
    pub event: Option<Event>,
    /// `if …`: all must hold.
    pub conditions: Vec<Cond>,
    /// What to do, in order.
    pub actions: Vec<Action>,
    /// Notes and the like.
    pub remarks: Remarks,
}

/// An event and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// What happens.
    pub kind: EventKind,
    /// The whole event.
    pub at: At,
}

/// What can start an automation.
#[derive(Clone, Debug, PartialEq)]
pub enum EventKind {
    /// `OBJECT is created [in PIPELINE]`.
    Created {
        /// The object.
        object: Name,
        /// Only in this pipeline.
        pipeline: Option<Name>,
    },
    /// `OBJECT enters STAGE`.
    Enters {
        /// The object.
        object: Name,
        /// The stage.
        stage: Name,
    },
    /// `OBJECT leaves STAGE`.
    Leaves {
        /// The object.
        object: Name,
        /// The stage.
        stage: Name,
    },
    /// `FIELD changes`.
    Changes {
        /// The field.
        field: Name,
    },
    /// `FIELD becomes VALUE`.
    Becomes {
        /// The field.
        field: Name,
        /// The new value.
        value: Value,
    },
    /// `OBJECT stays in STAGE for DURATION`.
    Stays {
        /// The object.
        object: Name,
        /// The stage.
        stage: Name,
        /// How long.
        duration: Duration,
    },
    /// `DURATION before|after DATE_FIELD`.
    Relative {
        /// How long.
        duration: Duration,
        /// Before (true) or after the date.
        before: bool,
        /// The date field.
        field: Name,
    },
}

/// One action and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Action {
    /// What to do.
    pub kind: ActionKind,
    /// The whole item.
    pub at: At,
}

/// What an automation can do.
#[derive(Clone, Debug, PartialEq)]
pub enum ActionKind {
    /// `move OBJECT to STAGE`.
    Move {
        /// The record or records.
        object: Name,
        /// The stage.
        stage: Name,
    },
    /// `restart OBJECT at STAGE`.
    Restart {
        /// The record or records.
        object: Name,
        /// The stage.
        stage: Name,
    },
    /// `set FIELD = VALUE`.
    Set(Assign),
    /// `create OBJECT at STAGE with FIELD = VALUE, …`.
    Create {
        /// The object.
        object: Name,
        /// The first stage.
        stage: Option<Name>,
        /// Field values.
        with: Vec<Assign>,
    },
    /// `notify TEAM "…"`.
    Notify {
        /// Whom.
        team: Name,
        /// With which words.
        text: Option<Text>,
    },
    /// `task TEAM "…" due DURATION`.
    Task {
        /// Whose.
        team: Name,
        /// What to do.
        text: Option<Text>,
        /// By when.
        due: Option<Duration>,
    },
}

/// `FIELD = VALUE`.
#[derive(Clone, Debug, PartialEq)]
pub struct Assign {
    /// The field.
    pub field: Name,
    /// Its new value.
    pub value: Value,
    /// The whole assignment.
    pub at: At,
}

/// `scenario "Name" covers churn_return { … }`.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// What it shows.
    pub title: Option<Text>,
    /// The edge cases it covers.
    pub covers: Vec<Name>,
    /// `given`, `when` and `expect` lines in order.
    pub steps: Vec<Step>,
    /// Notes and the like.
    pub remarks: Remarks,
}

/// One line of a scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What it says.
    pub kind: StepKind,
    /// The whole line.
    pub at: At,
}

/// What a line of a scenario says.
#[derive(Clone, Debug, PartialEq)]
pub enum StepKind {
    /// `given OBJECT [at STAGE] [with …]`.
    Given(Given),
    /// `when EVENT [with …]`.
    Event {
        /// What happens.
        event: Event,
        /// Field values that come with it.
        with: Vec<Assign>,
    },
    /// `when FIELD = VALUE, …`.
    Change(Vec<Assign>),
    /// `expect OBJECT at STAGE [with …]`.
    ExpectRecord(Given),
    /// `expect CONDITION`.
    ExpectCondition(Cond),
}

/// A sample record.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// The object.
    pub object: Name,
    /// Where it stands.
    pub stage: Option<Name>,
    /// Its field values.
    pub with: Vec<Assign>,
}
