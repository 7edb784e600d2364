//! When business time is up: a field for each stage and length, which a flow sets when the stage is entered.

use super::scene::Scene;
use crate::salesforce::project::Package;
use crate::salesforce::schema::{Access, CustomField, Kind, Part, Schema};
use crate::salesforce::settings::Settings;
use lifecycle_model::{Duration, Model, StageId};
use lifecycle_targets::salesforce::kept::due_field;
use lifecycle_targets::salesforce::limits::LABEL;
use lifecycle_targets::salesforce::objects::SObject;
use lifecycle_targets::salesforce::types::field_type;

/// The field that says when it is up.
pub(super) fn field(scene: Scene<'_>, object: &'static SObject, stage: StageId, duration: Duration) -> Option<String> {
    scene.schema.stage_field(scene.model[stage].track, object)?;
    Some(name(scene.model, stage, duration))
}

fn name(model: &Model, stage: StageId, duration: Duration) -> String {
    due_field(model.track_name(model[stage].track), &model[stage].ident.name, &duration.to_string())
}

/// The fields themselves.
pub(in crate::salesforce) fn add_fields(model: &Model, settings: &Settings, schema: &mut Schema) {
    for (id, stage) in model.stages.iter().filter(|(_, stage)| !stage.untracked) {
        let Some(neutral) = model.object_of(id) else { continue };
        for object in settings.objects(neutral) {
            if schema.stage_field(stage.track, object).is_none() {
                continue;
            }
            for duration in model.business_waits(id) {
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
