//! When business time is up: a field for each stage and length, which a flow sets when the stage is entered.

use super::scene::Scene;
use crate::salesforce::project::Package;
use crate::salesforce::schema::{Access, CustomField, Kind, Part, Schema};
use crate::salesforce::settings::Settings;
use lifecycle_model::{Duration, EventKind, Model, StageId, Unit};
use lifecycle_targets::salesforce::limits::CUSTOM_NAME;
use lifecycle_targets::salesforce::limits::LABEL;
use lifecycle_targets::salesforce::names::{self, CUSTOM_SUFFIX};
use lifecycle_targets::salesforce::objects::SObject;
use lifecycle_targets::salesforce::types::field_type;

/// The lengths of business time that something waits for on a stage, each once, in source order.
pub(super) fn waits(model: &Model, stage: StageId) -> Vec<Duration> {
    let stays = model.automations.values().filter_map(|automation| match automation.event.as_ref()?.kind {
        EventKind::Stays(on, duration) if on == stage => Some(duration),
        _ => None,
    });
    let slas = model[stage].slas.iter().map(|sla| sla.within);
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
    Some(name(scene.model, stage, duration))
}

fn name(model: &Model, stage: StageId, duration: Duration) -> String {
    let unit = match duration.unit {
        Unit::Minute => "Minutes",
        Unit::Hour => "Hours",
        _ => "Days",
    };
    let of = names::developer_name(&format!("{}_{}", model.track_name(model[stage].track), model[stage].ident.name));
    names::fit(format!("{of}_Due_{}_{unit}", duration.count), &CUSTOM_NAME) + CUSTOM_SUFFIX
}

/// The fields themselves.
pub(in crate::salesforce) fn add_fields(model: &Model, settings: &Settings, schema: &mut Schema) {
    for (id, stage) in model.stages.iter().filter(|(_, stage)| !stage.untracked) {
        let Some(neutral) = model.object_of(id) else { continue };
        for object in settings.objects(neutral) {
            if schema.stage_field(stage.track, object).is_none() {
                continue;
            }
            for duration in waits(model, id) {
                let path = model.stage_path(id);
                let label = format!("{} due after {duration}", stage.ident.label);
                let means = format!("When {duration} are up since the record came to {}.", stage.ident.label);
                schema.fields.push(CustomField {
                    object,
                    package: Package::ForceApp,
                    name: name(model, id, duration),
                    label: LABEL.shorten(&label),
                    description: format!("{means} Comes from `stage {path}` in the lifecycle source."),
                    help: None,
                    kind: Kind::Plain(field_type("datetime")),
                    access: Access::Flows,
                    part: Part::Kept,
                    tracked: false,
                    origin: Some(stage.ident.name_at),
                });
            }
        }
    }
}
