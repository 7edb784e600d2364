//! The one spelling of a flow in XML: elements in the order of the WSDL, connectors by what follows what.

mod start;

use super::ast::{
    Act, Assign, Create, DataType, Decide, Filters, Find, Flow, Loop, Node, Path, Refuse, Resource, ResourceKind, Step,
    Trigger, Update, Value,
};
use crate::xml::Element;
use start::start;

/// The element that says what went wrong to whoever saves, and the one that says it later, when nobody is there to read an error.
const FAULT: &str = "Say_What_Went_Wrong";
const LATER_FAULT: &str = "Leave_A_Task";

/// The whole flow. Active flows start at once where an org allows that; drafts wait for a person.
pub(super) fn element(flow: &Flow, api_version: &str, active: bool) -> Element {
    let mut nodes = Nodes::default();
    let connector = nodes.chain(&flow.steps, None, true);
    let paths: Vec<(&Path, Option<String>)> =
        flow.paths.iter().map(|path| (path, nodes.chain(&path.steps, None, false))).collect();
    if nodes.can_fail {
        nodes.errors.push(fault(&flow.fault));
    }
    if nodes.can_fail_later {
        nodes.creates.push(later_fault(flow));
    }
    let resources = |wanted: fn(&ResourceKind) -> bool| flow.resources.iter().filter(move |it| wanted(&it.kind));
    let formulas = resources(|kind| matches!(kind, ResourceKind::Formula { .. }));
    let variables = resources(|kind| !matches!(kind, ResourceKind::Formula { .. }));
    Element::new("Flow")
        .with_all(nodes.acts)
        .with_text("apiVersion", api_version)
        .with_all(nodes.assigns)
        .with_all(nodes.errors)
        .with_all(nodes.decisions)
        .with_text("description", &flow.description)
        .with_text("environments", "Default")
        .with_all(formulas.map(resource))
        .with_text("interviewLabel", format!("{} {{!$Flow.CurrentDateTime}}", flow.label))
        .with_text("label", &flow.label)
        .with_all(nodes.loops)
        .with_all(builder())
        .with_text("processType", "AutoLaunchedFlow")
        .with_all(nodes.creates)
        .with_all(nodes.finds)
        .with_all(nodes.updates)
        .with(start(&flow.trigger, connector, paths))
        .with_text("status", if active { "Active" } else { "Draft" })
        .with_all((!matches!(flow.trigger, Trigger::Nightly { .. })).then(|| Element::text("triggerOrder", flow.order)))
        .with_all(variables.map(resource))
}

/// Elements by their kind, since a file has all of a kind together.
#[derive(Default)]
struct Nodes {
    acts: Vec<Element>,
    assigns: Vec<Element>,
    errors: Vec<Element>,
    decisions: Vec<Element>,
    loops: Vec<Element>,
    creates: Vec<Element>,
    finds: Vec<Element>,
    updates: Vec<Element>,
    can_fail: bool,
    can_fail_later: bool,
}

impl Nodes {
    /// Writes steps that lead on to `then`; the name of the first.
    fn chain(&mut self, steps: &[Step], then: Option<&str>, at_once: bool) -> Option<String> {
        let names = steps.iter().skip(1).map(|step| Some(step.node().name.as_str())).chain([then]);
        for (step, next) in steps.iter().zip(names) {
            self.step(step, next, at_once);
        }
        steps.first().map(|step| step.node().name.clone()).or_else(|| then.map(str::to_owned))
    }

    fn step(&mut self, step: &Step, next: Option<&str>, at_once: bool) {
        let fails = matches!(step, Step::Find(_) | Step::Update(_) | Step::Create(_) | Step::Act(_));
        let fault = fails.then_some(if at_once { FAULT } else { LATER_FAULT });
        self.can_fail |= fails && at_once;
        self.can_fail_later |= fails && !at_once;
        match step {
            Step::Assign(it) => self.assigns.push(assign(it, next)),
            Step::Decide(it) => {
                let decision = self.decide(it, next, at_once);
                self.decisions.push(decision);
            }
            Step::Find(it) => self.finds.push(find(it, next, fault)),
            Step::Each(it) => {
                let body: Vec<Step> = it.body.iter().cloned().map(Step::Assign).collect();
                let first = self.chain(&body, Some(&it.node.name), at_once);
                self.loops.push(each(it, first, next));
            }
            Step::Update(it) => self.updates.push(update(it, next, fault)),
            Step::Create(it) => self.creates.push(create(it, next, fault)),
            Step::Act(it) => self.acts.push(act(it, next, fault)),
            Step::Refuse(it) => self.errors.push(refuse(it)),
        }
    }

