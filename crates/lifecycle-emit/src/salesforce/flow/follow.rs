//! Derived tracks: where an account stands follows from the records that decide.
//!
//! The record looks when it is told to; a flow before the deletion of a deciding record recomputes without it.

use super::ast::{Assign, DataType, Decide, Filter, Filters, Find, Flow, On, Row, Rule, Step, Trigger, Update, Value};
use super::course::Course;
use super::deeds::{Collected, only_if_found};
use super::draft::{Draft, NAME};
use super::place::{declared, origin as declared_at, stamps};
use super::reach::{Origin, Reach, account, reach};
use super::scene::{Scene, an};
use super::{Note, Output};
use crate::salesforce::formula::Formula;
use crate::salesforce::schema::Stamp;
use lifecycle_model::{Comparison, DomainId};
use lifecycle_targets::salesforce::formulas::{self, Kind};
use lifecycle_targets::salesforce::kept::RECHECK;
use lifecycle_targets::salesforce::names;
use lifecycle_targets::salesforce::objects::{ACCOUNT, SObject};

/// The records that decide for a derived course.
pub(super) struct Deciding {
    pub(super) object: &'static SObject,
    /// The field that holds their stage, and the one that holds its rank.
    pub(super) stage: String,
    rank: String,
    /// Their stages in the order, and those outside of it, each with the one that follows from it.
    ranked: Vec<(String, String)>,
    outside: Vec<(String, String)>,
    most: bool,
}

/// Who decides for a course.
pub(super) fn deciding(scene: Scene<'_>, course: &Course) -> Vec<Deciding> {
    let Some(rollup) = scene.model[course.domain].rollup.as_ref() else { return Vec::new() };
    let Some(source) = rollup.source else { return Vec::new() };
    let Some(neutral) = scene.model[source].object else { return Vec::new() };
    let reachable =
        scene.objects(neutral).iter().filter(|object| reach(Origin::saved(course.object), object).is_some());
    reachable.filter_map(|object| of_object(scene, course, source, object, rollup.most)).collect()
}

fn of_object(
    scene: Scene<'_>,
    course: &Course,
    source: DomainId,
    object: &'static SObject,
    most: bool,
) -> Option<Deciding> {
    let track = *scene.model[source].tracks.first()?;
    let mut found = Deciding {
        object,
        stage: scene.schema.stage_field(track, object)?.to_owned(),
        rank: scene.schema.rank(track, object)?.to_owned(),
        ranked: Vec::new(),
        outside: Vec::new(),
        most,
    };
    for spot in course.spots(scene) {
        for from in &spot.stage.from {
            let Some(value) = scene.schema.stage_value(*from) else { continue };
            let list = if scene.model[*from].rank.is_some() { &mut found.ranked } else { &mut found.outside };
            if !list.iter().any(|(known, _)| known == value) {
                list.push((value.to_owned(), spot.value.clone()));
            }
        }
    }
    Some(found)
}

/// The steps that find out which stage follows, and the variable that holds it.
fn steps(draft: &mut Draft, origin: Origin, deciding: &[Deciding], without: Option<Filter>) -> (Vec<Step>, String) {
    let stage = draft.text_variable(
        "Stage that follows",
        "The stage that the deciding record gives; none if there is no such record.",
    );
    let mut steps = Vec::new();
    let mut collected = Collected::default();
    for who in deciding {
        let Some(reached) = reach(origin, who.object) else { continue };
        let (base, guard) = match reached {
            Reach::Filters(filters) => (filters, None),
            Reach::Roles { by, field } => {
                let (before, roles, ids) = collected.collect(draft, origin, by, field);
                steps.extend(before);
                (Filters::all(vec![Filter::new("Id", "In", Value::of(ids))]), Some(roles))
            }
        };
        let base = base.and(without.clone().into_iter().collect());
        let mut tried = Vec::new();
        for (pairs, ordered) in [(&who.outside, false), (&who.ranked, true)] {
            if pairs.is_empty() {
                continue;
            }
            tried = attempt(draft, who, pairs, ordered, &base, &stage, tried);
        }
        match guard {
            Some(roles) => steps.push(only_if_found(draft, &roles, tried)),
            None => steps.extend(tried),
        }
    }
    (steps, stage)
}

