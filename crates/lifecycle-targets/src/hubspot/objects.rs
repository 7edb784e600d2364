//! CRM objects: which of HubSpot's stands for each neutral one, and what it takes to change it.

/// An object of HubSpot.
#[derive(Debug, PartialEq, Eq)]
pub struct ObjectFacts {
    /// The neutral names it stands for. HubSpot keeps people who are not qualified yet among its contacts.
    pub neutral: &'static [&'static str],
    /// Its name in paths.
    pub path: &'static str,
    /// Its name in settings.
    pub label: &'static str,
    /// Its type id (guide "Using object APIs", table of object type ids).
    pub type_id: &'static str,
    /// The scope needed to change its properties and pipelines (spec, security of
    /// `POST /crm/properties/2026-09/{objectType}` and `POST /crm/pipelines/2026-09/{objectType}`). The spec names none for
    /// meetings: the one of contacts is unverified, by analogy with the guide "Meetings", which asks for the scopes of contact records.
    pub scope: &'static str,
}

/// The objects a lifecycle can be about, in the order in which people set them up.
pub static OBJECTS: &[ObjectFacts] = &[
    ObjectFacts {
        neutral: &["contact", "lead"],
        path: "contacts",
        label: "Contacts",
        type_id: "0-1",
        scope: "crm.schemas.contacts.write",
    },
    ObjectFacts {
        neutral: &["company"],
        path: "companies",
        label: "Companies",
        type_id: "0-2",
        scope: "crm.schemas.companies.write",
    },
    ObjectFacts { neutral: &["deal"], path: "deals", label: "Deals", type_id: "0-3", scope: "crm.schemas.deals.write" },
    ObjectFacts { neutral: &["ticket"], path: "tickets", label: "Tickets", type_id: "0-5", scope: "tickets" },
    ObjectFacts {
        neutral: &["meeting"],
        path: "meetings",
        label: "Meetings",
        type_id: "0-47",
        scope: "crm.schemas.contacts.write",
    },
];

/// HubSpot's object for a neutral one.
pub fn object(neutral: &str) -> Option<&'static ObjectFacts> {
    OBJECTS.iter().find(|facts| facts.neutral.contains(&neutral))
}
