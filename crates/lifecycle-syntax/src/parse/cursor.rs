//! The cursor over the tokens of a piece, and the small questions every parse function asks.

use super::{Mark, MarkKind};
use crate::errors::{MISSING_PART, SyntaxError, UNEXPECTED_TEXT};
use crate::grammar::{Token, TokenKind};
use crate::tree::At;
use crate::words::Place;
use lifecycle_base::nearest;

pub(super) struct Parser<'s> {
    pub(super) text: &'s str,
    tokens: &'s [Token],
    position: usize,
    errors: Vec<SyntaxError>,
    marks: Vec<Mark>,
    /// Where the parser lost its thread: what else is missing or unexpected right there is the same mistake.
    lost_at: Option<usize>,
    /// Where an item goes on though a line starts there.
    pub(super) goes_on_at: Option<usize>,
    /// Whether no token ends a foreign comment any more, so that nobody looks for one again.
    pub(super) no_comment_end: bool,
    /// How many `{` there are more than `}`, as far as no finding accounts for them. When none are, every brace is right.
    pub(super) balance: i64,
    /// The blocks around the cursor, outermost first.
    pub(super) places: Vec<Place>,
    /// Nesting of conditions and groups.
    pub(super) depth: u32,
}

impl<'s> Parser<'s> {
    pub(super) fn new(text: &'s str, tokens: &'s [Token]) -> Self {
        Self {
            text,
            tokens,
            position: 0,
            errors: Vec::new(),
            marks: Vec::new(),
            lost_at: None,
            goes_on_at: None,
            no_comment_end: false,
            balance: tokens.iter().map(weight).sum(),
            places: Vec::new(),
            depth: 0,
        }
    }

    pub(super) fn finish(self) -> (Vec<SyntaxError>, Vec<Mark>) {
        (self.errors, self.marks)
    }

    /// The token `ahead` places from here; past the end, the last one.
    pub(super) fn ahead(&self, ahead: usize) -> Token {
        let end = Token {
            kind: TokenKind::End,
            at: At::new(self.text.len() as u32, self.text.len() as u32),
            line_break: true,
        };
        self.tokens.get(self.position + ahead).or(self.tokens.last()).copied().unwrap_or(end)
    }

    pub(super) fn peek(&self) -> Token {
        self.ahead(0)
    }

    pub(super) fn kind(&self) -> TokenKind {
        self.peek().kind
    }

    /// Takes the next token. The end is never taken.
    pub(super) fn bump(&mut self) -> Token {
        let token = self.peek();
        if token.kind != TokenKind::End {
            self.position += 1;
        }
        token
    }

    pub(super) fn bump_many(&mut self, count: usize) {
        for _ in 0..count {
            self.bump();
        }
    }

    /// Takes a token if none has been taken since `position`. No loop stands still, whatever the functions in it do.
    pub(super) fn advance_from(&mut self, position: usize) {
        if self.position == position {
            self.bump();
        }
    }

    pub(super) fn position(&self) -> usize {
        self.position
    }

    /// The token with this index.
    pub(super) fn token(&self, index: usize) -> Option<Token> {
        self.tokens.get(index).copied()
    }

    /// The index of the token at `at`.
    pub(super) fn index_of(&self, at: At) -> usize {
        self.tokens.partition_point(|token| token.at.start < at.start)
    }

    /// Where items have started so far.
    pub(super) fn marks(&self) -> &[Mark] {
        &self.marks
    }

