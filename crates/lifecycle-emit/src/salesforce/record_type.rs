//! BusinessProcess and RecordType: what makes a pipeline of a part of the opportunity stages.

use super::opportunity_stages::{Pipeline, StageList};
use super::project::{Component, Package};
use super::schema::{CustomField, Schema};
use crate::xml::Element;
use lifecycle_model::Model;
use lifecycle_targets::salesforce::limits::RECORD_TYPE_DESCRIPTION;
use lifecycle_targets::salesforce::names::url_encoded;
use lifecycle_targets::salesforce::objects::OPPORTUNITY;

/// A sales process and the record type that uses it, for each pipeline.
pub(super) fn emit_pipelines(model: &Model, stages: &StageList, schema: &Schema) -> Vec<Component> {
    stages
        .pipelines
        .iter()
        .flat_map(|pipeline| [process(model, pipeline), record_type(model, pipeline, schema)])
        .collect()
}

fn process(model: &Model, pipeline: &Pipeline) -> Component {
    let object = OPPORTUNITY.api_name;
    // An opportunity process may have no default stage.
    let values = pipeline.stages.iter().map(|name| value(name));
    Component {
        package: Package::OrgSettings,
        kind: "BusinessProcess",
        member: format!("{object}.{}", pipeline.name),
        path: format!("objects/{object}/businessProcesses/{}.businessProcess-meta.xml", pipeline.name),
        root: Element::new("BusinessProcess")
            .with_text("fullName", &pipeline.name)
            .with_text("description", description(model, pipeline))
            .with_text("isActive", true)
            .with_all(values),
        origin: Some(pipeline.origin),
    }
}

fn record_type(model: &Model, pipeline: &Pipeline, schema: &Schema) -> Component {
    let object = OPPORTUNITY.api_name;
    // A picklist that a record type does not list has no values there. The stage is never listed: that is the process's task.
    let mut picklists: Vec<_> = schema.fields.iter().filter(|field| field.object.api_name == object).collect();
    picklists.sort_by(|a, b| a.name.cmp(&b.name));
    let lists = picklists.into_iter().filter_map(picklist_values);
    Component {
        package: Package::OrgSettings,
        kind: "RecordType",
        member: format!("{object}.{}", pipeline.name),
        path: format!("objects/{object}/recordTypes/{}.recordType-meta.xml", pipeline.name),
        root: Element::new("RecordType")
            .with_text("fullName", &pipeline.name)
            .with_text("active", true)
            .with_text("businessProcess", &pipeline.name)
            .with_text("description", description(model, pipeline))
            .with_text("label", &pipeline.label)
            .with_all(lists),
        origin: Some(pipeline.origin),
    }
}

fn description(model: &Model, pipeline: &Pipeline) -> String {
    let name = model.track_name(pipeline.track);
    RECORD_TYPE_DESCRIPTION.shorten(&format!("Comes from `pipeline {name}` in the lifecycle source."))
}

/// All values, whatever the pipeline: data loads and flows may write any.
fn picklist_values(field: &CustomField) -> Option<Element> {
    let values = field.kind.values()?.iter().filter(|value| value.active).map(|choice| value(&choice.name));
    Some(Element::new("picklistValues").with_text("picklist", &field.name).with_all(values))
}

fn value(name: &str) -> Element {
    Element::new("values").with_text("fullName", url_encoded(name)).with_text("default", false)
}
