//! What a project declares, resolved: every name is an id, every text a value.
//!
//! Fields that a broken source leaves open are `None` or empty; a finding has been reported then.

mod automation;
mod declaration;
mod domain;
mod object;
mod rest;

pub use automation::*;
pub use declaration::*;
pub use domain::*;
pub use lifecycle_syntax::tree::{
    AlertKind, Date, Duration, ExitKind, FieldKind, OwnerKind, Position, StageKind, Unit,
};
pub use object::*;
pub use rest::*;
