//! A stage named after an activity.

use crate::Cx;
use crate::naming::{Activity, Field, NAMES, Proposal, Subject, Verdict, accepts, read, relabel};
use lifecycle_base::{Applicability, Diagnostic};
use lifecycle_model::{FieldKind, Model, Object, Stage};
use std::collections::BTreeSet;

rule! {
    "activity-named-stage", "activity_named_stage.md", Naming, Warning, fix: Sometimes,
    "a stage is named after an activity instead of a completed milestone",
    options: [NAMES]
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let (model, names, accepted) = (cx.model(), cx.names(), cx.texts(&RULE, &NAMES));
    let statuses = declared_statuses(model);
    for (subject, stage) in names.stages(model, |verdict| matches!(verdict, Verdict::Activity(_))) {
        // What the source itself calls a status is reported as one.
        let status = model
            .object_of(subject.stage)
            .is_some_and(|object| statuses.contains(&(object, read(&stage.ident.label).key())));
        if !status && !accepts(accepted, &stage.ident.label) {
            report(cx, subject, stage);
        }
    }
}

fn declared_statuses(model: &Model) -> BTreeSet<(Object, String)> {
    let statuses = model.fields.values().filter(|field| field.kind == FieldKind::Status);
    statuses.flat_map(|field| field.choices.iter().map(|choice| (field.object, read(&choice.label).key()))).collect()
}

fn report(cx: &mut Cx<'_>, subject: &Subject, stage: &Stage) {
    let Verdict::Activity(activity) = subject.verdict else { return };
    let label = &stage.ident.label;
    let message = format!("the stage `{label}` is named after an activity, not after what has been reached");
    let found = Diagnostic::new(&RULE, stage.ident.label_at, message).label(match activity {
        Activity::Noun => "done, or still to do?",
        Activity::Gerund => "under way: when is it over?",
        Activity::Instruction => "still to do: when is it done?",
    });
    let proposal = Proposal::for_activity(label, activity, subject.field);
    cx.report(proposed(found, stage, &proposal, subject.field));
}

/// One clear name is offered as a change, several as a choice.
fn proposed(mut found: Diagnostic, stage: &Stage, proposal: &Proposal, field: Field) -> Diagnostic {
    let example = match field {
        Field::Lead => "Meeting Held",
        _ => "Demo Completed",
    };
    let Some(first) = proposal.labels.first() else {
        return found.help(format!("name the completed milestone in the past tense, such as `{example}`"));
    };
    let applicability = if proposal.labels.len() == 1 { Applicability::Unsafe } else { Applicability::Manual };
    found = found.help(format!("name the completed milestone, for example `{first}`"));
    for label in &proposal.labels {
        found = found.fix(format!("rename to `{label}`"), applicability, vec![relabel(&stage.ident, label)]);
    }
    found
}
