//! What `target salesforce { … }` says.

use lifecycle_model::{Model, Object};
use lifecycle_targets::salesforce::objects::{self, People, SObject};
use lifecycle_targets::salesforce::options::{DEFAULT_API_VERSION, TARGET_OPTIONS};

/// The settings, with defaults for what is not said or not accepted; rules report the latter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Settings {
    /// `66.0`
    pub(super) api_version: String,
    /// The objects on which people are kept before they buy.
    pub(super) people: People,
    /// Whether flows arrive active, not as drafts.
    pub(super) active_flows: bool,
}

impl Settings {
    /// Reads the settings of a project. What is said first holds.
    pub(super) fn of(model: &Model) -> Self {
        let version = option(model, "api_version").and_then(|version| version.parse().ok());
        let people = option(model, "people").and_then(People::from_word).unwrap_or_default();
        Self {
            api_version: format!("{:.1}", version.unwrap_or(DEFAULT_API_VERSION)),
            people,
            active_flows: option(model, "flows") == Some("active"),
        }
    }

    /// The Salesforce objects that stand for a neutral one.
    pub(super) fn objects(&self, object: Object) -> &'static [&'static SObject] {
        objects::standing_for(object.name(), self.people)
    }
}

/// The value of a setting, if it is accepted.
fn option<'m>(model: &'m Model, key: &str) -> Option<&'m str> {
    let known = TARGET_OPTIONS.iter().find(|known| known.key == key)?;
    model.setting("salesforce", key).map(|(value, _)| value).filter(|value| known.values.accepts(value))
}
