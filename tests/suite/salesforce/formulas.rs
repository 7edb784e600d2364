//! Validation rules against the interpreter: random lifecycles, random records, random steps that a person takes. Where the one refuses,
//! so must the other.

mod eval;
mod sample;

use super::{documents, emit, model_of};
use eval::{Fields, Save, Val};
use lifecycle_emit::ArtifactSet;
use lifecycle_interpreter::{Datum, Index, Moment, Number, RecordId, Refusal, Run, World};
use lifecycle_model::{FieldId, Model, Object, StageId, Type};
use lifecycle_targets::salesforce::names::custom_name;
use lifecycle_targets::salesforce::objects;
use lifecycle_tests::mutate::Random;
use std::collections::BTreeMap;

const LIFECYCLES: u64 = 30;
const STEPS: usize = 150;

struct Rule {
    name: String,
    formula: eval::Formula,
}

fn rules(set: &ArtifactSet, object: &str) -> Vec<Rule> {
    let of_object = format!("/objects/{object}/validationRules/");
    let rules = documents(set).filter(|(path, _)| path.contains(&of_object));
    let text = |node: &super::Node, name: &str| node.get(name).unwrap().to_owned();
    rules
        .map(|(_, node)| Rule {
            name: text(&node, "fullName"),
            formula: eval::Formula::read(&text(&node, "errorConditionFormula")),
        })
        .collect()
}

/// The API name of a field of a contact or company.
fn api_name(model: &Model, field: FieldId) -> String {
    let field = &model[field];
    let object = objects::object(field.object.name()).unwrap();
    let own = object.standard_field(&field.ident.name).filter(|_| field.standard);
    own.map_or_else(|| custom_name(&field.ident.name), str::to_owned)
}

/// What Salesforce holds of a record of ours.
fn fields(model: &Model, world: &World, record: RecordId, prefix: &str, into: &mut Fields) {
    let object = world.get(record).unwrap().object;
    for (id, field) in model.fields.iter().filter(|(_, field)| field.object == object) {
        let name = format!("{prefix}{}", api_name(model, id));
        let choice = |index: &u32| field.choices[*index as usize].name.to_string();
        let value = match (field.ty, world.datum(record, id)) {
            (Type::Boolean, None) => Val::Bool(false),
            (_, None) => Val::Null,
            (Type::User, Some(Datum::Text(text))) => {
                let (first, last) = text.split_once(' ').unwrap();
                let relation = name.replace("__c", "__r");
                into.insert(format!("{relation}.FirstName"), Val::Text(first.to_owned()));
                into.insert(format!("{relation}.LastName"), Val::Text(last.to_owned()));
                Val::Text("005xx".to_owned())
            }
            (_, Some(Datum::Text(text))) => Val::Text(text.to_string()),
            // In formulas, a percentage is its hundredth.
            (Type::Percent, Some(Datum::Number(Number(number)))) => Val::Num(number / 100.0),
            (_, Some(Datum::Number(Number(number)))) => Val::Num(*number),
            (_, Some(Datum::Boolean(value))) => Val::Bool(*value),
            (_, Some(Datum::Day(day))) => Val::Day(*day),
            (_, Some(Datum::Moment(moment))) => Val::At(moment.0 as f64),
            (_, Some(Datum::Choice(index))) => Val::Text(choice(index)),
            (_, Some(Datum::Choices(all))) => Val::Many(all.iter().map(choice).collect()),
        };
        into.insert(name, value);
    }
    for (id, domain) in model.domains.iter().filter(|(_, domain)| domain.object == Some(object)) {
        let stage = world.place(record, id).map(|place| model[place.stage].ident.name.to_string());
        let name = custom_name(&format!("{}_lifecycle", domain.ident.name));
        into.insert(format!("{prefix}{name}"), stage.map_or(Val::Null, Val::Text));
    }
}

/// What is tried: records of an object in its tracks.
struct Trial<'m> {
    model: &'m Model,
    index: &'m Index,
    rules: &'m [Rule],
    object: Object,
    /// What the stage field holds on each stage, and the pipeline where there are several.
    stages: Vec<(StageId, String, String)>,
    /// Of the fields that are kept: `Lead`, `Pipeline`.
    prefix: &'m str,
    random: Random,
}

