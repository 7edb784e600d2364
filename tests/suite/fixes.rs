//! `check --fix`: what is changed, what is left alone, and that nothing is lost on the way.

use crate::cli::{lifecycle, with_input};
use lifecycle_base::{Applicability, Group};
use lifecycle_driver::rules::{Level, Selector};
use lifecycle_driver::{Analysed, Fixed, Options, OsFs, Project, analyse, fix, lone_text};
use lifecycle_tests::generate::small;
use lifecycle_tests::mutate::{KINDS, Random, mutate};
use lifecycle_tests::project::examples;
use std::collections::BTreeMap;
use std::fs;

fn project(text: &str) -> Project {
    lone_text("a.lifecycle", text.to_owned())
}

fn analysed(text: &str) -> Analysed {
    analyse(&OsFs, &project(text), &Options::default())
}

fn fixed(text: &str, most: Applicability) -> (String, Fixed) {
    let fixed = fix(&OsFs, &[project(text)], &Options::default(), most);
    let after = fixed.changed.first().map_or_else(|| text.to_owned(), |file| file.after.clone());
    (after, fixed)
}

fn syntax_errors(text: &str) -> usize {
    analysed(text).findings.iter().filter(|found| found.rule.group == Group::Syntax).count()
}

/// The texts of all comments, and how often each stands there.
fn comments(text: &str) -> BTreeMap<String, i64> {
    let mut found = BTreeMap::new();
    for (piece, parsed) in lifecycle_syntax::parse(text) {
        for at in parsed.comments {
            let range = (piece.start + at.start) as usize..(piece.start + at.end) as usize;
            *found.entry(text[range].trim_end().to_owned()).or_default() += 1;
        }
    }
    found
}

/// What must hold of every text.
fn check_properties(name: &str, text: &str) {
    let (after, did) = fixed(text, Applicability::Unsafe);
    assert!(syntax_errors(&after) <= syntax_errors(text), "{name}: {:?}\n{after}", did.applied);
    let kept = comments(&after);
    for (comment, count) in comments(text) {
        assert!(kept.get(&comment).is_some_and(|now| *now >= count), "{name} lost {comment}\n{after}");
    }
    let (again, more) = fixed(&after, Applicability::Unsafe);
    assert!(again == after, "{name}: a second run applies {:?} after {:?}\n{after}", more.applied, did.applied);
    assert_eq!(did.unsafe_left, 0, "{name}");
}

#[test]
fn examples_and_wild_lifecycles_keep_what_they_say() {
    let wild = [include_str!("wild/german.lifecycle"), include_str!("wild/lead_status.lifecycle")];
    let mut texts = examples();
    texts.extend(wild.map(|text| ("wild".to_owned(), text.to_owned())));
    for (name, text) in texts {
        check_properties(&name, &text);
    }
}

#[test]
fn every_typing_mistake_keeps_what_it_says() {
    for (name, text) in crate::mistakes::texts() {
        check_properties(name, &text);
    }
}

#[test]
fn damaged_texts_keep_what_they_say() {
    let mut random = Random::new(11);
    for seed in 0..3 {
        let text = small(seed);
        for kind in KINDS {
            for _ in 0..3 {
                let Some(mutation) = mutate(&text, kind, &mut random) else { continue };
                check_properties(&format!("seed {seed}: {mutation:?}"), &mutation.apply(&text));
            }
        }
    }
}

#[test]
fn a_typing_mistake_that_has_a_fix_is_gone_after_it() {
    for (name, text) in crate::mistakes::texts() {
        let has_fix =
            analysed(&text).findings.iter().any(|found| found.rule.group == Group::Syntax && !found.fixes.is_empty());
        if has_fix {
            let (after, _) = fixed(&text, Applicability::Unsafe);
            assert_eq!(syntax_errors(&after), 0, "{name}\n{after}");
        }
    }
}

