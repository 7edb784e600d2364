//! The fields that a lifecycle needs beside its stage, and their names: when a record entered each stage, how far it is, why it left.
//!
//! The names come from identifiers, and from all tracks on an object at once: two tracks may have stages of one name.

use super::limits::{CUSTOM_NAME, Limit};
use super::names::{CUSTOM_SUFFIX, checksum, developer_name, fit};
use std::collections::{BTreeMap, BTreeSet};

/// What the pipelines of opportunities are called together: they share the stage field, so they share what is kept beside it.
pub const PIPELINES: &str = "Pipeline";

/// The checkbox that makes a record look again where it belongs. One for each object with a lifecycle.
pub const RECHECK: &str = "Lifecycle_Recheck__c";

/// A track on an object, as far as names go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrackShape<'n> {
    /// Its identifier.
    pub name: &'n str,
    /// What its stages are called in the CRM's values, each once.
    pub stages: Vec<&'n str>,
    /// The places of those in the order, but for the last: what comes after them can be waited for.
    pub timed: BTreeSet<usize>,
    /// Whether other records decide where it stands, so that it has no journeys of its own.
    pub derived: bool,
    /// Whether records leave it or step back for reasons.
    pub reasons: bool,
    /// Whether a reason brings a record back up after a time.
    pub comes_back: bool,
    /// Whether records can be sent back to an earlier stage.
    pub recycles: bool,
    /// Whether records can be put on hold.
    pub holds: bool,
}

/// What is kept of a track beside the stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kept {
    /// When the stage with this place in the shape was entered for the first time.
    FirstEntered(usize),
    /// When it was entered last.
    LastEntered(usize),
    /// How many days it took from there to whatever comes after it.
    Days(usize),
    /// The place of the stage in the order.
    Rank,
    /// Where an automation wants the record to go; the record goes there if it may.
    MoveTo,
    /// Whether it is to start a new journey there.
    Restart,
    /// How many steps automation has taken, by which rules for people tell its steps from theirs.
    Moves,
    /// Whether it was sent back, and waits for something to change.
    Resting,
    /// The stage from which it was put on hold.
    HeldFrom,
    /// Which journey this is.
    Journey,
    /// Why the record left or stepped back.
    Reason,
    /// When it comes back up.
    BackOn,
}

impl Kept {
    const fn suffix(self) -> &'static str {
        match self {
            Kept::FirstEntered(_) => "First_Entered",
            Kept::LastEntered(_) => "Last_Entered",
            Kept::Days(_) => "Days",
            Kept::Rank => "Rank",
            Kept::MoveTo => "Move_To",
            Kept::Restart => "Restart",
            Kept::Moves => "Moves",
            Kept::Resting => "Resting",
            Kept::HeldFrom => "Held_From",
            Kept::Journey => "Journey",
            Kept::Reason => "Reason",
            Kept::BackOn => "Back_On",
        }
    }
}

/// How long the name of a stage may be, for the fields that date it to have it whole.
pub const fn kept_room() -> Limit {
    room_for(Kept::FirstEntered(0).suffix())
}

/// How much of a name fits in front of a suffix.
const fn room_for(suffix: &str) -> Limit {
    Limit {
        what: "API names of the fields that date a stage",
        max: CUSTOM_NAME.max - suffix.len() - 1,
        source: CUSTOM_NAME.source,
    }
}

/// The fields of each of the tracks on an object, with their API names. A stage whose name another track has too is called after its
/// track, so that the order of the tracks does not matter.
pub fn kept_fields(tracks: &[TrackShape<'_>]) -> Vec<Vec<(Kept, String)>> {
    let mut holders: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (place, track) in tracks.iter().enumerate() {
        for stage in &track.stages {
            holders.entry(developer_name(stage).to_lowercase()).or_default().insert(place);
        }
    }
    let mut taken = BTreeSet::new();
    let of_track = |track: &TrackShape<'_>| {
        let base = developer_name(track.name);
        let mut fields = Vec::new();
        for (place, stage) in track.stages.iter().enumerate() {
            let own = developer_name(stage);
            let shared = holders.get(&own.to_lowercase()).is_some_and(|holders| holders.len() > 1);
            let own = if shared { format!("{base}_{own}") } else { own };
            let timed = track.timed.contains(&place).then_some(Kept::Days(place));
            for kept in [Kept::FirstEntered(place), Kept::LastEntered(place)].into_iter().chain(timed) {
                fields.push((kept, free_name(&own, kept, stage, &mut taken)));
            }
        }
        let wanted = [
            (Kept::Rank, true),
            (Kept::MoveTo, !track.derived),
            (Kept::Restart, !track.derived),
            (Kept::Moves, !track.derived),
            (Kept::Journey, !track.derived),
            (Kept::Resting, track.recycles),
            (Kept::HeldFrom, track.holds),
            (Kept::Reason, track.reasons),
            (Kept::BackOn, track.comes_back),
        ];
        let wanted = wanted.into_iter().filter(|(_, wanted)| *wanted);
        fields.extend(wanted.map(|(kept, _)| (kept, free_name(&base, kept, track.name, &mut taken))));
        fields
    };
    tracks.iter().map(of_track).collect()
}

