//! From tokens to rows: what stands on a line of its own, what belongs to it, and where its comments are.
//!
//! Guided by the marks of the parser, never by keywords: a construct that is new to the language needs no change here.
//! Does not know widths of lines, indentation or columns.

use crate::spacing::{ROW_GAP, gap};
use lifecycle_syntax::tree::At;
use lifecycle_syntax::{Mark, MarkKind, Outline, Token, TokenKind};
use unicode_width::UnicodeWidthStr as _;

/// A declaration, an item, a criterion or a value with the comments behind it; or a comment on a line of its own.
#[derive(Debug)]
pub(crate) struct Row<'t> {
    /// What it is; `None` for a comment and for a declaration that is left as it is.
    pub mark: Option<MarkKind>,
    /// Whether the writer left at least one blank line above.
    pub blank_before: bool,
    /// What it consists of, never empty.
    pub parts: Vec<Part<'t>>,
    /// Its cells when it stands on one line without its trailing comment; `None` when it needs several lines.
    pub flat: Option<usize>,
}

/// A part of a row.
#[derive(Debug)]
pub(crate) enum Part<'t> {
    /// A word, text, number or sign.
    Token(Word<'t>),
    /// `{ … }`
    Block(Block<'t>),
    /// A comment behind the part before it, or on a line of its own.
    Comment { text: &'t str, own_line: bool },
    /// A whole declaration that cannot be read, untouched.
    Verbatim(&'t str),
}

/// A token with its text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word<'t> {
    pub text: &'t str,
    /// Display cells.
    pub width: usize,
    pub kind: TokenKind,
}

/// The rows between two braces.
#[derive(Debug)]
pub(crate) struct Block<'t> {
    /// The comment behind `{`.
    pub opening: Option<&'t str>,
    pub rows: Vec<Row<'t>>,
    /// Its cells on one line, braces included; `None` when it needs several lines or the writer began it on a new one.
    pub flat: Option<usize>,
}

impl<'t> Row<'t> {
    fn new(mark: Option<MarkKind>, blank_before: bool) -> Self {
        Self { mark, blank_before, parts: Vec::new(), flat: None }
    }

    fn comment(text: &'t str, blank_before: bool) -> Self {
        Self { parts: vec![Part::Comment { text, own_line: true }], ..Self::new(None, blank_before) }
    }

    /// A declaration that is left as it is.
    pub(crate) fn verbatim(text: &'t str, blank_before: bool) -> Self {
        Self { parts: vec![Part::Verbatim(text)], ..Self::new(None, blank_before) }
    }

    /// Its first word, which is its keyword unless it is a criterion or a value.
    pub(crate) fn first_word(&self) -> &'t str {
        match self.parts.first() {
            Some(Part::Token(word)) => word.text,
            _ => "",
        }
    }

    pub(crate) fn ends_with_comma(&self) -> bool {
        matches!(self.parts.last(), Some(Part::Token(word)) if word.text == ",")
    }

    fn measure(&mut self) {
        let mut cells = 0;
        for (index, part) in self.parts.iter().enumerate() {
            cells += gap(self, index);
            cells += match part {
                Part::Token(word) if !word.text.contains('\n') => word.width,
                Part::Block(Block { flat: Some(flat), .. }) => *flat,
                Part::Comment { own_line: false, .. } if index > 0 && index + 1 == self.parts.len() => 0,
                _ => return,
            };
        }
        self.flat = Some(cells);
    }
}

impl<'t> Block<'t> {
    fn new(opening: Option<&'t str>, rows: Vec<Row<'t>>, inline: bool) -> Self {
        let mut block = Self { opening, rows, flat: None };
        if block.is_empty() {
            block.flat = Some("{}".len());
        } else if inline && block.opening.is_none() {
            block.flat = block.inner_cells().map(|cells| cells + "{  }".len());
        }
        block
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.opening.is_none() && self.rows.is_empty()
    }

    fn inner_cells(&self) -> Option<usize> {
        let mut cells = 0;
        let mut before: Option<&Row<'t>> = None;
        // Only a line end separates criteria.
        if self.rows.len() > 1 && self.rows.iter().any(|row| row.mark == Some(MarkKind::Criterion)) {
            return None;
        }
        for row in &self.rows {
            if matches!(row.parts.last(), Some(Part::Comment { .. })) {
                return None;
            }
            cells += before.map_or(0, row_gap) + row.flat?;
            before = Some(row);
        }
        Some(cells)
    }
}

/// The blanks between a row and the next one on the same line.
pub(crate) fn row_gap(before: &Row<'_>) -> usize {
    if before.ends_with_comma() { 1 } else { ROW_GAP }
}

