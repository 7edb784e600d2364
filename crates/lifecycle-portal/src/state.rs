//! What has to be remembered from one run to the next: the ids that HubSpot gave, and which plan was begun.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The state of one portal. It holds no secret, and nothing that a portal could not tell again but the name of what has been renamed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// 1.
    pub version: u32,
    /// The portal's number.
    pub portal: u64,
    /// The ids that HubSpot gave, by the request of the manifest that they belong to.
    #[serde(default)]
    pub references: BTreeMap<String, String>,
    /// The plan that was begun and not finished, as its fingerprint.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begun: Option<String>,
}

impl State {
    /// What is known of a portal never seen before.
    pub fn new(portal: u64) -> Self {
        Self { version: 1, portal, references: BTreeMap::new(), begun: None }
    }

    /// The state of a file.
    ///
    /// # Errors
    /// When it is none, or one of another portal.
    pub fn parse(text: &str, portal: u64) -> Result<Self, String> {
        let state: Self = serde_json::from_str(text).map_err(|error| format!("it is no state file: {error}"))?;
        if state.version != 1 {
            return Err(format!("it has version {}, not 1", state.version));
        }
        if state.portal != portal {
            return Err(format!("it is of portal {}, not {portal}", state.portal));
        }
        Ok(state)
    }

    /// The text of its file.
    pub fn to_text(&self) -> String {
        // A struct of texts and numbers always becomes JSON.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}
