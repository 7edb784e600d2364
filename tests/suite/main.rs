//! One binary for all tests across crates, so that they link once. A module a subject.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod cli;
mod docs;
mod fmt;
mod grammar;
mod hubspot;
mod mistakes;
mod model;
mod naming;
mod pages;
mod readme;
mod recovery;
mod registry;
mod rules;
mod salesforce;
mod seeded;
mod tidy;
mod wild;
