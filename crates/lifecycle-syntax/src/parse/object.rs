//! Objects and their fields.

use super::MarkKind;
use super::block::{Block, Body};
use super::cursor::Parser;
use crate::errors::{FOREIGN_SYNTAX, MISSING_PART, SyntaxError, UNEXPECTED_TEXT};
use crate::grammar::TokenKind;
use crate::tree::{At, Choice, Field, FieldKind, Mapping, Object, Remarks, TypeRef};
use crate::words::Place;

pub(super) const PLACE: Place = Place::Object;

pub(super) fn object(p: &mut Parser<'_>, at: At) -> Object {
    let name = p.name("an object", "object contact {");
    let mut node = Object { name, fields: Vec::new(), remarks: Remarks::default() };
    p.declaration_body(&mut node, at, Body::Required);
    node
}

impl Block for Object {
    const PLACE: Place = PLACE;

    fn item(&mut self, p: &mut Parser<'_>, keyword: &str, at: At) -> bool {
        let kind = match keyword {
            "field" => FieldKind::Field,
            "status" => FieldKind::Status,
            "type" => FieldKind::Type,
            _ => return false,
        };
        self.fields.push(field(p, kind, at));
        true
    }

    fn remarks(&mut self) -> Option<&mut Remarks> {
        Some(&mut self.remarks)
    }
}

fn field(p: &mut Parser<'_>, kind: FieldKind, at: At) -> Field {
    let example = match kind {
        FieldKind::Field => "field fit_score number \"ICP fit score\"",
        FieldKind::Status => "status contact_status \"Contact Status\" { New  Working }",
        FieldKind::Type => "type contact_type \"Contact Type\" { Prospect  Customer }",
    };
    let errors = p.error_count();
    let mut node = Field {
        kind,
        name: p.identifier("the field", example),
        ty: None,
        label: None,
        choices: Vec::new(),
        choices_at: None,
        mappings: Vec::new(),
        remarks: Remarks::default(),
        at,
        damaged: false,
    };
    if kind == FieldKind::Field && node.name.is_some() {
        node.ty = p.name("the type of the field", example).map(|name| TypeRef { name });
    }
    clauses(p, &mut node);
    let takes_choices = takes_choices(&node);
    if takes_choices && node.choices_at.is_none() && p.error_count() == errors {
        let whole = p.since(at);
        p.error(
            SyntaxError::new(&MISSING_PART, whole, "the values are missing")
                .label("its values belong behind this")
                .help("list them in braces: `{ SMB  MidMarket \"Mid-Market\"  Enterprise }`"),
        );
    } else if let (false, Some(block)) = (takes_choices, node.choices_at) {
        p.error(
            SyntaxError::new(&UNEXPECTED_TEXT, block, "only a picklist has values")
                .label("values of a field that is none")
                .help("make the field a `picklist`, or remove the values"),
        );
    }
    node.at = p.since(at);
    node.damaged = p.error_count() > errors;
    node
}

/// Whether this kind of field has values.
fn takes_choices(node: &Field) -> bool {
    let picklist = |name: &str| matches!(name, "picklist" | "multipicklist");
    node.kind != FieldKind::Field || node.ty.as_ref().is_some_and(|ty| picklist(ty.name.as_str()))
}

/// Label, values, API names and remarks, in any order, as far as they stand on the field's own line.
fn clauses(p: &mut Parser<'_>, node: &mut Field) {
    loop {
        let token = p.peek();
        if token.line_break && token.kind != TokenKind::Open {
            return;
        }
        match token.kind {
            TokenKind::Open if node.choices_at.is_none() => {
                choices(p, node);
            }
            _ if opens_list(p.text_of(token)) && node.choices_at.is_none() && takes_choices(node) => {
                choices_without_braces(p, node);
            }
            TokenKind::Text | TokenKind::UnclosedText | TokenKind::Junk => {
                let label = p.optional_text();
                if label.is_none() {
                    return;
                }
                p.once(&mut node.label, label, "label", token.at, |text| text.at);
            }
            TokenKind::Word if p.at_word("as") => {
                p.bump();
                mappings(p, node);
            }
            TokenKind::Word if !p.starts_item_of(Place::Owner) && !p.starts_item_here() && node.label.is_none() => {
                node.label = p.label(PLACE);
                if node.label.is_none() {
                    return;
                }
            }
            TokenKind::Word if p.starts_item_of(Place::Owner) && !p.at_word("approver") => {
                let keyword = p.next_text();
                p.bump();
                let mut remarks = std::mem::take(&mut node.remarks);
                p.remark(&mut remarks, keyword, token.at);
                node.remarks = remarks;
            }
            _ => return,
        }
    }
}

