//! What a declaration says, as typed data: the owned tree that every later layer reads.
//!
//! A tree stands by itself: its places ([`At`]) count from the start of the declaration's own text, so a declaration that
//! moves within its file keeps its tree. Parts the writer has not typed yet are `None`; a node with `damaged` set lost
//! something to a syntax error, and checks stay silent about what it lacks.

mod automation;
mod condition;
mod domain;
mod object;
mod rest;

pub use automation::{Action, ActionKind, Assign, Automation, Event, EventKind, Given, Scenario, Step, StepKind};
pub use condition::{Comparison, Cond, CondKind, Position, Test, Value, ValueKind};
pub use domain::{
    Criterion, CriterionKind, Domain, Entry, Exit, ExitKind, Milestone, Pipeline, Quantifier, Reason, Rollup, Sla,
    Stage, StageKind,
};
pub use object::{Choice, Field, FieldKind, Mapping, Object, TypeRef};
pub use rest::{
    Alert, AlertKind, Amount, Baseline, Faq, Lifecycle, Maintain, Measure, Owner, OwnerKind, Target, TargetOption, Term,
};

use smol_str::SmolStr;
use std::fmt;

/// A byte range within the text of one declaration.
///
/// Where something stands is not part of what it says, so all places are equal: comparing two trees compares meaning.
#[derive(Clone, Copy, Debug, Default)]
pub struct At {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte.
    pub end: u32,
}

impl At {
    /// The range from `start` up to `end`.
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The smallest range that covers both.
    pub fn to(self, other: At) -> At {
        At::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The empty place just behind.
    pub fn after(self) -> At {
        At::new(self.end, self.end)
    }
}

impl PartialEq for At {
    fn eq(&self, _: &At) -> bool {
        true
    }
}

impl Eq for At {}

/// A name: an identifier, or a dotted path such as `lead.MQL`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The text as written.
    pub text: SmolStr,
    /// Where it stands.
    pub at: At,
}

impl Name {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The parts between the dots with their places.
    pub fn parts(&self) -> impl Iterator<Item = (&str, At)> {
        let mut start = self.at.start;
        self.text.split('.').map(move |part| {
            let at = At::new(start, start + part.len() as u32);
            start = at.end + 1;
            (part, at)
        })
    }
}

/// A text in quotes, with escapes resolved and the indentation of `"""` texts removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The text itself.
    pub value: SmolStr,
    /// Where it stands, quotes included.
    pub at: At,
}

/// A number as written, `60`, `0.5` or `15%` without the sign of percent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    /// The value; percents are not divided by 100.
    pub value: f64,
    /// Whether `%` follows.
    pub percent: bool,
    /// Where it stands.
    pub at: At,
}

/// A calendar date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date {
    /// The year, four digits.
    pub year: u16,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day of the month, from 1; always one the month has.
    pub day: u8,
    /// Where it stands.
    pub at: At,
}

impl fmt::Display for Date {
    /// As the language writes it: `2026-03-02`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// The unit of a [`Duration`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// `minute`, `minutes`.
    Minute,
    /// `hour`, `hours`.
    Hour,
    /// `day`, `days`.
    Day,
    /// `week`, `weeks`.
    Week,
    /// `month`, `months`.
    Month,
    /// `year`, `years`.
    Year,
}

/// A length of time such as `4 business hours`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Duration {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: Unit,
    /// Whether only business time counts.
    pub business: bool,
    /// Where it stands.
    pub at: At,
}

impl fmt::Display for Duration {
    /// As the language writes it: `1 business day`, `3 weeks`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            Unit::Minute => "minute",
            Unit::Hour => "hour",
            Unit::Day => "day",
            Unit::Week => "week",
            Unit::Month => "month",
            Unit::Year => "year",
        };
        let business = if self.business { "business " } else { "" };
        let plural = if self.count == 1 { "" } else { "s" };
        write!(f, "{} {business}{unit}{plural}", self.count)
    }
}

/// `allow RULE "reason" [until DATE]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allow {
    /// The rule accepted here.
    pub rule: Name,
    /// Why.
    pub reason: Option<Text>,
    /// The last day on which it holds.
    pub until: Option<Date>,
    /// The whole item.
    pub at: At,
}

/// `confirmed by TEAM on DATE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirmed {
    /// The team that agreed.
    pub team: Name,
    /// When.
    pub on: Option<Date>,
    /// The whole item.
    pub at: At,
}

/// What goes on every declaration that has a name: former names, agreement, accepted findings and notes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remarks {
    /// `was OldName`: former identifiers.
    pub was: Vec<Name>,
    /// `note "…"`: free text for the documents.
    pub notes: Vec<Text>,
    /// `allow …`: findings accepted here.
    pub allows: Vec<Allow>,
    /// `assumed`.
    pub assumed: Option<At>,
    /// `confirmed by …`, one a team.
    pub confirmed: Vec<Confirmed>,
}

/// One top-level declaration.
#[derive(Clone, Debug, PartialEq)]
pub struct Declaration {
    /// What is declared.
    pub kind: DeclarationKind,
    /// From the keyword to the last token.
    pub at: At,
    /// Whether a syntax error cost it something.
    pub damaged: bool,
}

/// The kinds of declarations.
#[derive(Clone, Debug, PartialEq)]
pub enum DeclarationKind {
    /// `lifecycle "Name" { … }`
    Lifecycle(Lifecycle),
    /// `team Name …`, `queue Name …`
    Owner(Owner),
    /// `object contact { … }`
    Object(Object),
    /// `domain lead on contact { … }`
    Domain(Domain),
    /// `milestone Name on OBJECT { … }`
    Milestone(Milestone),
    /// `automation Name { … }`
    Automation(Automation),
    /// `term Name { … }`
    Term(Term),
    /// `faq "Question" { … }`
    Faq(Faq),
    /// `measure { … }`
    Measure(Measure),
    /// `maintain monthly "Task" { … }`
    Maintain(Maintain),
    /// `scenario "Name" { … }`
    Scenario(Scenario),
    /// `target salesforce { … }`
    Target(Target),
}
