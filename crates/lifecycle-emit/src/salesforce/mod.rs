//! Salesforce: an sfdx project in source format.
//!
//! Two package directories: `force-app` adds to an org (fields, value sets, the object of the success team, permission sets, paths,
//! reports) and can be deployed alone; `org-settings` replaces what the org has (stages, sales processes, record types, settings).
//! One module a metadata type; each turns a part of the [`Schema`] into [`Component`]s. Children stand in Salesforce's own order.

mod current;
mod custom_field;
mod custom_object;
mod flow;
mod formula;
mod lead;
mod opportunity_stages;
mod org_names;
mod path;
mod permission_set;
mod picklist;
mod project;
mod readme;
mod record_type;
mod reports;
mod rules;
mod schema;
mod settings;
mod value_set;

use crate::{ArtifactSet, Backend, PathConflict};
use flow::Scene;
use formula::places::Places;
use formula::survey::Survey;
use lifecycle_model::{Checked, Model};
use opportunity_stages::StageList;
pub use org_names::OrgNames;
use project::{Component, Project};
use readme::Subject;
use rules::Rules;
use schema::Schema;
use settings::Settings;

pub use current::{CURRENT_ENDINGS, Carried, CurrentError, CurrentOrg};

/// All flows of a lifecycle as text that people can review: what starts each, what it knows, and its steps.
pub fn flows_as_text(lifecycle: Checked<'_>) -> String {
    let settings = Settings::of(&lifecycle);
    let stages = StageList::of(&lifecycle);
    let schema = Schema::of(&lifecycle, &settings, &stages);
    flow::flows(Scene { model: &lifecycle, settings: &settings, schema: &schema, stages: &stages }).text()
}

/// The backend.
pub(crate) struct Salesforce;

impl Backend for Salesforce {
    fn name(&self) -> &'static str {
        "salesforce"
    }

    fn summary(&self) -> &'static str {
        "an sfdx project: fields, stages, permissions, paths and reports"
    }

    fn emit(&self, lifecycle: Checked<'_>, out: &mut ArtifactSet) -> Result<(), PathConflict> {
        emit_into(lifecycle, &CurrentOrg::default(), out).map(drop)
    }
}

/// Writes the project for an org that has value sets already, and says what of them has been carried over.
///
/// # Errors
/// When two artifacts claim one path.
pub fn emit_into(
    lifecycle: Checked<'_>,
    org: &CurrentOrg,
    out: &mut ArtifactSet,
) -> Result<Vec<Carried>, PathConflict> {
    let settings = Settings::of(&lifecycle);
    let stages = StageList::of(&lifecycle);
    let mut schema = Schema::of(&lifecycle, &settings, &stages);
    let mut survey = Survey::of(Places { model: &lifecycle, settings: &settings, schema: &schema, stages: &stages });
    schema.fields.append(&mut survey.helpers);
    let places = Places { model: &lifecycle, settings: &settings, schema: &schema, stages: &stages };
    let rules = Rules::of(places);
    let scene = Scene { model: &lifecycle, settings: &settings, schema: &schema, stages: &stages };
    let flows = flow::flows(scene);

    let mut project = Project::new(&settings, out);
    let mut carried = Vec::new();
    let automation = rules.rules.iter().map(rules::emit_rule).chain(flows.components(scene, &settings));
    for component in components(&lifecycle, &stages, &schema, &settings).chain(automation) {
        let (component, kept) = org.carry_over(component);
        carried.extend(kept);
        project.add(component)?;
    }
    let subject = Subject { model: &lifecycle, schema: &schema, stages: &stages, settings: &settings };
    project.finish(|contents| {
        readme::render_readme(&subject, contents) + &rules::readme::render(&rules, &survey) + &flows.chapter()
    })?;
    Ok(carried)
}

/// All components of metadata.
fn components<'m>(
    model: &'m Model,
    stages: &'m StageList,
    schema: &'m Schema,
    settings: &'m Settings,
) -> impl Iterator<Item = Component> + 'm {
    let record_types: Vec<String> = stages.pipelines.iter().map(|pipeline| pipeline.name.clone()).collect();
    let objects = schema.has_success_plans.then(custom_object::emit_success_plan).into_iter().flatten();
    let values = schema.value_sets.iter().map(value_set::emit_global);
    values
        .chain(objects)
        .chain(custom_object::emit_histories(schema))
        .chain(schema.fields.iter().map(custom_field::emit_field))
        .chain(permission_set::emit_sets(schema))
        .chain(path::emit_paths(model, stages, schema))
        .chain(value_set::emit_stages(stages))
        .chain(lead::emit_status(model, settings))
        .chain(lead::emit_conversion(schema))
        .chain(record_type::emit_pipelines(model, stages, schema))
        .chain(permission_set::emit_pipelines(schema, &record_types))
        .chain(custom_field::emit_tracked_standard_fields(schema))
        .chain(reports::emit_reports(model, stages, schema, settings))
}
