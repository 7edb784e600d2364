//! A deal stage without weight in the forecast.

use crate::Cx;
use crate::edit::add_item;
use crate::part::{heading, own_tracks};
use lifecycle_base::{Applicability, Diagnostic};
use lifecycle_model::{Forecast, Model, Stage, StageKind, TrackId};

rule! {
    "probability-missing", "probability_missing.md", Structure, Warning, fix: Sometimes,
    "a deal stage has no probability, so the forecast does not count its deals"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let (model, parts) = (cx.model(), cx.parts());
    for (track, _) in own_tracks(model).filter(|(track, _)| parts.is_selling(model, *track)) {
        check_track(cx, model, track);
    }
}

/// The steps of a pipeline up to the won stage, with their weights.
pub(super) fn weighted(model: &Model, track: TrackId) -> Vec<&Stage> {
    let steps = model.ranked_stages(track).map(|(_, stage)| stage).take_while(|stage| stage.kind != StageKind::Won);
    steps.filter(|stage| !stage.untracked).collect()
}

fn check_track(cx: &mut Cx<'_>, model: &Model, track: TrackId) {
    let steps = weighted(model, track);
    // What is kept out of the forecast needs no weight in it; a wrong weight is an error of the language.
    let lacks = |stage: &Stage| {
        stage.probability_at.is_none() && stage.forecast != Some(Forecast::Omitted) && !stage.ident.damaged
    };
    let lacking: Vec<usize> =
        steps.iter().enumerate().filter(|(_, stage)| lacks(stage)).map(|(place, _)| place).collect();
    if lacking.len() > 1 && steps.iter().all(|stage| stage.probability_at.is_none()) {
        let ident = heading(model, track);
        cx.report(
            Diagnostic::new(
                &RULE,
                ident.label_at,
                format!("no stage of the pipeline `{}` has a probability", ident.label),
            )
            .label("its deals weigh nothing in the forecast")
            .help("give each stage the share of its deals that are won, such as 25%, 50%, 75% and 90%"),
        );
        return;
    }
    for place in lacking {
        let Some(stage) = steps.get(place) else { continue };
        let found = Diagnostic::new(
            &RULE,
            stage.ident.name_at,
            format!("the deal stage `{}` has no probability", stage.ident.label),
        )
        .label("its deals weigh nothing in the forecast")
        .help("add the share of its deals that are won: `probability 50%`");
        cx.report(match between(&steps, place) {
            Some(share) => found.fix(
                format!("give it {share}%, which lies between its neighbours"),
                Applicability::Manual,
                add_item(stage, &format!("probability {share}%")),
            ),
            None => found,
        });
    }
}

/// The middle between the weights before and behind, in steps of five. Won is 100%.
fn between(steps: &[&Stage], place: usize) -> Option<u32> {
    let before = match place.checked_sub(1) {
        Some(before) => steps.get(before)?.probability?,
        None => 0.0,
    };
    let behind = match steps.get(place + 1) {
        Some(next) => next.probability?,
        None => 100.0,
    };
    let middle = ((before + behind) / 10.0).round() * 5.0;
    (before < middle && middle < behind).then_some(middle as u32)
}
