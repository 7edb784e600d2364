//! What starts a flow, and what waits.

use super::super::ast::{Entry, On, Path, Trigger};
use super::{connector, filters};
use crate::xml::Element;

pub(super) fn start(trigger: &Trigger, first: Option<String>, paths: Vec<(&Path, Option<String>)>) -> Element {
    let element = Element::new("start").with_text("locationX", 0).with_text("locationY", 0);
    let element = element.with_all(connector("connector", first.as_deref()));
    match trigger {
        Trigger::Save { object, before, on, entry } => {
            let (formula, entry) = match entry {
                Some(Entry::Formula(formula)) => (Some(formula), None),
                Some(Entry::Filters(filters)) => (None, Some(filters)),
                None => (None, None),
            };
            // What waits for its time waits once for each record that comes to qualify.
            let only_changed = (entry.is_some() || !paths.is_empty()) && *on != On::Create;
            element
                .with_all(only_changed.then(|| Element::text("doesRequireRecordChangedToMeetCriteria", true)))
                .with_all(formula.map(|formula| Element::text("filterFormula", formula)))
                .with_all(entry.into_iter().flat_map(filters))
                .with_text("object", object)
                .with_text(
                    "recordTriggerType",
                    match on {
                        On::Create => "Create",
                        On::Update => "Update",
                        On::Both => "CreateAndUpdate",
                    },
                )
                .with_all(paths.into_iter().map(|(path, first)| scheduled(path, first.as_deref())))
                .with_text("triggerType", if *before { "RecordBeforeSave" } else { "RecordAfterSave" })
        }
        Trigger::Delete { object } => element
            .with_text("object", object)
            .with_text("recordTriggerType", "Delete")
            .with_text("triggerType", "RecordBeforeDelete"),
        Trigger::Nightly { object, filters: which } => element
            .with_all(filters(which))
            .with_text("object", object)
            .with(
                Element::new("schedule")
                    .with_text("frequency", "Daily")
                    .with_text("startDate", "2026-01-01")
                    .with_text("startTime", "02:00:00.000Z"),
            )
            .with_text("triggerType", "Scheduled"),
    }
}

fn scheduled(path: &Path, first: Option<&str>) -> Element {
    Element::new("scheduledPaths")
        .with_text("description", &path.node.description)
        .with_text("name", &path.node.name)
        .with_all(connector("connector", first))
        .with_text("label", &path.node.label)
        .with_text("offsetNumber", path.offset.0)
        .with_text("offsetUnit", path.offset.1)
        .with_text("recordField", &path.field)
        .with_text("timeSource", "RecordField")
}
