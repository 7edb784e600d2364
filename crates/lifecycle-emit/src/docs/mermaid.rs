//! Mermaid flowcharts: whatever comes from a source stands in quotes, as text.

use crate::markdown::changes_direction;

/// A text for a label. Everything that Mermaid, HTML or the Markdown around it might read as more than text becomes one of Mermaid's
/// entities, and line breaks become spaces.
pub(super) fn text(source: &str) -> String {
    let source = source.trim();
    // Newer Mermaid takes a label that starts like a list for one and refuses it.
    let digits = source.chars().take_while(char::is_ascii_digit).count();
    let mut out = String::with_capacity(source.len());
    for (place, c) in source.chars().enumerate() {
        match c {
            '-' | '+' | '=' if place == 0 => out.push_str(&format!("#{};", u32::from(c))),
            '.' | ')' if digits > 0 && place == digits => out.push_str(&format!("#{};", u32::from(c))),
            c if c.is_alphanumeric() => out.push(c),
            ' ' | '-' | '.' | ',' | '/' | '(' | ')' | ':' | '\'' | '+' | '=' | '?' => out.push(c),
            c if c.is_whitespace() || c.is_control() => out.push(' '),
            c if changes_direction(c) => {}
            c if c.is_ascii() => out.push_str(&format!("#{};", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

/// A line of a label made of texts: the break is ours.
pub(super) fn lines(texts: &[String]) -> String {
    texts.join("<br/>")
}

/// An identifier for a node: no word of Mermaid starts so, and two parts never run into each other.
pub(super) fn id(track: &str, stage: &str) -> String {
    format!("s_{}_{}_{stage}", track.len(), track)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_source_is_markup() {
        for (source, expected) in [
            ("Closed Won", "Closed Won"),
            ("<script>", "#60;script#62;"),
            ("a\"] --> b[\"", "a#34;#93; --#62; b#91;#34;"),
            ("`md` #1; | x", "#96;md#96; #35;1#59; #124; x"),
            ("two\nlines\r\n", "two lines"),
            ("1. Discovery", "1#46; Discovery"),
            ("v1.5 - a", "v1.5 - a"),
            ("- a", "#45; a"),
            ("Übergabe – 成約", "Übergabe – 成約"),
            ("%%{init}%%", "#37;#37;#123;init#125;#37;#37;"),
            ("a\u{202e}b", "ab"),
        ] {
            assert_eq!(text(source), expected, "{source:?}");
        }
    }

    #[test]
    fn ids_never_run_together() {
        assert_ne!(id("a_b", "c"), id("a", "b_c"));
        assert_eq!(id("lead", "end"), "s_4_lead_end");
    }
}
