//! Whether a plan may be applied: to this portal, as it is now.

use crate::address::Address;
use crate::failure::Failure;
use crate::plan::{Action, Change, Plan, Write};
use crate::portal::{Call, Portal};
use crate::prune::named;
use crate::references::Known;
use crate::snapshot::{Account, Snapshot};
use crate::state::State;
use crate::view::print;
use std::collections::BTreeSet;

/// A plan that may be applied.
#[derive(Debug)]
pub struct Ready {
    /// The changes to make, by their place in the plan, in order.
    pub(super) to_do: Vec<usize>,
    /// Those of them that an earlier run has made.
    done: BTreeSet<usize>,
}

impl Ready {
    /// How many changes are still to be made.
    pub fn remaining(&self) -> usize {
        self.to_do.len() - self.done.len()
    }

    /// How many an earlier run has made.
    pub fn already(&self) -> usize {
        self.done.len()
    }

    pub(super) fn is_done(&self, place: usize) -> bool {
        self.done.contains(&place)
    }
}

/// Checks that the plan is for this portal, and that the portal is as it was when the plan was made, or as far as an earlier run of the
/// same plan brought it.
///
/// # Errors
/// When it is not, when a name to prune is none of the plan, or when the portal does not answer.
pub fn prepare(plan: &Plan, portal: &mut dyn Portal, state: &State, prune: &[String]) -> Result<Ready, Failure> {
    sound(plan).map_err(Failure::Plan)?;
    let pruned = named(plan, prune).map_err(Failure::Plan)?;
    let account = Account::read(portal)?;
    if account.id != plan.portal.id {
        let wrong = format!("the plan is for portal {}, but the token opens portal {}", plan.portal.id, account.id);
        return Err(Failure::Plan(wrong));
    }
    let is_to_do = |(place, change): &(usize, &Change)| match change.action {
        Action::LeftAlone => pruned.contains(place),
        _ => change.write.is_some(),
    };
    let to_do: Vec<usize> = plan.changes.iter().enumerate().filter(is_to_do).map(|(place, _)| place).collect();
    let snapshot = Snapshot::read(portal, account, &plan.reads)?;
    let writes = |place: &usize| Some((*place, plan.changes.get(*place)?.write.as_ref()?));
    let known: Known = plan.references.iter().chain(&state.references).map(|(a, b)| (a.clone(), b.clone())).collect();
    let is_made = |write: &Write| write.is_made(snapshot.look(&write.at).as_ref(), &known);
    let done: BTreeSet<usize> =
        to_do.iter().filter_map(writes).filter(|(_, write)| is_made(write)).map(|(place, _)| place).collect();
    if done.len() == to_do.len() && !to_do.is_empty() {
        return Ok(Ready { to_do, done });
    }
    let moved: Vec<&Address> =
        plan.seen.iter().filter(|it| print(snapshot.look(&it.at).as_ref()) != it.print).map(|it| &it.at).collect();
    let begun = state.begun.as_deref() == Some(plan.print().as_str());
    if !moved.is_empty() && !begun {
        return Err(drifted(moved.into_iter().map(Address::path).collect()));
    }
    // An earlier run moved things itself: each is as the plan found it, or as the plan leaves it.
    let strange =
        |(_, write): &(usize, &Write)| !is_made(write) && !write.is_untouched(snapshot.look(&write.at).as_ref());
    let ours: BTreeSet<String> = to_do.iter().filter_map(writes).map(|(_, write)| write.at.path()).collect();
    let mut foreign: BTreeSet<String> =
        to_do.iter().filter_map(writes).filter(strange).map(|(_, write)| write.at.path()).collect();
    foreign.extend(moved.into_iter().map(Address::path).filter(|path| !ours.contains(path)));
    if !foreign.is_empty() {
        return Err(drifted(foreign));
    }
    Ok(Ready { to_do, done })
}

fn drifted(paths: BTreeSet<String>) -> Failure {
    const SHOWN: usize = 5;
    let mut names: Vec<String> = paths.iter().take(SHOWN).map(|path| format!("`{path}`")).collect();
    if paths.len() > SHOWN {
        names.push(format!("{} more", paths.len() - SHOWN));
    }
    Failure::Plan(format!("the portal has changed since the plan was made ({}): plan again", names.join(", ")))
}

/// A plan is a file, which anybody may have edited: its calls change what they say they change, and only what is left alone is deleted.
fn sound(plan: &Plan) -> Result<(), String> {
    for change in &plan.changes {
        for write in change.write.iter() {
            let deletes = change.action == Action::LeftAlone;
            let fits = |call: &&Call| write.at.allows(&call.method, &call.path) && (call.method == "DELETE") == deletes;
            if let Some(call) = write.calls.iter().find(|call| !fits(call)) {
                return Err(format!("the plan holds a call that no plan has: {} {}", call.method, call.path));
            }
        }
    }
    Ok(())
}
