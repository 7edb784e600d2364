//! F4, what time brings beside automations: records that were sent back come up again, teams hear of records that stay too long, and
//! what depends on the date is looked at every night.

use super::ast::{Decide, Entry, Filter, Filters, Flow, On, Path, Row, Rule, Step, Trigger, Update, Value};
use super::course::{Course, Spot};
use super::draft::{Draft, NAME};
use super::event::{counted, offset};
use super::follow::short;
use super::look::Looking;
use super::place::{declared, name_of, origin as declared_at};
use super::reach::Origin;
use super::scene::{Scene, an};
use super::{Note, Output};
use crate::salesforce::formula::Formula;
use crate::salesforce::formula::condition::Eyes;
use lifecycle_targets::salesforce::kept::RECHECK;
use lifecycle_targets::salesforce::names;

fn look_again(draft: &mut Draft, object: &str) -> Step {
    let node = draft.node("Look again where it belongs", "The record decides by itself.");
    Step::Update(Update {
        node,
        object: object.to_owned(),
        filters: Filters::all(vec![Filter::equal("Id", Value::of("$Record.Id"))]),
        values: vec![(RECHECK.to_owned(), Value::Boolean(true))],
    })
}

/// "`after 90 days` brings the record back up then."
pub(super) fn comes_back(scene: Scene<'_>, course: &Course, order: u32) -> Option<Flow> {
    let track = course.track()?;
    let object = course.object;
    let back_on = scene.schema.back_on(track, object)?;
    let resting = scene.schema.resting(track, object)?;
    let mut draft = Draft::about("$Record");
    let steps = vec![look_again(&mut draft, object.api_name)];
    let node = draft.node("On its day", "The day that the reason says.");
    let filters = vec![Filter::equal(resting, Value::Boolean(true)), Filter::known(back_on, true)];
    let source = declared(scene, course);
    Some(Flow {
        name: names::fit(
            format!("Lifecycle_{}_{}_Comes_Back", short(object), names::developer_name(&course.name)),
            &NAME,
        ),
        label: format!("{}: comes back up in {}", object.label, course.label),
        description: format!(
            "{} records that were sent back for a time come up again on their day. Comes from the recycle exits of `{source}` in the lifecycle source.",
            object.label
        ),
        trigger: Trigger::Save {
            object: object.api_name.to_owned(),
            before: false,
            on: On::Both,
            entry: Some(Entry::Filters(Filters::all(filters))),
        },
        order,
        resources: draft.resources,
        steps: Vec::new(),
        paths: vec![Path { node, field: back_on.to_owned(), offset: (0, "Days"), steps }],
        fault: String::new(),
        origin: Some(declared_at(scene, track)),
        row: Row {
            when: format!("on the day on which {} that was sent back comes up again", an(object)),
            does: "lets it look again where it belongs".to_owned(),
            source,
        },
    })
}

