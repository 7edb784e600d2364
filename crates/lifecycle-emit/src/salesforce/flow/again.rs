//! F3, "look again": after a record is saved, those whose criteria ask about it are told to look again, when it has come to rest itself.

use super::ast::{Decide, Entry, Filter, Filters, Flow, On, Row, Rule, Step, Trigger, Update, Value};
use super::course::Course;
use super::deeds::{Collected, Deed};
use super::draft::{Draft, NAME};
use super::follow::short;
use super::place::name_of;
use super::reach::{Origin, ROLE, Reach, account, reach};
use super::scene::{Scene, an};
use crate::salesforce::formula::Formula;
use crate::salesforce::formula::write::Dialect;
use lifecycle_targets::salesforce::formulas::{self, Kind};
use lifecycle_targets::salesforce::kept::RECHECK;
use lifecycle_targets::salesforce::names;
use lifecycle_targets::salesforce::objects::{CONTACT, OPPORTUNITY, SObject};
use std::collections::BTreeMap;

/// After all automations of an object.
const LAST: u32 = 1_990;

/// Which records ask about which.
#[derive(Debug, Default)]
pub(super) struct Asking {
    /// By the object that is asked about and the one that asks: the fields.
    by: BTreeMap<(&'static str, &'static str), (&'static SObject, &'static SObject, Vec<Formula>)>,
}

impl Asking {
    /// Records of `who` ask about this field of records of `whom`.
    pub(super) fn add(&mut self, who: &'static SObject, whom: &'static SObject, field: Formula) {
        if who == whom {
            return;
        }
        let (.., fields) = self.by.entry((whom.api_name, who.api_name)).or_insert_with(|| (whom, who, Vec::new()));
        if !fields.contains(&field) {
            fields.push(field);
        }
    }

    /// All fields that a formula mentions, of the related record itself.
    pub(super) fn add_formula(&mut self, who: &'static SObject, whom: &'static SObject, formula: &Formula) {
        match formula {
            Formula::Field(field) if field.path.starts_with("RecordType.") => {
                self.add(who, whom, Formula::field("RecordTypeId", Kind::Reference));
            }
            Formula::Field(field) if !field.path.contains('.') => self.add(who, whom, formula.clone()),
            _ => formula.parts().into_iter().for_each(|part| self.add_formula(who, whom, part)),
        }
    }

    /// That there are such records at all.
    pub(super) fn add_existence(&mut self, who: &'static SObject, whom: &'static SObject) {
        if who != whom {
            self.by.entry((whom.api_name, who.api_name)).or_insert_with(|| (whom, who, Vec::new()));
        }
    }

    /// The fields of a record's account that a formula mentions.
    pub(super) fn add_parents(&mut self, who: &'static SObject, account: &'static SObject, formula: &Formula) {
        if let Formula::Field(field) = formula {
            let of_account = field.path.strip_prefix("Account.").or_else(|| field.path.strip_prefix("Account__r."));
            if let Some(name) = of_account.filter(|name| !name.contains('.')) {
                self.add(who, account, Formula::field(name, field.kind));
            }
        }
        formula.parts().into_iter().for_each(|part| self.add_parents(who, account, part));
    }

    fn about(&self, whom: &SObject) -> Vec<(&'static SObject, &[Formula])> {
        let found = self.by.values().filter(|(about, ..)| *about == whom);
        found.map(|(_, who, fields)| (*who, fields.as_slice())).collect()
    }
}

fn changed(formula: Formula) -> Formula {
    Formula::call(&formulas::ISCHANGED, [formula])
}

