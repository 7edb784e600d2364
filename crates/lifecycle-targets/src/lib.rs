//! What the platforms accept, as plain data and pure functions on names: limits, reserved words, standard fields, type maps.
//!
//! Every fact carries its source. This crate knows no model, no source text and no artifact; rules explain its limits to people,
//! backends follow them.

pub mod hubspot;
pub mod salesforce;
