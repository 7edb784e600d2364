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

#[test]
fn every_keyword_is_read_by_an_arm_of_its_parser() {
    let inside = |place: Place| match place {
        Place::Lifecycle => ("lifecycle \"L\" {", "}"),
        Place::Owner => ("team T {", "}"),
        Place::Object => ("object contact {", "}"),
        Place::Domain => ("domain d on deal {", "}"),
        Place::Pipeline => ("domain d on deal { pipeline P {", "} }"),
        Place::Stage => ("domain d on deal { stage S {", "} }"),
        Place::Exit => ("domain d on deal { stage S { exit {", "} } }"),
        Place::Milestone => ("milestone M on deal {", "}"),
        Place::Automation => ("automation A {", "}"),
        Place::Term => ("term T {", "}"),
        Place::Faq => ("faq \"Q\" {", "}"),
        Place::Measure => ("measure {", "}"),
        Place::Maintain => ("maintain monthly \"M\" {", "}"),
        Place::Scenario => ("scenario \"S\" {", "}"),
        Place::Target => ("target hubspot {", "}"),
        Place::File | Place::Choices | Place::Entry => ("", ""),
    };
    for place in Place::ALL {
        let (before, after) = inside(place);
        for keyword in place.keywords() {
            for value in ["\"x\"", "X", "5", "{ }"] {
                let text = format!("{before}\n{keyword} {value}\n{after}\n");
                for (_, piece) in lifecycle_syntax::parse(&text) {
                    let unread = piece.errors.iter().find(|error| error.message.contains(" is not read in "));
                    assert!(
                        unread.is_none(),
                        "words.rs lists `{keyword}` for {place:?}, but no arm of its parser reads it"
                    );
                }
            }
        }
    }
}
