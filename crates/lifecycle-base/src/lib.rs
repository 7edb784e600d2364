//! What every layer shares: positions, sources, diagnostics, edits and rule metadata.
//!
//! This crate does not know the grammar, the model, any renderer, or how files are read.

mod diagnostic;
mod edit;
mod location;
mod rule;
mod source;
mod suggest;

pub use diagnostic::{Applicability, Diagnostic, Fix, Label};
pub use edit::{Edit, EditConflict, apply_edits};
pub use location::{FileId, Location, Span};
pub use rule::{FixKind, Group, OptionDefault, OptionValue, Rule, RuleOption, Severity};
pub use source::{LineColumn, Source, SourceDb, SourceTooLarge};
pub use suggest::{did_you_mean, list_words, nearest};
