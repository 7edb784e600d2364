//! A label as people read it: order marks, emoji and bracketed remarks off, alternatives apart.

use super::countdown::is_unit;
use super::lexicon::{Class, NameList, is_named, look_up};
use super::phrase::{Token, tokens, tokens_within};
use std::borrow::Cow;

/// A name as people read it. Alternatives stand between slashes and ampersands; each is a list of lower-case words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reading {
    /// The alternatives of the whole name.
    pub(crate) parts: Vec<Vec<String>>,
}

/// Reads a label: removes order marks and bracketed remarks, splits alternatives and words.
pub(crate) fn read(label: &str) -> Reading {
    let plain = without_brackets(dressed(label).name);
    let parts = alternatives(&plain).map(plain_words).filter(|words| !words.is_empty()).collect();
    Reading { parts }
}

impl Reading {
    /// All words, for comparison with another name.
    pub(crate) fn key(&self) -> String {
        self.parts.iter().map(|words| words.join(" ")).collect::<Vec<_>>().join(" / ")
    }

    /// Whether the playbook itself recommends this name before the sale, whole or as one of the alternatives it offers.
    pub(crate) fn is_recommended(&self) -> bool {
        let recommended = |key: &str| is_named(key, &[NameList::Recommended, NameList::RecommendedPlace]);
        recommended(&self.key())
            || !self.parts.is_empty() && self.parts.iter().all(|words| recommended(&words.join(" ")))
    }

    /// Whether the name is one that every funnel uses for a place in it.
    pub(crate) fn is_position(&self) -> bool {
        is_named(&self.key(), &[NameList::Position, NameList::RecommendedPlace])
    }
}

/// A label in its parts: `3a. Demo (AE)` is the mark `3a. `, the name `Demo` and the remark ` (AE)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dressed<'l> {
    pub(super) mark: &'l str,
    pub(super) name: &'l str,
    pub(super) remark: &'l str,
}

/// Takes a label apart. The parts together are the label.
pub(super) fn dressed(label: &str) -> Dressed<'_> {
    let end = remark_start(label);
    let (head, remark) = label.split_at(end);
    let mut start = 0;
    while let Some(taken) = head.get(start..).map(mark_end).filter(|taken| *taken > 0) {
        start += taken;
    }
    let (mark, name) = head.split_at(start);
    Dressed { mark, name, remark }
}

/// The segments of a name, in words: what stands between slashes, ampersands, dashes and the like.
pub(super) fn segments(label: &str) -> Vec<Vec<Token>> {
    let plain = without_brackets(dressed(label).name);
    let segments = alternatives(&plain).flat_map(|part| part.split([',', ':', ';', '–', '—', '→', '>']));
    segments
        .flat_map(|part| part.split(" - "))
        .map(|part| tokens_within(part, label))
        .filter(|tokens| !tokens.is_empty())
        .collect()
}

/// The words of a name across its signs.
pub(super) fn whole(label: &str) -> Vec<Token> {
    tokens(&without_brackets(dressed(label).name))
}

/// The bracketed remarks of a label, in words.
pub(super) fn asides(label: &str) -> Vec<Token> {
    let mut depth = 0u32;
    let inside = label.chars().map(|c| {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth > 0 => return c,
            _ => {}
        }
        ' '
    });
    tokens(&inside.collect::<String>())
}

fn alternatives(text: &str) -> impl Iterator<Item = &str> {
    text.split(['/', '&', '|', '+']).flat_map(|part| part.split(" and "))
}

fn plain_words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// Removes `[…]` and `(…)`.
fn without_brackets(label: &str) -> Cow<'_, str> {
    if !label.contains(['(', '[', ')', ']']) {
        return Cow::Borrowed(label);
    }
    let mut depth = 0u32;
    let mut out = String::with_capacity(label.len());
    for c in label.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    if out.trim().is_empty() { Cow::Borrowed(label) } else { Cow::Owned(out) }
}

/// Where the remark begins with which a label ends: brackets, emoji, a probability set off by a dash.
fn remark_start(label: &str) -> usize {
    let mut end =
        label.trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, ')' | ']' | '%' | '+' | '#')).len();
    let head = label.get(..end).unwrap_or_default();
    if head.ends_with([')', ']']) {
        end = head.rfind(['(', '[']).filter(|start| *start > 0).unwrap_or(end);
    } else if let Some(number) = head.strip_suffix('%') {
        let rest = number.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end();
        let set_off = rest.strip_suffix(['-', '–', '—', '|']).filter(|rest| rest.ends_with(' '));
        end = set_off.map_or(end, str::len);
    }
    let kept = label.get(..end).unwrap_or_default().trim_end().len();
    if kept == 0 { label.len() } else { kept }
}

