//! A pipeline in which deals become less likely on their way.

use super::probability_missing::weighted;
use crate::Cx;
use crate::part::own_tracks;
use lifecycle_base::{Diagnostic, Location};
use lifecycle_model::{Model, Stage, TrackId};

rule! {
    "probability-not-rising", "probability_not_rising.md", Structure, Warning, fix: None,
    "a deal stage has a lower probability than the stage before it"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let (model, parts) = (cx.model(), cx.parts());
    for (track, _) in own_tracks(model).filter(|(track, _)| parts.is_selling(model, *track)) {
        check_track(cx, model, track);
    }
}

fn check_track(cx: &mut Cx<'_>, model: &Model, track: TrackId) {
    let known = |stage: &'_ Stage| Some((stage.probability?, stage.probability_at?));
    let weights: Vec<(&Stage, f64, Location)> = weighted(model, track)
        .into_iter()
        .filter_map(|stage| known(stage).map(|(share, at)| (stage, share, at)))
        .collect();
    // Equal weights are a choice; falling ones are not.
    let mut falls = weights.windows(2).filter_map(|pair| match pair {
        [before, here] if here.1 < before.1 => Some((before, here)),
        _ => None,
    });
    let Some((before, here)) = falls.next() else { return };
    let message = format!(
        "the probability falls from {}% at `{}` to {}% at `{}`",
        before.1, before.0.ident.label, here.1, here.0.ident.label
    );
    let found = Diagnostic::new(&RULE, here.2, message)
        .label("a deal that advances becomes less likely")
        .related(before.2, format!("{}% before it", before.1))
        .help("correct the share, or the order: a step back is not a stage, and a doubt is a field of the deal");
    cx.report(falls.fold(found, |found, (_, here)| found.related(here.2, "it falls here, too")));
}
