//! From text to tokens: the only place that touches pest.

use crate::tree::At;
use pest::Parser as _;

#[allow(missing_docs)] // generated
mod generated {
    #[derive(pest_derive::Parser)]
    #[grammar = "../../../grammar/lifecycle.pest"]
    pub(super) struct Grammar;
}

use generated::{Grammar, Rule};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// An identifier, a dotted path or a rule name.
    Word,
    /// A closed text, quotes included.
    Text,
    /// A text whose closing quotes are missing.
    UnclosedText,
    /// A number, percent or date, not yet judged.
    Number,
    /// `( ) , = != < <= > >=`
    Sign,
    /// `{`
    Open,
    /// `}`
    Close,
    /// Characters that mean nothing.
    Junk,
    /// Behind the last token.
    End,
}

/// One token of a declaration.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Where it stands in the declaration's text.
    pub at: At,
    /// Whether a line ends between the token before and this one.
    pub line_break: bool,
}

/// The tokens and comments of one declaration's text. The last token is always [`TokenKind::End`].
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    /// The tokens in order.
    pub tokens: Vec<Token>,
    /// The places of the comments, `//` included, line end not.
    pub comments: Vec<At>,
    /// Characters nobody can see. They count as blanks, but should go.
    pub invisible: Vec<At>,
}

/// Reads the tokens of a text. Texts whose blocks nest more than a few hundred deep are the splitter's to refuse.
pub fn tokens(text: &str) -> Tokens {
    let mut reader = Reader::new(text);
    let mut rest = Some(0);
    // A second round only behind a `"""` that is never closed, where the rest of the text is read after all.
    while let Some(start) = rest {
        rest = reader.read(start);
    }
    reader.push(TokenKind::End, text.len(), text.len());
    reader.out
}

struct Reader<'t> {
    text: &'t str,
    out: Tokens,
    /// Where the last token ends.
    end: usize,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str) -> Self {
        // Formatted text has one token in seven bytes; most of it is blanks and words.
        let tokens = Vec::with_capacity(text.len() / 7 + 4);
        Self { text, out: Tokens { tokens, ..Tokens::default() }, end: 0 }
    }

    /// Reads from `start` on. Gives the place from which to read again, if there is one.
    fn read(&mut self, start: usize) -> Option<usize> {
        let text = self.text.get(start..).unwrap_or_default();
        let Ok(pairs) = Grammar::parse(Rule::declaration, text) else {
            // The grammar is total; a refusal could only be pest's own guard against deep nesting.
            self.push(TokenKind::Junk, start, self.text.len());
            return None;
        };
        let mut from = start;
        for token in pairs.tokens() {
            let (rule, at) = match token {
                pest::Token::Start { rule, pos } => {
                    from = start + pos.pos();
                    if rule == Rule::block {
                        self.push(TokenKind::Open, from, from + 1);
                    }
                    continue;
                }
                pest::Token::End { rule, pos } => (rule, start + pos.pos()),
            };
            match rule {
                Rule::word => self.push_atom(TokenKind::Word, from, at),
                Rule::text => {
                    if let Some(again) = self.push_text(from, at) {
                        return Some(again);
                    }
                }
                Rule::number => self.push_atom(TokenKind::Number, from, at),
                Rule::sign => self.push(TokenKind::Sign, from, at),
                Rule::close | Rule::stray_close => self.push(TokenKind::Close, from, at),
                Rule::junk => self.push(TokenKind::Junk, from, at),
                Rule::invisible => self.out.invisible.push(place(from, at)),
                Rule::comment => {
                    let length = self.text.get(from..at).unwrap_or_default().trim_end().len();
                    self.out.comments.push(place(from, from + length));
                }
                // Blocks are flattened into their braces; silent rules yield no pairs.
                Rule::declaration | Rule::block | Rule::EOI => {}
                Rule::piece | Rule::rare | Rule::letter | Rule::word_tail | Rule::number_tail | Rule::hidden => {}
            }
        }
        None
    }

    fn push(&mut self, kind: TokenKind, start: usize, end: usize) {
        let gap = self.text.as_bytes().get(self.end..start).unwrap_or_default();
        let line_break = gap.contains(&b'\n');
        self.out.tokens.push(Token { kind, at: place(start, end), line_break });
        self.end = end;
    }

    /// A word or number. Points and hyphens at its end are not part of it.
    fn push_atom(&mut self, kind: TokenKind, start: usize, end: usize) {
        let raw = self.text.get(start..end).unwrap_or_default();
        let kept = start + raw.trim_end_matches(['.', '-']).len();
        self.push(kind, start, kept);
        if kept < end {
            self.push(TokenKind::Junk, kept, end);
        }
    }

    /// A text, closed or not. What an open one swallowed of the structure around it is given back: braces at the end of
    /// its line, and for `"""` the lines from the first with a brace on, which have to be read again.
    fn push_text(&mut self, start: usize, end: usize) -> Option<usize> {
        let raw = self.text.get(start..end).unwrap_or_default();
        if is_closed(raw) {
            self.push(TokenKind::Text, start, end);
            return None;
        }
        if raw.starts_with("\"\"\"") {
            let mut lines = raw.split_inclusive('\n');
            let mut kept = lines.next().map_or(0, str::len);
            for line in lines.take_while(|line| !line.contains(['{', '}'])) {
                kept += line.len();
            }
            let length = raw.get(..kept).unwrap_or_default().trim_end().len();
            self.push(TokenKind::UnclosedText, start, start + length);
            return Some(start + kept);
        }
        let kept = open_text_length(raw.as_bytes());
        let length = raw.get(..kept).unwrap_or_default().trim_end().len();
        self.push(TokenKind::UnclosedText, start, start + length);
        for (offset, byte) in raw.bytes().enumerate().skip(kept) {
            match byte {
                b'{' => self.push(TokenKind::Open, start + offset, start + offset + 1),
                b'}' => self.push(TokenKind::Close, start + offset, start + offset + 1),
                _ => {}
            }
        }
        None
    }
}

