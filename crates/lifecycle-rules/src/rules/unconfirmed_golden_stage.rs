//! A golden stage that a team which owns a side of it has not confirmed.

use crate::Cx;
use crate::confirmation::{labels, listed, open, sides};
use lifecycle_base::Diagnostic;

rule! {
    "unconfirmed-golden-stage", "unconfirmed_golden_stage.md", Agreement, Info, fix: None,
    "a golden stage is not confirmed by every team that owns a side of it"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let model = cx.model();
    for (id, stage) in model.stages.iter() {
        if !stage.golden || !stage.from.is_empty() || stage.ident.damaged {
            continue;
        }
        let missing = open(&stage.ident.remarks, sides(model, id));
        let teams = labels(model, &missing);
        let Some(team) = missing.first() else { continue };
        let label = &stage.ident.label;
        let found = Diagnostic::new(
            &RULE,
            stage.ident.name_at,
            format!("the golden stage `{label}` is not confirmed by {}", listed(&teams)),
        )
        .label("still assumed")
        .help(format!(
            "when they agree to its definition and criteria, write it down: `confirmed by {} on {}`",
            model[*team].ident.name, "2026-03-02"
        ));
        cx.report(Diagnostic { teams, ..found });
    }
}
