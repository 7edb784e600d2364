//! What is so although no rule says it.

use super::verdicts::Case;
use lifecycle_base::Location;
use lifecycle_model::{ActionKind, AutomationId, Object};

/// What is so although no rule says it.
pub(super) fn unfound(case: &Case<'_>) -> Vec<(&'static str, bool)> {
    let mut all = Vec::new();
    let model = case.model();
    let seen = &case.all.seen;
    if !seen.whole {
        if !seen.endless.is_empty() {
            all.push(("runs without end", loops(case)));
        }
        return all;
    }
    if !seen.endless.is_empty() {
        all.push(("runs without end", loops(case)));
    }
    let criteria = ["impossible-criteria"];
    let alone = model.domains.values().all(|domain| domain.object != Some(Object::Deal));
    for (id, automation) in model.automations.iter() {
        let within = |at: Location| automation.ident.at.contains(at);
        if !seen.ran.contains(&id) {
            all.push(("an automation never runs", said(case, &criteria, within)));
            continue;
        }
        for (place, action) in automation.actions.iter().enumerate() {
            if matches!(action.kind, ActionKind::Move(_)) && !seen.arrived.contains_key(&(id, place)) {
                let rules = ["backward-move", "self-blocking-move"];
                all.push(("a move never moves", said(case, &rules, |at| at == action.at)));
            }
        }
    }
    for (id, stage) in model.stages.iter().filter(|(_, stage)| alone && stage.entry.is_some()) {
        if !seen.met.contains(&id) {
            let said = said(case, &criteria, |at| stage.ident.at.contains(at));
            all.push(("criteria never hold", said));
        }
    }
    all
}

/// Whether a finding names automations of each run without end that was seen.
fn loops(case: &Case<'_>) -> bool {
    let found = case.found.findings.iter().filter(|it| ["automation-loop", "endless-recycle"].contains(&it.rule.name));
    let named: Vec<AutomationId> = found.flat_map(|finding| case.named(&finding.message)).collect();
    case.all.seen.endless.iter().all(|ran| ran.iter().any(|id| named.contains(id)))
}

fn said(case: &Case<'_>, rules: &[&str], at: impl Fn(Location) -> bool) -> bool {
    case.found.findings.iter().any(|it| rules.contains(&it.rule.name) && it.location.is_some_and(&at))
}
