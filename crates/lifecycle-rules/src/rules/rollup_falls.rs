//! A derived lifecycle that a new record throws back.

use super::rollup_out_of_order::fall;
use crate::Cx;
use crate::logic::Logic;
use lifecycle_base::Diagnostic;
use lifecycle_model::{Model, Movement, Object, Rollup, Stage};

rule! {
    "rollup-falls", "rollup_falls.md", Structure, Warning, fix: None,
    "a derived lifecycle falls back whenever a record is added"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let model = cx.model();
    // Where records move either way, what is derived from them does.
    if model.header.as_ref().is_some_and(|header| header.movement == Movement::Free) {
        return;
    }
    let logic = Logic::new(model);
    for domain in model.domains.values().filter(|domain| !domain.ident.damaged) {
        let Some(rollup) = domain.rollup.as_ref().filter(|rollup| !rollup.most) else { continue };
        let Some(source) = rollup.source.filter(|source| fall(&logic, domain, *source).is_none()) else { continue };
        let Some((first, [low, high])) = thrown_back(model, rollup, domain) else { continue };
        let object = domain.object.map_or("record", Object::name);
        let new = model[source].object.map_or("record", Object::name);
        cx.report(
            Diagnostic::new(
                &RULE,
                rollup.at,
                format!("a new {new} throws a whole {object} back to `{}`", low.ident.label),
            )
            .label(format!("the least advanced {new} decides, and each new one is that"))
            .related(high.ident.name_at, format!("1. a {object} stands here, since all its people are far enough"))
            .related(first.ident.name_at, format!("2. a {new} is added, and starts here"))
            .related(low.ident.name_at, format!("3. the {object} falls back to here"))
            .help(format!(
                "let the `most advanced` {new} decide, or leave the first stages out of `from`: they count for nothing then"
            )),
        );
    }
}

/// Where records of the source start, and the derived stage that this makes of one that is further.
fn thrown_back<'m>(
    model: &'m Model,
    rollup: &Rollup,
    domain: &lifecycle_model::Domain,
) -> Option<(&'m Stage, [&'m Stage; 2])> {
    let [track] = model[rollup.source?].tracks.as_slice() else { return None };
    let (first, start) = model.ranked_stages(*track).find(|(_, stage)| !stage.untracked)?;
    // Whoever starts must be let in; then all who are added are here.
    if start.entry.as_ref().is_some_and(|entry| !entry.criteria.is_empty()) {
        return None;
    }
    let own = || domain.tracks.iter().flat_map(|track| model.ranked_stages(*track)).map(|(_, stage)| stage);
    let low = own().find(|stage| stage.from.contains(&first))?;
    let advances = |stage: &&Stage| stage.rank > low.rank && stage.from.iter().any(|from| model[*from].rank.is_some());
    Some((start, [low, own().find(advances)?]))
}
