//! What people read when they are stopped: what is missing, and what to do.

use lifecycle_model::{Criterion, Exit, ExitKind, Ident, Model, Object, TrackId};
use lifecycle_targets::salesforce::formulas::RULE_MESSAGE;
use lifecycle_targets::salesforce::limits::Limit;

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
pub(super) fn reason(from: &Ident, to: &Ident, ways: &[&Exit]) -> String {
    let mut reasons: Vec<String> = Vec::new();
    for reason in ways.iter().flat_map(|exit| &exit.reasons) {
        if !reasons.iter().any(|known| *known == reason.text.as_str()) {
            reasons.push(reason.text.to_string());
        }
    }
    let start = format!("Say why this goes from “{}” to “{}”. Choose a reason: ", from.label, to.label);
    fitted(&start, &crate::words::list(&reasons, "or"), ".")
}

/// A step back that nobody has foreseen.
pub(super) fn backward(model: &Model, track: TrackId) -> String {
    let start = format!("Records only move forward in {}. ", model.track_label(track));
    match ways_back(model, track, |stage| stage.rank.is_some()) {
        Some(ways) => fitted(&format!("{start}The ways back: "), &ways, ". Each needs its reason."),
        None => format!("{start}Choose a later stage, or leave this one as it is."),
    }
}

/// A record that has left, and is to come back.
pub(super) fn left(model: &Model, track: TrackId) -> String {
    let start = "This record has left the funnel. ";
    match ways_back(model, track, |stage| stage.rank.is_none()) {
        Some(ways) => fitted(&format!("{start}It comes back by "), &ways, "."),
        None => format!("{start}The lifecycle has no way back from here: leave the stage as it is."),
    }
}

/// A step over a stage.
pub(super) fn skips(model: &Model, track: TrackId) -> String {
    format!("No stage is skipped in {}. Choose the next one.", model.track_label(track))
}

/// "MQL to Nurture, SAL to Nurture".
fn ways_back(model: &Model, track: TrackId, of: impl Fn(&lifecycle_model::Stage) -> bool) -> Option<String> {
    let mut ways: Vec<String> = Vec::new();
    for (_, stage) in model.stages_of(track).filter(|(_, stage)| of(stage) && !stage.untracked) {
        let back = stage.exits.iter().filter(|exit| exit.kind == ExitKind::Recycle);
        for target in back.filter_map(|exit| exit.target) {
            let way = format!("{} to {}", stage.ident.label, model[target].ident.label);
            if !ways.contains(&way) {
                ways.push(way);
            }
        }
    }
    (!ways.is_empty()).then(|| ways.join(", "))
}

/// A message whose middle is cut if the whole is too long.
fn fitted(start: &str, middle: &str, end: &str) -> String {
    let taken = start.chars().count() + end.chars().count();
    let room = Limit { max: RULE_MESSAGE.max.saturating_sub(taken), ..RULE_MESSAGE };
    format!("{start}{}{end}", room.shorten(middle.trim_end_matches('.')))
}
