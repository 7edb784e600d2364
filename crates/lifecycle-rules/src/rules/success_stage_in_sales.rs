//! Customer success in a pipeline that sells.

use crate::Cx;
use crate::naming::{NAMES, Verdict, accepts, is_success_track};
use crate::part::Part;
use lifecycle_base::{Diagnostic, Location};
use lifecycle_model::{Model, Object, StageKind, TrackId};
use std::collections::BTreeMap;

rule! {
    "success-stage-in-sales", "success_stage_in_sales.md", Naming, Warning, fix: None,
    "a stage of customer success stands in a pipeline that sells",
    options: [NAMES]
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let (model, names, accepted) = (cx.model(), cx.names(), cx.texts(&RULE, &NAMES));
    let won: BTreeMap<TrackId, Location> = model
        .stages
        .values()
        .filter(|stage| stage.kind == StageKind::Won)
        .map(|stage| (stage.track, stage.ident.label_at))
        .collect();
    for (_, stage) in names.stages(model, |verdict| verdict == Verdict::Success) {
        let label = &stage.ident.label;
        if accepts(accepted, label) {
            continue;
        }
        let found = Diagnostic::new(
            &RULE,
            stage.ident.label_at,
            format!("the stage `{label}` belongs to customer success, not to a pipeline that sells"),
        );
        let found = match won.get(&stage.track) {
            Some(won) => found.related(*won, "the sale ends here"),
            None => found,
        };
        cx.report(found.label("work after the sale").help(
            "move it to a track of customers, such as `domain customer on ticket`, which begins when the deal is won",
        ));
    }
    whole_pipelines(cx, model);
}

/// A pipeline of deals that is nothing but customer success is one finding, not one for each stage.
fn whole_pipelines(cx: &mut Cx<'_>, model: &Model) {
    let parts = cx.parts();
    for (_, pipeline) in model.pipelines.iter() {
        let deals = model[pipeline.domain].object == Some(Object::Deal) && parts.part(pipeline.track) == Part::Sales;
        if deals && !pipeline.ident.damaged && is_success_track(model, pipeline.track) {
            cx.report(
                Diagnostic::new(
                    &RULE,
                    pipeline.ident.label_at,
                    format!("the pipeline `{}` tracks customers after the sale, as deals", pipeline.ident.label),
                )
                .label("every stage is work after the sale")
                .help("make it a track of its own on another object, `domain customer on ticket`, so that no forecast counts it"),
            );
        }
    }
}
