//! Keeps characters that steer a terminal or reorder text from doing so when a project's own text is shown.
//!
//! A name copied from a web page, or a file sent by someone else, can hold escape sequences or right-to-left overrides.
//! Every replacement has as many bytes as the original, so that offsets stay valid.

use std::borrow::Cow;

/// Source text for people: tabs and line ends stay.
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
    replaced(text, |c, next| match c {
        '\t' | '\n' => c,
        '\r' if next == Some('\n') => c,
        c => stand_in(c),
    })
}

/// A message or a path for people: one line, whatever is in it.
pub(crate) fn printable_line(text: &str) -> Cow<'_, str> {
    replaced(text, |c, _| match c {
        '\t' | '\n' | '\r' => ' ',
        c => stand_in(c),
    })
}

fn stand_in(c: char) -> char {
    match c {
        '\u{0}'..='\u{1f}' | '\u{7f}' => '?',
        '\u{80}'..='\u{9f}' => '¿',
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        c => c,
    }
}

/// Borrows unless a character has to go, which is next to never.
fn replaced(text: &str, replace: impl Fn(char, Option<char>) -> char) -> Cow<'_, str> {
    let next = |i: usize, c: char| text.get(i + c.len_utf8()..).and_then(|rest| rest.chars().next());
    let clean = text.char_indices().all(|(i, c)| !may_change(c) || replace(c, next(i, c)) == c);
    if clean {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.char_indices().map(|(i, c)| replace(c, next(i, c))).collect())
}

/// A cheap first look: most characters need no second.
fn may_change(c: char) -> bool {
    c < ' ' || ('\u{7f}'..='\u{9f}').contains(&c) || ('\u{202a}'..='\u{2069}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_ordinary_text() {
        assert!(matches!(printable("stage Démo 🎉 {\r\n\tx\n}"), Cow::Borrowed(_)));
        assert!(matches!(printable_line("“Demo” → é"), Cow::Borrowed(_)));
    }

    #[test]
    fn replaces_byte_for_byte() {
        let text = "a\u{1b}[31m\rb\u{9b}c\u{202e}d\r\n";
        assert_eq!(printable(text), "a?[31m?b¿c\u{fffd}d\r\n");
        assert_eq!(printable(text).len(), text.len());
        assert_eq!(printable_line("a\r\nb\tc"), "a  b c");
    }
}
