//! When business time is up: a field for each stage and length, which a flow sets when the stage is entered.

use super::scene::Scene;
use lifecycle_model::{Duration, EventKind, StageId, Unit};
use lifecycle_targets::salesforce::limits::CUSTOM_NAME;
use lifecycle_targets::salesforce::names::{self, CUSTOM_SUFFIX};
use lifecycle_targets::salesforce::objects::SObject;

/// The lengths of business time that something waits for on a stage, each once, in source order.
pub(super) fn waits(scene: Scene<'_>, stage: StageId) -> Vec<Duration> {
    let stays = scene.model.automations.values().filter_map(|automation| match automation.event.as_ref()?.kind {
        EventKind::Stays(on, duration) if on == stage => Some(duration),
        _ => None,
    });
    let slas = scene.model[stage].slas.iter().map(|sla| sla.within);
    let mut all: Vec<Duration> = Vec::new();
    for duration in stays.chain(slas).filter(|duration| duration.business) {
        if !all.iter().any(|known| same(*known, duration)) {
            all.push(duration);
        }
    }
    all
}

fn same(one: Duration, other: Duration) -> bool {
    one.count == other.count && one.unit == other.unit && one.business == other.business
}

/// The field that says when it is up.
pub(super) fn field(scene: Scene<'_>, object: &'static SObject, stage: StageId, duration: Duration) -> Option<String> {
    scene.schema.stage_field(scene.model[stage].track, object)?;
    let unit = match duration.unit {
        Unit::Minute => "Minutes",
        Unit::Hour => "Hours",
        _ => "Days",
    };
    let model = scene.model;
    let of = names::developer_name(&format!("{}_{}", model.track_name(model[stage].track), model[stage].ident.name));
    Some(names::fit(format!("{of}_Due_{}_{unit}", duration.count), &CUSTOM_NAME) + CUSTOM_SUFFIX)
}
