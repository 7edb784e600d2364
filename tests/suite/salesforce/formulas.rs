//! Validation rules against the interpreter: random lifecycles, random records, random steps that a person takes. Where the one refuses,
//! so must the other.

mod eval;
mod sample;

use super::{documents, emit, model_of};
use eval::{Fields, Save, Val};
use lifecycle_emit::ArtifactSet;
use lifecycle_interpreter::{Datum, Index, Moment, Number, RecordId, Refusal, Run, World};
use lifecycle_model::{FieldId, Model, Object, StageId, TrackId, Type};
use lifecycle_targets::salesforce::names::custom_name;
use lifecycle_targets::salesforce::objects;
use lifecycle_tests::mutate::Random;
use std::collections::BTreeMap;

const LIFECYCLES: u64 = 150;
const STEPS: usize = 120;

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

struct Trial<'m> {
    model: &'m Model,
    index: &'m Index,
    rules: &'m [Rule],
    track: TrackId,
    random: Random,
}

impl Trial<'_> {
    /// One step, by the interpreter and by the rules: what each refuses.
    fn step(&mut self) -> (Option<Refusal>, Vec<String>, Save) {
        let model = self.model;
        let now = Moment(20_000 * 1440 + self.random.below(10 * 1440) as i64);
        let mut run = Run::new(model, self.index, World::at(now));
        let stages: Vec<StageId> =
            model.stages_of(self.track).filter(|(_, stage)| !stage.untracked).map(|(id, _)| id).collect();
        let mut stage = |random: &mut Random| *random.pick(&stages).unwrap();
        let (first, second, target) = (stage(&mut self.random), stage(&mut self.random), stage(&mut self.random));
        let came: Vec<StageId> = match self.random.below(6) {
            0 | 1 => Vec::new(),
            2 => vec![first, second],
            _ => vec![first],
        };
        let values = self.values(Object::Contact, now);
        let record = run.import(Object::Contact, &values, &came);
        if self.random.below(4) > 0 {
            let values = self.values(Object::Company, now);
            let accounts: Vec<StageId> = model
                .stages
                .iter()
                .map(|(id, _)| id)
                .filter(|id| model.object_of(*id) == Some(Object::Company))
                .collect();
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
        let place = world.place(record, model.domain_of(target));
        let held = place.and_then(|place| place.held_from).map(|id| Val::Text(model[id].ident.name.to_string()));
        let mut before = saved.clone();
        before.insert("Lead_Held_From__c".to_owned(), held.unwrap_or(Val::Null));
        let mut after = saved;
        after.insert("Lead_Lifecycle__c".to_owned(), Val::Text(model[target].ident.name.to_string()));
        after.insert("Lead_Reason__c".to_owned(), reason.map_or(Val::Null, |reason| Val::Text(reason.to_owned())));
        for record in [&mut before, &mut after] {
            record.insert("Lead_Moves__c".to_owned(), Val::Num(0.0));
        }
        let is_new = came.is_empty() && self.random.below(2) == 0;
        let save = Save { now: after, before: (!is_new).then_some(before), clock: now.0 };
        let refusing = self.rules.iter().filter(|rule| rule.formula.holds(&save));
        let refusing = refusing.map(|rule| rule.name.clone()).collect();
        (wanted, refusing, save)
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

#[test]
fn rules_refuse_what_the_interpreter_refuses() {
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    let mut fired = 0;
    for seed in 0..LIFECYCLES {
        let text = sample::lifecycle(seed);
        let analysis = model_of(&[text.clone()]);
        assert!(analysis.diagnostics.is_empty(), "{text}\n{:#?}", analysis.diagnostics);
        let model = &analysis.model;
        let index = Index::of(model);
        let rules = rules(&emit(&[text.clone()]), "Contact");
        let track = model.tracks.iter().find(|(id, _)| model.track_name(*id) == "lead").unwrap().0;
        let random = Random::new(seed * 7 + 3);
        let mut trial = Trial { model, index: &index, rules: &rules, track, random };
        for step in 0..STEPS {
            let (wanted, found, save) = trial.step();
            assert_eq!(
                wanted.is_some(),
                !found.is_empty(),
                "{text}\n{save:?}\nstep {step} of {seed}: {wanted:?} {found:?}"
            );
            let kind =
                wanted.map_or("fine".to_owned(), |it| format!("{it:?}").chars().take_while(|c| *c != '(').collect());
            *kinds.entry(kind).or_default() += 1;
            fired += found.len();
        }
    }
    // A trial that meets no case proves nothing.
    assert!(fired > 1_000);
    for kind in ["fine", "Criteria", "Condition", "Backward", "Left", "Skips", "Reason"] {
        assert!(kinds.get(kind).is_some_and(|count| *count > 50), "{kind}: {kinds:?}");
    }
}