fn place(start: usize, end: usize) -> At {
    At::new(start as u32, end as u32)
}

/// How much of a line from an opening quote on, that is never closed, is text. Braces at its end are not, unless they
/// close what the line itself opens.
pub(crate) fn open_text_length(line: &[u8]) -> usize {
    let (mut opened, mut kept) = (0u32, 1);
    for (offset, byte) in line.iter().enumerate().skip(1) {
        match byte {
            b'{' => opened += 1,
            b'}' if opened > 0 => {
                opened -= 1;
                kept = offset + 1;
            }
            b'}' | b' ' | b'\t' | b'\r' => {}
            _ => kept = offset + 1,
        }
    }
    kept
}

/// Whether a text has its closing quotes. Up to there it holds no quote that is not escaped.
fn is_closed(raw: &str) -> bool {
    if let Some(long) = raw.strip_prefix("\"\"\"") {
        return long.ends_with("\"\"\"");
    }
    let Some(inner) = raw.strip_prefix('"').and_then(|inner| inner.strip_suffix('"')) else { return false };
    let escapes = inner.bytes().rev().take_while(|byte| *byte == b'\\').count();
    escapes.is_multiple_of(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<TokenKind> {
        tokens(text).tokens.iter().map(|t| t.kind).collect()
    }

    #[test]
    fn reads_any_text() {
        use TokenKind::*;
        assert_eq!(kinds("stage A \"x\" { p >= 15% }"), [Word, Word, Text, Open, Word, Sign, Number, Close, End]);
        assert_eq!(kinds("a \"open\n b"), [Word, UnclosedText, Word, End]);
        assert_eq!(kinds("\"\"\"long\n \" text\"\"\" x"), [Text, Word, End]);
        assert_eq!(kinds("\"\"\"never closed"), [UnclosedText, End]);
        assert_eq!(kinds("} } {"), [Close, Close, Open, End]);
        assert_eq!(kinds("a: b; c"), [Word, Junk, Word, Junk, Word, End]);
        assert_eq!(kinds("\0 \u{1F600} ü"), [Junk, Word, End]);
        assert_eq!(tokens("a\u{a0}b\0").invisible.len(), 2);
        assert_eq!(kinds("stage A \"open {\n}"), [Word, Word, UnclosedText, Open, Close, End]);
        assert_eq!(kinds("means \"\"\"open\nprose\nexit { } }"), [Word, UnclosedText, Word, Open, Close, Close, End]);
        assert_eq!(kinds(r#""a \"quoted\" text\\""#), [Text, End]);
        assert_eq!(kinds("lead.MQL contact. 2026-03-02"), [Word, Word, Junk, Number, End]);
        assert_eq!(kinds("\"\""), [Text, End]);
    }

    #[test]
    fn keeps_comments_beside_the_tokens() {
        let read = tokens("a // one  \r\nb");
        assert_eq!(read.comments.len(), 1);
        assert_eq!((read.comments[0].start, read.comments[0].end), (2, 8));
        assert!(read.tokens[1].line_break);
    }
}
