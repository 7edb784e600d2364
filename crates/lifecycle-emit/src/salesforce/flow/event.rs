//! What starts an automation, as the platform says it.

use super::ast::{Entry, Filter, Filters, On, Value};
use super::scene::Scene;
use crate::salesforce::formula::condition::Eyes;
use crate::salesforce::formula::write::Dialect;
use crate::salesforce::formula::{Field, Formula, time};
use crate::salesforce::schema::Stamp;
use lifecycle_model::{
    Comparison, Condition, ConditionKind, Duration, EventKind, FieldId, Model, Object, Position, StageId, Test, Tracks,
    Type, Unit, Value as Meant,
};
use lifecycle_targets::salesforce::formulas::{self, Kind};
use lifecycle_targets::salesforce::objects::{EVENT, SObject};

/// When a flow runs.
pub(super) enum Started {
    /// At once, if this holds of the save.
    Now { on: On, when: Formula },
    /// Later.
    Later {
        /// Which records are waited for.
        entry: Entry,
        /// What must still be so.
        still: Formula,
        /// From which date it counts, and how far.
        field: String,
        offset: (i64, &'static str),
        label: String,
    },
}

/// The object to whose records an event happens.
pub(super) fn object(model: &Model, event: &EventKind) -> Option<Object> {
    match event {
        EventKind::Created(object, _) => Some(*object),
        EventKind::Enters(stage) | EventKind::Leaves(stage) | EventKind::Stays(stage, _) => model.object_of(*stage),
        EventKind::Changes(field) | EventKind::Becomes(field, _) | EventKind::Relative(_, _, field) => {
            Some(model[*field].object)
        }
    }
}

/// When a flow runs for an event; else why it never does.
pub(super) fn starts(
    scene: Scene<'_>,
    event: &EventKind,
    object: &'static SObject,
    neutral: Object,
) -> Result<Started, String> {
    let places = scene.places();
    let changed = |formula: Formula| Formula::call(&formulas::ISCHANGED, [formula]);
    let is_new = || Formula::call(&formulas::ISNEW, []);
    match event {
        EventKind::Created(_, tracks) => {
            let within = tracks.map(|tracks| within(scene, tracks, object));
            // Everyone who is invited to a meeting gets a copy of it.
            let original = (object == &EVENT).then(|| Formula::field("IsChild", Kind::Boolean).not());
            Ok(Started::Now { on: On::Create, when: Formula::all(within.into_iter().chain(original)) })
        }
        EventKind::Enters(stage) => {
            let field = stage_field(scene, *stage, object)?;
            let journey = scene.schema.journey(scene.model[*stage].track, object);
            let journey = journey.map(|name| changed(Formula::field(name, Kind::Number)));
            let just = Formula::any([is_new(), changed(Formula::Field(field))].into_iter().chain(journey));
            Ok(Started::Now { on: On::Both, when: Formula::all([at(scene, object, neutral, *stage)?, just]) })
        }
        EventKind::Leaves(stage) => {
            let track = scene.model[*stage].track;
            let field = stage_field(scene, *stage, object)?;
            let value = places.value(*stage).ok_or_else(|| unknown(scene, *stage))?;
            let was = Formula::Prior(field.clone()).one_of([value]);
            let within =
                if places.is_sales_pipeline(track) { places.in_track(track, object, "") } else { Formula::Bool(true) };
            Ok(Started::Now { on: On::Update, when: Formula::all([changed(Formula::Field(field)), within, was]) })
        }
        EventKind::Changes(field) => Ok(Started::Now { on: On::Update, when: changed(raw(scene, *field, object)) }),
        EventKind::Becomes(field, value) => {
            let raw = raw(scene, *field, object);
            let is = match value {
                // A checkbox is always known.
                Meant::Null => raw.clone().is_blank(),
                value => {
                    let test = Test::Compare(Comparison::Equal, value.clone());
                    let at = scene.model[*field].ident.name_at;
                    let condition = Condition { kind: ConditionKind::Test(*field, test), at };
                    let seen = Eyes::of(places, neutral, object).condition(&condition);
                    seen.map_err(|beyond| format!("it has no flow, because {}", beyond.why))?
                }
            };
            Ok(Started::Now { on: On::Update, when: Formula::all([changed(raw), is]) })
        }
        EventKind::Stays(stage, duration) => stays(scene, object, neutral, *stage, *duration),
        EventKind::Relative(duration, before, field) => relative(scene, object, *field, *duration, *before),
    }
}

/// What is so of a deal after an event, for the contacts that join it later; `None` if that is nothing to wait for.
pub(super) fn still(scene: Scene<'_>, event: &EventKind, neutral: Object, object: &'static SObject) -> Option<Formula> {
    match event {
        EventKind::Created(_, tracks) => {
            Some(tracks.map_or(Formula::Bool(true), |tracks| within(scene, tracks, object)))
        }
        EventKind::Enters(stage) => at(scene, object, neutral, *stage).ok(),
        _ => None,
    }
}

/// The stage field, if the org knows the stage.
fn stage_field(scene: Scene<'_>, stage: StageId, object: &SObject) -> Result<Field, String> {
    match scene.places().stage_field(scene.model[stage].track, object, "") {
        Some(Formula::Field(field)) => Ok(field),
        _ => Err(unknown(scene, stage)),
    }
}

fn within(scene: Scene<'_>, tracks: Tracks, object: &SObject) -> Formula {
    match tracks {
        Tracks::One(track) => scene.places().in_track(track, object, ""),
        Tracks::Domain(domain) => scene.places().in_domain(domain, object, ""),
    }
}

fn at(scene: Scene<'_>, object: &'static SObject, neutral: Object, stage: StageId) -> Result<Formula, String> {
    scene.places().value(stage).ok_or_else(|| unknown(scene, stage))?;
    Ok(Eyes::of(scene.places(), neutral, object).stands(Position::At, stage))
}

fn unknown(scene: Scene<'_>, stage: StageId) -> String {
    format!("it has no flow, since Salesforce does not know {}", scene.model.stage_path(stage))
}

fn raw(scene: Scene<'_>, field: FieldId, object: &SObject) -> Formula {
    scene.places().field(field, object, "").raw
}

/// A record that stays where it is for so long: counted from when it came.
fn stays(
    scene: Scene<'_>,
    object: &'static SObject,
    neutral: Object,
    stage: StageId,
    duration: Duration,
) -> Result<Started, String> {
    let value = scene.places().value(stage).ok_or_else(|| unknown(scene, stage))?;
    let field = stage_field(scene, stage, object)?.path;
    let (counted, offset) = counted(scene, object, stage, duration).ok_or_else(|| unknown(scene, stage))?;
    let filters = vec![Filter::equal(field, Value::Text(value)), Filter::known(&counted, true)];
    Ok(Started::Later {
        entry: Entry::Filters(Filters::all(filters)),
        still: at(scene, object, neutral, stage)?,
        field: counted,
        offset,
        label: format!("After {duration}"),
    })
}

/// From which field, and how far, a stay on a stage is counted: business time is counted by a flow, which says when it is due.
pub(super) fn counted(
    scene: Scene<'_>,
    object: &'static SObject,
    stage: StageId,
    duration: Duration,
) -> Option<(String, (i64, &'static str))> {
    if duration.business {
        return Some((super::due::field(scene, object, stage, duration)?, (0, "Minutes")));
    }
    let stamp = scene.schema.stamp(stage, object, Stamp::Last)?.to_owned();
    Some((stamp, offset(duration)))
}

/// So long before or after a date. The filter names those whose time is still to come, so that a date that moves on is waited for again.
fn relative(
    scene: Scene<'_>,
    object: &'static SObject,
    field: FieldId,
    duration: Duration,
    before: bool,
) -> Result<Started, String> {
    let raw = raw(scene, field, object);
    let Formula::Field(name) = &raw else { return Err("it has no flow: nothing dates it".to_owned()) };
    if duration.business {
        return Err("it has no flow, since business days from a date cannot be waited for: use plain days".to_owned());
    }
    let day = match scene.model[field].ty {
        Type::DateTime => Formula::call(&formulas::DATEVALUE, [raw.clone()]),
        _ => raw.clone(),
    };
    let due = time::shifted(&day, duration, !before);
    let to_come = due.compare(Comparison::GreaterOrEqual, time::today());
    let entry = Formula::all([raw.clone().is_known(), to_come]);
    let (count, unit) = offset(duration);
    let label = format!("{duration} {}", if before { "before" } else { "after" });
    Ok(Started::Later {
        entry: Entry::Formula(entry.written(Dialect::Entry)),
        still: Formula::Bool(true),
        field: name.path.clone(),
        offset: (if before { -count } else { count }, unit),
        label,
    })
}

/// A length as the platform counts.
pub(super) fn offset(duration: Duration) -> (i64, &'static str) {
    let count = i64::from(duration.count);
    match duration.unit {
        Unit::Minute => (count, "Minutes"),
        Unit::Hour => (count, "Hours"),
        Unit::Day => (count, "Days"),
        Unit::Week => (count * 7, "Days"),
        Unit::Month => (count, "Months"),
        Unit::Year => (count * 12, "Months"),
    }
}