impl Trial<'_> {
    /// One step, by the interpreter and by the rules: what each refuses.
    fn step(&mut self) -> (Option<Refusal>, Vec<String>, Save) {
        let model = self.model;
        let now = Moment(20_000 * 1440 + self.random.below(10 * 1440) as i64);
        let mut run = Run::new(model, self.index, World::at(now));
        let stages = self.stages.clone();
        let stage = |random: &mut Random| random.pick(&stages).unwrap().0;
        let (first, second, target) = (stage(&mut self.random), stage(&mut self.random), stage(&mut self.random));
        let came: Vec<StageId> = match self.random.below(6) {
            0 | 1 => Vec::new(),
            2 if model[first].track == model[second].track => vec![first, second],
            _ => vec![first],
        };
        let values = self.values(self.object, now);
        let record = run.import(self.object, &values, &came);
        if self.random.below(4) > 0 {
            let values = self.values(Object::Company, now);
            let accounts = model.stages.iter().map(|(id, _)| id);
            let accounts: Vec<StageId> = accounts.filter(|id| model.object_of(*id) == Some(Object::Company)).collect();
            let at = self.random.pick(&accounts).copied().filter(|_| self.random.below(3) > 0);
            let company = run.import(Object::Company, &values, at.as_slice());
            run.relate(record, company);
        }
        let reasons = ["Price", "Timing", "Else"];
        let reason = self.random.pick(&reasons).copied().filter(|_| self.random.below(3) > 0);
        let wanted = run.refuses_by_hand(record, target, reason);

        let world = run.world();
        let mut saved = Fields::new();
        fields(model, world, record, "", &mut saved);
        if let Some(company) = world.related(record, Object::Company).next() {
            saved.insert("AccountId".to_owned(), Val::Text("001xx".to_owned()));
            fields(model, world, company, "Account.", &mut saved);
        }
        saved.insert(format!("{}_Moves__c", self.prefix), Val::Num(0.0));
        let (mut before, mut after) = (saved.clone(), saved);
        let place = world.place(record, model.domain_of(target));
        self.put(&mut before, place.map(|place| place.stage), "");
        self.put(&mut before, place.and_then(|place| place.held_from), "Held_From");
        self.put(&mut after, Some(target), "");
        let reason = reason.map_or(Val::Null, |reason| Val::Text(reason.to_owned()));
        after.insert(format!("{}_Reason__c", self.prefix), reason);
        // A deal without a stage there is not, unless it is new.
        let is_new = came.is_empty() && (self.object == Object::Deal || self.random.below(2) == 0);
        let save = Save { now: after, before: (!is_new).then_some(before), clock: now.0 };
        let refusing = self.rules.iter().filter(|rule| rule.formula.holds(&save));
        let refusing = refusing.map(|rule| rule.name.clone()).collect();
        (wanted, refusing, save)
    }

    /// Says where a record is, or from where it was put on hold.
    fn put(&self, fields: &mut Fields, stage: Option<StageId>, kept: &str) {
        let found = self.stages.iter().find(|(id, ..)| Some(*id) == stage);
        let value = found.map_or(Val::Null, |(_, value, _)| Val::Text(value.clone()));
        let name = match (kept, self.object) {
            ("", Object::Deal) => "StageName".to_owned(),
            ("", _) => format!("{}_Lifecycle__c", self.prefix),
            (kept, _) => format!("{}_{kept}__c", self.prefix),
        };
        fields.insert(name, value);
        if let Some((.., pipeline)) = found.filter(|_| kept.is_empty()) {
            fields.insert("RecordTypeId".to_owned(), Val::Text(format!("id of {pipeline}")));
            fields.insert("RecordType.DeveloperName".to_owned(), Val::Text(pipeline.clone()));
        }
    }

    /// Values near those that the lifecycle asks for; every checkbox has one, since in Salesforce it always has.
    fn values(&mut self, object: Object, now: Moment) -> Vec<(FieldId, Datum)> {
        let model = self.model;
        let mut values = Vec::new();
        for (id, field) in model.fields.iter().filter(|(_, field)| field.object == object) {
            if field.ty != Type::Boolean && self.random.below(3) == 0 {
                continue;
            }
            let day = now.day() + self.random.pick(&[-61, -32, -31, -30, -29, -7, -3, -2, -1, 0, 1]).unwrap();
            let number = *self.random.pick(&[-1.0, 0.0, 9.5, 10.0, 15.0, 60.0]).unwrap();
            let text = *self.random.pick(&["x", "X", "a\"b\\", "Ada Byron"]).unwrap();
            let minutes = [0, 540, 600, 1020, 1439].map(|minute| day * 1440 + minute);
            let at = self.random.pick(&minutes).copied().filter(|_| self.random.below(3) > 0);
            values.push((
                id,
                match field.ty {
                    Type::Boolean => Datum::Boolean(self.random.below(2) == 0),
                    Type::Number | Type::Currency | Type::Percent => Datum::Number(Number(number)),
                    Type::Date => Datum::Day(day),
                    Type::DateTime => Datum::Moment(Moment(at.unwrap_or(now.0 - self.random.below(3 * 1440) as i64))),
                    Type::Picklist => Datum::Choice(self.random.below(field.choices.len()) as u32),
                    Type::MultiPicklist => {
                        let all = 0..field.choices.len() as u32;
                        let some: std::collections::BTreeSet<u32> = all.filter(|_| self.random.below(2) == 0).collect();
                        if some.is_empty() {
                            continue;
                        }
                        Datum::Choices(some)
                    }
                    Type::User => Datum::Text("Ada Byron".into()),
                    _ => Datum::Text(text.into()),
                },
            ));
        }
        values
    }
}

