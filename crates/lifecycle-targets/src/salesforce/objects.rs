//! Which Salesforce object stands for each neutral object, and which of its own fields for each neutral field.

/// A Salesforce object.
#[derive(Debug, PartialEq, Eq)]
pub struct SObject {
    /// The neutral name: `contact`, `deal` …
    pub neutral: &'static str,
    /// The API name of its records.
    pub api_name: &'static str,
    /// What people call one record.
    pub label: &'static str,
    /// What people call several.
    pub plural_label: &'static str,
    /// The object that holds its custom fields, as folder and in manifests.
    pub fields_on: &'static str,
    /// The objects under which permission sets name its custom fields.
    pub permissions_on: &'static [&'static str],
    /// Whether the history of its fields can be kept.
    pub has_history: bool,
    /// Neutral names of fields that it has by itself, with their API names; sorted.
    pub standard_fields: &'static [(&'static str, &'static str)],
}

impl SObject {
    /// The API name of the field that the object has by itself for a neutral name.
    pub fn standard_field(&self, neutral: &str) -> Option<&'static str> {
        self.standard_fields.iter().find(|(name, _)| *name == neutral).map(|(_, api_name)| *api_name)
    }

    /// Whether the org has it only after the deployment.
    pub fn is_custom(&self) -> bool {
        self.api_name.ends_with(super::names::CUSTOM_SUFFIX)
    }
}

const PERSON_FIELDS: &[(&str, &str)] = &[
    ("created_on", "CreatedDate"),
    ("email", "Email"),
    ("first_name", "FirstName"),
    ("last_name", "LastName"),
    ("owner", "OwnerId"),
    ("phone", "Phone"),
    ("title", "Title"),
];

// Field names: unconfirmed, to be found in the Object Reference for the Salesforce Platform, one page an object.

/// People at an account.
pub static CONTACT: SObject = SObject {
    neutral: "contact",
    api_name: "Contact",
    label: "Contact",
    plural_label: "Contacts",
    fields_on: "Contact",
    permissions_on: &["Contact"],
    has_history: true,
    standard_fields: PERSON_FIELDS,
};

/// People without an account.
pub static LEAD: SObject = SObject {
    neutral: "lead",
    api_name: "Lead",
    label: "Lead",
    plural_label: "Leads",
    fields_on: "Lead",
    permissions_on: &["Lead"],
    has_history: true,
    standard_fields: PERSON_FIELDS,
};

/// Organisations.
pub static ACCOUNT: SObject = SObject {
    neutral: "company",
    api_name: "Account",
    label: "Account",
    plural_label: "Accounts",
    fields_on: "Account",
    permissions_on: &["Account"],
    has_history: true,
    standard_fields: &[
        ("created_on", "CreatedDate"),
        ("industry", "Industry"),
        ("name", "Name"),
        ("owner", "OwnerId"),
        ("phone", "Phone"),
        ("website", "Website"),
    ],
};

/// Deals.
pub static OPPORTUNITY: SObject = SObject {
    neutral: "deal",
    api_name: "Opportunity",
    label: "Opportunity",
    plural_label: "Opportunities",
    fields_on: "Opportunity",
    permissions_on: &["Opportunity"],
    has_history: true,
    standard_fields: &[
        ("amount", "Amount"),
        ("close_date", "CloseDate"),
        ("created_on", "CreatedDate"),
        ("description", "Description"),
        ("name", "Name"),
        ("owner", "OwnerId"),
    ],
};

/// Meetings. Events and tasks share the custom fields of the Activity object, and field permissions name both.
///
/// Source: counted (fields on Activity); sfpowerkit issues 446 and 517 and the Object Reference on Task (permissions on Task and
/// Event together: a missing entry takes access away).
pub static EVENT: SObject = SObject {
    neutral: "meeting",
    api_name: "Event",
    label: "Event",
    plural_label: "Events",
    fields_on: "Activity",
    permissions_on: &["Event", "Task"],
    has_history: false,
    standard_fields: &[
        ("created_on", "CreatedDate"),
        ("owner", "OwnerId"),
        ("starts_on", "StartDateTime"),
        ("subject", "Subject"),
    ],
};

