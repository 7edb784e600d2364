//! Which rows form a table, and what heads its columns. The only place of the formatter that knows the keywords of items
//! and declarations; others know the words of conditions.
//!
//! A row that no table is made for stands by itself; a new construct at worst has no columns.

use crate::atoms::Atom;
use crate::rows::{Part, Row};
use lifecycle_syntax::words::STAGE_MARKS;
use lifecycle_syntax::{MarkKind, TokenKind};
use std::ops::RangeInclusive;

/// A kind of table. Neighbouring rows of the same kind share columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Table<'t> {
    /// Criteria: condition and prose.
    Criteria,
    /// Values of a picklist: name and label.
    Choices,
    /// Fields of an object: keyword and name, type, label, values. By keyword.
    Fields(&'t str),
    /// `lifecycle`, `measure`, `target`: keyword and the rest.
    Settings,
    /// `entry` and `exit` blocks of a line: what comes before `{`, and the block.
    Gates,
    /// Declarations, stages and pipelines of a line: keyword and name, label, clauses, the items of the block. By keyword.
    Headers(&'t str),
}

impl Table<'_> {
    /// The columns to align, as alternatives: the first one that all rows can follow is taken.
    pub(crate) const fn columns(self) -> &'static [RangeInclusive<u8>] {
        match self {
            Table::Headers(_) => &[1..=u8::MAX, BLOCK..=u8::MAX, BLOCK..=BLOCK],
            _ => &[1..=u8::MAX],
        }
    }
}

/// The column of `{`, in front of those of the items in it.
const BLOCK: u8 = 3;

/// The keyword of a row: what it is, whatever marks stand in front.
pub(crate) fn keyword<'t>(row: &Row<'t>) -> &'t str {
    match row.first_word() {
        word if STAGE_MARKS.contains(&word) => "stage",
        "queue" => "team",
        word => word,
    }
}

/// The table a row takes part in. `parent` is the keyword of the row around it.
pub(crate) fn table<'t>(row: &Row<'t>, parent: &str) -> Option<Table<'t>> {
    match row.mark? {
        MarkKind::Criterion => Some(Table::Criteria),
        MarkKind::Choice => Some(Table::Choices),
        MarkKind::Declaration => Some(Table::Headers(keyword(row))),
        MarkKind::Item => match parent {
            "object" => Some(match keyword(row) {
                // Both are a name, a label and values.
                "status" | "type" => Table::Fields("status"),
                keyword => Table::Fields(keyword),
            }),
            "lifecycle" | "measure" | "target" => Some(Table::Settings),
            "domain" | "pipeline" => Some(Table::Headers(keyword(row))),
            "stage" if matches!(row.parts.last(), Some(Part::Block(_))) => Some(Table::Gates),
            _ => None,
        },
    }
}

/// The blanks that bring a short keyword to the common width of its block.
pub(crate) fn keyword_padding(row: &Row<'_>, parent: &str) -> usize {
    let common = match parent {
        "automation" => "when".len(),
        "scenario" => "expect".len(),
        _ => return 0,
    };
    match row.parts.first() {
        Some(Part::Token(word)) if row.mark == Some(MarkKind::Item) && row.parts.len() > 1 => {
            common.saturating_sub(word.width)
        }
        _ => 0,
    }
}

/// Whether lines may end behind commas. The values of a target's setting stay on its line.
pub(crate) fn commas_break(parent: &str) -> bool {
    parent != "target"
}

/// Notes on the atoms of a run of rows which columns they head.
pub(crate) fn head_columns(table: Table<'_>, rows: &mut [Vec<Atom<'_>>]) {
    let mut items: Vec<&str> = Vec::new();
    for row in rows {
        match table {
            Table::Criteria => {
                if let Some(last) = row.last_mut().filter(|last| last.kind == TokenKind::Text && last.gap > 1) {
                    last.column = 1;
                }
            }
            Table::Choices => first(row, 1, |atom| atom.kind == TokenKind::Text, 1),
            Table::Settings => first(row, 1, |_| true, 1),
            Table::Gates => first(row, 0, |atom| atom.kind == TokenKind::Open, 1),
            Table::Fields(keyword) => {
                if keyword == "field" {
                    first(row, 2, |_| true, 1);
                }
                first(row, 2, |atom| atom.kind == TokenKind::Text, 2);
                first(row, 2, |atom| atom.kind == TokenKind::Open, BLOCK);
            }
            Table::Headers(_) => {
                first(row, 1, |atom| atom.kind == TokenKind::Text, 1);
                let label = row.iter().position(|atom| atom.column == 1);
                if let Some(clause) = label.and_then(|at| row.get_mut(at + 1)).filter(|a| a.kind == TokenKind::Word) {
                    clause.column = 2;
                }
                first(row, 1, |atom| atom.kind == TokenKind::Open, BLOCK);
                head_items(row, &mut items);
            }
        }
        keep_order(row);
    }
}

/// Gives `column` to the first atom of the row itself, from index `from` on, that `is` it.
fn first(row: &mut [Atom<'_>], from: usize, is: impl Fn(&Atom<'_>) -> bool, column: u8) {
    let mut own = row.iter_mut().skip(from).filter(|atom| atom.depth == 0);
    if let Some(atom) = own.find(|atom| is(atom)) {
        atom.column = column;
    }
}

/// The items of a block head columns as far as all rows have the same ones in the same order.
fn head_items<'t>(row: &mut [Atom<'t>], items: &mut Vec<&'t str>) {
    for (index, atom) in row.iter_mut().filter(|atom| atom.depth == 1 && atom.starts_row).enumerate() {
        match items.get(index) {
            None => items.push(atom.text),
            Some(item) if *item == atom.text => {}
            Some(_) => return,
        }
        // The first one follows its brace.
        if index > 0 {
            atom.column = BLOCK.saturating_add(index.min(100) as u8);
        }
    }
}

/// A column that would lie to the left of the one before it is none: labels may stand behind values.
fn keep_order(row: &mut [Atom<'_>]) {
    let mut last = 0;
    for atom in row.iter_mut().filter(|atom| atom.column > 0) {
        if atom.column <= last {
            atom.column = 0;
        } else {
            last = atom.column;
        }
    }
}
