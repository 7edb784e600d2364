//! A restart that waits for something that cannot happen.

use crate::Cx;
use crate::logic::{Formula, Logic, Occasions, View};
use crate::reach::Reach;
use crate::ways::Ways;
use lifecycle_base::{Diagnostic, Location};
use lifecycle_model::{ActionKind, Automation, Condition, ConditionKind, EventKind, Model, Position, StageId};
use std::collections::BTreeSet;

rule! {
    "restart-never-happens", "restart_never_happens.md", Automation, Warning, fix: None,
    "an automation restarts records on something that cannot happen"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    if !cx.is_whole() {
        return;
    }
    let model = cx.model();
    let is_restart =
        |automation: &Automation| automation.actions.iter().any(|action| matches!(action.kind, ActionKind::Restart(_)));
    if !model.automations.values().any(is_restart) {
        return;
    }
    let (reach, ways, logic) = (Reach::of(model), Ways::of(model), Logic::new(model));
    let occasions = Occasions::of(&logic);
    for (id, automation) in model.automations.iter().filter(|(_, it)| is_restart(it) && !it.ident.damaged) {
        let asked: Vec<Formula<'_>> = automation.conditions.iter().map(|it| logic.condition(View::Given, it)).collect();
        let said: Vec<&Formula<'_>> = occasions.pinned(id).iter().map(|fact| &fact.formula).collect();
        if logic.never(&said.iter().copied().chain(&asked).collect::<Vec<_>>()) {
            continue;
        }
        let Some((stage, at)) = waits_for(model, &reach, &logic, automation, &asked) else { continue };
        // Where nothing leads to the stage itself, that is the finding.
        if ways.is_orphan(stage) {
            continue;
        }
        let restart = automation.actions.iter().find(|action| matches!(action.kind, ActionKind::Restart(_)));
        let Some(restart) = restart else { continue };
        let label = &model[stage].ident.label;
        let mut found = Diagnostic::new(
            &RULE,
            restart.at,
            format!("`{}` never restarts a record: none ever comes to `{label}`", automation.ident.name),
        )
        .label("this way back exists only on paper");
        if let Some(end) = reach.end(model, stage) {
            found = found.related(end.ident.name_at, "1. records come as far as here, and go on elsewhere");
        }
        cx.report(
            found
                .related(model[stage].ident.name_at, "2. no way leads here from where records begin")
                .related(at, "3. so this does not happen")
                .help(format!("let a stage that records reach lead to `{label}`, or wait for something that happens")),
        );
    }
}

/// The stage no record comes to, without which an automation does not run, and the place that asks for it.
fn waits_for<'m>(
    model: &'m Model,
    reach: &Reach,
    logic: &Logic<'m>,
    automation: &'m Automation,
    asked: &[Formula<'m>],
) -> Option<(StageId, Location)> {
    let event = automation.event.as_ref()?;
    if let EventKind::Enters(stage) | EventKind::Leaves(stage) | EventKind::Stays(stage, _) = &event.kind
        && is_closed(model, reach, *stage)
    {
        return Some((*stage, event.at));
    }
    let mut stages = BTreeSet::new();
    automation.conditions.iter().for_each(|condition| stood_at(condition, &mut stages));
    stages.into_iter().filter(|stage| is_closed(model, reach, *stage)).find_map(|stage| {
        let nobody = Formula::stands(logic, Position::At, stage).negated();
        let found = automation.conditions.iter().zip(asked).find(|(_, asked)| logic.never(&[&nobody, asked]));
        found.map(|(condition, _)| (stage, condition.at))
    })
}

fn is_closed(model: &Model, reach: &Reach, stage: StageId) -> bool {
    model[model.domain_of(stage)].rollup.is_none() && !reach.has(stage)
}

fn stood_at(condition: &Condition, found: &mut BTreeSet<StageId>) {
    match &condition.kind {
        ConditionKind::All(parts) | ConditionKind::Any(parts) => parts.iter().for_each(|part| stood_at(part, found)),
        ConditionKind::Stands(_, Position::At, stage) => {
            found.insert(*stage);
        }
        _ => {}
    }
}
