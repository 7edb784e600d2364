//! Activities: what is being done or to be done, told from what has been reached.

use super::lexicon::Class;
use super::phrase::Token;

/// How a name stands for an activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Activity {
    /// It ends in a noun for something one does: "Demo".
    Noun,
    /// It is a verb in progress, or says that one is in it: "Negotiating", "In Discovery".
    Gerund,
    /// It tells someone to do it: "Negotiate".
    Instruction,
}

/// What a segment of a name is.
enum Segment {
    Active(Activity),
    /// It says nothing of its own: an abbreviation, a number, a region.
    Neutral,
    /// It says what is reached or agreed, or is in no English.
    Other,
}

/// The activity a name stands for, if nothing in it says what has been reached: "Demo", "Discovery & Qualification".
pub(super) fn activity(segments: &[Vec<Token>]) -> Option<Activity> {
    let mut found = None;
    for words in segments {
        match segment(words) {
            Segment::Active(activity) => found = found.or(Some(activity)),
            Segment::Neutral => {}
            // "Send Proposal / Pricing": the second noun belongs to the verb.
            Segment::Other if found == Some(Activity::Instruction) && !is_finished(words) => {}
            Segment::Other => return None,
        }
    }
    found
}

fn segment(words: &[Token]) -> Segment {
    let words = without_frame(words);
    let Some(first) = words.first() else { return Segment::Neutral };
    // What is not done, or waited for, is no activity of its own.
    if matches!(first.text.as_str(), "no" | "not")
        || (words.len() > 1 && (first.is(Class::Waiting) || words.last().is_some_and(|last| last.text == "pending")))
    {
        return Segment::Other;
    }
    if let Some(activity) = unfinished(words) {
        return Segment::Active(activity);
    }
    if is_finished(words) {
        return Segment::Other;
    }
    let pointed = words.get(1).is_some_and(|next| ["the", "a", "an", "our", "their"].contains(&next.text.as_str()));
    let compound = words.len() > 1 && !pointed && words.last().is_some_and(|last| last.is(Class::Compound));
    if first.is_gerund() && !compound && !(words.len() > 1 && is_activity_head(words)) {
        return Segment::Active(Activity::Gerund);
    }
    if is_instruction(words) {
        return Segment::Active(Activity::Instruction);
    }
    if is_noun(words) {
        return Segment::Active(Activity::Noun);
    }
    let empty = |word: &Token| word.acronym || word.is_number() || (word.is(Class::Common) && !word.is(Class::Result));
    if words.iter().all(empty) && !is_result(words) { Segment::Neutral } else { Segment::Other }
}

/// Numbers around a name, and a noun such as "Stage" behind it, say nothing: "Demo 2", "Discovery Phase".
fn without_frame(mut words: &[Token]) -> &[Token] {
    while let [first, rest @ ..] = words
        && first.is_number()
        && !rest.is_empty()
    {
        words = rest;
    }
    while let [rest @ .., last] = words
        && !rest.is_empty()
        && (last.is_number() || matches!(last.text.as_str(), "stage" | "phase" | "step"))
    {
        words = rest;
    }
    words
}

/// "In Discovery", "Proposal in progress", "Follow-up Needed", "To reschedule".
fn unfinished(words: &[Token]) -> Option<Activity> {
    let (first, rest) = words.split_first()?;
    let (last, before) = words.split_last()?;
    let under_way = ["in progress", "in process", "under way", "underway", "ongoing"].contains(&last.text.as_str());
    if under_way
        && (is_activity_head(before)
            || before.last().is_some_and(|word| word.is_any(&[Class::Document, Class::ActivityOf])))
    {
        return Some(Activity::Gerund);
    }
    if matches!(first.text.as_str(), "in" | "under" | "during")
        && (is_activity_head(rest) || matches!(rest, [word] if word.text == "review"))
        && !rest.iter().any(Token::is_participle)
    {
        return Some(Activity::Gerund);
    }
    if matches!(last.text.as_str(), "needed" | "required" | "due" | "todo" | "to do") && is_activity_head(before) {
        return Some(Activity::Instruction);
    }
    let asks = ["to", "need", "needs", "require", "requires", "must"].contains(&first.text.as_str());
    let verb = |words: &[Token]| {
        words.first().is_some_and(|word| {
            word.is(Class::Verb)
                || word.text == "be"
                || (first.text == "to" && word.is(Class::NounVerb))
                || is_activity_head(words)
        })
    };
    let to = rest.split_first().filter(|(word, _)| word.text == "to").map_or(rest, |(_, rest)| rest);
    (asks
        && (verb(to)
            || (first.text != "to"
                && (is_activity_head(rest) || rest.last().is_some_and(|word| word.is(Class::Document))))))
    .then_some(Activity::Instruction)
}

