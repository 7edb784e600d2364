//! Why records leave a track or step back: one list each for a domain, whichever stage the reason is given at.

use super::{Choice, Definition, Options};
use crate::hubspot::labels::clip;
use crate::hubspot::mapping::Mapping;
use lifecycle_model::{DomainId, ExitKind, Model, Reason};
use lifecycle_targets::hubspot::field_shape;

/// Longest reason: more than people read in a list, and far from what HubSpot accepts.
const LONGEST: usize = 500;

/// The reasons given at the exits of a domain's stages, in source order, repeated ones included.
pub(in crate::hubspot) fn reasons(model: &Model, domain: DomainId, recycle: bool) -> impl Iterator<Item = &Reason> {
    let kind = if recycle { ExitKind::Recycle } else { ExitKind::Drop };
    let stages = model[domain].tracks.iter().flat_map(|track| model.stages_of(*track));
    let exits = stages.flat_map(|(_, stage)| &stage.exits).filter(move |exit| exit.kind == kind);
    exits.flat_map(|exit| &exit.reasons).filter(|reason| !reason.text.trim().is_empty())
}

/// One property a domain and direction.
pub(super) fn definitions(mapping: &Mapping<'_>) -> Vec<Definition> {
    let lists = mapping.reasons.iter().map(|list| {
        let domain = &mapping.model[list.domain];
        let (what, why) = match list.recycle {
            true => ("recycle reason", "Why the record stepped back."),
            false => ("drop-off reason", "Why the record left."),
        };
        // The text is the value too: a reason has no identifier, and what is written differently in case only is one reason.
        let mut choices: Vec<Choice> = Vec::new();
        for reason in reasons(mapping.model, list.domain, list.recycle) {
            let text = clip(&reason.text.split_whitespace().collect::<Vec<_>>().join(" "), LONGEST);
            if choices.iter().all(|choice| choice.value.to_lowercase() != text.to_lowercase()) {
                choices.push(Choice::plain(&text, &text));
            }
        }
        Definition {
            property: list.property.clone(),
            label: format!("{}: {what}", domain.ident.label),
            description: format!("{why} Choose it before the stage is changed."),
            shape: field_shape("picklist"),
            options: Options::Listed(choices),
            origin: domain.ident.at,
        }
    });
    lists.collect()
}
