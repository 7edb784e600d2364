//! Two declarations that would be one thing in Salesforce.

use crate::Cx;
use crate::salesforce::{kept_for, people};
use lifecycle_base::{Diagnostic, Location, Rule};
use lifecycle_model::{Field, Ident, Model, Object};
use lifecycle_targets::salesforce::limits::RECORD_TYPE_NAME;
use lifecycle_targets::salesforce::names::{custom_name, developer_name, field_name, fit, lifecycle_identifier, words};
use lifecycle_targets::salesforce::objects::{ACCOUNT, CONTACT, OPPORTUNITY, SObject, standing_for};
use std::collections::{BTreeMap, BTreeSet};

rule! {
    "salesforce-name-collision", "salesforce_name_collision.md", Salesforce, Error, fix: None,
    "two declarations would be one field, stage or pipeline in Salesforce"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let model = cx.model();
    if !model.compiles_for("salesforce") {
        return;
    }
    let mut taken = Taken::default();
    tracks(model, &mut taken);
    kept(model, &mut taken);
    fields(model, &mut taken);
    values(model, &mut taken);
    taken.findings.into_iter().for_each(|finding| cx.report(finding));
}

/// What tells two names apart: what the thing is, where it lies, and its name without case.
type Key = (&'static str, String, String);

#[derive(Default)]
struct Taken<'m> {
    holders: BTreeMap<Key, &'m Ident>,
    /// The declarations that have a finding. On several objects one collides several times.
    told: BTreeSet<Location>,
    findings: Vec<Diagnostic>,
}

impl<'m> Taken<'m> {
    /// Gives a name to a declaration, or reports whose it is already.
    fn take(&mut self, what: &'static str, place: String, name: &str, ident: &'m Ident, help: &str) {
        if ident.damaged {
            return;
        }
        let first = *self.holders.entry((what, place.clone(), name.to_lowercase())).or_insert(ident);
        if first.name_at == ident.name_at || !self.told.insert(ident.name_at) {
            return;
        }
        let (one, other) = (&first.name, &ident.name);
        self.findings
            .push(collision(&RULE, (one, first.name_at), (other, ident.name_at), what, &place, name).help(help));
    }
}

fn collision(
    rule: &'static Rule,
    (one, one_at): (&str, Location),
    (other, other_at): (&str, Location),
    what: &str,
    place: &str,
    name: &str,
) -> Diagnostic {
    Diagnostic::new(
        rule,
        other_at,
        format!("`{one}` and `{other}` would be the same {what} in Salesforce: `{name}`{place}"),
    )
    .label(format!("`{name}` again"))
    .related(one_at, format!("`{name}` is this one"))
}

const RENAME: &str = "give one of them another identifier; labels do not matter here";
const MAP: &str = "give one of them another identifier, or a name of its own with `as salesforce \"…__c\"`";

/// Pipelines of deals are record types; every other track is a field, with a list of values that belongs to no object.
fn tracks<'m>(model: &'m Model, taken: &mut Taken<'m>) {
    for track in model.tracks.values() {
        let domain = &model[track.domain];
        let Some(object) = domain.object.filter(|_| track.stages.iter().any(|id| !model[*id].untracked)) else {
            continue;
        };
        let ident = track.pipeline.map_or(&domain.ident, |pipeline| &model[pipeline].ident);
        if object == Object::Deal && track.pipeline.is_some() {
            let name = fit(developer_name(&ident.name), &RECORD_TYPE_NAME);
            taken.take("pipeline", String::new(), &name, ident, RENAME);
            continue;
        }
        let name = custom_name(&lifecycle_identifier(&ident.name));
        if object != Object::Ticket {
            taken.take("list of stages", String::new(), name.trim_end_matches("__c"), ident, RENAME);
        }
        for object in standing_for(object.name(), people(model)) {
            taken.take("field", on(object), &name, ident, RENAME);
        }
    }
}