/// Whether a participle says that it is done: "Demo Completed", "Completed Demo"; not "Guided Demo".
pub(super) fn is_finished(words: &[Token]) -> bool {
    words.iter().enumerate().any(|(at, word)| {
        let qualifies =
            word.is(Class::Qualifying) && at + 1 < words.len() && !words.get(at + 1).is_some_and(is_preposition);
        // "Set Meeting" tells someone to; a meeting that is set says so behind it.
        let told = at == 0 && word.is(Class::Transitive) && words.len() > 1;
        word.is_participle() && !qualifies && !told
    })
}

fn is_instruction(words: &[Token]) -> bool {
    let Some((first, rest)) = words.split_first() else { return false };
    let thing = [Class::NounVerb, Class::Result, Class::Document, Class::Status, Class::Sentiment, Class::Outcome];
    if first.is(Class::Verb) {
        return !first.is_any(&thing);
    }
    // "Quote the price" is told from "Quote Request" by the small word.
    let pointed = ["the", "a", "an", "our", "their", "up", "back"];
    let done_to = [Class::Document, Class::Result, Class::Activity];
    if first.is(Class::Transitive) && rest.last().is_some_and(|last| last.is_any(&done_to) || last.text == "meeting") {
        return true;
    }
    first.is(Class::NounVerb) && rest.first().is_some_and(|next| pointed.contains(&next.text.as_str()))
}

/// Whether the head of the name is a noun for something one does. The head stands last, or before "with", "of", "to".
fn is_noun(words: &[Token]) -> bool {
    let head = head(words);
    let Some((last, before)) = head.split_last() else { return false };
    // What comes after a demo is no demo.
    if before.first().is_some_and(|word| word.text == "post" || word.text == "after") && before.len() == 1 {
        return false;
    }
    let record = |word: &Token| {
        matches!(word.text.as_str(), "renewal" | "deal" | "opportunity" | "open" | "in" | "final" | "under")
    };
    let action = last.is(Class::Action)
        && !last.is_any(&[Class::Result, Class::Success, Class::MaybeSuccess])
        && !before.is_empty();
    let of = (last.is(Class::ActivityOf) && !before.iter().all(record))
        || (action && !last.is(Class::ActivityOf) && last.text != "evaluation");
    (of || is_activity_head(head)) && speaks_english(last, before)
}

/// A word that nobody knows before one that half the world uses: "Primera Demo".
fn speaks_english(head: &Token, before: &[Token]) -> bool {
    !(head.is(Class::International) && before.iter().any(Token::is_foreign))
}

fn is_activity_head(words: &[Token]) -> bool {
    head(words).split_last().is_some_and(|(last, before)| {
        // Planning the work after the sale is a good sign before it.
        let plans = last.text == "planning" && before.iter().any(|word| word.is(Class::Success));
        !plans && (last.is(Class::Activity) || (last.is_gerund() && !before.is_empty())) && speaks_english(last, before)
    })
}

fn head(words: &[Token]) -> &[Token] {
    let end = words.iter().skip(1).position(is_preposition).map_or(words.len(), |at| at + 1);
    let end = words.get(..end).unwrap_or_default().iter().rposition(|word| !word.is_number()).map_or(0, |at| at + 1);
    words.get(..end).unwrap_or_default()
}

fn is_preposition(word: &Token) -> bool {
    ["with", "to", "for", "of", "by", "at", "from", "in", "on", "via", "about", "per", "re", "under"]
        .contains(&word.text.as_str())
}

fn is_result(words: &[Token]) -> bool {
    words.last().is_some_and(|last| last.is(Class::Result))
}
