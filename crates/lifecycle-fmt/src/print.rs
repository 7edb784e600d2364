//! From rows to lines: indentation, blocks on one line or several, tables, long rows.

use crate::align::align;
use crate::atoms::{Atom, flatten, flatten_block};
use crate::columns::{Table, commas_break, head_columns, keyword, keyword_padding, table};
use crate::lines::{Lines, push_long_text};
use crate::rows::{Block, Part, Row, width};
use crate::spacing::{HANG, INDENT, WIDTH};
use crate::wrap::{Wrap, first_break};
use std::borrow::Borrow;
use std::ops::Range;

/// A file laid out.
pub(crate) struct Page {
    /// The text.
    pub text: String,
    /// The place of each top row in it, without the line end.
    pub rows: Vec<Range<usize>>,
}

/// Lays out the rows of a file.
pub(crate) fn print<'t>(rows: &[&Row<'t>]) -> Page {
    let mut printer = Printer { lines: Lines::default(), tops: Vec::with_capacity(rows.len()) };
    printer.rows(rows, 0, "");
    let (text, starts) = printer.lines.finish();
    let start_of = |line: usize| starts.get(line).copied().unwrap_or(text.len());
    let rows = printer.tops.iter().map(|top| start_of(top.start)..start_of(top.end).saturating_sub(1)).collect();
    Page { text, rows }
}

struct Printer<'t> {
    lines: Lines<'t>,
    /// The lines of each top row.
    tops: Vec<Range<usize>>,
}

