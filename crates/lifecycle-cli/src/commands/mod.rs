//! One file a command.

pub(crate) mod check;
pub(crate) mod compile;
pub(crate) mod completions;
mod diff;
pub(crate) mod explain;
pub(crate) mod fmt;
mod hidden;
pub(crate) mod init;
mod input;
pub(crate) mod rules;
