//! Where a thing is in a portal, and how to look at it alone.

use lifecycle_targets::hubspot::API_VERSION;
use serde::{Deserialize, Serialize};

/// A thing in a portal, or the part of one that is changed by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Address {
    /// A property group.
    Group {
        /// The object's name in paths.
        object: String,
        /// Internal name.
        name: String,
    },
    /// A property.
    Property {
        /// The object's name in paths.
        object: String,
        /// Internal name.
        name: String,
    },
    /// The options of a property that is HubSpot's own.
    Options {
        /// The object's name in paths.
        object: String,
        /// Internal name.
        name: String,
    },
    /// A pipeline, without its stages.
    Pipeline {
        /// The object's name in paths.
        object: String,
        /// Its id.
        pipeline: String,
    },
    /// A stage of a pipeline.
    Stage {
        /// The object's name in paths.
        object: String,
        /// The pipeline's id.
        pipeline: String,
        /// Its id.
        id: String,
    },
    /// A lifecycle stage: the one with the id, or else the one with the label, since HubSpot gives new ones an id of its own.
    LifecycleStage {
        /// The object's name in paths.
        object: String,
        /// The id of the pipeline that holds the lifecycle stages.
        pipeline: String,
        /// Its id, if it has one.
        id: Option<String>,
        /// Its label.
        label: String,
    },
    /// The order of a pipeline's stages.
    StageOrder {
        /// The object's name in paths.
        object: String,
        /// The pipeline's id.
        pipeline: String,
    },
}

impl Address {
    /// The path that answers the thing and little else.
    pub fn path(&self) -> String {
        match self {
            Address::Group { object, name } => format!("{}/{}", groups_path(object), segment(name)),
            Address::Property { object, name } | Address::Options { object, name } => {
                format!("{}/{}", properties_path(object), segment(name))
            }
            Address::Pipeline { object, pipeline }
            | Address::Stage { object, pipeline, .. }
            | Address::LifecycleStage { object, pipeline, .. }
            | Address::StageOrder { object, pipeline } => format!("{}/{}", pipelines_path(object), segment(pipeline)),
        }
    }
}

/// The query with which a pipeline is deleted: deals and tickets that are in it, or things that name it, keep it from that.
pub(crate) const ONLY_IF_UNUSED: &str = "?validateReferencesBeforeDelete=true&validateDealStageUsagesBeforeDelete=true";

impl Address {
    /// Whether a call is one by which a plan changes this thing.
    pub(crate) fn allows(&self, method: &str, path: &str) -> bool {
        let own = self.path();
        match (self, method) {
            (Address::Group { object, .. }, "POST") => path == groups_path(object),
            (Address::Property { object, .. }, "POST") => path == properties_path(object),
            (Address::Pipeline { object, .. }, "POST") => path == pipelines_path(object),
            (Address::Group { .. } | Address::Property { .. } | Address::Options { .. }, "PATCH") => path == own,
            (Address::Pipeline { .. }, "PATCH") | (Address::Property { .. }, "DELETE") => path == own,
            (Address::Pipeline { .. }, "DELETE") => path.strip_prefix(&own) == Some(ONLY_IF_UNUSED),
            (Address::Stage { .. } | Address::LifecycleStage { .. } | Address::StageOrder { .. }, _) => {
                let rest = path.strip_prefix(&own).and_then(|rest| rest.strip_prefix("/stages"));
                match (method, rest) {
                    ("POST", Some(rest)) => rest.is_empty(),
                    ("PATCH", Some(rest)) => is_one_segment(rest),
                    ("DELETE", Some(rest)) => is_one_segment(rest) && matches!(self, Address::Stage { .. }),
                    _ => false,
                }
            }
            _ => false,
        }
    }
}

/// Whether a rest of a path goes exactly one step down.
fn is_one_segment(rest: &str) -> bool {
    let name = rest.strip_prefix('/').unwrap_or_default();
    !name.is_empty() && !name.contains(['/', '?', '#', '.'])
}

/// All properties of an object.
pub(crate) fn properties_path(object: &str) -> String {
    format!("/crm/properties/{API_VERSION}/{object}")
}

/// All property groups of an object.
pub(crate) fn groups_path(object: &str) -> String {
    format!("{}/groups", properties_path(object))
}

/// All pipelines of an object.
pub(crate) fn pipelines_path(object: &str) -> String {
    format!("/crm/pipelines/{API_VERSION}/{object}")
}

/// A name as a part of a path.
pub(crate) fn segment(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'~' => out.push(char::from(byte)),
            // A dot could be read as a step up.
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::segment;

    #[test]
    fn a_name_cannot_leave_its_place() {
        assert_eq!(segment("new_business-1"), "new_business-1");
        assert_eq!(segment("../a?b#c é"), "%2E%2E%2Fa%3Fb%23c%20%C3%A9");
    }
}
