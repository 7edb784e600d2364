//! HubSpot allows the name of a stage once in its list: who has it must let go of it first.

use super::pipeline::metadata;
use crate::address::segment;
use crate::portal::Call;
use crate::view;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The names in one list of stages, while changes to them are put in order.
pub(super) struct Names<'v> {
    there: Vec<&'v Value>,
    /// Where `…/stages` is.
    path: String,
    /// The stages that the lifecycle has: their place in the order of changes, and the name they will have.
    ours: BTreeMap<String, (usize, String)>,
    /// Those that were called something else for the time being.
    aside: BTreeMap<String, String>,
}

/// What it takes to get a name.
pub(super) enum Free {
    /// Calls that make the holder let go of it.
    After(Vec<Call>),
    /// A stage has it that the lifecycle does not know.
    Taken(String),
}

impl<'v> Names<'v> {
    /// `ours`: the stages of the lifecycle that are there, by id, in the order of their changes, with the names they will have.
    pub(super) fn new(
        there: Vec<&'v Value>,
        pipeline: &str,
        ours: impl Iterator<Item = (usize, String, String)>,
    ) -> Self {
        let ours = ours.map(|(place, id, label)| (id, (place, label))).collect();
        Self { there, path: format!("{pipeline}/stages"), ours, aside: BTreeMap::new() }
    }

    /// What the change at this place has to do first, to call a stage so.
    pub(super) fn free(&mut self, place: usize, own: Option<&str>, label: &str) -> Free {
        let has_it = |stage: &&&Value| view::same_label(view::text(stage, "label"), label);
        let others = self.there.iter().filter(|stage| own != Some(view::text(stage, "id")));
        let Some(holder) = others.clone().find(has_it) else { return Free::After(Vec::new()) };
        let id = view::text(holder, "id");
        match self.ours.get(id) {
            None => Free::Taken(id.to_owned()),
            // Its own change comes first and takes the name off it.
            Some((at, _)) if *at < place => Free::After(Vec::new()),
            Some((_, later)) => {
                let name = format!("{later} ({id})");
                let body = json!({ "label": name, "metadata": metadata(holder) });
                let call = Call::with("PATCH", format!("{}/{}", self.path, segment(id)), body);
                self.aside.insert(id.to_owned(), name);
                Free::After(vec![call])
            }
        }
    }

    /// How a stage looks for the time being, if an earlier change calls it something else.
    pub(super) fn between(&self, id: &str, before: &Value) -> Option<Value> {
        let name = self.aside.get(id)?;
        let mut view = before.clone();
        view.as_object_mut()?.insert("label".to_owned(), json!(name));
        Some(view)
    }
}
