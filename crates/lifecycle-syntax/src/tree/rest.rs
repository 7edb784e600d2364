//! The short declarations: header, owners, vocabulary, measurement, upkeep and targets.

use super::{At, Duration, Name, Number, Remarks, Text, Value};

/// `lifecycle "Name" { … }`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lifecycle {
    /// The name of the whole.
    pub title: Option<Text>,
    /// `company "…"`.
    pub company: Option<Text>,
    /// `owner TEAM`.
    pub owner: Option<Name>,
    /// `crm salesforce, hubspot`.
    pub crm: Vec<Name>,
    /// `movement forward_only` or `free`.
    pub movement: Option<Name>,
    /// `skip allowed`, `filled` or `forbidden`.
    pub skip: Option<Name>,
    /// Notes and the like.
    pub remarks: Remarks,
}

/// Whether an owner is a team or a queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnerKind {
    /// People who also confirm definitions.
    Team,
    /// A queue of records.
    Queue,
}

/// `team Name "Label" { approver "Role" }` or `queue Name "Label"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// Team or queue.
    pub kind: OwnerKind,
    /// The identifier.
    pub name: Option<Name>,
    /// The label, if written.
    pub label: Option<Text>,
    /// Who signs for the team.
    pub approvers: Vec<Text>,
    /// Notes and the like.
    pub remarks: Remarks,
}

/// `term Name "Label" { means "…" }`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The identifier.
    pub name: Option<Name>,
    /// The label, if written.
    pub label: Option<Text>,
    /// The definition.
    pub means: Option<Text>,
    /// Notes and the like.
    pub remarks: Remarks,
}

/// `faq "Question" { answer "…" }`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Faq {
    /// The question.
    pub question: Option<Text>,
    /// The answer.
    pub answer: Option<Text>,
    /// Notes and the like.
    pub remarks: Remarks,
}

/// `measure { … }`.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// `metrics production, conversion`.
    pub metrics: Vec<Name>,
    /// `segment by company.segment, …`.
    pub segments: Vec<Name>,
    /// `baseline lead.MQL to lead.SQL 15%`.
    pub baselines: Vec<Baseline>,
    /// `alert conversion falls 5 points`.
    pub alerts: Vec<Alert>,
}

/// `baseline A to B 15%`.
#[derive(Clone, Debug, PartialEq)]
pub struct Baseline {
    /// The stage entered first.
    pub from: Name,
    /// The stage reached.
    pub to: Name,
    /// The expected share, in percent.
    pub rate: Number,
    /// The whole item.
    pub at: At,
}

/// `alert drop_off reason above 30%`.
#[derive(Clone, Debug, PartialEq)]
pub struct Alert {
    /// The metric.
    pub metric: Name,
    /// `reason`: each reason by itself.
    pub by_reason: bool,
    /// What is watched.
    pub kind: AlertKind,
    /// The threshold.
    pub amount: Amount,
    /// The whole item.
    pub at: At,
}

/// Which way a metric must move to raise an alert.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AlertKind {
    /// Falls against the baseline.
    Falls,
    /// Rises against the baseline.
    Rises,
    /// Is above a level.
    Above,
    /// Is below a level.
    Below,
}

impl AlertKind {
    /// The word of the language.
    pub const fn word(self) -> &'static str {
        match self {
            AlertKind::Falls => "falls",
            AlertKind::Rises => "rises",
            AlertKind::Above => "above",
            AlertKind::Below => "below",
        }
    }
}

/// The threshold of an [`Alert`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Amount {
    /// `20%` or a plain number.
    Number(Number),
    /// `5 points`: percentage points.
    Points(Number),
    /// `10 days`.
    Duration(Duration),
}

/// `maintain monthly "Task" { check "…" }`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Maintain {
    /// `monthly`, `quarterly` or `yearly`.
    pub cadence: Option<Name>,
    /// The task.
    pub title: Option<Text>,
    /// What to check.
    pub checks: Vec<Text>,
    /// Notes and the like.
    pub remarks: Remarks,
}

/// `target salesforce { … }`.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// The CRM.
    pub name: Option<Name>,
    /// Its settings in order.
    pub options: Vec<TargetOption>,
    /// Notes and the like.
    pub remarks: Remarks,
}

/// `key value, …` in a target.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetOption {
    /// The setting.
    pub key: Name,
    /// Its values.
    pub values: Vec<Value>,
    /// The whole item.
    pub at: At,
}
