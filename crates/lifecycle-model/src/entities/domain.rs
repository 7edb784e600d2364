//! Domains, pipelines, tracks, stages and milestones.

use super::{Ident, Object};
use crate::condition::Condition;
use crate::model::{DomainId, OwnerId, PipelineId, StageId, TrackId};
use lifecycle_base::Location;
use lifecycle_syntax::tree::{Duration, ExitKind, StageKind};
use smol_str::SmolStr;

/// An ordered track of stages, or several, on an object.
#[derive(Clone, Debug)]
pub struct Domain {
    /// Name, label and places.
    pub ident: Ident,
    /// The object whose records move.
    pub object: Option<Object>,
    /// Whether a record has one journey per product.
    pub per_product: bool,
    /// What it derives from.
    pub rollup: Option<Rollup>,
    /// Its tracks: one, or one per pipeline.
    pub tracks: Vec<TrackId>,
}

/// Derivation of a domain from another.
#[derive(Clone, Debug)]
pub struct Rollup {
    /// The most advanced record decides, or the least.
    pub most: bool,
    /// The source; `None` when it is unknown.
    pub source: Option<DomainId>,
    /// The clause.
    pub at: Location,
}

/// A CRM pipeline.
#[derive(Clone, Debug)]
pub struct Pipeline {
    /// Name, label and places.
    pub ident: Ident,
    /// Its domain.
    pub domain: DomainId,
    /// Its stages.
    pub track: TrackId,
}

/// One ordered list of stages: a domain without pipelines, or a pipeline.
#[derive(Clone, Debug)]
pub struct Track {
    /// The domain.
    pub domain: DomainId,
    /// The pipeline, if it is one.
    pub pipeline: Option<PipelineId>,
    /// The stages in source order.
    pub stages: Vec<StageId>,
}

/// The part a stage plays, whatever it is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Marketing qualified.
    Mql,
    /// Accepted by sales.
    Sal,
    /// Qualified by sales: pipeline is created.
    Sql,
    /// Opportunity accepted by sales.
    Sao,
    /// Contract signed.
    ClosedWon,
    /// First time to value.
    FirstValue,
}

impl Role {
    /// All roles in the order of the lifecycle.
    pub const ALL: [Role; 6] = [Role::Mql, Role::Sal, Role::Sql, Role::Sao, Role::ClosedWon, Role::FirstValue];

    /// The word behind `counts as`.
    pub const fn name(self) -> &'static str {
        match self {
            Role::Mql => "MQL",
            Role::Sal => "SAL",
            Role::Sql => "SQL",
            Role::Sao => "SAO",
            Role::ClosedWon => "closed_won",
            Role::FirstValue => "first_value",
        }
    }
}

/// A stage.
#[derive(Clone, Debug)]
pub struct Stage {
    /// Name, label and places.
    pub ident: Ident,
    /// Its track.
    pub track: TrackId,
    /// What being there means.
    pub kind: StageKind,
    /// Place in the order, from 0; `None` for stages outside of it.
    pub rank: Option<u32>,
    /// Whether it is golden.
    pub golden: bool,
    /// The definition.
    pub means: Option<SmolStr>,
    /// Who is accountable.
    pub owners: Vec<OwnerId>,
    /// The roles it plays, said or by its identifier.
    pub roles: Vec<Role>,
    /// What must hold on entry.
    pub entry: Option<Entry>,
    /// The ways out.
    pub exits: Vec<Exit>,
    /// Forecast weight in percent.
    pub probability: Option<f64>,
    /// Where the forecast weight stands.
    pub probability_at: Option<Location>,
    /// Forecast category.
    pub forecast: Option<Forecast>,
    /// Longest stays; the first whose condition holds counts.
    pub slas: Vec<Sla>,
    /// Untouched for so long, it is reported.
    pub stale: Option<Duration>,
    /// What the buyer did that proves it.
    pub evidence: Vec<SmolStr>,
    /// Whether the CRM does not know it.
    pub untracked: bool,
    /// Source stages of a derived one.
    pub from: Vec<StageId>,
}

/// Forecast category of a deal stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forecast {
    /// Not in the forecast.
    Omitted,
    /// In the pipeline.
    Pipeline,
    /// Likely.
    BestCase,
    /// Promised.
    Commit,
    /// Closed.
    Closed,
}

impl Forecast {
    /// All categories.
    pub const ALL: [Forecast; 5] =
        [Forecast::Omitted, Forecast::Pipeline, Forecast::BestCase, Forecast::Commit, Forecast::Closed];

    /// The word of the language.
    pub const fn name(self) -> &'static str {
        match self {
            Forecast::Omitted => "omitted",
            Forecast::Pipeline => "pipeline",
            Forecast::BestCase => "best_case",
            Forecast::Commit => "commit",
            Forecast::Closed => "closed",
        }
    }
}

/// Entry criteria.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Whether records move in by themselves.
    pub auto: bool,
    /// All must hold.
    pub criteria: Vec<Criterion>,
    /// The item.
    pub at: Location,
}

/// One entry criterion.
#[derive(Clone, Debug)]
pub struct Criterion {
    /// What must hold.
    pub kind: CriterionKind,
    /// In the team's own words.
    pub prose: Option<SmolStr>,
    /// The line.
    pub at: Location,
}

/// What a criterion asks.
#[derive(Clone, Debug)]
pub enum CriterionKind {
    /// A condition.
    Condition(Condition),
    /// So many of these: 1 for `any of`, all of them for `all of`.
    AtLeast(u32, Vec<Criterion>),
    /// Judged by a person.
    Manual(SmolStr),
}

/// One way out of a stage.
#[derive(Clone, Debug)]
pub struct Exit {
    /// Advances, steps back or leaves.
    pub kind: ExitKind,
    /// Where to; `None` when unknown.
    pub target: Option<StageId>,
    /// For which records.
    pub when: Option<Condition>,
    /// The reasons to choose from.
    pub reasons: Vec<Reason>,
    /// The item.
    pub at: Location,
}

/// Why a record is recycled or dropped.
#[derive(Clone, Debug)]
pub struct Reason {
    /// The reason.
    pub text: SmolStr,
    /// When the record comes up again.
    pub after: Option<Duration>,
    /// Where it stands.
    pub at: Location,
}

/// The longest stay in a stage.
#[derive(Clone, Debug)]
pub struct Sla {
    /// How long.
    pub within: Duration,
    /// For which records.
    pub when: Option<Condition>,
    /// The item.
    pub at: Location,
}

/// A dated fact that is not a stage.
#[derive(Clone, Debug)]
pub struct Milestone {
    /// Name, label and places.
    pub ident: Ident,
    /// The object that carries the date.
    pub object: Option<Object>,
    /// The definition.
    pub means: Option<SmolStr>,
    /// The fact.
    pub when: Option<Condition>,
}