const MIXED: &str = "// The sales pipeline.\nteam Sales\n\ndomain sales on deal {\n  pipeline P {\n    stage Demo { owner: Sales  probability 25% } // soon\n  }\n}\n";

#[test]
fn safe_fixes_only_unless_asked_for_more() {
    let (after, did) = fixed(MIXED, Applicability::Safe);
    assert_eq!(after, MIXED.replace("owner:", "owner"));
    assert_eq!((did.applied.len(), did.unsafe_left), (1, 1));
    let (after, did) = fixed(MIXED, Applicability::Unsafe);
    assert_eq!(after, MIXED.replace("owner:", "owner").replace("Demo {", "Demo \"Demo Completed\" {"));
    assert_eq!((did.applied.len(), did.unsafe_left), (2, 0));
    let (after, _) = fixed(MIXED, Applicability::Manual);
    assert!(!after.contains("SAL"), "what a person must choose is never chosen");
}

#[test]
fn a_fix_that_does_harm_is_left_out_and_the_others_are_applied() {
    // A `)` behind `known` would turn `{ }` into an error of its own.
    let text = "team S\n\ndomain d on contact {\n  stage A {\n    owner: S\n    means: \"a\"\n    entry { (email is known { }\n  }\n}\n";
    let (after, did) = fixed(text, Applicability::Unsafe);
    assert_eq!(after, text.replace("owner:", "owner").replace("means:", "means").replace("{ }", "{ } }"));
    assert_eq!(did.applied.iter().map(|applied| applied.count).sum::<usize>(), 3);
    assert_eq!(syntax_errors(&after), 1);
}

#[test]
fn what_is_not_reported_is_not_fixed() {
    let options = Options { levels: vec![(Selector::parse("naming").unwrap(), Level::Allow)], ..Options::default() };
    let text = MIXED.replace("owner:", "owner");
    let off = fix(&OsFs, &[project(&text)], &options, Applicability::Unsafe);
    assert!(off.changed.is_empty());
    let allowed = text.replace("probability 25%", "allow activity-named-stage \"known to all\"  probability 25%");
    assert_eq!(fixed(&allowed, Applicability::Unsafe).0, allowed);
}

#[test]
fn line_ends_stay_as_they_are() {
    let text = "team Sales\r\n\r\ndomain lead on contact {\r\n  stage Known {\r\n    owner Sales\r\n";
    let (after, _) = fixed(text, Applicability::Unsafe);
    assert!(after.ends_with("owner Sales\r\n  }\r\n}\r\n"), "{after:?}");
    assert_eq!(after.matches('\n').count(), after.matches("\r\n").count());
}

#[test]
fn check_fix_writes_and_says_what_it_did() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("lifecycle.toml"), "").unwrap();
    let (sales, teams) = (folder.path().join("sales.lifecycle"), folder.path().join("teams.lifecycle"));
    fs::write(&sales, MIXED.replace("team Sales\n", "")).unwrap();
    fs::write(&teams, "lifecycle \"L\" { company \"L\" }\nteam Sales { approver: \"VP\" }\n").unwrap();
    let shown = lifecycle(folder.path(), &["check", "--diff", "--unsafe-fixes"]);
    assert_eq!(shown.code, 1, "{}", shown.err);
    insta::assert_snapshot!("check_diff", format!("{}---- stderr\n{}", shown.out, shown.err));
    assert_eq!(fs::read_to_string(&sales).unwrap(), MIXED.replace("team Sales\n", ""), "--diff writes nothing");
    let run = lifecycle(folder.path(), &["check", "--fix", "--format", "short"]);
    assert_eq!(run.code, 0, "{}", run.out);
    insta::assert_snapshot!("check_fix", format!("{}---- stderr\n{}", run.out, run.err));
    assert!(fs::read_to_string(&teams).unwrap().contains("approver \"VP\""));
    let again = lifecycle(folder.path(), &["check", "--fix", "--format", "short"]);
    assert!(
        again.err.contains("Nothing fixed.") && again.err.contains("1 more fix with --unsafe-fixes"),
        "{}",
        again.err
    );
    assert_eq!(lifecycle(folder.path(), &["check", "--diff"]).code, 0, "nothing would change");
    let both = lifecycle(folder.path(), &["check", "--fix", "--unsafe-fixes", "--diff"]);
    assert_eq!(both.code, 1, "{}", both.err);
    assert!(!fs::read_to_string(&sales).unwrap().contains("Completed"), "--diff writes nothing, also beside --fix");
}

