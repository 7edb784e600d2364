//! Properties: types, those HubSpot brings along, and the one whose values may be changed.

/// How HubSpot stores and shows a field: `type` and `fieldType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldShape {
    /// What is stored.
    pub kind: &'static str,
    /// How it is shown.
    pub field: &'static str,
}

/// The shape of a neutral type. The pairs are those the properties guide allows (`bool` goes with `booleancheckbox` only,
/// telephone numbers are texts shown as such); values out of a list of users are an enumeration whose options are external (spec).
/// The create call takes no currency or percent display, so both are plain numbers.
pub fn field_shape(neutral_type: &str) -> FieldShape {
    let (kind, field) = match neutral_type {
        "number" | "currency" | "percent" => ("number", "number"),
        "boolean" => ("bool", "booleancheckbox"),
        "date" => ("date", "date"),
        "datetime" => ("datetime", "date"),
        "phone" => ("string", "phonenumber"),
        "picklist" | "user" => ("enumeration", "select"),
        "multipicklist" => ("enumeration", "checkbox"),
        _ => ("string", "text"),
    };
    FieldShape { kind, field }
}

/// The property that stands for a field every CRM has, by the neutral names of object and field. Those of meetings but `hs_createdate`
/// are in the guide "Meetings"; those of contacts, deals and tickets occur throughout public programs that read them (data); of
/// companies, and `hs_createdate` of meetings: unverified.
pub fn standard_property(object: &str, field: &str) -> Option<&'static str> {
    let name = match (object, field) {
        (_, "owner") => "hubspot_owner_id",
        ("meeting", "subject") => "hs_meeting_title",
        ("meeting", "starts_on") => "hs_meeting_start_time",
        ("meeting", "created_on") => "hs_createdate",
        (_, "created_on") => "createdate",
        ("contact" | "lead", "email") => "email",
        ("contact" | "lead" | "company", "phone") => "phone",
        ("contact" | "lead", "first_name") => "firstname",
        ("contact" | "lead", "last_name") => "lastname",
        ("contact" | "lead", "title") => "jobtitle",
        ("company", "name") => "name",
        ("company", "website") => "website",
        ("company", "industry") => "industry",
        ("deal", "name") => "dealname",
        ("deal", "amount") => "amount",
        ("deal", "close_date") => "closedate",
        ("deal", "description") => "description",
        ("ticket", "subject") => "subject",
        ("ticket", "description") => "content",
        _ => return None,
    };
    Some(name)
}

/// The lead status of contacts and companies: its definition is read-only, its options are not (data, `modificationMetadata`).
pub const LEAD_STATUS: &str = "hs_lead_status";

/// The values lead status starts with (data: a real portal) and their labels (two public programs that list them).
/// A value that records hold must be hidden, never removed; changing the options replaces the whole list (live).
pub const LEAD_STATUS_OPTIONS: &[(&str, &str)] = &[
    ("NEW", "New"),
    ("OPEN", "Open"),
    ("IN_PROGRESS", "In Progress"),
    ("OPEN_DEAL", "Open Deal"),
    ("UNQUALIFIED", "Unqualified"),
    ("ATTEMPTED_TO_CONTACT", "Attempted to Contact"),
    ("CONNECTED", "Connected"),
    ("BAD_TIMING", "Bad Timing"),
];

/// Whether HubSpot brings a property of this name along on the object with this path: such a name cannot be created.
/// Everything that starts with `hs_` is HubSpot's (data). The rest is an unverified list: neither complete nor checked against a portal.
/// A name too many costs a field the prefix `custom_`; a name too few is refused with 409 when the property is created.
pub fn is_default_property(object_path: &str, name: &str) -> bool {
    let own = match object_path {
        "contacts" => CONTACTS,
        "companies" => COMPANIES,
        "deals" => DEALS,
        "tickets" => TICKETS,
        _ => &[],
    };
    name.starts_with("hs_") || EVERYWHERE.contains(&name) || own.contains(&name)
}

const EVERYWHERE: &[&str] = &[
    "createdate",
    "hubspot_owner_assigneddate",
    "hubspot_owner_id",
    "hubspot_team_id",
    "lastmodifieddate",
    "notes_last_contacted",
    "notes_last_updated",
    "notes_next_activity_date",
    "num_contacted_notes",
    "num_notes",
];

