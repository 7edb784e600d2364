//! Finds projects, runs the phases in order, and writes what they produce: the layer between the pure crates and whoever asks.
//!
//! Data flows one way: files → texts → trees → model → findings → artifacts → folder. This crate does not know terminals or editors.
#![allow(clippy::disallowed_methods)] // reading and writing files is what this crate is for

mod analyse;
mod baseline;
mod changed;
mod compile;
mod current;
mod day;
mod discover;
mod fix;
mod fs;
mod manifest;
mod output;
mod parse;
mod removal;
mod replace;
mod trial;

pub use analyse::{Analysed, Findings, Hidden, Options, analyse, analyse_all};
pub use baseline::{Baseline, BaselineError, NewBaseline, baseline_path, new_baseline};
pub use changed::{ChangedError, Changes};
pub use compile::{CompileError, compile, compile_into, default_targets};
pub use current::{ExportError, read_export};
pub use day::Day;
pub use discover::{DiscoverError, Project, discover, lone_text};
pub use fix::{Applied, Fixed, FixedFile, fix};
pub use fs::{Fs, OsFs, Overlay};
pub use lifecycle_emit::{ArtifactSet, BACKENDS, Backend, Carried, CurrentOrg, backend};
pub use lifecycle_fmt as format;
pub use lifecycle_interpreter as interpreter;
pub use lifecycle_model as model;
pub use lifecycle_rules as rules;
pub use lifecycle_simulate as simulate;
pub use output::{Change, Drift, OutputError, Written, compare, write};
pub use replace::{CannotWrite, Replacement, replace_files, write_file};
pub use trial::{START, Trials, try_scenarios};
