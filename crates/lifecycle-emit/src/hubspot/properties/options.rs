//! The options of an enumeration.

use crate::hubspot::labels::{Labels, clip};
use lifecycle_targets::hubspot::MAX_OPTION_CHARACTERS;
use serde_json::{Value, json};

/// An option before its label is made unique.
pub(super) struct Choice {
    /// The internal value: never changes.
    pub(super) value: String,
    /// What people see.
    pub(super) label: String,
    /// What it means.
    pub(super) description: String,
    /// Kept for old records only.
    pub(super) hidden: bool,
}

impl Choice {
    /// An option without a description that people can choose.
    pub(super) fn plain(value: &str, label: &str) -> Self {
        Self { value: value.to_owned(), label: label.to_owned(), description: String::new(), hidden: false }
    }
}

/// The options with all keys that HubSpot knows, since it fills in what is missing in its own way.
pub(super) fn to_json(choices: &[Choice]) -> Value {
    let mut labels = Labels::default();
    let options = choices.iter().enumerate().map(|(order, choice)| {
        let left = MAX_OPTION_CHARACTERS.saturating_sub(choice.value.chars().count());
        let label = clip(&labels.take(&choice.label, &choice.value), left);
        let description = clip(&choice.description, left.saturating_sub(label.chars().count()));
        json!({
            "label": label,
            "value": choice.value,
            "description": description,
            "displayOrder": order,
            "hidden": choice.hidden,
        })
    });
    options.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_stay_within_the_limit() {
        let long = "é".repeat(4_000);
        let choice = Choice { value: "A".into(), label: "A".into(), description: long.clone(), hidden: true };
        let options = to_json(&[choice, Choice::plain("b", &long), Choice::plain("c", "a")]);
        for option in options.as_array().unwrap() {
            let text = |key: &str| option[key].as_str().unwrap().chars().count();
            assert!(text("label") + text("value") + text("description") <= MAX_OPTION_CHARACTERS);
        }
        assert_eq!(options[0]["hidden"], true);
        assert_eq!(options[2]["label"], "a (c)");
        assert_eq!(options[2]["displayOrder"], 2);
    }
}
