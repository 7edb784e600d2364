//! One portal and what is in it.

use super::reply::Reply;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// A portal. Tests look into it and change it as people would in the settings.
pub struct Account {
    /// Its number.
    pub id: u64,
    /// Property groups by object and name.
    pub groups: BTreeMap<(String, String), Value>,
    /// Properties by object and name.
    pub properties: BTreeMap<(String, String), Value>,
    /// Properties that were deleted.
    pub archived: BTreeMap<(String, String), Value>,
    /// Pipelines by object, in order.
    pub pipelines: BTreeMap<String, Vec<Value>>,
    /// Stages and properties that records hold, and that therefore cannot be deleted.
    pub in_use: BTreeSet<String>,
    /// How many pipelines an object may have.
    pub most_pipelines: usize,
    /// How many properties of its own an object may have.
    pub most_properties: usize,
    /// Objects that the token may look at and not change.
    pub read_only: BTreeSet<String>,
    /// Whether lifecycle stages can be added by the API. Nobody knows.
    pub takes_lifecycle_stages: bool,
    /// Contacts by id, with their properties.
    pub contacts: BTreeMap<String, BTreeMap<String, String>>,
    /// Workflows by id.
    pub flows: BTreeMap<String, Value>,
    /// Lists by id.
    pub lists: BTreeMap<String, Value>,
    /// The last number that was given away.
    next: u64,
}

/// The lifecycle stages that every portal starts with.
const LIFECYCLE: [(&str, &str); 8] = [
    ("subscriber", "Subscriber"),
    ("lead", "Lead"),
    ("marketingqualifiedlead", "Marketing Qualified Lead"),
    ("salesqualifiedlead", "Sales Qualified Lead"),
    ("opportunity", "Opportunity"),
    ("customer", "Customer"),
    ("evangelist", "Evangelist"),
    ("other", "Other"),
];

/// The objects that have pipelines of lifecycle stages, and those.
pub(super) const LIFECYCLE_PIPELINES: [(&str, &str); 2] =
    [("contacts", "contacts-lifecycle-pipeline"), ("companies", "companies-lifecycle-pipeline")];

impl Account {
    /// A portal as new as they come.
    pub fn new(id: u64) -> Self {
        let mut account = Self {
            id,
            groups: BTreeMap::new(),
            properties: BTreeMap::new(),
            archived: BTreeMap::new(),
            pipelines: BTreeMap::new(),
            in_use: BTreeSet::new(),
            most_pipelines: 100,
            most_properties: 1_000,
            read_only: BTreeSet::new(),
            takes_lifecycle_stages: true,
            contacts: BTreeMap::new(),
            flows: BTreeMap::new(),
            lists: BTreeMap::new(),
            next: 2_497_212_664,
        };
        let stage = |order: usize, id: &str, label: &str, metadata: Value| json!({ "id": id, "label": label, "displayOrder": order, "metadata": metadata, "archived": false });
        for (object, id) in LIFECYCLE_PIPELINES {
            let stages = LIFECYCLE.iter().enumerate().map(|(order, (value, label))| {
                let closed = *value == "other";
                let state = if closed { "CLOSED" } else { "OPEN" };
                stage(order, value, label, json!({ "state": state, "isClosed": closed.to_string() }))
            });
            let stages: Vec<Value> = stages.collect();
            account.add_pipeline(object, id, "Lifecycle Stage Pipeline", stages);
        }
        let deals = [("appointmentscheduled", "0.2"), ("closedwon", "1.0"), ("closedlost", "0.0")];
        let stages = deals.iter().enumerate().map(|(order, (id, probability))| {
            stage(order, id, id, json!({ "probability": probability, "isClosed": "false" }))
        });
        account.add_pipeline("deals", "default", "Sales Pipeline", stages.collect());
        let tickets = [("1", "New", "OPEN"), ("4", "Closed", "CLOSED")];
        let stages = tickets.iter().enumerate().map(|(order, (id, label, state))| {
            stage(order, id, label, json!({ "ticketState": state, "isClosed": (*state == "CLOSED").to_string() }))
        });
        account.add_pipeline("tickets", "0", "Support Pipeline", stages.collect());
        for object in ["contacts", "companies"] {
            let options: Vec<Value> = ["NEW", "OPEN", "CONNECTED"]
                .iter()
                .enumerate()
                .map(|(order, value)| {
                    json!({ "label": value, "value": value, "displayOrder": order, "hidden": false, "description": "" })
                })
                .collect();
            let status = json!({
                "name": "hs_lead_status", "label": "Lead Status", "type": "enumeration", "fieldType": "radio",
                "groupName": "sales_properties", "description": "", "options": options, "hubspotDefined": true,
                "modificationMetadata": { "archivable": false, "readOnlyDefinition": true, "readOnlyOptions": false, "readOnlyValue": false },
            });
            account.properties.insert((object.to_owned(), "hs_lead_status".to_owned()), status);
        }
        account
    }

