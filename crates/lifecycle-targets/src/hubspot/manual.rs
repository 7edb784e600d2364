//! What only a person can do in HubSpot, as steps. Menu names move between releases, so each step names the setting as well, and a
//! source says so where nobody has checked its path.

/// Something to do in the settings.
#[derive(Debug, PartialEq, Eq)]
pub struct Manual {
    /// What it is about.
    pub title: &'static str,
    /// What to do, in order.
    pub steps: &'static [&'static str],
    /// Why.
    pub reason: &'static str,
    /// Where it is documented, and when that page was last changed.
    pub source: &'static str,
}

/// HubSpot's own writers of the lifecycle stage. They come off before anything else: two writers that only move forward hide each
/// other's mistakes. No API reaches them (spec: no such setting in the whole collection).
pub static NATIVE_AUTOMATION: &[Manual] = &[
    Manual {
        title: "Company to contacts",
        steps: &["Settings > Objects > Companies > Automation: untick \"Sync lifecycle stages\"."],
        reason: "It copies the stage of the company to its contacts, so one advanced contact would advance all of them.",
        source: "KB \"Manage how lifecycle stages sync between objects\", 19 Apr 2022",
    },
    Manual {
        title: "Deals to contacts and companies",
        steps: &[
            "Settings > Objects > Deals, lifecycle stage sync: turn off the stage set when a deal is created.",
            "In the same place: turn off the stage set when a deal is won.",
        ],
        reason: "The lifecycle says itself what a new and a won deal mean.",
        source: "KB \"Manage how lifecycle stages sync between objects\", 19 Apr 2022; path not checked since",
    },
    Manual {
        title: "Default stage of new records",
        steps: &[
            "Settings > Objects > Contacts and > Companies: turn off the default lifecycle stage of new records, or set it to the first stage below.",
            "If Salesforce is connected: turn off its automatic lifecycle stage transitions.",
        ],
        reason: "A record must not start further than its entry criteria allow.",
        source: "KB \"Manage how lifecycle stages sync between objects\", 19 Apr 2022, names the transitions of Salesforce; path of the default stage not verified",
    },
];

/// How lifecycle stages are set up.
pub static LIFECYCLE_STAGE_SETUP: Manual = Manual {
    title: "Lifecycle stages",
    steps: &[
        "Sign in as a super admin and open Settings > Objects > Contacts > Lifecycle Stage. The list is shared by contacts and companies.",
        "Rename: hover over the stage, choose Edit, change its name. Its internal value stays.",
        "Create: choose Add stage, enter the name. HubSpot assigns a number as its internal value, shown behind the code icon.",
        "Order: drag the stages into the order of the table. The order decides what \"forward\" means.",
        "Delete the stages that are not used. One that holds records or is used by a tool cannot be deleted: move its records first.",
    ],
    reason: "The definition of the property is read-only for the API.",
    source: "KB \"Create and customize lifecycle stages\", 24 Oct 2025",
};

/// What else no API can do: what, and where a person does it.
pub static NO_API: &[Manual] = &[
    Manual {
        title: "Properties required on entering a deal stage",
        steps: &[
            "Settings > Data Management > Objects > Deals > Pipelines > the pipeline > the stage > Conditional logic > Add rule > Required.",
        ],
        reason: "Pipeline rules of the API do not cover them. Since 2026-09 the API keeps to them when it writes records.",
        source: "public repositories that describe the screen, 2026; path not verified",
    },
    Manual {
        title: "Properties required on creating a record, and who may see or edit them",
        steps: &[
            "Settings > Objects > the object > Record customization > Create form; Settings > Properties > the property > Manage access.",
        ],
        reason: "Neither is part of the properties API.",
        source: "absent from OpenAPI properties 2026-09, 21 Aug 2026; path not verified",
    },
    Manual {
        title: "Stage colours, automatic close dates, access to pipelines",
        steps: &["Settings > Objects > Deals or Tickets > Pipelines."],
        reason: "The pipelines API has no such keys.",
        source: "absent from OpenAPI pipelines 2026-09, 21 Aug 2026; path not verified",
    },
    Manual {
        title: "Reports, dashboards and saved views",
        steps: &["Reporting > Reports and Dashboards; saved views on the page of the object."],
        reason: "There is no endpoint for them.",
        source: "absent from the OpenAPI collection, 21 Aug 2026; path not verified",
    },
];
