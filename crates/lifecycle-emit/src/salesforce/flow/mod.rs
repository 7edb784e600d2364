//! Flows: what moves records as the lifecycle says.
//!
//! A flow is data (`ast`), written by one writer (`write`) and read by people as text (`show`). Before a record is saved, `place` decides
//! where it goes, or `follow` where it stands because others do; after the save come the automations, and at last `again` tells those
//! whose criteria ask about the record. What time brings is in `clock`.

mod again;
mod ast;
mod automation;
mod clock;
mod course;
mod create;
mod deeds;
mod draft;
mod due;
mod event;
mod follow;
mod judge;
mod look;
mod milestone;
mod newborn;
mod place;
mod prune;
mod reach;
mod scene;
mod section;
mod show;
mod teams;
mod wishes;
mod write;

use super::project::{Component, Package};
use super::settings::Settings;
use again::Asking;
use ast::Flow;
use course::Course;
pub(super) use due::add_fields as add_due_fields;
use judge::Judges;
use lifecycle_model::{EventKind, Object};
use lifecycle_targets::salesforce::objects::{ACCOUNT, ALL, SObject};
pub(super) use scene::Scene;
use teams::Teams;
use wishes::Wishes;

/// What flows cannot do, for the readme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Note {
    /// The declaration.
    pub(super) of: String,
    /// What is not done, and why.
    pub(super) why: String,
}

/// All flows and what belongs to them.
#[derive(Debug, Default)]
pub(super) struct Output {
    flows: Vec<Flow>,
    /// What flows cannot do.
    notes: Vec<Note>,
    teams: Teams,
}

/// The first after-save flow of an object; each automation has its own place behind it.
const FIRST_AUTOMATION: u32 = 100;
/// The platform's greatest place, but for those that come last.
const LAST_AUTOMATION: u32 = 1_900;

/// All flows of a lifecycle.
pub(super) fn flows(scene: Scene<'_>) -> Output {
    let mut out = Output::default();
    let wishes = Wishes::of(scene.model);
    let mut asking = Asking::default();
    for object in ALL {
        place(scene, object, &wishes, &mut asking, &mut out);
    }
    for (id, _) in scene.model.automations.iter() {
        let order = (FIRST_AUTOMATION + u32::try_from(id.index()).unwrap_or(LAST_AUTOMATION)).min(LAST_AUTOMATION);
        automation::emit(scene, id, order, &mut out);
    }
    for object in ALL {
        let waits = waits(scene, object);
        out.flows.extend(again::emit(scene, object, &asking, waits));
    }
    out.flows.extend(again::emit_roles(&asking));
    out.flows = out.flows.into_iter().map(prune::pruned).collect();
    out
}

/// What is decided before records of an object are saved, and what time brings them.
fn place(scene: Scene<'_>, object: &'static SObject, wishes: &Wishes, asking: &mut Asking, out: &mut Output) {
    let waits = waits(scene, object);
    for (course, order) in Course::of(scene, object).iter().zip(1..) {
        if course.derived {
            follow::emit(scene, course, order * 10, out);
            for who in follow::deciding(scene, course) {
                let stage =
                    super::formula::Formula::field(who.stage, lifecycle_targets::salesforce::formulas::Kind::Picklist);
                asking.add(object, who.object, stage);
            }
            continue;
        }
        let Some((flow, judges)) = place::emit(scene, course, order * 10, wishes, waits) else { continue };
        out.flows.push(flow);
        ask(object, &judges, asking);
        note_unseen(&judges, course, scene, out);
        out.flows.extend(clock::comes_back(scene, course, LAST_AUTOMATION + 10));
        for spot in course.spots(scene) {
            clock::overdue(scene, course, &spot, LAST_AUTOMATION + 20, out);
        }
        if !judges.eyes.lookups.is_empty() || judges.asks_the_date() {
            out.flows.extend(clock::nightly(scene, course));
        }
    }
    for neutral in Object::ALL.into_iter().filter(|neutral| scene.stands_for(object, *neutral)) {
        let (lookups, formulas) = milestone::emit(scene, object, neutral, out);
        for lookup in &lookups {
            asking.add_existence(object, lookup.sobject);
            asking.add_formula(object, lookup.sobject, &lookup.when);
        }
        formulas.iter().for_each(|formula| asking.add_parents(object, &ACCOUNT, formula));
    }
}

fn ask(object: &'static SObject, judges: &Judges<'_>, asking: &mut Asking) {
    for lookup in &judges.eyes.lookups {
        asking.add_existence(object, lookup.sobject);
        asking.add_formula(object, lookup.sobject, &lookup.when);
    }
    judges.formulas().for_each(|formula| asking.add_parents(object, &ACCOUNT, formula));
}

fn note_unseen(judges: &Judges<'_>, course: &Course, scene: Scene<'_>, out: &mut Output) {
    for beyond in &judges.beyond {
        let note = Note {
            of: place::declared(scene, course),
            why: format!("a criterion is left to people, because {}", beyond.why),
        };
        if !out.notes.contains(&note) {
            out.notes.push(note);
        }
    }
}

/// Whether automations react to the records of an object as such: then automatic entries wait until these have run.
fn waits(scene: Scene<'_>, object: &'static SObject) -> bool {
    let reacts = |event: &EventKind| match event {
        EventKind::Created(neutral, _) => scene.stands_for(object, *neutral),
        EventKind::Changes(field) | EventKind::Becomes(field, _) => scene.stands_for(object, scene.object_of(*field)),
        _ => false,
    };
    scene
        .model
        .automations
        .values()
        .any(|automation| automation.event.as_ref().is_some_and(|event| reacts(&event.kind)))
}

impl Output {
    /// All flows as text, for reviews.
    pub(super) fn text(&self) -> String {
        self.flows.iter().map(show::text).collect::<Vec<_>>().join("\n")
    }

    /// The files.
    pub(super) fn components(&self, scene: Scene<'_>, settings: &Settings) -> Vec<Component> {
        let flows = self.flows.iter().map(|flow| {
            // An org without record types on opportunities has no such field.
            let asks_record_type = show::text(flow).contains("RecordType");
            Component {
                package: if asks_record_type { Package::OrgSettings } else { Package::ForceApp },
                kind: "Flow",
                member: flow.name.clone(),
                path: format!("flows/{}.flow-meta.xml", flow.name),
                root: write::element(flow, &settings.api_version, settings.active_flows),
                origin: flow.origin,
            }
        });
        flows.chain(self.teams.components(scene.model)).collect()
    }
}
