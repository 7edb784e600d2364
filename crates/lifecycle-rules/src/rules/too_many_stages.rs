//! A track with more stages than anyone can tell apart.

use crate::Cx;
use crate::part::{Part, heading, own_tracks};
use lifecycle_base::{Diagnostic, OptionDefault, RuleOption};
use lifecycle_model::StageKind;

/// How many stages are few enough before the sale.
const MAX: RuleOption = RuleOption {
    name: "max",
    default: OptionDefault::Number(9),
    summary: "the most stages of a lead track or pipeline that are not too many",
};

/// How many stages are few enough after it.
const CUSTOMER_MAX: RuleOption = RuleOption {
    name: "customer-max",
    default: OptionDefault::Number(7),
    summary: "the most stages of a customer track that are not too many",
};

rule! {
    "too-many-stages", "too_many_stages.md", Structure, Warning, fix: None,
    "a track has more stages than anyone can tell apart",
    options: [MAX, CUSTOMER_MAX]
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let (model, parts) = (cx.model(), cx.parts());
    for (track, _) in own_tracks(model) {
        let (max, usual) = match parts.part(track) {
            Part::Customer => (cx.number(&RULE, &CUSTOMER_MAX), "4 to 6 for customers"),
            Part::Sales => (cx.number(&RULE, &MAX), "5 to 8 in a sales pipeline"),
            Part::Lead => (cx.number(&RULE, &MAX), "5 to 7 for leads"),
            Part::Company | Part::Other => (cx.number(&RULE, &MAX), "3 to 7"),
        };
        let open = model.ranked_stages(track).filter(|(_, stage)| stage.kind == StageKind::Open && !stage.untracked);
        let count = open.count();
        if count <= max as usize {
            continue;
        }
        let ident = heading(model, track);
        cx.report(
            Diagnostic::new(
                &RULE,
                ident.label_at,
                format!("`{}` has {count} stages between its beginning and its end", ident.label),
            )
            .label(format!("{usual} are usual"))
            .help("keep the stages that someone acts on differently; make the others fields, tasks or a status"),
        );
    }
}
