//! What people and tools get to see: every format over one set of findings.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::disallowed_methods)] // tests read files

mod fingerprints;
mod fixture;
mod formats;
mod hostile;
mod json_schema;
mod published;
mod reports;
mod speed;
mod xsd;
