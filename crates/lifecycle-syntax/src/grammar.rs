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
}

/// Reads the tokens of a text. Texts whose blocks nest more than a few hundred deep are the splitter's to refuse.
pub fn tokens(text: &str) -> Tokens {
    // About one token in eight bytes of formatted text.
    let mut out = Tokens { tokens: Vec::with_capacity(text.len() / 8 + 4), comments: Vec::new() };
    let mut end = 0;
    // The grammar is total; a refusal could only be pest's own guard against deep nesting, and reads as one piece of junk.
    if let Ok(pairs) = Grammar::parse(Rule::declaration, text) {
        for pair in pairs.flatten() {
            let kind = match pair.as_rule() {
                Rule::word => TokenKind::Word,
                Rule::text => TokenKind::Text,
                Rule::unclosed_text => TokenKind::UnclosedText,
                Rule::number => TokenKind::Number,
                Rule::sign => TokenKind::Sign,
                Rule::open => TokenKind::Open,
                Rule::close | Rule::stray_close => TokenKind::Close,
                Rule::junk => TokenKind::Junk,
                Rule::comment => {
                    let span = pair.as_span();
                    let trimmed = span.as_str().trim_end().len();
                    out.comments.push(At::new(span.start() as u32, (span.start() + trimmed) as u32));
                    continue;
                }
                // Silent rules yield no pairs; blocks are flattened into their braces.
                Rule::declaration
                | Rule::block
                | Rule::unclosed
                | Rule::EOI
                | Rule::piece
                | Rule::space
                | Rule::letter
                | Rule::beyond_ascii
                | Rule::line_text
                | Rule::line_run
                | Rule::long_text => continue,
            };
            let span = pair.as_span();
            push(&mut out, text, kind, span.start(), span.end(), &mut end);
        }
    } else {
        push(&mut out, text, TokenKind::Junk, 0, text.len(), &mut end);
    }
    push(&mut out, text, TokenKind::End, text.len(), text.len(), &mut end);
    out
}

fn push(out: &mut Tokens, text: &str, kind: TokenKind, start: usize, stop: usize, end: &mut usize) {
    let gap = text.as_bytes().get(*end..start).unwrap_or_default();
    let line_break = gap.contains(&b'\n');
    out.tokens.push(Token { kind, at: At::new(start as u32, stop as u32), line_break });
    *end = stop;
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
        assert_eq!(kinds("\0 \u{1F600} ü"), [Junk, Junk, Word, End]);
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
