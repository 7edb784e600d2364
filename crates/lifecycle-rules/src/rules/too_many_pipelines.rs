//! More deal pipelines than kinds of contract.

use crate::Cx;
use crate::motion::motion;
use crate::part::{heading, own_tracks};
use lifecycle_base::{Diagnostic, OptionDefault, RuleOption};
use lifecycle_model::{Ident, TrackId};

/// How many pipelines are few enough.
const MAX: RuleOption = RuleOption {
    name: "max",
    default: OptionDefault::Number(3),
    summary: "the most deal pipelines that are not too many",
};

/// The most pipelines that a finding points at.
const SHOWN: usize = 8;

rule! {
    "too-many-pipelines", "too_many_pipelines.md", Structure, Warning, fix: None,
    "there are more deal pipelines than New Business, Renewal and Expansion",
    options: [MAX]
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let (model, parts) = (cx.model(), cx.parts());
    let max = cx.number(&RULE, &MAX) as usize;
    let selling: Vec<TrackId> =
        own_tracks(model).map(|(track, _)| track).filter(|t| parts.is_selling(model, *t)).collect();
    let Some(first) = selling.first().filter(|_| selling.len() > max) else { return };
    let domain = &model[model[*first].domain].ident;
    let message = format!("there are {} deal pipelines; New Business, Renewal and Expansion are enough", selling.len());
    let mut found = Diagnostic::new(&RULE, domain.label_at, message)
        .label("each has its own stages, so no report covers them all")
        .help("keep one for each kind of contract; a segment, region, team or partner is a field of the deal, not a pipeline");
    let idents: Vec<&Ident> = selling.iter().map(|track| heading(model, *track)).collect();
    let repeated = idents.iter().enumerate().filter_map(|(place, ident)| {
        let alike = idents.iter().take(place).find(|other| motion(other) == motion(ident))?;
        Some((ident, alike))
    });
    for (ident, alike) in repeated.take(SHOWN) {
        found = found.related(ident.label_at, format!("could this be part of `{}`?", alike.label));
    }
    cx.report(found);
}
