//! What an org has already: its value sets, whose values are carried over instead of being switched off.
//!
//! A value set that is deployed becomes the whole list: what it leaves out goes inactive. So whoever has an export of the org gives it, and
//! values that the lifecycle does not know stand behind ours, as they were.

mod read;

use super::project::Component;
use crate::xml::Element;
use read::Node;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The endings of files that hold value sets: in source format, and as retrieved.
pub const CURRENT_ENDINGS: [&str; 4] =
    [".standardValueSet-meta.xml", ".standardValueSet", ".globalValueSet-meta.xml", ".globalValueSet"];

/// The value sets of an org.
#[derive(Clone, Debug, Default)]
pub struct CurrentOrg {
    sets: BTreeMap<String, Vec<Value>>,
}

/// A value as the org has it: its elements in order.
#[derive(Clone, Debug)]
struct Value {
    elements: Vec<(&'static str, String)>,
}

/// Values of one set that the lifecycle does not know and that stay, since they have been carried over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// The set: `OpportunityStage`, `Lead_Lifecycle`.
    pub set: String,
    /// The labels of those that are active, and would have gone inactive.
    pub active: Vec<String>,
    /// The labels of those that were inactive before, and stay so.
    pub inactive: Vec<String>,
    /// Those whose label one of ours has, with what they are called now: an org takes no label twice.
    pub relabelled: Vec<(String, String)>,
}

/// Why a file of an export cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CurrentError {
    /// The file.
    pub path: String,
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong, without a full stop.
    pub message: String,
}

impl fmt::Display for CurrentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, line, message } = self;
        write!(f, "`{path}`, line {line}: {message}; retrieve it again, or leave the file out")
    }
}

impl std::error::Error for CurrentError {}

impl CurrentOrg {
    /// Reads the value sets of an export. Other files are not looked at; of two files for one set, both count.
    ///
    /// # Errors
    /// When a value set cannot be read.
    pub fn read<'f>(files: impl IntoIterator<Item = (&'f str, &'f [u8])>) -> Result<Self, CurrentError> {
        let mut org = Self::default();
        for (path, bytes) in files {
            let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
            let Some(set) = CURRENT_ENDINGS.iter().find_map(|ending| name.strip_suffix(ending)) else { continue };
            let root = read::document(path, bytes)?;
            let of = match root.name.as_str() {
                "StandardValueSet" => "standardValue",
                "GlobalValueSet" => "customValue",
                other => {
                    let message = format!("a value set was expected, and this is `{other}`");
                    return Err(CurrentError { path: path.to_owned(), line: root.line, message });
                }
            };
            let values = org.sets.entry(set.to_owned()).or_default();
            for node in root.children.iter().filter(|node| node.name == of) {
                let value = Value::of(node);
                if value.get("fullName").is_none() {
                    let message = "a value has no `fullName`".to_owned();
                    return Err(CurrentError { path: path.to_owned(), line: node.line, message });
                }
                values.push(value);
            }
        }
        Ok(org)
    }

    /// Whether it knows no set at all.
    pub fn is_empty(&self) -> bool {
        self.sets.is_empty()
    }

    /// Adds to a value set what the org has and it has not.
    pub(super) fn carry_over(&self, component: Component) -> (Component, Option<Carried>) {
        let of = match component.kind {
            "StandardValueSet" => "standardValue",
            "GlobalValueSet" => "customValue",
            _ => return (component, None),
        };
        let Some(values) = self.sets.get(&component.member) else { return (component, None) };
        let ours = component.root.children_named(of);
        let text = |value: &Element, name: &str| value.text_of(name).unwrap_or_default().to_lowercase();
        let mut names: BTreeSet<String> = ours.iter().map(|value| text(value, "fullName")).collect();
        let mut labels: BTreeSet<String> = ours.iter().map(|value| text(value, "label")).collect();
        let mut carried =
            Carried { set: component.member.clone(), active: Vec::new(), inactive: Vec::new(), relabelled: Vec::new() };
        let mut added = Vec::new();
        for value in values {
            let name = value.name();
            if !names.insert(name.to_lowercase()) {
                continue;
            }
            let label = value.label().to_owned();
            let free = if labels.contains(&label.to_lowercase()) { format!("{label} ({name})") } else { label.clone() };
            labels.insert(free.to_lowercase());
            if free != label {
                carried.relabelled.push((label.clone(), free.clone()));
            }
            let list = if value.is_active() { &mut carried.active } else { &mut carried.inactive };
            list.push(free.clone());
            added.push(value.element(of, &free));
        }
        let is_empty = added.is_empty();
        let component = Component { root: component.root.with_more(of, added), ..component };
        (component, (!is_empty).then_some(carried))
    }
}

/// The elements of a value in Salesforce's own order, all of which are kept as they are.
///
/// Source: the CustomValue and StandardValue types of the WSDL.
const ELEMENTS: [&str; 16] = [
    "fullName",
    "color",
    "default",
    "description",
    "isActive",
    "label",
    "allowEmail",
    "closed",
    "converted",
    "cssExposed",
    "forecastCategory",
    "groupingString",
    "highPriority",
    "probability",
    "reviewed",
    "won",
];

impl Value {
    fn of(node: &Node) -> Self {
        let text = |name: &str| node.children.iter().find(|child| child.name == name).map(|child| child.text.clone());
        Self { elements: ELEMENTS.into_iter().filter_map(|name| Some((name, text(name)?))).collect() }
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.elements.iter().find(|(own, _)| *own == name).map(|(_, text)| text.as_str())
    }

    fn name(&self) -> &str {
        self.get("fullName").unwrap_or_default()
    }

    fn label(&self) -> &str {
        self.get("label").or_else(|| self.get("fullName")).unwrap_or_default()
    }

    fn is_active(&self) -> bool {
        self.get("isActive") != Some("false")
    }

    /// As it was, but for the label, and never the default: which value new records have, the lifecycle decides.
    fn element(&self, name: &'static str, label: &str) -> Element {
        let mut written: Vec<(&'static str, &str)> =
            self.elements.iter().map(|(name, text)| (*name, text.as_str())).collect();
        for (name, text) in &mut written {
            match *name {
                "label" => *text = label,
                "default" => *text = "false",
                _ => {}
            }
        }
        if self.get("label").is_none() {
            written.push(("label", label));
        }
        if self.get("default").is_none() {
            written.push(("default", "false"));
        }
        written.sort_by_key(|(name, _)| ELEMENTS.iter().position(|known| known == name));
        Element::new(name).with_all(written.into_iter().map(|(name, text)| Element::text(name, text)))
    }
}
