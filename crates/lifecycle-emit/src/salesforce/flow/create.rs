//! `create`: a record beside another one, with what Salesforce demands of it.

use super::ast::{Assign, Create, DataType, Decide, Filter, Filters, Find, Loop, Rule, Step, Value};
use super::deeds::only_if_found;
use super::draft::Draft;
use super::look::Looking;
use super::newborn::lets_in;
use super::reach::{Origin, ROLE, account, parent};
use super::scene::{Scene, an};
use crate::salesforce::formula::Formula;
use lifecycle_model::{Assign as Set, Object, StageId};
use lifecycle_targets::salesforce::objects::{
    ACCOUNT, CONTACT, EVENT, LEAD, OPPORTUNITY, SObject, STAGE_FIELD, SUCCESS_PLAN,
};

/// A record to create.
pub(super) struct Newborn<'m> {
    pub(super) object: Object,
    pub(super) stage: Option<StageId>,
    pub(super) with: &'m [Set],
}

/// The steps, or why there are none.
pub(super) fn steps(
    scene: Scene<'_>,
    draft: &mut Draft,
    looking: &mut Looking,
    origin: Origin,
    newborn: &Newborn<'_>,
) -> Result<Vec<Step>, String> {
    let Some(object) = scene.objects(newborn.object).first().copied() else { return Ok(Vec::new()) };
    let mut steps = Vec::new();
    let mut values: Vec<(String, Value)> = Vec::new();
    for set in newborn.with {
        let Some(field) = scene.schema.field(set.field, object) else { continue };
        let unsaid = || {
            format!(
                "it creates no {}, since the value of {} cannot be said in a flow",
                object.label, scene.model[set.field].ident.name
            )
        };
        values.push((field.to_owned(), scene.value(draft, origin, set.field, &set.value).ok_or_else(unsaid)?));
    }
    belongs(origin, object, &mut values);
    if let Some((own, other)) = scene.product(origin.object).zip(scene.product(object)) {
        add(&mut values, other, origin.field(own));
    }
    if let Some(stage) = newborn.stage {
        let known = scene.stage_field(stage, object).zip(scene.schema.stage_value(stage));
        let unknown = || {
            format!("it creates no {}, since Salesforce does not know {}", object.label, scene.model.stage_path(stage))
        };
        let (field, value) = known.ok_or_else(unknown)?;
        add(&mut values, field, Value::text(value));
        if let Some(moves) = scene.schema.moves(scene.model[stage].track, object) {
            add(&mut values, moves, Value::Number("1".to_owned()));
        }
        if object == &OPPORTUNITY
            && scene.stages.pipelines.len() > 1
            && let Some(name) = scene.record_type(scene.model[stage].track)
        {
            let id = looking.record_type(draft, &mut steps, name);
            add(&mut values, "RecordTypeId", id);
        }
    }
    demanded(scene, draft, origin, object, newborn.stage, &mut values);
    let (lets_in, asked) = match newborn.stage {
        Some(stage) => lets_in(scene, draft, looking, origin, (object, stage), &values),
        None => (Formula::Bool(true), Vec::new()),
    };
    steps.extend(asked);
    if lets_in == Formula::Bool(false) {
        return Err(format!("it creates no {}, since the criteria of the stage refuse a new one", object.label));
    }
    let lets_in = draft.yes_or_no(
        "A new one is let in",
        &lets_in,
        "Whether the criteria of the stage let in a record with these values.",
    );
    let node = draft.node(&format!("Create {}", an(object)), "It belongs to whatever the other record belongs to.");
    let created = node.name.clone();
    let mut birth = vec![Step::Create(Create { node, object: object.api_name.to_owned(), values, many: None })];
    birth.extend(roles(draft, origin, object, &created));
    if let Formula::Global(name, _) = lets_in {
        let node = draft.node("Is a new one let in?", "Nothing is created where the criteria of the stage refuse it.");
        let rule = Rule {
            name: draft.name("It is let in"),
            label: "It is let in".to_owned(),
            conditions: vec![(name, "EqualTo", Value::Boolean(true))],
            then: birth,
        };
        steps.push(Step::Decide(Decide { node, rules: vec![rule], otherwise: Vec::new() }));
    } else {
        steps.extend(birth);
    }
    Ok(steps)
}

/// Adds a value, unless the source gives one.
fn add(values: &mut Vec<(String, Value)>, field: &str, value: Value) {
    if !values.iter().any(|(known, _)| known == field) {
        values.push((field.to_owned(), value));
    }
}

/// What joins it to the other record and its account.
fn belongs(origin: Origin, object: &'static SObject, values: &mut Vec<(String, Value)>) {
    if object == &EVENT {
        if let Some(field) = parent(&EVENT, origin.object).filter(|_| origin.object != &ACCOUNT) {
            add(values, &field, Value::of(origin.id));
        } else if origin.object == &ACCOUNT {
            add(values, "WhatId", Value::of(origin.id));
        }
        return;
    }
    let Some(field) = account(object) else { return };
    if origin.object == &ACCOUNT {
        add(values, &field, Value::of(origin.id));
    } else if let Some(own) = account(origin.object) {
        add(values, &field, origin.field(&own));
    }
}

