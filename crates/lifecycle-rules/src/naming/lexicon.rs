//! Which kinds of word a word is, with its forms: one table, made once from the vocabulary and the rules of English.

use super::vocabulary::{
    IRREGULAR, LISTS, NOUN_VERBS, POSITIONS, RECOMMENDED, RECOMMENDED_AFTER_SALE, RECOMMENDED_PLACES, VERBS, words,
};
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

/// A kind of word. The lists of the vocabulary say what each holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Class {
    Verb,
    NounVerb,
    Transitive,
    Gerund,
    Action,
    Participle,
    Reached,
    Qualifying,
    NotAGerund,
    Activity,
    ActivityOf,
    Result,
    Document,
    Status,
    SellingStatus,
    Degree,
    Waiting,
    NextWord,
    Forecast,
    Sentiment,
    OwnPeople,
    OwnStep,
    OwnDecision,
    Vague,
    Container,
    ContainerQuality,
    Outcome,
    OutcomeWord,
    Success,
    MaybeSuccess,
    SuccessWord,
    Ending,
    Unit,
    NumberWord,
    WithATerm,
    Due,
    DueWord,
    Relative,
    Passing,
    Calendar,
    OfAYear,
    AllDone,
    Partly,
    Money,
    Common,
    Compound,
    International,
}

/// A set of classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Classes(u64);

impl Classes {
    pub(super) fn has(self, class: Class) -> bool {
        self.0 & (1 << class as u8) != 0
    }

    pub(super) fn has_any(self, classes: &[Class]) -> bool {
        classes.iter().any(|class| self.has(*class))
    }

    fn without(self, classes: &[Class]) -> Self {
        Classes(classes.iter().fold(self.0, |left, class| left & !(1 << *class as u8)))
    }

    fn add(&mut self, class: Class) {
        self.0 |= 1 << class as u8;
    }
}

/// What the vocabulary knows about a word.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Word {
    pub(super) classes: Classes,
    /// The verb it is a form of.
    pub(super) verb: Option<&'static str>,
}

/// The most words that one entry has.
pub(super) const LONGEST: usize = 4;

/// What is known about a word or a phrase, its words separated by spaces. A plural is known by its singular.
pub(super) fn look_up(word: &str) -> Option<Word> {
    let table = &lexicon().words;
    let singular = || {
        let stem = word.strip_suffix('s').filter(|stem| stem.len() > 2 && !stem.ends_with('s'))?;
        let found = table.get(stem).or_else(|| table.get(stem.strip_suffix('e')?));
        found.or_else(|| table.get(&*format!("{}y", stem.strip_suffix("ie")?)))
    };
    let plural = || {
        singular().map(|word| Word {
            classes: word.classes.without(&[Class::Verb, Class::NounVerb, Class::Transitive]),
            ..*word
        })
    };
    table.get(word).copied().or_else(plural)
}

/// Whether a word begins a phrase of several words, so that it is worth while to look for one.
pub(super) fn begins_phrase(word: &str) -> bool {
    // A plural is known by its singular, but only at the end of a phrase.
    lexicon().beginnings.contains(word)
}

/// A list of whole names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum NameList {
    /// Names of the playbook before the sale.
    Recommended,
    /// Those of them that are places in the funnel.
    RecommendedPlace,
    /// Names of the playbook after the sale.
    RecommendedAfterSale,
    /// What every funnel calls a place in it.
    Position,
}

/// Whether a name, in the form of a key, is on one of these lists.
pub(super) fn is_named(key: &str, lists: &[NameList]) -> bool {
    lists.iter().any(|list| lexicon().names.contains(&(*list, key)))
}

/// The vocabulary, to be looked up.
struct Lexicon {
    words: HashMap<String, Word>,
    /// The first words of phrases.
    beginnings: HashSet<String>,
    names: HashSet<(NameList, &'static str)>,
}

fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| {
        let mut known: HashMap<String, Word> = HashMap::new();
        for (list, class) in [(VERBS, Class::Verb), (NOUN_VERBS, Class::NounVerb)] {
            for verb in words(list) {
                let mut enter = |form: String, class: Class| {
                    let word = known.entry(form).or_default();
                    word.classes.add(class);
                    word.verb = Some(verb);
                };
                enter(verb.to_owned(), class);
                gerunds(verb).into_iter().for_each(|form| enter(form, Class::Gerund));
                participles(verb).into_iter().for_each(|form| enter(form, Class::Participle));
                let noun = Some(class).filter(|class| *class == Class::Verb).and_then(|_| action_noun(verb));
                noun.into_iter().for_each(|form| enter(form, Class::Action));
            }
        }
        for (class, list) in LISTS {
            for word in words(list) {
                known.entry(word.to_owned()).or_default().classes.add(*class);
            }
        }
        let names = [
            (NameList::Recommended, RECOMMENDED),
            (NameList::RecommendedPlace, RECOMMENDED_PLACES),
            (NameList::RecommendedAfterSale, RECOMMENDED_AFTER_SALE),
            (NameList::Position, POSITIONS),
        ];
        Lexicon {
            beginnings: known
                .keys()
                .filter_map(|entry| entry.split_once(' '))
                .map(|(first, _)| first.to_owned())
                .collect(),
            names: names.into_iter().flat_map(|(list, entries)| words(entries).map(move |name| (list, name))).collect(),
            words: known,
        }
    })
}

