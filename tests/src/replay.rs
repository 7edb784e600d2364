//! A history of an account as what people do in a Salesforce org, and what has to be in the org after each step. `tests/conformance/salesforce/replay.mjs`
//! says what the lines mean.

use crate::history::{Deed, Event};
use lifecycle_emit::salesforce::OrgNames;
use lifecycle_interpreter::{Datum, Moment, Number, Place, RecordId, World};
use lifecycle_model::{Checked, DomainId, FieldId, Model, Object, StageId, Type};
use lifecycle_targets::salesforce::objects::SObject;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Fields that an org, or a team that works in one, always fills.
pub fn always_filled(model: &Model, field: FieldId) -> bool {
    let field = &model[field];
    // A checkbox is ticked or not.
    field.ty == Type::Boolean || ["last_name", "name", "company", "close_date"].contains(&&*field.ident.name)
}

/// Writes the steps of histories of one model.
pub struct Clerk<'m> {
    model: Checked<'m>,
    names: OrgNames,
}

impl<'m> Clerk<'m> {
    /// A clerk who knows the names of a model.
    pub fn new(model: Checked<'m>) -> Self {
        Self { model, names: OrgNames::of(model) }
    }

    /// Whether people are kept as leads.
    pub fn people_are_leads(&self) -> bool {
        self.object(Object::Contact).api_name == "Lead"
    }

    /// The replay of a history, as one line of JSON; `project` is the folder of the org's metadata.
    pub fn replay(&self, project: &str, start: Moment, history: &[Event]) -> Value {
        let mut steps = Vec::new();
        let mut people = BTreeSet::new();
        for event in history {
            let ops = self.ops(event);
            let last = ops.len().saturating_sub(1);
            people.extend(alias_of(event).filter(|_| event.refused.is_none()));
            for (place, mut op) in ops.into_iter().enumerate() {
                match &event.refused {
                    Some(refusal) => {
                        op.insert("refused".into(), json!(true));
                        op.insert("why".into(), json!(format!("{refusal:?}")));
                    }
                    None if place == last => {
                        op.insert("expect".into(), self.expectation(&event.world, &people));
                        op.insert("counts".into(), self.counts(&event.world));
                    }
                    None => {}
                }
                steps.push(Value::Object(op));
                if event.refused.is_some() {
                    break;
                }
            }
        }
        json!({ "project": project, "start": moment(start), "steps": steps })
    }

