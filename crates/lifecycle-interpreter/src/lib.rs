//! What a lifecycle means. Records move through it event by event; everything else in the product that claims to know what will happen
//! (checks, documents, what is compiled for a CRM) has to agree with this crate.
//!
//! It is written to be read beside the language page and `grammar/meaning.md`, whose sentences stand in quotes at the code that gives them their meaning. It is
//! pure: no clock, no chance, no I/O. Time is part of the [`World`]. It knows neither sources nor findings.

mod by_hand;
mod condition;
mod coverage;
mod datum;
mod follow;
mod index;
mod movement;
mod next;
mod outside;
mod run;
mod scenario;
mod story;
mod time;
mod trace;
mod why;
mod world;

pub use by_hand::Refusal;
pub use condition::{Truth, View};
pub use coverage::{Coverage, Covered, EDGE_CASES};
pub use datum::{Datum, Number};
pub use index::Index;
pub use run::{Occurrence, Run, Unsettled};
pub use scenario::{Outcome, ScenarioRun, StepRun, run_scenario};
pub use story::Story;
pub use time::Moment;
pub use trace::{Cause, Happened, What};
pub use why::{Answer, Judgement, Verdict, Way, WayKind, why};
pub use world::{Place, Record, RecordId, Rest, World};
