//! Snapshots of every format.

use crate::fixture::{project, rendered};
use lifecycle_base::SourceDb;
use lifecycle_render::{Format, Options};

fn shown(format: Format, options: &Options) -> String {
    let (db, findings) = project();
    rendered(format, &db, &findings, options)
}

#[test]
fn fancy_with_unicode() {
    insta::assert_snapshot!(shown(Format::Fancy, &Options { unicode: true, ..Options::default() }));
}

#[test]
fn fancy_with_colour() {
    let options = Options { unicode: true, colour: true, ..Options::default() };
    insta::assert_snapshot!(shown(Format::Fancy, &options).replace('\u{1b}', "␛"));
}

#[test]
fn fancy_in_ascii_and_narrow() {
    // Narrower than it can be drawn: it must still be drawn.
    insta::assert_snapshot!(shown(Format::Fancy, &Options { width: 3, ..Options::default() }));
}

#[test]
fn plain() {
    insta::assert_snapshot!(shown(Format::Plain, &Options::default()));
}

#[test]
fn short() {
    insta::assert_snapshot!(shown(Format::Short, &Options::default()));
}

#[test]
fn json() {
    insta::assert_snapshot!(shown(Format::Json, &Options::default()));
}

#[test]
fn html() {
    insta::assert_snapshot!(shown(Format::Html, &Options::default()));
}

/// The formats for CI systems.
#[test]
fn reports() {
    let formats = [
        Format::Sarif,
        Format::Github,
        Format::Gitlab,
        Format::Junit,
        Format::Rdjson,
        Format::Checkstyle,
        Format::Markdown,
    ];
    for format in formats {
        insta::assert_snapshot!(format.as_str(), shown(format, &Options::default()));
    }
}

#[test]
fn nothing_found() {
    let mut db = SourceDb::default();
    db.add("sales.lifecycle", "").unwrap();
    for &format in Format::ALL {
        let text = rendered(format, &db, &[], &Options::default());
        match format {
            Format::Fancy | Format::Plain | Format::Github => assert_eq!(text, "No findings in 1 file.\n"),
            Format::Short => assert_eq!(text, ""),
            Format::Gitlab => assert_eq!(text, "[]\n"),
            Format::Html => assert!(text.contains("<p>No findings in 1 file.</p>"), "{text}"),
            Format::Json => assert!(text.contains("\"findings\": []") && text.ends_with("}\n"), "{text}"),
            Format::Sarif => assert!(text.contains("\"results\": []") && text.ends_with("}\n"), "{text}"),
            Format::Rdjson => assert!(text.contains("\"diagnostics\": []") && text.ends_with("}\n"), "{text}"),
            // What these say then is checked in `reports` and `published`.
            Format::Junit | Format::Checkstyle | Format::Markdown => assert!(text.ends_with('\n'), "{text}"),
        }
    }
}

#[test]
fn same_input_gives_same_output() {
    for &format in Format::ALL {
        assert_eq!(shown(format, &Options::default()), shown(format, &Options::default()));
    }
}
