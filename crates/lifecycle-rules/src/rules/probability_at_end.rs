//! A closed deal that still counts as uncertain.

use crate::Cx;
use crate::part::own_tracks;
use lifecycle_base::{Applicability, Diagnostic, Edit};
use lifecycle_model::{Object, StageKind};

rule! {
    "probability-at-end", "probability_at_end.md", Structure, Warning, fix: Always,
    "a won stage is not at 100%, or a lost one not at 0%"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let model = cx.model();
    for (track, entity) in own_tracks(model) {
        if entity.pipeline.is_none() || model[entity.domain].object != Some(Object::Deal) {
            continue;
        }
        for (_, stage) in model.stages_of(track) {
            let (certain, reason) = match stage.kind {
                StageKind::Won => (100.0, "a won deal is certain"),
                StageKind::Lost => (0.0, "a lost deal brings nothing"),
                _ => continue,
            };
            let (Some(share), Some(at)) = (stage.probability, stage.probability_at) else { continue };
            if share == certain {
                continue;
            }
            let message = format!("the stage `{}` has a probability of {share}%; {reason}", stage.ident.label);
            cx.report(
                Diagnostic::new(&RULE, at, message)
                    .label(format!("must be {certain}%"))
                    .help(format!("write {certain}%, or leave it out: that is what it means anyway"))
                    .fix(
                        format!("write {certain}%"),
                        Applicability::Safe,
                        vec![Edit::replace(at, format!("{certain}%"))],
                    ),
            );
        }
    }
}
