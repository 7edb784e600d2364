//! A company lifecycle that nothing keeps up to date, or that has holes.

use crate::Cx;
use crate::naming::read;
use crate::part::{Part, own_tracks, part};
use lifecycle_base::{Diagnostic, list_words};
use lifecycle_model::{Domain, DomainId, Model, Object, Stage, StageId, TrackId};
use std::collections::BTreeMap;

rule! {
    "rollup-without-source", "rollup_without_source.md", Structure, Warning, fix: None,
    "a company lifecycle does not follow from the stages of its people"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    if !cx.is_whole() {
        return;
    }
    let model = cx.model();
    check_by_hand(cx, model);
    for domain in model.domains.values().filter(|domain| !domain.ident.damaged) {
        if let Some(source) = domain.rollup.as_ref().and_then(|rollup| rollup.source) {
            check_derived(cx, model, domain, source);
        }
    }
}

/// Company domains that people have to keep up to date.
fn check_by_hand(cx: &mut Cx<'_>, model: &Model) {
    let ways = cx.ways();
    let Some((lead, _)) = own_tracks(model).find(|(track, _)| part(model, *track) == Part::Lead) else { return };
    let lead = &model[model[lead].domain].ident;
    for (track, entity) in own_tracks(model) {
        let domain = &model[entity.domain];
        let company = domain.object == Some(Object::Company) && part(model, track) == Part::Company;
        let company = company && (domain.ident.name == "company" || is_funnel(model, track));
        let kept = model.stages_of(track).any(|(id, _)| ways.draws(model, id));
        if !company || kept || model[track].stages.is_empty() {
            continue;
        }
        cx.report(
            Diagnostic::new(
                &RULE,
                domain.ident.label_at,
                format!(
                    "nothing keeps `{}` up to date: it neither rolls up from people nor is it moved",
                    domain.ident.label
                ),
            )
            .label("someone has to set it by hand, company by company")
            .related(lead.name_at, "the stages of people are known here")
            .help(format!(
                "derive it: `domain {} on company rolls up most advanced {}`, and `from` in each stage",
                domain.ident.name, lead.name
            )),
        );
    }
}

/// Whether a track has places of the funnel. Others, such as a partner program, are nobody's sum.
fn is_funnel(model: &Model, track: TrackId) -> bool {
    model.stages_of(track).filter(|(_, stage)| read(&stage.ident.label).is_position()).nth(1).is_some()
}

/// Derived stages without sources, and sources that count for nothing.
fn check_derived(cx: &mut Cx<'_>, model: &Model, domain: &Domain, source: DomainId) {
    let own = || domain.tracks.iter().flat_map(|track| model.stages_of(*track));
    let mut covers: BTreeMap<StageId, &Stage> = BTreeMap::new();
    for (_, stage) in own() {
        covers.extend(stage.from.iter().map(|from| (*from, stage)));
        if stage.from.is_empty() && !stage.ident.damaged {
            cx.report(
                Diagnostic::new(
                    &RULE,
                    stage.ident.name_at,
                    format!(
                        "no stage of `{}` makes a {} `{}`",
                        model[source].ident.label,
                        object(domain),
                        stage.ident.label
                    ),
                )
                .label("derived from nothing, so never reached")
                .help("name the stages it follows from: `from MQL, SAL`"),
            );
        }
    }
    let Some(at) = domain.rollup.as_ref().map(|rollup| rollup.at) else { return };
    for track in &model[source].tracks {
        // What stands below all sources counts for nothing on purpose: nobody there is far enough.
        let mut below: Option<&Stage> = None;
        let mut gaps: Vec<&Stage> = Vec::new();
        for (id, stage) in model.ranked_stages(*track) {
            match covers.get(&id) {
                Some(covering) => below = Some(covering),
                None if below.is_some() && !stage.untracked => gaps.push(stage),
                None => {}
            }
        }
        let (Some(first), Some(below)) = (gaps.first(), below) else { continue };
        let names = list_words(gaps.iter().map(|stage| stage.ident.label.as_str()));
        let found = Diagnostic::new(&RULE, at, format!("`{}` leaves out {names}", domain.ident.label))
            .label(format!("a {} whose people are there falls back, or has no stage at all", object(domain)))
            .related(first.ident.name_at, "this stage counts for nothing")
            .help(format!(
                "add it to the `from` of a derived stage, such as `{}`: `from {}`",
                below.ident.label,
                gaps.iter().map(|stage| stage.ident.name.as_str()).collect::<Vec<_>>().join(", ")
            ));
        cx.report(found);
    }
}

fn object(domain: &Domain) -> &'static str {
    domain.object.map_or("record", Object::name)
}
