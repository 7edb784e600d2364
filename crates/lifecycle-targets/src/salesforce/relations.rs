//! How records lead to each other.
//!
//! Source: the Object Reference for the Salesforce Platform, one page an object: `Contact.AccountId`, `Opportunity.AccountId`,
//! OpportunityContactRole, `Event.WhoId` and `WhatId`; and our own `Success_Plan__c.Account__c`. Formulas follow a reference to one
//! record; they do not follow `WhoId` and `WhatId`, which may refer to several objects.

use super::objects::{ACCOUNT, CONTACT, EVENT, LEAD, OPPORTUNITY, People, SObject, SUCCESS_PLAN, standing_for};

/// How the records of an object lead to those of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// To one, by a field that refers to it.
    One {
        /// The other object.
        there: &'static SObject,
        /// What formulas follow: `Account`.
        relation: &'static str,
        /// The field: `AccountId`.
        field: &'static str,
    },
    /// To any number of records of these objects, which only a flow can look up.
    Many(Vec<&'static SObject>),
    /// To none, ever.
    None,
}

/// How the records of an object lead to those that stand for another neutral one.
pub fn reach(from: &SObject, to: &str, people: People) -> Reach {
    let account = |relation, field| Reach::One { there: &ACCOUNT, relation, field };
    if to == ACCOUNT.neutral && (from == &CONTACT || from == &OPPORTUNITY) {
        return account("Account", "AccountId");
    }
    if to == ACCOUNT.neutral && from == &SUCCESS_PLAN {
        return account("Account__r", "Account__c");
    }
    // Leads belong to nothing until they are converted; people meet them, though.
    if from == &LEAD && to != EVENT.neutral {
        return Reach::None;
    }
    let there = standing_for(to, people).iter().copied();
    let there: Vec<_> = there.filter(|there| *there != &LEAD || from == &EVENT).collect();
    if there.is_empty() { Reach::None } else { Reach::Many(there) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leads_belong_to_nothing() {
        assert_eq!(reach(&LEAD, "deal", People::Both), Reach::None);
        assert_eq!(reach(&LEAD, "meeting", People::Both), Reach::Many(vec![&EVENT]));
        assert_eq!(reach(&OPPORTUNITY, "contact", People::Lead), Reach::None);
        assert_eq!(reach(&OPPORTUNITY, "contact", People::Both), Reach::Many(vec![&CONTACT]));
        assert_eq!(reach(&EVENT, "contact", People::Both), Reach::Many(vec![&CONTACT, &LEAD]));
        assert_eq!(
            reach(&SUCCESS_PLAN, "company", People::Contact),
            Reach::One { there: &ACCOUNT, relation: "Account__r", field: "Account__c" }
        );
    }
}
