//! `domain`, `pipeline`, `stage` and `milestone`: the tracks a record moves along.

use super::{At, Cond, Duration, Name, Number, Remarks, Text};

/// `domain lead "Lead lifecycle" on contact { … }`.
#[derive(Clone, Debug, PartialEq)]
pub struct Domain {
    /// The identifier.
    pub name: Option<Name>,
    /// The label, if written.
    pub label: Option<Text>,
    /// The object whose records move.
    pub object: Option<Name>,
    /// `per product`.
    pub per_product: Option<At>,
    /// `rolls up …`.
    pub rollup: Option<Rollup>,
    /// Stages directly in the domain.
    pub stages: Vec<Stage>,
    /// Pipelines, each with its own stages.
    pub pipelines: Vec<Pipeline>,
    /// Notes and the like.
    pub remarks: Remarks,
}

/// `rolls up most advanced lead`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rollup {
    /// `most` (true) or `least` advanced.
    pub most: bool,
    /// The domain it derives from.
    pub source: Option<Name>,
    /// The whole clause.
    pub at: At,
}

/// `pipeline NewBusiness "New Business" { … }`.
#[derive(Clone, Debug, PartialEq)]
pub struct Pipeline {
    /// The identifier.
    pub name: Option<Name>,
    /// The label, if written.
    pub label: Option<Text>,
    /// The stages in order.
    pub stages: Vec<Stage>,
    /// Notes and the like.
    pub remarks: Remarks,
    /// The whole item.
    pub at: At,
    /// Whether a syntax error cost it something.
    pub damaged: bool,
}

/// What being on a stage means for the track.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StageKind {
    /// A step forward; its place in the file is its rank.
    Open,
    /// `won`: ends a track well; ranks last.
    Won,
    /// `lost`: leaves the track; no rank.
    Lost,
    /// `closed`: leaves the track, neither won nor lost; no rank.
    Closed,
    /// `hold`: stops clocks; no rank.
    Hold,
    /// `retired`: kept inactive for old records; no rank.
    Retired,
}

impl StageKind {
    /// The word before `stage`, empty for an ordinary one.
    pub const fn keyword(self) -> &'static str {
        match self {
            StageKind::Open => "",
            StageKind::Won => "won",
            StageKind::Lost => "lost",
            StageKind::Closed => "closed",
            StageKind::Hold => "hold",
            StageKind::Retired => "retired",
        }
    }

    /// Whether stages of this kind have a place in the order.
    pub const fn is_ranked(self) -> bool {
        matches!(self, StageKind::Open | StageKind::Won)
    }
}

/// `[golden] [won|lost|closed|hold|retired] stage Name "Label" { … }`.
#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    /// `golden`.
    pub golden: Option<At>,
    /// The kind.
    pub kind: StageKind,
    /// The identifier.
    pub name: Option<Name>,
    /// The label, if written.
    pub label: Option<Text>,
    /// `means "…"`.
    pub means: Option<Text>,
    /// `owner A, B`.
    pub owners: Vec<Name>,
    /// `counts as …`.
    pub counts_as: Vec<Name>,
    /// `entry { … }`.
    pub entry: Option<Entry>,
    /// Everything in `exit { … }`.
    pub exits: Vec<Exit>,
    /// The `exit` items themselves.
    pub exit_at: Option<At>,
    /// `probability 25%`.
    pub probability: Option<Number>,
    /// `forecast commit`.
    pub forecast: Option<Name>,
    /// `sla …`, in order: the first whose condition holds counts.
    pub slas: Vec<Sla>,
    /// `stale after …`.
    pub stale: Option<Duration>,
    /// `evidence "…"`.
    pub evidence: Vec<Text>,
    /// `untracked`.
    pub untracked: Option<At>,
    /// `from A, B`: the source stages of a derived one.
    pub from: Vec<Name>,
    /// Notes and the like.
    pub remarks: Remarks,
    /// The whole item.
    pub at: At,
    /// Whether a syntax error cost it something.
    pub damaged: bool,
}

/// `entry { … }` or `entry auto { … }`.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// `auto`: records move in by themselves.
    pub auto: Option<At>,
    /// What must hold.
    pub criteria: Vec<Criterion>,
    /// The whole item.
    pub at: At,
}

/// One line of an `entry` block.
#[derive(Clone, Debug, PartialEq)]
pub struct Criterion {
    /// What must hold.
    pub kind: CriterionKind,
    /// The criterion in the team's own words.
    pub prose: Option<Text>,
    /// The whole line.
    pub at: At,
}

/// What a criterion asks.
#[derive(Clone, Debug, PartialEq)]
pub enum CriterionKind {
    /// A condition the CRM can test.
    Condition(Cond),
    /// `any of { … }`, `all of { … }`, `2 of { … }`.
    Group(Quantifier, Vec<Criterion>),
    /// `manual "…"`: only a person can judge.
    Manual(Text),
}

/// How many criteria of a group must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantifier {
    /// At least one.
    Any,
    /// Every one.
    All,
    /// At least so many.
    AtLeast(u32),
}

/// One way out of a stage.
#[derive(Clone, Debug, PartialEq)]
pub struct Exit {
    /// Whether it advances, steps back or leaves.
    pub kind: ExitKind,
    /// The stage it leads to.
    pub target: Option<Name>,
    /// `when …`.
    pub when: Option<Cond>,
    /// `for "reason", …`.
    pub reasons: Vec<Reason>,
    /// The whole item.
    pub at: At,
}

/// The direction of an [`Exit`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitKind {
    /// `to`: advances.
    To,
    /// `recycle to`: the only step back.
    Recycle,
    /// `drop to`: leaves the funnel.
    Drop,
}

/// `"No response" after 30 days`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The reason.
    pub text: Text,
    /// When the record comes up again.
    pub after: Option<Duration>,
}

/// `sla 4 business hours when …`.
#[derive(Clone, Debug, PartialEq)]
pub struct Sla {
    /// The longest stay.
    pub within: Duration,
    /// For which records.
    pub when: Option<Cond>,
    /// The whole item.
    pub at: At,
}

/// `milestone Name "Label" on OBJECT { means … when … }`.
#[derive(Clone, Debug, PartialEq)]
pub struct Milestone {
    /// The identifier.
    pub name: Option<Name>,
    /// The label, if written.
    pub label: Option<Text>,
    /// The object that carries the date.
    pub object: Option<Name>,
    /// The definition.
    pub means: Option<Text>,
    /// The fact whose first day is kept.
    pub when: Option<Cond>,
    /// Notes and the like.
    pub remarks: Remarks,
}
