//! One label for stages that mean different things.

use crate::Cx;
use lifecycle_base::Diagnostic;
use lifecycle_model::{Model, Object, Role, Stage, StageId, StageKind};
use std::collections::BTreeMap;
use std::rc::Rc;

rule! {
    "same-label-two-meanings", "same_label_two_meanings.md", Naming, Warning, fix: None,
    "one label stands for stages that mean different things"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let model = cx.model();
    // The first stage of a name anywhere, and the first on each object: a stage is compared with these, so the cost stays linear.
    let mut first: BTreeMap<(Option<Object>, Rc<str>), StageId> = BTreeMap::new();
    for (id, stage) in model.stages.iter() {
        if stage.kind == StageKind::Retired || !stage.from.is_empty() || stage.ident.damaged {
            continue;
        }
        let key = cx.key(&stage.ident.label);
        let places = [model.object_of(id), None].map(|object| (object, key.clone()));
        let known: Vec<StageId> = places.iter().filter_map(|place| first.get(place).copied()).collect();
        for place in places {
            first.entry(place).or_insert(id);
        }
        let other = known.into_iter().find_map(|other| Some((other, contradiction(model, other, id)?)));
        if let Some((other, reasons)) = other {
            report(cx, model, &model[other], stage, reasons);
        }
    }
}

fn report(cx: &mut Cx<'_>, model: &Model, one: &Stage, other: &Stage, (here, there): (String, String)) {
    let tracks = (model.track_label(one.track), model.track_label(other.track));
    let message = format!("`{}` means one thing in `{}` and another in `{}`", other.ident.label, tracks.0, tracks.1);
    cx.report(
        Diagnostic::new(&RULE, other.ident.label_at, message)
            .label(there)
            .related(one.ident.label_at, here)
            .help("give one of the two stages a name of its own: one word, one meaning, in every report"),
    );
}

/// What cannot both be meant by one word: roles without a common one, or a deal that is won here and lost or still open there.
fn contradiction(model: &Model, one: StageId, other: StageId) -> Option<(String, String)> {
    let (one, other) = (&model[one], &model[other]);
    if one.track == other.track {
        return None;
    }
    if !one.roles.is_empty() && !other.roles.is_empty() && one.roles.iter().all(|role| !other.roles.contains(role)) {
        return Some((counts_as(&one.roles), counts_as(&other.roles)));
    }
    let ends = |kind| match kind {
        StageKind::Won => Some("won here"),
        StageKind::Lost => Some("lost here"),
        _ => None,
    };
    match (ends(one.kind), ends(other.kind)) {
        (Some(here), Some(there)) if one.kind != other.kind => Some((here.to_owned(), there.to_owned())),
        _ => weights(one, other),
    }
}

/// Definitions differ in words between pipelines that run in parallel. Only where the forecast weighs them far apart, too, do they
/// differ in meaning.
fn weights(one: &Stage, other: &Stage) -> Option<(String, String)> {
    let (means, there) = (one.means.as_ref()?, other.means.as_ref()?);
    let (weight, weight_there) = (one.probability?, other.probability?);
    let apart = means != there && (weight - weight_there).abs() >= FAR_APART;
    apart
        .then(|| (format!("weighs {weight}% here"), format!("weighs {weight_there}% here, and its definition differs")))
}

/// Percentage points between two forecast weights of one meaning that nobody can explain.
const FAR_APART: f64 = 25.0;

fn counts_as(roles: &[Role]) -> String {
    let names: Vec<&str> = roles.iter().map(|role| role.name()).collect();
    format!("counts as {} here", names.join(" and "))
}
