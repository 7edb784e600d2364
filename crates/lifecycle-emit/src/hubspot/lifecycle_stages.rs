//! The lifecycle stages. Those that are defaults of HubSpot keep its values; the values of all others are known once they exist.

use super::labels::Labels;
use super::mapping::Mapping;
use super::order::crm_stages;
use super::request::Request;
use lifecycle_base::Location;
use lifecycle_model::{Model, Role, Stage, StageId, StageKind, TrackId};
use lifecycle_targets::hubspot::{
    API_VERSION, DEFAULT_LIFECYCLE_STAGES, DefaultStage, LIFECYCLE_PIPELINES, LIFECYCLE_STAGE, OBJECTS, Tier,
};
use serde_json::{Value, json};

/// How the ids of calls about lifecycle stages begin.
pub(super) const LIFECYCLE_STAGE_REQUEST: &str = "lifecycle-stage/";

/// The stages that contacts and companies share.
pub(super) struct LifecycleStages<'m> {
    model: &'m Model,
    track: TrackId,
    /// In the order they need in HubSpot.
    pub(super) stages: Vec<LifecycleStage<'m>>,
}

/// One of them.
pub(super) struct LifecycleStage<'m> {
    id: StageId,
    pub(super) stage: &'m Stage,
    /// Its label, once in the list.
    pub(super) label: String,
    /// The default stage that it is, renamed or not; none if it must be created.
    pub(super) default: Option<&'static DefaultStage>,
}

impl<'m> LifecycleStages<'m> {
    /// The stages of the domain that HubSpot's lifecycle stage holds, if there is one.
    pub(super) fn new(mapping: &Mapping<'m>) -> Option<Self> {
        let (model, track) = (mapping.model, mapping.lifecycle_track()?);
        let stages = crm_stages(model, track);
        let defaults = defaults(&stages);
        let mut labels = Labels::default();
        let stages = stages
            .into_iter()
            .map(|(id, stage)| LifecycleStage {
                id,
                stage,
                label: labels.take(&stage.ident.label, &stage.ident.name),
                default: defaults.iter().find(|(holder, _)| *holder == id).map(|(_, default)| *default),
            })
            .collect();
        Some(Self { model, track, stages })
    }

    /// The domain's declaration.
    pub(super) fn origin(&self) -> Location {
        self.model[self.model[self.track].domain].ident.at
    }

    /// The default stages that the lifecycle does not use.
    pub(super) fn unused(&self) -> impl Iterator<Item = &'static DefaultStage> {
        DEFAULT_LIFECYCLE_STAGES.iter().filter(|default| self.stages.iter().all(|stage| stage.default != Some(default)))
    }

    /// The calls that bring the stages about: a default is renamed, every other one created, to get a value from HubSpot. One list for
    /// contacts and companies, so those of contacts are enough. Nobody has shown that HubSpot accepts them: `lifecycle plan` leaves them
    /// to a person unless told otherwise, but takes from them what the stages should be.
    pub(super) fn requests(&self) -> Vec<Request> {
        let Some((object, pipeline)) =
            LIFECYCLE_PIPELINES.iter().find_map(|(path, id)| Some((OBJECTS.iter().find(|it| it.path == *path)?, *id)))
        else {
            return Vec::new();
        };
        let all = format!("/crm/pipelines/{API_VERSION}/{}/{pipeline}/stages", object.path);
        let stages = self.stages.iter().enumerate().map(|(order, stage)| {
            let name = &stage.stage.ident.name;
            Request {
                id: format!("{LIFECYCLE_STAGE_REQUEST}{name}"),
                object,
                method: if stage.default.is_some() { "PATCH" } else { "POST" },
                path: stage.default.map_or_else(|| all.clone(), |default| format!("{all}/{}", default.value)),
                body_file: format!("bodies/lifecycle-stages/{name}.json"),
                body: json!({
                    "label": stage.label,
                    "displayOrder": order,
                    "metadata": { "state": stage.default.map_or("OPEN", |default| default.state) },
                }),
                after: Vec::new(),
                tier: Tier::Free,
                origin: Some(stage.stage.ident.at),
            }
        });
        stages.collect()
    }

    /// The list for tools: `internalValue` is null where HubSpot assigns it.
    pub(super) fn to_json(&self) -> Value {
        let stages: Vec<Value> = self
            .stages
            .iter()
            .enumerate()
            .map(|(order, stage)| {
                json!({
                    "stage": self.model.stage_path(stage.id),
                    "label": stage.label,
                    "order": order,
                    "kind": kind(stage.stage.kind),
                    "internalValue": stage.default.map(|default| default.value),
                })
            })
            .collect();
        let unused: Vec<Value> =
            self.unused().map(|stage| json!({ "internalValue": stage.value, "label": stage.label })).collect();
        json!({
            "version": 1,
            "property": LIFECYCLE_STAGE,
            "objects": ["contacts", "companies"],
            "stages": stages,
            "unused": unused,
        })
    }
}

/// What being there means, as the language writes it.
pub(super) const fn kind(kind: StageKind) -> &'static str {
    match kind {
        StageKind::Open => "open",
        other => other.keyword(),
    }
}

/// How a stage can be a default, the surest first.
const TESTS: [fn(&Stage, &DefaultStage) -> bool; 3] = [has_role, has_identifier, is_won];

fn has_role(stage: &Stage, default: &DefaultStage) -> bool {
    stage.roles.iter().any(|role| Some(role.name()) == default.role)
}

fn has_identifier(stage: &Stage, default: &DefaultStage) -> bool {
    let plain = stage.ident.name.replace('_', "").to_lowercase();
    default.identifiers.contains(&plain.as_str())
}

fn is_won(stage: &Stage, default: &DefaultStage) -> bool {
    stage.kind == StageKind::Won && default.role == Some(Role::ClosedWon.name())
}

/// The stage that each default is. A default is one stage at most, and a stage one default; stages outside of the order are never one,
/// since every default but `other` is a step of the funnel.
fn defaults(stages: &[(StageId, &Stage)]) -> Vec<(StageId, &'static DefaultStage)> {
    let mut found: Vec<(StageId, &'static DefaultStage)> = Vec::new();
    for test in TESTS {
        for default in DEFAULT_LIFECYCLE_STAGES {
            if found.iter().any(|(_, taken)| *taken == default) {
                continue;
            }
            let free = stages.iter().find(|(id, stage)| {
                stage.rank.is_some() && found.iter().all(|(holder, _)| holder != id) && test(stage, default)
            });
            found.extend(free.map(|(id, _)| (*id, default)));
        }
    }
    found
}
