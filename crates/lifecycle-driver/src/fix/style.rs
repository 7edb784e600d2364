//! The looks of a fixed file. A fix inserts what it has to on the line where it stands; the formatter gives it the place a person would.

use lifecycle_base::{Edit, FileId, Location, Span};
use lifecycle_fmt::format;
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Whether the formatter would leave a text as it is. A declaration that it cannot read shows nothing about how its writer lays out text.
pub(super) fn is_formatted(text: &str) -> bool {
    let formatted = format(text);
    formatted.skipped.is_empty() && formatted.text == text
}

/// A text as the formatter lays it out.
pub(super) fn formatted(text: &str) -> String {
    format(text).text
}

/// What turns one text into the other, in whole lines. Only their places count, so the file they are in is left open.
pub(super) fn edits(old: &str, new: &str) -> Vec<Edit> {
    let (old_lines, new_lines) = (lines(old), lines(new));
    let (old_starts, new_starts) = (starts(&old_lines), starts(&new_lines));
    let span = |starts: &[u32], range: std::ops::Range<usize>| {
        let at = |index| starts.get(index).copied().unwrap_or_default();
        Span::new(at(range.start), at(range.end))
    };
    let changed = capture_diff_slices(Algorithm::Patience, &old_lines, &new_lines);
    let changed = changed.into_iter().filter(|op| !matches!(op, DiffOp::Equal { .. }));
    changed
        .map(|op| {
            let text = new.get(span(&new_starts, op.new_range()).range()).unwrap_or_default();
            Edit::replace(Location::new(FileId(0), span(&old_starts, op.old_range())), text)
        })
        .collect()
}

fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// Where lines start, and where the last one ends.
fn starts(lines: &[&str]) -> Vec<u32> {
    let ends = lines.iter().scan(0, |end, line| {
        *end += line.len() as u32;
        Some(*end)
    });
    std::iter::once(0).chain(ends).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use lifecycle_base::apply_edits;

    #[test]
    fn edits_are_the_lines_that_differ() {
        let (old, new) = ("a\nb\nc\nd\n", "a\nB\nc\nx\nd\n");
        let edits = edits(old, new);
        assert_eq!(apply_edits(FileId(0), old, &edits).unwrap(), new);
        assert_eq!(edits.iter().map(|edit| edit.text.as_str()).collect::<Vec<_>>(), ["B\n", "x\n"]);
        assert!(super::edits("a", "a").is_empty());
    }
}