    fn decide(&mut self, it: &Decide, next: Option<&str>, at_once: bool) -> Element {
        let otherwise = self.chain(&it.otherwise, next, at_once);
        let mut rules = Vec::new();
        for rule in &it.rules {
            let then = self.chain(&rule.then, next, at_once);
            let conditions = rule.conditions.iter().map(|(left, operator, right)| {
                Element::new("conditions")
                    .with_text("leftValueReference", left)
                    .with_text("operator", operator)
                    .with(value("rightValue", right))
            });
            rules.push(
                Element::new("rules")
                    .with_text("name", &rule.name)
                    .with_text("conditionLogic", "and")
                    .with_all(conditions)
                    .with_all(connector("connector", then.as_deref()))
                    .with_text("label", &rule.label),
            );
        }
        node("decisions", &it.node)
            .with_all(connector("defaultConnector", otherwise.as_deref()))
            .with_text("defaultConnectorLabel", "Otherwise")
            .with_all(rules)
    }
}

fn node(kind: &'static str, node: &Node) -> Element {
    Element::new(kind)
        .with_text("description", &node.description)
        .with_text("name", &node.name)
        .with_text("label", &node.label)
        .with_text("locationX", 0)
        .with_text("locationY", 0)
}

fn connector(name: &'static str, to: Option<&str>) -> Option<Element> {
    to.map(|to| Element::new(name).with_text("targetReference", to))
}

fn assign(it: &Assign, next: Option<&str>) -> Element {
    let items = it.items.iter().map(|(to, operator, what)| {
        Element::new("assignmentItems")
            .with_text("assignToReference", to)
            .with_text("operator", operator)
            .with(value("value", what))
    });
    node("assignments", &it.node).with_all(items).with_all(connector("connector", next))
}

fn find(it: &Find, next: Option<&str>, fault: Option<&str>) -> Element {
    let (sort, order) = match &it.sort {
        Some((field, descending)) => (Some(field), Some(if *descending { "Desc" } else { "Asc" })),
        None => (None, None),
    };
    node("recordLookups", &it.node)
        .with_text("assignNullValuesIfNoRecordsFound", false)
        .with_all(connector("connector", next))
        .with_all(connector("faultConnector", fault))
        .with_all(filters(&it.filters))
        .with_text("getFirstRecordOnly", it.first)
        .with_text("object", &it.object)
        .with_all(queried(it).map(|field| Element::text("queriedFields", field)))
        .with_all(sort.map(|field| Element::text("sortField", field)))
        .with_all(order.map(|order| Element::text("sortOrder", order)))
        .with_text("storeOutputAutomatically", true)
}

/// The fields, never one alone: the flow scanner takes a single one for all.
fn queried(it: &Find) -> impl Iterator<Item = &str> {
    let asked = it.filters.all.iter().map(|filter| filter.field.as_str()).find(|field| *field != "Id");
    let second = (it.fields.len() == 1).then(|| asked.unwrap_or("CreatedDate"));
    it.fields.iter().map(String::as_str).chain(second)
}

fn each(it: &Loop, first: Option<String>, next: Option<&str>) -> Element {
    node("loops", &it.node)
        .with_text("collectionReference", &it.over)
        .with_text("iterationOrder", "Asc")
        .with_all(connector("nextValueConnector", first.as_deref()))
        .with_all(connector("noMoreValuesConnector", next))
}

fn update(it: &Update, next: Option<&str>, fault: Option<&str>) -> Element {
    node("recordUpdates", &it.node)
        .with_all(connector("connector", next))
        .with_all(connector("faultConnector", fault))
        .with_all(filters(&it.filters))
        .with_all(inputs(&it.values))
        .with_text("object", &it.object)
}

fn create(it: &Create, next: Option<&str>, fault: Option<&str>) -> Element {
    let element = node("recordCreates", &it.node)
        .with_all(connector("connector", next))
        .with_all(connector("faultConnector", fault));
    match &it.many {
        Some(list) => element.with_text("inputReference", list),
        None => element
            .with_all(inputs(&it.values))
            .with_text("object", &it.object)
            .with_text("storeOutputAutomatically", true),
    }
}

fn act(it: &Act, next: Option<&str>, fault: Option<&str>) -> Element {
    let inputs = it
        .inputs
        .iter()
        .map(|(name, what)| Element::new("inputParameters").with_text("name", name).with(value("value", what)));
    node("actionCalls", &it.node)
        .with_text("actionName", it.action)
        .with_text("actionType", it.action)
        .with_all(connector("connector", next))
        .with_all(connector("faultConnector", fault))
        .with_text("flowTransactionModel", "CurrentTransaction")
        .with_all(inputs)
        .with_text("nameSegment", it.action)
}

