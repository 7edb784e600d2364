//! The manifest `requests.json` and its bodies: what a portal should have, as the calls that would bring it about in an empty one.

use crate::address::{groups_path, pipelines_path, properties_path};
use lifecycle_targets::hubspot::LIFECYCLE_PIPELINES;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt;

/// The manifest's file, in the folder of the target.
pub const MANIFEST_FILE: &str = "requests.json";

/// The manifest. `schemas/requests.schema.json` describes it.
#[derive(Debug, Serialize, Deserialize)]
pub struct Manifest {
    /// 1.
    pub version: u32,
    /// The calls in the order in which to make them.
    pub requests: Vec<Request>,
}

/// A call of the manifest.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// Stable and unique: `property/contacts/fit_score`.
    pub id: String,
    /// The HTTP method.
    pub method: String,
    /// The path below the host.
    pub path: String,
    /// Where the body lies, beside the manifest.
    pub body_file: String,
    /// The calls that must have succeeded before.
    pub after: Vec<String>,
    /// What the token must be allowed to do.
    pub scopes: Vec<String>,
    /// The least edition of HubSpot that accepts it.
    pub tier: String,
}

/// What a call is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Thing {
    /// A property group.
    Group,
    /// A property of our own.
    Property,
    /// The options of a property of HubSpot's, with this name.
    Options(String),
    /// A pipeline of deals or tickets.
    Pipeline,
    /// A lifecycle stage: in this pipeline, with this value if it is a default one.
    LifecycleStage(String, Option<String>),
}

/// A call with what it is about.
#[derive(Debug)]
pub struct Wanted {
    /// The call.
    pub request: Request,
    /// The object's name in paths.
    pub object: String,
    /// What it is about.
    pub thing: Thing,
    /// The body.
    pub body: Value,
}

impl Wanted {
    /// A text of the body; empty if there is none.
    pub(crate) fn text(&self, key: &str) -> &str {
        self.body.get(key).and_then(Value::as_str).unwrap_or_default()
    }
}

/// Why a manifest cannot be used.
#[derive(Debug)]
pub struct ManifestError(String);

impl fmt::Display for ManifestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ManifestError {}

/// A manifest with its bodies.
#[derive(Debug)]
pub struct Package {
    /// In the order in which to make the calls.
    pub wanted: Vec<Wanted>,
}

impl Package {
    /// Reads the manifest and its bodies. `text` gives the text of a file in the target's folder.
    ///
    /// # Errors
    /// When a file is missing or is no JSON, or a call is none that this version knows.
    pub fn read<'t>(text: &dyn Fn(&str) -> Option<&'t [u8]>) -> Result<Self, ManifestError> {
        let json = |path: &str| -> Result<Value, ManifestError> {
            let bytes = text(path).ok_or_else(|| ManifestError(format!("there is no `{path}`")))?;
            serde_json::from_slice(bytes).map_err(|error| ManifestError(format!("`{path}` is no JSON: {error}")))
        };
        let manifest: Manifest = serde_json::from_value(json(MANIFEST_FILE)?)
            .map_err(|error| ManifestError(format!("`{MANIFEST_FILE}` is no manifest: {error}")))?;
        if manifest.version != 1 {
            return Err(ManifestError(format!("`{MANIFEST_FILE}` has version {}, not 1", manifest.version)));
        }
        let mut known = BTreeSet::new();
        let mut wanted = Vec::with_capacity(manifest.requests.len());
        for request in manifest.requests {
            let wrong = |what: &str| ManifestError(format!("`{MANIFEST_FILE}`: `{}` {what}", request.id));
            if request.after.iter().any(|before| !known.contains(before)) {
                return Err(wrong("comes before a call that it needs"));
            }
            if !known.insert(request.id.clone()) {
                return Err(wrong("is there twice"));
            }
            let (object, thing) =
                classify(&request).ok_or_else(|| wrong("is a call that this version does not know"))?;
            let body = json(&request.body_file)?;
            wanted.push(Wanted { request, object, thing, body });
        }
        Ok(Self { wanted })
    }
}

/// The object that a call is about, and what of it.
fn classify(request: &Request) -> Option<(String, Thing)> {
    let segments: Vec<&str> = request.path.split('/').skip(1).collect();
    let (object, rest) = match segments.as_slice() {
        ["crm", _, _, object, rest @ ..] => (*object, rest),
        _ => return None,
    };
    let is = |path: String| request.path == path || request.path.starts_with(&format!("{path}/"));
    let thing = match (request.method.as_str(), rest) {
        ("POST", ["groups"]) if is(groups_path(object)) => Thing::Group,
        ("POST", []) if is(properties_path(object)) => Thing::Property,
        ("PATCH", [name]) if is(properties_path(object)) => Thing::Options((*name).to_owned()),
        ("POST", []) if is(pipelines_path(object)) => Thing::Pipeline,
        ("POST" | "PATCH", [pipeline, "stages", value @ ..])
            if is(pipelines_path(object)) && LIFECYCLE_PIPELINES.contains(&(object, pipeline)) && value.len() <= 1 =>
        {
            Thing::LifecycleStage((*pipeline).to_owned(), value.first().map(|value| (*value).to_owned()))
        }
        _ => return None,
    };
    Some((object.to_owned(), thing))
}
