//! A golden stage that no way leads to.

use crate::Cx;
use crate::part::own_tracks;
use crate::reach::Reach;
use crate::ways::Ways;
use lifecycle_base::{Diagnostic, list_words};
use lifecycle_model::{ExitKind, Stage, StageId};

rule! {
    "golden-unreachable", "golden_unreachable.md", Structure, Warning, fix: None,
    "no way leads from the beginning to a golden stage"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    if !cx.is_whole() {
        return;
    }
    let model = cx.model();
    let (reach, ways) = (Reach::of(model), Ways::of(model));
    for (track, _) in own_tracks(model) {
        // A stage that nothing at all names has a finding of its own. One finding a track.
        let is_cut_off = |id: StageId, stage: &Stage| {
            stage.golden && !stage.untracked && !stage.ident.damaged && !reach.has(id) && !ways.is_orphan(id)
        };
        if let Some((id, stage)) = model.ranked_stages(track).find(|(id, stage)| is_cut_off(*id, stage)) {
            let Some(end) = reach.end(model, id) else { continue };
            let onward = end.exits.iter().filter(|exit| exit.kind == ExitKind::To).filter_map(|exit| exit.target);
            let onward = list_words(onward.map(|target| model[target].ident.label.as_str()));
            cx.report(
                Diagnostic::new(
                    &RULE,
                    stage.ident.name_at,
                    format!("no way leads to the golden stage `{}`", stage.ident.label),
                )
                .label("no exit, no automatic entry and no automation that can ever run brings a record here")
                .related(end.ident.name_at, format!("records come as far as here, and go on to {onward}"))
                .help(format!(
                    "let a stage that records reach lead to it: `exit {{ to {} }}` in `{}`",
                    stage.ident.name, end.ident.label
                )),
            );
        }
    }
}
