//! Conditions that every record meets.

use crate::Cx;
use crate::logic::{Asked, Logic, Purpose, lists};
use lifecycle_base::{Diagnostic, Location};

rule! {
    "always-true-criteria", "always_true_criteria.md", Criteria, Warning, fix: None,
    "a criterion or condition holds for every record, so that it decides nothing"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let logic = cx.logic();
    let occasions = cx.occasions();
    for list in lists(&logic, &occasions) {
        for asked in &list.asked {
            let asks = !asked.formula.variables().is_empty() || asked.formula.asks_has();
            if asks && logic.implies(&[], &asked.formula) {
                let found = Diagnostic::new(&RULE, asked.at, message(list.purpose)).label("true of every record");
                let found = covering(&logic, asked).into_iter().enumerate().fold(found, |found, (index, at)| {
                    found.related(at, if index == 0 { "either this holds" } else { "or this" })
                });
                cx.report(found.help("say what must be true that is not true already, or remove it"));
            }
        }
    }
}

/// The few alternatives of which one always holds, if there are several.
fn covering(logic: &Logic<'_>, asked: &Asked<'_>) -> Vec<Location> {
    let alone = asked.alternatives.iter().filter_map(|parts| match parts.as_slice() {
        [one] => Some((one.at, one.formula.negated())),
        _ => None,
    });
    let failing: Vec<_> = alone.collect();
    let core = logic.core(&failing.iter().map(|(_, formula)| formula).collect::<Vec<_>>());
    let places: Vec<Location> = core.iter().filter_map(|index| failing.get(*index).map(|(at, _)| *at)).collect();
    // One that holds by itself says it all.
    if places.len() > 1 { places } else { Vec::new() }
}

fn message(purpose: Purpose<'_>) -> String {
    match purpose {
        Purpose::Entry(stage) => format!("an entry criterion of `{}` keeps nobody out", stage.ident.label),
        Purpose::Exit(stage) => format!("the condition of an exit of `{}` always holds", stage.ident.label),
        Purpose::Sla(stage) => format!("the condition of an SLA of `{}` always holds", stage.ident.label),
        Purpose::Milestone(label) => format!("every record has reached the milestone `{label}` from the start"),
        Purpose::Automation(name) => format!("a condition of `{name}` always holds"),
    }
}
