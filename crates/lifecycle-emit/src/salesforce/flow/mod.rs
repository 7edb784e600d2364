//! Flows: what moves records.
mod ast;
mod automation;
mod course;
mod create;
mod deeds;
mod draft;
mod due;
mod event;
mod follow;
mod judge;
mod look;
mod place;
mod reach;
mod scene;
mod teams;
mod wishes;
mod write;

use ast::Flow;
use teams::Teams;

/// What flows cannot do, for the readme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Note {
    /// The declaration.
    pub(super) of: String,
    /// What is not done, and why.
    pub(super) why: String,
}

/// All flows and what belongs to them.
#[derive(Debug, Default)]
pub(super) struct Output {
    pub(super) flows: Vec<Flow>,
    pub(super) notes: Vec<Note>,
    pub(super) teams: Teams,
}
