//! Whether a yes-or-no field is known, where the CRM has checkboxes.

use crate::Cx;
use lifecycle_base::Diagnostic;
use lifecycle_model::{Asker, Condition, ConditionKind, FieldId, Test, Type};

rule! {
    "salesforce-checkbox-unknown", "salesforce_checkbox_unknown.md", Salesforce, Warning, fix: None,
    "a condition asks whether a yes-or-no field is known, which a checkbox always is"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let model = cx.model();
    if !model.compiles_for("salesforce") {
        return;
    }
    let mut found = Vec::new();
    for asked in model.conditions() {
        let damaged = match asked.by {
            Asker::Entry(stage) | Asker::Exit(stage) | Asker::Sla(stage) => model[stage].ident.damaged,
            Asker::Milestone(id) => model[id].ident.damaged,
            Asker::Automation(id) => model[id].ident.damaged,
        };
        if !damaged {
            tests(asked.condition, &mut |condition, field, known| {
                if model[field].ty == Type::Boolean {
                    found.push((condition.at, field, known));
                }
            });
        }
    }
    for (at, field, known) in found {
        let label = &model[field].ident.label;
        let (always, instead) = match known {
            true => ("always known", "`true`"),
            false => ("never unknown", "`false`"),
        };
        let message = format!("in Salesforce, `{label}` is {always}: a checkbox that nobody has touched says no");
        cx.report(
            Diagnostic::new(&RULE, at, message)
                .label(if known { "always holds there" } else { "never holds there" })
                .related(model[field].ident.name_at, "becomes a checkbox")
                .help(format!(
                    "compare it with {instead}; if no answer and \"no\" must differ, make it `picklist {{ Yes No }}`"
                )),
        );
    }
}

/// Every question whether a field is known (true) or unknown.
fn tests<'m>(condition: &'m Condition, visit: &mut impl FnMut(&'m Condition, FieldId, bool)) {
    match &condition.kind {
        ConditionKind::All(parts) | ConditionKind::Any(parts) => parts.iter().for_each(|part| tests(part, visit)),
        ConditionKind::Not(part) => tests(part, visit),
        ConditionKind::Test(field, Test::Known) => visit(condition, *field, true),
        ConditionKind::Test(field, Test::Unknown) => visit(condition, *field, false),
        ConditionKind::Has { filter, .. } => filter.iter().for_each(|filter| tests(filter, visit)),
        ConditionKind::Test(..) | ConditionKind::Stands(..) | ConditionKind::Unresolved => {}
    }
}
