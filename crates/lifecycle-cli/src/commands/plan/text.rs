//! A plan for people, in the words of the lifecycle.

use lifecycle_portal::{Action, Change, Counts, Detail, Plan};
use std::collections::{BTreeMap, BTreeSet};

/// Longest text of a field that is shown whole.
const LONGEST: usize = 60;

/// The whole plan.
pub(crate) fn text(plan: &Plan, colour: bool) -> String {
    let paint = Paint { colour };
    let kind = plan.portal.kind.to_lowercase().replace('_', " ");
    let mut out = format!("Portal {} ({})\n", plan.portal.id, plain(&kind));
    // In the order in which they first come up.
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    plan.changes.iter().enumerate().for_each(|(at, change)| {
        first.entry(&change.place).or_insert(at);
    });
    let mut places: BTreeMap<usize, Vec<&Change>> = BTreeMap::new();
    for change in &plan.changes {
        places.entry(first.get(change.place.as_str()).copied().unwrap_or_default()).or_default().push(change);
    }
    for changes in places.values() {
        out += &changes.first().map_or_else(String::new, |change| format!("\n{}\n", plain(&change.place)));
        // A reason or a step that holds for several things is told once.
        let mut told: BTreeSet<&str> = BTreeSet::new();
        for change in changes {
            one(&mut out, change, &paint, &mut told);
        }
    }
    out + &summary(&plan.counts())
}

fn one<'c>(out: &mut String, change: &'c Change, paint: &Paint, told: &mut BTreeSet<&'c str>) {
    *out += &format!("  {} {}", paint.sign(change.action), named(change));
    if change.action == Action::LeftAlone {
        *out += &format!(": {}\n", plain(change.why.as_deref().unwrap_or("left alone")));
        return;
    }
    *out += "\n";
    for detail in &change.details {
        *out += &format!("      {}\n", detailed(detail, paint));
    }
    for text in change.why.iter().chain(&change.steps) {
        if told.insert(text) {
            *out += &format!("      {}\n", plain(text));
        }
    }
}

/// A thing as people call it, with its name in HubSpot.
pub(crate) fn named(change: &Change) -> String {
    let what = format!("{} \"{}\"", change.kind, plain(&change.label));
    match (change.action, change.name.as_str()) {
        // What can be pruned is named by its id.
        (Action::LeftAlone, _) if change.write.is_some() => format!("{what} ({})", plain(&change.id)),
        (_, "") => what,
        (_, name) => format!("{what} ({})", plain(name)),
    }
}

fn detailed(detail: &Detail, paint: &Paint) -> String {
    let what = format!("{} {}", paint.sign(detail.action), plain(&detail.what));
    match (&detail.from, &detail.to) {
        (Some(from), Some(to)) => format!("{what}: {} → {}", clipped(from), clipped(to)),
        (None, Some(to)) => format!("{what}: {}", clipped(to)),
        _ if detail.action == Action::Hidden => format!("{what}: hidden, records that hold it keep it"),
        _ => what,
    }
}

fn summary(counts: &Counts) -> String {
    let parts = [
        (counts.added, "to add"),
        (counts.changed, "to change"),
        (counts.hidden, "to hide"),
        (counts.left_alone, "left alone"),
        (counts.blocked, "blocked"),
    ];
    let parts: Vec<String> =
        parts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    let differs = counts.added + counts.changed + counts.hidden + counts.blocked > 0;
    match (differs, parts.as_slice()) {
        (false, []) => "\nThe portal is what the lifecycle says.\n".to_owned(),
        (false, parts) => format!("\nThe portal is what the lifecycle says ({}).\n", parts.join(", ")),
        (true, parts) => format!("\nPlan: {}.\n", parts.join(", ")),
    }
}

fn clipped(text: &str) -> String {
    let text = plain(text);
    if text.is_empty() {
        return "empty".to_owned();
    }
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("\"{}…\"", text.get(..end).unwrap_or_default()),
        None => format!("\"{text}\""),
    }
}

/// A text of a portal or a plan without what could steer a terminal.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

struct Paint {
    colour: bool,
}

impl Paint {
    fn sign(&self, action: Action) -> String {
        let (sign, colour) = match action {
            Action::Added => ("+", 32),
            Action::Changed => ("~", 33),
            Action::Hidden => ("-", 35),
            Action::LeftAlone => ("=", 2),
            Action::Blocked => ("!", 31),
        };
        if self.colour { format!("\x1b[{colour}m{sign}\x1b[0m") } else { sign.to_owned() }
    }
}
