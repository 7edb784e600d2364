//! Who has to agree to what, and who has.

use lifecycle_base::list_words;
use lifecycle_model::{ActionKind, EventKind, ExitKind, Model, OwnerId, OwnerKind, Remarks, StageId};
use std::collections::BTreeSet;

/// The teams that own a side of a stage: the stage itself, the stages records come from, and those they go on to. A golden stage is a
/// handoff, and a handoff has two sides. Queues cannot agree.
pub(crate) fn sides(model: &Model, stage: StageId) -> Vec<OwnerId> {
    let mut sides = model[stage].owners.clone();
    for neighbour in neighbours(model, stage) {
        sides.extend(&model[neighbour].owners);
    }
    let mut seen = BTreeSet::new();
    sides.retain(|owner| model[*owner].kind == OwnerKind::Team && seen.insert(*owner));
    sides
}

/// The stages directly before and behind, by the order, by the exits, and by what automations do when a record enters.
fn neighbours(model: &Model, stage: StageId) -> BTreeSet<StageId> {
    let ranked: Vec<StageId> = model.ranked_stages(model[stage].track).map(|(id, _)| id).collect();
    let mut found = BTreeSet::new();
    if let Some(place) = ranked.iter().position(|id| *id == stage) {
        found.extend(place.checked_sub(1).and_then(|before| ranked.get(before)));
    }
    let advances = |from: StageId| {
        let exits = model[from].exits.iter().filter(|exit| exit.kind == ExitKind::To);
        exits.filter_map(|exit| exit.target).collect::<Vec<_>>()
    };
    found.extend(advances(stage));
    found.extend(model[model[stage].track].stages.iter().copied().filter(|other| advances(*other).contains(&stage)));
    for automation in model.automations.values() {
        let enters =
            automation.event.as_ref().is_some_and(|event| matches!(event.kind, EventKind::Enters(id) if id == stage));
        let into = automation.actions.iter().filter_map(|action| match action.kind {
            ActionKind::Create { stage, .. } => stage,
            _ => None,
        });
        found.extend(into.filter(|_| enters));
    }
    found.remove(&stage);
    found
}

/// Those of the teams that have not confirmed a declaration.
pub(crate) fn open(remarks: &Remarks, teams: Vec<OwnerId>) -> Vec<OwnerId> {
    teams.into_iter().filter(|team| remarks.confirmed.iter().all(|confirmed| confirmed.team != *team)).collect()
}

/// `Marketing and Sales`, as people see the teams.
pub(crate) fn labels(model: &Model, teams: &[OwnerId]) -> Vec<String> {
    teams.iter().map(|team| model[*team].ident.label.to_string()).collect()
}

/// `Marketing and Sales`.
pub(crate) fn listed(labels: &[String]) -> String {
    list_words(labels.iter().map(String::as_str))
}
