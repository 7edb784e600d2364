//! Salesforce: an sfdx project in source format.
//!
//! Two package directories: `force-app` adds to an org (fields, value sets, the object of the success team, a permission set)
//! and can be deployed alone; `org-settings` replaces what the org has (opportunity stages, sales processes, record types).
//! One module a metadata type; each turns a part of the [`Schema`] into [`Component`]s. Children stand in Salesforce's own order.

mod custom_field;
mod custom_object;
mod formula;
mod opportunity_stages;
mod permission_set;
mod picklist;
mod project;
mod readme;
mod record_type;
mod rules;
mod schema;
mod settings;
mod value_set;

use crate::{ArtifactSet, Backend, PathConflict};
use formula::places::Places;
use formula::survey::Survey;
use lifecycle_model::Checked;
use opportunity_stages::StageList;
use project::Project;
use rules::Rules;
use schema::Schema;
use settings::Settings;

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
        project.add(permission_set::emit_user(&schema))?;
        for component in
            value_set::emit_stages(&stages).into_iter().chain(record_type::emit_pipelines(&stages, &schema))
        {
            project.add(component)?;
        }
        project.finish(|packages| {
            readme::render_readme(&lifecycle, &schema, &stages, packages) + &rules::readme::render(&rules, &survey)
        })
    }
}
