//! Lifecycle and status mixed: a stage that is a status.

use crate::Cx;
use crate::naming::{Field, NAMES, Subject, Verdict, accepts, is_place};
use lifecycle_base::{Diagnostic, Location};
use lifecycle_model::{FieldKind, Object, Stage, StageId, StageKind};
use std::collections::BTreeMap;
use std::rc::Rc;

rule! {
    "status-named-stage", "status_named_stage.md", Naming, Warning, fix: None,
    "a stage is a working status: lifecycle and status are mixed",
    options: [NAMES]
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let (model, names, accepted) = (cx.model(), cx.names(), cx.texts(&RULE, &NAMES));
    let statuses = declared_statuses(cx);
    let judged: BTreeMap<StageId, Subject> =
        names.all(model, |_| true).map(|(subject, _)| (subject.stage, *subject)).collect();
    for (id, stage) in model.stages.iter() {
        // A stage that holds, drops or retires records is outside of the order and may well be called like a status.
        if stage.kind != StageKind::Open
            || !stage.from.is_empty()
            || stage.ident.damaged
            || accepts(accepted, &stage.ident.label)
        {
            continue;
        }
        let Some(object) = model.object_of(id) else { continue };
        let verdict = judged.get(&id).map(|subject| subject.verdict);
        let declared =
            statuses.get(&(object, cx.key(&stage.ident.label))).copied().filter(|_| may_be_status(stage, verdict));
        if declared.is_some() || verdict == Some(Verdict::Status) {
            let company = judged.get(&id).is_some_and(|subject| subject.field == Field::Company);
            report(cx, stage, object, declared, company);
        }
    }
}

/// What the source calls a status, too, is one, unless the name is a place in the funnel, or another rule knows better.
fn may_be_status(stage: &Stage, verdict: Option<Verdict>) -> bool {
    let open = matches!(verdict, None | Some(Verdict::Status | Verdict::Activity(_)))
        || verdict.is_some_and(Verdict::is_pedantic);
    open && !is_place(&stage.ident.label) && stage.roles.is_empty() && !stage.golden
}

/// The values of every declared status, by object and name.
fn declared_statuses(cx: &Cx<'_>) -> BTreeMap<(Object, Rc<str>), Location> {
    let statuses = cx.model().fields.values().filter(|field| field.kind == FieldKind::Status);
    statuses
        .flat_map(|field| field.choices.iter().map(move |choice| (field.object, choice)))
        .map(|(object, choice)| ((object, cx.key(&choice.label)), choice.label_at))
        .collect()
}

fn report(cx: &mut Cx<'_>, stage: &Stage, object: Object, declared: Option<Location>, company: bool) {
    let label = &stage.ident.label;
    let subject = if company { "company" } else { object.name() };
    let message = format!("the stage `{label}` says what is being done with a {subject}, not how far it is");
    let found = Diagnostic::new(&RULE, stage.ident.label_at, message).label("a status, not a place in the funnel");
    cx.report(match declared {
        Some(place) => found
            .related(place, "already a status here")
            .help("name the stage after what has been reached, or leave it out: the status says the rest"),
        None => found.help(format!(
            "keep `{label}` in a status field of its own, `status {subject}_status {{ … }}`, and name the stage after what has been reached",
        )),
    });
}
