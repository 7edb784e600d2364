//! One file a command.

pub(crate) mod apply;
mod bar;
pub(crate) mod check;
pub(crate) mod ci;
pub(crate) mod compile;
pub(crate) mod completions;
mod diff;
pub(crate) mod explain;
pub(crate) mod fmt;
mod gate;
mod hidden;
pub(crate) mod init;
mod input;
pub(crate) mod plan;
mod portal;
pub(crate) mod reports;
pub(crate) mod rules;
pub(crate) mod simulate;
pub(crate) mod test;
pub(crate) mod why;
