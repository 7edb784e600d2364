//! A flow being written: it gives each element and resource a name of its own, and computes nothing twice.

use super::ast::{DataType, Node, Resource, ResourceKind, Value};
use crate::salesforce::formula::Formula;
use crate::salesforce::formula::write::{Dialect, flow_text};
use lifecycle_targets::salesforce::formulas::Kind;
use lifecycle_targets::salesforce::limits::{DESCRIPTION, Limit};
use lifecycle_targets::salesforce::names;
use std::collections::BTreeSet;

/// The API name of an element or resource of a flow, and of a flow.
pub(super) const NAME: Limit = Limit { what: "name of a flow or of a part of one", max: 80, source: "counted" };

/// The label of an element.
const LABEL: Limit = Limit { what: "label of a part of a flow", max: 255, source: "unconfirmed" };

/// Elements that the writer adds by itself.
const RESERVED: [&str; 2] = ["Say_What_Went_Wrong", "Leave_A_Task"];

/// What flags of lookups begin with.
pub(super) const FOUND: &str = "Found_";

/// Names and resources of a flow.
#[derive(Debug)]
pub(super) struct Draft {
    taken: BTreeSet<String>,
    /// The record that formulas are about.
    record: &'static str,
    pub(super) resources: Vec<Resource>,
}

impl Draft {
    /// A flow whose formulas are about this record: `$Record`.
    pub(super) fn about(record: &'static str) -> Self {
        Self { taken: RESERVED.iter().map(|name| name.to_lowercase()).collect(), record, resources: Vec::new() }
    }

    /// A name that nothing in the flow has yet.
    pub(super) fn name(&mut self, wanted: &str) -> String {
        let base = names::fit(names::developer_name(wanted), &NAME);
        let numbered = (2..).map(|number| names::fit(format!("{base}_{number}"), &NAME));
        let free =
            std::iter::once(base.clone()).chain(numbered).find(|name| !self.taken.contains(&name.to_lowercase()));
        let name = free.unwrap_or(base);
        self.taken.insert(name.to_lowercase());
        name
    }

    /// An element with a name of its own.
    pub(super) fn node(&mut self, label: &str, description: &str) -> Node {
        let label = flow_text(label);
        let name = self.name(&label);
        Node { name, label: LABEL.shorten(&label), description: DESCRIPTION.shorten(&flow_text(description)) }
    }

    /// The name of a formula; the same for the same one.
    pub(super) fn formula(&mut self, wanted: &str, ty: DataType, formula: &Formula, description: &str) -> String {
        let dialect = Dialect::Flow { record: self.record, found: FOUND };
        let expression = match formula.fits(dialect) {
            true => formula.written(dialect),
            false => self.split(formula, wanted, description).written(dialect),
        };
        self.expression(wanted, ty, expression, description)
    }

    /// A yes or no by its name, as part of other formulas.
    pub(super) fn yes_or_no(&mut self, wanted: &str, formula: &Formula, description: &str) -> Formula {
        match formula {
            Formula::Bool(_) | Formula::Global(..) => formula.clone(),
            _ => Formula::Global(self.formula(wanted, DataType::Boolean, formula, description), Kind::Boolean),
        }
    }

    /// A formula that is too long, of parts that are formulas of their own.
    fn split(&mut self, formula: &Formula, wanted: &str, description: &str) -> Formula {
        let mut part = |it: &Formula| match it.parts().is_empty() {
            true => it.clone(),
            false => self.yes_or_no(&format!("{wanted} part"), it, description),
        };
        match formula {
            Formula::All(parts) => Formula::All(parts.iter().map(&mut part).collect()),
            Formula::Any(parts) => Formula::Any(parts.iter().map(&mut part).collect()),
            Formula::Not(inner) => Formula::Not(Box::new(part(inner))),
            other => other.clone(),
        }
    }

    /// As above, for what is written already.
    pub(super) fn expression(&mut self, wanted: &str, ty: DataType, expression: String, description: &str) -> String {
        let same = |it: &&Resource| matches!(&it.kind, ResourceKind::Formula { ty: of, expression: known } if *of == ty && *known == expression);
        if let Some(known) = self.resources.iter().find(same) {
            return known.name.clone();
        }
        self.resource(wanted, description, ResourceKind::Formula { ty, expression })
    }

