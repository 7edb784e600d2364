//! Lifecycle and status mixed: a status whose value is a stage.

use crate::Cx;
use crate::naming::{NAMES, accepts, is_place};
use lifecycle_base::{Diagnostic, Location};
use lifecycle_model::{Choice, Field, FieldKind, Object};
use std::collections::BTreeMap;
use std::rc::Rc;

rule! {
    "stage-named-status", "stage_named_status.md", Naming, Warning, fix: None,
    "a value of a status is a place in the lifecycle",
    options: [NAMES]
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let (model, names, accepted) = (cx.model(), cx.names(), cx.texts(&RULE, &NAMES));
    let stages = declared_stages(cx);
    for (id, field) in model.fields.iter().filter(|(_, field)| field.kind == FieldKind::Status && !field.ident.damaged)
    {
        for (at, choice) in field.choices.iter().enumerate() {
            let stage = stages.get(&(field.object, cx.key(&choice.label))).copied();
            if (stage.is_some() || names.places_as_status.contains(&(id, at))) && !accepts(accepted, &choice.label) {
                report(cx, field, choice, stage);
            }
        }
    }
}

/// The stages that are places in the funnel beyond doubt, by object and by their name and the names of their roles.
fn declared_stages(cx: &Cx<'_>) -> BTreeMap<(Object, Rc<str>), Location> {
    let model = cx.model();
    let mut places = BTreeMap::new();
    for (id, stage) in model.stages.iter().filter(|(_, stage)| stage.from.is_empty()) {
        let sure = !stage.roles.is_empty() || stage.golden || is_place(&stage.ident.label);
        let Some(object) = model.object_of(id).filter(|_| sure) else { continue };
        let roles = stage.roles.iter().map(|role| role.name().to_lowercase().into());
        for key in roles.chain([cx.key(&stage.ident.label)]) {
            places.entry((object, key)).or_insert(stage.ident.label_at);
        }
    }
    places
}

fn report(cx: &mut Cx<'_>, field: &Field, choice: &Choice, stage: Option<Location>) {
    let message =
        format!("the value `{}` of the status `{}` is a place in the lifecycle", choice.label, field.ident.label);
    let found = Diagnostic::new(&RULE, choice.label_at, message).label("a stage, not what is being done now");
    cx.report(match stage {
        Some(place) => found.related(place, "the stage").help("remove the value: the stage says it already"),
        None => found.help(
            "make it a stage of the lifecycle, and keep what is being done now in the status: New, Working, Nurture",
        ),
    });
}
