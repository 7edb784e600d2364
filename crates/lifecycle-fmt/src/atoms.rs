//! A row laid flat: every token with the blanks in front of it.

use crate::rows::{Block, Part, Row, row_gap};
use crate::spacing::gap;
use lifecycle_syntax::TokenKind;

/// A token on its way to a line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Atom<'t> {
    pub text: &'t str,
    /// Display cells.
    pub width: usize,
    /// Blanks in front.
    pub gap: usize,
    /// [`TokenKind::Open`] for `{` and `{}`.
    pub kind: TokenKind,
    /// How many braces are around it, counted from its row.
    pub depth: u8,
    /// Whether a row starts with it.
    pub starts_row: bool,
    /// The column it heads, from 1; 0 for none.
    pub column: u8,
}

impl<'t> Atom<'t> {
    fn brace(text: &'t str, gap: usize, kind: TokenKind, depth: u8) -> Self {
        Self { text, width: text.len(), gap, kind, depth, starts_row: false, column: 0 }
    }

    /// The atom of the part at `index`, if that is a token.
    pub(crate) fn of(row: &Row<'t>, index: usize) -> Option<Self> {
        let Some(Part::Token(word)) = row.parts.get(index) else { return None };
        let (text, width, kind) = (word.text, word.width, word.kind);
        Some(Self { text, width, gap: gap(row, index), kind, depth: 0, starts_row: index == 0, column: 0 })
    }

    /// Its cells with the blanks in front.
    pub(crate) fn cells(&self) -> usize {
        self.gap + self.width
    }
}

/// All tokens of a row that stands on one line, its blocks included.
pub(crate) fn flatten<'t>(row: &Row<'t>) -> Vec<Atom<'t>> {
    let mut atoms = Vec::with_capacity(row.parts.len() + 4);
    add_row(row, 0, 0, &mut atoms);
    atoms
}

/// The tokens of a block that stands on one line.
pub(crate) fn flatten_block<'t>(block: &Block<'t>, gap: usize) -> Vec<Atom<'t>> {
    let mut atoms = Vec::new();
    add_block(block, gap, 0, &mut atoms);
    atoms
}

fn add_row<'t>(row: &Row<'t>, first_gap: usize, depth: u8, atoms: &mut Vec<Atom<'t>>) {
    for (index, part) in row.parts.iter().enumerate() {
        let gap = if index == 0 { first_gap } else { gap(row, index) };
        match part {
            Part::Token(_) => atoms.extend(Atom::of(row, index).map(|atom| Atom { gap, depth, ..atom })),
            Part::Block(block) => add_block(block, gap, depth, atoms),
            Part::Comment { .. } | Part::Verbatim(_) => {}
        }
    }
}

fn add_block<'t>(block: &Block<'t>, gap: usize, depth: u8, atoms: &mut Vec<Atom<'t>>) {
    if block.is_empty() {
        atoms.push(Atom::brace("{}", gap, TokenKind::Open, depth));
        return;
    }
    atoms.push(Atom::brace("{", gap, TokenKind::Open, depth));
    let mut first_gap = 1;
    for row in &block.rows {
        add_row(row, first_gap, depth.saturating_add(1), atoms);
        first_gap = row_gap(row);
    }
    atoms.push(Atom::brace("}", 1, TokenKind::Close, depth));
}
