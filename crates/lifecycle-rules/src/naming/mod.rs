//! What a name says: order marks off, words apart, and what kind of words they are.
//!
//! Only English is judged. A name with a word that no list knows is taken as it is, so names in other languages raise nothing.

mod words;

use words::{
    ACTIVITIES, Entry, INSTRUCTIONS, NOT_A_GERUND, PARTICIPLES, POSITIONS, RECOMMENDED, STATUSES, TIME_UNITS, WAITING,
};

/// A name as people read it. Alternatives stand between slashes and ampersands; each is a list of lower-case words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reading {
    /// The alternatives of the whole name.
    pub(crate) parts: Vec<Vec<String>>,
    /// The words before and behind a dash that sets a remark off, if there is one: "Open - Not Contacted".
    remark: Option<[Vec<String>; 2]>,
}

/// Reads a label: removes order marks and bracketed remarks, splits alternatives and words.
pub(crate) fn read(label: &str) -> Reading {
    let plain = without_brackets(label);
    let plain = without_order_mark(&plain);
    let dashes = [" - ", " – ", " — "];
    let remark = dashes.into_iter().find_map(|dash| plain.split_once(dash));
    Reading { parts: alternatives(plain), remark: remark.map(|(name, remark)| [words(name), words(remark)]) }
}

