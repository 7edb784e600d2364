//! How long and how many. Lengths are in characters.

/// A limit and where it is documented.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// What is limited, for people.
    pub what: &'static str,
    /// The greatest length or number.
    pub max: usize,
    /// Where it is documented.
    pub source: &'static str,
}

/// The API name of a custom object or field, without `__c`.
pub const CUSTOM_NAME: Limit =
    Limit { what: "API name of a custom object or field", max: 40, source: "Salesforce Help 000381913" };

/// The label of an object or field.
pub const LABEL: Limit = Limit { what: "label of an object or field", max: 40, source: "Salesforce Help 000381913" };

/// The name that a lookup has on the other side.
pub const RELATIONSHIP_NAME: Limit = Limit { what: "child relationship name", max: 40, source: "unconfirmed" };

/// The developer name of a record type, and the name of the process behind it.
pub const RECORD_TYPE_NAME: Limit = Limit { what: "record type name", max: 80, source: "unconfirmed" };

/// The label of a record type.
pub const RECORD_TYPE_LABEL: Limit = Limit { what: "record type label", max: 80, source: "unconfirmed" };

/// The name and the label of a global value set.
pub const VALUE_SET_NAME: Limit = Limit { what: "name of a global value set", max: 40, source: "unconfirmed" };

/// The API name and the label of a picklist value.
pub const PICKLIST_VALUE: Limit = Limit {
    what: "picklist value",
    max: 255,
    source: "Salesforce field reference, OpportunityStage.ApiName and MasterLabel: string 255",
};

/// Active and inactive values of one restricted picklist.
pub const PICKLIST_VALUES: Limit = Limit {
    what: "values of a restricted picklist",
    max: 1_000,
    source: "forcedotcom/sf-skills custom-field-generate",
};

/// Global value sets of an org.
pub const VALUE_SETS: Limit = Limit { what: "global value sets of an org", max: 500, source: "unconfirmed" };

/// Fields of one object whose history is kept.
pub const TRACKED_FIELDS: Limit =
    Limit { what: "fields of an object with history", max: 20, source: "forcedotcom/cli issue 3549" };

/// The description of a field, an object, a record type or a value set.
pub const DESCRIPTION: Limit = Limit { what: "description", max: 1_000, source: "unconfirmed" };

/// What people read beside a field.
pub const HELP_TEXT: Limit = Limit { what: "help text of a field", max: 510, source: "unconfirmed" };

/// The description of a record type.
pub const RECORD_TYPE_DESCRIPTION: Limit =
    Limit { what: "description of a record type", max: 255, source: "unconfirmed" };

/// The developer name of a path.
pub const PATH_NAME: Limit = Limit { what: "name of a path", max: 80, source: "unconfirmed" };

/// The label of a path.
pub const PATH_LABEL: Limit = Limit { what: "label of a path", max: 80, source: "unconfirmed" };

/// What a path says about a stage, with its HTML.
pub const GUIDANCE: Limit = Limit {
    what: "guidance of a path",
    max: 1_000,
    source: "salesforcedictionary.com, Path Settings: 1,000 characters",
};

/// Fields that a path shows for a stage.
pub const KEY_FIELDS: Limit =
    Limit { what: "key fields of a stage in a path", max: 5, source: "Salesforce Help, Path; counted: 5" };

/// The developer name of a report.
pub const REPORT_NAME: Limit =
    Limit { what: "name of a report", max: 40, source: "sf-skills platform-report-generate; counted: 40" };

/// The label of a report.
pub const REPORT_LABEL: Limit = Limit { what: "label of a report", max: 40, source: "counted: 40" };

/// The description of a report.
pub const REPORT_DESCRIPTION: Limit =
    Limit { what: "description of a report", max: 255, source: "sf-skills platform-report-generate; counted: 254" };

/// The label of a report type.
pub const REPORT_TYPE_LABEL: Limit = Limit { what: "label of a report type", max: 50, source: "unconfirmed" };

/// The header of a component of a dashboard.
pub const HEADER: Limit = Limit { what: "header on a dashboard", max: 80, source: "unconfirmed" };

/// Components of one dashboard.
pub const DASHBOARD_COMPONENTS: Limit =
    Limit { what: "components of a dashboard", max: 20, source: "unconfirmed; counted: 18" };

impl Limit {
    /// Whether a text fits.
    pub fn allows(&self, text: &str) -> bool {
        text.chars().count() <= self.max
    }

    /// The text itself, or as much of it as fits with `…` at its end.
    pub fn shorten(&self, text: &str) -> String {
        if self.allows(text) {
            return text.to_owned();
        }
        let kept: String = text.chars().take(self.max.saturating_sub(1)).collect();
        format!("{}…", kept.trim_end())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_end_in_an_ellipsis() {
        assert_eq!(LABEL.shorten("Discovery held on"), "Discovery held on");
        let long = "é".repeat(41);
        assert!(LABEL.allows(&long[2..]) && !LABEL.allows(&long));
        assert_eq!(LABEL.shorten(&long), format!("{}…", "é".repeat(39)));
        assert_eq!(LABEL.shorten(&format!("{} and more", "a".repeat(38))), format!("{}…", "a".repeat(38)));
    }
}
