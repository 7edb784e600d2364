//! Which declarations changed places touch.

use lifecycle_base::{Edit, FileId, Location, SourceDb, Span};
use lifecycle_model::{File, Model};
use lifecycle_rules::Outline;
use std::cmp::Reverse;

/// The declarations of a project, with names or without, and whether a change touches them.
pub(super) struct Regions {
    /// By where they begin, outer ones before those they hold.
    regions: Vec<Region>,
}

struct Region {
    at: Location,
    /// The one that holds it.
    outer: Option<usize>,
    touched: bool,
}

impl Regions {
    /// All declarations. `parts` says what of a file has changed; `None` is all of it.
    pub(super) fn of<'p>(model: &Model, files: &[File], parts: impl Fn(FileId) -> Option<&'p [Span]>) -> Self {
        let mut places: Vec<Location> = Outline::of(model).iter().map(|(at, _)| at).collect();
        for file in files {
            for (start, piece) in &file.pieces {
                let spans = piece.declarations.iter().map(|it| Span::new(start + it.at.start, start + it.at.end));
                places.extend(spans.map(|span| Location::new(file.id, span)));
            }
        }
        places.sort_by_key(|at| (at.file, at.span.start, Reverse(at.span.end)));
        places.dedup();
        let mut regions: Vec<Region> = Vec::with_capacity(places.len());
        let mut open: Vec<(usize, Location)> = Vec::new();
        for (index, at) in places.into_iter().enumerate() {
            while open.pop_if(|(_, around)| !around.contains(at)).is_some() {}
            let touched = parts(at.file).is_none_or(|parts| overlaps(parts, at.span));
            regions.push(Region { at, outer: open.last().map(|(index, _)| *index), touched });
            open.push((index, at));
        }
        let mut all = Self { regions };
        for file in files {
            for cut in parts(file.id).into_iter().flatten().filter(|part| part.is_empty()) {
                all.touch_beside(Location::new(file.id, *cut));
            }
        }
        all
    }

    /// Touches the declarations right before and behind a cut, in the declaration around it.
    fn touch_beside(&mut self, cut: Location) {
        let begins_before = |region: &Region| (region.at.file, region.at.span.start) < (cut.file, cut.span.start);
        let behind = self.regions.partition_point(begins_before);
        let last = behind.checked_sub(1);
        let chain: Vec<usize> = std::iter::successors(last, |index| self.regions.get(*index)?.outer).collect();
        let reaches_over = |index: &usize| {
            self.regions.get(*index).is_some_and(|it| it.at.file == cut.file && it.at.span.end > cut.span.end)
        };
        let around = chain.iter().copied().find(reaches_over);
        let beside = |region: &Region| region.at.file == cut.file && region.outer == around;
        let before = chain.into_iter().find(|index| self.regions.get(*index).is_some_and(beside));
        for index in [before, Some(behind)].into_iter().flatten() {
            if let Some(region) = self.regions.get_mut(index).filter(|region| beside(region)) {
                region.touched = true;
            }
        }
    }

    /// Whether the smallest declaration around a place is touched; where there is none, whether its own lines are.
    pub(super) fn is_touched(&self, db: &SourceDb, place: Location, parts: Option<&[Span]>) -> bool {
        let Some(parts) = parts else { return true };
        let begins = |region: &Region| (region.at.file, region.at.span.start) <= (place.file, place.span.start);
        let last = self.regions.partition_point(begins).checked_sub(1);
        let chain = std::iter::successors(last, |index| self.regions.get(*index)?.outer);
        let around = chain.filter_map(|index| self.regions.get(index)).find(|region| region.at.contains(place));
        match around {
            Some(region) => region.touched,
            None => overlaps(parts, lines_of(db, place)),
        }
    }
}

/// Whether a part shares a byte with `span`, or is a cut inside of it. Parts are in order.
fn overlaps(parts: &[Span], span: Span) -> bool {
    let first = parts.partition_point(|part| part.end <= span.start);
    parts.get(first).is_some_and(|part| part.start < span.end)
}

/// The whole lines of a place.
fn lines_of(db: &SourceDb, place: Location) -> Span {
    let Some(source) = db.get(place.file) else { return place.span };
    let line = |offset: u32| source.line_range(source.line_column(offset).line).unwrap_or(place.span.range());
    Span::new(line(place.span.start).start as u32, line(place.span.end).end as u32)
}