    fn object(&self, object: Object) -> &'static SObject {
        self.names.objects(object)[0]
    }

    /// What is done in the org, one record after the other.
    fn ops(&self, event: &Event) -> Vec<Map<String, Value>> {
        match &event.deed {
            Deed::Create(record, stage, fields) => self.creation(&event.world, *record, *stage, fields),
            Deed::Write(record, field, datum) => {
                let object = self.object(self.model[*field].object);
                let name = self.names.field(*field, object).unwrap_or_default();
                let value = datum.as_ref().map_or(Value::Null, |datum| self.value(*field, datum));
                vec![update(*record, [(name.to_owned(), value)])]
            }
            Deed::Put(record, stage, reason) => {
                let track = self.model[*stage].track;
                let object = self.object(self.model.object_of(*stage).unwrap());
                let field = self.names.stage_field(track, object).unwrap();
                let value = self.names.stage_value(*stage).unwrap();
                let reason = reason.as_ref().zip(self.names.reason(track, object));
                let reason = reason.map(|(text, field)| (field.to_owned(), json!(self.names.reason_value(text))));
                vec![update(*record, [(field.to_owned(), json!(value))].into_iter().chain(reason))]
            }
        }
    }

    fn creation(
        &self,
        world: &World,
        record: RecordId,
        stage: Option<StageId>,
        fields: &BTreeMap<FieldId, Datum>,
    ) -> Vec<Map<String, Value>> {
        let neutral = stage.and_then(|stage| self.model.object_of(stage));
        let neutral = neutral.or(world.get(record).map(|it| it.object)).unwrap();
        let object = self.object(neutral);
        let others = |wanted: Object| {
            let all = world.records().filter(move |(id, it)| it.object == wanted && *id < record);
            all.map(|(id, _)| id).collect::<Vec<_>>()
        };
        let first = |wanted: Object| others(wanted).first().map(|id| json!({ "ref": alias(*id) }));
        let today = json!(moment(world.now)[..10]);
        let mut values = match neutral {
            Object::Company => vec![("Name", json!("Acme"))],
            Object::Lead => vec![("LastName", json!("Lovelace")), ("Company", json!("Acme"))],
            Object::Contact if self.people_are_leads() => {
                vec![("LastName", json!("Lovelace")), ("Company", json!("Acme"))]
            }
            Object::Contact => {
                vec![("LastName", json!("Lovelace")), ("AccountId", first(Object::Company).unwrap())]
            }
            Object::Deal => {
                vec![("Name", json!("Deal")), ("CloseDate", today), ("AccountId", first(Object::Company).unwrap())]
            }
            Object::Ticket => vec![("Name", json!("Plan")), ("Account__c", first(Object::Company).unwrap())],
            Object::Meeting => {
                let mut values = vec![
                    ("Subject", json!("Call")),
                    ("ActivityDateTime", json!(moment(world.now))),
                    ("DurationInMinutes", json!(30)),
                ];
                values.extend(first(Object::Contact).or(first(Object::Lead)).map(|who| ("WhoId", who)));
                values.extend(first(Object::Deal).or(first(Object::Ticket)).map(|what| ("WhatId", what)));
                values
            }
        };
        if let Some(stage) = stage {
            let track = self.model[stage].track;
            values.extend(self.names.stage_field(track, object).zip(self.names.stage_value(stage).map(|it| json!(it))));
            let record_type = self.names.record_type(track).filter(|_| neutral == Object::Deal);
            values.extend(record_type.map(|name| ("RecordTypeId", json!({ "recordType": name }))));
        }
        for (field, datum) in fields {
            values.extend(self.names.field(*field, object).map(|name| (name, self.value(*field, datum))));
        }
        let values = values.into_iter().map(|(name, value)| (name.to_owned(), value));
        let mut ops = vec![insert(object.api_name, &alias(record), values)];
        if neutral == Object::Deal && !self.people_are_leads() {
            for (place, contact) in others(Object::Contact).into_iter().enumerate() {
                let values = [
                    ("OpportunityId".to_owned(), json!({ "ref": alias(record) })),
                    ("ContactId".to_owned(), json!({ "ref": alias(contact) })),
                    ("IsPrimary".to_owned(), json!(place == 0)),
                ];
                let role = format!("{}-{}", alias(record), alias(contact));
                ops.push(insert("OpportunityContactRole", &role, values.into_iter()));
            }
        }
        ops
    }

    /// Where the records are that people have created, and what their fields hold.
    fn expectation(&self, world: &World, people: &BTreeSet<RecordId>) -> Value {
        let mut all = Map::new();
        for (id, record) in world.records().filter(|(id, _)| people.contains(id)) {
            let object = self.object(record.object);
            let mut fields = Map::new();
            for (domain, declared) in self.model.domains.iter() {
                if declared.object == Some(record.object) {
                    self.expect_place(&mut fields, object, domain, record.places.get(&domain));
                }
            }
            for (field, declared) in self.model.fields.iter().filter(|(_, it)| it.object == record.object) {
                let name = self.names.field(field, object).filter(|_| declared.declared && declared.ty != Type::User);
                if let Some(name) = name {
                    let value = record.fields.get(&field).map(|datum| self.value(field, datum));
                    let nothing = if declared.ty == Type::Boolean { json!(false) } else { Value::Null };
                    fields.insert(name.to_owned(), value.unwrap_or(nothing));
                }
            }
            // What the team fills without the lifecycle asking for it is no matter of the lifecycle.
            fields.retain(|name, value| !(value.is_null() && ["Name", "LastName", "CloseDate"].contains(&&**name)));
            all.insert(alias(id), Value::Object(fields));
        }
        Value::Object(all)
    }

    fn expect_place(&self, fields: &mut Map<String, Value>, object: &SObject, domain: DomainId, place: Option<&Place>) {
        let Some(track) =
            place.map(|place| self.model[place.stage].track).or(self.model[domain].tracks.first().copied())
        else {
            return;
        };
        let stage = place.and_then(|place| self.names.stage_value(place.stage));
        if let Some(field) = self.names.stage_field(track, object) {
            fields.insert(field.to_owned(), json!(stage));
        }
        let Some(place) = place else { return };
        if let Some(field) = self.names.journey(track, object) {
            fields.insert(field.to_owned(), json!(place.journey));
        }
        if let Some(field) = self.names.reason(track, object) {
            fields.insert(field.to_owned(), json!(place.reason.as_ref().map(|text| self.names.reason_value(text))));
        }
        for (stage, _) in self.model.stages_of(track) {
            if let Some([first, last]) = self.names.stamps(stage, object) {
                let dated = |at: Option<&Moment>| json!(at.map(|at| moment(*at)));
                fields.insert(first.to_owned(), dated(place.first.get(&stage)));
                fields.insert(last.to_owned(), dated(place.last.get(&stage)));
            }
        }
    }

    /// How many deals and tickets there are on each stage, those that automation has created among them.
    fn counts(&self, world: &World) -> Value {
        let mut counts: BTreeMap<(&str, &str, &str), usize> = BTreeMap::new();
        for (stage, declared) in self.model.stages.iter() {
            let object = self.model.object_of(stage).filter(|it| matches!(it, Object::Deal | Object::Ticket));
            let Some((neutral, object)) = object.map(|it| (it, self.object(it))) else { continue };
            let names = self.names.stage_field(declared.track, object).zip(self.names.stage_value(stage));
            let Some((field, value)) = names else { continue };
            let on = world.records().filter(|(_, it)| it.object == neutral).filter(|(_, it)| {
                it.places.get(&self.model.domain_of(stage)).is_some_and(|place| place.stage == stage)
            });
            *counts.entry((object.api_name, field, value)).or_default() += on.count();
        }
        let lines = counts.into_iter().map(
            |((object, field, value), count)| json!({ "type": object, "field": field, "value": value, "count": count }),
        );
        Value::Array(lines.collect())
    }

    fn value(&self, field: FieldId, datum: &Datum) -> Value {
        let choice = |index: &u32| self.model[field].choices[*index as usize].name.to_string();
        match datum {
            Datum::Text(text) => json!(text.as_str()),
            Datum::Number(Number(number)) => json!(number),
            Datum::Boolean(value) => json!(value),
            Datum::Day(day) => json!(moment(Moment::of_day(*day))[..10]),
            Datum::Moment(at) => json!(moment(*at)),
            Datum::Choice(index) => json!(choice(index)),
            Datum::Choices(indices) => json!(indices.iter().map(choice).collect::<Vec<_>>().join(";")),
        }
    }
}

fn alias(record: RecordId) -> String {
    format!("r{}", record.0)
}

fn alias_of(event: &Event) -> Option<RecordId> {
    match &event.deed {
        Deed::Create(record, ..) => Some(*record),
        _ => None,
    }
}

/// `2026-03-02T09:30:00.000Z`: the org of the tests keeps its clock in one zone.
fn moment(at: Moment) -> String {
    at.to_string().replacen(' ', "T", 1) + ":00.000Z"
}

fn insert(object: &str, alias: &str, values: impl Iterator<Item = (String, Value)>) -> Map<String, Value> {
    let values: Map<String, Value> = values.collect();
    let op = json!({ "op": "insert", "type": object, "as": alias, "values": values });
    op.as_object().unwrap().clone()
}

fn update(record: RecordId, values: impl IntoIterator<Item = (String, Value)>) -> Map<String, Value> {
    let values: Map<String, Value> = values.into_iter().collect();
    json!({ "op": "update", "as": alias(record), "values": values }).as_object().unwrap().clone()
}
