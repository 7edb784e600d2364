//! Which records belong together: how a flow gets from a record to those of another object.

use super::ast::{Filter, Filters, Value};
use crate::salesforce::schema::link_to;
use lifecycle_targets::salesforce::objects::{ACCOUNT, CONTACT, EVENT, LEAD, OPPORTUNITY, SObject, SUCCESS_PLAN};

/// The record from which a flow looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Origin {
    pub(super) object: &'static SObject,
    /// How its fields are reached: `$Record`, `$Record__Prior`, `$Record.Opportunity`.
    pub(super) record: &'static str,
    /// Its id; empty for a record that is still to be created.
    pub(super) id: &'static str,
    /// The account of a record that is still to be created.
    account: Option<&'static str>,
}

impl Origin {
    /// The record that is being saved.
    pub(super) fn saved(object: &'static SObject) -> Self {
        Self { object, record: "$Record", id: "$Record.Id", account: None }
    }

    /// What it was before.
    pub(super) fn before(object: &'static SObject) -> Self {
        Self { object, record: "$Record__Prior", id: "$Record.Id", account: None }
    }

    /// The deal of a contact role.
    pub(super) fn deal_of_role() -> Self {
        Self { object: &OPPORTUNITY, record: "$Record.Opportunity", id: "$Record.OpportunityId", account: None }
    }

    /// The account of a record, by what holds its id.
    pub(super) fn account(object: &'static SObject, id: &'static str) -> Self {
        Self { object, record: "$Record.Account", id, account: None }
    }

    /// A record that is to be created beside this one: it belongs to the same account. `None` if it belongs to none.
    pub(super) fn newborn(self, object: &'static SObject) -> Option<Self> {
        account(object)?;
        let account = match (self.record, account(self.object).as_deref()) {
            _ if self.object == &ACCOUNT => self.id,
            ("$Record", Some("AccountId")) => "$Record.AccountId",
            ("$Record", Some(_)) => "$Record.Account__c",
            ("$Record.Opportunity", _) => "$Record.Opportunity.AccountId",
            _ => return None,
        };
        Some(Self { object, record: "", id: "", account: Some(account) })
    }

    /// A field of it.
    pub(super) fn field(&self, name: &str) -> Value {
        if let Some(id) = self.account {
            return Value::of(id);
        }
        Value::Of(if name == "Id" { self.id.to_owned() } else { format!("{}.{name}", self.record) })
    }
}

/// A way to related records.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Reach {
    /// Those that pass these filters.
    Filters(Filters),
    /// Through contact roles: those whose id a role of this record holds in `field`, where the role holds the record's own in `by`.
    Roles { by: &'static str, field: &'static str },
}

/// The object that joins deals and contacts.
pub(super) const ROLE: &str = "OpportunityContactRole";

/// How records of an object are reached; `None` if they never belong to the record.
pub(super) fn reach(origin: Origin, to: &'static SObject) -> Option<Reach> {
    let from = origin.object;
    let is_born = !origin.id.is_empty();
    if joined_by_roles(from, to) && !is_born {
        return None;
    }
    if from == &CONTACT && to == &OPPORTUNITY {
        return Some(Reach::Roles { by: "ContactId", field: "OpportunityId" });
    }
    if from == &OPPORTUNITY && to == &CONTACT {
        return Some(Reach::Roles { by: "OpportunityId", field: "ContactId" });
    }
    let filters = match (parent(from, to), parent(to, from)) {
        // The record names the other one.
        (Some(field), _) => vec![Filter::equal("Id", origin.field(&field))],
        // The others name the record.
        (None, Some(field)) if is_born => vec![Filter::equal(field, Value::of(origin.id))],
        (None, Some(_)) => return None,
        // Both belong to one account: not to none.
        (None, None) => {
            let (own, other) = (account(from)?, account(to)?);
            let mut filters = vec![Filter::equal(&other, origin.field(&own)), Filter::known(other, true)];
            if from == to && is_born {
                filters.push(Filter::new("Id", "NotEqualTo", Value::of(origin.id)));
            }
            filters
        }
    };
    Some(Reach::Filters(Filters::all(filters)))
}

/// Whether contact roles join records of these objects.
pub(super) fn joined_by_roles(one: &SObject, other: &SObject) -> bool {
    (one == &CONTACT && other == &OPPORTUNITY) || (one == &OPPORTUNITY && other == &CONTACT)
}

/// The field by which a record of an object names its account.
pub(super) fn account(object: &SObject) -> Option<String> {
    match object.api_name {
        name if name == CONTACT.api_name || name == OPPORTUNITY.api_name || name == EVENT.api_name => {
            Some("AccountId".to_owned())
        }
        name if name == SUCCESS_PLAN.api_name => Some(link_to(&ACCOUNT)),
        _ => None,
    }
}

/// The field by which a record of one object names one of another.
pub(super) fn parent(of: &SObject, to: &SObject) -> Option<String> {
    if to == &ACCOUNT {
        return account(of);
    }
    match (of == &EVENT, to) {
        (true, to) if to == &CONTACT || to == &LEAD => Some("WhoId".to_owned()),
        (true, to) if to == &OPPORTUNITY || to == &SUCCESS_PLAN => Some("WhatId".to_owned()),
        _ => None,
    }
}

/// The path to the fields of a record's one parent, in a formula: `Account`, `Account__r`. Meetings name people and deals in one field
/// for all objects, which no path leads through.
pub(super) fn path(of: &SObject, to: &SObject) -> Option<String> {
    let field = (to == &ACCOUNT && of != &EVENT).then(|| account(of)).flatten()?;
    Some(match field.strip_suffix("__c") {
        Some(custom) => format!("{custom}__r"),
        None => field.trim_end_matches("Id").to_owned(),
    })
}