impl<'t> Printer<'t> {
    /// Prints the rows of a block, or of the file. `parent` is the keyword of the row around them.
    fn rows<R: Borrow<Row<'t>>>(&mut self, rows: &[R], indent: usize, parent: &'t str) {
        let table_of = |row: &R| {
            let row: &Row<'t> = row.borrow();
            table(row, parent).filter(|_| fits(row, indent, parent) || wraps(row))
        };
        let in_run = |a: &R, b: &R| table_of(a).is_some_and(|table| table_of(b) == Some(table));
        for run in rows.chunk_by(|a, b| !b.borrow().blank_before && in_run(a, b)) {
            if run.first().is_some_and(|row| row.borrow().blank_before) {
                self.lines.blank();
            }
            match run.first().and_then(table_of) {
                Some(table) if run.len() > 1 => self.run(table, run, indent, parent),
                _ => run.iter().for_each(|row| self.row(row.borrow(), indent, parent)),
            }
        }
    }

    /// Prints rows of a table.
    fn run<R: Borrow<Row<'t>>>(&mut self, table: Table<'t>, run: &[R], indent: usize, parent: &'t str) {
        let mut rows: Vec<Vec<Atom<'t>>> = run.iter().map(|row| flatten(row.borrow())).collect();
        head_columns(table, &mut rows);
        let wraps = |(row, atoms): (&R, &Vec<Atom<'t>>)| {
            let fits = fits(row.borrow(), indent, parent);
            if fits { atoms.len() } else { first_break(atoms, commas_break(parent)) }
        };
        let heads: Vec<usize> = run.iter().zip(&rows).map(wraps).collect();
        let aligned = table.columns().iter().any(|columns| {
            let mut tried = rows.clone();
            let all = align(&mut tried, &heads, columns.clone(), indent);
            if all {
                rows = tried;
            }
            all
        });
        if !aligned {
            align(&mut rows, &heads, 1..=u8::MAX, indent);
        }
        for (row, atoms) in run.iter().zip(&rows) {
            let first = self.lines.len();
            self.lines.begin(indent);
            self.stretch(atoms, indent, parent, 0);
            self.trailing(row.borrow());
            self.top(indent, first);
        }
    }

    /// Prints a row that stands by itself.
    fn row(&mut self, row: &Row<'t>, indent: usize, parent: &'t str) {
        let first = self.lines.len();
        self.lines.begin(indent);
        if fits(row, indent, parent) {
            let mut atoms = flatten(row);
            pad_keyword(&mut atoms, row, parent);
            self.atoms(&atoms);
            self.trailing(row);
        } else {
            self.tall(row, indent, parent);
        }
        self.top(indent, first);
    }

    fn top(&mut self, indent: usize, first: usize) {
        if indent == 0 {
            self.tops.push(first..self.lines.len());
        }
    }

    fn atoms(&mut self, atoms: &[Atom<'t>]) {
        for atom in atoms {
            self.lines.push(atom.gap, atom.text, atom.width);
        }
    }

    fn trailing(&mut self, row: &Row<'t>) {
        if let Some(Part::Comment { text, .. }) = row.parts.last() {
            self.lines.comment(text, true);
        }
    }

    /// Prints a row that needs several lines, or has comments inside; its first line has begun.
    fn tall(&mut self, row: &Row<'t>, indent: usize, parent: &'t str) {
        // Whether a comment has ended the line.
        let mut ended = false;
        let mut index = 0;
        while let Some(part) = row.parts.get(index) {
            match part {
                Part::Token(_) => {
                    let mut atoms: Vec<Atom<'t>> = (index..).map_while(|i| Atom::of(row, i)).collect();
                    if index == 0 {
                        pad_keyword(&mut atoms, row, parent);
                    }
                    self.resume(&mut ended, indent + HANG, atoms.first_mut());
                    let reserve =
                        if matches!(row.parts.get(index + atoms.len()), Some(Part::Block(_))) { 2 } else { 0 };
                    self.stretch(&atoms, indent, parent, reserve);
                    index += atoms.len();
                    continue;
                }
                Part::Block(block) => {
                    self.resume(&mut ended, indent, None);
                    let behind: usize = (index + 1..).map_while(|i| Atom::of(row, i)).map(|atom| atom.cells()).sum();
                    self.block(block, indent, keyword(row), behind);
                }
                Part::Comment { text, own_line } => {
                    if *own_line {
                        if index > 0 {
                            self.lines.begin(indent + HANG);
                        }
                        self.lines.push(0, text, width(text));
                    } else {
                        self.lines.comment(text, false);
                    }
                    ended = true;
                }
                Part::Verbatim(text) => self.lines.push(0, text, 0),
            }
            index += 1;
        }
    }

    /// Starts a line if a comment ended the last one.
    fn resume(&mut self, ended: &mut bool, indent: usize, first: Option<&mut Atom<'t>>) {
        if std::mem::take(ended) {
            self.lines.begin(indent);
            if let Some(atom) = first {
                atom.gap = 0;
            }
        }
    }

    /// Prints tokens, on several lines if they are too long. `reserve` is the cells of what must follow.
    fn stretch(&mut self, atoms: &[Atom<'t>], indent: usize, parent: &str, reserve: usize) {
        let start = self.lines.width() + atoms.first().map_or(0, |atom| atom.gap);
        let wrap = Wrap::new(atoms, commas_break(parent), start, indent + HANG, reserve);
        for (atom, start) in atoms.iter().zip(&wrap.breaks) {
            let gap = match start {
                Some(indent) => {
                    self.lines.begin(*indent);
                    0
                }
                None => atom.gap,
            };
            if atom.text.contains('\n') {
                push_long_text(&mut self.lines, gap, atom.text, indent + INDENT);
            } else {
                self.lines.push(gap, atom.text, atom.width);
            }
        }
    }

    /// Prints a block behind what stands on the line. `behind` is the cells of the tokens that follow it.
    fn block(&mut self, block: &Block<'t>, indent: usize, parent: &'t str, behind: usize) {
        let gap = usize::from(self.lines.width() > indent);
        if block.flat.is_some_and(|flat| self.lines.width() + gap + flat + behind <= WIDTH) {
            self.atoms(&flatten_block(block, gap));
            return;
        }
        self.lines.push(gap, "{", 1);
        if let Some(comment) = block.opening {
            self.lines.comment(comment, false);
        }
        self.rows(&block.rows, indent + INDENT, parent);
        self.lines.begin(indent);
        self.lines.push(0, "}", 1);
    }
}

fn fits(row: &Row<'_>, indent: usize, parent: &str) -> bool {
    row.flat.is_some_and(|flat| indent + flat + keyword_padding(row, parent) <= WIDTH)
}

/// Whether a row too long for its line can go on below without opening a block.
fn wraps(row: &Row<'_>) -> bool {
    row.flat.is_some() && !row.parts.iter().any(|part| matches!(part, Part::Block(_)))
}

fn pad_keyword(atoms: &mut [Atom<'_>], row: &Row<'_>, parent: &str) {
    if let Some(second) = atoms.get_mut(1) {
        second.gap += keyword_padding(row, parent);
    }
}
