//! Entry criteria.

use super::MarkKind;
use super::cursor::{Parser, quote};
use crate::errors::{MISSING_PART, NESTING_TOO_DEEP, STRAY_BRACE, SyntaxError};
use crate::grammar::TokenKind;
use crate::split::MAX_DEPTH;
use crate::tree::{At, Criterion, CriterionKind, Entry, Quantifier};
use crate::words::{Place, is_test_word};

/// Reads what follows `entry`.
pub(super) fn entry(p: &mut Parser<'_>, at: At) -> Entry {
    let auto = p.eat_word("auto");
    let mut criteria = Vec::new();
    criteria_block(p, at, &mut criteria);
    Entry { auto, criteria, at: p.since(at) }
}

/// `{ criteria }`: one a line, since a criterion may start with any word.
fn criteria_block(p: &mut Parser<'_>, header: At, criteria: &mut Vec<Criterion>) {
    let header = p.since(header);
    let next = p.peek();
    if next.kind == TokenKind::Open {
        let open = p.bump().at;
        criteria_up_to_close(p, header, open, criteria);
    } else if next.line_break && matches!(next.kind, TokenKind::Word | TokenKind::Number) && !fits_outside(p) {
        p.missing_brace(header);
        criteria_up_to_close(p, header, header.after(), criteria);
    } else if !p.at_item_end() && (next.kind == TokenKind::Word || p.at_sign("(")) {
        p.places.push(Place::Entry);
        p.mark(MarkKind::Criterion);
        criteria.push(criterion(p));
        p.places.pop();
        p.add_braces(header, next.at);
    } else {
        p.missing("`{`", "entry { email is known }");
    }
}

/// Reads criteria up to the `}`, or to where it must have stood. `open` is empty where `{` is missing.
fn criteria_up_to_close(p: &mut Parser<'_>, header: At, open: At, criteria: &mut Vec<Criterion>) {
    p.places.push(Place::Entry);
    loop {
        let token = p.peek();
        match token.kind {
            TokenKind::Close => {
                // A criterion behind the `}` belongs to no other block.
                let early = p.ahead(1).line_break && begins_criterion(p, 1) && !p.closes_in_line_with(token.at, header);
                p.bump();
                if !early {
                    break;
                }
                p.balance += 1;
                p.error(
                    SyntaxError::new(&STRAY_BRACE, token.at, "this `}` closes its block too early")
                        .label("one `}` too many")
                        .help("the criteria below it belong to the same block")
                        .guess("remove `}`", token.at, ""),
                );
            }
            TokenKind::End => {
                p.unclosed(open, None);
                break;
            }
            TokenKind::Word if p.belongs_outside() => {
                p.unclosed(open, Some(token.at));
                break;
            }
            _ => one_criterion(p, criteria),
        }
    }
    p.places.pop();
}

/// Whether the next token starts an item of a block around this one.
fn fits_outside(p: &Parser<'_>) -> bool {
    p.starts_item_here() || p.belongs_outside()
}

/// Whether the token `ahead` places from here begins a condition on a field, which no other block holds.
fn begins_criterion(p: &Parser<'_>, ahead: usize) -> bool {
    let (first, next) = (p.ahead(ahead), p.ahead(ahead + 1));
    let test =
        is_test_word(p.text_of(next)) || next.kind == TokenKind::Sign && !matches!(p.text_of(next), "," | "(" | ")");
    first.kind == TokenKind::Word && test && !next.line_break
}

fn one_criterion(p: &mut Parser<'_>, criteria: &mut Vec<Criterion>) {
    if p.foreign_token() {
        return;
    }
    p.mark(MarkKind::Criterion);
    let before = p.position();
    criteria.push(criterion(p));
    let next = p.peek();
    if begins_criterion(p, 0) && !next.line_break && !p.lost_here() {
        let behind = p.last_at();
        // Each on its line is what was read. `and` would say something else inside of `any of`.
        let indent = " ".repeat(p.line_start(behind.start).1 as usize);
        p.error(
            SyntaxError::new(&MISSING_PART, next.at, format!("expected a new line before {}", quote(p.text_of(next))))
                .label("a second criterion")
                .help("one criterion a line, or `and` between two conditions")
                .fix("start a new line", At::new(behind.end, next.at.start), format!("\n{indent}")),
        );
        return;
    }
    p.reject_rest("this criterion", "join conditions with `and` or `or`; a text stands in double quotes");
    p.advance_from(before);
}

fn criterion(p: &mut Parser<'_>) -> Criterion {
    let at = p.peek().at;
    let group = group_quantifier(p);
    let kind = if let Some(quantifier) = group {
        let mut inner = Vec::new();
        p.depth += 1;
        if p.depth > MAX_DEPTH {
            too_deep(p, at);
        } else {
            criteria_block(p, at, &mut inner);
        }
        p.depth -= 1;
        CriterionKind::Group(quantifier, inner)
    } else if p.at_word("manual") && matches!(p.ahead(1).kind, TokenKind::Text | TokenKind::UnclosedText) {
        p.bump();
        match p.text("what a person judges, in quotes", "manual \"…\"") {
            Some(text) => CriterionKind::Manual(text),
            None => CriterionKind::Condition(p.condition()),
        }
    } else {
        CriterionKind::Condition(p.condition())
    };
    let prose = p.optional_text();
    Criterion { kind, prose, at: p.since(at) }
}

/// Takes `any of`, `all of` or `2 of`.
fn group_quantifier(p: &mut Parser<'_>) -> Option<Quantifier> {
    if p.text_of(p.ahead(1)) != "of" {
        return None;
    }
    let token = p.peek();
    let quantifier = match p.text_of(token) {
        "any" | "one" => Quantifier::Any,
        "all" => Quantifier::All,
        count if token.kind == TokenKind::Number => Quantifier::AtLeast(count.parse().ok()?),
        _ => return None,
    };
    p.bump();
    p.bump();
    Some(quantifier)
}

fn too_deep(p: &mut Parser<'_>, at: At) {
    p.error(
        SyntaxError::new(&NESTING_TOO_DEEP, at, format!("criteria are nested more than {MAX_DEPTH} deep"))
            .help("split them into several criteria"),
    );
    p.skip_item();
    p.lose_thread();
}
