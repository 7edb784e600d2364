//! A flow as text, for people who review it and for tests that compare it.

use super::ast::{Decide, Entry, Filters, Flow, On, Resource, ResourceKind, Step, Trigger, Value};
use super::write::data_type;
use std::fmt::Write;

/// The whole flow.
pub(super) fn text(flow: &Flow) -> String {
    let mut out = format!("flow {} “{}”\n  {}\n  {}\n", flow.name, flow.label, flow.description, trigger(flow));
    for it in &flow.resources {
        let _ = writeln!(out, "  {}", resource(it));
    }
    steps(&mut out, &flow.steps, 1);
    for path in &flow.paths {
        let (count, unit) = path.offset;
        let _ = writeln!(out, "  {count} {unit} from {}: {}", path.field, path.node.name);
        steps(&mut out, &path.steps, 2);
    }
    out
}

fn trigger(flow: &Flow) -> String {
    match &flow.trigger {
        Trigger::Save { object, before, on, entry } => {
            let on = match on {
                On::Create => "is created",
                On::Update => "is updated",
                On::Both => "is saved",
            };
            let entry = match entry {
                None => String::new(),
                Some(Entry::Formula(formula)) => format!(", if {formula}"),
                Some(Entry::Filters(which)) => format!(", as soon as {}", filters(which)),
            };
            format!("{} {object} {on} [{}]{entry}", if *before { "before" } else { "after" }, flow.order)
        }
        Trigger::Delete { object } => format!("before {object} is deleted [{}]", flow.order),
        Trigger::Nightly { object, filters: which } => format!("every night, each {object} where {}", filters(which)),
    }
}

fn resource(it: &Resource) -> String {
    match &it.kind {
        ResourceKind::Formula { ty, expression } => {
            format!("{}: {} = {}", it.name, data_type(*ty), expression.replace('\n', "\n    "))
        }
        ResourceKind::Variable { ty, value: Some(initial) } => {
            format!("{}: {} := {}", it.name, data_type(*ty), value(initial))
        }
        ResourceKind::Variable { ty, value: None } => format!("{}: {}", it.name, data_type(*ty)),
        ResourceKind::Texts => format!("{}: list of String", it.name),
        ResourceKind::Records { object, many } => {
            format!("{}: {}{object}", it.name, if *many { "list of " } else { "" })
        }
    }
}

fn value(it: &Value) -> String {
    match it {
        Value::Text(text) => format!("{text:?}"),
        Value::Number(number) => number.clone(),
        Value::Boolean(value) => value.to_string(),
        Value::Of(reference) => reference.clone(),
        Value::Date(date) => date.clone(),
    }
}

fn filters(filters: &Filters) -> String {
    let all: Vec<String> = (filters.all.iter())
        .map(|filter| format!("{} {} {}", filter.field, filter.operator, value(&filter.value)))
        .collect();
    match &filters.logic {
        None => all.join(" and "),
        Some(logic) => format!("{logic}: {}", all.join("; ")),
    }
}

fn steps(out: &mut String, all: &[Step], depth: usize) {
    let indent = "  ".repeat(depth);
    for step in all {
        let name = &step.node().name;
        let _ = match step {
            Step::Assign(it) => {
                let items: Vec<String> =
                    it.items.iter().map(|(to, how, what)| format!("{to} {how} {}", value(what))).collect();
                writeln!(out, "{indent}{name}: {}", items.join("; "))
            }
            Step::Decide(it) => {
                decide(out, it, depth);
                Ok(())
            }
            Step::Find(it) => {
                let many = if it.first { "first" } else { "all" };
                let sort =
                    it.sort.as_ref().map(|(field, down)| format!(" by {field}{}", if *down { " down" } else { "" }));
                writeln!(
                    out,
                    "{indent}{name}: find {many} {} where {}{}",
                    it.object,
                    filters(&it.filters),
                    sort.unwrap_or_default()
                )
            }
            Step::Each(it) => {
                let result = writeln!(out, "{indent}{name}: for each of {}", it.over);
                let body: Vec<Step> = it.body.iter().cloned().map(Step::Assign).collect();
                steps(out, &body, depth + 1);
                result
            }
            Step::Update(it) => {
                writeln!(
                    out,
                    "{indent}{name}: update {} where {} set {}",
                    it.object,
                    filters(&it.filters),
                    pairs(&it.values)
                )
            }
            Step::Create(it) => match &it.many {
                Some(list) => writeln!(out, "{indent}{name}: create all of {list}"),
                None => writeln!(out, "{indent}{name}: create {} with {}", it.object, pairs(&it.values)),
            },
            Step::Act(it) => {
                let inputs: Vec<String> =
                    it.inputs.iter().map(|(name, what)| format!("{name} {}", value(what))).collect();
                writeln!(out, "{indent}{name}: {} {}", it.action, inputs.join("; "))
            }
            Step::Refuse(it) => writeln!(out, "{indent}{name}: refuse {:?}", it.message),
        };
    }
}

fn decide(out: &mut String, it: &Decide, depth: usize) {
    let indent = "  ".repeat(depth);
    let _ = writeln!(out, "{indent}{}:", it.node.name);
    for rule in &it.rules {
        let conditions: Vec<String> =
            rule.conditions.iter().map(|(left, how, right)| format!("{left} {how} {}", value(right))).collect();
        let _ = writeln!(out, "{indent}  if {}", conditions.join(" and "));
        steps(out, &rule.then, depth + 2);
    }
    if !it.otherwise.is_empty() {
        let _ = writeln!(out, "{indent}  else");
        steps(out, &it.otherwise, depth + 2);
    }
}

fn pairs(values: &[(String, Value)]) -> String {
    values.iter().map(|(field, what)| format!("{field} = {}", value(what))).collect::<Vec<_>>().join(", ")
}