    fn add_pipeline(&mut self, object: &str, id: &str, label: &str, stages: Vec<Value>) {
        let pipeline = json!({ "id": id, "label": label, "displayOrder": 0, "archived": false, "stages": stages });
        self.pipelines.entry(object.to_owned()).or_default().push(pipeline);
    }

    /// A property.
    pub fn property(&mut self, object: &str, name: &str) -> &mut Value {
        self.properties.get_mut(&(object.to_owned(), name.to_owned())).expect("a property")
    }

    /// A pipeline.
    pub fn pipeline(&mut self, object: &str, id: &str) -> &mut Value {
        let pipelines = self.pipelines.get_mut(object).expect("pipelines");
        pipelines.iter_mut().find(|pipeline| pipeline["id"] == id).expect("a pipeline")
    }

    /// Adds a lifecycle stage in the settings, as a person does: HubSpot gives it a number, contacts and companies share it.
    pub fn add_lifecycle_stage(&mut self, label: &str) {
        let id = self.number();
        for (object, pipeline) in LIFECYCLE_PIPELINES {
            let stages = self.pipeline(object, pipeline)["stages"].as_array_mut().expect("stages");
            let order = stages.len();
            stages.push(json!({ "id": id, "label": label, "displayOrder": order, "archived": false,
                "metadata": { "state": "OPEN", "isClosed": "false" } }));
        }
    }

    /// An id of HubSpot's making.
    pub(super) fn number(&mut self) -> String {
        self.next += 1;
        self.next.to_string()
    }

    /// Everything that the settings show, to tell whether anything has changed.
    pub fn picture(&self) -> String {
        format!("{:?}\n{:?}\n{:?}\n{:?}", self.groups, self.properties, self.archived, self.pipelines)
    }

    pub(super) fn may_not(&self, method: &str, area: &str, object: &str) -> bool {
        method != "GET" && area != "lists" && self.read_only.contains(object)
    }

    pub(super) fn details(&self) -> Reply {
        Reply::ok(
            json!({ "portalId": self.id, "accountType": "STANDARD", "timeZone": "US/Eastern", "uiDomain": "app.hubspot.com",
            "companyCurrency": "USD", "additionalCurrencies": [], "dataHostingLocation": "na1", "utcOffset": "-05:00", "utcOffsetMilliseconds": -18_000_000 }),
        )
    }

    pub(super) fn limits(&self, kind: &str) -> Reply {
        let used = |object: &str| match kind {
            "pipelines" => self.pipelines.get(object).map_or(0, Vec::len),
            _ => {
                let own = self.properties.iter().filter(|((on, _), it)| on == object && it["hubspotDefined"] != true);
                own.count()
            }
        };
        let most = if kind == "pipelines" { self.most_pipelines } else { self.most_properties };
        let objects = [("contacts", "0-1"), ("companies", "0-2"), ("deals", "0-3"), ("tickets", "0-5")];
        let entries: Vec<Value> = objects
            .iter()
            .map(|(object, type_id)| {
                json!({ "objectTypeId": type_id, "singularLabel": object, "pluralLabel": object,
                "limit": most, "usage": used(object), "percentage": 0 })
            })
            .collect();
        match kind {
            "pipelines" => Reply::ok(json!({ "hubspotDefinedObjectTypes": entries, "customObjectTypes": {} })),
            "custom-properties" => Reply::ok(json!({ "byObjectType": entries, "overallLimit": 10 * most,
                "overallUsage": objects.iter().map(|(object, _)| used(object)).sum::<usize>(), "overallPercentage": 0 })),
            _ => Reply::missing(kind),
        }
    }
}
