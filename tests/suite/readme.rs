//! What the README shows is what the tool prints.

use lifecycle_driver::{OsFs, analyse, lone_text};
use lifecycle_tests::project::root;

/// The text of the first fence of a language.
fn fence<'t>(text: &'t str, language: &str) -> &'t str {
    let start = format!("```{language}\n");
    let rest = text.split_once(&start).unwrap_or_else(|| panic!("no {language} fence")).1;
    rest.split_once("```").unwrap().0
}

#[test]
fn the_example_gives_the_findings_it_shows() {
    let path = root().join("README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let source = fence(&readme, "lifecycle");
    assert!(source.lines().count() <= 20, "the example has 20 lines");
    assert_eq!(lifecycle_driver::format::format(source).text, source, "the example is formatted");
    let found = analyse(&OsFs, &lone_text("acme.lifecycle", source.to_owned()), &Default::default());
    let mut out = Vec::new();
    let options = lifecycle_render::Options::default();
    lifecycle_render::render(lifecycle_render::Format::Plain, &found.db, &found.findings, &options, &mut out).unwrap();
    let out = String::from_utf8(out).unwrap();
    let shown = fence(&readme, "text");
    if std::env::var("UPDATE_README").is_ok_and(|value| value == "1") {
        std::fs::write(&path, readme.replace(shown, &out)).unwrap();
        return;
    }
    assert_eq!(shown, out, "run `UPDATE_README=1 cargo test -p lifecycle-tests readme`");
}
