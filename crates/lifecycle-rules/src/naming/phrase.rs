//! A part of a name as a row of words with their kinds.

use super::lexicon::{Class, Classes, LONGEST, Word, begins_phrase, look_up, looks_english};

/// A word or a fixed phrase of a name.
#[derive(Clone, Debug)]
pub(super) struct Token {
    /// In lower case.
    pub(super) text: String,
    pub(super) known: Option<Word>,
    /// Written in capitals in a name that is not.
    pub(super) acronym: bool,
}

impl Token {
    pub(super) fn is(&self, class: Class) -> bool {
        self.classes().has(class)
    }

    pub(super) fn is_any(&self, classes: &[Class]) -> bool {
        self.classes().has_any(classes)
    }

    fn classes(&self) -> Classes {
        self.known.unwrap_or_default().classes
    }

    pub(super) fn is_number(&self) -> bool {
        self.text.bytes().all(|b| b.is_ascii_digit())
    }

    /// A past participle, or a word of that force: what it is said of is so.
    pub(super) fn is_participle(&self) -> bool {
        let regular = self.text.len() > 4 && self.text.ends_with("ed") && !self.text.ends_with("eed");
        regular || self.is_any(&[Class::Participle, Class::Reached])
    }

    /// A verb in progress. Only a verb that is known makes one, since -ing ends nouns of other languages, too.
    pub(super) fn is_gerund(&self) -> bool {
        self.is(Class::Gerund) && !self.is(Class::NotAGerund)
    }

    /// A word that no list knows and that does not look like English either.
    pub(super) fn is_foreign(&self) -> bool {
        let plain = !self.acronym && !self.text.bytes().any(|b| b.is_ascii_digit());
        self.known.is_none() && plain && !self.is_participle() && !looks_english(&self.text)
    }
}

/// The words of a text; fixed phrases are one token.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    tokens_within(text, text)
}

/// The words of a part of a name; what are capitals for a part, the whole name shows.
pub(super) fn tokens_within(text: &str, whole: &str) -> Vec<Token> {
    let shouted = !whole.chars().any(char::is_lowercase);
    let plain: Vec<(String, bool)> = text
        .split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .filter(|word| !word.is_empty())
        .map(|word| {
            let capital = word.chars().filter(|c| c.is_ascii_uppercase()).count();
            let acronym = !shouted && (2..=8).contains(&word.len()) && capital + 1 >= word.len();
            (word.replace(['\'', '’'], "").to_lowercase(), acronym && capital > 1)
        })
        .collect();
    let mut out = Vec::new();
    let mut rest = plain.as_slice();
    while !rest.is_empty() {
        let (token, taken) = longest(rest);
        out.push(token);
        rest = rest.get(taken..).unwrap_or_default();
    }
    out
}

/// The longest phrase that the row begins with.
fn longest(row: &[(String, bool)]) -> (Token, usize) {
    let most = if row.first().is_some_and(|(word, _)| begins_phrase(word)) { LONGEST } else { 1 };
    for count in (1..=most.min(row.len())).rev() {
        let phrase = row.get(..count).unwrap_or_default();
        let text = phrase.iter().map(|(word, _)| word.as_str()).collect::<Vec<_>>().join(" ");
        let known = look_up(&text);
        if known.is_some() || count == 1 {
            return (Token { text, known, acronym: phrase.iter().any(|(_, acronym)| *acronym) }, count);
        }
    }
    (Token { text: String::new(), known: None, acronym: false }, 1)
}

/// Whether the text is written in letters that English does not use.
pub(super) fn has_foreign_letters(text: &str) -> bool {
    text.chars().any(|c| c.is_alphabetic() && !c.is_ascii())
}
