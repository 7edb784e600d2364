//! A team that owns stages, but has nobody who can agree to them.

use crate::Cx;
use lifecycle_base::Diagnostic;
use lifecycle_model::{OwnerId, OwnerKind};
use std::collections::BTreeSet;

rule! {
    "missing-approver", "missing_approver.md", Pedantic, Warning, fix: None,
    "a team that owns stages names nobody who approves them"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let model = cx.model();
    let owning: BTreeSet<OwnerId> = model.stages.values().flat_map(|stage| stage.owners.iter().copied()).collect();
    for (id, team) in model.owners.iter() {
        if team.kind != OwnerKind::Team || !team.approvers.is_empty() || team.ident.damaged || !owning.contains(&id) {
            continue;
        }
        let label = &team.ident.label;
        let found = Diagnostic::new(
            &RULE,
            team.ident.name_at,
            format!("`{label}` owns stages, but nobody approves them for it"),
        )
        .label("who signs?")
        .help("name the role: `approver \"VP Sales\"`");
        cx.report(Diagnostic { teams: vec![label.to_string()], ..found });
    }
}