/// `sla` and `stale`: the team that is accountable hears of records that stay too long.
pub(super) fn overdue(scene: Scene<'_>, course: &Course, spot: &Spot<'_>, order: u32, out: &mut Output) {
    let stage = spot.stage;
    if spot.is_retired() || (stage.slas.is_empty() && stage.stale.is_none()) {
        return;
    }
    let source = format!("stage {}", scene.model.stage_path(spot.id));
    let Some(team) = stage.owners.first().copied() else {
        return out.notes.push(Note {
            of: source,
            why: "nobody hears of records that stay too long, since it has no owner".to_owned(),
        });
    };
    let object = course.object;
    let origin = Origin::saved(object);
    let mut draft = Draft::about("$Record");
    let mut paths = Vec::new();
    let mut eyes = Eyes::of(scene.places(), course.neutral, object);
    let mut earlier: Vec<Formula> = Vec::new();
    let mut timed = Vec::new();
    for sla in &stage.slas {
        let when = match sla.when.as_ref().map(|when| eyes.condition(when)).transpose() {
            Ok(when) => when.unwrap_or(Formula::Bool(true)),
            Err(beyond) => {
                out.notes.push(Note {
                    of: source.clone(),
                    why: format!("its service level of {} is not watched, because {}", sla.within, beyond.why),
                });
                continue;
            }
        };
        let counts = Formula::all(earlier.iter().cloned().map(Formula::not).chain([when.clone()]));
        earlier.push(when);
        timed.push((counts, sla.within));
    }
    let on = course.holds(scene, &course.stage(scene), |other| other.id == spot.id);
    for (counts, within) in timed {
        let Some((field, offset)) = counted(scene, object, spot.id, within) else { continue };
        let node = draft.node(&format!("After {within}"), "The longest stay before someone must act.");
        let text = format!("{} has been at {} for {within}: someone must act.", object.label, stage.ident.label);
        let told = out.teams.notify(
            scene.model,
            &mut draft,
            origin,
            team,
            (&format!("{}: overdue", stage.ident.label), &text),
        );
        let mut steps = Looking::default().answer(&mut draft, origin, &eyes.lookups);
        steps.extend(still(&mut draft, Formula::all([on.clone(), counts]), told));
        paths.push(Path { node, field, offset, steps });
    }
    if let Some(after) = stage.stale {
        if after.business {
            out.notes.push(Note {
                of: source.clone(),
                why: format!("nobody hears of records untouched for {after}: use plain days"),
            });
        } else {
            let node =
                draft.node(&format!("Untouched for {after}"), "Every change of the record starts the time anew.");
            let text = format!("Nobody has touched this {} at {} for {after}.", object.label, stage.ident.label);
            let told = out.teams.notify(
                scene.model,
                &mut draft,
                origin,
                team,
                (&format!("{}: stale", stage.ident.label), &text),
            );
            let steps = still(&mut draft, on, told);
            paths.push(Path { node, field: "LastModifiedDate".to_owned(), offset: offset(after), steps });
        }
    }
    let Some(track) = course.track() else { return };
    let Some(field) = scene.schema.stage_field(track, object) else { return };
    if paths.is_empty() {
        return;
    }
    let base = format!(
        "Lifecycle_{}_{}",
        names::developer_name(scene.model.track_name(stage.track)),
        names::developer_name(&stage.ident.name)
    );
    let several = scene.objects(course.neutral).len() > 1;
    let suffix = if several { format!("_{}", short(object)) } else { String::new() };
    out.flows.push(Flow {
        name: names::fit(format!("{base}{suffix}_Stays_Too_Long"), &NAME),
        label: format!("{}: stays too long at {}", object.label, stage.ident.label),
        description: format!(
            "Tells the team that is accountable when {} stays too long. Comes from `{source}` in the lifecycle source.",
            an(object)
        ),
        trigger: Trigger::Save {
            object: object.api_name.to_owned(),
            before: false,
            on: On::Both,
            entry: Some(Entry::Filters(Filters::all(vec![Filter::equal(field, Value::text(&spot.value))]))),
        },
        order,
        resources: draft.resources,
        steps: Vec::new(),
        paths,
        fault: String::new(),
        origin: Some(stage.ident.name_at),
        row: Row {
            when: format!("when {} stays too long at {}", an(object), stage.ident.label),
            does: format!("tells {}", scene.model[team].ident.label),
            source,
        },
    });
}

/// Steps that are taken only if something is still so.
fn still(draft: &mut Draft, so: Formula, then: Vec<Step>) -> Vec<Step> {
    let asked = draft.yes_or_no("It is still so", &so, "What was waited for may have changed in the meantime.");
    match &asked {
        Formula::Bool(true) => return then,
        Formula::Bool(false) => return Vec::new(),
        _ => {}
    }
    let node = draft.node("Is it still so?", "What was waited for may have changed in the meantime.");
    let rule = Rule {
        name: draft.name("It is still so indeed"),
        label: "It is still so".to_owned(),
        conditions: vec![(name_of(&asked), "EqualTo", Value::Boolean(true))],
        then,
    };
    vec![Step::Decide(Decide { node, rules: vec![rule], otherwise: Vec::new() })]
}

/// Every night, the records look again whose next step may follow from the date, or from something that no flow hears of: the recycle bin
/// gives records back silently.
pub(super) fn nightly(scene: Scene<'_>, course: &Course) -> Option<Flow> {
    let entries = course.spots(scene);
    let last = entries
        .iter()
        .filter(|spot| spot.stage.entry.as_ref().is_some_and(|entry| entry.auto))
        .map(|spot| spot.rank)
        .max()?;
    let track = course.track()?;
    let object = course.object;
    let rank = scene.schema.rank(track, object)?;
    let mut draft = Draft::about("$Record");
    let steps = vec![look_again(&mut draft, object.api_name)];
    let source = declared(scene, course);
    Some(Flow {
        name: names::fit(format!("Lifecycle_{}_{}_Nightly", short(object), names::developer_name(&course.name)), &NAME),
        label: format!("{}: every night in {}", object.label, course.label),
        description: format!(
            "Every night, each {} that may still move by itself looks again: dates pass, and records come back from the recycle bin, without \
             any save. Comes from the automatic entries of `{source}` in the lifecycle source.",
            object.label
        ),
        trigger: Trigger::Nightly {
            object: object.api_name.to_owned(),
            filters: Filters::all(vec![Filter::new(rank, "LessThan", Value::Number(last.to_string()))]),
        },
        order: 0,
        resources: draft.resources,
        steps,
        paths: Vec::new(),
        fault: String::new(),
        origin: Some(declared_at(scene, track)),
        row: Row {
            when: "every night".to_owned(),
            does: format!("lets each {} look again that may still move by itself", object.label),
            source,
        },
    })
}