const CONTACTS: &[&str] = &[
    "address",
    "annualrevenue",
    "associatedcompanyid",
    "city",
    "closedate",
    "company",
    "company_size",
    "country",
    "currentlyinworkflow",
    "date_of_birth",
    "days_to_close",
    "degree",
    "email",
    "fax",
    "field_of_study",
    "first_conversion_date",
    "first_conversion_event_name",
    "first_deal_created_date",
    "firstname",
    "followercount",
    "gender",
    "graduation_date",
    "hubspotscore",
    "industry",
    "ip_city",
    "ip_country",
    "ip_state",
    "job_function",
    "jobtitle",
    "lastname",
    "lifecyclestage",
    "linkedinbio",
    "linkedinconnections",
    "marital_status",
    "message",
    "military_status",
    "mobilephone",
    "num_associated_deals",
    "num_conversion_events",
    "num_unique_conversion_events",
    "numemployees",
    "phone",
    "photo",
    "recent_conversion_date",
    "recent_conversion_event_name",
    "recent_deal_amount",
    "recent_deal_close_date",
    "relationship_status",
    "salutation",
    "school",
    "seniority",
    "start_date",
    "state",
    "total_revenue",
    "twitterbio",
    "twitterhandle",
    "twitterprofilephoto",
    "website",
    "work_email",
    "zip",
];

const COMPANIES: &[&str] = &[
    "about_us",
    "address",
    "address2",
    "annualrevenue",
    "city",
    "closedate",
    "country",
    "days_to_close",
    "description",
    "domain",
    "facebook_company_page",
    "facebookfans",
    "first_contact_createdate",
    "first_conversion_date",
    "first_deal_created_date",
    "founded_year",
    "industry",
    "is_public",
    "lifecyclestage",
    "linkedin_company_page",
    "linkedinbio",
    "name",
    "num_associated_contacts",
    "num_associated_deals",
    "num_conversion_events",
    "numberofemployees",
    "phone",
    "recent_conversion_date",
    "recent_deal_amount",
    "recent_deal_close_date",
    "state",
    "timezone",
    "total_money_raised",
    "total_revenue",
    "twitterbio",
    "twitterfollowers",
    "twitterhandle",
    "type",
    "web_technologies",
    "website",
    "zip",
];

const DEALS: &[&str] = &[
    "amount",
    "amount_in_home_currency",
    "closed_lost_reason",
    "closed_won_reason",
    "closedate",
    "days_to_close",
    "deal_currency_code",
    "dealname",
    "dealstage",
    "dealtype",
    "description",
    "engagements_last_meeting_booked",
    "num_associated_contacts",
    "pipeline",
];

const TICKETS: &[&str] = &[
    "closed_date",
    "content",
    "created_by",
    "first_agent_reply_date",
    "last_engagement_date",
    "last_reply_date",
    "nps_follow_up_answer",
    "nps_score",
    "source_ref",
    "source_thread_id",
    "source_type",
    "subject",
    "tags",
    "time_to_close",
    "time_to_first_agent_reply",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn allowed_pairs_only() {
        // The pairs of the properties guide.
        let allowed = [
            ("bool", "booleancheckbox"),
            ("enumeration", "select"),
            ("enumeration", "checkbox"),
            ("date", "date"),
            ("datetime", "date"),
            ("string", "text"),
            ("string", "phonenumber"),
            ("number", "number"),
        ];
        for name in [
            "text",
            "number",
            "currency",
            "percent",
            "boolean",
            "date",
            "datetime",
            "email",
            "phone",
            "url",
            "picklist",
            "multipicklist",
            "user",
            "product",
        ] {
            let shape = field_shape(name);
            assert!(allowed.contains(&(shape.kind, shape.field)), "{name}: {shape:?}");
        }
    }

    #[test]
    fn defaults_are_known() {
        assert!(is_default_property("contacts", "lifecyclestage"));
        assert!(is_default_property("deals", "hs_anything"));
        assert!(is_default_property("tickets", "hubspot_owner_id"));
        assert!(!is_default_property("tickets", "lifecyclestage"));
        assert!(!is_default_property("contacts", "fit_score"));
    }
}
