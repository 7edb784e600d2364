//! Markdown: whatever comes from a source is text, never markup.

use std::fmt::Write;

/// A text within a line: paragraph, heading, list item or table cell. Line breaks become `<br>`.
pub(crate) fn text(source: &str) -> String {
    let mut out = String::with_capacity(source.len() + 8);
    let mut chars = source.trim().chars().peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        let inside_word = before.is_alphanumeric() && chars.peek().is_some_and(|next| next.is_alphanumeric());
        match c {
            '\n' => out.push_str("<br>"),
            '\r' => {}
            '<' => out.push_str("&lt;"),
            '>' if starts_line(&out) => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '_' if inside_word => out.push('_'),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' | '!' if c != '!' || chars.peek() == Some(&'[') => {
                out.push('\\');
                out.push(c);
            }
            '#' | '+' | '-' | '=' if before == ' ' && starts_line(&out) => {
                out.push('\\');
                out.push(c);
            }
            '.' | ')' if is_list_number(&out) => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => out.push(' '),
            c if changes_direction(c) => {}
            c => out.push(c),
        }
        before = if c == '\n' { ' ' } else { c };
    }
    out
}

fn starts_line(out: &str) -> bool {
    out.is_empty() || out.ends_with("<br>")
}

/// Whether what is written so far is the number of an ordered list item.
fn is_list_number(out: &str) -> bool {
    !out.is_empty() && out.len() < 10 && out.bytes().all(|b| b.is_ascii_digit())
}

/// Characters that make text read in another order than it stands.
pub(crate) fn changes_direction(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A name in code type. For names that cannot hold a backtick or a bar: internal names, paths.
pub(crate) fn code(name: &str) -> String {
    format!("`{}`", name.replace(['`', '|', '\n'], " "))
}

/// A table. Cells are Markdown already; missing ones are left empty.
pub(crate) struct Table {
    columns: usize,
    out: String,
}

impl Table {
    /// A table with this header.
    pub(crate) fn new(header: &[&str]) -> Self {
        let mut table = Self { columns: header.len(), out: String::new() };
        table.row(header);
        let rule = vec!["---"; header.len()];
        table.row(&rule);
        table
    }

    /// Adds a row.
    pub(crate) fn row<S: AsRef<str>>(&mut self, cells: &[S]) {
        for column in 0..self.columns {
            let cell = cells.get(column).map_or("", AsRef::as_ref);
            // Writing to a string cannot fail.
            let _ = write!(self.out, "| {}{}", cell, if cell.is_empty() { "" } else { " " });
        }
        self.out.push_str("|\n");
    }

    /// The lines.
    pub(crate) fn render(self) -> String {
        self.out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_source_is_markup() {
        for (source, expected) in [
            ("<script>alert('x')</script>", "&lt;script>alert('x')&lt;/script>"),
            ("a | b", "a \\| b"),
            ("`code` *b* _i_ ~s~", "\\`code\\` \\*b\\* \\_i\\_ \\~s\\~"),
            ("fit_score", "fit_score"),
            ("[x](http://y) ![z](q)", "\\[x\\](http://y) \\!\\[z\\](q)"),
            ("Yes!", "Yes!"),
            ("# not a title", "\\# not a title"),
            ("Stage #1 - a", "Stage #1 - a"),
            ("- no list\n+ no list", "\\- no list<br>\\+ no list"),
            ("> no quote, a > b", "&gt; no quote, a > b"),
            ("1. Discovery", "1\\. Discovery"),
            ("3a. Demo", "3a. Demo"),
            ("v1.5", "v1.5"),
            ("Tom & Co &lt;", "Tom &amp; Co &amp;lt;"),
            ("back\\slash", "back\\\\slash"),
            ("a\u{202e}b\u{7}c\r\nd", "ab c<br>d"),
        ] {
            assert_eq!(text(source), expected, "{source:?}");
        }
    }

    #[test]
    fn rows_have_the_columns_of_the_header() {
        let mut table = Table::new(&["A", "B"]);
        table.row(&["1"]);
        table.row(&["1", "2", "3"]);
        assert_eq!(table.render(), "| A | B |\n| --- | --- |\n| 1 | |\n| 1 | 2 |\n");
    }
}
