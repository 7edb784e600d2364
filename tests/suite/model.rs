//! Names and types: cases in `model/*.lifecycle`, each with the findings it gives.

mod dump;
mod matrix;
mod meaning;
mod split;

use lifecycle_base::{Applicability, apply_edits};
use lifecycle_model::RULES;
use lifecycle_tests::project::{Analysed, analyse, example_projects};
use std::fmt::Write;

const BASE: &str = include_str!("model/base.lifecycle");

/// The fixtures: cases under `--- name ---`. A name may end in `(ok)`, for none, or in `(2)`, for so many findings; otherwise
/// there must be one. Every case is a file beside the base, or alone if its name starts with "alone".
const FIXTURES: [(&str, &str); 6] = [
    ("names", include_str!("model/names.lifecycle")),
    ("words", include_str!("model/words.lifecycle")),
    ("duplicates", include_str!("model/duplicates.lifecycle")),
    ("structure", include_str!("model/structure.lifecycle")),
    ("types", include_str!("model/types.lifecycle")),
    ("damaged", include_str!("model/damaged.lifecycle")),
];

struct Case {
    name: &'static str,
    text: &'static str,
}

impl Case {
    fn all(fixture: &'static str) -> Vec<Case> {
        let cases = fixture.split("\n--- ").map(|case| case.trim_start_matches("--- "));
        cases
            .map(|case| {
                let (name, text) = case.split_once(" ---\n").expect("a name between dashes");
                Case { name, text: text.trim_end_matches('\n') }
            })
            .collect()
    }

    fn files(&self, text: &str) -> Vec<(String, String)> {
        let case = ("case.lifecycle".to_owned(), format!("{text}\n"));
        match self.name.starts_with("alone") {
            true => vec![case],
            false => vec![("base.lifecycle".to_owned(), BASE.to_owned()), case],
        }
    }

    fn expected(&self) -> usize {
        let count = self.name.rsplit_once('(').map(|(_, rest)| rest.trim_end_matches(')'));
        count.map_or(1, |count| if count == "ok" { 0 } else { count.parse().expect("a number of findings") })
    }
}

fn rendered(analysed: &Analysed) -> String {
    let mut out = Vec::new();
    let options = lifecycle_render::Options::default();
    lifecycle_render::render(lifecycle_render::Format::Plain, &analysed.db, &analysed.findings, &options, &mut out)
        .unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn examples_resolve() {
    for (name, files) in example_projects() {
        let analysed = analyse(&files);
        assert!(analysed.findings.is_empty(), "{name}:\n{}", rendered(&analysed));
    }
}

#[test]
fn the_base_is_clean() {
    let analysed = analyse(&[("base.lifecycle".to_owned(), BASE.to_owned())]);
    assert!(analysed.findings.is_empty(), "{}", rendered(&analysed));
}

#[test]
fn every_mistake_is_explained_once() {
    let mut wrong = Vec::new();
    for (fixture, text) in FIXTURES {
        let mut shown = String::new();
        for case in Case::all(text) {
            let analysed = analyse(&case.files(case.text));
            if analysed.findings.len() != case.expected() {
                wrong.push(format!("{fixture}, {}: {} findings", case.name, analysed.findings.len()));
            }
            writeln!(shown, "--- {} ---\n{}\n", case.name, case.text).unwrap();
            if !analysed.findings.is_empty() {
                writeln!(shown, "{}", rendered(&analysed)).unwrap();
            }
        }
        insta::with_settings!({ snapshot_path => "model/snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(fixture, shown);
        });
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// A change that can be applied resolves its finding and raises no other.
#[test]
fn fixes_resolve_what_they_fix() {
    let mut fixed = 0;
    for (_, text) in FIXTURES {
        for case in Case::all(text) {
            let before = analyse(&case.files(case.text));
            for fix in before.findings.iter().flat_map(|found| &found.fixes) {
                if fix.applicability == Applicability::Manual {
                    continue;
                }
                let file = fix.edits[0].location.file;
                let source = before.db.get(file).expect("a known file");
                let changed = apply_edits(file, source.text(), &fix.edits).expect("edits that fit");
                let after = analyse(&case.files(changed.trim_end_matches('\n')));
                assert!(
                    after.findings.len() < before.findings.len(),
                    "{}: {}\n{changed}\n{}",
                    case.name,
                    fix.title,
                    rendered(&after)
                );
                fixed += 1;
            }
        }
    }
    assert!(fixed > 30, "{fixed}");
}

#[test]
fn every_rule_has_a_case() {
    let mut raised = Vec::new();
    for case in FIXTURES.iter().flat_map(|(_, text)| Case::all(text)) {
        raised.extend(analyse(&case.files(case.text)).findings.iter().map(|found| found.rule.name));
    }
    for rule in RULES {
        assert!(raised.contains(&rule.name), "no case raises {}", rule.name);
    }
}
