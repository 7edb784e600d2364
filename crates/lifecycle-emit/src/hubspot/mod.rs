//! HubSpot: request bodies, a manifest of calls in order, and instructions for what no API can do.
//!
//! `requests.json` lists the calls, each with its body below `bodies/`; `lifecycle plan` and `lifecycle apply` make them, and its schema is
//! `lifecycle-portal/schemas/requests.schema.json`. `lifecycle-stages.json` lists the lifecycle stages, which a person sets up; `README.md`
//! says how. Nothing here guesses an id that HubSpot assigns: a body that needs one holds `{"$ref": "<id of the call that brings it
//! about>"}`, with `"in": "hs_v2_date_entered_{}"` where it is a part of a text. No call deletes, with
//! one exception that the instructions warn of: the options of lead status are replaced as a whole, and only the portal knows its own.
//!
//! One file a kind of thing: groups, properties, lifecycle stages, pipelines. `mapping` decides which of HubSpot's things stands for
//! each part of the lifecycle and how it is called there; everything else asks it.

mod groups;
mod labels;
mod lifecycle_stages;
mod mapping;
mod order;
mod pipelines;
mod properties;
mod readme;
mod request;

use crate::json::render_json;
use crate::{ArtifactSet, Backend, PathConflict};
use lifecycle_model::Checked;
use lifecycle_stages::LifecycleStages;
use mapping::Mapping;

/// The HubSpot backend.
pub(crate) struct Hubspot;

impl Backend for Hubspot {
    fn name(&self) -> &'static str {
        "hubspot"
    }

    fn summary(&self) -> &'static str {
        "request bodies for properties and pipelines, a manifest of calls in order, instructions for the rest"
    }

    fn emit(&self, lifecycle: Checked<'_>, out: &mut ArtifactSet) -> Result<(), PathConflict> {
        let mapping = Mapping::new(lifecycle.model());
        let properties = properties::requests(&mapping);
        let (pipelines, differences) = pipelines::requests(&mapping);
        let stages = LifecycleStages::new(&mapping);
        let mut requests = groups::requests(&mapping, &properties);
        requests.extend(properties);
        requests.extend(stages.iter().flat_map(LifecycleStages::requests));
        requests.extend(pipelines);

        for request in &requests {
            out.add(&request.body_file, render_json(&request.body), request.origin)?;
        }
        out.add("requests.json", render_json(&request::manifest(&requests)), None)?;
        if let Some(stages) = &stages {
            out.add("lifecycle-stages.json", render_json(&stages.to_json()), Some(stages.origin()))?;
        }
        out.add("README.md", readme::render(&mapping, &requests, stages.as_ref(), &differences), None)
    }
}
