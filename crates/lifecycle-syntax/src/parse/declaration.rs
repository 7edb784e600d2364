//! The top of a piece: which declaration it is, and what to do when it is none.

use super::block::{Block, Body};
use super::cursor::{Parser, quote};
use super::{MarkKind, automation, domain, object, rest, scenario};
use crate::errors::{STRAY_BRACE, SyntaxError, UNEXPECTED_TEXT, UNKNOWN_DECLARATION, UNKNOWN_ITEM};
use crate::grammar::TokenKind;
use crate::tree::{At, Declaration, DeclarationKind, Text};
use crate::words::{DECLARATIONS, is_item_keyword};
use lifecycle_base::{list_words, nearest};

/// Reads all declarations of a piece.
pub(super) fn declarations(p: &mut Parser<'_>) -> Vec<Declaration> {
    let mut read: Vec<Declaration> = Vec::new();
    loop {
        let token = p.peek();
        match token.kind {
            TokenKind::End => return read,
            TokenKind::Close => {
                p.bump();
                p.error(
                    SyntaxError::new(&STRAY_BRACE, token.at, "this `}` closes nothing")
                        .label("no block is open here")
                        .fix("remove `}`", token.at, ""),
                );
            }
            TokenKind::Word if DECLARATIONS.contains(&p.next_text()) => {
                let keyword = p.next_text();
                read.extend(declaration(p, keyword));
            }
            TokenKind::Word => {
                if !continues(p, &mut read) {
                    read.extend(unknown_declaration(p));
                }
            }
            _ => not_a_declaration(p),
        }
    }
}

/// Reads one declaration as if its keyword, which is next, were `keyword`.
fn declaration(p: &mut Parser<'_>, keyword: &str) -> Option<Declaration> {
    p.mark(MarkKind::Declaration);
    let errors = p.error_count();
    let at = p.bump().at;
    let kind = match keyword {
        "lifecycle" => DeclarationKind::Lifecycle(rest::lifecycle(p, at)),
        "team" | "queue" => DeclarationKind::Owner(rest::owner(p, at, keyword)),
        "object" => DeclarationKind::Object(object::object(p, at)),
        "domain" => DeclarationKind::Domain(domain::domain(p, at)),
        "milestone" => DeclarationKind::Milestone(domain::milestone(p, at)),
        "automation" => DeclarationKind::Automation(automation::automation(p, at)),
        "term" => DeclarationKind::Term(rest::term(p, at)),
        "faq" => DeclarationKind::Faq(rest::faq(p, at)),
        "measure" => DeclarationKind::Measure(rest::measure(p, at)),
        "maintain" => DeclarationKind::Maintain(rest::maintain(p, at)),
        "scenario" => DeclarationKind::Scenario(scenario::scenario(p, at)),
        "target" => DeclarationKind::Target(rest::target(p, at)),
        _ => return None,
    };
    Some(Declaration { kind, at: p.since(at), damaged: p.error_count() > errors })
}

/// Items behind the `}` of a declaration belong to it: one brace too many closed it too early.
fn continues(p: &mut Parser<'_>, read: &mut [Declaration]) -> bool {
    let Some(last) = read.last_mut() else { return false };
    let closed = p.last_at();
    let place = match &last.kind {
        DeclarationKind::Domain(_) => domain::PLACE,
        DeclarationKind::Object(_) => object::PLACE,
        DeclarationKind::Automation(_) => automation::PLACE,
        DeclarationKind::Scenario(_) => scenario::PLACE,
        _ => return false,
    };
    if !p.starts_item_of(place) {
        return false;
    }
    p.error(
        SyntaxError::new(&STRAY_BRACE, closed, "this `}` closes the declaration too early")
            .label("one `}` too many before here")
            .help("the items below it belong to the same declaration; remove the `}` that closes nothing"),
    );
    match &mut last.kind {
        DeclarationKind::Domain(node) => p.items(&mut domain::DomainBody(node), closed, closed),
        DeclarationKind::Object(node) => p.items(node, closed, closed),
        DeclarationKind::Automation(node) => p.items(node, closed, closed),
        DeclarationKind::Scenario(node) => p.items(node, closed, closed),
        _ => {}
    }
    last.damaged = true;
    last.at = p.since(last.at);
    true
}

fn unknown_declaration(p: &mut Parser<'_>) -> Option<Declaration> {
    let token = p.peek();
    let word = p.text_of(token);
    let headed =
        matches!(p.ahead(1).kind, TokenKind::Word | TokenKind::Text | TokenKind::Open) && !p.ahead(1).line_break;
    if let Some(guess) = nearest(word, DECLARATIONS.iter().copied()).filter(|_| headed) {
        p.error(
            SyntaxError::new(&UNKNOWN_DECLARATION, token.at, format!("`{word}` declares nothing"))
                .label(format!("did you mean `{guess}`?"))
                .fix(format!("write `{guess}`"), token.at, guess),
        );
        let mut found = declaration(p, guess)?;
        found.damaged = true;
        return Some(found);
    }
    let error = if is_item_keyword(word) {
        SyntaxError::new(&UNKNOWN_ITEM, token.at, format!("`{word}` stands outside of any block"))
            .label("belongs into a declaration")
            .help("look for a `}` too many above, or put it into the declaration it belongs to")
    } else {
        SyntaxError::new(&UNKNOWN_DECLARATION, token.at, format!("{} declares nothing", quote(word)))
            .label("expected a declaration")
            .help(format!("a file holds {}", list_words(DECLARATIONS.iter().copied())))
    };
    p.error(error);
    skip_piece_line(p);
    None
}

fn not_a_declaration(p: &mut Parser<'_>) {
    if p.foreign_token() {
        return;
    }
    let token = p.peek();
    let found = p.describe(token);
    p.error(
        SyntaxError::new(&UNEXPECTED_TEXT, token.at, format!("expected a declaration, found {found}"))
            .label("not expected here")
            .help(format!("a file holds {}", list_words(DECLARATIONS.iter().copied()))),
    );
    skip_piece_line(p);
}

/// Skips the line and the block it may open.
fn skip_piece_line(p: &mut Parser<'_>) {
    loop {
        p.skip_balanced();
        let token = p.peek();
        if token.kind == TokenKind::End || token.line_break || token.kind == TokenKind::Close {
            return;
        }
    }
}

impl Parser<'_> {
    /// An optional label behind a name.
    pub(super) fn label(&mut self) -> Option<Text> {
        matches!(self.kind(), TokenKind::Text | TokenKind::UnclosedText | TokenKind::Junk)
            .then(|| self.optional_text())
            .flatten()
    }

    /// The body of a declaration whose header started at `at`, then anything that is left of the header's line.
    pub(super) fn declaration_body<B: Block>(&mut self, node: &mut B, at: At, body: Body) {
        if !matches!(self.kind(), TokenKind::Open | TokenKind::Close | TokenKind::End) && !self.peek().line_break {
            self.reject_header();
        }
        self.body(node, at, body);
    }

    /// Reports what stands between a header and its `{`.
    fn reject_header(&mut self) {
        let first = self.peek();
        let found = self.describe(first);
        while !matches!(self.kind(), TokenKind::Open | TokenKind::Close | TokenKind::End) && !self.peek().line_break {
            self.bump();
        }
        let at = first.at.to(self.last_at());
        let mut error = SyntaxError::new(&UNEXPECTED_TEXT, at, format!("{found} is not expected in this header"))
            .label("not expected here");
        if first.kind == TokenKind::Word {
            error = error.help("a label stands in double quotes behind the name, and clauses behind the label");
        }
        self.error(error);
    }
}
