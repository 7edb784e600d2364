//! Two stages of one track that look the same to people.

use crate::Cx;
use lifecycle_base::Diagnostic;
use lifecycle_model::{Model, Stage, StageKind, TrackId};
use std::collections::BTreeMap;
use std::rc::Rc;

rule! {
    "duplicate-stage-label", "duplicate_stage_label.md", Naming, Warning, fix: None,
    "two stages of one track look the same to people"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let model = cx.model();
    for (track, _) in model.tracks.iter() {
        check_track(cx, model, track);
    }
}

fn check_track<'m>(cx: &mut Cx<'m>, model: &'m Model, track: TrackId) {
    let mut seen: BTreeMap<Rc<str>, &Stage> = BTreeMap::new();
    // Mirrored stages repeat what their source says, retired ones what has replaced them.
    let shown =
        |stage: &Stage| stage.kind != StageKind::Retired && (stage.from.is_empty() || stage.ident.label_written);
    for (_, stage) in model.stages_of(track).filter(|(_, stage)| shown(stage)) {
        let key = cx.key(&stage.ident.label);
        let Some(first) = seen.get(&key) else {
            seen.insert(key, stage);
            continue;
        };
        // One identifier twice is an error of its own.
        if first.ident.name == stage.ident.name || first.ident.label_at == stage.ident.label_at {
            continue;
        }
        let exact = first.ident.label == stage.ident.label;
        let message = match exact {
            true => format!("two stages of `{}` have the label `{}`", model.track_label(track), stage.ident.label),
            false => format!("`{}` and `{}` look like one stage", first.ident.label, stage.ident.label),
        };
        cx.report(
            Diagnostic::new(&RULE, stage.ident.label_at, message)
                .label("which of the two is meant?")
                .related(first.ident.label_at, "the first")
                .help("say in each label what sets the stages apart, or make them one"),
        );
    }
}
