//! A derived lifecycle that runs against its source.

use crate::Cx;
use crate::logic::{Formula, Logic, entry_facts, is_closed};
use lifecycle_base::Diagnostic;
use lifecycle_model::{Domain, DomainId, Model, Position, Stage, StageId};
use std::collections::BTreeMap;

rule! {
    "rollup-out-of-order", "rollup_out_of_order.md", Structure, Warning, fix: None,
    "a derived lifecycle steps back where its source advances"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let model = cx.model();
    let logic = Logic::new(model);
    for domain in model.domains.values().filter(|domain| !domain.ident.damaged) {
        let Some(source) = domain.rollup.as_ref().and_then(|rollup| rollup.source) else { continue };
        if let Some(fall) = fall(&logic, domain, source) {
            report(cx, model, domain, &fall);
        }
    }
}

/// Two stages of the source, the earlier first, and the derived stage of each, the later first.
pub(super) struct Fall<'m> {
    sources: [&'m Stage; 2],
    derived: [&'m Stage; 2],
}

/// The first step forward in the source that is one back in the derived domain.
pub(super) fn fall<'m>(logic: &Logic<'m>, domain: &Domain, source: DomainId) -> Option<Fall<'m>> {
    let model = logic.model();
    let mut derived: BTreeMap<StageId, &Stage> = BTreeMap::new();
    for (_, stage) in domain.tracks.iter().flat_map(|track| model.stages_of(*track)) {
        derived.extend(stage.from.iter().map(|from| (*from, stage)));
    }
    for track in &model[source].tracks {
        let mut highest: Option<(StageId, &Stage)> = None;
        for (id, stage) in model.ranked_stages(*track) {
            let Some(here) = derived.get(&id).copied().filter(|it| it.rank.is_some()) else { continue };
            match highest {
                Some((before, above))
                    if above.rank > here.rank && !passes_through(logic, before, id) && !is_closed(logic, id) =>
                {
                    return Some(Fall { sources: [&model[before], stage], derived: [above, here] });
                }
                Some((_, above)) if above.rank > here.rank => {}
                _ => highest = Some((id, here)),
            }
        }
    }
    None
}

/// Whether no record ever rests on a stage, since the later one draws it at once.
fn passes_through(logic: &Logic<'_>, stage: StageId, later: StageId) -> bool {
    let draws = logic.model()[later].entry.as_ref().is_some_and(|entry| entry.auto);
    let here = Formula::stands(logic, Position::At, stage);
    let asked = if draws { entry_facts(logic, later) } else { Vec::new() };
    !asked.is_empty() && asked.iter().all(|asked| logic.implies(&[&here], &asked.formula))
}

fn report(cx: &mut Cx<'_>, model: &Model, domain: &Domain, fall: &Fall<'_>) {
    let object = domain.object.map_or("record", lifecycle_model::Object::name);
    let ([before, after], [above, below]) = (fall.sources, fall.derived);
    let source = above.from.first().and_then(|stage| model.object_of(*stage));
    let person = source.map_or("record", lifecycle_model::Object::name);
    cx.report(
        Diagnostic::new(
            &RULE,
            above.ident.name_at,
            format!(
                "`{}` runs against its source: a {object} falls from `{}` to `{}` when its {person} advances",
                domain.ident.label, above.ident.label, below.ident.label
            ),
        )
        .label(format!("comes later here, but follows from `{}`", before.ident.label))
        .related(before.ident.name_at, "1. a record stands here")
        .related(after.ident.name_at, "2. it advances to here")
        .related(below.ident.name_at, format!("3. the {object} steps back to here"))
        .help("give both domains one order: change the `from` lines, or the order of the derived stages"),
    );
}
