//! What a portal is to everything else: something that answers calls.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::time::Duration;

/// A call to the API.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// `GET`, `POST`, `PATCH` or `DELETE`.
    pub method: String,
    /// The path below the host, with its query; `{id}` in it is the id that HubSpot gave to what `of` names.
    pub path: String,
    /// The request of the manifest whose id belongs into the path.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// The body, which may hold references.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Value>,
}

impl Call {
    /// A call that only looks.
    pub fn get(path: &str) -> Self {
        Self { method: "GET".to_owned(), path: path.to_owned(), of: None, body: None }
    }

    /// A call with a body.
    pub(crate) fn with(method: &str, path: String, body: Value) -> Self {
        Self { method: method.to_owned(), path, of: None, body: Some(body) }
    }

    /// A call that takes something away.
    pub(crate) fn delete(path: String) -> Self {
        Self { method: "DELETE".to_owned(), path, of: None, body: None }
    }

    /// Whether it changes nothing, so that making it twice does no harm.
    pub fn only_looks(&self) -> bool {
        self.method == "GET"
    }
}

/// An answer of HubSpot.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// How long HubSpot asks to wait before the next call.
    pub retry_after: Option<Duration>,
    /// The body; null if there is none.
    pub body: Value,
}

impl Answer {
    /// Whether HubSpot did what it was asked for.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// What HubSpot says is wrong.
    pub fn message(&self) -> String {
        let text = |key: &str| self.body.get(key).and_then(Value::as_str);
        let mut said = text("message").unwrap_or("HubSpot gave no reason").to_owned();
        if let Some(detail) = text("subCategory").or_else(|| text("category")) {
            said = format!("{said} ({detail})");
        }
        // What comes from outside must not steer a terminal.
        let said: String = said.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        format!("{said}, status {}", self.status)
    }

    /// Whether the calls of the whole day are used up, so that waiting a moment is of no use.
    pub fn is_daily_limit(&self) -> bool {
        self.status == 429 && self.body.get("policyName").and_then(Value::as_str) == Some("DAILY")
    }
}

/// Why there is no answer.
#[derive(Clone, Debug)]
pub enum Fault {
    /// The call did not get there.
    NotSent(String),
    /// Nobody knows whether HubSpot did it: the connection broke, or the answer took too long.
    Unknown(String),
    /// There is no such answer among the saved ones.
    NotSaved(String),
}

/// A portal.
pub trait Portal {
    /// Makes the call.
    ///
    /// # Errors
    /// When there is no answer. An answer that says no is an answer.
    fn send(&mut self, call: &Call) -> Result<Answer, Fault>;

    /// Waits before a call is made again.
    fn wait(&mut self, time: Duration) {
        std::thread::sleep(time);
    }
}
