//! What a damaged text costs: nothing far from the damage. And the texts that no one means to write, but someone will.
//!
//! An item is a stage, a field, a header of a domain, pipeline or object, or any other declaration. An item is far from
//! an edit if neither it nor one of its neighbours in the file is touched. It survives if the damaged text still has an
//! item that says the same in the same place of the tree.

use lifecycle_syntax::{parse, parse_piece, split};
use lifecycle_tests::mutate::{KINDS, Mutation, Random, mutate};
use lifecycle_tests::project::examples;
use lifecycle_tests::survey::{Item, items, survey};
use std::collections::BTreeMap;

/// How many edits of each kind.
const EDITS: usize = 250;

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
    let near_titles: Vec<&str> =
        before.iter().zip(&near).filter(|(_, near)| **near).map(|(item, _)| item.title.as_str()).collect();
    let root = |item: &Item| item.path.first().cloned().unwrap_or_else(|| item.title.clone());
    let near_roots: Vec<String> =
        before.iter().zip(&near).filter(|(_, near)| **near).map(|(item, _)| root(item)).collect();
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
                let shown = format!(
                    "{name}:{line} {kind} {:?} -> {:?}: {}",
                    &removed[..removed.len().min(60)],
                    edit.text,
                    lost.join(", ")
                );
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
        let (percent, near) = (all.percent(), same.percent());
        println!("{kind:20} {percent:6.2} % of {}, in the same declaration {near:6.2} % of {}", all.far, same.far);
    }
    worst.iter().take(20).for_each(|(_, shown)| println!("{shown}"));
    let (percent, near) = (all.percent(), same.percent());
    println!("all {percent:.2} %, in the same declaration {near:.2} %");
    assert!(percent >= 99.5, "{percent:.2} % of all far items survive");
    assert!(near >= 99.0, "{near:.2} % of the far items in the declaration that was edited survive");
}

fn sorted(mut items: Vec<Item>) -> Vec<Item> {
    items.sort_by_key(|item| item.at.start);
    items
}

fn findings(text: &str) -> Vec<String> {
    parse(text).into_iter().flat_map(|(_, parsed)| parsed.errors).map(|error| error.message).collect()
}

/// Both texts say the same, item by item.
fn assert_same(left: &str, right: &str, what: &str) {
    let (left, right) = (items(left), items(right));
    assert_eq!(left.len(), right.len(), "{what}");
    for (left, right) in left.iter().zip(&right) {
        assert!(left.says_the_same(right) && left.damaged == right.damaged, "{what}: {}", left.title);
    }
}

#[test]
fn line_ends_tabs_and_byte_order_marks_do_not_matter() {
    for (name, text) in examples() {
        assert!(findings(&text).is_empty(), "{name}");
        let variants = [
            ("CRLF", text.replace('\n', "\r\n")),
            ("tabs", text.replace("  ", "\t")),
            ("a byte order mark", format!("\u{feff}{text}")),
            ("no line end at the end", text.trim_end().to_owned()),
            ("blank lines", text.replace('\n', "\n  \n\n")),
        ];
        for (what, variant) in variants {
            assert!(findings(&variant).is_empty(), "{name} with {what}: {:?}", findings(&variant));
            // Blank lines in a text of several lines are part of it.
            if what != "tabs" && what != "blank lines" || !text.contains("\"\"\"") {
                assert_same(&text, &variant, &format!("{name} with {what}"));
            }
        }
    }
}

#[test]
fn emoji_and_other_scripts_are_fine_in_texts_and_comments() {
    let text = "// 🎉 日本語\nterm FTV \"Première 🎉 valeur\" { means \"Ключ \u{0}→ 日本語\" } // ü\n";
    let found = findings(text);
    assert!(found.is_empty(), "{found:?}");
    let found = items(text);
    assert_eq!((found.len(), found[0].title.as_str()), (1, "term FTV"));
}

#[test]
fn hostile_bytes_cost_one_line() {
    for junk in ["\0", "\u{feff}", "\u{a0}", "😀", "\u{200b}", "ÿ", "\r", "\u{7f}", "«", "\\", "\u{1b}[0m"] {
        let text = format!("team A {{ approver \"x\" }}\n{junk}\nteam B\n\nteam C {{ approver \"y\" }}\n");
        let found = items(&text);
        assert_eq!(found.len(), 3, "{junk:?}: {:?}", found.iter().map(|item| &item.title).collect::<Vec<_>>());
        assert!(findings(&text).len() <= 1, "{junk:?}: {:?}", findings(&text));
    }
}

