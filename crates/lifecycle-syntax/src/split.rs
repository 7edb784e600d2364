//! The cheap first pass: cuts a file into the texts of its declarations.
//!
//! Each piece parses by itself, so pieces parse in parallel, are cached one by one, and a brace or quote that is never
//! closed in one declaration cannot reach the next: a declaration keyword in column 0 that heads a line as only a
//! declaration does always begins a new piece.

use crate::grammar::open_text_length;
use crate::words::{CLAUSES, DECLARATIONS, is_item_keyword};

/// The text of one declaration with the comments above it. Pieces cover the whole file without gaps, except for a byte
/// order mark at its start, which belongs to none.
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

/// UTF-8 writes U+FEFF so. Some editors of Windows put it at the start of every file.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

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
    /// How many words it has, if it declares a team or queue; else 0.
    owner_words: u8,
    /// How many blocks are open, as a person would count.
    depth: u32,
    /// How many blocks are open for the grammar, whose stack this bounds: it knows neither comments of other languages nor
    /// braces that are given back behind a text that is never closed.
    nesting: u32,
    /// Up to where a foreign comment reaches: no declaration begins there.
    comment_end: usize,
    /// Up to where braces are given back.
    given_back: usize,
    /// Whether the last token is the `}` that completes the outermost block.
    closed: bool,
    /// Whether no `*/` follows any more, so that nobody looks for one again.
    no_comment_end: bool,
    too_deep: Option<u32>,
    line_start: usize,
    /// Whether the current line has a token.
    line_has_token: bool,
    /// Start of the line after the last one with a token: where a next piece would begin.
    resume: usize,
}

