//! What a name says, and whether that fits the field it stands in.
//!
//! `reading` takes a label apart, `phrase` finds its words, `lexicon` and `vocabulary` know their kinds. [`verdict`] is the one place
//! that decides between judgements: a name gets the best one or none, and each rule asks for its own. Only English is judged.

mod activity;
mod countdown;
mod field;
mod lexicon;
mod made_of;
mod names;
mod pedantic;
mod phrase;
mod propose;
mod reading;
mod share;
mod vocabulary;

#[cfg(test)]
mod tests;

pub(crate) use activity::Activity;
pub(crate) use field::{Field, is_success_track};
pub(crate) use names::{NAMES, Names, Subject, accepts};
pub(crate) use propose::{Proposal, relabel};
pub(crate) use reading::read;

use lexicon::{NameList, is_named};
use phrase::has_foreign_letters;
use reading::{asides, segments, whole};

/// The best single judgement of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// A share of a task: "Proposal 75% complete".
    Share,
    /// A countdown or a date: "90 Days".
    Countdown,
    /// The result of a deal where deals are not tracked.
    Outcome,
    /// A phase after the sale in a pipeline that sells.
    Success,
    /// Sentiment, forecast or process of our own.
    Signal,
    /// What is being done now.
    Status,
    /// Nothing about this business.
    Generic,
    /// An activity instead of a milestone.
    Activity(Activity),
    /// A place in the funnel as the value of a status.
    PlaceAsStatus,
    /// Pedantic: a date instead of an outcome.
    Scheduled,
    /// Pedantic: the seller's act.
    SellerAction,
    /// Pedantic: a customer phase in -ing.
    ActivePhase,
    /// Pedantic: the end of being a customer as a phase of it.
    Ending,
}

impl Verdict {
    /// Whether experts disagree about it.
    pub(crate) fn is_pedantic(self) -> bool {
        matches!(self, Verdict::Scheduled | Verdict::SellerAction | Verdict::ActivePhase | Verdict::Ending)
    }
}

/// Judges a name in its field. The order is the precedence: what a name is beyond doubt comes before what it resembles.
pub(crate) fn verdict(label: &str, field: Field) -> Option<Verdict> {
    if has_foreign_letters(label) {
        return None;
    }
    let reading = read(label);
    if field == Field::Status {
        return is_place(label).then_some(Verdict::PlaceAsStatus);
    }
    let (segments, whole, customer) = (segments(label), whole(label), field == Field::Customer);
    let sells = matches!(field, Field::Sales | Field::Renewal);
    if share::is_share(label, customer) {
        return Some(Verdict::Share);
    }
    if countdown::is_countdown(label, field) {
        return Some(Verdict::Countdown);
    }
    if made_of::is_outcome(&whole) {
        let wrong = matches!(field, Field::Lead | Field::Company | Field::Customer);
        return wrong.then_some(Verdict::Outcome);
    }
    if reading.is_recommended() || (!sells && is_after_sale(&reading.key())) {
        return None;
    }
    if sells && made_of::is_success(&segments, &asides(label)) {
        return Some(Verdict::Success);
    }
    if made_of::is_signal(&whole, field) {
        return Some(Verdict::Signal);
    }
    if made_of::is_status(&segments, &whole, field) {
        return Some(Verdict::Status);
    }
    if made_of::is_generic(&whole) {
        return Some(Verdict::Generic);
    }
    let judged = matches!(field, Field::Lead | Field::Sales | Field::Renewal | Field::Proof);
    if let Some(activity) = activity::activity(&segments).filter(|_| judged) {
        return Some(Verdict::Activity(activity));
    }
    pedantic(&segments, field)
}

fn pedantic(segments: &[Vec<phrase::Token>], field: Field) -> Option<Verdict> {
    if pedantic::is_scheduled(segments) {
        return Some(Verdict::Scheduled);
    }
    if field == Field::Customer {
        let ends = pedantic::is_ending(segments).then_some(Verdict::Ending);
        return ends.or(pedantic::is_active_phase(segments).then_some(Verdict::ActivePhase));
    }
    pedantic::is_seller_action(segments).then_some(Verdict::SellerAction)
}

fn is_after_sale(key: &str) -> bool {
    is_named(key, &[NameList::RecommendedAfterSale])
}

/// Whether a name is a place in the funnel, alone or with a remark: "MQL", "MQL - Hand Raise".
pub(crate) fn is_place(label: &str) -> bool {
    let name = label.split(" - ").next().unwrap_or_default();
    let alone = read(name);
    alone.is_position() || is_after_sale(&alone.key())
}

/// Whether a name may be a phase after the sale, if it stands there.
pub(crate) fn may_be_success(label: &str) -> bool {
    made_of::may_be_success(&whole(label))
}

/// Whether a name says what is being done now, and nothing else.
pub(crate) fn is_working_status(label: &str) -> bool {
    verdict(label, Field::Lead) == Some(Verdict::Status)
}
