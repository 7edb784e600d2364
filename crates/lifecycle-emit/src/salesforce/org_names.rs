//! What the parts of a lifecycle are called in an org, for those who ask from outside.

use super::opportunity_stages::StageList;
use super::picklist::reason_value;
use super::schema::{Schema, Stamp};
use super::settings::Settings;
use lifecycle_model::{Checked, FieldId, MilestoneId, Object, StageId, TrackId};
use lifecycle_targets::salesforce::objects::SObject;

/// The names of a lifecycle in Salesforce: the same that are emitted.
#[derive(Debug)]
pub struct OrgNames {
    settings: Settings,
    stages: StageList,
    schema: Schema,
}

impl OrgNames {
    /// The names of a model.
    pub fn of(lifecycle: Checked<'_>) -> Self {
        let settings = Settings::of(&lifecycle);
        let stages = StageList::of(&lifecycle);
        let schema = Schema::of(&lifecycle, &settings, &stages);
        Self { settings, stages, schema }
    }

    /// The Salesforce objects that stand for a neutral one.
    pub fn objects(&self, object: Object) -> &'static [&'static SObject] {
        self.settings.objects(object)
    }

    /// A field of the source on an object.
    pub fn field(&self, field: FieldId, object: &SObject) -> Option<&str> {
        self.schema.field(field, object)
    }

    /// The field that holds the stage of a track: `Lead_Lifecycle__c`, `StageName`.
    pub fn stage_field(&self, track: TrackId, object: &SObject) -> Option<&str> {
        self.schema.stage_field(track, object)
    }

    /// What a record holds there when it is on a stage; `None` for stages that the org does not know.
    pub fn stage_value(&self, stage: StageId) -> Option<&str> {
        self.schema.stage_value(stage)
    }

    /// The fields that date the first and the latest entry of a stage.
    pub fn stamps(&self, stage: StageId, object: &SObject) -> Option<[&str; 2]> {
        let stamp = |stamp| self.schema.stamp(stage, object, stamp);
        Some([stamp(Stamp::First)?, stamp(Stamp::Last)?])
    }

    /// The field that counts journeys.
    pub fn journey(&self, track: TrackId, object: &SObject) -> Option<&str> {
        self.schema.journey(track, object)
    }

    /// The field for why a record left or stepped back.
    pub fn reason(&self, track: TrackId, object: &SObject) -> Option<&str> {
        self.schema.reason(track, object)
    }

    /// What records hold there for a reason.
    pub fn reason_value(&self, reason: &str) -> String {
        reason_value(reason)
    }

    /// The field that dates a milestone.
    pub fn milestone(&self, milestone: MilestoneId, object: &SObject) -> Option<&str> {
        self.schema.milestone(milestone, object)
    }

    /// The developer name of the record type that stands for a pipeline.
    pub fn record_type(&self, track: TrackId) -> Option<&str> {
        self.stages.pipelines.iter().find(|pipeline| pipeline.track == track).map(|pipeline| pipeline.name.as_str())
    }
}
