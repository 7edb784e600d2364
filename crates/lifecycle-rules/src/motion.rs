//! What a deal pipeline sells, as far as its English name says.

use crate::naming::read;
use lifecycle_model::Ident;

/// A kind of contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Motion {
    /// The same contract for another term.
    Renewal,
    /// More of what the customer has.
    Expansion,
    /// A first contract, or nobody can tell.
    NewBusiness,
}

/// Words that say what a pipeline sells.
const MOTIONS: &[(&str, Motion)] = &[
    ("renewal", Motion::Renewal),
    ("renewals", Motion::Renewal),
    ("expansion", Motion::Expansion),
    ("expansions", Motion::Expansion),
    ("upsell", Motion::Expansion),
    ("upsells", Motion::Expansion),
    ("upgrade", Motion::Expansion),
    ("upgrades", Motion::Expansion),
];

/// What a pipeline sells.
pub(crate) fn motion(pipeline: &Ident) -> Motion {
    let words = [&pipeline.label, &pipeline.name].map(|name| read(name).parts.concat()).concat();
    let said = words.iter().find_map(|word| MOTIONS.iter().find(|(known, _)| known == word));
    said.map_or(Motion::NewBusiness, |(_, motion)| *motion)
}
