//! What happened, why, and where the source says so.

use crate::datum::Datum;
use crate::time::Moment;
use crate::world::RecordId;
use lifecycle_model::{AutomationId, DomainId, FieldId, MilestoneId, OwnerId, StageId};
use smol_str::SmolStr;

/// Something that happened to a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happened {
    /// When.
    pub at: Moment,
    /// To which record.
    pub record: RecordId,
    /// What.
    pub what: What,
    /// Why.
    pub cause: Cause,
}

/// What can happen to a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// It was created.
    Created,
    /// It went from one stage, or none, to another.
    Entered(Option<StageId>, StageId),
    /// A new journey began at a stage.
    Restarted(Option<StageId>, StageId),
    /// It was to move to a stage, and stayed: it is there already, or beyond.
    Stayed(StageId),
    /// It was to move to a stage, but has left the funnel: only a recycle exit or a restart brings it back.
    Left(StageId),
    /// It was to move to a stage of another pipeline than its own.
    Elsewhere(StageId),
    /// It was to move to a stage whose criteria, by their places in the entry, do not hold.
    Refused(StageId, Vec<usize>),
    /// It was to move to a stage, but must not skip those before it.
    Skipped(StageId),
    /// It is on no stage of a derived domain any more.
    Removed(DomainId, StageId),
    /// A field got another value, or none.
    Set(FieldId, Option<Datum>),
    /// A milestone was reached.
    Reached(MilestoneId),
    /// A team was told.
    Notified(OwnerId, SmolStr),
    /// A team got something to do, perhaps by a moment.
    Tasked(OwnerId, SmolStr, Option<Moment>),
}

/// Why something happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// Somebody did it: a person, or the world.
    Outside,
    /// An action of an automation, by its place.
    Automation(AutomationId, usize),
    /// The record met the criteria of an automatic entry.
    Criteria,
    /// A record that enters a domain starts at its first stage.
    Start,
    /// A derived domain follows its source.
    RollUp,
}
