//! The cheap first pass: cuts a file into the texts of its declarations.
//!
//! Each piece parses by itself, so pieces parse in parallel, are cached one by one, and a brace or quote that is never
//! closed in one declaration cannot reach the next: a declaration keyword in column 0 that heads a line as only a
//! declaration does always begins a new piece.

use crate::words::{DECLARATIONS, is_item_keyword};

/// The text of one declaration with the comments above it. Pieces cover the whole file without gaps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Offset of the first byte in the file.
    pub start: u32,
    /// Offset after the last byte.
    pub end: u32,
    /// The offset, in the piece, of the first brace nested too deep, if there is one. Such a piece is not parsed.
    pub too_deep: Option<u32>,
}

/// The deepest nesting of braces that is read. People stop at five.
pub const MAX_DEPTH: u32 = 128;

/// Cuts a file into pieces, in order. Linear in the length of the text, which must be below 4 GiB.
pub fn split(text: &str) -> Vec<Piece> {
    let mut splitter = Splitter::new(text.as_bytes());
    splitter.run();
    splitter.pieces
}

struct Splitter<'t> {
    bytes: &'t [u8],
    position: usize,
    pieces: Vec<Piece>,
    /// Where the current piece starts.
    start: usize,
    /// Whether the current piece has a token yet.
    begun: bool,
    /// Whether the outermost block of the current piece is complete.
    complete: bool,
    depth: u32,
    too_deep: Option<u32>,
    line_start: usize,
    /// Whether the current line has a token.
    line_has_token: bool,
    /// Start of the line after the last one with a token: where a next piece would begin.
    resume: usize,
}

impl<'t> Splitter<'t> {
    fn new(bytes: &'t [u8]) -> Self {
        Self {
            bytes,
            position: 0,
            pieces: Vec::new(),
            start: 0,
            begun: false,
            complete: false,
            depth: 0,
            too_deep: None,
            line_start: 0,
            line_has_token: false,
            resume: 0,
        }
    }

    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    fn run(&mut self) {
        while self.position < self.bytes.len() {
            match self.byte(self.position) {
                b'\n' => {
                    self.position += 1;
                    self.line_start = self.position;
                    if self.line_has_token {
                        self.resume = self.position;
                        self.line_has_token = false;
                    }
                }
                b' ' | b'\t' | b'\r' => self.position += 1,
                b'/' if self.byte(self.position + 1) == b'/' => self.position = self.line_end(self.position),
                byte if byte.is_ascii_alphabetic() || byte == b'_' => self.word(),
                byte => self.other(byte),
            }
        }
        if self.start < self.bytes.len() {
            self.cut(self.bytes.len());
        }
    }

    fn token(&mut self) {
        self.begun = true;
        self.line_has_token = true;
    }

    fn other(&mut self, byte: u8) {
        self.token();
        match byte {
            b'"' => {
                self.skip_text();
                return;
            }
            b'{' => {
                self.depth += 1;
                if self.depth > MAX_DEPTH && self.too_deep.is_none() {
                    self.too_deep = Some((self.position - self.start) as u32);
                }
            }
            b'}' => {
                self.complete |= self.depth <= 1;
                self.depth = self.depth.saturating_sub(1);
            }
            _ => {}
        }
        self.position += 1;
    }

    fn word(&mut self) {
        let start = self.position;
        let length = self.bytes.get(start..).unwrap_or_default().iter().take_while(|b| is_word_byte(**b)).count();
        let word = self.bytes.get(start..start + length).and_then(|b| std::str::from_utf8(b).ok()).unwrap_or_default();
        if self.begun && self.begins_declaration(word, start) {
            // On the same line as the end of the last one, or on a line of its own with the comments above it.
            self.cut(if self.line_has_token { start } else { self.resume });
        }
        self.token();
        self.position = start + length;
    }

    fn begins_declaration(&self, word: &str, start: usize) -> bool {
        let first_on_line = !self.line_has_token;
        let in_column_0 = start == self.line_start;
        if !first_on_line && !self.complete {
            return false;
        }
        if DECLARATIONS.contains(&word) {
            if self.depth == 0 {
                return self.complete || self.heads_declaration(start + word.len());
            }
            return in_column_0 && self.heads_declaration(start + word.len());
        }
        // A misspelt keyword. Words that start items belong to a block that was closed too early.
        self.depth == 0 && (self.complete || in_column_0) && !is_item_keyword(word)
    }

    /// Whether what follows a declaration keyword on its line reads like the rest of a header: a name or a text, then
    /// perhaps more, but never a sign of a condition or an assignment.
    fn heads_declaration(&self, after: usize) -> bool {
        let line = self.bytes.get(after..self.line_end(after)).unwrap_or_default();
        let rest = line.trim_ascii_start();
        let spaced = rest.len() < line.len();
        match rest.first() {
            Some(b'{') => true,
            Some(b'"') => spaced,
            Some(byte) if spaced && (byte.is_ascii_alphabetic() || *byte == b'_' || *byte >= 0x80) => {
                let name = rest.iter().take_while(|b| is_word_byte(**b)).count();
                let tail = rest.get(name..).unwrap_or_default().trim_ascii_start();
                !matches!(tail.first(), Some(b'=' | b'<' | b'>' | b'!' | b',' | b'.')) && !rest.starts_with(b"is ")
            }
            _ => false,
        }
    }