#[test]
fn one_file_that_cannot_be_written_keeps_all_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("lifecycle.toml"), "").unwrap();
    for name in ["a", "b"] {
        fs::write(folder.path().join(format!("{name}.lifecycle")), format!("team {name} {{ approver: \"VP\" }}\n"))
            .unwrap();
    }
    let locked = folder.path().join("b.lifecycle");
    let mut permissions = fs::metadata(&locked).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&locked, permissions).unwrap();
    let run = lifecycle(folder.path(), &["check", "--fix"]);
    assert!(run.code == 2 && run.err.contains("b.lifecycle"), "{}", run.err);
    assert!(fs::read_to_string(folder.path().join("a.lifecycle")).unwrap().contains("approver:"));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);
}

#[test]
fn standard_input_comes_out_fixed() {
    let folder = tempfile::tempdir().unwrap();
    let run = with_input(folder.path(), &["check", "--fix", "-", "--format", "short"], MIXED);
    assert_eq!(run.out, MIXED.replace("owner:", "owner"));
    assert!(run.err.contains("activity-named-stage") && run.err.contains("Fixed 1 finding"), "{}", run.err);
    let clean = with_input(folder.path(), &["check", "--fix", "-"], "team A\n");
    assert_eq!(clean.out, "team A\n");
    let shown = with_input(folder.path(), &["check", "--diff", "-"], MIXED);
    assert!(shown.code == 1 && shown.out.contains("+    stage Demo { owner Sales"), "{}", shown.out);
}

#[test]
fn what_was_formatted_stays_formatted() {
    let text = "team A\n\ndomain lead on contact {\n  stage New {\n    owner A\n    allow generic-stage \"none\"\n    // why\n  }\n  stage MQL { owner A }\n  stage SQL { owner A  exit { drop to Out for \"no fit\" } }\n  lost stage Out\n}\n";
    assert_eq!(lifecycle_driver::format::format(text).text, text);
    let (after, did) = fixed(text, Applicability::Unsafe);
    assert_eq!(lifecycle_driver::format::format(&after).text, after, "{:?}", did.applied);
    assert!(!after.contains("generic-stage") && after.contains("golden stage SQL"), "{after}");
    // Elsewhere only the fix is applied, and nothing is left of the line it empties.
    let loose = text.replace("team A", "team  A");
    let (after, _) = fixed(&loose, Applicability::Safe);
    assert_eq!(after, loose.replace("    allow generic-stage \"none\"\n", ""));
    let windows = loose.replace('\n', "\r\n");
    let (after, _) = fixed(&windows, Applicability::Safe);
    assert_eq!(after, windows.replace("    allow generic-stage \"none\"\r\n", ""));
}

#[test]
fn flags_that_contradict_each_other_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.lifecycle"), "team A\n").unwrap();
    for flags in [
        &["--unsafe-fixes"][..],
        &["--write-baseline", "--fix"],
        &["--write-baseline", "--diff"],
        &["--write-baseline", "--changed-since", "HEAD"],
        &["--write-baseline", "--no-baseline"],
        &["--fix", "-", "a.lifecycle"],
    ] {
        let run = lifecycle(folder.path(), &[&["check"], flags].concat());
        assert_eq!(run.code, 2, "{flags:?}: {}{}", run.out, run.err);
    }
}
