//! What HubSpot accepts, dated and with sources.
//!
//! No account was reached for any of this. The marks behind the facts: *spec* is HubSpot's own OpenAPI collection
//! (HubSpot/HubSpot-public-api-spec-collection @99893791, 21 Aug 2026), *KB* its knowledge base, *guide* its developer guides,
//! *live* a public project that recorded it from an account (scopiousdigital/kalup docs/hubspot.md @4ef1022, Sep–Oct 2026),
//! *data* an export of a real portal in a public repository. Facts marked *unverified* come from
//! common knowledge of HubSpot: no source at hand says so, and a portal should be asked before anything depends on them.

mod fields;
mod lifecycle;
mod manual;
mod names;
mod objects;
mod settings;

pub use fields::{FieldShape, LEAD_STATUS, LEAD_STATUS_OPTIONS, field_shape, is_default_property, standard_property};
pub use lifecycle::{DEFAULT_LIFECYCLE_STAGES, DefaultStage, LIFECYCLE_PIPELINES, LIFECYCLE_STAGE};
pub use manual::{LIFECYCLE_STAGE_SETUP, Manual, NATIVE_AUTOMATION, NO_API};
pub use names::{
    Names, is_property_name, lifecycle_identifier, pipeline_id, property_name, reason_identifier, stage_id,
};
pub use objects::{OBJECTS, ObjectFacts, object};
pub use settings::{TARGET_OPTIONS, Tier};

/// The date-versioned API: the version in the paths of properties and pipelines. Versions come each March and September and are
/// supported for 18 months (live). The paths are those of the spec.
pub const API_VERSION: &str = "2026-09";

/// Where all paths start (spec).
pub const API_HOST: &str = "https://api.hubapi.com";

/// Most characters of a property's internal name, which can never be changed (KB "Understand the property editor", 29 Jan 2026).
pub const MAX_PROPERTY_NAME: usize = 100;

/// Most options of a property (KB "Property field types", Aug 2023).
pub const MAX_OPTIONS: usize = 5_000;

/// Most characters of an option's label, value and description together (KB "Property field types", Aug 2023).
pub const MAX_OPTION_CHARACTERS: usize = 3_000;

/// Most characters of a pipeline's id; longer ones answer 500 (live).
pub const MAX_PIPELINE_ID: usize = 36;

/// Most characters of a stage's id; longer ones answer 500 (live).
pub const MAX_STAGE_ID: usize = 100;

/// The longest thing HubSpot puts in front of a stage's id to name the properties it makes for the stage (data):
/// `hs_v2_cumulative_time_in_<stage id>`.
pub const LONGEST_STAGE_PROPERTY_PREFIX: &str = "hs_v2_cumulative_time_in_";

/// Most stages of a pipeline of deals or tickets (guide "Pipelines").
pub const MAX_STAGES: usize = 100;