/// The fields without which Salesforce takes no such record.
fn demanded(
    scene: Scene<'_>,
    draft: &mut Draft,
    origin: Origin,
    object: &'static SObject,
    stage: Option<StageId>,
    values: &mut Vec<(String, Value)>,
) {
    let named = |draft: &mut Draft, suffix: &str| {
        let record = origin.record;
        let name = match origin.object {
            it if it == &ACCOUNT || it == &OPPORTUNITY => format!("{{!{record}.Name}}"),
            it if it == &SUCCESS_PLAN => format!("{{!{record}.Account__r.Name}}"),
            it if it == &LEAD => format!("{{!{record}.Company}}"),
            it if it == &CONTACT => format!("{{!{record}.Account.Name}}"),
            _ => "\"\"".to_owned(),
        };
        let suffix = suffix.replace(['\\', '"'], "'").replace("{!", "{ !");
        let expression = format!("LEFT({name} & \" - {suffix}\", 80)");
        Value::Of(draft.expression(
            "Name",
            DataType::Text,
            expression,
            "What the new record is called until someone names it.",
        ))
    };
    let what = stage.map_or(object.label, |stage| scene.model.track_label(scene.model[stage].track));
    if object == &OPPORTUNITY {
        let name = named(draft, what);
        add(values, "Name", name);
        let expression = "ADDMONTHS(TODAY(), 3)".to_owned();
        let day = draft.expression(
            "In three months",
            DataType::Date,
            expression,
            "Opportunities need a close date: correct it when it is known.",
        );
        add(values, "CloseDate", Value::Of(day));
        // Every opportunity is on a stage: where the lifecycle has no pipelines, on the first one that every org begins with.
        let first = scene.stages.pipelines.first().and_then(|pipeline| pipeline.stages.first());
        add(values, STAGE_FIELD, Value::text(first.map_or("Prospecting", String::as_str)));
    } else if object == &SUCCESS_PLAN || object == &ACCOUNT {
        let name = named(draft, what);
        add(values, "Name", name);
    } else if object == &CONTACT || object == &LEAD {
        add(values, "LastName", Value::text("Unknown"));
        if object == &LEAD {
            add(values, "Company", Value::text("Unknown"));
        }
    } else if object == &EVENT {
        add(values, "Subject", Value::text("Meeting"));
        add(values, "StartDateTime", Value::of("$Flow.CurrentDateTime"));
        add(values, "DurationInMinutes", Value::Number("30".to_owned()));
    }
}

/// A new deal has the contacts of the record beside which it was created; a new contact takes part in the deal.
fn roles(draft: &mut Draft, origin: Origin, object: &'static SObject, created: &str) -> Vec<Step> {
    let role = |draft: &mut Draft, deal: Value, contact: Value| {
        let node = draft.node("Join contact and deal", "A contact role says that the contact takes part in the deal.");
        let values = vec![("OpportunityId".to_owned(), deal), ("ContactId".to_owned(), contact)];
        Step::Create(Create { node, object: ROLE.to_owned(), values, many: None })
    };
    if origin.object == &CONTACT && object == &OPPORTUNITY {
        return vec![role(draft, Value::of(created), Value::of(origin.id))];
    }
    if origin.object == &OPPORTUNITY && object == &CONTACT {
        return vec![role(draft, Value::of(origin.id), Value::of(created))];
    }
    if origin.object == &OPPORTUNITY && object == &OPPORTUNITY {
        return copied_roles(draft, origin, created);
    }
    Vec::new()
}

fn copied_roles(draft: &mut Draft, origin: Origin, created: &str) -> Vec<Step> {
    let node = draft.node("Get the contacts of the deal", "The new deal begins with the same contacts.");
    let found = node.name.clone();
    let find = Step::Find(Find {
        node,
        object: ROLE.to_owned(),
        filters: Filters::all(vec![Filter::equal("OpportunityId", Value::of(origin.id))]),
        first: false,
        sort: None,
        fields: vec!["Id".to_owned(), "ContactId".to_owned(), "Role".to_owned()],
    });
    let one = draft.records("New role", ROLE, false, "A contact role of the new deal.");
    let all = draft.records("New roles", ROLE, true, "All contact roles of the new deal, created in one step.");
    let each = draft.node("For each contact role", "Only collects: nothing is read or written here.");
    let item = |field: &str| Value::Of(format!("{}.{field}", each.name));
    let items = vec![
        (format!("{one}.OpportunityId"), "Assign", Value::of(created)),
        (format!("{one}.ContactId"), "Assign", item("ContactId")),
        (format!("{one}.Role"), "Assign", item("Role")),
        (all.clone(), "Add", Value::of(one)),
    ];
    let copy = draft.node("Copy the contact role", "The same contact, in the new deal.");
    let body = vec![Assign { node: copy, items }];
    let each = Step::Each(Loop { node: each, over: found.clone(), body });
    let node = draft.node("Join the contacts to the new deal", "All of them in one step.");
    let create = Step::Create(Create { node, object: ROLE.to_owned(), values: Vec::new(), many: Some(all) });
    let guarded = only_if_found(draft, &found, vec![each, create]);
    vec![find, guarded]
}
