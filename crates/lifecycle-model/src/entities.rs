//! What a project declares, resolved: every name is an id, every text a value.
//!
//! Fields that a broken source leaves open are `None` or empty; a finding has been reported then.

use crate::condition::{Assign, Condition, Tracks, Value};
use crate::model::{DomainId, FieldId, OwnerId, PipelineId, StageId, TrackId};
use lifecycle_base::Location;
pub use lifecycle_syntax::tree::{
    AlertKind, Date, Duration, ExitKind, FieldKind, OwnerKind, Position, StageKind, Unit,
};
use smol_str::SmolStr;

/// The name, label and places that every declaration has.
#[derive(Clone, Debug)]
pub struct Ident {
    /// The identifier: the stable identity.
    pub name: SmolStr,
    /// What people see.
    pub label: SmolStr,
    /// Whether the label is written rather than derived from the name.
    pub label_written: bool,
    /// Where the identifier stands.
    pub name_at: Location,
    /// Where the label stands, or the name if there is none.
    pub label_at: Location,
    /// The whole declaration.
    pub at: Location,
    /// Whether a syntax error cost it something: checks stay silent about what it lacks.
    pub damaged: bool,
    /// Former names, notes and agreement.
    pub remarks: Remarks,
}

/// Former names, notes and agreement of a declaration. Accepted findings are in [`Model::allows`](crate::Model::allows).
#[derive(Clone, Debug, Default)]
pub struct Remarks {
    /// Former identifiers, newest first.
    pub was: Vec<SmolStr>,
    /// Free text for the documents.
    pub notes: Vec<SmolStr>,
    /// Who has confirmed it.
    pub confirmed: Vec<Confirmed>,
}

/// A team's agreement.
#[derive(Clone, Debug)]
pub struct Confirmed {
    /// The team.
    pub team: OwnerId,
    /// When.
    pub on: Option<Date>,
    /// The item.
    pub at: Location,
}

/// `allow RULE "reason" [until DATE]` and the part of the source it covers.
#[derive(Clone, Debug)]
pub struct Allow {
    /// The rule's name, not yet checked to exist.
    pub rule: SmolStr,
    /// Where the rule's name stands.
    pub rule_at: Location,
    /// Why the finding is accepted.
    pub reason: Option<SmolStr>,
    /// The last day on which it holds.
    pub until: Option<Date>,
    /// The declaration whose findings it accepts.
    pub scope: Location,
    /// The item.
    pub at: Location,
}

/// The header of the project.
#[derive(Clone, Debug)]
pub struct Header {
    /// The name of the lifecycle.
    pub title: SmolStr,
    /// The company.
    pub company: Option<SmolStr>,
    /// The team that owns the whole.
    pub owner: Option<OwnerId>,
    /// The CRMs with the places of their names; not yet checked to be known.
    pub crms: Vec<(SmolStr, Location)>,
    /// Whether records may move back.
    pub movement: Movement,
    /// Whether records may skip stages.
    pub skip: Skip,
    /// Notes and the like.
    pub remarks: Remarks,
    /// The declaration.
    pub at: Location,
}

/// `movement forward_only` or `free`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Movement {
    /// Records only advance; recycling, dropping and restarting are the ways back.
    #[default]
    ForwardOnly,
    /// Records move either way.
    Free,
}

/// `skip allowed`, `filled` or `forbidden`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Skip {
    /// Records may skip stages.
    #[default]
    Allowed,
    /// And the dates of skipped stages are stamped too.
    Filled,
    /// Records go through every stage.
    Forbidden,
}

/// A team or queue.
#[derive(Clone, Debug)]
pub struct Owner {
    /// Name, label and places.
    pub ident: Ident,
    /// Team or queue.
    pub kind: OwnerKind,
    /// The roles that sign for the team.
    pub approvers: Vec<SmolStr>,
}

/// A CRM object under its neutral name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Object {
    /// A person.
    Contact,
    /// A person not yet qualified, where the CRM keeps them apart (Salesforce).
    Lead,
    /// An organisation.
    Company,
    /// An opportunity.
    Deal,
    /// A record of the success team.
    Ticket,
    /// A meeting.
    Meeting,
}

