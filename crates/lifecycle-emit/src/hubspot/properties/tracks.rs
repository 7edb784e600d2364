//! Tracks that have no pipeline and are not the lifecycle stage: an enumeration, one option a stage.

use super::{Choice, Definition, Options};
use crate::hubspot::mapping::{Home, Mapping};
use crate::hubspot::order::crm_stages;
use lifecycle_model::StageKind;
use lifecycle_targets::hubspot::field_shape;

/// One property a track.
pub(super) fn definitions(mapping: &Mapping<'_>) -> Vec<Definition> {
    let mut found = Vec::new();
    for (track, home) in &mapping.tracks {
        let Home::Property(property) = home else { continue };
        let domain = &mapping.model[mapping.model[*track].domain];
        let choices: Vec<Choice> = crm_stages(mapping.model, *track)
            .into_iter()
            .map(|(_, stage)| Choice {
                value: stage.ident.name.to_string(),
                label: stage.ident.label.to_string(),
                description: stage.means.as_deref().unwrap_or_default().to_owned(),
                hidden: stage.kind == StageKind::Retired,
            })
            .collect();
        // HubSpot refuses an enumeration without options.
        if choices.is_empty() {
            continue;
        }
        let derived = domain.rollup.is_some().then_some("Derived from other records: do not set it by hand.");
        let notes = domain.ident.remarks.notes.iter().map(|note| note.as_str());
        found.push(Definition {
            property: property.clone(),
            label: domain.ident.label.to_string(),
            description: derived.into_iter().chain(notes).collect::<Vec<_>>().join(" "),
            shape: field_shape("picklist"),
            options: Options::Listed(choices),
            origin: domain.ident.at,
        });
    }
    found
}
