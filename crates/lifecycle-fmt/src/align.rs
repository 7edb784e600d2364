//! Columns: pads the rows of a run so that what heads the same column stands below each other.
//!
//! Decided from the unpadded widths alone, so that a second formatting finds the same columns.

use crate::atoms::Atom;
use crate::spacing::{ROW_GAP, WIDTH};
use lifecycle_syntax::TokenKind;
use std::ops::RangeInclusive;

/// The most padding that still reads as a column.
const MOST_PADDING: usize = 32;

/// A row on its way through the columns.
struct Track<'a, 't> {
    atoms: &'a mut [Atom<'t>],
    /// The next atom.
    next: usize,
    /// Where the atom before it ends.
    position: usize,
    /// Cells from the next atom on, unpadded.
    rest: usize,
    /// Whether it still takes part; a row that does not fit a column takes no part in further ones.
    aligned: bool,
}

impl Track<'_, '_> {
    /// Moves to the atom that heads `column`. False when the row has none.
    fn reach(&mut self, column: u8) -> bool {
        let rest = self.atoms.get(self.next..).unwrap_or_default();
        let Some(found) = rest.iter().position(|atom| atom.column >= column) else { return false };
        if rest.get(found).is_none_or(|atom| atom.column != column) {
            return false;
        }
        let passed: usize = rest.iter().take(found).map(Atom::cells).sum();
        self.position += passed;
        self.rest -= passed;
        self.next += found;
        true
    }

    fn gap(&self) -> usize {
        self.atoms.get(self.next).map_or(0, |atom| atom.gap)
    }

    /// Puts the next atom at `start`.
    fn place(&mut self, start: usize) {
        self.rest -= self.gap();
        if let Some(atom) = self.atoms.get_mut(self.next) {
            atom.gap = start - self.position;
            self.position = start + atom.width;
            self.rest -= atom.width;
            self.next += 1;
        }
    }
}

/// Aligns a run of rows, all indented by `indent`, at the columns in `columns`. Of each row takes part what stands on its
/// first line: as many atoms as `heads` says. False when a row would become too long or drift too far: it then has no
/// further columns.
pub(crate) fn align(rows: &mut [Vec<Atom<'_>>], heads: &[usize], columns: RangeInclusive<u8>, indent: usize) -> bool {
    let last = rows.iter().flatten().map(|atom| atom.column).max().unwrap_or(0).min(*columns.end());
    let mut tracks: Vec<Track<'_, '_>> = rows
        .iter_mut()
        .zip(heads)
        .map(|(atoms, head)| {
            let atoms = atoms.get_mut(..*head).unwrap_or_default();
            let rest = atoms.iter().map(Atom::cells).sum();
            Track { atoms, next: 0, position: 0, rest, aligned: true }
        })
        .collect();
    for column in *columns.start()..=last {
        place_column(&mut tracks, column, indent);
    }
    tracks.iter().all(|track| track.aligned)
}

fn place_column(tracks: &mut [Track<'_, '_>], column: u8, indent: usize) {
    let mut members: Vec<&mut Track<'_, '_>> =
        tracks.iter_mut().filter_map(|track| (track.aligned && track.reach(column)).then_some(track)).collect();
    let Some((low, high)) = densest(members.iter().map(|track| track.position).collect()) else { return };
    let gap = members.iter().map(|track| column_gap(track.atoms.get(track.next))).max().unwrap_or(1);
    let leaves = |track: &Track<'_, '_>, start: usize| {
        track.position < low || track.position > high || indent + start + track.rest - track.gap() > WIDTH
    };
    let start = high + gap;
    members.iter_mut().for_each(|track| track.aligned = !leaves(track, start));
    // Without the rows that left the column may move to the left.
    let Some(high) = members.iter().filter(|track| track.aligned).map(|track| track.position).max() else { return };
    members.iter_mut().filter(|track| track.aligned).for_each(|track| track.place(high + gap));
}

/// A brace needs no more than a blank to stand apart.
fn column_gap(atom: Option<&Atom<'_>>) -> usize {
    if atom.is_some_and(|atom| atom.kind == TokenKind::Open) { 1 } else { ROW_GAP }
}

/// The smallest and largest of the most widths that lie so near to each other that they can share a column.
pub(crate) fn densest(mut widths: Vec<usize>) -> Option<(usize, usize)> {
    widths.sort_unstable();
    let mut best: Option<(usize, usize, usize)> = None;
    let mut high = 0;
    for (low, width) in widths.iter().enumerate() {
        while widths.get(high).is_some_and(|w| *w <= width + MOST_PADDING) {
            high += 1;
        }
        if best.is_none_or(|(count, _, _)| high - low > count) {
            best =
                Some((high - low, *width, high.checked_sub(1).and_then(|h| widths.get(h)).copied().unwrap_or(*width)));
        }
    }
    best.map(|(_, low, high)| (low, high))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_rows_win() {
        assert_eq!(densest(vec![]), None);
        assert_eq!(densest(vec![70, 10, 12, 11]), Some((10, 12)));
        assert_eq!(densest(vec![5, 60, 58]), Some((58, 60)));
        assert_eq!(densest(vec![5, 60]), Some((5, 5)));
    }
}
