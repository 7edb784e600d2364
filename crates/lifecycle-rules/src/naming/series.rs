//! Countdowns in any language: stages of one name but for a number that falls, "Läuft in 90 Tagen ab", "Läuft in 60 Tagen ab".

/// Fewer days than these are no countdown to a renewal, but may be an order mark.
const LEAST: u32 = 7;

/// Which of the names in the order of a track belong to such a series.
pub(super) fn in_series(labels: &[&str]) -> Vec<bool> {
    let counted: Vec<Option<(String, u32)>> = labels.iter().map(|label| counted(label)).collect();
    let continues = |at: usize| match (counted.get(at), counted.get(at + 1)) {
        (Some(Some((name, days))), Some(Some((next, fewer)))) => name == next && fewer < days,
        _ => false,
    };
    (0..labels.len()).map(|at| continues(at) || at.checked_sub(1).is_some_and(continues)).collect()
}

/// A name without its number, and the number, if there is exactly one that can be days.
fn counted(label: &str) -> Option<(String, u32)> {
    let is_digit = |c: char| c.is_ascii_digit();
    let start = label.find(is_digit)?;
    let (before, rest) = label.split_at(start);
    let end = rest.find(|c| !is_digit(c)).unwrap_or(rest.len());
    let (digits, after) = rest.split_at(end);
    let days = digits.parse().ok().filter(|days| (LEAST..1000).contains(days))?;
    let share = after.trim_start().starts_with('%');
    let named = before.contains(char::is_alphabetic) || after.contains(char::is_alphabetic);
    (named && !share && !after.contains(is_digit)).then(|| (format!("{before}#{after}").to_lowercase(), days))
}
