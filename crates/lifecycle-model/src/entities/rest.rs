//! Vocabulary, measurement, upkeep and targets.

use super::Ident;
use crate::model::{FieldId, StageId};
use lifecycle_base::Location;
use lifecycle_syntax::tree::{AlertKind, Duration};
use smol_str::SmolStr;

/// A term of the shared vocabulary.
#[derive(Clone, Debug)]
pub struct Term {
    /// Name, label and places.
    pub ident: Ident,
    /// The definition.
    pub means: Option<SmolStr>,
}

/// A question and its answer.
#[derive(Clone, Debug)]
pub struct Faq {
    /// The question.
    pub question: SmolStr,
    /// The answer.
    pub answer: Option<SmolStr>,
    /// The declaration.
    pub at: Location,
}

/// One of the six metric categories.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Metric {
    /// How many records enter each stage.
    Production,
    /// How many go on to the next.
    Conversion,
    /// How long they stay.
    TimeInStage,
    /// Why they leave.
    DropOff,
    /// What reaching a stage costs.
    CostToEnter,
    /// All of these by segment.
    Segmentation,
}

impl Metric {
    /// All categories in the playbook's order.
    pub const ALL: [Metric; 6] = [
        Metric::Production,
        Metric::Conversion,
        Metric::TimeInStage,
        Metric::DropOff,
        Metric::CostToEnter,
        Metric::Segmentation,
    ];

    /// The word of the language.
    pub const fn name(self) -> &'static str {
        match self {
            Metric::Production => "production",
            Metric::Conversion => "conversion",
            Metric::TimeInStage => "time_in_stage",
            Metric::DropOff => "drop_off",
            Metric::CostToEnter => "cost_to_enter",
            Metric::Segmentation => "segmentation",
        }
    }
}

/// Everything said about measurement, in all `measure` declarations together.
#[derive(Clone, Debug, Default)]
pub struct Measure {
    /// The categories chosen.
    pub metrics: Vec<(Metric, Location)>,
    /// The fields to cut by.
    pub segments: Vec<(FieldId, Location)>,
    /// Expected conversion rates.
    pub baselines: Vec<Baseline>,
    /// Alarms.
    pub alerts: Vec<Alert>,
    /// The declarations.
    pub at: Vec<Location>,
}

/// An expected conversion rate.
#[derive(Clone, Debug)]
pub struct Baseline {
    /// The stage entered first.
    pub from: StageId,
    /// The stage reached.
    pub to: StageId,
    /// Percent.
    pub percent: f64,
    /// The item.
    pub at: Location,
}

/// An alarm.
#[derive(Clone, Debug)]
pub struct Alert {
    /// What is watched.
    pub metric: Metric,
    /// Each reason by itself.
    pub by_reason: bool,
    /// Which way it must move.
    pub kind: AlertKind,
    /// How far.
    pub amount: Amount,
    /// The item.
    pub at: Location,
}

/// A threshold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Amount {
    /// A plain number.
    Number(f64),
    /// Percent of the former value, or a share.
    Percent(f64),
    /// Percentage points.
    Points(f64),
    /// A length of time.
    Duration(Duration),
}

/// How often an upkeep task is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cadence {
    /// Every month.
    Monthly,
    /// Every quarter.
    Quarterly,
    /// Every year.
    Yearly,
}

impl Cadence {
    /// All cadences.
    pub const ALL: [Cadence; 3] = [Cadence::Monthly, Cadence::Quarterly, Cadence::Yearly];

    /// The word of the language.
    pub const fn name(self) -> &'static str {
        match self {
            Cadence::Monthly => "monthly",
            Cadence::Quarterly => "quarterly",
            Cadence::Yearly => "yearly",
        }
    }
}

/// An upkeep task beyond the standard schedule.
#[derive(Clone, Debug)]
pub struct Maintain {
    /// How often; `None` when that cannot be read.
    pub cadence: Option<Cadence>,
    /// The task.
    pub title: SmolStr,
    /// What to check.
    pub checks: Vec<SmolStr>,
    /// The declaration.
    pub at: Location,
}

/// What one CRM needs to know. Which settings there are is the target's to know.
#[derive(Clone, Debug)]
pub struct Target {
    /// The CRM's name, not yet checked to be known.
    pub name: SmolStr,
    /// Where it stands.
    pub name_at: Location,
    /// The settings in order.
    pub options: Vec<TargetOption>,
    /// The declaration.
    pub at: Location,
}

/// A setting of a target.
#[derive(Clone, Debug)]
pub struct TargetOption {
    /// Its name.
    pub key: SmolStr,
    /// Where it stands.
    pub key_at: Location,
    /// Its values as written, texts without quotes, with their places.
    pub values: Vec<(SmolStr, Location)>,
}