fn refuse(it: &Refuse) -> Element {
    let message = Element::new("customErrorMessages")
        .with_text("errorMessage", &it.message)
        .with_all(it.field.as_ref().map(|field| Element::text("fieldSelection", field)))
        .with_text("isFieldError", it.field.is_some());
    node("customErrors", &it.node).with(message)
}

fn fault(words: &str) -> Element {
    refuse(&Refuse {
        node: Node {
            name: FAULT.to_owned(),
            label: "Say what went wrong".to_owned(),
            description: "Refuses the save, so that nothing is half done, and says why.".to_owned(),
        },
        message: format!("{words} {{!$Flow.FaultMessage}}"),
        field: None,
    })
}

/// What fails in a scheduled path leaves a task at the record. If even that fails, the platform tries again and writes to the
/// administrator, so the task itself has no path for a fault.
fn later_fault(flow: &Flow) -> Element {
    let relation = match flow.trigger.object() {
        "Contact" | "Lead" => Some("WhoId"),
        "Event" => None,
        _ => Some("WhatId"),
    };
    let mut values = vec![
        ("Subject".to_owned(), Value::Text(format!("Lifecycle: {} could not be carried out", flow.label))),
        ("Description".to_owned(), Value::of("$Flow.FaultMessage")),
        ("Status".to_owned(), Value::text("Not Started")),
        ("Priority".to_owned(), Value::text("High")),
    ];
    values.extend(relation.map(|field| (field.to_owned(), Value::of("$Record.Id"))));
    let task = Create {
        node: Node {
            name: LATER_FAULT.to_owned(),
            label: "Leave a task".to_owned(),
            description:
                "Nobody is there to read an error when this path runs: a task at the record says what is left undone."
                    .to_owned(),
        },
        object: "Task".to_owned(),
        values,
        many: None,
    };
    create(&task, None, None)
}

/// Filters with the word or formula that joins them.
fn filters(filters: &Filters) -> Vec<Element> {
    let logic = filters.logic.as_deref().unwrap_or("and");
    let all = filters.all.iter().map(|filter| {
        Element::new("filters")
            .with_text("field", &filter.field)
            .with_text("operator", filter.operator)
            .with(value("value", &filter.value))
    });
    std::iter::once(Element::text("filterLogic", logic)).chain(all).collect()
}

fn inputs(values: &[(String, Value)]) -> impl Iterator<Item = Element> {
    values
        .iter()
        .map(|(field, what)| Element::new("inputAssignments").with_text("field", field).with(value("value", what)))
}

fn value(name: &'static str, what: &Value) -> Element {
    let (kind, text) = match what {
        Value::Text(text) => ("stringValue", text.clone()),
        Value::Number(number) => ("numberValue", number.clone()),
        Value::Boolean(value) => ("booleanValue", value.to_string()),
        Value::Of(reference) => ("elementReference", reference.clone()),
        Value::Date(date) => ("dateValue", date.clone()),
    };
    Element::new(name).with_text(kind, text)
}

fn resource(it: &Resource) -> Element {
    match &it.kind {
        ResourceKind::Formula { ty, expression } => Element::new("formulas")
            .with_text("description", &it.description)
            .with_text("name", &it.name)
            .with_text("dataType", data_type(*ty))
            .with_text("expression", expression)
            .with_all((*ty == DataType::Number).then(|| Element::text("scale", 0))),
        ResourceKind::Variable { ty, value: initial } => variable(it, data_type(*ty), false)
            .with_all((*ty == DataType::Number).then(|| Element::text("scale", 0)))
            .with_all(initial.as_ref().map(|initial| value("value", initial))),
        ResourceKind::Texts => variable(it, data_type(DataType::Text), true),
        ResourceKind::Records { object, many } => variable(it, "SObject", *many).with_text("objectType", object),
    }
}

fn variable(it: &Resource, ty: &str, many: bool) -> Element {
    Element::new("variables")
        .with_text("description", &it.description)
        .with_text("name", &it.name)
        .with_text("dataType", ty)
        .with_text("isCollection", many)
        .with_text("isInput", false)
        .with_text("isOutput", false)
}

pub(super) fn data_type(ty: DataType) -> &'static str {
    match ty {
        DataType::Boolean => "Boolean",
        DataType::Text => "String",
        DataType::Number => "Number",
        DataType::Date => "Date",
        DataType::DateTime => "DateTime",
    }
}

/// What Flow Builder says of itself, so that it lays the flow out.
fn builder() -> [Element; 3] {
    let entry = |name: &str, text: &str| {
        Element::new("processMetadataValues")
            .with_text("name", name)
            .with(Element::new("value").with_text("stringValue", text))
    };
    [
        entry("BuilderType", "LightningFlowBuilder"),
        entry("CanvasMode", "AUTO_LAYOUT_CANVAS"),
        entry("OriginBuilderType", "LightningFlowBuilder"),
    ]
}
