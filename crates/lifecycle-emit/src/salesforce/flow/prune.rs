//! Leaves out what a flow knows and never asks.

use super::ast::{Flow, Resource, ResourceKind};
use super::show;

/// The flow without resources that nothing mentions.
pub(super) fn pruned(mut flow: Flow) -> Flow {
    let all = std::mem::take(&mut flow.resources);
    // What is mentioned by steps is needed, and what is mentioned by formulas that are needed.
    let mut mentioned = words(&show::text(&flow));
    let mut waiting = all.clone();
    loop {
        let (needed, rest): (Vec<Resource>, Vec<Resource>) =
            waiting.into_iter().partition(|it| mentioned.contains(&it.name));
        waiting = rest;
        if needed.is_empty() {
            break;
        }
        for it in &needed {
            if let ResourceKind::Formula { expression, .. } = &it.kind {
                mentioned.extend(words(expression));
            }
        }
    }
    flow.resources = all.into_iter().filter(|it| !waiting.iter().any(|other| other.name == it.name)).collect();
    flow
}

fn words(text: &str) -> std::collections::BTreeSet<String> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').map(str::to_owned).collect()
}
