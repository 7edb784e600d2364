//! What people read when they are stopped: what is missing, and what to do.

use crate::salesforce::formula::movement::has_left;
use lifecycle_model::{Criterion, Exit, ExitKind, Ident, Model, Object, Stage, StageId, TrackId};
use lifecycle_targets::salesforce::formulas::RULE_MESSAGE;
use lifecycle_targets::salesforce::limits::Limit;
use lifecycle_targets::salesforce::objects::SObject;

/// A criterion that fails.
pub(super) fn criterion(model: &Model, object: Object, stage: &str, criterion: &Criterion) -> String {
    let words = crate::words::sentence(&crate::words::criterion(model, Some(object), criterion));
    fitted(&format!("Not yet “{stage}”. Required: "), &words, ". Complete this, then change the stage.")
}

/// None of the ways from one stage to another is open.
pub(super) fn condition(model: &Model, object: Object, from: &Ident, to: &Ident, ways: &[&Exit]) -> String {
    let words: Vec<String> = ways
        .iter()
        .filter_map(|exit| Some(crate::words::condition(model, Some(object), exit.when.as_ref()?)))
        .collect();
    let words = crate::words::list(&words, "or");
    fitted(&format!("From “{}” to “{}” only if ", from.label, to.label), &words, ". Otherwise keep the stage.")
}

/// A reason is missing, or not one of those of this way.
pub(super) fn reason(object: &SObject, from: &Ident, to: &Ident, ways: &[&Exit]) -> String {
    let mut reasons: Vec<String> = Vec::new();
    for reason in ways.iter().flat_map(|exit| &exit.reasons) {
        if !reasons.iter().any(|known| *known == reason.text.as_str()) {
            reasons.push(reason.text.to_string());
        }
    }
    let what = object.label.to_lowercase();
    let start = format!("Say why this {what} goes from “{}” to “{}”. Choose a reason: ", from.label, to.label);
    fitted(&start, &crate::words::list(&reasons, "or"), ".")
}

/// A step back that nobody has foreseen.
pub(super) fn backward(model: &Model, track: TrackId) -> String {
    let start = format!("Records only move forward in {}. ", model.track_label(track));
    match ways_back(model, track, |stage| !has_left(stage)) {
        Some(ways) => fitted(&format!("{start}The ways back: "), &ways, "."),
        None => format!("{start}Choose a later stage, or leave this one as it is."),
    }
}

/// A record that has left, and is to come back.
pub(super) fn left(model: &Model, track: TrackId, object: &SObject) -> String {
    let start = format!("This {} has left {}. ", object.label.to_lowercase(), model.track_label(track));
    match ways_back(model, track, has_left) {
        Some(ways) => fitted(&format!("{start}The ways back: "), &ways, "."),
        None => format!("{start}There is no way back from here: leave the stage as it is."),
    }
}

/// A step over a stage.
pub(super) fn skips(model: &Model, track: TrackId) -> String {
    format!("No stage is skipped in {}. Choose the next one.", model.track_label(track))
}

/// "to Nurture from MQL or SAL, to Known from Disqualified".
fn ways_back(model: &Model, track: TrackId, of: impl Fn(&Stage) -> bool) -> Option<String> {
    let mut ways: Vec<(StageId, Vec<String>)> = Vec::new();
    for (_, stage) in model.stages_of(track).filter(|(_, stage)| of(stage) && !stage.untracked) {
        let back = stage.exits.iter().filter(|exit| exit.kind == ExitKind::Recycle);
        for target in back.filter_map(|exit| exit.target) {
            let label = stage.ident.label.to_string();
            match ways.iter_mut().find(|(known, _)| *known == target) {
                Some((_, from)) if from.contains(&label) => {}
                Some((_, from)) => from.push(label),
                None => ways.push((target, vec![label])),
            }
        }
    }
    let way = |(target, from): &(StageId, Vec<String>)| {
        format!("to {} from {}", model[*target].ident.label, crate::words::list(from, "or"))
    };
    (!ways.is_empty()).then(|| ways.iter().map(way).collect::<Vec<_>>().join(", "))
}

/// A message whose middle is cut if the whole is too long.
fn fitted(start: &str, middle: &str, end: &str) -> String {
    let taken = start.chars().count() + end.chars().count();
    let room = Limit { max: RULE_MESSAGE.max.saturating_sub(taken), ..RULE_MESSAGE };
    format!("{start}{}{end}", room.shorten(middle.trim_end_matches('.')))
}
