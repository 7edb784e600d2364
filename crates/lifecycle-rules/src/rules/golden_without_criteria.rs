//! A golden stage that everybody enters by feel.

use crate::Cx;
use crate::part::own_tracks;
use crate::ways::has_criteria;
use lifecycle_base::Diagnostic;

rule! {
    "golden-without-criteria", "golden_without_criteria.md", Structure, Warning, fix: None,
    "a golden stage does not say when a record enters it"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let model = cx.model();
    let ways = cx.ways();
    for (track, _) in own_tracks(model) {
        for (id, stage) in model.stages_of(track).filter(|(_, stage)| stage.golden && !stage.ident.damaged) {
            // The event of an automation is a definition, too: "when a deal is created".
            if has_criteria(stage) || ways.is_fed(id) || ways.is_orphan(id) {
                continue;
            }
            cx.report(
                Diagnostic::new(
                    &RULE,
                    stage.ident.name_at,
                    format!("the golden stage `{}` does not say when a record enters it", stage.ident.label),
                )
                .label("one of the three stages that must be exact")
                .help("write what must be true in this business: `entry { contract_signed_on is known }`"),
            );
        }
    }
}
