//! What was probably meant by a word that stands for nothing, within a budget for the whole run.

use super::{Resolver, Source};
use crate::errors::{UNKNOWN_NAME, UNKNOWN_WORD};
use lifecycle_base::{Applicability, Diagnostic, Edit, Location, list_words, nearest};
use lifecycle_syntax::tree::Name;
use smol_str::SmolStr;

/// The most comparisons made for suggestions in one run: tens of milliseconds' worth.
const MOST_COMPARED: usize = 200_000;

/// What to say about a name that nothing declares.
pub(super) struct Unknown<'t> {
    /// "there is no stage `X` in `lead`".
    pub(super) message: String,
    /// What introduces the list of all there are: "its stages are".
    pub(super) all: &'t str,
    /// The identifier of what has the word for its label.
    pub(super) labelled: Option<SmolStr>,
    /// How to declare it: "to add one, write `team X`".
    pub(super) declare: String,
}

impl Resolver {
    /// Whether there is budget left to list and compare names: a file full of unknown ones must not cost its square.
    pub(super) fn may_compare(&self) -> bool {
        self.compared < MOST_COMPARED
    }

    /// What `word` may stand for: nothing, one candidate, or two that are hard to tell apart.
    pub(super) fn meant(&mut self, word: &str, candidates: &[&str]) -> Vec<String> {
        if !self.may_compare() {
            return Vec::new();
        }
        self.compared += candidates.len();
        let Some(first) = nearest(word, candidates.iter().copied()) else { return Vec::new() };
        if same_letters(word, first) {
            return vec![first.to_owned()];
        }
        self.compared += candidates.len();
        let second = nearest(word, candidates.iter().copied().filter(|other| *other != first));
        std::iter::once(first).chain(second).map(str::to_owned).collect()
    }

    /// Reports a name that nothing declares, with what was probably meant or all there are.
    pub(super) fn unknown(&mut self, word: &str, at: Location, candidates: &[SmolStr], text: Unknown<'_>) {
        let words: Vec<&str> = candidates.iter().map(SmolStr::as_str).collect();
        let labelled = text.labelled.is_some();
        let meant = match text.labelled {
            Some(name) => vec![name.to_string()],
            None => self.meant(word, &words),
        };
        let mut found = Diagnostic::new(&UNKNOWN_NAME, at, text.message);
        if meant.is_empty() {
            found = found.label("not declared").help(match words.as_slice() {
                [] => text.declare,
                words => format!("{} {}; {}", text.all, list_words(words.iter().copied()), text.declare),
            });
        }
        self.report(match labelled {
            true => offer_sure(found, at, &meant),
            false => offer(word, found, at, &meant),
        });
    }

    /// A word of a fixed list, or a report that names the list.
    pub(super) fn word<T: Copy>(
        &mut self,
        source: Source,
        name: &Name,
        what: &str,
        words: impl Iterator<Item = (&'static str, T)> + Clone,
    ) -> Option<T> {
        let found = words.clone().find(|(word, _)| *word == name.text).map(|(_, value)| value);
        if found.is_none() {
            let list: Vec<&str> = words.map(|(word, _)| word).collect();
            self.unknown_word(source, name, what, &list, None);
        }
        found
    }

    /// Reports a word that is none of `list`. `other` is what people call one of them elsewhere.
    pub(super) fn unknown_word(&mut self, source: Source, name: &Name, what: &str, list: &[&str], other: Option<&str>) {
        let at = source.at(name.at);
        let meant = match other {
            Some(other) => vec![other.to_owned()],
            None => self.meant(&name.text, list),
        };
        let mut found = Diagnostic::new(&UNKNOWN_WORD, at, format!("`{}` is not {what}", name.text));
        if meant.is_empty() {
            found = found.label("not one of the words for this");
        }
        self.report(offer_sure(found, at, &meant).help(format!("it is one of {}", all_words(list))));
    }
}

/// Adds "did you mean …?" and a change for each candidate for `word`. A declared name that is merely near may be another one: `SAO`, which
/// nobody has declared yet, is near to `SAL`. So only one of the same letters is safe to write unseen.
pub(super) fn offer(word: &str, found: Diagnostic, at: Location, meant: &[String]) -> Diagnostic {
    let same = |path: &String| same_letters(word, path.rsplit('.').next().unwrap_or(path));
    match meant {
        [only] if !same(only) => offer_as(Applicability::Unsafe, found, at, meant),
        _ => offer_sure(found, at, meant),
    }
}

/// As [`offer`], where a single candidate is what was meant: a word of the language, or the very name written otherwise.
pub(super) fn offer_sure(found: Diagnostic, at: Location, meant: &[String]) -> Diagnostic {
    let sure = if meant.len() == 1 { Applicability::Safe } else { Applicability::Manual };
    offer_as(sure, found, at, meant)
}

fn offer_as(sure: Applicability, mut found: Diagnostic, at: Location, meant: &[String]) -> Diagnostic {
    if !meant.is_empty() {
        let quoted: Vec<String> = meant.iter().map(|word| format!("`{word}`")).collect();
        found = found.label(format!("did you mean {}?", quoted.join(" or ")));
    }
    for word in meant {
        found = found.fix(format!("write `{word}`"), sure, vec![Edit::replace(at, word.as_str())]);
    }
    found
}

/// The words of a fixed list, none left out.
fn all_words(words: &[&str]) -> String {
    match words {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        words => words.concat(),
    }
}

/// Whether two words differ in case, blanks and underscores only.
pub(super) fn same_letters(a: &str, b: &str) -> bool {
    let letters = |text: &str| -> Vec<u8> {
        text.bytes().filter(|b| !matches!(b, b'_' | b'-' | b' ')).map(|b| b.to_ascii_lowercase()).collect()
    };
    letters(a) == letters(b)
}
