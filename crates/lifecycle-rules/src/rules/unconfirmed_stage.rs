//! A stage that its owner has not confirmed.

use crate::Cx;
use crate::confirmation::{labels, listed, open};
use lifecycle_base::Diagnostic;
use lifecycle_model::{OwnerKind, StageKind};

rule! {
    "unconfirmed-stage", "unconfirmed_stage.md", Pedantic, Warning, fix: None,
    "a stage is not confirmed by the team that owns it"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let model = cx.model();
    for stage in model.stages.values() {
        // Golden ones have a rule of their own, which asks more teams.
        if stage.golden || stage.kind == StageKind::Retired || !stage.from.is_empty() || stage.ident.damaged {
            continue;
        }
        let owners = stage.owners.iter().copied().filter(|owner| model[*owner].kind == OwnerKind::Team).collect();
        let missing = open(&stage.ident.remarks, owners);
        let teams = labels(model, &missing);
        let Some(team) = missing.first() else { continue };
        let found = Diagnostic::new(
            &RULE,
            stage.ident.name_at,
            format!("the stage `{}` is not confirmed by {}", stage.ident.label, listed(&teams)),
        )
        .label("still assumed")
        .help(format!("when they agree, write it down: `confirmed by {} on 2026-03-02`", model[*team].ident.name));
        cx.report(Diagnostic { teams, ..found });
    }
}
