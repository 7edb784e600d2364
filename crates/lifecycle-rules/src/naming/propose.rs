//! Better names: "Demo" → "Demo Completed", "Negotiating" → "Negotiation Completed", "Send Proposal" → "Proposal Sent".

use super::lexicon::{Class, look_up, participles};
use super::phrase::tokens;
use super::reading::{dressed, segments};
use super::vocabulary::MILESTONES;
use super::{Activity, Field, Verdict, verdict};
use lifecycle_base::Edit;
use lifecycle_model::Ident;

/// Names that say what has been reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Proposal {
    /// The whole labels, best first; one alone is clearly right.
    pub(crate) labels: Vec<String>,
}

impl Proposal {
    /// Better names for an activity, none of which is a finding itself.
    pub(crate) fn for_activity(label: &str, activity: Activity, field: Field) -> Proposal {
        let dress = dressed(label);
        let names = milestones(dress.name).unwrap_or_else(|| derived(dress.name, activity));
        let labels = names.into_iter().map(|name| format!("{}{name}{}", dress.mark, dress.remark));
        let good = |label: &String| verdict(label, field).is_none_or(Verdict::is_pedantic);
        Proposal { labels: labels.filter(good).collect() }
    }
}

/// The milestones that end a well-known activity.
fn milestones(name: &str) -> Option<Vec<String>> {
    let words = tokens(name);
    let [word] = words.as_slice() else { return None };
    let keys = [Some(word.text.as_str()), word.known.and_then(|known| known.verb)];
    let row = keys
        .into_iter()
        .flatten()
        .find_map(|key| MILESTONES.iter().find(|(from, _)| from.split(',').any(|one| one.trim() == key)));
    row.map(|(_, to)| to.split(',').map(|name| name.trim().to_owned()).collect())
}

fn derived(name: &str, activity: Activity) -> Vec<String> {
    let words = tokens(name);
    let one = segments(name).len() == 1;
    let verb = words.first().and_then(|first| first.known).and_then(|known| known.verb);
    if activity == Activity::Noun {
        // "Requirements Gathering" → "Requirements Gathered"
        let gerund = words.last().filter(|last| one && last.is(Class::Gerund) && words.len() > 1);
        let verb = gerund.and_then(|last| last.known?.verb);
        let clear = verb.filter(|verb| look_up(verb).is_some_and(|word| word.classes.has(Class::Verb)));
        return match clear.and_then(|verb| participles(verb).into_iter().next()) {
            Some(done) => vec![format!("{} {}", all_but_last_word(name), capitalized(&done))],
            None => vec![format!("{} Completed", name.trim_end())],
        };
    }
    let object = name.split_once(' ').map(|(_, object)| object.trim()).filter(|_| one && words.len() > 1);
    match (verb, object) {
        (Some(verb), Some(object)) if !verb.contains(' ') && !starts_small(object) => {
            participles(verb).first().map(|done| format!("{object} {}", capitalized(done))).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// "up with the client" is no object.
fn starts_small(object: &str) -> bool {
    tokens(object).first().is_none_or(|word| word.text.len() < 4 && !word.acronym && word.is(Class::Common))
}

fn all_but_last_word(name: &str) -> &str {
    name.trim_end().rsplit_once([' ', '-']).map_or(name, |(before, _)| before)
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Gives a declaration another label; the identifier, and so the data, stays.
pub(crate) fn relabel(ident: &Ident, label: &str) -> Edit {
    let quoted = format!("\"{}\"", label.replace('\\', "\\\\").replace('"', "\\\""));
    if ident.label_written {
        Edit::replace(ident.label_at, quoted)
    } else {
        Edit::insert_after(ident.name_at, format!(" {quoted}"))
    }
}
