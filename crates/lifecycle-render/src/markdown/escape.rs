//! A project's own words in Markdown: they are shown as they are, and can neither become markup nor call anybody.

use crate::printable::printable_line;
use std::borrow::Cow;

/// Longer texts are cut: one label must not fill the whole summary.
const LONGEST: usize = 500;

/// The beginning of a text that is too long.
pub(crate) fn cut(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()).into(),
        None => text.into(),
    }
}

/// A sentence of ours, in which backticks enclose words of the project. Where they do not pair, nothing worse happens than a code
/// style in the wrong place: within it, too, everything is escaped.
pub(crate) fn escaped(sentence: &str) -> String {
    let mut out = String::with_capacity(sentence.len() + 32);
    let mut pieces = sentence.split('`').peekable();
    let mut is_code = false;
    while let Some(piece) = pieces.next() {
        // The last piece has no backtick behind it, so it cannot be code.
        let closes = pieces.peek().is_some();
        match (is_code, closes) {
            (true, true) => out.push_str(&code(piece)),
            (true, false) => out.push_str(&format!("&#96;{}", text(piece, is_called))),
            (false, _) => out.push_str(&text(piece, is_called)),
        }
        is_code = !is_code;
    }
    out
}

/// Words of the project, as code.
pub(crate) fn code(words: &str) -> String {
    // As an element, since a span of backticks cannot hold a backtick and an entity both.
    format!("<code>{}</code>", text(words, |c, next| c == ':' && next == '/'))
}

/// What hosts look for behind the Markdown, though not in code: @people, #issues, !requests, http://links, :emoji:.
fn is_called(c: char, next: char) -> bool {
    matches!(c, '@' | '#' | '!' | ':') && !next.is_whitespace()
}

/// `parted` says which characters must not touch the next one.
fn text(words: &str, parted: impl Fn(char, char) -> bool) -> String {
    let words = printable_line(words);
    let mut out = String::with_capacity(words.len() + 16);
    let mut chars = words.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            // As an entity, a character never begins markup.
            '&' | '<' | '>' | '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' => {
                out.push_str(&format!("&#{};", u32::from(c)));
            }
            c => out.push(c),
        }
        // A joiner has no width, but no host reads over it.
        if chars.peek().is_some_and(|next| parted(c, *next)) {
            out.push_str("&#8288;");
        }
    }
    // A bare address is a link, too.
    out.replace("www.", "www&#8288;.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_words_stay_words() {
        assert_eq!(escaped("the stage `Demo` is late"), "the stage <code>Demo</code> is late");
        assert_eq!(escaped("the stage `A*<b>` is"), "the stage <code>A&#42;&#60;b&#62;</code> is");
        assert_eq!(code("S1:New @x http://e"), "<code>S1:New @x http:&#8288;//e</code>");
        assert_eq!(escaped("one ` only"), "one &#96; only");
        assert_eq!(escaped("`a`b`c`"), "<code>a</code>b<code>c</code>");
        assert_eq!(text("@all see #1: x", is_called), "@&#8288;all see #&#8288;1: x");
        assert_eq!(text("[x](http://e.com) www.e.com", is_called), "&#91;x&#93;(http:&#8288;//e.com) www&#8288;.e.com");
    }

    #[test]
    fn long_words_are_cut() {
        assert_eq!(cut("é"), "é");
        let long = "é".repeat(501);
        assert_eq!(cut(&long).chars().count(), 501);
        assert!(cut(&long).ends_with('…'));
    }
}