    pub(super) fn slice(&self, at: At) -> &'s str {
        self.text.get(at.start as usize..at.end as usize).unwrap_or_default()
    }

    pub(super) fn text_of(&self, token: Token) -> &'s str {
        self.slice(token.at)
    }

    /// The text of the next token.
    pub(super) fn next_text(&self) -> &'s str {
        self.text_of(self.peek())
    }

    /// Whether the next token is the word `word`.
    pub(super) fn at_word(&self, word: &str) -> bool {
        self.kind() == TokenKind::Word && self.next_text() == word
    }

    pub(super) fn at_sign(&self, sign: &str) -> bool {
        self.kind() == TokenKind::Sign && self.next_text() == sign
    }

    /// Takes the word `word` if it is next.
    pub(super) fn eat_word(&mut self, word: &str) -> Option<At> {
        self.at_word(word).then(|| self.bump().at)
    }

    pub(super) fn eat_sign(&mut self, sign: &str) -> Option<At> {
        self.at_sign(sign).then(|| self.bump().at)
    }

    /// The place of the last token taken.
    pub(super) fn last_at(&self) -> At {
        self.position.checked_sub(1).and_then(|i| self.tokens.get(i)).map_or(At::default(), |t| t.at)
    }

    /// From `start` to the last token taken.
    pub(super) fn since(&self, start: At) -> At {
        At::new(start.start, self.last_at().end.max(start.end))
    }

    /// Notes that the next token starts something on a line of its own.
    pub(super) fn mark(&mut self, kind: MarkKind) {
        self.marks.push(Mark { token: self.position as u32, kind });
    }

    pub(super) fn error(&mut self, error: SyntaxError) {
        self.errors.push(error);
    }

    /// How many errors there are: a node is damaged when the number grows while it is read.
    pub(super) fn error_count(&self) -> usize {
        self.errors.len()
    }

    /// Whether the next token ends what is being read: a block's end, or a new line.
    pub(super) fn at_item_end(&self) -> bool {
        let token = self.peek();
        token.line_break || matches!(token.kind, TokenKind::Close | TokenKind::End)
    }

    /// Reports that `what` is missing: behind the last token when its line or block ends there, else at what stands
    /// in its place. `example` is shown as the way to write it. One place is reported once.
    pub(super) fn missing(&mut self, what: &str, example: &str) {
        if self.lost_here() {
            return;
        }
        if self.close_splits_line() {
            self.stray_close(self.peek().at);
            self.lose_thread();
            return;
        }
        self.lose_thread();
        let token = self.peek();
        let error = if self.at_item_end() && self.position > 0 {
            let behind = self.last_at();
            let word = quote(self.slice(behind));
            SyntaxError::new(&MISSING_PART, behind, format!("expected {what} after {word}"))
                .label("followed by nothing")
        } else {
            let found = self.describe(token);
            SyntaxError::new(&MISSING_PART, token.at, format!("expected {what}, found {found}"))
                .label(format!("expected {what}"))
        };
        self.error(if example.is_empty() { error } else { error.help(format!("write it like this: `{example}`")) });
    }

    /// Whether something has been reported missing right here.
    pub(super) fn lost_here(&self) -> bool {
        self.lost_at == Some(self.position)
    }

    /// Notes that the rest of the item is part of a mistake that has been reported.
    pub(super) fn lose_thread(&mut self) {
        self.lost_at = Some(self.position);
    }

    /// Takes the word `word`, which must stand before `what`. If it was left out, says so and goes on as if it stood there.
    /// False when `what` is missing too.
    pub(super) fn require_word(&mut self, word: &str, what: &str, example: &str) -> bool {
        if self.eat_word(word).is_some() {
            return true;
        }
        let token = self.peek();
        if self.at_item_end() || !matches!(token.kind, TokenKind::Word | TokenKind::Number) || self.starts_item_here() {
            self.missing(&format!("`{word}` and {what}"), example);
            return false;
        }
        let found = self.text_of(token);
        if nearest(found, [word]).is_some() && matches!(self.ahead(1).kind, TokenKind::Word | TokenKind::Number) {
            self.bump();
            self.misspelt(token, word);
            return true;
        }
        if !self.lost_here() {
            self.error(
                SyntaxError::new(&MISSING_PART, token.at, format!("expected `{word}` before {}", quote(found)))
                    .label(format!("`{word}` belongs before this"))
                    .help(format!("write it like this: `{example}`"))
                    .fix(format!("insert `{word}`"), At::new(token.at.start, token.at.start), format!("{word} ")),
            );
        }
        true
    }

    /// Reports a word inside an item that must be meant as `word`.
    pub(super) fn misspelt(&mut self, token: Token, word: &str) {
        let found = quote(self.text_of(token));
        self.error(
            SyntaxError::new(&UNEXPECTED_TEXT, token.at, format!("expected `{word}`, found {found}"))
                .label(format!("did you mean `{word}`?"))
                .fix(format!("write `{word}`"), token.at, word),
        );
    }

    /// A token in words.
    pub(super) fn describe(&self, token: Token) -> String {
        match token.kind {
            TokenKind::End => "the end of the declaration".to_owned(),
            TokenKind::Text | TokenKind::UnclosedText => "a text in quotes".to_owned(),
            TokenKind::Word
            | TokenKind::Number
            | TokenKind::Sign
            | TokenKind::Open
            | TokenKind::Close
            | TokenKind::Junk => quote(self.text_of(token)),
        }
    }

    /// Whether the next token starts a line and so cannot continue what stands before; behind a comma it can.
    pub(super) fn starts_line(&self) -> bool {
        let behind_comma = self.slice(self.last_at()) == ",";
        self.peek().line_break && self.position > 0 && !behind_comma && self.goes_on_at != Some(self.position)
    }

    /// Skips to the end of the item: a new line, the block's end, or the next item of this place; blocks are skipped whole.
    pub(super) fn skip_item(&mut self) {
        while self.kind() != TokenKind::End && self.kind() != TokenKind::Close {
            let start = self.position;
            self.skip_balanced();
            if self.position == start || self.peek().line_break || self.starts_item_here() {
                return;
            }
        }
    }

    /// Takes one token, or a whole block with everything in it. A `{` too many is only a token: what looks like its block
    /// is what stands around it.
    pub(super) fn skip_balanced(&mut self) {
        let start = self.position;
        if self.kind() != TokenKind::Open {
            self.bump();
            return;
        }
        let mut open = 0i64;
        loop {
            let token = self.peek();
            open += weight(&token);
            if open == 0 || token.kind == TokenKind::End {
                break;
            }
            self.bump();
        }
        let first = self.token(start).unwrap_or(self.peek()).at;
        let close = self.peek();
        let same_line = !self.slice(first.to(close.at)).contains('\n');
        if self.balance > 0
            && !(same_line && close.kind == TokenKind::Close)
            && !self.closes_in_line_with(close.at, first)
        {
            self.balance -= 1;
            self.position = start;
        }
        self.bump();
    }

    /// Whether the next token starts an item of the innermost block.
    pub(super) fn starts_item_here(&self) -> bool {
        self.places.last().is_some_and(|place| self.starts_item_of(*place))
    }

    /// Whether the next token starts an item of `place`, judged by what follows it.
    pub(super) fn starts_item_of(&self, place: Place) -> bool {
        self.starts_at(0, place)
    }

    /// Whether the token `ahead` places from here starts an item of `place`.
    pub(super) fn starts_at(&self, ahead: usize, place: Place) -> bool {
        let (token, next) = (self.ahead(ahead), self.ahead(ahead + 1));
        token.kind == TokenKind::Word && place.starts_item(self.text_of(token), next.kind, self.text_of(next))
    }

    /// Reports everything up to the end of the item as unexpected, once, and not at all where the mistake is known.
    pub(super) fn reject_rest(&mut self, after: &str, help: &str) {
        let first = self.peek();
        if self.at_item_end() || self.starts_item_here() {
            return;
        }
        if self.lost_here() {
            self.skip_item();
            return;
        }
        if self.foreign_token() {
            return;
        }
        let found = self.describe(first);
        self.skip_item();
        let at = first.at.to(self.last_at());
        let error = SyntaxError::new(&UNEXPECTED_TEXT, at, format!("{found} is not expected after {after}"))
            .label("not expected here");
        self.error(if help.is_empty() { error } else { error.help(help) });
    }
}

/// What a token adds to the balance of braces.
fn weight(token: &Token) -> i64 {
    match token.kind {
        TokenKind::Open => 1,
        TokenKind::Close => -1,
        _ => 0,
    }
}

/// A token's text in backticks, shortened.
pub(super) fn quote(text: &str) -> String {
    const MOST: usize = 60;
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() > MOST {
        let short: String = line.chars().take(MOST).collect();
        return format!("`{short}…`");
    }
    // Names and labels are often aligned with blanks.
    let words: Vec<&str> = line.split_whitespace().collect();
    format!("`{}`", words.join(" "))
}
