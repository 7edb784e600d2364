//! Salesforce: an sfdx project in source format.
//!
//! Two package directories: `force-app` adds to an org (fields, value sets, the object of the success team, a permission set)
//! and can be deployed alone; `org-settings` replaces what the org has (opportunity stages, sales processes, record types).
//! One module a metadata type; each turns a part of the [`Schema`] into [`Component`]s. Children stand in Salesforce's own order.

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
use lifecycle_model::Checked;
use opportunity_stages::StageList;
pub use org_names::OrgNames;
use project::Project;
use rules::Rules;
use schema::Schema;
use settings::Settings;

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
        "an sfdx project: lifecycle fields, opportunity stages, permissions"
    }

    fn emit(&self, lifecycle: Checked<'_>, out: &mut ArtifactSet) -> Result<(), PathConflict> {
        let settings = Settings::of(&lifecycle);
        let stages = StageList::of(&lifecycle);
        let mut schema = Schema::of(&lifecycle, &settings, &stages);
        let mut survey =
            Survey::of(Places { model: &lifecycle, settings: &settings, schema: &schema, stages: &stages });
        schema.fields.append(&mut survey.helpers);
        let places = Places { model: &lifecycle, settings: &settings, schema: &schema, stages: &stages };
        let rules = Rules::of(places);

        let mut project = Project::new(&settings, out);
        for set in &schema.value_sets {
            project.add(value_set::emit_global(set))?;
        }
        for component in schema.has_success_plans.then(custom_object::emit_success_plan).into_iter().flatten() {
            project.add(component)?;
        }
        for component in custom_object::emit_histories(&schema) {
            project.add(component)?;
        }
        for field in &schema.fields {
            project.add(custom_field::emit_field(field))?;
        }
        for rule in &rules.rules {
            project.add(rules::emit_rule(rule))?;
        }
        let record_types: Vec<String> = stages.pipelines.iter().map(|pipeline| pipeline.name.clone()).collect();
        let components = permission_set::emit_sets(&schema)
            .chain(path::emit_paths(&lifecycle, &stages, &schema))
            .chain(value_set::emit_stages(&stages))
            .chain(lead::emit_status(&lifecycle, &settings))
            .chain(lead::emit_conversion(&schema))
            .chain(record_type::emit_pipelines(&lifecycle, &stages, &schema))
            .chain(permission_set::emit_pipelines(&schema, &record_types))
            .chain(custom_field::emit_tracked_standard_fields(&schema))
            .chain(reports::emit_reports(&lifecycle, &stages, &schema, &settings));
        for component in components {
            project.add(component)?;
        }
        let scene = Scene { model: &lifecycle, settings: &settings, schema: &schema, stages: &stages };
        let flows = flow::flows(scene);
        for component in flows.components(scene, &settings) {
            project.add(component)?;
        }
        project.finish(|packages| {
            readme::render_readme(&lifecycle, &schema, &stages, packages)
                + &rules::readme::render(&rules, &survey)
                + &flows.chapter()
        })
    }
}
