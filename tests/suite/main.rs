//! One binary for all tests across crates, so that they link once. A module a subject.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod agreement;
mod baseline;
mod by_hand;
mod changed;
mod ci;
mod cli;
mod docs;
mod expected;
mod fixes;
mod fmt;
mod grammar;
mod history;
mod hubspot;
mod logic;
mod mistakes;
mod model;
mod naming;
mod pages;
mod portal;
mod proofs;
mod readme;
mod recovery;
mod registry;
mod rules;
mod salesforce;
mod scenarios;
mod seeded;
mod simulate;
mod structure;
mod tidy;
mod why;
mod wild;