/// Records of the success team: a custom object, since Salesforce has none for them. It is called the same whatever the
/// domains on it are called, so that they can be renamed.
pub static SUCCESS_PLAN: SObject = SObject {
    neutral: "ticket",
    api_name: "Success_Plan__c",
    label: "Success Plan",
    plural_label: "Success Plans",
    fields_on: "Success_Plan__c",
    permissions_on: &["Success_Plan__c"],
    has_history: true,
    // It has no description of its own: that becomes a custom field.
    standard_fields: &[("created_on", "CreatedDate"), ("owner", "OwnerId"), ("subject", "Name")],
};

/// The fields of its own whose history shows what a lifecycle is about: who had a record, and where it stood.
///
/// Source: counted (trackHistory on standard fields of Lead and Opportunity).
pub fn tracked_standard_fields(object: &SObject) -> &'static [(&'static str, &'static str)] {
    match object.api_name {
        "Lead" => &[("OwnerId", "Lookup"), ("Status", "Picklist")],
        "Contact" | "Account" => &[("OwnerId", "Lookup")],
        "Opportunity" => {
            &[("Amount", "Currency"), ("CloseDate", "Date"), ("OwnerId", "Lookup"), (STAGE_FIELD, "Picklist")]
        }
        _ => &[],
    }
}

/// Products. Records refer to them; nothing is added to them.
pub const PRODUCT: &str = "Product2";

/// Users. Records refer to them; nothing is added to them.
pub const USER: &str = "User";

/// The field of a deal that holds its pipeline stage.
pub const STAGE_FIELD: &str = "StageName";

/// All objects that stand for a neutral one.
pub static ALL: [&SObject; 6] = [&CONTACT, &LEAD, &ACCOUNT, &OPPORTUNITY, &SUCCESS_PLAN, &EVENT];

/// On which objects people are kept before they buy: the setting `people`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum People {
    /// On contacts.
    #[default]
    Contact,
    /// On leads, until they are converted.
    Lead,
    /// On both.
    Both,
}

impl People {
    /// What a word of the setting means.
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "contact" => Some(People::Contact),
            "lead" => Some(People::Lead),
            "both" => Some(People::Both),
            _ => None,
        }
    }
}

/// The objects that hold the fields of a neutral one.
pub fn standing_for(neutral: &str, people: People) -> &'static [&'static SObject] {
    static ONE: [[&SObject; 1]; 6] = [[&CONTACT], [&LEAD], [&ACCOUNT], [&OPPORTUNITY], [&SUCCESS_PLAN], [&EVENT]];
    static BOTH: [&SObject; 2] = [&CONTACT, &LEAD];
    let neutral = match (neutral, people) {
        ("contact", People::Both) => return &BOTH,
        ("contact", People::Lead) => "lead",
        (other, _) => other,
    };
    ONE.iter().find(|[object]| object.neutral == neutral).map_or(&[], <[_; 1]>::as_slice)
}

/// The object that stands for a neutral name when people are kept as contacts.
pub fn object(neutral: &str) -> Option<&'static SObject> {
    ALL.into_iter().find(|object| object.neutral == neutral)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_neutral_object_has_one_of_salesforce() {
        for people in [People::Contact, People::Lead, People::Both] {
            for object in ALL {
                assert!(!standing_for(object.neutral, people).is_empty(), "{}", object.neutral);
            }
        }
        assert_eq!(standing_for("contact", People::Both), [&CONTACT, &LEAD]);
        assert_eq!(People::from_word("lead"), Some(People::Lead));
        assert_eq!(People::from_word("persons"), None);
    }

    #[test]
    fn standard_fields_map_by_themselves() {
        let field = |object: &str, name: &str| super::object(object).and_then(|object| object.standard_field(name));
        assert_eq!(field("contact", "email"), Some("Email"));
        assert_eq!(field("deal", "close_date"), Some("CloseDate"));
        assert_eq!(field("deal", "amount"), Some("Amount"));
        assert_eq!(field("meeting", "starts_on"), Some("StartDateTime"));
        assert_eq!(field("ticket", "description"), None);
        assert_eq!(field("contact", "fit_score"), None);
        assert_eq!(field("planet", "name"), None);
        for object in ALL {
            assert_eq!(object.standard_field("owner"), Some("OwnerId"), "{}", object.api_name);
            assert!(object.standard_fields.is_sorted(), "{}", object.api_name);
        }
    }
}
