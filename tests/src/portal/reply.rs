//! What the stand-in answers.

use serde_json::{Value, json};

/// An answer.
pub(super) struct Reply {
    pub(super) status: u16,
    body: Value,
}

impl Reply {
    pub(super) fn ok(body: Value) -> Self {
        Self { status: 200, body }
    }

    pub(super) fn created(body: Value) -> Self {
        Self { status: 201, body }
    }

    /// Done, and nothing to say.
    pub(super) fn done() -> Self {
        Self { status: 204, body: Value::Null }
    }

    pub(super) fn list<'v>(results: impl IntoIterator<Item = &'v Value>) -> Self {
        Self::ok(json!({ "results": results.into_iter().collect::<Vec<_>>() }))
    }

    pub(super) fn error(status: u16, category: &str, message: &str) -> Self {
        let id = "aeb5f871-7f07-4993-9211-075dc63e7cbf";
        Self {
            status,
            body: json!({ "status": "error", "message": message, "correlationId": id, "category": category }),
        }
    }

    pub(super) fn invalid(message: &str) -> Self {
        Self::error(400, "VALIDATION_ERROR", message)
    }

    /// An invalid request, with the finer category that HubSpot gives some.
    pub(super) fn refused(sub_category: &str, message: &str) -> Self {
        let mut reply = Self::invalid(message);
        reply.body["subCategory"] = json!(sub_category);
        reply
    }

    pub(super) fn conflict(message: &str) -> Self {
        Self::error(409, "OBJECT_ALREADY_EXISTS", message)
    }

    pub(super) fn missing(what: &str) -> Self {
        Self::error(404, "OBJECT_NOT_FOUND", &format!("{what} does not exist"))
    }

    pub(super) fn broken() -> Self {
        Self::error(500, "INTERNAL_ERROR", "internal error")
    }

    pub(super) fn limit(policy: &str) -> Self {
        let mut reply = Self::error(429, "RATE_LIMITS", "You have reached your limit.");
        reply.body["policyName"] = json!(policy);
        reply
    }

    pub(super) fn text(&self) -> String {
        if self.body.is_null() { String::new() } else { self.body.to_string() }
    }
}
