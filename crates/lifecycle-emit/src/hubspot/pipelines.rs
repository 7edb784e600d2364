//! Pipelines of deals and tickets, with ids of our own, so that everything else can name stages before they exist.

mod probability;

use super::labels::Labels;
use super::mapping::{Home, Mapping};
use super::order::crm_stages;
use super::request::Request;
use lifecycle_model::{Object, Stage, StageId, StageKind, TrackId};
use lifecycle_targets::hubspot::{self, API_VERSION, MAX_STAGE_ID, Names, ObjectFacts, Tier};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The calls that create all pipelines, and where they differ from the source, in words.
pub(super) fn requests(mapping: &Mapping<'_>) -> (Vec<Request>, Vec<String>) {
    let mut emitter = Emitter { mapping, labels: BTreeMap::new(), stage_ids: BTreeMap::new(), differences: Vec::new() };
    let mut requests = Vec::new();
    for object in hubspot::OBJECTS {
        let mut order = 0;
        for (track, home) in &mapping.tracks {
            let Home::Pipeline(on, id) = home else { continue };
            let stages = crm_stages(mapping.model, *track);
            if *on == object && !stages.is_empty() {
                requests.push(emitter.pipeline(object, *track, id, order, &stages));
                order += 1;
            }
        }
    }
    (requests, emitter.differences)
}

struct Emitter<'m> {
    mapping: &'m Mapping<'m>,
    labels: BTreeMap<&'static str, Labels>,
    /// Unique within the object.
    stage_ids: BTreeMap<&'static str, Names>,
    differences: Vec<String>,
}

impl Emitter<'_> {
    fn pipeline(
        &mut self,
        object: &'static ObjectFacts,
        track: TrackId,
        id: &str,
        order: usize,
        stages: &[(StageId, &Stage)],
    ) -> Request {
        let model = self.mapping.model;
        let written = model.track_label(track);
        let label = self.labels.entry(object.path).or_default().take(written, model.track_name(track));
        self.relabelled("The pipeline", written, &label);
        let mut labels = Labels::default();
        let mut bodies = Vec::new();
        for (place, (stage_id, stage)) in stages.iter().enumerate() {
            let stage_label = labels.take(&stage.ident.label, &stage.ident.name);
            self.relabelled(&format!("In {label}, the stage"), &stage.ident.label, &stage_label);
            let name = &stage.ident.name;
            let own = hubspot::stage_id(id, name);
            bodies.push(json!({
                "label": stage_label,
                "displayOrder": place,
                "stageId": self.stage_ids.entry(object.path).or_default().take(own, name, MAX_STAGE_ID),
                "metadata": self.metadata(track, *stage_id, stages, &label),
            }));
        }
        Request {
            id: format!("pipeline/{}/{id}", object.path),
            object,
            method: "POST",
            path: format!("/crm/pipelines/{API_VERSION}/{}", object.path),
            body_file: format!("bodies/pipelines/{}/{id}.json", object.path),
            body: json!({ "label": label, "displayOrder": order, "pipelineId": id, "stages": bodies }),
            after: Vec::new(),
            tier: Tier::FOR_PIPELINES,
            origin: Some(match model[track].pipeline {
                Some(pipeline) => model[pipeline].ident.at,
                None => model[model[track].domain].ident.at,
            }),
        }
    }

    fn metadata(&mut self, track: TrackId, id: StageId, stages: &[(StageId, &Stage)], pipeline: &str) -> Value {
        let model = self.mapping.model;
        if model[model[track].domain].object == Some(Object::Deal) {
            let probability = probability::probability(model, id);
            self.differences.extend(probability.difference(&model[id], pipeline));
            return json!({ "probability": probability.written() });
        }
        let closed = match stages.iter().any(|(_, stage)| is_closed(stage)) {
            true => is_closed(&model[id]),
            // HubSpot refuses a ticket pipeline without a closed stage: the last one is where tickets stay.
            false => stages.iter().rev().map(|(id, _)| id).next() == Some(&id),
        };
        if closed && !is_closed(&model[id]) {
            self.differences.push(format!(
                "In {pipeline}, the stage {} counts as closed: HubSpot wants a closed stage in every ticket pipeline, and the \
                 lifecycle has none here.",
                model[id].ident.label,
            ));
        }
        json!({ "ticketState": if closed { "CLOSED" } else { "OPEN" } })
    }

    fn relabelled(&mut self, what: &str, written: &str, label: &str) {
        if label != written.trim() {
            let why = "HubSpot wants every label once, whatever its case.";
            self.differences.push(format!("{what} {written} is called {label}: {why}"));
        }
    }
}

fn is_closed(stage: &Stage) -> bool {
    !matches!(stage.kind, StageKind::Open | StageKind::Hold)
}