/// Looks for the record that decides among those on some stages; if there is none, goes on with something else.
fn attempt(
    draft: &mut Draft,
    who: &Deciding,
    pairs: &[(String, String)],
    ordered: bool,
    base: &Filters,
    stage: &str,
    otherwise: Vec<Step>,
) -> Vec<Step> {
    let extreme = if who.most { "most" } else { "least" };
    let label = match ordered {
        true => format!("Get the {extreme} advanced {}", who.object.label),
        false => format!("Get {} outside of the order", an(who.object)),
    };
    let node = draft.node(&label, "Its stage decides.");
    let found = node.name.clone();
    let on = pairs.iter().map(|(value, _)| Filter::equal(&who.stage, Value::text(value))).collect();
    let sort = if ordered { (who.rank.clone(), who.most) } else { ("CreatedDate".to_owned(), false) };
    let find = Step::Find(Find {
        node,
        object: who.object.api_name.to_owned(),
        filters: base.clone().and_any(on),
        first: true,
        sort: Some(sort),
        fields: vec!["Id".to_owned(), who.stage.clone()],
    });
    let cases: String = pairs.iter().map(|(from, to)| format!(", {}, {}", quoted(from), quoted(to))).collect();
    let expression = format!("CASE(TEXT({{!{found}.{}}}){cases}, \"\")", who.stage);
    let follows = draft.expression(
        "Stage of",
        DataType::Text,
        expression,
        "Which stage follows from that of the record that decides.",
    );
    let node = draft.node("Take over its stage", "What follows from the record that decides.");
    let take = Step::Assign(Assign { node, items: vec![(stage.to_owned(), "Assign", Value::Of(follows))] });
    let node = draft.node("Does one decide?", "Records outside of the order count only if no other is there.");
    let name = draft.name("One decides");
    let rule = Rule {
        name,
        label: "One decides".to_owned(),
        conditions: vec![(found, "IsNull", Value::Boolean(false))],
        then: vec![take],
    };
    vec![find, Step::Decide(Decide { node, rules: vec![rule], otherwise })]
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// The flow that keeps a derived course, and those before the deletion of deciding records.
pub(super) fn emit(scene: Scene<'_>, course: &Course, order: u32, out: &mut Output) {
    let deciding = deciding(scene, course);
    let Some(track) = course.track() else { return };
    if deciding.is_empty() {
        let why = format!(
            "nobody decides for {}: records of its source are not related to it in Salesforce",
            an(course.object)
        );
        return out.notes.push(Note { of: declared(scene, course), why });
    }
    let mut draft = Draft::about("$Record");
    let again = draft.yes_or_no(
        "Look again",
        &Formula::field(RECHECK, Kind::Boolean),
        "Whether a flow has asked to look again.",
    );
    let (mut looked, stage) = steps(&mut draft, Origin::saved(course.object), &deciding, None);
    let field = course.stage(scene);
    let Formula::Field(name) = &field else { return };
    let node = draft.node("Stand where it follows", "Nobody sets this stage: it follows.");
    let items = vec![(format!("$Record.{}", name.path), "Assign", Value::Of(stage))];
    looked.push(Step::Assign(Assign { node, items }));
    let node = draft.node("Has a related record changed?", "Looks only when it is told to.");
    let rule = Rule {
        name: draft.name("One has changed"),
        label: "One has changed".to_owned(),
        conditions: vec![(super::place::name_of(&again), "EqualTo", Value::Boolean(true))],
        then: looked,
    };
    let mut all = vec![Step::Decide(Decide { node, rules: vec![rule], otherwise: Vec::new() })];
    all.push(keep(scene, course, &mut draft));
    if Course::of(scene, course.object).last().is_some_and(|last| last.tracks == course.tracks) {
        let node = draft.node("It has looked", "Once is enough.");
        let items = vec![(format!("$Record.{RECHECK}"), "Assign", Value::Boolean(false))];
        all.push(Step::Assign(Assign { node, items }));
    }
    let object = course.object;
    let source = declared(scene, course);
    out.flows.push(Flow {
        name: names::fit(format!("Lifecycle_{}_{}_Follows", short(object), names::developer_name(&course.name)), &NAME),
        label: format!("{}: what follows in {}", object.label, course.label),
        description: format!(
            "Where {} stands in {} follows from other records. Comes from `{source}` in the lifecycle source.",
            an(object),
            course.label
        ),
        trigger: Trigger::Save { object: object.api_name.to_owned(), before: true, on: On::Both, entry: None },
        order,
        resources: draft.resources,
        steps: all,
        paths: Vec::new(),
        fault: "The lifecycle could not find out where this record stands:".to_owned(),
        origin: Some(declared_at(scene, track)),
        row: Row {
            when: format!("before {} is saved", an(object)),
            does: "takes over the stage of the record that decides, and stamps the dates".to_owned(),
            source,
        },
    });
    for who in &deciding {
        out.flows.extend(before_delete(scene, course, who, &name.path));
    }
}

/// `Success_Plan` for `Success_Plan__c`.
pub(super) fn short(object: &SObject) -> &'static str {
    match object.api_name {
        "Success_Plan__c" => "Success_Plan",
        "Contact" => "Contact",
        "Lead" => "Lead",
        "Account" => "Account",
        "Opportunity" => "Opportunity",
        _ => "Event",
    }
}

