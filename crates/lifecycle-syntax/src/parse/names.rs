//! Names: those that are declared, and those that mention what is declared elsewhere.

use super::cursor::{Parser, quote};
use crate::errors::{FOREIGN_SYNTAX, INVALID_NAME, MISSING_PART, SyntaxError};
use crate::grammar::TokenKind;
use crate::tree::{At, Name};
use crate::words::CLAUSES;

impl Parser<'_> {
    /// A new identifier on the same line. `what` names what is declared, with its article. Repairs what it can, so that
    /// one bad name does not make every mention of it unknown.
    pub(super) fn identifier(&mut self, what: &str, example: &str) -> Option<Name> {
        if self.starts_line() {
            self.missing(&format!("the name of {what}"), example);
            return None;
        }
        self.line_identifier(what, example)
    }

    /// An identifier that may start a line.
    pub(super) fn line_identifier(&mut self, what: &str, example: &str) -> Option<Name> {
        let token = self.peek();
        let text = self.text_of(token);
        match token.kind {
            TokenKind::Word | TokenKind::Number => {
                self.bump();
                let usable = usable_name(text);
                if usable != text {
                    self.error(
                        SyntaxError::new(&INVALID_NAME, token.at, format!("{} cannot be an identifier", quote(text)))
                            .label("letters A to Z, digits and `_` only, starting with a letter")
                            .help("internal names in the CRM come from the identifier; people see the label, where anything goes")
                            .guess(format!("write `{usable}`"), token.at, usable.clone()),
                    );
                }
                Some(Name { text: usable.into(), at: token.at })
            }
            TokenKind::Text => {
                let derived = name_from_label(&self.unquoted(token));
                self.error(
                    SyntaxError::new(
                        &MISSING_PART,
                        token.at,
                        format!("the identifier of {what} is missing before its label"),
                    )
                    .label("this is the label")
                    .help(format!("write it like this: `{example}`"))
                    .guess(
                        format!("insert `{derived}`"),
                        At::new(token.at.start, token.at.start),
                        format!("{derived} "),
                    ),
                );
                Some(Name { text: derived.into(), at: At::new(token.at.start, token.at.start) })
            }
            _ => {
                self.missing(&format!("the name of {what}"), example);
                None
            }
        }
    }

    /// The next word as a name, whatever it reads.
    pub(super) fn eat_name(&mut self) -> Option<Name> {
        if self.kind() != TokenKind::Word {
            return None;
        }
        let token = self.bump();
        let name = Name { text: self.text_of(token).into(), at: token.at };
        let next = self.peek();
        if next.kind == TokenKind::Junk && next.at.start == token.at.end && self.text_of(next).starts_with('.') {
            self.bump();
            let path = token.at.to(next.at);
            let written = quote(self.slice(path));
            self.error(
                SyntaxError::new(&MISSING_PART, path, format!("expected a name after {written}"))
                    .label("ends in a point")
                    .help("a path has a name behind every point: `lead.MQL`, `contact.email`"),
            );
        }
        Some(name)
    }

    /// A name on the same line, or a report that `what` is missing. A name in quotes is taken as meant.
    pub(super) fn name(&mut self, what: &str, example: &str) -> Option<Name> {
        let token = self.peek();
        let text = self.text_of(token);
        let inner = text.strip_prefix('"').and_then(|inner| inner.strip_suffix('"')).unwrap_or_default();
        if token.kind == TokenKind::Text && !self.starts_line() && is_path(inner) {
            self.bump();
            self.error(
                SyntaxError::new(&FOREIGN_SYNTAX, token.at, format!("{what} is written without quotes"))
                    .label("a name, not a text")
                    .fix(format!("write `{inner}`"), token.at, inner),
            );
            return Some(Name { text: inner.into(), at: token.at });
        }
        self.plain_name(what, example)
    }

    /// A name on the same line in front of a text, or a report that `what` is missing.
    pub(super) fn plain_name(&mut self, what: &str, example: &str) -> Option<Name> {
        let name = if self.starts_line() { None } else { self.eat_name() };
        if name.is_none() {
            self.missing(what, example);
        }
        name
    }

    /// One name or several between commas. A comma may end its line.
    pub(super) fn names(&mut self, what: &str, example: &str) -> Vec<Name> {
        let mut names: Vec<Name> = self.name(what, example).into_iter().collect();
        while !names.is_empty() && self.names_go_on(example) {
            match self.name(what, example) {
                Some(name) => names.push(name),
                None => break,
            }
        }
        names
    }

    /// Takes the comma between two names, or what people write for one.
    fn names_go_on(&mut self, example: &str) -> bool {
        let token = self.peek();
        let text = self.text_of(token);
        if self.at_sign(",") {
            if self.comma_ends_list() {
                return false;
            }
            self.bump();
            return true;
        }
        let next = self.ahead(1);
        let joined = matches!(text, "and" | "&" | "+" | "/") && next.kind == TokenKind::Word && !next.line_break;
        if joined && !token.line_break {
            self.bump();
            self.error(
                SyntaxError::new(&FOREIGN_SYNTAX, token.at, format!("names are separated by commas, not by `{text}`"))
                    .label("write a comma")
                    .fix("write a comma", At::new(self.slice_before(token.at), token.at.end), ","),
            );
            return true;
        }
        let another = token.kind == TokenKind::Word && !token.line_break && !self.starts_item_here();
        if another && !CLAUSES.contains(&text) && !matches!(text, "and" | "or" | "when" | "for" | "to") {
            let behind = self.last_at();
            self.error(
                SyntaxError::new(&MISSING_PART, token.at, format!("expected a comma before {}", quote(text)))
                    .label("a second name")
                    .help(format!("several names are separated by commas: `{example}`"))
                    .fix("insert a comma", behind.after(), ","),
            );
            return true;
        }
        false
    }

    /// Whether the comma that is next has nothing behind it but the next item. Reported where it is skipped.
    pub(super) fn comma_ends_list(&self) -> bool {
        let next = self.ahead(1);
        let item = next.line_break && self.places.last().is_some_and(|place| self.starts_at(1, *place));
        item || matches!(next.kind, TokenKind::Close | TokenKind::End)
    }

    /// Where the blanks before `at` begin.
    fn slice_before(&self, at: At) -> u32 {
        self.text.get(..at.start as usize).map_or(at.start, |before| before.trim_end().len() as u32)
    }
}

