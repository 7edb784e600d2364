//! Customers that are followed in several places at once.

use crate::Cx;
use crate::naming::read;
use crate::part::{Part, heading, own_tracks, part};
use crate::post_sale::is_phase;
use crate::role::plays;
use lifecycle_base::{Diagnostic, list_words};
use lifecycle_model::{Field, FieldKind, Ident, Model, Object, Role, Type};
use std::collections::BTreeSet;

rule! {
    "fragmented-post-sale", "fragmented_post_sale.md", Structure, Warning, fix: None,
    "what happens after the sale is tracked in several places"
}

/// So many phases in a list make it one of phases.
const PHASES: usize = 3;

/// Words of fields that list what can be bought, held or asked for, which often are called like phases.
const OTHER_LISTS: &[(&str, &str)] = &[
    ("type", "what it is"),
    ("category", "what it is"),
    ("kind", "what it is"),
    ("topic", "what it is about"),
    ("reason", "why it is so"),
    ("service", "what was bought"),
    ("services", "what was bought"),
    ("package", "what was bought"),
    ("product", "what was bought"),
    ("products", "what was bought"),
    ("source", "where it came from"),
    ("previous", "where it was before"),
    ("last", "where it was before"),
];

/// A place where customers are followed.
struct Place<'m> {
    ident: &'m Ident,
    object: Object,
    is_field: bool,
    /// Whether it is a status, which may say what is being done within a stage.
    is_status: bool,
    phases: Vec<&'m str>,
    /// Whether it has a moment of value of its own: then it follows a kind of customer of its own.
    is_journey: bool,
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let model = cx.model();
    let places: Vec<Place<'_>> = tracks(model).chain(fields(model)).collect();
    let Some(first) = places.first() else { return };
    let others: Vec<&Place<'_>> = places.iter().skip(1).filter(|place| repeats(first, place)).collect();
    // Best shown at a field: it is what has to go.
    let Some(worst) = others.iter().find(|place| place.is_field).or(others.first()) else { return };
    let found = Diagnostic::new(
        &RULE,
        worst.ident.label_at,
        format!("what happens after the sale is tracked in {} places", others.len() + 1),
    )
    .label(format!("follows a {} through {}", worst.object.name(), list_words(worst.phases.iter().copied())))
    .related(first.ident.label_at, format!("so does this one, on the {}", first.object.name()))
    .help("keep one track of the customer, on one object; let other places read it");
    let rest = others.iter().filter(|place| !std::ptr::eq::<Place<'_>>(**place, *worst));
    cx.report(rest.fold(found, |found, place| {
        found.related(place.ident.label_at, format!("and this one, on the {}", place.object.name()))
    }));
}

/// The tracks after the sale. Those of the sales pipelines are found by `success-stage-in-sales`.
fn tracks(model: &Model) -> impl Iterator<Item = Place<'_>> {
    own_tracks(model).filter_map(|(track, entity)| {
        let object = model[entity.domain].object?;
        let stages = || model.stages_of(track).map(|(_, stage)| stage);
        (part(model, track) == Part::Customer).then(|| Place {
            ident: heading(model, track),
            object,
            is_field: false,
            is_status: false,
            phases: stages().map(|stage| stage.ident.label.as_str()).filter(|label| is_phase(label)).collect(),
            is_journey: stages().any(|stage| stage.golden || plays(stage, Role::FirstValue)),
        })
    })
}

/// Fields that list phases. A list from which several can be chosen is none of where a customer is.
fn fields(model: &Model) -> impl Iterator<Item = Place<'_>> {
    let listed = model.fields.values().filter(|field| field.declared && field.ty == Type::Picklist);
    listed.filter(|field| field.kind != FieldKind::Type && !field.ident.damaged && !lists_others(field)).filter_map(
        |field| {
            let labels = field.choices.iter().map(|choice| choice.label.as_str());
            let phases: Vec<&str> = labels.filter(|label| is_phase(label)).collect();
            (phases.len() >= PHASES && 2 * phases.len() >= field.choices.len()).then_some(Place {
                ident: &field.ident,
                object: field.object,
                is_field: true,
                is_status: field.kind == FieldKind::Status,
                phases,
                is_journey: false,
            })
        },
    )
}

fn lists_others(field: &Field) -> bool {
    let words = [&field.ident.label, &field.ident.name].map(|name| read(name).parts.concat()).concat();
    words.iter().any(|word| OTHER_LISTS.iter().any(|(known, _)| known == word))
}

/// Whether a place follows the customer over again. Two sides of a marketplace are two journeys, each with its own moment of value; and a
/// status may name the steps within a stage of its own record.
fn repeats(first: &Place<'_>, other: &Place<'_>) -> bool {
    let keys = |place: &Place<'_>| place.phases.iter().map(|label| read(label).key()).collect::<BTreeSet<_>>();
    let shared = keys(first).intersection(&keys(other)).count();
    if other.is_field {
        let steps = other.is_status && other.object == first.object && shared == 0;
        return !steps;
    }
    first.object != other.object && shared >= PHASES && !(first.is_journey && other.is_journey)
}