    fn skip_text(&mut self) {
        let rest = self.bytes.get(self.position..).unwrap_or_default();
        if rest.starts_with(b"\"\"\"") {
            self.skip_long_text();
            return;
        }
        self.position += 1;
        while self.position < self.bytes.len() {
            match self.byte(self.position) {
                b'"' => {
                    self.position += 1;
                    return;
                }
                b'\n' => return,
                b'\\' if self.byte(self.position + 1) != b'\n' => self.position += 2,
                _ => self.position += 1,
            }
        }
        self.position = self.bytes.len();
    }

    /// Ends at the closing quotes; without them, before the next line that heads a declaration in column 0.
    fn skip_long_text(&mut self) {
        self.position += 3;
        loop {
            let end = self.line_end(self.position);
            let line = self.bytes.get(self.position..end).unwrap_or_default();
            if let Some(found) = memchr::memmem::find(line, b"\"\"\"") {
                self.position += found + 3;
                return;
            }
            if end >= self.bytes.len() {
                self.position = end;
                return;
            }
            self.position = end + 1;
            self.line_start = self.position;
            self.resume = self.position;
            if self.line_begins_declaration() {
                self.line_has_token = false;
                self.complete = true;
                self.depth = 0;
                return;
            }
        }
    }

    fn line_begins_declaration(&self) -> bool {
        let rest = self.bytes.get(self.position..).unwrap_or_default();
        let length = rest.iter().take_while(|b| is_word_byte(**b)).count();
        let word = rest.get(..length).unwrap_or_default();
        DECLARATIONS.iter().any(|d| d.as_bytes() == word) && self.heads_declaration(self.position + length)
    }

    fn line_end(&self, from: usize) -> usize {
        let rest = self.bytes.get(from..).unwrap_or_default();
        memchr::memchr(b'\n', rest).map_or(self.bytes.len(), |found| from + found)
    }

    fn cut(&mut self, end: usize) {
        self.pieces.push(Piece { start: self.start as u32, end: end as u32, too_deep: self.too_deep });
        self.start = end;
        self.begun = false;
        self.complete = false;
        self.depth = 0;
        self.too_deep = None;
    }
}

fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<&str> {
        let pieces = split(text);
        let mut end = 0;
        for piece in &pieces {
            assert_eq!(piece.start, end, "no gaps");
            end = piece.end;
        }
        assert_eq!(end as usize, text.len(), "covers the file");
        pieces.iter().map(|p| &text[p.start as usize..p.end as usize]).collect()
    }

    #[test]
    fn cuts_between_declarations() {
        assert_eq!(
            pieces("// head\nteam A { approver \"x\" } // tail\n\n// about B\nqueue B\nteam C"),
            ["// head\nteam A { approver \"x\" } // tail\n", "\n// about B\nqueue B\n", "team C"]
        );
        assert_eq!(pieces("team A {} team B {}"), ["team A {} ", "team B {}"]);
        assert_eq!(pieces(""), [""; 0]);
        assert_eq!(pieces("// only a comment\n"), ["// only a comment\n"]);
    }

    #[test]
    fn an_open_brace_or_quote_does_not_reach_the_next_declaration() {
        assert_eq!(pieces("domain d on contact {\nstage A {\nteam B {}\n").len(), 2);
        assert_eq!(pieces("term T { means \"open }\nteam B {}").len(), 2);
        assert_eq!(pieces("term T { means \"\"\"open }\nteam B {}\nteam C {}").len(), 3);
    }

    #[test]
    fn items_and_headers_over_lines_stay() {
        assert_eq!(pieces("domain d\n  on contact\n{\n  stage target {}\n}").len(), 1);
        assert_eq!(pieces("domain d on contact { stage A { } }\nstage B { }\n}").len(), 1);
        assert_eq!(pieces("object contact {\nstatus s {\nteam\ntarget\n}\n}").len(), 1);
        assert_eq!(pieces("tema A {}\ntaem B {}").len(), 2);
    }

    #[test]
    fn braces_in_texts_and_comments_do_not_count() {
        assert_eq!(pieces("term A { means \"{\\\"{\" } // {\nterm B { means \"\"\"{\n{\"\"\" }\nteam C").len(), 3);
    }

    #[test]
    fn deep_nesting_is_noticed() {
        let text = format!("team A {}{}", "{".repeat(200), "}".repeat(200));
        assert_eq!(split(&text)[0].too_deep, Some(7 + 128));
    }
}
