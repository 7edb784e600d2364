//! Whose history is kept: what the lifecycle is about, within what an org allows.

use super::{Part, Schema};
use lifecycle_targets::salesforce::limits::TRACKED_FIELDS;
use lifecycle_targets::salesforce::objects::tracked_standard_fields;
use std::collections::{BTreeMap, BTreeSet};

impl Schema {
    /// Stages first, then statuses, reasons and types. Events keep no history.
    pub(super) fn choose_histories(&mut self) {
        let mut wanted: Vec<(Part, usize)> = (self.fields.iter().enumerate())
            .filter(|(_, field)| field.part <= Part::Type && field.object.has_history)
            .map(|(place, field)| (field.part, place))
            .collect();
        wanted.sort_unstable();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for (_, place) in wanted {
            let Some(field) = self.fields.get_mut(place) else { continue };
            let own = tracked_standard_fields(field.object).len();
            let count = counts.entry(field.object.api_name).or_insert(own);
            field.tracked = *count < TRACKED_FIELDS.max;
            *count += usize::from(field.tracked);
        }
    }

    /// The objects on which a history is kept.
    pub(in crate::salesforce) fn with_history(&self) -> BTreeSet<&'static str> {
        self.fields.iter().filter(|field| field.tracked).map(|field| field.object.api_name).collect()
    }
}
