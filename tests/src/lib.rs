//! What the tests, the benches and the fuzz targets share: texts of any size, and ways to break them.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

pub mod generate;
pub mod history;
pub mod mutate;
pub mod pages;
pub mod portal;
pub mod project;
pub mod replay;
pub mod survey;
