//! More values than a CRM's list can hold.

use crate::Cx;
use lifecycle_base::{Diagnostic, Location};
use lifecycle_model::{Model, Object};
use lifecycle_targets::hubspot;
use lifecycle_targets::salesforce::limits::PICKLIST_VALUES;

rule! {
    "picklist-too-long", "picklist_too_long.md", Structure, Warning, fix: None,
    "a picklist or pipeline has more values than the CRM takes"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let model = cx.model();
    let crms = [("salesforce", "Salesforce"), ("hubspot", "HubSpot")];
    for (crm, name) in crms.into_iter().filter(|(crm, _)| model.compiles_for(crm)) {
        for (label, values, hubspot_max, at) in lists(model) {
            let max = if crm == "hubspot" { hubspot_max } else { PICKLIST_VALUES.max };
            if values > max {
                let message = format!("`{label}` has {values} values, and {name} takes {max}");
                cx.report(
                    Diagnostic::new(&RULE, at, message)
                        .label("too many")
                        .help("group the values, or keep them in a text field"),
                );
            }
        }
    }
}

/// Label, number of values, HubSpot's limit, and place of everything that becomes a list.
fn lists(model: &Model) -> Vec<(&str, usize, usize, Location)> {
    let fields = model
        .fields
        .values()
        .filter(|field| field.declared)
        .map(|field| (field.ident.label.as_str(), field.choices.len(), hubspot::MAX_OPTIONS, field.ident.name_at));
    let tracks = model.tracks.iter().map(|(id, track)| {
        let domain = &model[track.domain];
        let pipeline = track.pipeline.is_some() || domain.object == Some(Object::Ticket);
        let ident = track.pipeline.map_or(&domain.ident, |pipeline| &model[pipeline].ident);
        let max = if pipeline { hubspot::MAX_STAGES } else { hubspot::MAX_OPTIONS };
        (model.track_label(id), track.stages.len(), max, ident.name_at)
    });
    fields.chain(tracks).collect()
}
