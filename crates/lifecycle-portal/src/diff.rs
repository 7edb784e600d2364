//! What a manifest asks for, held against what a portal has.

mod alone;
mod group;
mod lifecycle_stage;
mod names;
mod pipeline;
mod property;
mod room;

use crate::address::Address;
use crate::manifest::{Package, Thing, Wanted};
use crate::plan::{Action, Change, Plan, Seen, Write};
use crate::portal::Call;
use crate::references::{Known, references};
use crate::snapshot::Snapshot;
use crate::view::print;
use lifecycle_stage::LifecycleStages;
use lifecycle_targets::hubspot::{OBJECTS, Tier};
use room::Room;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What whoever asks for a plan decides.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wishes {
    /// The edition of the portal, if it is known: no API tells it.
    pub tier: Option<Tier>,
    /// Whether lifecycle stages are created and renamed through the API, which nobody has shown to work, instead of by a person.
    pub create_lifecycle_stages: bool,
}

/// Compares. `known` are the ids that HubSpot gave in earlier runs.
pub fn plan(package: &Package, snapshot: &Snapshot, known: &Known, wishes: Wishes) -> Plan {
    let mut draft = Draft {
        snapshot,
        wishes,
        room: Room::new(snapshot),
        seen: Vec::new(),
        references: BTreeMap::new(),
        changes: Vec::new(),
        blocked: BTreeSet::new(),
    };
    let mut lifecycle_stages = LifecycleStages::new(package, snapshot, known);
    for wanted in &package.wanted {
        match &wanted.thing {
            Thing::Group => group::compare(&mut draft, wanted),
            Thing::Property => property::compare(&mut draft, wanted),
            Thing::Options(name) => property::compare_options(&mut draft, wanted, name),
            Thing::Pipeline => pipeline::compare(&mut draft, wanted),
            Thing::LifecycleStage(pipeline, _) => lifecycle_stages.compare(&mut draft, wanted, pipeline),
        }
    }
    lifecycle_stage::compare_order(&mut draft, package);
    alone::compare(&mut draft, package);
    Plan {
        version: 1,
        portal: snapshot.account.clone(),
        reads: snapshot.reads.clone(),
        seen: draft.seen,
        references: draft.references,
        changes: draft.changes,
    }
}

/// A plan being made.
struct Draft<'a> {
    snapshot: &'a Snapshot,
    wishes: Wishes,
    room: Room,
    seen: Vec<Seen>,
    references: Known,
    changes: Vec<Change>,
    /// Requests, and parts of them, whose thing will not be there.
    blocked: BTreeSet<String>,
}

impl Draft<'_> {
    /// Looks at a thing, and remembers how it looked.
    fn see(&mut self, at: &Address) -> Option<Value> {
        let view = self.snapshot.look(at);
        self.seen.push(Seen { at: at.clone(), print: print(view.as_ref()) });
        view
    }

    /// Adds a change. One that comes after something blocked is blocked itself.
    fn push(&mut self, mut change: Change, wanted: &Wanted) {
        let needs = wanted.request.after.iter().cloned().chain(references(&wanted.body));
        change.after.extend(needs);
        let missing = change.after.iter().find(|id| self.blocked.contains(*id)).cloned();
        if let Some(missing) = missing.filter(|_| change.write.is_some()) {
            change = change.blocked(format!("it needs `{missing}`, which is blocked"));
        }
        if change.action == Action::Blocked {
            self.blocked.insert(change.id.clone());
        }
        self.changes.push(change);
    }

    /// Why a thing cannot be created whatever else there is: the portal's edition, or how much it may hold.
    fn refusal(&mut self, wanted: &Wanted) -> Option<String> {
        let needed = Tier::from_name(&wanted.request.tier);
        if let (Some(needed), Some(tier)) = (needed, self.wishes.tier)
            && tier < needed
        {
            return Some(format!(
                "HubSpot allows it from the edition {} up; this portal is {}",
                needed.name(),
                tier.name()
            ));
        }
        self.room.take(wanted)
    }
}

impl Change {
    /// A change of what a request of the manifest asks for.
    fn of(wanted: &Wanted, action: Action, kind: &str, label: &str, name: &str) -> Self {
        Self {
            id: wanted.request.id.clone(),
            action,
            kind: kind.to_owned(),
            place: place(&wanted.object),
            label: label.to_owned(),
            name: name.to_owned(),
            details: Vec::new(),
            why: None,
            steps: Vec::new(),
            after: Vec::new(),
            write: None,
        }
    }

    /// The same, impossible.
    fn blocked(mut self, why: String) -> Self {
        self.action = Action::Blocked;
        self.why = Some(why);
        self.write = None;
        self
    }

    /// The same, after other calls.
    fn behind(mut self, calls: Vec<Call>) -> Self {
        if let Some(write) = &mut self.write {
            write.calls.splice(0..0, calls);
        }
        self
    }

    /// The same, done by a call.
    fn by(mut self, at: Address, before: Option<Value>, after: Option<Value>, call: Call) -> Self {
        self.write = Some(Write { at, before, after, calls: vec![call], between: None, gives_id_to: None });
        self
    }
}

/// An object as HubSpot's settings call it.
fn place(object: &str) -> String {
    OBJECTS.iter().find(|facts| facts.path == object).map_or_else(|| object.to_owned(), |facts| facts.label.to_owned())
}

/// The texts of a view that differ, by key and how people call it.
fn differing<'k>(before: &Value, after: &Value, keys: &[(&'k str, &'k str)]) -> Vec<(&'k str, &'k str)> {
    keys.iter().copied().filter(|(key, _)| before.get(key) != after.get(key)).collect()
}

/// A value of a view as people read it.
fn shown(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Bool(yes)) => if *yes { "yes" } else { "no" }.to_owned(),
        Some(other) => other.to_string(),
        None => String::new(),
    }
}
