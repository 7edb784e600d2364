//! Resolved and type-checked conditions.

use crate::entities::Object;
use crate::model::{DomainId, FieldId, StageId, TrackId};
use lifecycle_base::Location;
pub use lifecycle_syntax::tree::{Comparison, Date, Duration, Position};
use smol_str::SmolStr;

/// A condition and where it is said.
#[derive(Clone, Debug)]
pub struct Condition {
    /// What is asked.
    pub kind: ConditionKind,
    /// The whole condition.
    pub at: Location,
}

/// What a condition asks.
#[derive(Clone, Debug)]
pub enum ConditionKind {
    /// All hold.
    All(Vec<Condition>),
    /// At least one holds.
    Any(Vec<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
    /// A test of a field: of the record itself, or of a related one when the field is another object's.
    Test(FieldId, Test),
    /// There is a related record of this kind.
    Has {
        /// Its object.
        object: Object,
        /// Only records of this domain or pipeline.
        within: Option<Tracks>,
        /// Only records that stand so.
        position: Option<(Position, StageId)>,
        /// Only records for which this holds.
        filter: Option<Box<Condition>>,
    },
    /// The record, or a related one, stands so to a stage.
    Stands(Object, Position, StageId),
    /// Could not be resolved; a finding has been reported. Checks skip it.
    Unresolved,
}

/// One pipeline, or all tracks of a domain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tracks {
    /// One track.
    One(TrackId),
    /// Every track of a domain.
    Domain(DomainId),
}

/// What is asked of a field. Types fit: the resolver has checked them. A multipicklist is only asked what it contains, orders
/// are only of numbers and dates, and no test compares with [`Value::Null`].
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// The boolean is true.
    IsTrue,
    /// It has a value.
    Known,
    /// It has no value.
    Unknown,
    /// It compares so to a value.
    Compare(Comparison, Value),
    /// It is one of these.
    In(Vec<Value>),
    /// The text contains this, or the multi-select picklist has this value.
    Contains(Value),
    /// The date lies in the last so many days.
    WithinLast(Duration),
    /// The date lies longer ago.
    OlderThan(Duration),
}

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A text.
    Text(SmolStr),
    /// A number; a percent as 15 for 15%.
    Number(f64),
    /// Yes or no.
    Boolean(bool),
    /// A day.
    Date(Date),
    /// A picklist value: the field and the index of the choice.
    Choice(FieldId, u32),
    /// The day of the event.
    Today,
    /// The moment of the event; only for fields of type datetime.
    Now,
    /// No value; only set, or become, never compared with.
    Null,
    /// The value of another field.
    Field(FieldId),
    /// Could not be resolved.
    Error,
}

/// A field and its new value.
#[derive(Clone, Debug)]
pub struct Assign {
    /// The field.
    pub field: FieldId,
    /// The value.
    pub value: Value,
    /// Where it is said.
    pub at: Location,
}
