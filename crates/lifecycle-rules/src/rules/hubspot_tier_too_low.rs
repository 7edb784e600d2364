//! More than the portal's edition can do.

use crate::Cx;
use lifecycle_base::{Diagnostic, Location};
use lifecycle_model::{Model, Object};
use lifecycle_targets::hubspot::Tier;

rule! {
    "hubspot-tier-too-low", "hubspot_tier_too_low.md", Hubspot, Warning, fix: None,
    "the lifecycle needs more than the portal's edition of HubSpot can do"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let model = cx.model();
    let Some((word, at)) = model.setting("hubspot", "tier") else { return };
    let Some(tier) = Tier::from_name(word).filter(|_| model.compiles_for("hubspot")) else { return };
    let needs = [
        (
            second_pipeline(model),
            Tier::FOR_PIPELINES,
            "has one pipeline for deals and one for tickets",
            "a second one is",
        ),
        (first_automation(model), Tier::FOR_WORKFLOWS, "has no workflows, which automation needs", "workflows are"),
    ];
    for (place, least, lacks, what) in needs {
        if let Some(place) = place.filter(|_| tier < least) {
            cx.report(
                Diagnostic::new(&RULE, at, format!("HubSpot {word} {lacks}"))
                    .label(format!("{what} in {} and higher", least.name()))
                    .related(place, "needed here")
                    .help("correct the edition if it is another one, or plan to do this by hand"),
            );
        }
    }
}

/// Where deals or tickets get their second pipeline.
fn second_pipeline(model: &Model) -> Option<Location> {
    [Object::Deal, Object::Ticket].into_iter().find_map(|object| {
        let tracks = model.tracks.values().filter(|track| {
            let piped = track.pipeline.is_some() || object == Object::Ticket;
            piped && model[track.domain].object == Some(object) && model[track.domain].rollup.is_none()
        });
        tracks.map(|track| track.pipeline.map_or(&model[track.domain].ident, |id| &model[id].ident).name_at).nth(1)
    })
}

/// The first thing that moves records by itself.
fn first_automation(model: &Model) -> Option<Location> {
    let automation = model.automations.values().map(|automation| automation.ident.name_at);
    let entries = model.stages.values().filter_map(|stage| stage.entry.as_ref()).filter(|entry| entry.auto);
    automation.chain(entries.map(|entry| entry.at)).min()
}
