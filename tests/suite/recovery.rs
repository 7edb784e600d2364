//! What a damaged text costs: nothing far from the damage. And the texts that no one means to write, but someone will.
//!
//! An item is a stage, a field, a header of a domain, pipeline or object, or any other declaration. An item is far from
//! an edit if neither it nor one of its neighbours in the file is touched. It survives if the damaged text still has an
//! item that says the same in the same place of the tree.

use lifecycle_syntax::{parse_piece, split};
use lifecycle_tests::mutate::{KINDS, Mutation, Random, mutate};
use lifecycle_tests::project::examples;
use lifecycle_tests::survey::{Item, items, survey};
use std::collections::BTreeMap;

/// How many edits of each kind.
const EDITS: usize = 400;

/// How many far items there were, and how many of them survived.
#[derive(Clone, Copy, Default)]
struct Score {
    far: usize,
    survived: usize,
}

impl Score {
    fn add(&mut self, survived: bool) {
        self.far += 1;
        self.survived += usize::from(survived);
    }

    fn percent(self) -> f64 {
        if self.far == 0 { 100.0 } else { 100.0 * self.survived as f64 / self.far as f64 }
    }
}

/// Reads texts piece by piece and remembers the pieces: an edit changes one or two of them.
#[derive(Default)]
struct Reader {
    known: BTreeMap<String, Vec<Item>>,
}

impl Reader {
    fn items(&mut self, text: &str) -> Vec<Item> {
        let mut found = Vec::new();
        let mut end = if text.starts_with('\u{feff}') { 3 } else { 0 };
        for piece in split(text) {
            assert_eq!(piece.start as usize, end, "pieces have no gaps");
            end = piece.end as usize;
            let slice = &text[piece.start as usize..end];
            if !self.known.contains_key(slice) {
                let parsed = parse_piece(slice, &piece);
                self.known.insert(slice.to_owned(), survey(&[(piece, parsed)]));
            }
            found.extend(self.known[slice].iter().cloned());
        }
        assert_eq!(end, text.len(), "pieces cover the file");
        found
    }
}

/// Which items an edit may cost: those whose stretch of the file it touches, and their neighbours.
fn near(items: &[Item], edit: &Mutation) -> Vec<bool> {
    let start_of = |index: usize| items.get(index).map_or(usize::MAX, |item| item.at.start);
    let touched = |index: usize| {
        let start = if index == 0 { 0 } else { start_of(index) };
        start <= edit.range.end && edit.range.start <= start_of(index + 1)
    };
    let touched: Vec<bool> = (0..items.len()).map(touched).collect();
    let at = |index: usize| touched.get(index).copied().unwrap_or(false);
    (0..items.len()).map(|index| at(index) || at(index + 1) || index > 0 && at(index - 1)).collect()
}

/// Counts the far items, all of them and those in the declaration that was edited.
fn judge(before: &[Item], after: &[Item], edit: &Mutation, all: &mut Score, same: &mut Score) -> Vec<String> {
    let near = near(before, edit);
    let near_titles: Vec<&str> = before.iter().zip(&near).filter(|(_, near)| **near).map(|(item, _)| item.title.as_str()).collect();
    let root = |item: &Item| item.path.first().cloned().unwrap_or_else(|| item.title.clone());
    let near_roots: Vec<String> = before.iter().zip(&near).filter(|(_, near)| **near).map(|(item, _)| root(item)).collect();
    let mut left: Vec<&Item> = after.iter().collect();
    let mut lost = Vec::new();
    for (item, _) in before.iter().zip(&near).filter(|(_, near)| !**near) {
        // A header that was itself damaged may have another name now.
        let same_path = |other: &Item| {
            item.path == other.path || item.path.iter().any(|header| near_titles.contains(&header.as_str()))
        };
        let found = left.iter().position(|other| item.says_the_same(other) && same_path(other));
        if let Some(found) = found {
            left.remove(found);
        } else {
            lost.push(item.title.clone());
        }
        all.add(found.is_some());
        if near_roots.contains(&root(item)) {
            same.add(found.is_some());
        }
    }
    lost
}

#[test]
fn damage_stays_where_it_is() {
    let examples: Vec<(String, String, Vec<Item>)> =
        examples().into_iter().map(|(name, text)| (name, text.clone(), sorted(items(&text)))).collect();
    assert!(examples.len() >= 3);
    let mut random = Random::new(20_260_302);
    let mut reader = Reader::default();
    let (mut all, mut same) = (Score::default(), Score::default());
    let mut kinds = Vec::new();
    let mut worst: Vec<(usize, String)> = Vec::new();
    for kind in KINDS {
        let (mut kind_all, mut kind_same) = (Score::default(), Score::default());
        for _ in 0..EDITS {
            let (name, text, before) = random.pick(&examples).expect("an example");
            let Some(edit) = mutate(text, kind, &mut random) else { continue };
            let after = reader.items(&edit.apply(text));
            let lost = judge(before, &after, &edit, &mut kind_all, &mut kind_same);
            if !lost.is_empty() {
                let line = text[..edit.range.start].matches('\n').count() + 1;
                let removed = &text[edit.range.clone()];
                let shown = format!("{name}:{line} {kind} {:?} -> {:?}: {}", &removed[..removed.len().min(60)], edit.text, lost.join(", "));
                worst.push((lost.len(), shown));
            }
        }
        kinds.push((kind, kind_all, kind_same));
        for (sum, part) in [(&mut all, kind_all), (&mut same, kind_same)] {
            sum.far += part.far;
            sum.survived += part.survived;
        }
    }
    worst.sort_by(|a, b| b.cmp(a));
    for (kind, all, same) in &kinds {
        println!("{kind:20} {:6.2} % of {:6}, in the same declaration {:6.2} % of {}", all.percent(), all.far, same.percent(), same.far);
    }
    worst.iter().take(40).for_each(|(_, shown)| println!("{shown}"));
    println!("all {:.2} %, in the same declaration {:.2} %", all.percent(), same.percent());
    assert!(all.percent() >= 99.0, "{:.2} % of all far items survive", all.percent());
    assert!(same.percent() >= 95.0, "{:.2} % of the far items in the same declaration survive", same.percent());
}

fn sorted(mut items: Vec<Item>) -> Vec<Item> {
    items.sort_by_key(|item| item.at.start);
    items
}
