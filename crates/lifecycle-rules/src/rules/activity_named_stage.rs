//! A stage named after an activity.

use crate::Cx;
use crate::naming::{Activity, read};
use lifecycle_base::{Applicability, Diagnostic, Edit};
use lifecycle_model::{FieldKind, Ident, Object, Stage, StageKind};

rule! {
    "activity-named-stage", "activity_named_stage.md", Naming, Warning, fix: Sometimes,
    "a stage is named after an activity instead of a completed milestone"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let model = cx.model();
    for (id, stage) in model.stages.iter() {
        // After the sale, phases have the names of what is done in them: Onboarding, Implementation.
        let judged = matches!(model.object_of(id), Some(Object::Contact | Object::Lead | Object::Deal));
        if judged && stage.kind == StageKind::Open && stage.from.is_empty() {
            check_stage(cx, stage, model.object_of(id));
        }
    }
}

fn check_stage(cx: &mut Cx<'_>, stage: &Stage, object: Option<Object>) {
    let name = read(&stage.ident.label);
    let Some(activity) = name.activity().filter(|_| !name.is_recommended()) else { return };
    // What the source itself calls a status is reported as one.
    let statuses =
        cx.model().fields.values().filter(|field| field.kind == FieldKind::Status && Some(field.object) == object);
    if statuses.flat_map(|status| &status.choices).any(|choice| read(&choice.label).key() == name.key()) {
        return;
    }
    let label = &stage.ident.label;
    let message = format!("the stage `{label}` is named after an activity, not after what has been reached");
    let found = Diagnostic::new(&RULE, stage.ident.label_at, message).label(match activity {
        Activity::Noun => "done, or still to do?",
        Activity::Gerund => "under way: when is it over?",
        Activity::Instruction => "still to do: when is it done?",
    });
    cx.report(match activity {
        Activity::Noun => {
            let better = completed(label);
            found.help(format!("name the completed milestone, for example `{better}`")).fix(
                format!("rename to `{better}`"),
                Applicability::Unsafe,
                vec![relabel(&stage.ident, &better)],
            )
        }
        Activity::Gerund | Activity::Instruction => {
            found.help("name the completed milestone in the past tense, such as `Demo Completed`")
        }
    });
}

/// `Demo (AE)` → `Demo Completed (AE)`: a remark in brackets stays at the end.
fn completed(label: &str) -> String {
    let remark = label.rfind(['(', '[']).filter(|_| label.ends_with([')', ']']));
    let (name, remark) = label.split_at(remark.unwrap_or(label.len()));
    let name = name.trim_end();
    if remark.is_empty() { format!("{name} Completed") } else { format!("{name} Completed {remark}") }
}

/// Gives a declaration another label; the identifier, and so the data, stays.
fn relabel(ident: &Ident, label: &str) -> Edit {
    let quoted = format!("\"{}\"", label.replace('\\', "\\\\").replace('"', "\\\""));
    if ident.label_written {
        Edit::replace(ident.label_at, quoted)
    } else {
        Edit::insert_after(ident.name_at, format!(" {quoted}"))
    }
}
