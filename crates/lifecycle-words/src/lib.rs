//! Conditions, criteria, durations and values in plain English: the one place that phrases them.
//!
//! The results are plain text, not yet escaped for any format. Fields and stages go by their labels.

mod condition;
mod criterion;
mod event;
mod value;

pub use condition::{at, condition, within};
pub use criterion::{criteria, criterion, so_many};
pub use event::event;
pub use value::{field_label, number, value};

/// Joins phrases: "A", "A and B", "A, B and C". With commas throughout where a phrase itself is a list.
pub fn list(phrases: &[String], word: &str) -> String {
    match phrases {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {word} {last}", first.join(", ")),
    }
}

/// The text with a capital first letter.
pub fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
    first + chars.as_str()
}
