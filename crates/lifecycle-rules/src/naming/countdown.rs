//! Countdowns and calendars in names: "90 Days", "T-60", "Week 2", "Q3 Follow-up".

use super::Field;
use super::lexicon::{Class, look_up};
use super::phrase::{Token, tokens};

/// Whether a word is a unit in which a countdown counts.
pub(super) fn is_unit(word: &str) -> bool {
    look_up(word).is_some_and(|word| word.classes.has(Class::Unit))
}

/// Whether a name is about time: how long until a date, or when in the calendar.
pub(super) fn is_countdown(label: &str, field: Field) -> bool {
    let words = tokens(&spaced(label));
    let renews = field == Field::Renewal;
    if is_offset(&label.to_lowercase(), renews) || is_row_of_days(&words, renews) {
        return true;
    }
    if is_milestone(&words) {
        return false;
    }
    has_duration(&words) || is_calendar(&words) || is_due(&words)
}

/// The digits of "90d" and "Week2" apart from the letters; "Q3" and "H1B" are one word.
fn spaced(label: &str) -> String {
    let mut out = String::with_capacity(label.len() + 4);
    let (mut before, mut first) = (' ', ' ');
    for c in label.chars() {
        if !before.is_alphanumeric() {
            first = c;
        }
        let border = before.is_alphanumeric() && c.is_alphanumeric() && before.is_ascii_digit() != c.is_ascii_digit();
        let calendar = matches!(before, 'q' | 'Q' | 'h' | 'H' | 'y' | 'Y') && c.is_ascii_digit();
        if border && !calendar && (first.is_ascii_digit() || c.is_ascii_digit()) {
            out.push(' ');
        }
        out.push(c);
        before = c;
    }
    out
}

/// "T-60", "T minus 30"; in a renewal "Renewal - 60", too.
fn is_offset(label: &str, renews: bool) -> bool {
    let text = label.trim_start_matches(|c: char| !c.is_alphanumeric());
    let sign = |rest: &str| {
        let rest = rest.trim_start();
        let behind = ["minus", "-", "–", "−", "+"].into_iter().find_map(|sign| rest.strip_prefix(sign));
        behind.is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()))
    };
    let days = text.split(|c: char| !c.is_ascii_digit()).next_back().and_then(|digits| digits.parse::<u32>().ok());
    let named = text.starts_with(|c: char| c.is_alphabetic());
    ["t", "d"].into_iter().filter_map(|letter| text.strip_prefix(letter)).any(sign)
        || (renews && named && days.is_some_and(|days| days >= 30 && days % 15 == 0))
}

/// "120/90/60"; in a renewal a lone "90", too.
fn is_row_of_days(words: &[Token], renews: bool) -> bool {
    let days = |word: &Token| word.text.parse::<u32>().is_ok_and(|days| days >= 15 && days % 5 == 0 && days < 1000);
    !words.is_empty() && words.iter().all(days) && (renews || words.len() > 1)
}

/// "90-Day Plan Delivered": what is said to be done is no countdown. In "30 Days Passed" it is time that passes.
fn is_milestone(words: &[Token]) -> bool {
    let [.., before, last] = words else { return false };
    let passes = last.is(Class::Passing) && before.is(Class::Unit);
    last.is_participle() && !passes && !last.is(Class::Due)
}

/// A number of days, or a numbered week; not the term of a contract.
fn has_duration(words: &[Token]) -> bool {
    let units = words.iter().enumerate().filter(|(_, word)| word.is(Class::Unit) || is_abbreviated_unit(word));
    units.into_iter().any(|(at, unit)| {
        let before = at.checked_sub(1).and_then(|at| words.get(at));
        let after = words.get(at + 1);
        let counted = before.is_some_and(|word| word.is_number() || word.is(Class::NumberWord));
        let abbreviated = !unit.is(Class::Unit);
        let enough = !abbreviated || before.is_some_and(|word| word.text.len() > 1);
        let numbered = !abbreviated && after.is_some_and(|word| word.is_number() || word.is(Class::NumberWord));
        let term = words.get(at + 1..).unwrap_or_default().iter().any(|word| word.is(Class::WithATerm));
        let ordinal = after.is_none() && at > 0 && words.get(at - 1).is_some_and(|word| is_ordinal(&word.text));
        ((counted && enough) || numbered || ordinal) && !term
    })
}

/// "90d": a letter that stands for days or weeks behind a number.
fn is_abbreviated_unit(word: &Token) -> bool {
    matches!(word.text.as_str(), "d" | "w" | "h" | "hrs" | "hours")
}

fn is_ordinal(word: &str) -> bool {
    matches!(word, "first" | "second" | "third" | "fourth" | "last" | "final" | "st" | "nd" | "rd" | "th")
}

/// "Q3 Follow-up", "Next Quarter", "January Renewals", "FY26".
fn is_calendar(words: &[Token]) -> bool {
    let pairs = words.windows(2);
    let relative = pairs.into_iter().any(|pair| match pair {
        [before, unit] => before.is(Class::Relative) && unit.is(Class::Unit),
        _ => false,
    });
    let fiscal = words
        .iter()
        .any(|word| word.text.strip_prefix("fy").is_some_and(|year| year.bytes().all(|b| b.is_ascii_digit())));
    let is_year = |word: &Token| word.text.len() == 4 && word.text.starts_with("20") && word.is_number();
    let year = words.iter().any(is_year) && words.iter().all(|word| is_year(word) || word.is(Class::OfAYear));
    relative || fiscal || year || words.iter().any(|word| word.is(Class::Calendar))
}

/// "Expiring Soon", "Upcoming Renewal".
fn is_due(words: &[Token]) -> bool {
    let due = words.iter().any(|word| word.is(Class::Due));
    due && words.iter().all(|word| word.is_any(&[Class::Due, Class::DueWord, Class::Degree]))
}
