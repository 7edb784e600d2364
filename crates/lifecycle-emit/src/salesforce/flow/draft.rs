//! A flow being written: it gives each element and resource a name of its own, and computes nothing twice.

use super::ast::{DataType, Node, Resource, ResourceKind, Value};
use crate::salesforce::formula::Formula;
use crate::salesforce::formula::write::{Dialect, flow_text};
use lifecycle_targets::salesforce::limits::{DESCRIPTION, Limit};
use lifecycle_targets::salesforce::names;
use std::collections::BTreeSet;

/// The API name of an element or resource of a flow, and of a flow.
pub(super) const NAME: Limit = Limit { what: "name of a flow or of a part of one", max: 80, source: "counted" };

/// The label of an element.
const LABEL: Limit = Limit { what: "label of a part of a flow", max: 255, source: "unconfirmed" };

/// What flags of lookups begin with.
pub(super) const FOUND: &str = "Found_";

/// Names and resources of a flow.
#[derive(Debug, Default)]
pub(super) struct Draft {
    taken: BTreeSet<String>,
    pub(super) resources: Vec<Resource>,
}

impl Draft {
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
        let expression = formula.written(Dialect::Flow { record: "$Record", found: FOUND });
        self.expression(wanted, ty, expression, description)
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

    /// A list of ids.
    pub(super) fn ids(&mut self, wanted: &str, description: &str) -> String {
        self.resource(wanted, description, ResourceKind::Texts)
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
