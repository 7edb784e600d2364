//! The formatter: how the examples look, a page of small cases, and what must hold for any text.

mod rewrite;

use lifecycle_base::{Edit, FileId, Location, Span, apply_edits};
use lifecycle_fmt::{Formatted, Proof, format, format_range};
use lifecycle_syntax::parse;
use lifecycle_syntax::tree::Declaration;
use lifecycle_tests::project::examples;
use rewrite::{Dice, damage, reflow, respace};
use std::fmt::Write;

const SEEDS: u64 = 12;

/// The declarations and the comments of a text.
fn said(text: &str) -> (Vec<Declaration>, Vec<String>) {
    let text = text.trim_start_matches('\u{feff}');
    let (mut declarations, mut comments) = (Vec::new(), Vec::new());
    for (piece, parsed) in parse(text) {
        declarations.extend(parsed.declarations);
        let start = piece.start as usize;
        comments.extend(
            parsed.comments.iter().map(|at| text[start + at.start as usize..start + at.end as usize].to_owned()),
        );
    }
    (declarations, comments)
}

/// Formats, and checks what must hold whatever the text: it is proven, says the same, and stays as it is.
fn checked(text: &str) -> Formatted {
    let formatted = format(text);
    assert_eq!(formatted.proof, Proof::Sound, "{text}");
    assert_eq!(said(text), said(&formatted.text), "{text}");
    assert_eq!(format(&formatted.text).text, formatted.text, "{text}");
    for line in formatted.text.lines().filter(|_| formatted.skipped.is_empty()) {
        assert_eq!(line.trim_end(), line, "no trailing blanks");
    }
    for span in &formatted.skipped {
        assert!(formatted.text.contains(&text[span.range()]), "left as it is: {}", &text[span.range()]);
    }
    formatted
}

/// The whole language on one page, laid out by hand before there was a formatter.
#[test]
fn looks_as_good_as_by_hand() {
    let formatted = checked(include_str!("fmt/written_by_hand.lifecycle"));
    assert_eq!(formatted.skipped, []);
    insta::assert_snapshot!(formatted.text);
}

#[test]
fn examples_are_formatted() {
    for (path, text) in examples() {
        let formatted = checked(&text);
        assert_eq!(formatted.skipped, [], "{path}");
        assert!(formatted.text == text, "{path} is not formatted");
    }
}

/// `=== name` and a text each; `\t`, `\r`, `␠` and `\u{feff}` stand for what editors hide.
const CASES: [&str; 4] = [
    include_str!("fmt/blocks.txt"),
    include_str!("fmt/comments.txt"),
    include_str!("fmt/long.txt"),
    include_str!("fmt/whole.txt"),
];

#[test]
fn small_cases() {
    let mut out = String::new();
    for case in CASES.iter().flat_map(|file| file.split("=== ").skip(1)) {
        let (name, before) = case.split_once('\n').expect("a name on a line");
        let before =
            before.replace("\\t", "\t").replace("\\r", "\r").replace('␠', " ").replace("\\u{feff}", "\u{feff}");
        let after = checked(&before);
        let skipped: Vec<&str> = after.skipped.iter().map(|span| &before[span.range()]).collect();
        writeln!(out, "=== {name}\n{}", after.text).unwrap();
        if !skipped.is_empty() {
            writeln!(out, "    left as it is: {skipped:?}\n").unwrap();
        }
    }
    insta::assert_snapshot!(out);
}

#[test]
fn blanks_of_the_writer_do_not_matter() {
    for (path, text) in examples() {
        let expected = format(&text).text;
        for seed in 0..SEEDS {
            let written = respace(&text, &mut Dice(seed));
            assert_eq!(checked(&written).text, expected, "{path} with seed {seed}:\n{written}");
        }
    }
}

#[test]
fn line_breaks_of_the_writer_do_not_change_the_meaning() {
    for (path, text) in examples() {
        for seed in 0..SEEDS {
            let written = reflow(&text, &mut Dice(seed));
            let formatted = checked(&written);
            assert_eq!(formatted.skipped, [], "{path} with seed {seed}:\n{written}");
            assert_eq!(said(&text), said(&formatted.text), "{path} with seed {seed}:\n{written}");
        }
    }
}

#[test]
fn broken_files_keep_everything() {
    let mut skipped = 0;
    for (_, text) in examples() {
        for seed in 0..SEEDS * 3 {
            skipped += checked(&damage(&text, &mut Dice(seed))).skipped.len();
        }
    }
    assert!(skipped > 100, "the damage damages: {skipped}");
}

#[test]
fn ranges_format_as_the_file_does() {
    let apply = |text: &str, edits: &[(Span, String)]| {
        let place = |span: Span| Location::new(FileId(0), span);
        let edits: Vec<Edit> = edits.iter().map(|(span, new)| Edit::replace(place(*span), new.clone())).collect();
        apply_edits(FileId(0), text, &edits).unwrap()
    };
    for (path, text) in examples() {
        // Blank lines between declarations are not a range's to change.
        let text = reflow(&format(&text).text, &mut Dice(7));
        let whole = format_range(&text, Span::new(0, text.len() as u32));
        assert_eq!(format(&apply(&text, &whole.edits)).text, format(&text).text, "{path}");
        for (piece, _) in parse(&text) {
            let middle = (piece.start + piece.end) / 2;
            let part = format_range(&text, Span::new(middle, middle));
            assert!(part.edits.iter().all(|edit| whole.edits.contains(edit)), "{path}");
            assert_eq!(said(&apply(&text, &part.edits)), said(&text), "{path}");
        }
    }
}
