//! Edits on source text.

use crate::{FileId, Location};
use std::fmt;

/// Replaces one place by a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty to insert.
    pub location: Location,
    /// The new text.
    pub text: String,
}

impl Edit {
    /// Replaces `location` by `text`.
    pub fn replace(location: Location, text: impl Into<String>) -> Self {
        Self { location, text: text.into() }
    }

    /// Inserts `text` right behind `location`.
    pub fn insert_after(location: Location, text: impl Into<String>) -> Self {
        Self::replace(location.after(), text)
    }

    /// Removes `location`.
    pub fn delete(location: Location) -> Self {
        Self::replace(location, "")
    }
}

/// Two edits want the same bytes, or an edit lies outside the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditConflict {
    /// The edit that cannot be applied.
    pub edit: Edit,
}

impl fmt::Display for EditConflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let span = self.edit.location.span;
        write!(f, "the edit at bytes {}..{} overlaps another edit or lies outside the text", span.start, span.end)
    }
}

impl std::error::Error for EditConflict {}

/// Applies the edits that concern `file` to its `text`.
///
/// # Errors
/// When two edits overlap, or one does not fall on character boundaries inside the text. Nothing is applied then.
pub fn apply_edits<'e>(
    file: FileId,
    text: &str,
    edits: impl IntoIterator<Item = &'e Edit>,
) -> Result<String, EditConflict> {
    let mut edits: Vec<&Edit> = edits.into_iter().filter(|e| e.location.file == file).collect();
    edits.sort_by_key(|e| e.location.span);
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for edit in edits {
        let span = edit.location.span.range();
        let kept = text.get(done..span.start).filter(|_| text.get(span.clone()).is_some());
        let Some(kept) = kept else { return Err(EditConflict { edit: edit.clone() }) };
        out.push_str(kept);
        out.push_str(&edit.text);
        done = span.end;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    Ok(out)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::Span;

    fn edit(start: u32, end: u32, text: &str) -> Edit {
        Edit::replace(Location::new(FileId(0), Span::new(start, end)), text)
    }

    #[test]
    fn applies_in_order_of_place() {
        let edits = [edit(6, 11, "there"), edit(0, 5, "Hi")];
        assert_eq!(apply_edits(FileId(0), "Hello world", &edits).unwrap(), "Hi there");
    }

    #[test]
    fn refuses_overlap_and_broken_characters() {
        assert!(apply_edits(FileId(0), "Hello", &[edit(0, 3, ""), edit(2, 4, "")]).is_err());
        assert!(apply_edits(FileId(0), "é", &[edit(1, 2, "")]).is_err());
        assert!(apply_edits(FileId(0), "é", &[edit(0, 9, "")]).is_err());
    }
}