impl<'t> Splitter<'t> {
    fn new(bytes: &'t [u8]) -> Self {
        let start = if bytes.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
        Self {
            bytes,
            position: start,
            pieces: Vec::new(),
            start,
            begun: false,
            owner_words: 0,
            depth: 0,
            nesting: 0,
            comment_end: 0,
            given_back: 0,
            closed: false,
            no_comment_end: false,
            too_deep: None,
            line_start: start,
            line_has_token: false,
            resume: start,
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
        self.closed = false;
    }

    fn other(&mut self, byte: u8) {
        self.token();
        match byte {
            b'"' => {
                self.skip_text();
                return;
            }
            b'{' | b'}' => self.brace(byte == b'{'),
            b'/' if self.byte(self.position + 1) == b'*' => self.foreign_comment(),
            _ => {}
        }
        self.position += 1;
    }

    fn brace(&mut self, opens: bool) {
        if self.position >= self.given_back {
            self.nesting = if opens { self.nesting + 1 } else { self.nesting.saturating_sub(1) };
            if self.nesting > MAX_DEPTH && self.too_deep.is_none() {
                self.too_deep = Some((self.position - self.start) as u32);
            }
        }
        if self.position >= self.comment_end {
            self.closed = !opens && self.depth <= 1;
            self.depth = if opens { self.depth + 1 } else { self.depth.saturating_sub(1) };
        }
    }

    fn word(&mut self) {
        let start = self.position;
        let rest = self.bytes.get(start..).unwrap_or_default();
        let length = rest.iter().position(|byte| !is_word_byte(*byte)).unwrap_or(rest.len());
        let word = rest.get(..length).unwrap_or_default();
        let may_end = !self.line_has_token || self.closed || self.is_bare_owner();
        if self.begun && may_end && start >= self.comment_end && self.begins_declaration(word, start) {
            // On the same line as the end of the last one, or on a line of its own with the comments above it.
            self.cut(if self.line_has_token { start } else { self.resume });
        }
        if !self.begun {
            self.owner_words = u8::from(is_one_of(&["team", "queue"], word));
        } else if self.owner_words > 0 {
            self.owner_words = self.owner_words.saturating_add(1);
        }
        self.token();
        self.position = start + length;
    }

    /// Whether the piece so far is a team or queue with a name: it needs no block, so another declaration may follow on its line.
    fn is_bare_owner(&self) -> bool {
        self.owner_words > 1 && self.depth == 0
    }

    /// Whether a word that is the first on its line, or the first behind a complete declaration, begins the next one.
    fn begins_declaration(&self, word: &[u8], start: usize) -> bool {
        let in_column_0 = start == self.line_start;
        if is_one_of(DECLARATIONS, word) {
            let heads = self.heads_declaration(start + word.len());
            return if self.depth == 0 { self.closed || in_column_0 || heads } else { in_column_0 && heads };
        }
        // A misspelt keyword. Words that start items belong to a block that was closed too early.
        let word = std::str::from_utf8(word).unwrap_or_default();
        self.depth == 0 && in_column_0 && !CLAUSES.contains(&word) && !is_item_keyword(word)
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

    /// `/* … */` is no comment here, but what it holds is surely not meant as declarations.
    fn foreign_comment(&mut self) {
        if self.no_comment_end || self.position < self.comment_end {
            return;
        }
        let rest = self.bytes.get(self.position..).unwrap_or_default();
        match memchr::memmem::find(rest, b"*/") {
            Some(found) => self.comment_end = self.position + found + 2,
            None => self.no_comment_end = true,
        }
    }

    fn skip_text(&mut self) {
        let rest = self.bytes.get(self.position..).unwrap_or_default();
        if rest.starts_with(b"\"\"\"") {
            self.skip_long_text();
            return;
        }
        let mut at = self.position + 1;
        loop {
            let rest = self.bytes.get(at..).unwrap_or_default();
            at = memchr::memchr3(b'"', b'\\', b'\n', rest).map_or(self.bytes.len(), |found| at + found);
            match self.byte(at) {
                b'"' => {
                    self.position = at + 1;
                    return;
                }
                b'\\' if self.byte(at + 1) != b'\n' => at += 2,
                b'\\' => at += 1,
                _ => break,
            }
        }
        // Never closed. Braces at the end of the line are not part of it.
        self.position += open_text_length(self.bytes.get(self.position..at).unwrap_or_default());
        self.given_back = at;
    }

    /// Ends at the closing quotes, unless they stand behind a line that surely heads a declaration: then it is never closed
    /// and ends, as for the grammar, before the first line with a brace.
    fn skip_long_text(&mut self) {
        let from = self.position + 3;
        let rest = self.bytes.get(from..).unwrap_or_default();
        let closing = memchr::memmem::find(rest, b"\"\"\"").map(|found| from + found + 3);
        let end = closing.unwrap_or(self.bytes.len());
        let mut line = self.line_end(from) + 1;
        let mut with_brace = None;
        let mut closed = closing.is_some();
        while line < end {
            if self.line_begins_declaration(line) {
                closed = false;
                break;
            }
            let next = self.line_end(line) + 1;
            if with_brace.is_none()
                && memchr::memchr2(b'{', b'}', self.bytes.get(line..next).unwrap_or_default()).is_some()
            {
                with_brace = Some(line);
            }
            line = next;
        }
        self.position = if closed { end } else { with_brace.unwrap_or(line).min(self.bytes.len()) };
        if !closed {
            // The grammar reads on from here afresh.
            self.nesting = 0;
        }
        let start = memchr::memrchr(b'\n', self.bytes.get(..self.position).unwrap_or_default()).map_or(0, |at| at + 1);
        if start > self.line_start {
            self.line_start = start;
            self.line_has_token = closed;
            self.resume = start;
        }
    }

    /// Whether the line at `start` heads a declaration for sure, even in what looks like prose.
    fn line_begins_declaration(&self, start: usize) -> bool {
        let line = self.bytes.get(start..self.line_end(start)).unwrap_or_default();
        let length = line.iter().take_while(|byte| is_word_byte(**byte)).count();
        let word = line.get(..length).unwrap_or_default();
        is_one_of(DECLARATIONS, word) && line.contains(&b'{') && self.heads_declaration(start + length)
    }

    fn line_end(&self, from: usize) -> usize {
        let rest = self.bytes.get(from..).unwrap_or_default();
        memchr::memchr(b'\n', rest).map_or(self.bytes.len(), |found| from + found)
    }

    fn cut(&mut self, end: usize) {
        self.pieces.push(Piece { start: self.start as u32, end: end as u32, too_deep: self.too_deep });
        self.start = end;
        self.begun = false;
        self.closed = false;
        self.depth = 0;
        self.nesting = 0;
        self.too_deep = None;
    }
}

fn is_one_of(words: &[&str], word: &[u8]) -> bool {
    words.iter().any(|known| known.as_bytes() == word)
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
        assert_eq!(
            pieces("team A team B \"b\" queue C term T {}"),
            ["team A ", "team B \"b\" ", "queue C ", "term T {}"]
        );
        assert_eq!(pieces("team team \"Team\" {}").len(), 1);
        assert_eq!(pieces("team target { approver \"x\" }").len(), 1);
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
        assert_eq!(pieces("domain d on contact {\n  stage A\n  }\n  stage target { }\n  onwer X\n}").len(), 1);
    }

    #[test]
    fn a_text_over_several_lines_may_speak_of_teams() {
        assert_eq!(pieces("term T { means \"\"\"\nteam Sales owns it\n\"\"\" }\nterm U {}").len(), 2);
    }

    #[test]
    fn comments_of_other_languages_stay_in_one_piece() {
        assert_eq!(pieces("/* one\ntwo\nteam B {\n*/\nteam A {}").len(), 2);
        assert_eq!(pieces("/* never closed\nteam A {}\nteam B {}").len(), 3);
    }

    #[test]
    fn a_byte_order_mark_belongs_to_no_piece() {
        assert_eq!(split("\u{feff}team A").iter().map(|p| (p.start, p.end)).collect::<Vec<_>>(), [(3, 9)]);
        assert!(split("\u{feff}").is_empty());
    }

    #[test]
    fn braces_in_texts_and_comments_do_not_count() {
        assert_eq!(pieces("term A { means \"{\\\"{\" } // {\nterm B { means \"\"\"{\n{\"\"\" }\nteam C").len(), 3);
    }

    #[test]
    fn deep_nesting_is_noticed() {
        let too_deep = |text: &str| split(text).iter().find_map(|piece| piece.too_deep);
        let (open, close) = ("{".repeat(200), "}".repeat(200));
        assert_eq!(too_deep(&format!("team A {open}{close}")), Some(7 + 128));
        // Wherever the grammar sees a brace, it counts.
        assert!(too_deep(&format!("/* {open} */ team A {{ }}")).is_some());
        assert!(too_deep(&format!("term A {{ means \"\"\"\n{open}\n")).is_some());
        assert!(too_deep(&"{ \"x }\n".repeat(200)).is_some());
        assert!(too_deep(&"/* { */\n".repeat(200)).is_some());
        // Where it does not, it does not count.
        assert!(too_deep(&format!("term A {{ means \"{open}\" }} // {open}")).is_none());
        assert!(too_deep(&format!("term A {{ means \"\"\"\n{open}\n\"\"\" }}")).is_none());
    }
}