/// The rows of one piece. `newlines` is the number of line ends between the last token or comment of the file before the
/// piece and its start; the same number for the next piece is returned.
pub(crate) fn rows<'t>(text: &'t str, outline: &Outline, newlines: usize) -> (Vec<Row<'t>>, usize) {
    let mut builder = Builder {
        text,
        tokens: &outline.tokens.tokens,
        marks: &outline.marks,
        comments: &outline.parsed.comments,
        next: 0,
        end: 0,
        newlines,
        begun: false,
    };
    let (rows, _) = builder.block();
    let tail = builder.step(At::new(text.len() as u32, text.len() as u32));
    (rows, tail)
}

struct Builder<'t, 'o> {
    text: &'t str,
    tokens: &'o [Token],
    /// The marks, comments not yet passed.
    marks: &'o [Mark],
    comments: &'o [At],
    /// Index of the next token.
    next: usize,
    /// Where the last token or comment ended.
    end: usize,
    /// Line ends before the text, not yet given out.
    newlines: usize,
    /// Whether a token or comment has been passed.
    begun: bool,
}

impl<'t> Builder<'t, '_> {
    /// Reads rows up to the `}` of the block or the end of the piece, and the comment that stands behind its `{`.
    fn block(&mut self) -> (Vec<Row<'t>>, Option<&'t str>) {
        let mut rows: Vec<Row<'t>> = Vec::new();
        let mut opening = None;
        let mut open = false;
        while let Some(token) = self.tokens.get(self.next).copied() {
            let ends = matches!(token.kind, TokenKind::Close | TokenKind::End);
            let mark = self.take_mark();
            let continues = open && mark.is_none() && !ends;
            self.comments_before(token, continues, &mut rows, &mut opening);
            if ends {
                break;
            }
            let newlines = self.step(token.at);
            self.next += 1;
            let part = match token.kind {
                TokenKind::Open => Part::Block(self.nested()),
                kind => {
                    let text = self.slice(token.at);
                    Part::Token(Word { text, width: width(text), kind })
                }
            };
            match rows.last_mut().filter(|_| continues) {
                Some(row) => row.parts.push(part),
                None => {
                    let mut row = Row::new(Some(mark.unwrap_or(MarkKind::Item)), newlines > 1);
                    row.parts.push(part);
                    rows.push(row);
                    open = true;
                }
            }
        }
        rows.iter_mut().for_each(Row::measure);
        (rows, opening)
    }

    /// The block whose `{` has been passed.
    fn nested(&mut self) -> Block<'t> {
        let inline = self.tokens.get(self.next).is_some_and(|token| !token.line_break);
        let (rows, opening) = self.block();
        if let Some(token) = self.tokens.get(self.next).filter(|token| token.kind == TokenKind::Close) {
            self.step(token.at);
            self.next += 1;
        }
        Block::new(opening, rows, inline)
    }

    /// Puts the comments in front of `token` where they belong: into the row that `token` continues, behind the row or
    /// the `{` on whose line they stand, or on lines of their own.
    fn comments_before(
        &mut self,
        token: Token,
        continues: bool,
        rows: &mut Vec<Row<'t>>,
        opening: &mut Option<&'t str>,
    ) {
        while let Some((at, rest)) = self.comments.split_first().filter(|(at, _)| at.start < token.at.start) {
            self.comments = rest;
            let begun = self.begun;
            let newlines = self.step(*at);
            let text = self.slice(*at);
            let own_line = newlines > 0 || !begun;
            match rows.last_mut() {
                Some(row) if continues || !own_line => row.parts.push(Part::Comment { text, own_line }),
                None if !own_line => *opening = Some(text),
                _ => rows.push(Row::comment(text, newlines > 1)),
            }
        }
    }

    fn take_mark(&mut self) -> Option<MarkKind> {
        let (mark, rest) = self.marks.split_first()?;
        if mark.token as usize != self.next {
            return None;
        }
        self.marks = rest;
        Some(mark.kind)
    }

    /// Moves behind `at` and counts the line ends in front of it.
    fn step(&mut self, at: At) -> usize {
        let gap = self.text.get(self.end..at.start as usize).unwrap_or_default();
        self.end = at.end as usize;
        self.begun = true;
        std::mem::take(&mut self.newlines) + newlines_in(gap)
    }

    fn slice(&self, at: At) -> &'t str {
        self.text.get(at.start as usize..at.end as usize).unwrap_or_default()
    }
}

/// The line ends in a text.
pub(crate) fn newlines_in(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'\n').count()
}

/// Display cells.
pub(crate) fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.width() }
}
