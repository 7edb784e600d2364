//! How much more a portal may hold.

use crate::manifest::{Thing, Wanted};
use crate::snapshot::Snapshot;
use lifecycle_targets::hubspot::OBJECTS;
use serde_json::Value;
use std::collections::BTreeMap;

/// What is left, as far as the portal tells. What it does not tell holds nothing back.
pub(super) struct Room {
    /// By object, for pipelines and for properties.
    left: BTreeMap<(&'static str, String), Limit>,
    /// Properties of all objects together.
    overall: Option<Limit>,
}

/// A limit and how much of it is used.
struct Limit {
    limit: u64,
    used: u64,
}

impl Limit {
    fn read(found: &Value, limit: &str, usage: &str) -> Option<Self> {
        Some(Self { limit: found.get(limit)?.as_u64()?, used: found.get(usage)?.as_u64()? })
    }

    fn is_full(&self) -> bool {
        self.used >= self.limit
    }
}

impl Room {
    pub(super) fn new(snapshot: &Snapshot) -> Self {
        let mut left = BTreeMap::new();
        for (kind, key) in [("pipelines", "hubspotDefinedObjectTypes"), ("custom-properties", "byObjectType")] {
            let found = snapshot.limit(kind).and_then(|it| it.get(key)?.as_array());
            for entry in found.into_iter().flatten() {
                let type_id = entry.get("objectTypeId").and_then(Value::as_str);
                let object = OBJECTS.iter().find(|facts| Some(facts.type_id) == type_id);
                if let (Some(object), Some(limit)) = (object, Limit::read(entry, "limit", "usage")) {
                    left.insert((kind, object.path.to_owned()), limit);
                }
            }
        }
        let overall = snapshot.limit("custom-properties");
        Self { left, overall: overall.and_then(|it| Limit::read(it, "overallLimit", "overallUsage")) }
    }

    /// Takes the room for one more thing, or says why there is none.
    pub(super) fn take(&mut self, wanted: &Wanted) -> Option<String> {
        let (kind, what) = match wanted.thing {
            Thing::Pipeline => ("pipelines", "pipelines"),
            Thing::Property => ("custom-properties", "fields of its own"),
            Thing::Group | Thing::Options(_) | Thing::LifecycleStage(..) => return None,
        };
        let overall = self.overall.as_mut().filter(|_| wanted.thing == Thing::Property);
        let own = self.left.get_mut(&(kind, wanted.object.clone()));
        let mut limits: Vec<&mut Limit> = own.into_iter().chain(overall).collect();
        if let Some(full) = limits.iter().find(|limit| limit.is_full()) {
            return Some(format!("the portal's room for {what} is used up: HubSpot allows {}", full.limit));
        }
        limits.iter_mut().for_each(|limit| limit.used += 1);
        None
    }
}