    /// A yes or no that is "no" until it is assigned.
    pub(super) fn flag(&mut self, wanted: &str, description: &str) -> String {
        self.resource(
            wanted,
            description,
            ResourceKind::Variable { ty: DataType::Boolean, value: Some(Value::Boolean(false)) },
        )
    }

    /// The flag of the lookup with a number, by which formulas know it.
    pub(super) fn found(&mut self, number: usize, description: &str) -> String {
        let name = format!("{FOUND}{number}");
        let known = self.resources.iter().any(|it| it.name == name);
        if !known {
            self.taken.insert(name.to_lowercase());
            let kind = ResourceKind::Variable { ty: DataType::Boolean, value: Some(Value::Boolean(false)) };
            self.resources.push(Resource { name: name.clone(), description: DESCRIPTION.shorten(description), kind });
        }
        name
    }

    /// A text that is empty until it is assigned.
    pub(super) fn text_variable(&mut self, wanted: &str, description: &str) -> String {
        self.resource(wanted, description, ResourceKind::Variable { ty: DataType::Text, value: None })
    }

    /// A list of ids.
    pub(super) fn ids(&mut self, wanted: &str, description: &str) -> String {
        self.resource(wanted, description, ResourceKind::Texts)
    }

    /// A record that is still to be created, or a list of them.
    pub(super) fn records(&mut self, wanted: &str, object: &'static str, many: bool, description: &str) -> String {
        self.resource(wanted, description, ResourceKind::Records { object, many })
    }

    /// No value of a type: a variable that nobody assigns.
    pub(super) fn nothing(&mut self, ty: DataType) -> Value {
        let wanted = match ty {
            DataType::Boolean => return Value::Boolean(false),
            DataType::Text => return Value::of("$GlobalConstant.EmptyString"),
            DataType::Number => "No number",
            DataType::Date => "No day",
            DataType::DateTime => "No moment",
        };
        let kind = ResourceKind::Variable { ty, value: None };
        let known = self
            .resources
            .iter()
            .find(|it| matches!(&it.kind, ResourceKind::Variable { ty: of, value: None } if *of == ty));
        Value::Of(match known {
            Some(known) => known.name.clone(),
            None => self.resource(wanted, "Never assigned: it empties a field.", kind),
        })
    }

    fn resource(&mut self, wanted: &str, description: &str, kind: ResourceKind) -> String {
        let name = self.name(wanted);
        let description = DESCRIPTION.shorten(&flow_text(description));
        self.resources.push(Resource { name: name.clone(), description, kind });
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_free_and_short() {
        let mut draft = Draft::about("$Record");
        assert_eq!(draft.name("Is there any?"), "Is_There_Any");
        assert_eq!(draft.name("is there ANY"), "Is_There_ANY_2");
        assert_eq!(draft.name("Leave a task"), "Leave_A_Task_2");
        let long = "x".repeat(100);
        let (one, other) = (draft.name(&long), draft.name(&long));
        assert!(one.len() == 80 && other.len() <= 80 && one != other, "{one} {other}");
    }

    #[test]
    fn nothing_is_computed_twice() {
        let mut draft = Draft::about("$Record");
        let formula = Formula::field("A__c", Kind::Boolean);
        let one = draft.formula("One", DataType::Boolean, &formula, "");
        assert_eq!(draft.formula("Other", DataType::Boolean, &formula, ""), one);
        assert_eq!(draft.nothing(DataType::Date), draft.nothing(DataType::Date));
        assert_eq!(draft.resources.len(), 2);
    }

    #[test]
    fn long_formulas_become_parts() {
        let mut draft = Draft::about("$Record");
        let part = |number: usize| Formula::field(format!("{}{number}__c", "A".repeat(80)), Kind::Boolean);
        let pair = |number: usize| Formula::all([part(number), part(number + 1000)]);
        draft.formula("Long", DataType::Boolean, &Formula::any((0..30).map(pair)), "");
        for it in &draft.resources {
            let ResourceKind::Formula { expression, .. } = &it.kind else { panic!("{it:?}") };
            assert!(expression.len() < 3_900, "{}", it.name);
        }
        assert_eq!(draft.resources.len(), 31);
    }
}