/// The flow of an object, if anyone has to look again after a save.
pub(super) fn emit(scene: Scene<'_>, object: &'static SObject, asking: &Asking, waits: bool) -> Option<Flow> {
    let mut draft = Draft::about("$Record");
    let is_new = || Formula::call(&formulas::ISNEW, []);
    let parent = account(object).map(|name| Formula::field(name, Kind::Reference));
    let own = own_steps(scene, object, waits);
    let mut doors = Vec::new();
    let mut steps = Vec::new();
    // First the record itself, step by step to its end: what follows from it for others follows from where it comes to rest.
    if let Some(when) = own {
        let node = draft.node(
            "Look again where it belongs itself",
            "One step in one save: what the last step caused has happened by now.",
        );
        let update = Step::Update(Update {
            node,
            object: object.api_name.to_owned(),
            filters: Filters::all(vec![Filter::equal("Id", Value::of("$Record.Id"))]),
            values: vec![(RECHECK.to_owned(), Value::Boolean(true))],
        });
        steps.push(only_if(&mut draft, "It has to look again itself", &when, vec![update]));
        doors.push(when);
    }
    for (who, fields) in asking.about(object) {
        let Some(reached) = reach(Origin::saved(object), who) else { continue };
        let mut when: Vec<Formula> =
            fields.iter().map(|field| scene.changes(object, field)).chain([is_new()]).collect();
        let moves = parent.clone().filter(|_| matches!(reached, Reach::Filters(_)));
        when.extend(moves.clone().map(changed));
        let when = Formula::any(when);
        let Some(mut told) = tell(scene, &mut draft, Origin::saved(object), who) else { continue };
        if let Some(moves) = moves
            && let Some(before) = tell(scene, &mut draft, Origin::before(object), who)
        {
            let left = Formula::all([is_new().not(), changed(moves)]);
            told.push(only_if(&mut draft, "It has left another account", &left, before));
        }
        steps.push(only_if(&mut draft, &format!("{} have to look again", who.plural_label), &when, told));
        doors.push(when);
    }
    if steps.is_empty() {
        return None;
    }
    let door = Formula::any(doors);
    let entry = (door.fits(Dialect::Entry) && door != Formula::Bool(true))
        .then(|| Entry::Formula(door.written(Dialect::Entry)));
    Some(Flow {
        name: names::fit(format!("Lifecycle_{}_Look_Again", short(object)), &NAME),
        label: format!("{}: who has to look again", object.label),
        description: format!(
            "After {} is saved: tells the records whose criteria ask about it to look again where they belong, and the record itself to \
             take the next step. Comes from the entry criteria and roll-ups of the lifecycle source.",
            an(object)
        ),
        trigger: Trigger::Save { object: object.api_name.to_owned(), before: false, on: On::Both, entry },
        order: LAST,
        resources: draft.resources,
        steps,
        paths: Vec::new(),
        fault: "The lifecycle could not tell related records:".to_owned(),
        origin: None,
        row: Row {
            when: format!("after {} is saved", an(object)),
            does: "tells the records whose criteria ask about it to look again, and the record itself to go on"
                .to_owned(),
            source: "entry criteria and roll-ups".to_owned(),
        },
    })
}

/// A flow on contact roles: a contact that joins a deal, and the deal, look again.
pub(super) fn emit_roles(asking: &Asking) -> Option<Flow> {
    let mut draft = Draft::about("$Record");
    let mut steps = Vec::new();
    for (whom, who, id) in
        [(&OPPORTUNITY, &CONTACT, "$Record.ContactId"), (&CONTACT, &OPPORTUNITY, "$Record.OpportunityId")]
    {
        if asking.about(whom).iter().any(|(asks, _)| *asks == who) {
            let node = draft.node(&format!("Let the {} look again", who.label), "It belongs to something new.");
            steps.push(Step::Update(Update {
                node,
                object: who.api_name.to_owned(),
                filters: Filters::all(vec![Filter::equal("Id", Value::of(id))]),
                values: vec![(RECHECK.to_owned(), Value::Boolean(true))],
            }));
        }
    }
    (!steps.is_empty()).then(|| Flow {
        name: "Lifecycle_Contact_Role_Look_Again".to_owned(),
        label: "Contact role: who has to look again".to_owned(),
        description: "After a contact joins a deal, both look again where they belong. Comes from the entry criteria and roll-ups of the \
                      lifecycle source."
            .to_owned(),
        trigger: Trigger::Save { object: ROLE.to_owned(), before: false, on: On::Create, entry: None },
        order: LAST,
        resources: draft.resources,
        steps,
        paths: Vec::new(),
        fault: "The lifecycle could not tell the contact and the deal:".to_owned(),
        origin: None,
        row: Row {
            when: "after a contact joins a deal".to_owned(),
            does: "tells both to look again where they belong".to_owned(),
            source: "entry criteria and roll-ups".to_owned(),
        },
    })
}