/// What is kept of stages, tracks and milestones beside what is declared: dates, ranks, reasons.
fn kept<'m>(model: &'m Model, taken: &mut Taken<'m>) {
    for field in kept_for(model) {
        taken.take("field", on(field.object), &field.name, field.of, RENAME);
    }
}

fn fields<'m>(model: &'m Model, taken: &mut Taken<'m>) {
    let of_leads = names_of_leads(model);
    for field in model.fields.values().filter(|field| field.declared || !field.standard) {
        for object in standing_for(field.object.name(), people(model)) {
            let (name, create) = api_name(field, object);
            if create && !gives_way(&of_leads, field, object, &name) {
                taken.take("field", on(object), &name, &field.ident, MAP);
                if let Some(finding) = reference(field, object, &name) {
                    taken.told.insert(field.ident.name_at);
                    taken.findings.push(finding);
                }
            }
        }
    }
}

/// Records of the success team refer to others by fields that no source declares.
fn reference(field: &Field, object: &SObject, name: &str) -> Option<Diagnostic> {
    if object.neutral != Object::Ticket.name() {
        return None;
    }
    let to = [&ACCOUNT, &OPPORTUNITY, &CONTACT].into_iter();
    let to = to.into_iter().find(|to| name.eq_ignore_ascii_case(&custom_name(to.api_name)))?;
    let (own, which) = (custom_name(to.api_name), to.label.to_lowercase());
    let message = format!("`{}` would be `{own}`, by which every {} names its {which}", field.ident.name, object.label);
    let help = format!(
        "leave it out if it is that {which}, or give it another identifier, or a name of its own with `as salesforce \"…__c\"`"
    );
    Some(Diagnostic::new(&RULE, field.ident.name_at, message).label("taken").help(help))
}

/// The values of one picklist, and the stages of one pipeline, which are called by the words of their identifiers.
fn values<'m>(model: &'m Model, taken: &mut Taken<'m>) {
    for (id, track) in model.tracks.iter() {
        let deal = model[track.domain].object == Some(Object::Deal) && track.pipeline.is_some();
        // A derived track may repeat the stages of several pipelines.
        if model[track.domain].rollup.is_some() {
            continue;
        }
        for (_, stage) in model.stages_of(id).filter(|(_, stage)| !stage.untracked) {
            let name = if deal { words(&stage.ident.name).join(" ") } else { stage.ident.name.to_string() };
            taken.take("stage", format!(" of {}", model.track_name(id)), &name, &stage.ident, RENAME);
        }
    }
    for field in model.fields.values() {
        let mut names = BTreeMap::new();
        for choice in &field.choices {
            let first = names.entry(choice.name.to_lowercase()).or_insert(choice);
            if first.name != choice.name {
                let (one, other) = ((first.name.as_str(), first.name_at), (choice.name.as_str(), choice.name_at));
                let place = format!(" of {}", field.ident.label);
                taken.findings.push(collision(&RULE, one, other, "value", &place, &choice.name).help(RENAME));
            }
        }
    }
}

fn on(object: &SObject) -> String {
    format!(" on {}", object.label)
}

fn api_name(field: &Field, object: &SObject) -> (String, bool) {
    let given = field.mappings.iter().find(|(target, ..)| target == "salesforce").map(|(_, name, _)| name.as_str());
    let own = object.standard_field(&field.ident.name).filter(|_| field.standard && !field.ty.has_choices());
    field_name(&field.ident.name, given, own)
}

/// What leads declare themselves takes the place of what they would share with contacts.
fn gives_way(of_leads: &BTreeSet<String>, field: &Field, object: &SObject, name: &str) -> bool {
    field.object == Object::Contact
        && object.neutral == Object::Lead.name()
        && of_leads.contains(&name.to_ascii_lowercase())
}

/// The names, in lower case, of the fields that leads declare themselves.
fn names_of_leads(model: &Model) -> BTreeSet<String> {
    let objects = standing_for(Object::Lead.name(), people(model)).iter();
    let names = objects.flat_map(|object| model.declared_fields(Object::Lead).map(|(_, own)| api_name(own, object).0));
    names.map(|name| name.to_ascii_lowercase()).collect()
}
