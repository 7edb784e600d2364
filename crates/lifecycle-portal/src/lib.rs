//! A HubSpot portal, and how to bring it to what a manifest of calls asks for.
//!
//! Data flows one way: manifest and bodies → [`Package`]; portal → [`Snapshot`]; both → [`Plan`]; plan and portal → [`apply`]. A plan is
//! plain data that can be stored, read by people and applied later, exactly as it is. This crate knows the API, not the lifecycle: it is
//! told in labels what things are called. It reads and writes no file: whoever calls it gives it texts and keeps its [`State`].

mod address;
mod apply;
mod diff;
mod failure;
mod http;
mod manifest;
mod pace;
mod plan;
mod portal;
mod prune;
mod references;
mod saved;
mod secret;
mod snapshot;
mod state;
mod view;

pub use address::Address;
pub use apply::{Applied, Outcome, Progress, Ready, apply, prepare};
pub use diff::{Wishes, plan};
pub use failure::Failure;
pub use http::{BaseUrl, Http};
pub use manifest::{MANIFEST_FILE, Manifest, ManifestError, Package, Request, Thing, Wanted};
pub use pace::{Paced, Patience};
pub use plan::{Action, Change, Counts, Detail, Plan, Seen, Write};
pub use portal::{Answer, Call, Fault, Portal};
pub use saved::{Recorded, Saved, file_of};
pub use secret::Token;
pub use snapshot::{Account, Reads, Snapshot};
pub use state::State;

pub use lifecycle_targets::hubspot::Tier;

/// The JSON Schema of the manifest `requests.json`.
pub const MANIFEST_SCHEMA: &str = include_str!("../schemas/requests.schema.json");

/// The JSON Schema of a plan.
pub const PLAN_SCHEMA: &str = include_str!("../schemas/plan.schema.json");
