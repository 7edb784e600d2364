//! What the platforms accept, as plain data and pure functions on names: limits, reserved words, standard fields, type maps.
//!
//! Every fact carries its source. This crate knows no model, no source text and no artifact; rules explain its limits to people,
//! backends follow them.

pub mod hubspot;
mod option;
pub mod salesforce;

pub use option::{OptionValues, TargetOption};

/// The CRMs that a lifecycle can be compiled for, by the name used in `crm` and `target`, with their settings.
pub static TARGETS: &[(&str, &[TargetOption])] =
    &[("salesforce", salesforce::options::TARGET_OPTIONS), ("hubspot", hubspot::TARGET_OPTIONS)];
