//! `grammar/README.md` describes the grammar that there is.

use lifecycle_syntax::words::Place;
use lifecycle_tests::project::root;
use std::collections::{BTreeMap, BTreeSet};

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).expect("a file of the grammar")
}

/// The lines of each list of items on the page, by its name.
fn lists(page: &str) -> BTreeMap<&str, Vec<&str>> {
    let fence = page.split_once("```items\n").and_then(|(_, rest)| rest.split_once("```")).expect("the items").0;
    let mut found: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut list = "";
    for line in fence.lines().filter(|line| !line.is_empty()) {
        match line.strip_suffix(':') {
            Some(name) if !line.starts_with(' ') => list = name,
            _ => found.entry(list).or_default().push(line.trim()),
        }
    }
    found
}

/// The words that start the items of a list, those of the lists it includes too.
fn keywords<'p>(lists: &BTreeMap<&str, Vec<&'p str>>, list: &str) -> BTreeSet<&'p str> {
    let mut found = BTreeSet::new();
    for item in &lists[list] {
        match item.strip_prefix("+ ") {
            Some(included) => found.extend(keywords(lists, included)),
            None => found.extend(item.split(' ').next()),
        }
    }
    found
}

#[test]
fn the_page_lists_the_items_of_every_block() {
    let page = read("grammar/README.md");
    let lists = lists(&page);
    for place in Place::ALL.into_iter().chain([Place::File]) {
        // Criteria and settings start with any word.
        if matches!(place, Place::Entry | Place::Target) {
            continue;
        }
        let known: BTreeSet<&str> = place.keywords().collect();
        assert_eq!(keywords(&lists, &format!("{place:?}")), known, "{place:?}");
    }
}

#[test]
fn the_page_explains_every_rule() {
    let page = read("grammar/README.md");
    let grammar = read("grammar/lifecycle.pest");
    let rules = grammar.lines().filter(|line| line.contains(" = ") && !line.starts_with([' ', '/']));
    let mut count = 0;
    for rule in rules.filter_map(|line| line.split(' ').next()) {
        assert!(page.contains(&format!("`{rule}`")), "{rule}");
        count += 1;
    }
    assert!(count >= 10, "{count} rules");
}
