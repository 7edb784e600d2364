//! The settings that a `target` declaration may hold, in one shape for all CRMs.

/// A setting of `target NAME { … }`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TargetOption {
    /// The word in front of the value.
    pub key: &'static str,
    /// What may follow.
    pub values: OptionValues,
    /// What it decides, and what holds when it is left out, for people.
    pub summary: &'static str,
    /// Where the fact behind it is documented.
    pub source: &'static str,
}

/// What a setting accepts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum OptionValues {
    /// A number in this range, both ends included.
    Number {
        /// The least.
        min: f64,
        /// The greatest.
        max: f64,
    },
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// Any text.
    Text,
}

impl OptionValues {
    /// Whether a value, as written without quotes, is accepted.
    pub fn accepts(&self, value: &str) -> bool {
        match self {
            OptionValues::Number { min, max } => value.parse().is_ok_and(|number: f64| (*min..=*max).contains(&number)),
            OptionValues::OneOf(words) => words.contains(&value),
            OptionValues::Text => !value.trim().is_empty(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_judged_by_their_kind() {
        let number = OptionValues::Number { min: 60.0, max: 99.0 };
        assert!(number.accepts("60.0") && number.accepts("99") && !number.accepts("59.9") && !number.accepts("latest"));
        assert!(!number.accepts("NaN") && !number.accepts("inf"));
        let word = OptionValues::OneOf(&["contact", "lead"]);
        assert!(word.accepts("lead") && !word.accepts("Lead") && !word.accepts(""));
        assert!(OptionValues::Text.accepts("EU") && !OptionValues::Text.accepts(" "));
    }
}
