//! From trees to the model, in passes; inside a pass the order of declarations does not matter.
//!
//! 1. `declare`: owners, fields, domains, pipelines, tracks, stages and the names of everything else get ids.
//! 2. `rollup`: derived domains find their sources, and those without stages mirror them.
//! 3. `link`: whatever mentions a name is resolved and checked: stages, then automations, scenarios and the rest.

mod astray;
mod automations;
mod conditions;
mod declare;
mod domains;
mod fields;
mod former;
mod gaps;
mod lookup;
mod misfits;
mod names;
mod rest;
mod rollup;
mod suggest;
mod values;

use crate::entities::{Allow, Confirmed, Ident, Remarks};
use crate::model::{DomainId, Model, StageId};
use lifecycle_base::{Diagnostic, FileId, Location, Span};
use lifecycle_syntax::ParsedPiece;
use lifecycle_syntax::tree::{self, At, DeclarationKind};
use names::Names;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use std::sync::Arc;

/// One file: its id, and its pieces with the offsets at which they start.
#[derive(Clone, Debug)]
pub struct File {
    /// The file.
    pub id: FileId,
    /// Offset and content of each piece, in order.
    pub pieces: Vec<(u32, Arc<ParsedPiece>)>,
}

/// The model of a project and what is wrong with its names and types.
#[derive(Debug, Default)]
pub struct Analysis {
    /// The model, with holes where the source is broken.
    pub model: Model,
    /// The findings, in no particular order. Syntax errors are not among them.
    pub diagnostics: Vec<Diagnostic>,
}

/// Resolves a project. The order of the files is the order in which automations apply.
pub fn resolve(files: &[File]) -> Analysis {
    let mut r = Resolver::default();
    r.declare_standard_fields();
    for file in files {
        for (start, piece) in &file.pieces {
            r.declare_piece(Source { file: file.id, start: *start }, piece);
        }
    }
    r.declare_product_fields();
    r.derive_domains();
    for (source, declaration) in declarations(files) {
        r.link(source, declaration);
    }
    r.finish_mirrors();
    r.check_former_names();
    r.check_header(files);
    Analysis { model: r.model, diagnostics: r.diagnostics }
}

fn declarations(files: &[File]) -> impl Iterator<Item = (Source, &tree::Declaration)> {
    files.iter().flat_map(|file| {
        file.pieces.iter().flat_map(move |(start, piece)| {
            let source = Source { file: file.id, start: *start };
            piece.declarations.iter().map(move |declaration| (source, declaration))
        })
    })
}

/// The piece a tree comes from: turns its places into locations.
#[derive(Clone, Copy)]
struct Source {
    file: FileId,
    start: u32,
}

impl Source {
    fn at(self, at: At) -> Location {
        Location::new(self.file, Span::new(self.start + at.start, self.start + at.end))
    }
}

#[derive(Default)]
struct Resolver {
    model: Model,
    names: Names,
    diagnostics: Vec<Diagnostic>,
    /// How many candidates have been compared for suggestions; a file full of unknown names must not cost its square.
    compared: usize,
    /// Built when first asked for.
    index: Option<lookup::StageIndex>,
    /// What syntax errors may have cost.
    gaps: gaps::Gaps,
    /// Former names, checked last.
    formers: former::Formers,
    /// Cursors into the tables, since both passes meet the declarations in the same order.
    linked: declare::Linked,
    /// Derived domains, whose sources are looked up when all domains are known.
    rollups: Vec<(DomainId, Source, tree::Rollup)>,
    /// Mirrored stages with their originals, sources of other mirrors first.
    mirrored: Vec<(StageId, StageId)>,
    /// Which source stages a derived domain has used, and where.
    derived: FxHashMap<(DomainId, StageId), Location>,
    /// Domains `per product`, with the places that say so.
    per_product: Vec<(DomainId, Location)>,
}

