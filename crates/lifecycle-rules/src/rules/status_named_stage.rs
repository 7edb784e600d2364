//! Lifecycle and status mixed: a stage that is a status.

use crate::Cx;
use crate::naming::read;
use lifecycle_base::{Diagnostic, Location};
use lifecycle_model::{FieldKind, Model, Object, Stage, StageKind};
use std::collections::BTreeMap;

rule! {
    "status-named-stage", "status_named_stage.md", Naming, Warning, fix: None,
    "a stage is a working status: lifecycle and status are mixed"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let model = cx.model();
    let statuses = declared_statuses(model);
    for (id, stage) in model.stages.iter() {
        // A stage that holds, drops or retires records is outside of the order and may well be called like a status.
        if stage.kind != StageKind::Open || !stage.from.is_empty() {
            continue;
        }
        let Some(object) = model.object_of(id) else { continue };
        check_stage(cx, stage, object, &statuses);
    }
}

/// The values of every declared status, by object and name.
fn declared_statuses(model: &Model) -> BTreeMap<(Object, String), Location> {
    let statuses = model.fields.values().filter(|field| field.kind == FieldKind::Status);
    statuses
        .flat_map(|field| field.choices.iter().map(move |choice| (field.object, choice)))
        .map(|(object, choice)| ((object, read(&choice.label).key()), choice.label_at))
        .collect()
}

fn check_stage(cx: &mut Cx<'_>, stage: &Stage, object: Object, statuses: &BTreeMap<(Object, String), Location>) {
    let name = read(&stage.ident.label);
    let declared = statuses.get(&(object, name.key())).copied().filter(|_| !name.is_position());
    // After the sale, "Active" and the like are common phases; only what the source itself calls a status is one there.
    let vocabulary = matches!(object, Object::Contact | Object::Lead | Object::Deal) && name.status();
    if declared.is_none() && !vocabulary {
        return;
    }
    let label = &stage.ident.label;
    let found = Diagnostic::new(
        &RULE,
        stage.ident.label_at,
        format!("the stage `{label}` says what is being done with a {}, not how far it is", object.name()),
    )
    .label("a status, not a place in the funnel");
    cx.report(match declared {
        Some(place) => found
            .related(place, "already a status here")
            .help("name the stage after what has been reached, or leave it out: the status says the rest"),
        None => found.help(format!(
            "keep `{label}` in a status field of its own, `status {}_status {{ … }}`, and name the stage after what has been reached",
            object.name()
        )),
    });
}
