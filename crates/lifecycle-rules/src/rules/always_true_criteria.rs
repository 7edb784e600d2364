//! Conditions that every record meets.

use crate::Cx;
use crate::logic::{Purpose, lists};
use lifecycle_base::Diagnostic;

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
                cx.report(
                    Diagnostic::new(&RULE, asked.at, message(list.purpose))
                        .label("true of every record")
                        .help("say what must be true that is not true already, or remove it"),
                );
            }
        }
    }
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