/// Whether a word looks like English to whoever knows no more of it than this vocabulary: its groups of three letters occur there.
pub(super) fn looks_english(word: &str) -> bool {
    static GROUPS: OnceLock<HashSet<[char; 3]>> = OnceLock::new();
    let groups = GROUPS
        .get_or_init(|| lexicon().words.keys().flat_map(|entry| entry.split(' ')).flat_map(letter_groups).collect());
    let found = letter_groups(word);
    let strange = found.iter().filter(|group| !groups.contains(*group)).count();
    let ending = found.last().is_some_and(|group| groups.contains(group));
    word.len() > 3 && ending && strange <= usize::from(word.len() > 6)
}

/// The groups of three letters of a word with its borders.
fn letter_groups(word: &str) -> Vec<[char; 3]> {
    let letters: Vec<char> = [' '].into_iter().chain(word.chars()).chain([' ']).collect();
    letters.windows(3).filter_map(|group| group.try_into().ok()).collect()
}

/// The forms in -ing: "qualifying"; of "follow up" "following up".
fn gerunds(verb: &str) -> Vec<String> {
    let (head, rest) = head_and_rest(verb);
    let stem = match head.strip_suffix('e').filter(|stem| !stem.ends_with(['e', 'o'])) {
        Some(stem) => stem.strip_suffix('i').map_or_else(|| stem.to_owned(), |stem| format!("{stem}y")),
        None => head.to_owned(),
    };
    stems(head, stem).into_iter().map(|stem| format!("{stem}ing{rest}")).collect()
}

/// The noun of the action: "generation", "collection", "finalization", "clarification".
fn action_noun(verb: &str) -> Option<String> {
    let endings = [
        ("ate", "ation"),
        ("ize", "ization"),
        ("ise", "isation"),
        ("ify", "ification"),
        ("ect", "ection"),
        ("ute", "ution"),
    ];
    endings.into_iter().find_map(|(end, noun)| Some(format!("{}{noun}", verb.strip_suffix(end)?)))
}

/// The past participles: "qualified", "sent"; of "follow up" "followed up".
pub(super) fn participles(verb: &str) -> Vec<String> {
    let (head, rest) = head_and_rest(verb);
    if let Some((_, form)) = IRREGULAR.iter().find(|(base, _)| *base == head) {
        // "Bid" and "run" do not show that they are past.
        return if *form == head { Vec::new() } else { vec![format!("{form}{rest}")] };
    }
    if let Some(stem) = head.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o'])) {
        return vec![format!("{stem}ied{rest}")];
    }
    let stem = head.strip_suffix('e').unwrap_or(head).to_owned();
    stems(head, stem).into_iter().map(|stem| format!("{stem}ed{rest}")).collect()
}

fn head_and_rest(verb: &str) -> (&str, &str) {
    verb.split_at(verb.find(' ').unwrap_or(verb.len()))
}

/// The stem before a vowel, first the usual one: a final consonant doubles ("planning", "submitting"), an l may ("modelling").
fn stems(head: &str, stem: String) -> Vec<String> {
    let doubled = || stem.chars().last().map(|last| format!("{stem}{last}")).unwrap_or_default();
    if doubles(head) {
        return vec![doubled()];
    }
    let may = stem == head && head.ends_with('l') && head.chars().rev().nth(1).is_some_and(is_vowel);
    if may { vec![stem.clone(), doubled()] } else { vec![stem] }
}

/// Whether the final consonant doubles: after one stressed short vowel.
fn doubles(head: &str) -> bool {
    let letters: Vec<char> = head.chars().collect();
    let [.., before, vowel, last] = letters.as_slice() else { return false };
    let short = !is_vowel(*before) && is_vowel(*vowel) && !is_vowel(*last) && !matches!(last, 'w' | 'x' | 'y');
    let one_syllable = letters.iter().filter(|c| is_vowel(**c)).count() == 1;
    let stressed_end = ["mit", "fer"].iter().any(|end| head.ends_with(end)) && !head.ends_with("offer");
    short && (one_syllable || stressed_end)
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_have_their_forms() {
        for (verb, gerund, participle) in [
            ("qualify", "qualifying", "qualified"),
            ("negotiate", "negotiating", "negotiated"),
            ("submit", "submitting", "submitted"),
            ("plan", "planning", "planned"),
            ("follow up", "following up", "followed up"),
            ("agree", "agreeing", "agreed"),
            ("send", "sending", "sent"),
            ("book", "booking", "booked"),
            ("offer", "offering", "offered"),
            ("deploy", "deploying", "deployed"),
        ] {
            assert_eq!(gerunds(verb).first().map(String::as_str), Some(gerund));
            assert_eq!(participles(verb).first().map(String::as_str), Some(participle));
        }
    }

    #[test]
    fn entries_are_in_the_form_in_which_names_are_read() {
        for word in LISTS.iter().flat_map(|(_, list)| words(list)).chain(words(VERBS)).chain(words(NOUN_VERBS)) {
            let plain = word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b' ');
            assert!(plain && !word.is_empty() && word.split(' ').count() <= LONGEST, "`{word}`");
        }
    }
}
