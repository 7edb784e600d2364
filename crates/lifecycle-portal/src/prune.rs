//! What of that which is left alone is to go: only what somebody names.

use crate::plan::{Action, Change, Plan};
use std::collections::BTreeSet;

/// The places in the plan of what is named, by its id in the plan or by its internal name.
pub(crate) fn named(plan: &Plan, names: &[String]) -> Result<BTreeSet<usize>, String> {
    let mut found = BTreeSet::new();
    for name in names {
        let is_named = |change: &Change| change.id == *name || change.name == *name;
        let alone = |change: &Change| change.action == Action::LeftAlone && change.write.is_some();
        let mut candidates: Vec<(usize, &Change)> =
            plan.changes.iter().enumerate().filter(|(_, change)| alone(change) && is_named(change)).collect();
        if let Some(exact) = candidates.iter().find(|(_, change)| change.id == *name).copied() {
            candidates = vec![exact];
        }
        match candidates.as_slice() {
            [(place, _)] => {
                found.insert(*place);
            }
            [] => {
                return Err(format!(
                    "the plan leaves nothing alone that is called `{name}`: only such things can be pruned, by the name in brackets"
                ));
            }
            several => {
                let ids: Vec<String> = several.iter().map(|(_, change)| format!("`{}`", change.id)).collect();
                return Err(format!("`{name}` is the name of several things; write {}", ids.join(" or ")));
            }
        }
    }
    Ok(found)
}