fn mappings(p: &mut Parser<'_>, node: &mut Field) {
    const EXAMPLE: &str = "as salesforce \"Contract_Signed_Date__c\", hubspot \"contract_signed_on\"";
    loop {
        let Some(target) = p.plain_name("a CRM", EXAMPLE) else { return };
        let Some(api_name) = p.text("the field's name there, in quotes", EXAMPLE) else { return };
        node.mappings.push(Mapping { target, api_name });
        if !p.at_sign(",") || p.comma_ends_list() {
            return;
        }
        p.bump();
    }
}

/// `{ SMB  MidMarket "Mid-Market"  Enterprise }`, with or without commas.
fn choices(p: &mut Parser<'_>, node: &mut Field) {
    let open = p.bump().at;
    p.places.push(Place::Choices);
    loop {
        let (token, before) = (p.peek(), p.position());
        match token.kind {
            TokenKind::Close => {
                p.bump();
                break;
            }
            TokenKind::End => {
                p.unclosed(open, None);
                break;
            }
            TokenKind::Word if next_item_in_choices(p) => {
                p.unclosed(open, Some(token.at));
                break;
            }
            TokenKind::Word | TokenKind::Number | TokenKind::Text => {
                p.mark(MarkKind::Choice);
                if let Some(choice) = choice(p) {
                    node.choices.push(choice);
                }
            }
            TokenKind::Sign if p.at_sign(",") => {
                p.bump();
            }
            _ => {
                let found = p.describe(token);
                p.skip_balanced();
                p.error(
                    SyntaxError::new(&UNEXPECTED_TEXT, token.at, format!("{found} is not a value"))
                        .label("not expected here")
                        .help("values are identifiers, each with an optional label in quotes"),
                );
            }
        }
        p.advance_from(before);
    }
    p.places.pop();
    node.choices_at = Some(p.since(open));
}

fn opens_list(text: &str) -> bool {
    text == "(" || text.starts_with('[')
}

/// `[ SMB, Enterprise ]` and `( SMB, Enterprise )`.
fn choices_without_braces(p: &mut Parser<'_>, node: &mut Field) {
    let open = p.bump().at;
    p.places.push(Place::Choices);
    while !p.at_item_end() {
        let token = p.peek();
        match token.kind {
            TokenKind::Word | TokenKind::Number | TokenKind::Text => {
                p.mark(MarkKind::Choice);
                node.choices.extend(choice(p));
            }
            _ => {
                p.bump();
                if matches!(p.text_of(token), ")" | "]") {
                    break;
                }
            }
        }
    }
    p.places.pop();
    let at = p.since(open);
    let inner = p.slice(at).trim_matches(['(', ')', '[', ']', ' ']);
    let written = format!("{{ {inner} }}");
    p.error(SyntaxError::new(&FOREIGN_SYNTAX, at, "values stand in braces").label("put these in `{ }`").fix(
        format!("write `{written}`"),
        at,
        written,
    ));
    node.choices_at = Some(at);
}

fn choice(p: &mut Parser<'_>) -> Option<Choice> {
    // A value may stand on a line of its own, where `identifier` would see the line break as an end.
    let name = p.line_identifier("the value", "MidMarket \"Mid-Market\"")?;
    let label = if name.at.start == name.at.end { p.line_text() } else { p.optional_text() };
    let mut was = Vec::new();
    while p.at_word("was") && !p.peek().line_break && p.ahead(1).kind == TokenKind::Word && !p.ahead(1).line_break {
        p.bump();
        was.extend(p.eat_name());
    }
    Some(Choice { name, label, was })
}

/// `field region …` on a line of its own cannot be two values.
fn next_item_in_choices(p: &Parser<'_>) -> bool {
    let next = p.ahead(1);
    p.peek().line_break
        && ((matches!(p.next_text(), "field" | "status" | "type") && next.kind == TokenKind::Word && !next.line_break)
            || p.heads_declaration())
}
