//! What a project means: trees of all files → one model with resolved names and checked types, plus the findings on the way.
//!
//! This crate does not know pest, rules, CRMs or where files come from. It always produces a model, with holes where the source
//! is broken; [`Checked`] is the proof that there are none.

mod asked;
mod checked;
mod condition;
mod entities;
mod errors;
mod model;
mod resolve;
mod standard_fields;
mod table;

pub use asked::{Asked, Asker};
pub use checked::Checked;
pub use condition::{Assign, Comparison, Condition, ConditionKind, Test, Tracks, Value};
pub use entities::*;
pub use errors::RULES;
pub use model::{AutomationId, DomainId, FieldId, MilestoneId, Model, OwnerId, PipelineId, StageId, TermId, TrackId};
pub use resolve::{Analysis, File, resolve};
pub use table::{Id, Table};
