//! Conditions that can never hold together.

use crate::Cx;
use crate::logic::{Asked, List, Logic, Purpose, lists};
use lifecycle_base::{Diagnostic, Location};

rule! {
    "impossible-criteria", "impossible_criteria.md", Criteria, Warning, fix: None,
    "criteria or conditions contradict each other, so that no record ever meets them"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let logic = cx.logic();
    let occasions = cx.occasions();
    for list in lists(&logic, &occasions) {
        check_list(cx, &logic, &list);
    }
}

fn check_list(cx: &mut Cx<'_>, logic: &Logic<'_>, list: &List<'_>) {
    let given: Vec<(Location, _)> = list.given.iter().map(|fact| (fact.at, &fact.formula)).collect();
    let asked = list.asked.iter().map(|asked| (asked.at, &asked.formula));
    let all: Vec<_> = given.iter().copied().chain(asked).collect();
    let formulas: Vec<_> = all.iter().map(|(_, formula)| *formula).collect();
    let core = logic.core(&formulas);
    if core.is_empty() {
        return list.asked.iter().for_each(|asked| check_alternatives(cx, logic, asked));
    }
    let places: Vec<Location> = core.iter().filter_map(|index| all.get(*index).map(|(at, _)| *at)).collect();
    let event = core.iter().any(|index| *index < given.len());
    report(cx, &message(list.purpose), &places, event, help(list.purpose));
}

/// An alternative that can never hold is no alternative.
fn check_alternatives(cx: &mut Cx<'_>, logic: &Logic<'_>, asked: &Asked<'_>) {
    for alternative in &asked.alternatives {
        let formulas: Vec<_> = alternative.iter().map(|part| &part.formula).collect();
        let core = logic.core(&formulas);
        if core.is_empty() {
            alternative.iter().for_each(|part| check_alternatives(cx, logic, part));
            continue;
        }
        let places: Vec<Location> =
            core.iter().filter_map(|index| alternative.get(*index).map(|part| part.at)).collect();
        report(
            cx,
            "this alternative can never hold",
            &places,
            false,
            "correct one of them, or remove the alternative: only the others count",
        );
    }
}

fn message(purpose: Purpose<'_>) -> String {
    match purpose {
        Purpose::Entry(stage) => format!("no record can ever meet the entry criteria of `{}`", stage.ident.label),
        Purpose::Exit(stage) => format!("no record can ever leave `{}` by this exit", stage.ident.label),
        Purpose::Sla(stage) => format!("this SLA of `{}` applies to no record", stage.ident.label),
        Purpose::Milestone(label) => format!("no record can ever reach the milestone `{label}`"),
        Purpose::Automation(name) => format!("the conditions of `{name}` never hold when it runs"),
    }
}

fn help(purpose: Purpose<'_>) -> &'static str {
    match purpose {
        Purpose::Entry(_) => "remove one of them, or join them with `or` (`any of { … }`) if either is enough",
        _ => "correct one of them, or join them with `or` if either is enough",
    }
}

fn report(cx: &mut Cx<'_>, message: &str, places: &[Location], event: bool, help: &str) {
    let Some((last, others)) = places.split_last() else { return };
    let label = match others.len() {
        0 => "never true",
        1 if event => "false whenever this event happens",
        1 => "never true together with the other",
        _ => "never true together with the others",
    };
    let help = if others.is_empty() { "correct it, or remove it" } else { help };
    let mut found = Diagnostic::new(&RULE, *last, message).label(label).help(help);
    for (index, place) in others.iter().enumerate() {
        found = found.related(*place, if event && index == 0 { "this is the event" } else { "contradicts it" });
    }
    cx.report(found);
}
