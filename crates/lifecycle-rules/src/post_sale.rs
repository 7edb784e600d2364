//! The vocabulary of what happens to customers: phases after the sale, however a team tracks them.
//!
//! Only English is known. A name that no list has is no phase, so lists of other languages count for nothing here.

use crate::naming::read;
use lifecycle_model::{Model, StageKind, TrackId};

/// A word and why it is on its list.
type Entry = (&'static str, &'static str);

/// Words that make any name a phase after the sale: "Product Adoption", "CS Kickoff".
const PHASE_WORDS: &[Entry] = &[
    ("onboarding", "the first phase of every customer"),
    ("onboarded", "that phase, done"),
    ("implementation", "setting the product up"),
    ("implementing", "setting the product up"),
    ("implemented", "that phase, done"),
    ("kickoff", "the first meeting of a project"),
    ("adoption", "the product comes into use"),
    ("adopting", "the product comes into use"),
    ("adopted", "that phase, done"),
    ("rollout", "the product comes to all users"),
    ("hypercare", "close support after the start"),
    ("handover", "from sales to success"),
    ("churned", "the customer has left"),
    ("churning", "the customer is leaving"),
    ("offboarding", "the customer is leaving"),
];

/// Names that are a phase as a whole. As words of a longer name they mean other things too.
const PHASES: &[Entry] = &[
    ("kick off", "spelling of kickoff"),
    ("training", "users learn the product"),
    ("enablement", "users learn the product"),
    ("set up", "setting the product up"),
    ("setup", "setting the product up"),
    ("integration", "setting the product up"),
    ("configuration", "setting the product up"),
    ("go live", "the product comes into use"),
    ("golive", "spelling of go-live"),
    ("live", "the product is in use"),
    ("launch", "the product comes into use"),
    ("launched", "the product is in use"),
    ("activated", "the product is in use"),
    ("first value", "the goal of onboarding"),
    ("value realized", "the goal of onboarding"),
    ("value realization", "the goal of onboarding"),
    ("steady state", "the product is in daily use"),
    ("health check", "success looks after the customer"),
    ("business review", "success looks after the customer"),
    ("qbr", "success looks after the customer"),
    ("at risk", "the customer may leave"),
    ("churn risk", "the customer may leave"),
    ("renewal", "the contract comes to its end"),
    ("renewing", "the contract comes to its end"),
    ("up for renewal", "the contract comes to its end"),
    ("in renewal", "the contract comes to its end"),
    ("renewed", "the customer stays"),
    ("retained", "the customer stays"),
    ("expansion", "the customer buys more"),
    ("expanding", "the customer buys more"),
    ("advocate", "the customer recommends the product"),
    ("advocacy", "the customer recommends the product"),
];

/// Whether a name is that of a phase after the sale.
pub(crate) fn is_phase(label: &str) -> bool {
    let listed = |list: &[Entry], word: &str| list.iter().any(|(entry, _)| *entry == word);
    read(label)
        .parts
        .iter()
        .any(|words| listed(PHASES, &words.join(" ")) || words.iter().any(|word| listed(PHASE_WORDS, word)))
}

/// Whether most steps of a track are phases after the sale, and at least two.
pub(crate) fn is_mostly_phases(model: &Model, track: TrackId) -> bool {
    let open = || model.ranked_stages(track).filter(|(_, stage)| stage.kind == StageKind::Open);
    let phases = open().filter(|(_, stage)| is_phase(&stage.ident.label)).count();
    phases >= 2 && 2 * phases >= open().count()
}