/// Where changed places are after edits, with the places of the edits themselves.
pub(super) fn moved(parts: &[Span], edits: &[Edit]) -> Vec<Span> {
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort_by_key(|edit| edit.location.span);
    let mut all: Vec<Span> = Vec::with_capacity(parts.len() + edits.len());
    // By how much places behind the edits so far have moved.
    let mut shift = 0_i64;
    let mut shifts: Vec<(u32, i64)> = Vec::with_capacity(edits.len());
    let at = |offset: u32, shift: i64| u32::try_from(i64::from(offset) + shift).unwrap_or(0);
    for edit in edits {
        let span = edit.location.span;
        let start = at(span.start, shift);
        all.push(Span::new(start, start + edit.text.len() as u32));
        shift += edit.text.len() as i64 - i64::from(span.len());
        shifts.push((span.end, shift));
    }
    let place = |offset: u32| {
        let before = shifts.partition_point(|(end, _)| *end <= offset);
        at(offset, before.checked_sub(1).and_then(|last| shifts.get(last)).map_or(0, |(_, shift)| *shift))
    };
    all.extend(parts.iter().map(|part| Span::new(place(part.start), place(part.end))));
    all.sort_unstable();
    merged(all)
}

/// Places in order, none overlapping.
fn merged(spans: Vec<Span>) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match out.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => out.push(span),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fs::OsFs;
    use crate::{Options, analyse, lone_text};

    const TEXT: &str = "\
team Sales

domain lead on contact {
  note \"n\"

  stage A {
    owner Sales
  }
  stage B { owner Sales }

  stage C { owner Sales }
}

faq \"Q\" {
  answer \"A\"
}
";

    /// Of the places, those that a change of the lines `from..to` touches. An empty range is a cut before that line.
    fn touched(from: usize, to: usize) -> Vec<&'static str> {
        let found = analyse(&OsFs, &lone_text("a", TEXT.to_owned()), &Options::default());
        let start = |line: usize| TEXT.split_inclusive('\n').take(line - 1).map(str::len).sum::<usize>() as u32;
        let parts = [Span::new(start(from), start(to))];
        let regions = Regions::of(&found.model, &found.files, |_| Some(&parts[..]));
        let is_touched = |name: &&str| {
            let at = TEXT.find(*name).unwrap() as u32;
            let place = Location::new(FileId(0), Span::new(at, at + 1));
            regions.is_touched(&found.db, place, Some(&parts))
        };
        ["team", "lead", "A {", "B {", "C {", "faq"].into_iter().filter(is_touched).collect()
    }

    #[test]
    fn a_changed_line_touches_what_is_around_it() {
        assert_eq!(touched(1, 2), ["team"]);
        assert_eq!(touched(2, 3), [""; 0], "a blank line");
        assert_eq!(touched(3, 4), ["lead"], "the header of the domain is none of its stages");
        assert_eq!(touched(4, 5), ["lead"]);
        assert_eq!(touched(7, 8), ["lead", "A {"]);
        assert_eq!(touched(9, 12), ["lead", "B {", "C {"]);
        assert_eq!(touched(15, 16), ["faq"], "it has no name");
    }

    #[test]
    fn a_cut_touches_its_neighbours() {
        assert_eq!(touched(1, 1), ["team"]);
        assert_eq!(touched(3, 3), ["team", "lead"], "a whole declaration is gone");
        assert_eq!(touched(5, 5), ["lead", "A {"]);
        assert_eq!(touched(7, 7), ["lead", "A {"], "an item of a stage is gone");
        assert_eq!(touched(9, 9), ["lead", "A {", "B {"]);
        assert_eq!(touched(12, 12), ["lead", "C {"]);
        assert_eq!(touched(13, 13), ["lead", "faq"]);
        assert_eq!(touched(17, 17), ["faq"]);
    }

    #[test]
    fn places_move_with_the_edits_before_them() {
        let edit = |start, end, text: &str| Edit::replace(Location::new(FileId(0), Span::new(start, end)), text);
        let spans = [Span::new(5, 10), Span::new(20, 20), Span::new(30, 35)];
        let after = moved(&spans, &[edit(12, 14, "xxxxx"), edit(25, 28, "")]);
        assert_eq!(
            after,
            [Span::new(5, 10), Span::new(12, 17), Span::new(23, 23), Span::new(28, 28), Span::new(30, 35)]
        );
    }
}
