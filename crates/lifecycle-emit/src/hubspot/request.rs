//! A call to the API, and the manifest of all of them.

use lifecycle_base::Location;
use lifecycle_targets::hubspot::{ObjectFacts, Tier};
use serde_json::{Value, json};

/// A call to the API.
pub(super) struct Request {
    /// Stable and unique: `property/contacts/fit_score`.
    pub(super) id: String,
    /// The object it is about.
    pub(super) object: &'static ObjectFacts,
    /// The HTTP method.
    pub(super) method: &'static str,
    /// The path below the host.
    pub(super) path: String,
    /// Where the body lies in the backend's folder.
    pub(super) body_file: String,
    /// The body.
    pub(super) body: Value,
    /// The calls that must have succeeded before.
    pub(super) after: Vec<String>,
    /// The least edition of HubSpot that accepts it.
    pub(super) tier: Tier,
    /// The declaration it comes from.
    pub(super) origin: Option<Location>,
}

/// The calls in the order in which to make them.
pub(super) fn manifest(requests: &[Request]) -> Value {
    let requests: Vec<Value> = requests
        .iter()
        .map(|request| {
            json!({
                "id": request.id,
                "method": request.method,
                "path": request.path,
                "bodyFile": request.body_file,
                "after": request.after,
                "scopes": [request.object.scope],
                "tier": request.tier.name(),
            })
        })
        .collect();
    json!({ "version": 1, "requests": requests })
}