impl Object {
    /// All objects.
    pub const ALL: [Object; 6] =
        [Object::Contact, Object::Lead, Object::Company, Object::Deal, Object::Ticket, Object::Meeting];

    /// The neutral name, as written in the language.
    pub const fn name(self) -> &'static str {
        match self {
            Object::Contact => "contact",
            Object::Lead => "lead",
            Object::Company => "company",
            Object::Deal => "deal",
            Object::Ticket => "ticket",
            Object::Meeting => "meeting",
        }
    }

    /// The object with this neutral name.
    pub fn from_name(name: &str) -> Option<Object> {
        Object::ALL.into_iter().find(|object| object.name() == name)
    }
}

/// The type of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// Any text.
    Text,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A web address.
    Url,
    /// A number.
    Number,
    /// An amount of money.
    Currency,
    /// A share, 0 to 100.
    Percent,
    /// Yes or no.
    Boolean,
    /// A day.
    Date,
    /// A moment.
    DateTime,
    /// One of several values.
    Picklist,
    /// Any of several values.
    MultiPicklist,
    /// A user of the CRM.
    User,
    /// A product, for domains `per product`.
    Product,
    /// Unknown, since the source is wrong; fits everything, so that one mistake is reported once.
    Error,
}

impl Type {
    /// The types a source can name.
    pub const NAMED: [Type; 13] = [
        Type::Text,
        Type::Number,
        Type::Currency,
        Type::Percent,
        Type::Boolean,
        Type::Date,
        Type::DateTime,
        Type::Email,
        Type::Phone,
        Type::Url,
        Type::Picklist,
        Type::MultiPicklist,
        Type::User,
    ];

    /// The word of the language.
    pub const fn name(self) -> &'static str {
        match self {
            Type::Text => "text",
            Type::Email => "email",
            Type::Phone => "phone",
            Type::Url => "url",
            Type::Number => "number",
            Type::Currency => "currency",
            Type::Percent => "percent",
            Type::Boolean => "boolean",
            Type::Date => "date",
            Type::DateTime => "datetime",
            Type::Picklist => "picklist",
            Type::MultiPicklist => "multipicklist",
            Type::User => "user",
            Type::Product => "product",
            Type::Error => "unknown",
        }
    }

    /// Whether values are texts.
    pub const fn is_text(self) -> bool {
        matches!(self, Type::Text | Type::Email | Type::Phone | Type::Url | Type::Product | Type::User)
    }

    /// Whether values are numbers.
    pub const fn is_number(self) -> bool {
        matches!(self, Type::Number | Type::Currency | Type::Percent)
    }

    /// Whether values are days or moments.
    pub const fn is_date(self) -> bool {
        matches!(self, Type::Date | Type::DateTime)
    }

    /// Whether values come from a list.
    pub const fn has_choices(self) -> bool {
        matches!(self, Type::Picklist | Type::MultiPicklist)
    }
}

/// A field, status or type of an object; declared, or standard in every CRM.
#[derive(Clone, Debug)]
pub struct Field {
    /// Name, label and places. For a standard field that is not declared, the places are those of nothing: check `declared`.
    pub ident: Ident,
    /// The object.
    pub object: Object,
    /// Field, status or type.
    pub kind: FieldKind,
    /// Its type.
    pub ty: Type,
    /// The values of a picklist in order.
    pub choices: Vec<Choice>,
    /// CRMs and the field's own API names there.
    pub mappings: Vec<(SmolStr, SmolStr, Location)>,
    /// Whether every CRM has it under its own name, so that it need not be created.
    pub standard: bool,
    /// Whether the source declares it.
    pub declared: bool,
}

/// A value of a picklist.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The identifier.
    pub name: SmolStr,
    /// What people see.
    pub label: SmolStr,
    /// Former identifiers.
    pub was: Vec<SmolStr>,
    /// Where the identifier stands.
    pub name_at: Location,
    /// Where the label stands, or the identifier.
    pub label_at: Location,
}

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
