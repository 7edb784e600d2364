//! Names and labels that Salesforce cuts.

use crate::Cx;
use lifecycle_base::Diagnostic;
use lifecycle_model::{Ident, Model, Object};
use lifecycle_targets::salesforce::limits::{CUSTOM_NAME, LABEL, Limit, RECORD_TYPE_LABEL, RECORD_TYPE_NAME};
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