/// The dates of the stage that is entered.
fn keep(scene: Scene<'_>, course: &Course, draft: &mut Draft) -> Step {
    let field = course.stage(scene);
    let before = match &field {
        Formula::Field(field) => Formula::Prior(field.clone()),
        other => other.clone(),
    };
    let text = |formula: &Formula| Formula::call(&formulas::TEXT, [formula.clone()]);
    let differs = text(&field).compare(Comparison::NotEqual, text(&before));
    let entered =
        Formula::all([field.clone().is_known(), Formula::any([Formula::call(&formulas::ISNEW, []), differs])]);
    let entered =
        draft.yes_or_no("A stage is entered", &entered, "The record is on another stage than before this save.");
    let mut items = Vec::new();
    for spot in course.spots(scene) {
        let first = scene.schema.stamp(spot.id, course.object, Stamp::First);
        let last = scene.schema.stamp(spot.id, course.object, Stamp::Last);
        if let Some((first, last)) = first.zip(last)
            && !spot.is_retired()
            && !items.iter().any(|(known, ..): &(String, _, _)| *known == format!("$Record.{last}"))
        {
            let on = field.clone().one_of([spot.value.clone()]);
            items.extend(stamps(draft, first, last, &spot.stage.ident.name, Some(on)));
        }
    }
    let node = draft.node("Stamp the dates", "The first date stays, the last one follows.");
    let then = vec![Step::Assign(Assign { node, items })];
    let node = draft.node("Is a stage entered?", "Dates follow from the stage.");
    let rule = Rule {
        name: draft.name("A stage is entered at last"),
        label: "A stage is entered".to_owned(),
        conditions: vec![(super::place::name_of(&entered), "EqualTo", Value::Boolean(true))],
        then,
    };
    Step::Decide(Decide { node, rules: vec![rule], otherwise: Vec::new() })
}

/// Before a deciding record goes, its account looks at the others.
fn before_delete(scene: Scene<'_>, course: &Course, who: &Deciding, stage: &str) -> Option<Flow> {
    if course.object != &ACCOUNT {
        return None;
    }
    let id = match account(who.object)?.as_str() {
        "AccountId" => "$Record.AccountId",
        _ => "$Record.Account__c",
    };
    let mut draft = Draft::about("$Record");
    let there = Origin::account(course.object, id);
    let without = Filter::new("Id", "NotEqualTo", Value::of("$Record.Id"));
    let (mut then, follows) = steps(&mut draft, there, std::slice::from_ref(who), Some(without));
    let node =
        draft.node(&format!("Correct the {}", course.object.label), "What follows from the records that remain.");
    then.push(Step::Update(Update {
        node,
        object: course.object.api_name.to_owned(),
        filters: Filters::all(vec![Filter::equal("Id", Value::of(id))]),
        values: vec![(stage.to_owned(), Value::Of(follows))],
    }));
    let step = only_if_found(&mut draft, id, then);
    let source = declared(scene, course);
    Some(Flow {
        name: names::fit(
            format!("Lifecycle_{}_Leaves_{}", short(who.object), names::developer_name(&course.name)),
            &NAME,
        ),
        label: format!("{}: what remains in {}", who.object.label, course.label),
        description: format!(
            "Before {} is deleted, its {} looks at the others. Comes from `{source}` in the lifecycle source.",
            an(who.object),
            course.object.label
        ),
        trigger: Trigger::Delete { object: who.object.api_name.to_owned() },
        order: 100,
        resources: draft.resources,
        steps: vec![step],
        paths: Vec::new(),
        fault: "The lifecycle could not find out what remains:".to_owned(),
        origin: course.track().map(|track| declared_at(scene, track)),
        row: Row {
            when: format!("before {} is deleted", an(who.object)),
            does: format!("recomputes its {} without it", course.object.label),
            source,
        },
    })
}