/// Whether a text could stand as a name without its quotes.
fn is_path(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'.')
}

/// The nearest usable identifier: umlauts spelt out, accents dropped where known, other signs as `_`.
fn usable_name(text: &str) -> String {
    let plain =
        text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') && !text.starts_with(|c: char| c.is_ascii_digit());
    if plain {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 4);
    if text.starts_with(|c: char| !c.is_alphabetic() && c != '_') {
        out.push('S');
    }
    for c in text.chars() {
        match c {
            'ä' => out.push_str("ae"),
            'ö' => out.push_str("oe"),
            'ü' => out.push_str("ue"),
            'Ä' => out.push_str("Ae"),
            'Ö' => out.push_str("Oe"),
            'Ü' => out.push_str("Ue"),
            'ß' => out.push_str("ss"),
            'á' | 'à' | 'â' | 'ã' | 'å' => out.push('a'),
            'é' | 'è' | 'ê' | 'ë' => out.push('e'),
            'í' | 'ì' | 'î' | 'ï' => out.push('i'),
            'ó' | 'ò' | 'ô' | 'õ' | 'ø' => out.push('o'),
            'ú' | 'ù' | 'û' => out.push('u'),
            'ç' => out.push('c'),
            'ñ' => out.push('n'),
            c if c.is_ascii_alphanumeric() || c == '_' => out.push(c),
            _ => out.push('_'),
        }
    }
    out
}

/// An identifier for a label: `"Proposal / Negotiation"` → `ProposalNegotiation`.
fn name_from_label(label: &str) -> String {
    let mut out = String::new();
    for word in label.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        let mut chars = word.chars();
        out.extend(chars.next().into_iter().flat_map(char::to_uppercase));
        out.push_str(chars.as_str());
    }
    let usable = usable_name(&out);
    if usable.is_empty() { "Unnamed".to_owned() } else { usable }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_repaired() {
        assert_eq!(usable_name("Früh-Phase"), "Frueh_Phase");
        assert_eq!(usable_name("3a"), "S3a");
        assert_eq!(name_from_label("Proposal / Negotiation"), "ProposalNegotiation");
        assert_eq!(name_from_label("…"), "Unnamed");
    }
}
