//! Stages of derived domains: nobody enters them, they follow.

use super::{Asker, Judgement};
use crate::condition::Truth;
use lifecycle_model::StageId;
use lifecycle_words::list;

impl Asker<'_> {
    /// Whether the records that decide stand so that this one is on a derived stage.
    pub(super) fn follows(&self, stage: StageId) -> Judgement {
        let model = self.model;
        let domain = model.domain_of(stage);
        let place = self.run.derived_stage(self.record, domain);
        let rollup = model[domain].rollup.as_ref();
        let source = rollup.and_then(|rollup| rollup.source);
        let object = source.and_then(|source| model[source].object).map_or("record", |object| object.name());
        let degree = if rollup.is_none_or(|rollup| rollup.most) { "most" } else { "least" };
        let from: Vec<String> = model[stage].from.iter().map(|from| model[*from].ident.label.to_string()).collect();
        let found = match place {
            Some(other) if other == stage => None,
            Some(other) => Some(format!("its {object}s place it at {}", model[other].ident.label)),
            None => Some(format!("no {object} that belongs to it is on a stage that decides")),
        };
        Judgement {
            truth: if found.is_none() { Truth::Holds } else { Truth::Fails },
            text: format!("The {degree} advanced {object} is at {}", list(&from, "or")),
            found,
            parts: Vec::new(),
            at: Some(model[stage].ident.at),
        }
    }
}