#[test]
fn deep_nesting_is_a_finding_and_nothing_more() {
    const DEEP: usize = 100_000;
    let entry =
        |criteria: String| format!("domain d on contact {{\nstage A {{\nentry {{ {criteria} }}\n}}\n}}\nteam B\n");
    let texts = [
        ("braces", format!("team A {}{}\nteam B\n", "{".repeat(DEEP), "}".repeat(DEEP))),
        ("open braces", format!("team A {}\nteam B\n", "{".repeat(DEEP))),
        ("closing braces", format!("team A {}\nteam B\n", "}".repeat(DEEP))),
        ("parentheses", entry(format!("{}x is known{}", "(".repeat(DEEP), ")".repeat(DEEP)))),
        ("open parentheses", entry("(".repeat(DEEP))),
        ("not", entry(format!("{}x", "not ".repeat(DEEP)))),
        ("!", entry(format!("{}x", "! ".repeat(DEEP)))),
        ("where", entry("has deal where ".repeat(DEEP))),
        ("groups", entry(format!("{}{}", "any of { ".repeat(DEEP), "}".repeat(DEEP)))),
        ("groups without braces", entry("any of ".repeat(DEEP))),
        ("stages", format!("domain d on contact {{ {}\nteam B\n", "stage A { ".repeat(DEEP))),
        ("quotes", format!("term A {{ means {}\nteam B {{ }}\n", "\"".repeat(DEEP))),
        ("long quotes", format!("term A {{ means {}\nteam B {{ }}\n", "\"\"\" x\n".repeat(DEEP))),
        ("braces in a foreign comment", format!("/* {}\n*/\nteam B\n", "{".repeat(DEEP))),
        ("braces behind open quotes", format!("team A {}\nteam B\n", "{ \"x }\n".repeat(DEEP))),
        ("braces behind long quotes", format!("team A {{ approver \"\"\"\n{}\nteam B {{ }}\n", "{\n".repeat(DEEP))),
        ("foreign comments", format!("term A {{ {}\nteam B\n", "/* \n".repeat(DEEP))),
        ("commas", format!("domain d on contact {{\nstage A {{\nowner {}\n}}\n}}\nteam B\n", ",".repeat(DEEP))),
    ];
    for (what, text) in texts {
        let found = items(&text);
        assert!(found.iter().any(|item| item.title == "team B" && !item.damaged), "{what}");
        assert!(!findings(&text).is_empty() || what == "long quotes", "{what}");
    }
    // Just within the limit nothing is wrong; just beyond, one thing is.
    for (depth, expected) in [(120, 0), (129, 1)] {
        let text = entry(format!("{}x is known{}", "(".repeat(depth), ")".repeat(depth)));
        assert_eq!(findings(&text).len(), expected, "{depth} parentheses: {:?}", findings(&text));
    }
}

#[test]
fn large_files_are_read_whole() {
    let text = lifecycle_tests::generate::lifecycle(8_000, 7);
    let found = parse(&text);
    let stages = survey(&found).iter().filter(|item| item.title.starts_with("stage")).count();
    assert!(found.iter().all(|(_, parsed)| parsed.errors.is_empty()));
    assert!(stages >= 7_000, "{stages} stages in {} bytes", text.len());
}

/// Every place in a tree, from its debug text: nothing can be left out by mistake.
fn places(shown: &str) -> Vec<(usize, usize)> {
    let number = |text: &str| text.split(|c: char| !c.is_ascii_digit()).next().and_then(|digits| digits.parse().ok());
    let read = |found: &str| Some((number(found)?, number(found.split_once("end: ")?.1)?));
    shown.split("At { start: ").skip(1).filter_map(read).collect()
}

#[test]
fn places_are_tight() {
    for (name, text) in examples() {
        for (piece, parsed) in parse(&text) {
            let piece = &text[piece.start as usize..piece.end as usize];
            let found = places(&format!("{:?}", parsed.declarations));
            assert!(found.len() > 1 || parsed.declarations.is_empty(), "{name}");
            for (start, end) in found {
                let slice = piece.get(start..end).unwrap_or_else(|| panic!("{name}: {start}..{end} is no slice"));
                assert!(!slice.is_empty() && slice.trim() == slice, "{name}: {slice:?}");
                let in_comment =
                    |at: usize| parsed.comments.iter().any(|c| (c.start as usize..c.end as usize).contains(&at));
                assert!(!in_comment(start) && !in_comment(end - 1), "{name}: {slice:?} touches a comment");
            }
            for comment in &parsed.comments {
                let slice = &piece[comment.start as usize..comment.end as usize];
                assert!(
                    slice.starts_with("//") && slice.trim_end() == slice && !slice.contains('\n'),
                    "{name}: {slice:?}"
                );
            }
        }
    }
}
