//! Where a long row breaks: before the weakest `and` or `or`, else after commas; never inside a text.

use crate::atoms::Atom;
use crate::spacing::{HANG, WIDTH};
use lifecycle_syntax::TokenKind;

/// A stretch of tokens to be broken.
pub(crate) struct Wrap<'a, 't> {
    pub atoms: &'a [Atom<'t>],
    /// Whether a line may end behind a comma. Never in parentheses: a list of values is one word.
    pub commas: bool,
    /// For every atom, the indentation of the line it starts, if it starts one.
    pub breaks: Vec<Option<usize>>,
}

/// How weakly an operator binds: by parentheses around it, then `or` before `and`.
type Strength = (usize, bool);

/// The number of atoms in front of the first place where a row may break.
pub(crate) fn first_break(atoms: &[Atom<'_>], commas: bool) -> usize {
    let wrap = Wrap { atoms, commas, breaks: Vec::new() };
    let operator = wrap.weakest(0, atoms.len()).first().copied();
    let point = operator.or_else(|| wrap.commas(0, atoms.len()).first().copied());
    point.unwrap_or(atoms.len())
}

impl<'a, 't> Wrap<'a, 't> {
    /// Breaks `atoms`, of which the first stands at `start`, where they are too long. `reserve` is the cells that follow.
    pub(crate) fn new(atoms: &'a [Atom<'t>], commas: bool, start: usize, hang: usize, reserve: usize) -> Self {
        let mut wrap = Self { atoms, commas, breaks: vec![None; atoms.len()] };
        if atoms.iter().all(|atom| !atom.text.contains('\n')) {
            wrap.split(0, atoms.len(), start, hang, reserve);
        }
        wrap
    }

    fn part(&self, from: usize, to: usize) -> &'a [Atom<'t>] {
        self.atoms.get(from..to).unwrap_or_default()
    }

    /// Cells of a part whose first atom starts a line or follows what is counted already.
    fn cells(&self, from: usize, to: usize) -> usize {
        let part = self.part(from, to);
        part.iter().map(Atom::cells).sum::<usize>() - part.first().map_or(0, |atom| atom.gap)
    }

    fn split(&mut self, from: usize, to: usize, start: usize, hang: usize, reserve: usize) {
        if start + self.cells(from, to) + reserve <= WIDTH {
            return;
        }
        let points = self.weakest(from, to);
        let Some(first) = points.first().copied() else {
            self.fill(from, to, start, hang, reserve);
            return;
        };
        self.split(from, first, start, hang + HANG, 0);
        for (index, point) in points.iter().enumerate() {
            let (end, reserve) = points.get(index + 1).map_or((to, reserve), |next| (*next, 0));
            self.start_line(*point, hang);
            self.split(*point, end, hang, hang + HANG, reserve);
        }
    }

    /// The places of the weakest operators behind the first atom of a part.
    fn weakest(&self, from: usize, to: usize) -> Vec<usize> {
        let mut points = Vec::new();
        let mut weakest: Option<Strength> = None;
        let mut parentheses = 0usize;
        for (index, atom) in self.part(from, to).iter().enumerate() {
            match (atom.kind, atom.text) {
                (TokenKind::Sign, "(") => parentheses += 1,
                (TokenKind::Sign, ")") => parentheses = parentheses.saturating_sub(1),
                (TokenKind::Word, "and" | "or") if index > 0 && !self.is_position(from + index) => {
                    let strength = (parentheses, atom.text == "and");
                    if weakest.is_none_or(|weakest| strength < weakest) {
                        weakest = Some(strength);
                        points.clear();
                    }
                    if weakest == Some(strength) {
                        points.push(from + index);
                    }
                }
                _ => {}
            }
        }
        points
    }

    /// Whether the `or` at `index` is the one of `at or beyond`.
    fn is_position(&self, index: usize) -> bool {
        self.atoms.get(index + 1).is_some_and(|atom| atom.text == "beyond")
    }

    /// The places behind the commas of a part.
    fn commas(&self, from: usize, to: usize) -> Vec<usize> {
        let mut points = Vec::new();
        let mut parentheses = 0usize;
        for (index, atom) in self.part(from, to).iter().enumerate().filter(|_| self.commas) {
            match (atom.kind, atom.text) {
                (TokenKind::Sign, "(") => parentheses += 1,
                (TokenKind::Sign, ")") => parentheses = parentheses.saturating_sub(1),
                (TokenKind::Sign, ",") if parentheses == 0 && from + index + 1 < to => points.push(from + index + 1),
                _ => {}
            }
        }
        points
    }

    /// Breaks after commas, as many words a line as fit.
    fn fill(&mut self, from: usize, to: usize, start: usize, hang: usize, reserve: usize) {
        let points = self.commas(from, to);
        let mut column = start + self.cells(from, points.first().copied().unwrap_or(to));
        for (index, point) in points.iter().enumerate() {
            let (end, reserve) = points.get(index + 1).map_or((to, reserve), |next| (*next, 0));
            let cells = self.cells(*point, end);
            column += self.atoms.get(*point).map_or(0, |atom| atom.gap) + cells;
            if column + reserve > WIDTH {
                self.start_line(*point, hang);
                column = hang + cells;
            }
        }
    }

    fn start_line(&mut self, index: usize, indent: usize) {
        if let Some(place) = self.breaks.get_mut(index) {
            *place = Some(indent);
        }
    }
}