impl Resolver {
    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    fn link(&mut self, source: Source, declaration: &tree::Declaration) {
        let at = source.at(declaration.at);
        match &declaration.kind {
            DeclarationKind::Lifecycle(node) => self.link_header(source, node, at),
            DeclarationKind::Owner(node) => self.link_owner(source, node, at),
            DeclarationKind::Object(node) => self.link_object(source, node),
            DeclarationKind::Domain(node) => self.link_domain(source, node, at),
            DeclarationKind::Milestone(node) => self.link_milestone(source, node, at),
            DeclarationKind::Automation(node) => self.link_automation(source, node, at, declaration.damaged),
            DeclarationKind::Term(node) => self.link_term(source, node, at),
            DeclarationKind::Faq(node) => self.link_faq(source, node, at),
            DeclarationKind::Measure(node) => self.link_measure(source, node, at),
            DeclarationKind::Maintain(node) => self.link_maintain(source, node, at),
            DeclarationKind::Scenario(node) => self.link_scenario(source, node, at),
            DeclarationKind::Target(node) => self.link_target(source, node, at),
        }
    }

    /// Declares what a piece holds, and remembers what its syntax errors may have cost.
    fn declare_piece(&mut self, source: Source, piece: &ParsedPiece) {
        let losses = gaps::Losses::of(piece);
        if losses.declarations {
            self.gaps.lose_everything();
        }
        for declaration in &piece.declarations {
            self.declare(source, declaration, losses.items && declaration.damaged);
        }
    }

    /// Resolves the remarks of a declaration with a name, and remembers its former names.
    fn named_remarks(
        &mut self,
        source: Source,
        space: former::Space,
        name: &SmolStr,
        remarks: &tree::Remarks,
        scope: Location,
    ) -> Remarks {
        if !remarks.was.is_empty() {
            self.formers.note(source, space, name, &remarks.was);
        }
        self.remarks(source, remarks, scope)
    }

    /// Resolves the remarks of a declaration at `scope`.
    fn remarks(&mut self, source: Source, remarks: &tree::Remarks, scope: Location) -> Remarks {
        for allow in &remarks.allows {
            self.model.allows.push(Allow {
                rule: allow.rule.text.clone(),
                rule_at: source.at(allow.rule.at),
                reason: allow.reason.as_ref().map(|text| text.value.clone()),
                until: allow.until,
                scope,
                at: source.at(allow.at),
            });
        }
        let mut confirmed = Vec::new();
        for item in &remarks.confirmed {
            if let Some(team) = self.team(source, &item.team) {
                confirmed.push(Confirmed { team, on: item.on, at: source.at(item.at) });
            }
        }
        Remarks {
            was: remarks.was.iter().map(|name| name.text.clone()).collect(),
            notes: remarks.notes.iter().map(|text| text.value.clone()).collect(),
            confirmed,
        }
    }
}

/// Name, label and places of a declaration, remarks still open.
fn ident(source: Source, name: &tree::Name, label: Option<&tree::Text>, at: Location, damaged: bool) -> Ident {
    let name_at = source.at(name.at);
    Ident {
        label: label.map_or_else(|| label_of(&name.text), |text| text.value.clone()),
        label_written: label.is_some(),
        label_at: label.map_or(name_at, |text| source.at(text.at)),
        name: name.text.clone(),
        name_at,
        at,
        damaged,
        remarks: Remarks::default(),
    }
}

/// The label a name stands for when none is written: split at capitals and underscores.
///
/// `MarketingEngaged` → "Marketing Engaged", `first_value_on` → "First value on", `MQL` → "MQL".
fn label_of(name: &SmolStr) -> SmolStr {
    let mut out = String::with_capacity(name.len() + 4);
    let mut before = ' ';
    let mut chars = name.chars().peekable();
    while let Some(c) = chars.next() {
        let starts_word = c.is_uppercase()
            && (before.is_lowercase()
                || before.is_ascii_digit()
                || chars.peek().is_some_and(|next| next.is_lowercase()));
        if c == '_' {
            out.push(' ');
        } else {
            if starts_word && before != ' ' && before != '_' {
                out.push(' ');
            }
            out.push(c);
        }
        before = c;
    }
    let trimmed = out.trim();
    let mut chars = trimmed.chars();
    let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
    SmolStr::from(first + chars.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_split_at_capitals() {
        let label = |name: &str| label_of(&name.into()).to_string();
        assert_eq!(label("MarketingEngaged"), "Marketing Engaged");
        assert_eq!(label("MQL"), "MQL");
        assert_eq!(label("MQLAccepted"), "MQL Accepted");
        assert_eq!(label("first_value_on"), "First value on");
        assert_eq!(label("Stage2Won"), "Stage2 Won");
        assert_eq!(label("email"), "Email");
        assert_eq!(label("_"), "");
    }
}
