//! Looking up related records: one Get Records for each question, and a yes or no that formulas can use.

use super::ast::{Assign, DataType, Decide, Filter, Filters, Find, Rule, Step, Value};
use super::deeds::Collected;
use super::draft::Draft;
use super::reach::{Origin, Reach, reach};
use crate::salesforce::formula::Formula;
use crate::salesforce::formula::lookup::{Filter as Asked, Lookup};
use lifecycle_targets::salesforce::objects::OPPORTUNITY;
use std::collections::BTreeMap;

/// The steps that answer lookups, and the record types that have been found on the way.
#[derive(Debug, Default)]
pub(super) struct Looking {
    pub(super) collected: Collected,
    record_types: BTreeMap<String, String>,
    /// How many records are created before: each has numbers of its own for what it asks.
    pub(super) births: usize,
}

impl Looking {
    /// The steps that answer these lookups, by number.
    pub(super) fn answer(&mut self, draft: &mut Draft, origin: Origin, lookups: &[Lookup]) -> Vec<Step> {
        self.answer_from(draft, origin, lookups, 0)
    }

    /// As above, where the numbers begin with `first`.
    pub(super) fn answer_from(
        &mut self,
        draft: &mut Draft,
        origin: Origin,
        lookups: &[Lookup],
        first: usize,
    ) -> Vec<Step> {
        let mut steps = Vec::new();
        let mut through_roles: BTreeMap<String, Vec<Step>> = BTreeMap::new();
        for (number, lookup) in (first..).zip(lookups) {
            let found = draft
                .found(number, &format!("Whether the search for a related {} has found one.", lookup.object.name()));
            let Some(reached) = reach(origin, lookup.sobject) else { continue };
            let (base, guard) = match reached {
                Reach::Filters(filters) => (filters, None),
                Reach::Roles { by, field } => {
                    let (before, roles, ids) = self.collected.collect(draft, origin, by, field);
                    steps.extend(before);
                    (Filters::all(vec![Filter::new("Id", "In", Value::of(ids))]), Some(roles))
                }
            };
            let filters = self.filters(draft, &mut steps, base, &lookup.filter());
            let search = search(draft, lookup, filters, &found);
            match guard {
                // All that go through the same roles stand behind one question.
                Some(roles) => through_roles.entry(roles).or_default().extend(search),
                None => steps.extend(search),
            }
        }
        let guarded = through_roles.into_iter().map(|(roles, then)| super::deeds::only_if_found(draft, &roles, then));
        steps.extend(guarded);
        steps
    }

    /// The id of a record type of opportunities, looked up once.
    pub(super) fn record_type(&mut self, draft: &mut Draft, steps: &mut Vec<Step>, name: &str) -> Value {
        if let Some(known) = self.record_types.get(name) {
            return Value::Of(format!("{known}.Id"));
        }
        let node = draft.node(
            &format!("Get the record type {name}"),
            "Pipelines are record types; their ids differ from org to org.",
        );
        let found = node.name.clone();
        let filters = vec![
            Filter::equal("DeveloperName", Value::text(name)),
            Filter::equal("SobjectType", Value::text(OPPORTUNITY.api_name)),
        ];
        steps.push(Step::Find(Find {
            node,
            object: "RecordType".to_owned(),
            filters: Filters::all(filters),
            first: true,
            sort: None,
            fields: vec!["Id".to_owned()],
        }));
        self.record_types.insert(name.to_owned(), found.clone());
        Value::Of(format!("{found}.Id"))
    }

    fn filters(&mut self, draft: &mut Draft, steps: &mut Vec<Step>, base: Filters, asked: &Asked) -> Filters {
        let Filters { mut all, .. } = base;
        let numbers: Vec<String> = (1..=all.len()).map(|number| number.to_string()).collect();
        let logic = self.logic(draft, steps, &mut all, asked);
        let plain = logic.as_ref().is_none_or(|logic| !logic.contains("OR"));
        let logic =
            logic.filter(|_| !plain).map(|logic| numbers.into_iter().chain([logic]).collect::<Vec<_>>().join(" AND "));
        Filters { all, logic }
    }

    /// Adds the tests of a filter; how their numbers are combined.
    fn logic(
        &mut self,
        draft: &mut Draft,
        steps: &mut Vec<Step>,
        all: &mut Vec<Filter>,
        asked: &Asked,
    ) -> Option<String> {
        let joined = |parts: Vec<String>, word: &str| match parts.len() {
            0 | 1 => parts.into_iter().next(),
            _ => Some(format!("({})", parts.join(word))),
        };
        let mut each = |this: &mut Self, parts: &[Asked]| -> Vec<String> {
            parts.iter().filter_map(|part| this.logic(draft, steps, all, part)).collect()
        };
        match asked {
            Asked::All(parts) => joined(each(self, parts), " AND "),
            Asked::Any(parts) => joined(each(self, parts), " OR "),
            Asked::Test(field, operator, value) => {
                let value = constant(draft, value);
                all.push(Filter::new(field.clone(), operator, value));
                Some(all.len().to_string())
            }
            Asked::RecordType(name, operator) => {
                let id = self.record_type(draft, steps, name);
                all.push(Filter::new("RecordTypeId", operator, id));
                Some(all.len().to_string())
            }
        }
    }
}

/// A value that says nothing of the related record.
fn constant(draft: &mut Draft, value: &Formula) -> Value {
    match value {
        Formula::Text(text) => Value::text(text.as_str()),
        Formula::Number(number) => Value::Number(number.to_string()),
        Formula::Bool(value) => Value::Boolean(*value),
        formula => {
            use lifecycle_targets::salesforce::formulas::Kind;
            let ty = match formula.kind() {
                Kind::Date => DataType::Date,
                Kind::DateTime => DataType::DateTime,
                Kind::Boolean => DataType::Boolean,
                Kind::Number | Kind::Percent => DataType::Number,
                _ => DataType::Text,
            };
            Value::Of(draft.formula("Compared with", ty, formula, "What a field of a related record is compared with."))
        }
    }
}

fn search(draft: &mut Draft, lookup: &Lookup, filters: Filters, flag: &str) -> Vec<Step> {
    let what = lookup.object.name();
    let node = draft
        .node(&format!("Look for a {what}"), &format!("Whether there is a related {what} that passes: one is enough."));
    let found = node.name.clone();
    let find = Step::Find(Find {
        node,
        object: lookup.sobject.api_name.to_owned(),
        filters,
        first: true,
        sort: None,
        fields: vec!["Id".to_owned()],
    });
    let node = draft.node(&format!("A {what} has been found"), "Remembers it for the formulas.");
    let note = Step::Assign(Assign { node, items: vec![(flag.to_owned(), "Assign", Value::Boolean(true))] });
    let node = draft.node(&format!("Is there such a {what}?"), "A search may find nothing.");
    let name = draft.name(&format!("There is such a {what}"));
    let rule = Rule {
        name,
        label: format!("There is such a {what}"),
        conditions: vec![(found, "IsNull", Value::Boolean(false))],
        then: vec![note],
    };
    vec![find, Step::Decide(Decide { node, rules: vec![rule], otherwise: Vec::new() })]
}
