//! Wraps sentences. miette would too, but it then also wraps the source lines of nested reports, away from their
//! underlines, and breaks words at hyphens, of which rule names are full.

/// Breaks `text` at spaces into lines of at most `width` characters; a longer word gets a line of its own.
/// Line ends and the spaces at the start of a line stay.
pub(super) fn wrap(text: &str, width: usize) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for (i, line) in text.split('\n').enumerate() {
        if i > 0 {
            out.push('\n');
        }
        let words = line.trim_start_matches(' ');
        let indent = line.get(..line.len() - words.len()).unwrap_or_default();
        out.push_str(indent);
        let mut used = indent.len();
        for (i, word) in words.split(' ').enumerate() {
            let length = word.chars().count();
            if i > 0 && used + 1 + length > width {
                out.push('\n');
                out.push_str(indent);
                used = indent.len();
            } else if i > 0 {
                out.push(' ');
                used += 1;
            }
            out.push_str(word);
            used += length;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn breaks_at_spaces() {
        assert_eq!(wrap("one two three", 7), "one two\nthree");
        assert_eq!(wrap("one two three", 6), "one\ntwo\nthree");
        assert_eq!(wrap("ünïcödé counts", 14), "ünïcödé counts");
        assert_eq!(wrap("a very-long-word-indeed b", 4), "a\nvery-long-word-indeed\nb");
        assert_eq!(wrap("kept\nlines", 80), "kept\nlines");
        assert_eq!(wrap("kept\n  in place", 6), "kept\n  in\n  place");
        assert_eq!(wrap("", 80), "");
    }
}
