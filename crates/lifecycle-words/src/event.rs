//! Events of automations.

use crate::condition::{at, within};
use crate::value::{field_label, value};
use lifecycle_model::{EventKind, Model, Position};

/// An event behind "when": "a meeting is created", "the deal enters Closed Won in New Business".
pub fn event(model: &Model, event: &EventKind) -> String {
    let object = |stage| model.object_of(stage).map_or("record", |object| object.name());
    // "at X in Y" without the "at".
    let place = |stage| at(model, Position::At, stage).trim_start_matches("at ").to_owned();
    match event {
        EventKind::Created(object, None) => format!("a {} is created", object.name()),
        EventKind::Created(object, Some(tracks)) => {
            format!("a {} is created in {}", object.name(), within(model, *tracks))
        }
        EventKind::Enters(stage) => format!("the {} enters {}", object(*stage), place(*stage)),
        EventKind::Leaves(stage) => format!("the {} leaves {}", object(*stage), place(*stage)),
        EventKind::Changes(field) => format!("{} changes", field_label(model, None, *field)),
        EventKind::Becomes(field, to) => {
            format!("{} becomes {}", field_label(model, None, *field), value(model, None, *field, to))
        }
        EventKind::Stays(stage, length) => format!("the {} has been at {} for {length}", object(*stage), place(*stage)),
        EventKind::Relative(length, true, field) => {
            format!("it is {length} before {}", field_label(model, None, *field))
        }
        EventKind::Relative(length, false, field) => {
            format!("it is {length} after {}", field_label(model, None, *field))
        }
    }
}
