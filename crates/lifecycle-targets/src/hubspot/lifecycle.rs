//! The lifecycle stage: one property, one list of stages for contacts and companies, half of it out of the API's reach.
//!
//! - Contacts and companies share the list: a stage added in the settings of contacts appears on both
//!   (KB "Create and customize lifecycle stages", 24 Oct 2025; data: the same numeric ids on both).
//! - A default stage that is renamed keeps its value; a custom stage gets a number that HubSpot assigns (data, 13 stages).
//! - The stages are those of a pipeline, and the property's own definition is read-only (data; live), so options cannot be sent.
//! - Through the API, imports and syncs the stage only moves forward in display order; a step back needs the value cleared first
//!   (contacts guide; companies guide).

/// The property's internal name.
pub const LIFECYCLE_STAGE: &str = "lifecyclestage";

/// The pipelines whose stages are the lifecycle stages, by object path (data; live).
pub const LIFECYCLE_PIPELINES: &[(&str, &str)] =
    &[("contacts", "contacts-lifecycle-pipeline"), ("companies", "companies-lifecycle-pipeline")];

/// A stage that every portal starts with.
#[derive(Debug, PartialEq, Eq)]
pub struct DefaultStage {
    /// Its value for ever, whatever it is called.
    pub value: &'static str,
    /// What it is called at first.
    pub label: &'static str,
    /// What its pipeline says of it (data: only `other` is closed).
    pub state: &'static str,
    /// The role (`counts as`) it stands for.
    pub role: Option<&'static str>,
    /// Identifiers, lower case without underscores, that mean it where no role does. Never labels: those may change.
    pub identifiers: &'static [&'static str],
}

/// The default stages in order (data: two portals; their labels: a public program that lists them). Which role or identifier each
/// stands for is our own decision, no fact of HubSpot's: an opportunity is a contact with a deal that sales works, a customer one with a
/// won deal.
pub static DEFAULT_LIFECYCLE_STAGES: &[DefaultStage] = &[
    DefaultStage { value: "subscriber", label: "Subscriber", state: "OPEN", role: None, identifiers: &["subscriber"] },
    DefaultStage { value: "lead", label: "Lead", state: "OPEN", role: None, identifiers: &["lead", "knownlead"] },
    DefaultStage {
        value: "marketingqualifiedlead",
        label: "Marketing Qualified Lead",
        state: "OPEN",
        role: Some("MQL"),
        identifiers: &["marketingqualifiedlead", "marketingqualified"],
    },
    DefaultStage {
        value: "salesqualifiedlead",
        label: "Sales Qualified Lead",
        state: "OPEN",
        role: Some("SQL"),
        identifiers: &["salesqualifiedlead", "salesqualified"],
    },
    DefaultStage {
        value: "opportunity",
        label: "Opportunity",
        state: "OPEN",
        role: Some("SAO"),
        identifiers: &["opportunity"],
    },
    DefaultStage {
        value: "customer",
        label: "Customer",
        state: "OPEN",
        role: Some("closed_won"),
        identifiers: &["customer"],
    },
    DefaultStage { value: "evangelist", label: "Evangelist", state: "OPEN", role: None, identifiers: &["evangelist"] },
    DefaultStage { value: "other", label: "Other", state: "CLOSED", role: None, identifiers: &["other"] },
];

#[cfg(test)]
mod tests {
    use super::DEFAULT_LIFECYCLE_STAGES;
    use std::collections::BTreeSet;

    #[test]
    fn no_role_or_identifier_means_two_stages() {
        let mut seen = BTreeSet::new();
        for stage in DEFAULT_LIFECYCLE_STAGES {
            for word in stage.identifiers.iter().copied().chain(stage.role) {
                assert!(seen.insert(word), "{word} stands for two default stages");
            }
        }
    }
}