/// Where the order mark ends with which a text begins: symbols, `[EMEA]`, `0-`, `S1:`, `04_`, `3a.`, `Stage 2 -`, `#5`, `25% -`, `B)`.
fn mark_end(text: &str) -> usize {
    let symbol = |c: char| !c.is_alphanumeric() && !matches!(c, '<' | '(' | '[') || c.is_numeric() && !c.is_ascii();
    let start = text.find(|c| !symbol(c)).unwrap_or(0);
    if start > 0 {
        return start;
    }
    if text.starts_with(['(', '[']) {
        let end = text.find([')', ']']).map(|end| end + 1);
        return end
            .filter(|end| text.get(*end..).is_some_and(|rest| rest.contains(char::is_alphanumeric)))
            .unwrap_or(0);
    }
    let (word, noun) = without_box(text);
    let skipped = text.len() - word.len();
    counted(word, noun).or_else(|| lettered(word)).map_or(0, |name| skipped + word.len() - name.len())
}

/// `Stage 2 - Demo`: what follows the noun, and whether there is one.
fn without_box(text: &str) -> (&str, bool) {
    let first = text.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    let is_box = ["stage", "step", "phase", "level", "no"].iter().any(|noun| first.eq_ignore_ascii_case(noun));
    let rest = text.get(first.len()..).unwrap_or_default().trim_start_matches([' ', '.', '#']);
    if is_box && rest.starts_with(|c: char| c.is_ascii_alphanumeric()) { (rest, true) } else { (text, false) }
}

/// What follows a mark that counts: `04_`, `S1:`, `3a.`, `25% -`.
fn counted(text: &str, noun: bool) -> Option<&str> {
    let mark = text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len());
    let (candidate, rest) = text.split_at(mark);
    let digits = candidate.bytes().filter(u8::is_ascii_digit).count();
    let letters = candidate.len() - digits;
    let calendar = || look_up(&candidate.to_lowercase()).is_some_and(|word| word.classes.has(Class::Calendar));
    if !(1..=3).contains(&digits) || letters > 1 || calendar() {
        return None;
    }
    let share = rest.starts_with('%');
    let rest = rest.strip_prefix('%').unwrap_or(rest);
    let name = rest
        .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | ':' | '.' | '_' | ')' | '|'));
    let sign = rest.get(..rest.len() - name.len()).unwrap_or_default();
    let first = name.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
    // "30 Days" and "50% Complete" count something; "0-30" is a span; "Phase 1 Live" is about the phase.
    let counts = is_unit(&first) || (share && sign.trim().is_empty() && is_all_done(&first));
    let span = matches!(sign, "-" | "–") && first.starts_with(|c: char| c.is_ascii_digit());
    let about = noun && sign.trim().is_empty() && !name.is_empty() && text.len() > mark && is_reached(&first);
    (!sign.is_empty() && !name.is_empty() && !counts && !span && !about).then_some(name)
}

fn is_all_done(word: &str) -> bool {
    look_up(word).is_some_and(|word| word.classes.has(Class::AllDone))
}

fn is_reached(word: &str) -> bool {
    look_up(word).is_some_and(|word| word.classes.has_any(&[Class::Reached, Class::Participle]))
}

/// What follows a letter or a Roman number that a sign sets off: `B)`, `IV -`.
fn lettered(text: &str) -> Option<&str> {
    let mark = text.find(|c: char| !c.is_ascii_alphanumeric())?;
    let (candidate, rest) = text.split_at(mark);
    let rest = [". ", ") ", ": ", " - ", " – "].into_iter().find_map(|sign| rest.strip_prefix(sign))?;
    let roman = candidate.len() <= 4 && candidate.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'));
    let number = || look_up(&candidate.to_lowercase()).is_some_and(|word| word.classes.has(Class::NumberWord));
    let letter = candidate.len() == 1 && candidate.bytes().all(|b| b.is_ascii_uppercase());
    let named = rest.trim_start().starts_with(char::is_alphabetic);
    (named && (roman || letter || number())).then_some(rest.trim_start())
}
