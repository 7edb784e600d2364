//! A stage whose entry nothing but people's judgement decides.

use crate::Cx;
use crate::logic::arrivals;
use lifecycle_base::Diagnostic;
use lifecycle_model::{Criterion, CriterionKind, StageId, StageKind};
use std::collections::BTreeSet;

rule! {
    "unmeasurable-criteria", "unmeasurable_criteria.md", Criteria, Warning, fix: None,
    "every entry criterion of a stage is left to people's judgement"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let model = cx.model();
    // Where an automation brings records, its event is measured.
    let decided: BTreeSet<StageId> = arrivals(model).map(|arrival| arrival.stage).collect();
    for (id, stage) in model.stages.iter() {
        let counts = matches!(stage.kind, StageKind::Open | StageKind::Won) && !stage.untracked && !stage.ident.damaged;
        let derived = model[model[stage.track].domain].rollup.is_some();
        let Some(entry) = stage.entry.as_ref().filter(|_| counts && !derived && !decided.contains(&id)) else {
            continue;
        };
        if entry.criteria.is_empty() || !entry.criteria.iter().all(is_judged) {
            continue;
        }
        let message = format!("nothing but people's judgement decides who enters `{}`", stage.ident.label);
        let mut found = Diagnostic::new(&RULE, stage.ident.name_at, message).label("no criterion that a CRM can see");
        for criterion in &entry.criteria {
            found = found.related(criterion.at, "two people may answer this differently");
        }
        cx.report(found.help(
            "ask for what is there once it is true: a date that is set, a value that is chosen, a related deal. The sentence can stay as \
             its explanation: `discovery_held_on is known  \"Good conversation\"`",
        ));
    }
}

/// Whether only people can answer it.
fn is_judged(criterion: &Criterion) -> bool {
    match &criterion.kind {
        CriterionKind::Manual(_) => true,
        CriterionKind::AtLeast(_, parts) => !parts.is_empty() && parts.iter().all(is_judged),
        CriterionKind::Condition(_) => false,
    }
}
