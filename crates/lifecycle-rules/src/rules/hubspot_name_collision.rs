//! Two declarations that want one internal name in HubSpot.

use crate::Cx;
use lifecycle_base::Diagnostic;
use lifecycle_model::{Field, Ident, Model, Object};
use lifecycle_targets::hubspot::{
    ObjectFacts, is_default_property, is_property_name, object, pipeline_id, property_name, stage_id,
};
use std::collections::{BTreeMap, BTreeSet};

rule! {
    "hubspot-name-collision", "hubspot_name_collision.md", Hubspot, Warning, fix: None,
    "two declarations want one internal name in HubSpot"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let model = cx.model();
    if !model.compiles_for("hubspot") {
        return;
    }
    let mut taken = Taken::default();
    properties(model, &mut taken);
    pipelines(model, &mut taken);
    taken.findings.into_iter().for_each(|finding| cx.report(finding));
}

#[derive(Default)]
struct Taken<'m> {
    /// By what it is, where it lies, and its name.
    holders: BTreeMap<(&'static str, String, String), &'m Ident>,
    findings: Vec<Diagnostic>,
}

impl<'m> Taken<'m> {
    fn take(&mut self, what: &'static str, place: &str, name: String, ident: &'m Ident, consequence: &str) {
        let first = *self.holders.entry((what, place.to_owned(), name.clone())).or_insert(ident);
        if first.name_at == ident.name_at || ident.damaged {
            return;
        }
        let message = format!("`{}` and `{}` would be the same {what} in HubSpot: `{name}`", first.name, ident.name);
        self.findings.push(
            Diagnostic::new(&RULE, ident.name_at, message)
                .label(format!("`{name}` again"))
                .related(first.name_at, format!("`{name}` is this one"))
                .help(consequence),
        );
    }
}

const MARKED: &str = "give one of them another identifier: else the second gets a number behind its name, for ever";
const MARKED_FIELD: &str = "give one of them another identifier, or a name of its own with `as hubspot \"…\"`: else the second gets a \
                            number behind its name, for ever";
const MERGED: &str = "both are written `as` this property: remove one, or write another name";

fn properties<'m>(model: &'m Model, taken: &mut Taken<'m>) {
    let of_contacts: BTreeSet<&str> =
        model.declared_fields(Object::Contact).map(|(_, field)| field.ident.name.as_str()).collect();
    for field in model.fields.values().filter(|field| field.declared && !field.standard) {
        let Some(facts) = object(field.object.name()) else { continue };
        let (name, written) = internal_name(field, facts);
        let has_twin = field.object == Object::Lead && of_contacts.contains(field.ident.name.as_str());
        // What HubSpot brings along is not created, and what leads and contacts both declare is one property on purpose.
        if !is_default_property(facts.path, &name) && !has_twin {
            taken.take("property", facts.path, name, &field.ident, if written { MERGED } else { MARKED_FIELD });
        }
    }
    for milestone in model.milestones.values() {
        let Some(facts) = milestone.object.and_then(|of| object(of.name())) else { continue };
        taken.take("property", facts.path, property_name(facts.path, &milestone.ident.name), &milestone.ident, MARKED);
    }
}

/// The name that a field gets, and whether the source writes it.
fn internal_name(field: &Field, facts: &ObjectFacts) -> (String, bool) {
    match field.mappings.iter().find(|(crm, ..)| crm == "hubspot") {
        Some((_, name, _)) if is_property_name(name) => (name.to_string(), true),
        Some((_, name, _)) => (property_name(facts.path, name), true),
        None => (property_name(facts.path, &field.ident.name), false),
    }
}

fn pipelines<'m>(model: &'m Model, taken: &mut Taken<'m>) {
    for (id, track) in model.tracks.iter() {
        let domain = &model[track.domain];
        let piped = track.pipeline.is_some() || domain.object == Some(Object::Ticket);
        if !piped || domain.rollup.is_some() {
            continue;
        }
        let ident = track.pipeline.map_or(&domain.ident, |pipeline| &model[pipeline].ident);
        let pipeline = pipeline_id(&ident.name);
        taken.take("pipeline", "", pipeline.clone(), ident, MARKED);
        for (_, stage) in model.stages_of(id).filter(|(_, stage)| !stage.untracked) {
            taken.take("stage", &ident.name, stage_id(&pipeline, &stage.ident.name), &stage.ident, MARKED);
        }
    }
}