fn alternatives(text: &str) -> Vec<Vec<String>> {
    text.split(['/', '&', '|', '+'])
        .flat_map(|part| part.split(" and "))
        .map(words)
        .filter(|words| !words.is_empty())
        .collect()
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

impl Reading {
    /// All words, for comparison with another name.
    pub(crate) fn key(&self) -> String {
        self.parts.iter().map(|words| words.join(" ")).collect::<Vec<_>>().join(" / ")
    }

    /// Whether the playbook itself recommends this name, whole or as one of the alternatives it offers.
    pub(crate) fn is_recommended(&self) -> bool {
        is_listed(RECOMMENDED, &self.key()) || self.parts.iter().all(|words| is_listed(RECOMMENDED, &words.join(" ")))
    }

    /// The activity the name stands for, if every alternative in it is one: "Demo", "Discovery Call", "Qualifying".
    pub(crate) fn activity(&self) -> Option<Activity> {
        let kinds: Vec<Option<Activity>> = self.parts.iter().map(|words| activity(words)).collect();
        kinds.iter().all(Option::is_some).then(|| kinds.into_iter().flatten().next()).flatten()
    }

    /// Whether the name says what is being done with a record rather than how far it is: "Working", "Open - Not Contacted".
    pub(crate) fn status(&self) -> bool {
        if let Some([name, remark]) = &self.remark {
            // "Active - Contract Signed" says how far, too.
            let reached = remark.iter().any(|word| is_participle(word)) || is_listed(RECOMMENDED, &remark.join(" "));
            return is_status(name) && (is_status(remark) || !reached);
        }
        !self.parts.is_empty() && self.parts.iter().all(|words| is_status(words))
    }

    /// Whether the name is one that every funnel uses for a place in it.
    pub(crate) fn is_position(&self) -> bool {
        self.is_recommended() || is_listed(POSITIONS, &self.key())
    }
}

fn is_status(words: &[String]) -> bool {
    let waits = words.len() > 1 && words.first().is_some_and(|first| is_listed(WAITING, first));
    waits || is_listed(STATUSES, &words.join(" "))
}

fn is_listed(list: &[Entry], word: &str) -> bool {
    list.iter().any(|(entry, _)| *entry == word)
}

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

fn activity(words: &[String]) -> Option<Activity> {
    // "Demo Completed", "Completed Demo": a participle says that it is done.
    if words.iter().any(|word| is_participle(word)) {
        return None;
    }
    let named: Vec<&str> =
        words.iter().map(String::as_str).filter(|word| !word.bytes().all(|b| b.is_ascii_digit())).collect();
    let (head, first) = (named.last()?, named.first()?);
    if is_gerund(first) && named.len() <= 2 {
        return Some(Activity::Gerund);
    }
    if is_listed(INSTRUCTIONS, first) {
        return Some(Activity::Instruction);
    }
    // "Follow Up" is one activity in two words.
    let pair = named.len().checked_sub(2).and_then(|i| named.get(i)).map(|before| format!("{before} {head}"));
    let listed = is_listed(ACTIVITIES, head) || pair.is_some_and(|pair| is_listed(ACTIVITIES, &pair));
    let under_way = *first == "in" && named.len() > 1;
    listed.then_some(if under_way { Activity::Gerund } else { Activity::Noun })
}

fn is_participle(word: &str) -> bool {
    (word.len() > 4 && word.ends_with("ed") && !word.ends_with("eed")) || is_listed(PARTICIPLES, word)
}

fn is_gerund(word: &str) -> bool {
    word.len() > 5 && word.is_ascii() && word.ends_with("ing") && !is_listed(NOT_A_GERUND, word)
}

/// Removes `[…]` and `(…)`.
fn without_brackets(label: &str) -> String {
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
    if out.trim().is_empty() { label.to_owned() } else { out }
}

/// Removes `0-`, `S1:`, `04_`, `3a.`, `Stage 2 -`, `#5`, `25% -`.
fn without_order_mark(label: &str) -> &str {
    let trimmed = label.trim().trim_start_matches('#');
    let word = trimmed.strip_prefix("Stage ").or_else(|| trimmed.strip_prefix("stage ")).unwrap_or(trimmed);
    let mark = word.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(word.len());
    let (candidate, rest) = word.split_at(mark);
    // A share is a mark only if a sign sets it off: "25% - Demo", not "100% Complete".
    let rest =
        rest.strip_prefix('%').filter(|rest| rest.trim_start().starts_with(['-', '–', '—', ':'])).unwrap_or(rest);
    let digits = candidate.bytes().filter(u8::is_ascii_digit).count();
    let letters = candidate.len() - digits;
    let separates = |c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | ':' | '.' | '_' | ')');
    let name = rest.trim_start_matches(separates);
    // "30 Days" counts something; "3a. Demo" does not.
    let first = name.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
    let counts = TIME_UNITS.contains(&first.as_str());
    let is_mark =
        (1..=3).contains(&digits) && letters <= 1 && rest.starts_with(separates) && !name.is_empty() && !counts;
    if is_mark { name } else { trimmed }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_marks_and_brackets_do_not_count() {
        for label in [
            "Demo",
            "0-Demo",
            "S1: Demo",
            "04_Demo",
            "3a. Demo",
            "Stage 2 - Demo",
            "#5 Demo",
            "Demo (booked by SDR)",
            "1) Demo",
            "25% - Demo",
        ] {
            assert_eq!(read(label).key(), "demo", "{label}");
        }
        assert_eq!(read("100% Complete").key(), "100 complete");
        assert_eq!(read("90 Days").key(), "90 days");
        assert_eq!(read("30-Day Notice").key(), "30 day notice");
    }

    #[test]
    fn activities_are_told_from_milestones() {
        for name in [
            "Demo",
            "Discovery Call",
            "Negotiating",
            "2. Qualifying",
            "Demo / Presentation",
            "Follow-up",
            "Discovery",
            "Site Visit",
            "In Discovery",
            "Negotiate",
            "4. Close the Deal",
            "Identify / Qualify",
            "25% - Evaluating",
            "Enterprise - Demo",
            "2nd Attempt",
        ] {
            assert!(read(name).activity().is_some(), "{name}");
        }
        for name in [
            "Demo Completed",
            "Discovery Scheduled",
            "Proposal Sent",
            "Marketing Engaged Lead",
            "Sales Qualified Lead",
            "MQL",
            "Closed Won",
            "Verbal Commit",
            "Use Case Defined",
            "Contract Signed",
            "Known Lead",
            "Pricing",
            "Angebot",
            "Demo vereinbart",
            "Erstgespräch",
            "Customer",
            "Target Account",
            "Meeting Booked",
            "Deal Won",
            "Value Proven",
            "Close Won",
            "Identified",
            "In Negotiation",
            "In Procurement",
            "Engaged",
            "Demo - Scheduled",
        ] {
            assert!(read(name).activity().is_none(), "{name}");
        }
    }

    #[test]
    fn recommended_names_are_known_in_any_dress() {
        for name in [
            "Evaluation / Use Case",
            "2. Evaluation / Use Case",
            "Proposal / Negotiation",
            "Proposal & Negotiation",
            "Onboarding",
            "S3: Review",
        ] {
            assert!(read(name).is_recommended(), "{name}");
        }
        assert!(!read("Demo").is_recommended());
    }

    #[test]
    fn positions_are_known() {
        for name in ["MQL", "3. Customer", "Evaluation", "Lead"] {
            assert!(read(name).is_position(), "{name}");
        }
        assert!(!read("Working").is_position());
    }

    #[test]
    fn statuses_are_told_from_positions() {
        for name in [
            "New",
            "Working",
            "Nurture",
            "In Progress",
            "1 - Attempting Contact",
            "New / Open",
            "Open - Not Contacted",
            "Working – Contacted",
            "Nurture - Long Term",
            "Waiting on Customer",
            "Awaiting Response",
        ] {
            assert!(read(name).status(), "{name}");
        }
        for name in [
            "New Customer",
            "Marketing Engaged Lead",
            "MQL",
            "Engaged",
            "Open Renewal",
            "Active - Contract Signed",
            "Active - Evaluation",
            "Qualified - Working",
            "Closed - Converted",
        ] {
            assert!(!read(name).status(), "{name}");
        }
    }
}
