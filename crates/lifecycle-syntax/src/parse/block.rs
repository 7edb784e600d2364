//! Blocks of items: the one loop that reads them all.

use super::MarkKind;
use super::cursor::{Parser, quote};
use crate::errors::{
    FOREIGN_SYNTAX, MISPLACED_ITEM, MISSING_PART, REPEATED_ITEM, SyntaxError, UNEXPECTED_TEXT, UNKNOWN_ITEM,
};
use crate::grammar::{Token, TokenKind};
use crate::tree::{At, Remarks};
use crate::words::{Place, home_of};
use lifecycle_base::{list_words, nearest};

/// A node whose body is a list of items.
pub(super) trait Block {
    /// What kind of block it is.
    const PLACE: Place;

    /// Reads the item that starts with `keyword`, which has been taken. False when the block has no such item.
    fn item(&mut self, p: &mut Parser<'_>, keyword: &str, at: At) -> bool;

    /// Where `note`, `was` and the like go.
    fn remarks(&mut self) -> Option<&mut Remarks>;
}

/// Whether a block may be left out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Body {
    Required,
    Optional,
}

impl Parser<'_> {
    /// Reads `{ items }` behind the header that started at `header`.
    pub(super) fn body<B: Block>(&mut self, node: &mut B, header: At, body: Body) {
        let header = self.since(header);
        let same_line = !self.peek().line_break && self.block_follows_on_line();
        if same_line && !self.starts_item_of(B::PLACE) && !self.starts_item_here() {
            self.reject_header();
        }
        let token = self.peek();
        if token.kind == TokenKind::Open {
            let open = self.bump().at;
            self.items(node, header, open);
        } else if self.starts_item_of(B::PLACE) && (body == Body::Required || !self.starts_item_here()) {
            if token.line_break {
                self.missing_brace(header);
                // No brace was opened, so none can be missing at the end.
                self.items(node, header, header.after());
            } else {
                self.items_without_braces(node, header);
            }
        } else if body == Body::Required {
            self.missing("`{`", "");
        }
    }

    /// Whether something stands between here and the `{` further on in the line.
    pub(super) fn block_follows_on_line(&self) -> bool {
        let tokens = (0..16).map(|n| self.ahead(n));
        let line = tokens.enumerate().take_while(|(n, token)| {
            // A `}` in a header is one too many, if there is one too many at all.
            let ends = token.kind == TokenKind::Close && self.balance >= 0 || token.kind == TokenKind::End;
            !ends && (*n == 0 || !token.line_break)
        });
        let mut opens = line.filter(|(_, token)| token.kind == TokenKind::Open);
        opens.next().is_some_and(|(ahead, _)| ahead > 0)
    }

    /// Reports that `{` is missing behind `header`.
    pub(super) fn missing_brace(&mut self, header: At) {
        self.balance += 1;
        self.error(
            SyntaxError::new(&MISSING_PART, header, format!("expected `{{` after {}", quote(self.slice(header))))
                .label("a `{` belongs behind this")
                .fix("insert `{`", header.after(), " {"),
        );
    }

    /// `exit to SQL`: the items of a block on the line of its header.
    fn items_without_braces<B: Block>(&mut self, node: &mut B, header: At) {
        let first = self.peek().at;
        self.places.push(B::PLACE);
        while !self.at_item_end() && self.starts_item_of(B::PLACE) {
            self.one_item(node, header);
        }
        self.places.pop();
        self.add_braces(header, first);
    }

    /// Reports that what stands between `first` and here, behind `header`, lacks its braces, or only the first of them.
    pub(super) fn add_braces(&mut self, header: At, first: At) {
        let at = self.since(first);
        if self.kind() == TokenKind::Close && !self.peek().line_break && self.balance < 0 {
            self.bump();
            self.missing_brace(header);
            return;
        }
        let inner = self.slice(at);
        let inner = inner.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')).unwrap_or(inner).trim();
        let written = format!("{{ {inner} }}");
        self.error(
            SyntaxError::new(
                &MISSING_PART,
                at,
                format!("what belongs to {} stands in braces", quote(self.slice(header))),
            )
            .label("put this in `{ }`")
            .fix(format!("write `{written}`"), at, written),
        );
    }

    /// Reads items up to the `}` of the block, or to where it must have ended. `open` is empty where `{` is missing.
    pub(super) fn items<B: Block>(&mut self, node: &mut B, header: At, open: At) {
        self.places.push(B::PLACE);
        loop {
            let (token, before) = (self.peek(), self.position());
            match token.kind {
                TokenKind::Close => {
                    if !self.closes_too_early(header) {
                        self.bump();
                        break;
                    }
                    self.stray_close(token.at);
                }
                TokenKind::End => {
                    self.unclosed(open, None);
                    break;
                }
                TokenKind::Word => {
                    if !self.starts_item_here() && self.belongs_outside() {
                        self.unclosed(open, Some(token.at));
                        break;
                    }
                    self.one_item(node, header);
                }
                _ => self.stray_piece(node),
            }
            self.advance_from(before);
        }
        self.places.pop();
    }

    /// Reads the item whose keyword is next, known or not.
    fn one_item<B: Block>(&mut self, node: &mut B, header: At) {
        self.mark(MarkKind::Item);
        let token = self.peek();
        let word = self.text_of(token);
        let next = self.ahead(1);
        let known = B::PLACE == Place::Target || B::PLACE.keywords().any(|keyword| keyword == word);
        if known {
            self.bump();
            self.read_item(node, word, token.at);
            return;
        }
        if self.filler_word() {
            return;
        }
        let guess = nearest(word, B::PLACE.keywords()).filter(|guess| {
            home_of(word, B::PLACE).is_none() && B::PLACE.starts_item(guess, next.kind, self.text_of(next))
        });
        let Some(guess) = guess else {
            if B::PLACE == Place::Domain && self.holds_stages() {
                // `NewBusiness "New Business" { stage …`: the keyword is missing or beyond recognition.
                if next.kind == TokenKind::Word {
                    self.bump();
                }
                let start = At::new(token.at.start, token.at.start);
                let error =
                    SyntaxError::new(&MISSING_PART, token.at, format!("expected `pipeline`, found {}", quote(word)))
                        .label("its block holds stages")
                        .help("write it like this: `pipeline NewBusiness \"New Business\" {`");
                self.error(match next.kind {
                    TokenKind::Word => error.fix("write `pipeline`", token.at, "pipeline"),
                    _ => error.fix("insert `pipeline`", start, "pipeline "),
                });
                self.goes_on_at = Some(self.position());
                self.read_item(node, "pipeline", token.at);
                return;
            }
            self.unknown_item(B::PLACE, header);
            return;
        };
        self.bump();
        self.error(
            SyntaxError::new(&UNKNOWN_ITEM, token.at, format!("{} has no item `{word}`", B::PLACE.described()))
                .label(format!("did you mean `{guess}`?"))
                .fix(format!("write `{guess}`"), token.at, guess),
        );
        self.read_item(node, guess, token.at);
    }

    /// Reads an item whose keyword, or what stands for it, has been taken.
    fn read_item<B: Block>(&mut self, node: &mut B, keyword: &str, at: At) {
        self.skip_colon(keyword);
        let remarked = node.remarks().is_some_and(|remarks| self.remark(remarks, keyword, at));
        if remarked || node.item(self, keyword, at) {
            let help = if B::PLACE == Place::Exit { "every way out stands on a line of its own: `to SQL`" } else { "" };
            self.reject_rest(&format!("this `{keyword}`"), help);
        } else {
            // A keyword of `words.rs` that no arm reads: never to be passed over in silence.
            let message = format!("`{keyword}` is not read in {}", B::PLACE.described());
            self.error(SyntaxError::new(&UNKNOWN_ITEM, at, message).label("not read"));
            self.skip_item();
        }
    }

    /// Whether a block follows on this line whose first item is a stage.
    fn holds_stages(&self) -> bool {
        self.block_follows_on_line() && self.first_of_block().is_some_and(|at| self.starts_at(at, Place::Pipeline))
    }

    /// How many tokens ahead the first token of the next block is.
    pub(super) fn first_of_block(&self) -> Option<usize> {
        (0..16).find(|n| self.ahead(*n).kind == TokenKind::Open).map(|open| open + 1)
    }

    /// `then move …`, `and notify …`: a word that says nothing here in front of an item.
    fn filler_word(&mut self) -> bool {
        let token = self.peek();
        let word = self.text_of(token);
        let next = self.ahead(1);
        let item = self.places.last().is_some_and(|place| self.starts_at(1, *place));
        if !item || next.line_break || !matches!(word, "then" | "and" | "also" | "do" | "or" | "else") {
            return false;
        }
        self.bump();
        self.not_needed(token, format!("items need no `{word}` before them"));
        true
    }

    /// `owner: Sales` and `owner = Sales`: a habit from YAML and TOML.
    pub(super) fn skip_colon(&mut self, keyword: &str) {
        let token = self.peek();
        let sign = self.text_of(token);
        if matches!(sign, ":" | "=" | ":=") && !token.line_break {
            self.bump();
            self.not_needed(token, format!("`{keyword}` takes what follows without `{sign}`"));
        }
    }

    /// Reports a token that should go.
    pub(super) fn not_needed(&mut self, token: Token, message: String) {
        let text = self.text_of(token);
        self.error(SyntaxError::new(&FOREIGN_SYNTAX, token.at, message).label("not needed").fix(
            format!("remove `{text}`"),
            token.at,
            "",
        ));
    }

    fn unknown_item(&mut self, place: Place, header: At) {
        let token = self.peek();
        let word = self.text_of(token);
        if let Some(home) = home_of(word, place) {
            let headless = self.skip_orphans(home, header);
            let (here, there) = (place.described(), home.described());
            self.error(if headless {
                SyntaxError::new(&MISPLACED_ITEM, token.at, format!("`{word}` stands outside of {there}"))
                    .label(format!("belongs in {there}"))
                    .help(format!("the line that begins {there} is missing above"))
            } else {
                SyntaxError::new(&MISPLACED_ITEM, token.at, format!("`{word}` does not belong in {here}"))
                    .label(format!("belongs in {there}"))
                    .help(format!("move it into {there}; {here} has {}", listed(place)))
            });
            return;
        }
        self.bump();
        let error =
            SyntaxError::new(&UNKNOWN_ITEM, token.at, format!("{} has no item {}", place.described(), quote(word)))
                .label("not an item");
        self.error(match nearest(word, place.keywords()) {
            Some(guess) => error.help(format!("did you mean `{guess}`?")),
            None => error.help(format!("{} has {}", place.described(), listed(place))),
        });
        if !self.peek().line_break && !self.starts_item_here() {
            self.skip_item();
        }
    }

    /// Something that is no word stands where an item should start.
    fn stray_piece<B: Block>(&mut self, node: &mut B) {
        if self.foreign_token() {
            return;
        }
        let first = self.peek();
        let text = self.text_of(first);
        if B::PLACE == Place::Exit && matches!(text, "->" | "→" | "=>") && self.ahead(1).kind == TokenKind::Word {
            self.bump();
            self.foreign_sign(first.at, text, "to");
            self.read_item(node, "to", first.at);
            return;
        }
        if first.kind == TokenKind::Open && self.balance > 0 && self.slice(self.last_at()) == "{" {
            self.stray_open();
            return;
        }
        let found = self.describe(first);
        if first.kind == TokenKind::Open {
            self.skip_balanced();
        } else if first.kind == TokenKind::Close {
            self.bump();
        } else {
            self.bump();
            if !self.peek().line_break && !self.starts_item_here() {
                self.skip_item();
            }
        }
        self.error(
            SyntaxError::new(
                &UNEXPECTED_TEXT,
                first.at,
                format!("{found} does not start an item of {}", B::PLACE.described()),
            )
            .label("not expected here")
            .help(format!("{} has {}", B::PLACE.described(), listed(B::PLACE))),
        );
    }

    /// Keeps the first of an item that may stand only once, and reports a second one.
    pub(super) fn once<T>(
        &mut self,
        slot: &mut Option<T>,
        value: Option<T>,
        keyword: &str,
        at: At,
        first: impl Fn(&T) -> At,
    ) {
        match (slot.as_ref().map(first), value) {
            (None, value) => *slot = value,
            (Some(first), _) => {
                let at = self.since(at);
                self.error(
                    SyntaxError::new(&REPEATED_ITEM, at, format!("`{keyword}` may stand only once here"))
                        .label("a second one")
                        .related(first, "the first one")
                        .help("keep one of the two"),
                );
            }
        }
    }
}

/// The items of a place for a sentence.
fn listed(place: Place) -> String {
    if place == Place::Target {
        return "one setting a line, such as `api_version 66.0`".to_owned();
    }
    let words: Vec<String> = place.keywords().map(|word| format!("`{word}`")).collect();
    list_words(words.iter().map(String::as_str))
}
