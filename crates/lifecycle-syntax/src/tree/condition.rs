//! Conditions: what can be asked of a record and of those related to it.

use super::{At, Date, Duration, Name, Number, Text};

/// A condition and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Cond {
    /// What is asked.
    pub kind: CondKind,
    /// The whole condition.
    pub at: At,
}

/// What a condition asks.
#[derive(Clone, Debug, PartialEq)]
pub enum CondKind {
    /// All hold.
    And(Vec<Cond>),
    /// At least one holds.
    Or(Vec<Cond>),
    /// It does not hold.
    Not(Box<Cond>),
    /// A test of one field.
    Test {
        /// The field, `email` or `contact.email`.
        path: Name,
        /// What is asked of it.
        test: Test,
    },
    /// `has OBJECT [in PIPELINE | at … STAGE] [where …]`.
    Has {
        /// The related object.
        object: Name,
        /// Only records of this pipeline.
        pipeline: Option<Name>,
        /// Only records there.
        position: Option<(Position, Name)>,
        /// Only records for which this holds.
        filter: Option<Box<Cond>>,
    },
    /// `OBJECT is at | before | beyond | at or beyond STAGE`.
    Stands {
        /// The record.
        object: Name,
        /// How it stands to the stage.
        position: Position,
        /// The stage.
        stage: Name,
    },
    /// Could not be read; a syntax error has been reported.
    Broken,
}

/// How a record stands to a stage in the order of its track.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Position {
    /// On it.
    At,
    /// On an earlier one, or on none.
    Before,
    /// On a later one.
    Beyond,
    /// On it or a later one.
    AtOrBeyond,
}

impl Position {
    /// The words of the language.
    pub const fn words(self) -> &'static str {
        match self {
            Position::At => "at",
            Position::Before => "before",
            Position::Beyond => "beyond",
            Position::AtOrBeyond => "at or beyond",
        }
    }
}

/// What is asked of a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// Nothing more: the bare field, which must be a boolean.
    Bare,
    /// `is known`.
    Known,
    /// `is unknown`.
    Unknown,
    /// `is VALUE`, `= VALUE`, `is not VALUE`, `!= VALUE`, `< VALUE` …
    Compare(Comparison, Value),
    /// `in (A, B)`.
    In(Vec<Value>),
    /// `contains "…"`.
    Contains(Value),
    /// `within last 30 days`.
    WithinLast(Duration),
    /// `older than 90 days`.
    OlderThan(Duration),
}

/// How two values compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// `is`, `=`
    Equal,
    /// `is not`, `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

impl Comparison {
    /// The sign.
    pub const fn sign(self) -> &'static str {
        match self {
            Comparison::Equal => "=",
            Comparison::NotEqual => "!=",
            Comparison::Less => "<",
            Comparison::LessOrEqual => "<=",
            Comparison::Greater => ">",
            Comparison::GreaterOrEqual => ">=",
        }
    }
}

/// A value and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// What it is.
    pub kind: ValueKind,
    /// Where it stands.
    pub at: At,
}

/// What can stand on the right of a comparison or an assignment.
#[derive(Clone, Debug, PartialEq)]
pub enum ValueKind {
    /// `"…"`
    Text(Text),
    /// `60`, `15%`
    Number(Number),
    /// `2026-03-02`
    Date(Date),
    /// `4 business hours`
    Duration(Duration),
    /// A word: a picklist value, `true`, `false`, `today`, `now`, `null`, or another field.
    Word(Name),
}
