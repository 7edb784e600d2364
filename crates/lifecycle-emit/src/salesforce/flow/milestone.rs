//! Milestones: dated facts that are not stages.

use super::ast::{Assign, DataType, Flow, On, Row, Step, Trigger, Value};
use super::draft::{Draft, NAME};
use super::follow::short;
use super::look::Looking;
use super::reach::Origin;
use super::scene::{Scene, an};
use super::{Note, Output};
use crate::salesforce::formula::Formula;
use crate::salesforce::formula::condition::Eyes;
use crate::salesforce::formula::lookup::Lookup;
use lifecycle_model::Object;
use lifecycle_targets::salesforce::formulas::{self, Kind};
use lifecycle_targets::salesforce::names;
use lifecycle_targets::salesforce::objects::SObject;

/// The flow that dates the milestones of an object, and what it asks.
pub(super) fn emit(
    scene: Scene<'_>,
    object: &'static SObject,
    neutral: Object,
    out: &mut Output,
) -> (Vec<Lookup>, Vec<Formula>) {
    let mut draft = Draft::about("$Record");
    let mut eyes = Eyes::of(scene.places(), neutral, object);
    let mut items = Vec::new();
    let mut asked = Vec::new();
    let mut sources = Vec::new();
    for (id, milestone) in scene.model.milestones.iter().filter(|(_, it)| it.object == Some(neutral)) {
        let Some((field, when)) = scene.schema.milestone(id, object).zip(milestone.when.as_ref()) else { continue };
        let source = format!("milestone {}", milestone.ident.name);
        match eyes.condition(when) {
            Ok(formula) => {
                let own = Formula::field(field, Kind::DateTime);
                let now = Formula::Global("$Flow.CurrentDateTime".to_owned(), Kind::DateTime);
                let reached = Formula::all([own.clone().is_blank(), formula.clone()]);
                let value = Formula::call(&formulas::IF, [reached, now, own]);
                let name = &milestone.ident.name;
                let value = draft.formula(
                    &format!("{name} reached"),
                    DataType::DateTime,
                    &value,
                    &format!("When {name} was reached for the first time."),
                );
                items.push((format!("$Record.{field}"), "Assign", Value::Of(value)));
                asked.push(formula);
                sources.push(source);
            }
            Err(beyond) => out.notes.push(Note { of: source, why: format!("it is not dated, because {}", beyond.why) }),
        }
    }
    if items.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let mut steps = Looking::default().answer(&mut draft, Origin::saved(object), &eyes.lookups);
    let node = draft.node("Date the milestones", "The first time counts.");
    steps.push(Step::Assign(Assign { node, items }));
    let source = sources.join(", ");
    out.flows.push(Flow {
        name: names::fit(format!("Lifecycle_{}_Milestones", short(object)), &NAME),
        label: format!("{}: milestones", object.label),
        description: format!("Dates what {} has reached. Comes from `{source}` in the lifecycle source.", an(object)),
        trigger: Trigger::Save { object: object.api_name.to_owned(), before: true, on: On::Both, entry: None },
        order: 900,
        resources: draft.resources,
        steps,
        paths: Vec::new(),
        fault: "The lifecycle could not date the milestones:".to_owned(),
        origin: None,
        row: Row {
            when: format!("before {} is saved", an(object)),
            does: "dates the milestones that it has reached".to_owned(),
            source,
        },
    });
    (eyes.lookups, asked)
}
