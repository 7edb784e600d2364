//! JSON: keys in the order in which they are given, two spaces, a newline at the end.

use serde_json::Value;

/// A document. Writing a [`Value`] cannot fail.
pub(crate) fn render_json(value: &Value) -> String {
    format!("{value:#}\n")
}

#[cfg(test)]
mod tests {
    use super::render_json;
    use serde_json::json;

    #[test]
    fn keys_keep_their_order() {
        let value = json!({ "name": "a", "label": "<\"\u{7}é|", "empty": [], "after": [1] });
        let text = "{\n  \"name\": \"a\",\n  \"label\": \"<\\\"\\u0007é|\",\n  \"empty\": [],\n  \"after\": [\n    1\n  ]\n}\n";
        assert_eq!(render_json(&value), text);
    }
}
