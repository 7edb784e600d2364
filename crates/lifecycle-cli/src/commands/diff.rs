//! Differences as people know them from git.

use similar::TextDiff;

/// A unified diff from `old` to `new`, or nothing when they are equal.
pub(crate) fn diff(name: &str, old: &str, new: &str) -> String {
    if old == new {
        return String::new();
    }
    let name = name.replace('\\', "/");
    TextDiff::from_lines(old, new)
        .unified_diff()
        .context_radius(3)
        .header(&format!("a/{name}"), &format!("b/{name}"))
        .to_string()
}
