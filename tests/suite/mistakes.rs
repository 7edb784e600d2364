//! The commonest typing mistakes: each is one edit of `mistakes/base.lifecycle`, and each has a snapshot that shows the text,
//! what people read about it, and what it costs. One mistake must give one finding, and must cost its own item only.

use lifecycle_base::{Diagnostic, FileId, FixKind, SourceDb, apply_edits};
use lifecycle_render::{Format, Options, render};
use lifecycle_syntax::parse;
use lifecycle_tests::survey::{Item, items};
use std::fmt::Write;

const BASE: &str = include_str!("mistakes/base.lifecycle");

/// The edits: `=== name`, the lines to replace, `--->` and what replaces them.
const MISTAKES: [&str; 5] = [
    include_str!("mistakes/braces.txt"),
    include_str!("mistakes/habits.txt"),
    include_str!("mistakes/items.txt"),
    include_str!("mistakes/texts.txt"),
    include_str!("mistakes/values.txt"),
];

struct Mistake {
    name: &'static str,
    before: &'static str,
    /// What is typed instead; what no editor shows is written as an escape.
    written: &'static str,
}

fn mistakes() -> Vec<Mistake> {
    let mut found = Vec::new();
    for case in MISTAKES.iter().flat_map(|file| file.split("=== ").skip(1)) {
        let (name, edit) = case.split_once('\n').expect("a name on a line");
        let (before, after) = edit.split_once("--->\n").expect("an arrow between old and new");
        found.push(Mistake { name, before: before.trim_end_matches('\n'), written: after.trim_end_matches('\n') });
    }
    found
}

impl Mistake {
    fn text(&self) -> String {
        assert_eq!(BASE.matches(self.before).count(), 1, "{}: `{}` stands once in the base", self.name, self.before);
        let after = self.written.replace("\\0", "\0").replace("\\u{feff}", "\u{feff}");
        BASE.replace(self.before, &after)
    }
}

/// Every mistake by its name, as the text that has it.
pub fn texts() -> Vec<(&'static str, String)> {
    mistakes().iter().map(|mistake| (mistake.name, mistake.text())).collect()
}

fn findings(text: &str) -> Vec<Diagnostic> {
    let errors = |(piece, parsed): (lifecycle_syntax::Piece, lifecycle_syntax::ParsedPiece)| {
        parsed.errors.into_iter().map(move |error| error.to_diagnostic(FileId(0), piece.start))
    };
    parse(text).into_iter().flat_map(errors).collect()
}

fn rendered(text: &str, findings: &[Diagnostic]) -> String {
    let mut db = SourceDb::default();
    db.add("acme.lifecycle", text).unwrap();
    let mut out = Vec::new();
    render(Format::Plain, &db, findings, &Options::default(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// What of `base` is gone, changed or new in `text`, an item a line.
fn cost(base: &[Item], text: &str) -> String {
    let now = items(text);
    let mut out = String::new();
    for item in base {
        let same = |other: &&Item| other.title == item.title && other.path == item.path;
        match now.iter().find(same) {
            None => writeln!(out, "lost: {}", item.title).unwrap(),
            Some(other) if other.damaged && !other.says_the_same(item) => {
                writeln!(out, "damaged: {}", item.title).unwrap();
            }
            Some(other) if !other.says_the_same(item) => writeln!(out, "changed: {}", item.title).unwrap(),
            Some(_) => {}
        }
    }
    for item in &now {
        if !base.iter().any(|other| other.title == item.title && other.path == item.path) {
            writeln!(out, "new: {}{}", item.title, if item.damaged { " (damaged)" } else { "" }).unwrap();
        }
    }
    writeln!(out, "{} items", now.len()).unwrap();
    out
}

#[test]
fn the_base_is_clean() {
    let found = findings(BASE);
    assert!(found.is_empty(), "{}", rendered(BASE, &found));
}

#[test]
fn every_mistake_is_explained_once() {
    let base = items(BASE);
    let mut cascades = Vec::new();
    for mistake in mistakes() {
        let text = mistake.text();
        let found = findings(&text);
        if found.len() != 1 {
            cascades.push(format!("{}: {} findings", mistake.name, found.len()));
        }
        let shown = format!(
            "{}\n\n---- instead of\n{}\n\n---- findings\n{}\n---- cost\n{}",
            mistake.written,
            mistake.before,
            rendered(&text, &found),
            cost(&base, &text)
        );
        insta::with_settings!({ snapshot_path => "mistakes/snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(mistake.name, shown);
        });
    }
    assert!(cascades.is_empty(), "{cascades:#?}");
}

#[test]
fn there_are_enough_and_every_rule_is_among_them() {
    let all = mistakes();
    assert!(all.len() >= 40, "{}", all.len());
    let names: Vec<&str> = all.iter().map(|m| m.name).collect();
    let mut unique = names.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(unique.len(), names.len(), "names are unique");
    let raised: Vec<&str> = all.iter().flat_map(|m| findings(&m.text())).map(|found| found.rule.name).collect();
    for rule in lifecycle_syntax::RULES.iter().filter(|rule| rule.name != "nesting-too-deep") {
        assert!(raised.contains(&rule.name), "no mistake raises {}", rule.name);
    }
}

#[test]
fn every_fix_leaves_nothing_to_find() {
    for mistake in mistakes() {
        let text = mistake.text();
        let found = findings(&text);
        for finding in &found {
            let promised = match finding.rule.fix {
                FixKind::None => finding.fixes.is_empty(),
                FixKind::Sometimes => true,
                FixKind::Always => !finding.fixes.is_empty(),
            };
            assert!(promised, "{}: {} promises another number of fixes", mistake.name, finding.rule.name);
        }
        for fix in found.iter().flat_map(|finding| &finding.fixes) {
            let fixed = apply_edits(FileId(0), &text, &fix.edits).unwrap();
            let left = findings(&fixed);
            assert!(left.is_empty(), "{}, {}:\n{}", mistake.name, fix.title, rendered(&fixed, &left));
            assert!(items(&fixed).len() >= items(BASE).len(), "{}, {}", mistake.name, fix.title);
        }
    }
}
