//! The top of a piece: which declaration it is, and what to do when it is none.

use super::block::{Block, Body};
use super::cursor::{Parser, quote};
use super::{MarkKind, automation, domain, object, rest, scenario};
use crate::errors::{MISPLACED_ITEM, STRAY_BRACE, SyntaxError, UNEXPECTED_TEXT, UNKNOWN_DECLARATION};
use crate::grammar::TokenKind;
use crate::tree::{At, Declaration, DeclarationKind, Object, Remarks, Scenario};
use crate::words::{DECLARATIONS, Place, home_of};
use lifecycle_base::nearest;

/// Reads all declarations of a piece.
pub(super) fn declarations(p: &mut Parser<'_>) -> Vec<Declaration> {
    let mut read: Vec<Declaration> = Vec::new();
    loop {
        let (token, before) = (p.peek(), p.position());
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
                let found = orphans(p);
                read.extend(if found.is_some() { found } else { unknown_declaration(p) });
            }
            _ => read.extend(not_a_declaration(p)),
        }
        p.advance_from(before);
    }
}

/// Reads one declaration as if its keyword, which is next, were `keyword`.
fn declaration(p: &mut Parser<'_>, keyword: &str) -> Option<Declaration> {
    p.mark(MarkKind::Declaration);
    let errors = p.error_count();
    let at = p.bump().at;
    p.skip_colon(keyword);
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

/// The places whose items tell which declaration they belong to.
const TELLING: [Place; 4] = [domain::PLACE, object::PLACE, automation::PLACE, scenario::PLACE];

/// Items outside of any declaration: the header above them is missing. They are read as if it stood there without a name.
fn orphans(p: &mut Parser<'_>) -> Option<Declaration> {
    let token = p.peek();
    let place = TELLING.into_iter().find(|place| p.starts_item_of(*place))?;
    p.error(
        SyntaxError::new(
            &MISPLACED_ITEM,
            token.at,
            format!("{} stands outside of any declaration", quote(p.text_of(token))),
        )
        .label(format!("belongs in {}", place.described()))
        .help(format!("the line that begins {} is missing above, or a `}}` above is one too many", place.described())),
    );
    let at = At::new(token.at.start, token.at.start);
    Some(headless(p, place, at, at))
}

/// Reads the items of a declaration whose header cannot be read. `open` is empty where `{` is missing.
fn headless(p: &mut Parser<'_>, place: Place, header: At, open: At) -> Declaration {
    p.mark(MarkKind::Declaration);
    let kind = match place {
        Place::Domain => {
            let mut node = domain::headless();
            p.items(&mut domain::DomainBody(&mut node), header, open);
            DeclarationKind::Domain(node)
        }
        Place::Object => {
            let mut node = Object { name: None, fields: Vec::new(), remarks: Remarks::default() };
            p.items(&mut node, header, open);
            DeclarationKind::Object(node)
        }
        Place::Scenario => {
            let mut node = Scenario { title: None, covers: Vec::new(), steps: Vec::new(), remarks: Remarks::default() };
            p.items(&mut node, header, open);
            DeclarationKind::Scenario(node)
        }
        _ => {
            let mut node = automation::headless();
            p.items(&mut node, header, open);
            DeclarationKind::Automation(node)
        }
    };
    Declaration { kind, at: p.since(header), damaged: true }
}

/// Skips what cannot be read as a header. If a block follows on the line, its first item tells what it is.
fn unreadable_header(p: &mut Parser<'_>) -> Option<Declaration> {
    let header = p.peek().at;
    let first = p.first_of_block().filter(|_| p.block_follows_on_line());
    let place = first.and_then(|first| TELLING.into_iter().find(|place| p.starts_at(first, *place)));
    let (Some(first), Some(place)) = (first, place) else {
        skip_piece_line(p);
        return None;
    };
    p.bump_many(first);
    let open = p.last_at();
    Some(headless(p, place, header, open))
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
    let error = if let Some(home) = home_of(word, Place::File) {
        SyntaxError::new(&MISPLACED_ITEM, token.at, format!("`{word}` stands outside of any declaration"))
            .label(format!("belongs in {}", home.described()))
            .help("a line above it is missing, or a `}` above is one too many")
    } else {
        SyntaxError::new(&UNKNOWN_DECLARATION, token.at, format!("{} declares nothing", quote(word)))
            .label("expected a declaration")
            .help(format!("a file holds {}", DECLARATIONS.join(", ")))
    };
    p.error(error);
    unreadable_header(p)
}

fn not_a_declaration(p: &mut Parser<'_>) -> Option<Declaration> {
    if p.foreign_token() {
        return None;
    }
    let token = p.peek();
    let found = p.describe(token);
    p.error(
        SyntaxError::new(&UNEXPECTED_TEXT, token.at, format!("expected a declaration, found {found}"))
            .label("not expected here")
            .help(format!("a file holds {}", DECLARATIONS.join(", "))),
    );
    unreadable_header(p)
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
    /// The body of a declaration whose header started at `at`, then anything that is left of the header's line.
    pub(super) fn declaration_body<B: Block>(&mut self, node: &mut B, at: At, body: Body) {
        if !matches!(self.kind(), TokenKind::Open | TokenKind::Close | TokenKind::End) && !self.peek().line_break {
            self.reject_header();
        }
        self.body(node, at, body);
    }

    /// Reports what stands between a header and its `{`.
    pub(super) fn reject_header(&mut self) {
        let first = self.peek();
        let found = self.describe(first);
        let known = self.lost_here();
        while !matches!(self.kind(), TokenKind::Open | TokenKind::End) && !self.peek().line_break {
            if self.kind() == TokenKind::Close {
                if self.balance >= 0 {
                    break;
                }
                self.balance += 1;
            }
            self.bump();
        }
        if known {
            return;
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
