//! What declarations share, the header of a project, and owners.

use crate::model::OwnerId;
use lifecycle_base::Location;
use lifecycle_syntax::tree::{Date, OwnerKind};
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