/// The steps that tell related records to look again.
fn tell(scene: Scene<'_>, draft: &mut Draft, origin: Origin, who: &'static SObject) -> Option<Vec<Step>> {
    let deed = Deed {
        object: who,
        values: vec![(RECHECK.to_owned(), Value::Boolean(true))],
        only: Vec::new(),
        unless: Vec::new(),
        same_product: false,
        wishes: false,
        label: format!("Let {} look again", who.plural_label),
        description: "Each of them looks again where it belongs.".to_owned(),
    };
    Collected::default().steps(scene, draft, origin, deed)
}

fn only_if(draft: &mut Draft, label: &str, when: &Formula, then: Vec<Step>) -> Step {
    let asked = draft.yes_or_no(label, when, "Only if something has changed that matters.");
    let node = draft.node(&format!("{label}?"), "Nothing is saved for nothing.");
    let name = draft.name(label);
    let conditions = match &asked {
        Formula::Global(..) => vec![(name_of(&asked), "EqualTo", Value::Boolean(true))],
        _ => vec![("$Record.Id".to_owned(), "IsNull", Value::Boolean(false))],
    };
    let rule = Rule { name, label: label.to_owned(), conditions, then };
    Step::Decide(Decide { node, rules: vec![rule], otherwise: Vec::new() })
}

/// When a record has to look again itself: another step may follow from the last one, or it has waited for automations.
fn own_steps(scene: Scene<'_>, object: &'static SObject, waits: bool) -> Option<Formula> {
    let courses: Vec<Course> = Course::of(scene, object).into_iter().filter(|course| !course.derived).collect();
    let is_new = || Formula::call(&formulas::ISNEW, []);
    let mut news: Vec<Formula> = courses.iter().map(|course| changed(course.stage(scene))).chain([is_new()]).collect();
    if waits {
        let known =
            scene.model.fields.iter().filter(|(id, field)| {
                scene.stands_for(object, field.object) && scene.schema.field(*id, object).is_some()
            });
        let fields = known.map(|(id, _)| scene.places().field(id, object, "").raw);
        news.extend(fields.filter(|raw| raw.kind() != Kind::LongText).map(|raw| scene.changes(object, &raw)));
    }
    let open = courses.iter().filter_map(|course| {
        let entries = course.spots(scene);
        let last = entries.iter().filter(|spot| spot.stage.entry.as_ref().is_some_and(|entry| entry.auto));
        let last = last.map(|spot| spot.rank).max();
        let starts = course.tracks.len() == 1 && !course.is_pipelines(scene.places());
        let stage = course.stage(scene);
        let before = last.map(|last| {
            let inside = course.inside(scene, &stage);
            let rank = course.rank(scene, &stage);
            let earlier = rank.compare(lifecycle_model::Comparison::Less, Formula::Number(f64::from(last)));
            Formula::all([inside, earlier])
        });
        // Where nothing is left to wait for, a record starts before it is saved.
        let blank = (starts && waits).then(|| stage.is_blank());
        let open = Formula::any(before.into_iter().chain(blank));
        (open != Formula::Bool(false)).then_some(open)
    });
    let open = Formula::any(open.collect::<Vec<_>>());
    let when = Formula::all([Formula::any(news), open]);
    (when != Formula::Bool(false)).then_some(when)
}
