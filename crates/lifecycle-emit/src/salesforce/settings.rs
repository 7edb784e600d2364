//! What `target salesforce { … }` says.

use lifecycle_model::{Model, Object};
use lifecycle_targets::salesforce::objects::{self, SObject};
use lifecycle_targets::salesforce::options::{DEFAULT_API_VERSION, TARGET_OPTIONS};

/// The settings, with defaults for what is not said or not accepted; rules report the latter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Settings {
    /// `66.0`
    pub(super) api_version: String,
    /// The objects on which people are kept before they buy.
    pub(super) people: People,
}

/// `people contact`, `lead` or `both`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum People {
    #[default]
    Contact,
    Lead,
    Both,
}

static CONTACT: [&SObject; 1] = [&objects::CONTACT];
static LEAD: [&SObject; 1] = [&objects::LEAD];
static BOTH: [&SObject; 2] = [&objects::CONTACT, &objects::LEAD];
static ACCOUNT: [&SObject; 1] = [&objects::ACCOUNT];
static OPPORTUNITY: [&SObject; 1] = [&objects::OPPORTUNITY];
static SUCCESS_PLAN: [&SObject; 1] = [&objects::SUCCESS_PLAN];
static EVENT: [&SObject; 1] = [&objects::EVENT];

impl Settings {
    /// Reads the settings of a project. What is said first holds.
    pub(super) fn of(model: &Model) -> Self {
        let version = option(model, "api_version").and_then(|version| version.parse().ok());
        let people = match option(model, "people") {
            Some("lead") => People::Lead,
            Some("both") => People::Both,
            _ => People::Contact,
        };
        Self { api_version: format!("{:.1}", version.unwrap_or(DEFAULT_API_VERSION)), people }
    }

    /// The Salesforce objects that stand for a neutral one.
    pub(super) fn objects(&self, object: Object) -> &'static [&'static SObject] {
        match (object, self.people) {
            (Object::Contact, People::Contact) => &CONTACT,
            (Object::Contact, People::Lead) | (Object::Lead, _) => &LEAD,
            (Object::Contact, People::Both) => &BOTH,
            (Object::Company, _) => &ACCOUNT,
            (Object::Deal, _) => &OPPORTUNITY,
            (Object::Ticket, _) => &SUCCESS_PLAN,
            (Object::Meeting, _) => &EVENT,
        }
    }
}

/// The first accepted value of a setting.
fn option<'m>(model: &'m Model, key: &str) -> Option<&'m str> {
    let known = TARGET_OPTIONS.iter().find(|known| known.key == key)?;
    let options = model.targets.iter().filter(|target| target.name == "salesforce").flat_map(|target| &target.options);
    let values = options.filter(|option| option.key == key).filter_map(|option| option.values.first());
    values.map(|(value, _)| value.as_str()).find(|value| known.values.accepts(value))
}