/// The stages of a domain with what records hold on them, as the org's own files have it.
fn stages(model: &Model, set: &ArtifactSet, domain: &str) -> Vec<(StageId, String, String)> {
    let tracks = model.tracks.iter().filter(|(_, track)| model[track.domain].ident.name == domain);
    let of_track = |(id, track): (_, &lifecycle_model::Track)| {
        let name = model.track_name(id).to_owned();
        let ids = model.stages_of(id).map(|(id, _)| id);
        let values: Vec<String> = match track.pipeline {
            None => model.stages_of(id).map(|(_, stage)| stage.ident.name.to_string()).collect(),
            Some(_) => {
                let file = format!("/businessProcesses/{name}.businessProcess-meta.xml");
                let (_, process) = documents(set).find(|(path, _)| path.ends_with(&file)).unwrap();
                process.all("values").map(|value| decoded(value.get("fullName").unwrap())).collect()
            }
        };
        ids.zip(values).map(|(id, value)| (id, value, name.clone())).collect::<Vec<_>>()
    };
    tracks.flat_map(of_track).collect()
}

/// A value as records hold it: metadata writes signs as in addresses of web pages.
fn decoded(text: &str) -> String {
    text.replace("%28", "(").replace("%29", ")")
}

/// Tries steps in random lifecycles, and counts what the interpreter says.
fn agree(lifecycle: fn(u64) -> String, object: Object, prefix: &str, domain: &str) -> BTreeMap<String, usize> {
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for seed in 0..LIFECYCLES {
        let text = lifecycle(seed);
        let analysis = model_of(std::slice::from_ref(&text));
        assert!(analysis.diagnostics.is_empty(), "{text}\n{:#?}", analysis.diagnostics);
        let model = &analysis.model;
        let index = Index::of(model);
        let set = emit(std::slice::from_ref(&text));
        let rules = rules(&set, objects::object(object.name()).unwrap().api_name);
        let stages = stages(model, &set, domain);
        let random = Random::new(seed * 7 + 3);
        let mut trial = Trial { model, index: &index, rules: &rules, object, stages, prefix, random };
        for step in 0..STEPS {
            let (wanted, found, save) = trial.step();
            let same = wanted.is_some() != found.is_empty();
            assert!(same, "{text}\n{save:?}\nstep {step} of {seed}: {wanted:?} {found:?}");
            let kind = wanted.map_or("fine".to_owned(), |it| format!("{it:?}"));
            *kinds.entry(kind.chars().take_while(|c| *c != '(').collect()).or_default() += 1;
        }
    }
    kinds
}

/// A trial that meets no case proves nothing.
fn all_met(kinds: &BTreeMap<String, usize>) {
    for kind in ["fine", "Criteria", "Condition", "Backward", "Left", "Skips", "Reason"] {
        assert!(kinds.get(kind).is_some_and(|count| *count > 20), "{kind}: {kinds:?}");
    }
}

#[test]
fn contacts_are_refused_what_the_interpreter_refuses() {
    all_met(&agree(sample::of_contacts, Object::Contact, "Lead", "lead"));
}

#[test]
fn deals_are_refused_what_the_interpreter_refuses() {
    all_met(&agree(sample::of_deals, Object::Deal, "Pipeline", "sales"));
}
