//! The vocabulary of the naming rules: general English of people who sell, market, serve, build, teach and hire.
//!
//! An entry is some words of one kind, separated by commas, and the reason why they are on their list. Words of several parts are found
//! with spaces, hyphens or neither between them. The rules of English (plurals, -ing, -ed) are applied by `lexicon`.

mod activities;
mod english;
mod milestones;
mod places;
mod states;
mod time;
mod verbs;

pub(super) use milestones::MILESTONES;
pub(super) use places::{POSITIONS, RECOMMENDED, RECOMMENDED_AFTER_SALE, RECOMMENDED_PLACES};
pub(super) use verbs::{IRREGULAR, NOUN_VERBS, VERBS};

use super::lexicon::Class;

/// Words, and why they are on their list.
pub(super) type Entry = (&'static str, &'static str);

/// Every list with the class it gives its words. Verbs and the stage names of the playbook are read separately.
pub(super) const LISTS: &[(Class, &[Entry])] = &[
    (Class::Reached, verbs::REACHED),
    (Class::Qualifying, verbs::QUALIFYING),
    (Class::NotAGerund, verbs::NOT_A_GERUND),
    (Class::Transitive, verbs::TRANSITIVE),
    (Class::Activity, activities::ACTIVITIES),
    (Class::ActivityOf, activities::ACTIVITIES_OF),
    (Class::Result, activities::RESULTS),
    (Class::Document, activities::DOCUMENTS),
    (Class::Status, states::STATUSES),
    (Class::SellingStatus, states::SELLING_STATUSES),
    (Class::Degree, states::DEGREES),
    (Class::Waiting, states::WAITING),
    (Class::NextWord, states::NEXT_WORDS),
    (Class::Forecast, states::FORECAST),
    (Class::Sentiment, states::SENTIMENT),
    (Class::OwnPeople, states::OWN_PEOPLE),
    (Class::OwnStep, states::OWN_STEPS),
    (Class::OwnDecision, states::OWN_DECISIONS),
    (Class::Vague, states::VAGUE),
    (Class::Container, states::CONTAINERS),
    (Class::ContainerQuality, states::CONTAINER_QUALITIES),
    (Class::Outcome, states::OUTCOMES),
    (Class::OutcomeWord, states::OUTCOME_WORDS),
    (Class::Success, places::SUCCESS),
    (Class::MaybeSuccess, places::MAYBE_SUCCESS),
    (Class::SuccessWord, places::SUCCESS_WORDS),
    (Class::Ending, places::ENDINGS),
    (Class::Unit, time::UNITS),
    (Class::NumberWord, time::NUMBERS),
    (Class::WithATerm, time::WITH_A_TERM),
    (Class::Due, time::DUE),
    (Class::DueWord, time::DUE_WORDS),
    (Class::Relative, time::RELATIVE),
    (Class::Passing, time::PASSING),
    (Class::Calendar, time::CALENDAR),
    (Class::OfAYear, time::OF_A_YEAR),
    (Class::AllDone, time::ALL_DONE),
    (Class::Partly, time::PARTLY),
    (Class::Money, time::MONEY),
    (Class::Common, english::COMMON),
    (Class::Compound, activities::COMPOUNDS),
    (Class::International, english::INTERNATIONAL),
];

/// The words of a list, without their reasons.
pub(super) fn words(list: &'static [Entry]) -> impl Iterator<Item = &'static str> {
    list.iter().flat_map(|(words, _)| words.split(',')).map(str::trim)
}
