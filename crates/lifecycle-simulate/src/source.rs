//! Where the accounts of a simulation come from: drawn, or read from a file.

use crate::account::Account;
use crate::csv;
use crate::names;
use crate::plan::Plan;
use crate::value::{datum, moment};
use lifecycle_base::did_you_mean;
use lifecycle_interpreter::{Datum, Moment};
use lifecycle_model::{DomainId, FieldId, Object, StageId};
use std::collections::{BTreeMap, BTreeSet};

/// Where accounts come from.
#[derive(Clone, Debug)]
pub enum Source {
    /// So many, drawn from the boundaries of the criteria.
    Drawn(usize),
    /// Those of a file.
    File(Records),
}

impl Source {
    /// How many accounts there are.
    pub fn accounts(&self) -> usize {
        match self {
            Source::Drawn(count) => *count,
            Source::File(records) => records.accounts.len(),
        }
    }
}

/// The records of a file.
#[derive(Clone, Debug, Default)]
pub struct Records {
    pub(crate) accounts: Vec<Given>,
    /// The fields that the file has columns for: people leave them alone.
    pub(crate) fixed: BTreeSet<FieldId>,
}

/// What a file says of one record.
#[derive(Clone, Debug)]
pub(crate) struct Given {
    pub(crate) id: String,
    /// Row by row.
    pub(crate) facts: Vec<Fact>,
}

/// A row: what is so from a moment on.
#[derive(Clone, Debug)]
pub(crate) struct Fact {
    pub(crate) at: Option<Moment>,
    pub(crate) values: Vec<(FieldId, Datum)>,
    pub(crate) stages: Vec<StageId>,
}

/// What a column holds.
#[derive(Clone, Copy)]
enum Column {
    Id,
    At,
    Field(FieldId),
    Stage(DomainId),
}

impl Records {
    /// Reads a text with a column for each field: `contact.fit_score`, or bare names for the object that the lifecycle begins with; `id`;
    /// `at`, the moment from which a row is so; and the stage under the name of its domain. Further rows with the same `id` say what
    /// changes later.
    ///
    /// # Errors
    /// If a column or value means nothing to the model, by its line.
    pub fn from_csv(plan: &Plan<'_>, text: &str) -> Result<Self, String> {
        let mut rows = csv::rows(text)?.into_iter();
        let Some((_, header)) = rows.next() else { return Err("the file has no header line".to_owned()) };
        let columns = header.iter().map(|name| column(plan, name)).collect::<Result<Vec<_>, _>>()?;
        let mut records = Records::default();
        records.fixed.extend(columns.iter().filter_map(|column| match column {
            Column::Field(field) => Some(*field),
            _ => None,
        }));
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        for (line, row) in rows {
            if row.len() > columns.len() {
                return Err(format!("line {line} has {} values for {} columns", row.len(), columns.len()));
            }
            let (id, fact) = fact(plan, &columns, &row).map_err(|error| format!("line {line}: {error}"))?;
            let id = id.unwrap_or_else(|| line.to_string());
            match known.get(&id).and_then(|place| records.accounts.get_mut(*place)) {
                Some(given) => given.facts.push(fact),
                None => {
                    known.insert(id.clone(), records.accounts.len());
                    records.accounts.push(Given { id, facts: vec![fact] });
                }
            }
        }
        if records.accounts.is_empty() {
            return Err("the file has a header line, and no records".to_owned());
        }
        records.accounts.iter_mut().for_each(|given| given.facts.sort_by_key(|fact| fact.at));
        Ok(records)
    }
}

fn column(plan: &Plan<'_>, name: &str) -> Result<Column, String> {
    let (name, model) = (name.trim(), plan.model);
    if let Some((object, field)) = name.split_once('.') {
        let object = names::object(object)?;
        return Ok(Column::Field(names::field(model, object, field)?));
    }
    match names::folded(name).as_str() {
        "" => return Err("a column has no name".to_owned()),
        "id" => return Ok(Column::Id),
        "at" => return Ok(Column::At),
        _ => {}
    }
    if let Ok(field) = names::field(model, plan.first, name) {
        return Ok(Column::Field(field));
    }
    if let Ok(domain) = names::domain(model, plan.first, name) {
        return Ok(Column::Stage(domain));
    }
    let fields = model.fields.values().filter(|field| field.object == plan.first);
    let domains = model.domains.values().filter(|domain| domain.object == Some(plan.first));
    let known = fields.map(|field| field.ident.name.as_str()).chain(domains.map(|domain| domain.ident.name.as_str()));
    let hint = did_you_mean(name, known.chain(["id", "at"])).unwrap_or_else(|| {
        format!(
            "a column is `id`, `at`, a domain, a field of a {}, or another object's, as in `company.name`",
            plan.first.name()
        )
    });
    Err(format!("the column `{name}` means nothing; {hint}"))
}

fn fact(plan: &Plan<'_>, columns: &[Column], row: &[String]) -> Result<(Option<String>, Fact), String> {
    let mut fact = Fact { at: None, values: Vec::new(), stages: Vec::new() };
    let mut id = None;
    for (column, text) in columns.iter().zip(row) {
        let text = text.trim();
        if text.is_empty() {
            continue;
        }
        match column {
            Column::Id => id = Some(text.to_owned()),
            Column::At => {
                let at =
                    moment(text).ok_or_else(|| format!("`at` is a date like `2026-03-02`, and `{text}` is not"))?;
                fact.at = Some(at);
            }
            Column::Field(field) => fact.values.extend(datum(plan.model, *field, text)?.map(|datum| (*field, datum))),
            Column::Stage(domain) => fact.stages.push(names::stage(plan.model, plan.first, Some(*domain), text)?),
        }
    }
    Ok((id, fact))
}

impl Account<'_, '_> {
    /// The records of the first row.
    pub(crate) fn first_fact(&mut self, given: &Given) {
        let Some(fact) = given.facts.first() else { return };
        let model = self.plan.model;
        let (first, now) = (self.plan.first, self.run.world().now);
        let mentioned: BTreeSet<Object> = fact.values.iter().map(|(field, _)| model[*field].object).collect();
        let company = self.plan.company.then_some(Object::Company).filter(|object| *object != first);
        let others = mentioned.into_iter().filter(|object| *object != first && *object != Object::Company);
        for object in company.into_iter().chain([first]).chain(others) {
            let record = self.run.world_mut().join(object);
            for (field, datum) in fact.values.iter().filter(|(field, _)| model[*field].object == object) {
                self.run.world_mut().fill(record, *field, datum.clone());
            }
            if object == first && !fact.stages.is_empty() {
                fact.stages.iter().for_each(|stage| self.run.arrange(record, *stage, now));
                self.run.created(record, None);
            } else {
                self.found(record, self.first_of(object));
            }
            self.settle();
        }
    }

    /// What a later row says.
    pub(crate) fn learn(&mut self, given: &Given, place: usize) {
        let Some(fact) = given.facts.get(place) else { return };
        let model = self.plan.model;
        let first_of = |account: &Self, object: Object| {
            account.run.world().records().find(|(_, it)| it.object == object).map(|(id, _)| id)
        };
        for (field, datum) in &fact.values {
            if let Some(record) = first_of(self, model[*field].object) {
                self.run.write(record, *field, Some(datum.clone()));
            }
        }
        for stage in &fact.stages {
            if let Some(record) = first_of(self, self.plan.first) {
                self.run.send(record, *stage, None, None);
            }
        }
    }
}
