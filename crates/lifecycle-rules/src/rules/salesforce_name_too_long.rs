//! Names and labels that Salesforce cuts.

use crate::Cx;
use lifecycle_base::Diagnostic;
use lifecycle_model::{Ident, Model, Object};
use lifecycle_targets::salesforce::kept::kept_room;
use lifecycle_targets::salesforce::limits::{
    CUSTOM_NAME, LABEL, Limit, PICKLIST_VALUE, RECORD_TYPE_LABEL, RECORD_TYPE_NAME,
};
use lifecycle_targets::salesforce::names::{custom_name, developer_name, fit, lifecycle_identifier};
use lifecycle_targets::salesforce::objects::standing_for;

rule! {
    "salesforce-name-too-long", "salesforce_name_too_long.md", Salesforce, Warning, fix: None,
    "a name or label is longer than Salesforce takes, and would be cut"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let model = cx.model();
    if !model.compiles_for("salesforce") {
        return;
    }
    fields(cx, model);
    tracks(cx, model);
    stages(cx, model);
    milestones(cx, model);
    reasons(cx, model);
}

fn fields(cx: &mut Cx<'_>, model: &Model) {
    for field in model.fields.values().filter(|field| field.declared && !field.standard) {
        let given = field.mappings.iter().any(|(target, ..)| target == "salesforce");
        if field.ident.damaged || standing_for(field.object.name(), Default::default()).is_empty() {
            continue;
        }
        if !given && !CUSTOM_NAME.allows(&developer_name(&field.ident.name)) {
            name(cx, &field.ident, &CUSTOM_NAME, &custom_name(&field.ident.name));
        }
        label(cx, &field.ident, &LABEL);
    }
}

fn tracks(cx: &mut Cx<'_>, model: &Model) {
    for track in model.tracks.values() {
        let domain = &model[track.domain];
        let pipeline = track.pipeline.filter(|_| domain.object == Some(Object::Deal)).map(|id| &model[id].ident);
        match pipeline {
            Some(ident) => {
                if !RECORD_TYPE_NAME.allows(&developer_name(&ident.name)) {
                    name(cx, ident, &RECORD_TYPE_NAME, &fit(developer_name(&ident.name), &RECORD_TYPE_NAME));
                }
                label(cx, ident, &RECORD_TYPE_LABEL);
            }
            None if domain.object.is_some() && track.pipeline.is_none() => {
                let field = lifecycle_identifier(&domain.ident.name);
                if !CUSTOM_NAME.allows(&developer_name(&field)) {
                    name(cx, &domain.ident, &CUSTOM_NAME, &custom_name(&field));
                }
                label(cx, &domain.ident, &LABEL);
            }
            None => {}
        }
    }
}

/// Each stage gets fields that date it, named after it; a derived track repeats stages that are judged where they are declared.
fn stages(cx: &mut Cx<'_>, model: &Model) {
    let tracked = model.stages.values().filter(|stage| !stage.untracked && !stage.ident.damaged);
    for stage in tracked.filter(|stage| model[model[stage.track].domain].rollup.is_none()) {
        let own = developer_name(&stage.ident.name);
        let room = kept_room();
        if !room.allows(&own) {
            let becomes = format!("{}_First_Entered__c", fit(own, &room));
            name(cx, &stage.ident, &room, &becomes);
        }
    }
}

fn milestones(cx: &mut Cx<'_>, model: &Model) {
    for milestone in
        model.milestones.values().filter(|milestone| !milestone.ident.damaged && milestone.object.is_some())
    {
        if !CUSTOM_NAME.allows(&developer_name(&milestone.ident.name)) {
            name(cx, &milestone.ident, &CUSTOM_NAME, &custom_name(&milestone.ident.name));
        }
        label(cx, &milestone.ident, &LABEL);
    }
}

/// A reason has no identifier: its text is what records hold.
fn reasons(cx: &mut Cx<'_>, model: &Model) {
    let exits = model.stages.values().filter(|stage| !stage.ident.damaged).flat_map(|stage| &stage.exits);
    for reason in exits.flat_map(|exit| &exit.reasons).filter(|reason| !PICKLIST_VALUE.allows(&reason.text)) {
        let message = format!("the reason is cut to {} characters in Salesforce", PICKLIST_VALUE.max);
        cx.report(
            Diagnostic::new(&RULE, reason.at, message)
                .label(format!("{} characters", reason.text.chars().count()))
                .help("say it in a few words: people choose it from a list"),
        );
    }
}

fn name(cx: &mut Cx<'_>, ident: &Ident, limit: &Limit, becomes: &str) {
    let message = format!("`{}` is too long for the {}: it would become `{becomes}`", ident.name, limit.what);
    cx.report(Diagnostic::new(&RULE, ident.name_at, message).label(format!("at most {} characters", limit.max)).help(
        "choose a shorter identifier now: the API name can never be changed without moving data; the label may stay",
    ));
}

fn label(cx: &mut Cx<'_>, ident: &Ident, limit: &Limit) {
    if !ident.damaged && !limit.allows(&ident.label) {
        let message = format!("the label `{}` is cut to `{}`", ident.label, limit.shorten(&ident.label));
        cx.report(
            Diagnostic::new(&RULE, ident.label_at, message)
                .label(format!("at most {} characters", limit.max))
                .help("choose a shorter label, and put the rest into the definition"),
        );
    }
}
