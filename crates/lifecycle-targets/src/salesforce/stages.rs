//! Opportunity stages: names, weights and forecast categories.
//!
//! An org has one list of stages for all pipelines. Its values have one weight each, and neither two names nor two labels of it
//! may be the same: an org answers `Duplicate label` (sfdx-hardis, deployment assistant).

use super::names::words;

/// The stages that every new org has, whose API names are their labels. A stage with such a label is this one.
///
/// Source of the list: public repositories (rahatyeasinemon/bit-integrations, SalesforceDataStore.js). Names equal labels until
/// someone renames one: developer.salesforce.com, "Keeping picklist integrations safe using API names" (Spring '17).
pub const ORG_STAGES: [&str; 10] = [
    "Prospecting",
    "Qualification",
    "Needs Analysis",
    "Value Proposition",
    "Id. Decision Makers",
    "Perception Analysis",
    "Proposal/Price Quote",
    "Negotiation/Review",
    "Closed Won",
    "Closed Lost",
];

/// The API name of a stage: the identifier in words, `UseCaseDefined` → `Use Case Defined`.
///
/// Orgs name stages in words, and a value with the label of an existing one under another name is refused; so this meets the
/// names that are there (`ClosedWon` → `Closed Won`), yet does not change with the label, unless that is one of [`ORG_STAGES`].
pub fn stage_name(identifier: &str, label: &str) -> String {
    let existing = ORG_STAGES.iter().find(|stage| stage.eq_ignore_ascii_case(label.trim()));
    existing.map_or_else(|| words(identifier).join(" "), |stage| (*stage).to_owned())
}

/// Forecast categories of metadata by neutral name. `Forecast` is shown as Commit.
///
/// Source: the ForecastCategories type of the WSDL.
pub const FORECAST_CATEGORIES: [(&str, &str); 5] = [
    ("omitted", "Omitted"),
    ("pipeline", "Pipeline"),
    ("best_case", "BestCase"),
    ("commit", "Forecast"),
    ("closed", "Closed"),
];

/// The forecast category with this neutral name.
pub fn forecast_category(neutral: &str) -> Option<&'static str> {
    FORECAST_CATEGORIES.iter().find(|(name, _)| *name == neutral).map(|(_, api_name)| *api_name)
}

/// From this weight on, an open stage is in the best case, if it does not say otherwise.
pub const BEST_CASE_FROM: f64 = 50.0;

/// From this weight on, an open stage is committed, if it does not say otherwise.
pub const COMMIT_FROM: f64 = 90.0;

/// The forecast category of a stage that names none: won is closed, lost is omitted, open goes by its weight in percent.
pub fn derived_forecast(closed: bool, won: bool, probability: f64) -> &'static str {
    match (closed, won) {
        (_, true) => "Closed",
        (true, false) => "Omitted",
        _ if probability >= COMMIT_FROM => "Forecast",
        _ if probability >= BEST_CASE_FROM => "BestCase",
        _ => "Pipeline",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_meet_the_names_of_the_org() {
        assert_eq!(stage_name("ClosedWon", "Closed Won"), "Closed Won");
        assert_eq!(stage_name("Renewed", "Closed Won"), "Closed Won");
        assert_eq!(stage_name("ClosedWon", "Won"), "Closed Won");
        assert_eq!(stage_name("Offer", "Proposal/Price Quote"), "Proposal/Price Quote");
        assert_eq!(stage_name("SQL", "Discovery Scheduled"), "SQL");
        assert_eq!(stage_name("UseCaseDefined", "Use case is clear"), "Use Case Defined");
        assert_eq!(stage_name("poc_running", "POC running"), "poc running");
    }

    #[test]
    fn forecast_follows_the_outcome_and_then_the_weight() {
        assert_eq!(derived_forecast(true, true, 100.0), "Closed");
        assert_eq!(derived_forecast(true, false, 0.0), "Omitted");
        assert_eq!(derived_forecast(false, false, 25.0), "Pipeline");
        assert_eq!(derived_forecast(false, false, 50.0), "BestCase");
        assert_eq!(derived_forecast(false, false, 90.0), "Forecast");
        assert_eq!(forecast_category("commit"), Some("Forecast"));
        assert_eq!(forecast_category("certain"), None);
    }
}
