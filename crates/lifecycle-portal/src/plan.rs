//! A plan: everything that would change, and why the rest does not.

use crate::address::Address;
use crate::portal::Call;
use crate::references::{Known, resolve};
use crate::snapshot::{Account, Reads};
use crate::view::print;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The plan for one portal. `schemas/plan.schema.json` describes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// 1.
    pub version: u32,
    /// The portal that it is for.
    pub portal: Account,
    /// What was read.
    pub reads: Reads,
    /// How the things looked that the plan is about.
    pub seen: Vec<Seen>,
    /// The ids that HubSpot gave, as far as they are known.
    pub references: BTreeMap<String, String>,
    /// The changes in the order in which to make them.
    pub changes: Vec<Change>,
}

/// How a thing looked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Seen {
    /// The thing.
    pub at: Address,
    /// The fingerprint of what counts of it.
    pub print: String,
}

/// What happens to a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// It is new.
    Added,
    /// It changes.
    Changed,
    /// People no longer see it, records keep it.
    Hidden,
    /// The portal has it, the lifecycle does not: it stays as it is.
    LeftAlone,
    /// It should change and cannot.
    Blocked,
}

/// A thing and what happens to it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// The request of the manifest, with the part behind it: `pipeline/deals/new_business/stage/new_business__sql`.
    pub id: String,
    /// What happens.
    pub action: Action,
    /// What it is, in the words of the lifecycle: `field`, `stage`, `pipeline`…
    pub kind: String,
    /// The object it belongs to, as HubSpot's settings call it, with the pipeline if it is a part of one.
    pub place: String,
    /// What people call it.
    pub label: String,
    /// Its internal name or id; empty if HubSpot has yet to give it one.
    pub name: String,
    /// What changes of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub details: Vec<Detail>,
    /// Why it is blocked or left alone, or what to know about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// What a person does about it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<String>,
    /// The changes that must have succeeded before, or their parts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<String>,
    /// How it is done. What is left alone goes away by it, if somebody names it; what is blocked has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub write: Option<Write>,
}

/// One aspect of a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Detail {
    /// What happens to it.
    pub action: Action,
    /// What it is: `label`, `choice "Nurture"`, `stage "SQL"`.
    pub what: String,
    /// What it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// What it will be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

impl Detail {
    /// Something that takes another value.
    pub(crate) fn changed(what: &str, from: &str, to: &str) -> Self {
        Self { action: Action::Changed, what: what.to_owned(), from: Some(from.to_owned()), to: Some(to.to_owned()) }
    }

    /// Something that comes, changes or goes as a whole.
    pub(crate) fn plain(action: Action, what: String) -> Self {
        Self { action, what, from: None, to: None }
    }
}

/// How a change is made, and how to tell whether it has been.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Write {
    /// What changes.
    pub at: Address,
    /// How it looked; null if it was not there.
    pub before: Option<Value>,
    /// How it will look, with references for ids that HubSpot has yet to give; null if it will not be there.
    pub after: Option<Value>,
    /// How else it may look while the plan is under way: another change needs its label first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub between: Option<Value>,
    /// The calls in order. All of them may be made again.
    pub calls: Vec<Call>,
    /// The request of the manifest whose id HubSpot gives with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gives_id_to: Option<String>,
}

impl Write {
    /// Whether what is found is what the change leaves behind. `known`: the ids that HubSpot gave, which may be a part of it.
    pub(crate) fn is_made(&self, found: Option<&Value>, known: &Known) -> bool {
        match &self.after {
            None => found.is_none(),
            Some(after) => resolve(after, known).is_ok_and(|after| found == Some(&after)),
        }
    }

    /// Whether what is found is what the plan found, or what it makes of it on its way.
    pub(crate) fn is_untouched(&self, found: Option<&Value>) -> bool {
        // The order of stages moves with each of them.
        let is_order = matches!(self.at, Address::StageOrder { .. });
        is_order || found == self.before.as_ref() || (found.is_some() && found == self.between.as_ref())
    }
}

/// How many things happen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Counts {
    /// New things.
    pub added: usize,
    /// Things that change.
    pub changed: usize,
    /// Things, or choices of a field, that are hidden.
    pub hidden: usize,
    /// Things left alone.
    pub left_alone: usize,
    /// Things that should change and cannot.
    pub blocked: usize,
}

impl Plan {
    /// The plan of a text.
    ///
    /// # Errors
    /// When it is none that this version understands.
    pub fn parse(text: &str) -> Result<Self, String> {
        let plan: Self = serde_json::from_str(text).map_err(|error| format!("it is no plan: {error}"))?;
        match plan.version {
            1 => Ok(plan),
            other => Err(format!("it has version {other}, not 1")),
        }
    }

    /// The text of its file.
    pub fn to_text(&self) -> String {
        // A struct of texts, numbers and JSON always becomes JSON.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// The fingerprint of the whole plan.
    pub(crate) fn print(&self) -> String {
        print(Some(&json!(self)))
    }

    /// Whether the portal is not what the lifecycle says: something would change, or should and cannot.
    pub fn differs(&self) -> bool {
        self.changes.iter().any(|change| change.action != Action::LeftAlone)
    }

    /// What applying it does.
    pub fn to_do(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|change| change.write.is_some() && change.action != Action::LeftAlone)
    }

    /// How many things happen.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for change in &self.changes {
            let hidden = change.details.iter().filter(|detail| detail.action == Action::Hidden).count();
            match change.action {
                Action::Added => counts.added += 1,
                Action::Changed => counts.changed += 1,
                Action::Hidden => {}
                Action::LeftAlone => counts.left_alone += 1,
                Action::Blocked => counts.blocked += 1,
            }
            counts.hidden += hidden;
        }
        counts
    }
}