/// A name that no other has: identifiers that differ only in letters that Salesforce does not take are told apart by a checksum.
fn free_name(base: &str, kept: Kept, identifier: &str, taken: &mut BTreeSet<String>) -> String {
    let suffix = kept.suffix();
    // What is cut is the stage, not what is kept of it.
    let limit = room_for(suffix);
    let mut name = format!("{}_{suffix}", fit(base.to_owned(), &limit));
    let mut salt = identifier.to_owned();
    while !taken.insert(name.to_lowercase()) {
        name = format!("{}_{suffix}", fit(format!("{base}_{:04X}", checksum(&salt)), &limit));
        salt.push('+');
    }
    name + CUSTOM_SUFFIX
}

/// The field that says when so much business time, `2 business days`, is up on a stage: formulas and scheduled paths know calendar time only.
pub fn due_field(track: &str, stage: &str, time: &str) -> String {
    let of = developer_name(&format!("{track}_{stage}"));
    let time = developer_name(&time.replace(' ', "_"));
    fit(format!("{of}_Due_After_{time}"), &CUSTOM_NAME) + CUSTOM_SUFFIX
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(tracks: &[TrackShape<'_>]) -> Vec<String> {
        kept_fields(tracks).into_iter().flatten().map(|(_, name)| name).collect()
    }

    #[test]
    fn fields_are_named_after_stages_and_tracks() {
        let lead = TrackShape {
            name: "lead",
            stages: vec!["MQL"],
            timed: [0].into(),
            reasons: true,
            comes_back: true,
            ..Default::default()
        };
        assert_eq!(
            names(&[lead]),
            [
                "MQL_First_Entered__c",
                "MQL_Last_Entered__c",
                "MQL_Days__c",
                "Lead_Rank__c",
                "Lead_Move_To__c",
                "Lead_Restart__c",
                "Lead_Moves__c",
                "Lead_Journey__c",
                "Lead_Reason__c",
                "Lead_Back_On__c"
            ]
        );
        let derived = TrackShape { name: "company", derived: true, ..Default::default() };
        assert_eq!(names(&[derived]), ["Company_Rank__c"]);
    }

    #[test]
    fn stages_of_one_name_are_told_apart_whatever_the_order_of_their_tracks() {
        let track = |name| TrackShape { name, stages: vec!["Live", name], ..Default::default() };
        let sorted = |tracks: &[TrackShape<'_>]| {
            let mut names = names(tracks);
            names.sort();
            names
        };
        let both = [track("trial"), track("partner")];
        let found = sorted(&both);
        assert!(found.contains(&"Trial_Live_First_Entered__c".to_owned()), "{found:?}");
        assert!(found.contains(&"Trial_First_Entered__c".to_owned()), "{found:?}");
        assert_eq!(found, sorted(&[track("partner"), track("trial")]));
    }

    #[test]
    fn names_stay_within_the_limit_and_apart() {
        let long = "A_stage_with_a_name_that_goes_on_and_on_";
        let stages = [format!("{long}one"), format!("{long}two"), "Größe".into(), "Gräße".into(), "grÜße".into()];
        let stages = stages.iter().map(String::as_str).collect();
        let found = names(&[TrackShape { name: "lead", stages, ..Default::default() }]);
        let distinct: BTreeSet<String> = found.iter().map(|name| name.to_lowercase()).collect();
        assert_eq!(distinct.len(), found.len(), "{found:?}");
        assert!(found.iter().all(|name| name.len() <= CUSTOM_NAME.max + CUSTOM_SUFFIX.len()), "{found:?}");
    }
}
