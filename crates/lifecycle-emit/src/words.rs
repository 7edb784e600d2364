//! Conditions, criteria, durations and values in plain English: the one place that phrases them.
//!
//! The results are plain text, not yet escaped for any format. Fields and stages go by their labels.

mod condition;
mod criterion;
mod value;

pub(crate) use condition::condition;
pub(crate) use criterion::criteria;
pub(crate) use value::number;

/// Joins phrases: "A", "A and B", "A, B and C". With commas throughout where a phrase itself is a list.
pub(crate) fn list(phrases: &[String], word: &str) -> String {
    match phrases {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {word} {last}", first.join(", ")),
    }
}

/// The text with a capital first letter.
pub(crate) fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
    first + chars.as_str()
}
