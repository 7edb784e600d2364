//! Shares of a task: "Proposal 75% complete". A probability before or behind a name is an order mark.

use super::lexicon::Class;
use super::phrase::{Token, tokens};

/// Whether a name says how much of a task is done. `customer`: after the sale, where a bare share is no probability.
pub(super) fn is_share(label: &str, customer: bool) -> bool {
    let plain = label.to_lowercase().replace("percent", "%");
    match plain.find('%') {
        Some(sign) => is_percentage(&plain, sign, customer),
        None => is_fraction(&tokens(&plain)),
    }
}

fn is_percentage(text: &str, sign: usize, customer: bool) -> bool {
    let (head, rest) = text.split_at(sign);
    let before = head.trim_end().trim_end_matches(|c: char| c.is_ascii_digit());
    let after = rest.trim_start_matches('%');
    let (left, right) = (tokens(before), tokens(after));
    if left.iter().chain(&right).any(|token| token.is(Class::Money)) {
        return false;
    }
    let done = right.first().is_some_and(|word| word.is(Class::AllDone)) && right.len() <= 2;
    let result = right.len() == 1 && right.iter().all(Token::is_participle);
    let set_off = after.trim_start().starts_with(['-', '–', '—', ':', '.', '_'])
        || before.trim_end().ends_with(['(', '[', '-', '–']);
    match (left.is_empty(), right.is_empty()) {
        (true, _) => !set_off && (done || (customer && result)),
        (false, true) => customer && !set_off,
        (false, false) => done || (result && !set_off),
    }
}

/// "Half Done", "1/3 Complete", "Partially complete".
fn is_fraction(words: &[Token]) -> bool {
    let [first @ .., last] = words else { return false };
    let parts = first.iter().any(|word| word.is(Class::Partly)) && last.is(Class::AllDone);
    let [.., upper, lower] = first else {
        return parts || (first.is_empty() && matches!(last.text.as_str(), "halfway" | "half way"));
    };
    let numbers = upper.is_number() && lower.is_number() && last.is(Class::AllDone);
    parts || numbers
}
