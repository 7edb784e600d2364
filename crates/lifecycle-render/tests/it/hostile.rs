//! Texts and places that no well-behaved caller produces.

use crate::fixture::rendered;
use lifecycle_base::{Diagnostic, FileId, FixKind, Group, Location, Rule, Severity, SourceDb, Span};
use lifecycle_render::{Format, Options};

static RULE: Rule = Rule {
    name: "some-rule",
    group: Group::Syntax,
    severity: Severity::Error,
    summary: "",
    page: "",
    since: "0.1.0",
    fix: FixKind::None,
    options: &[],
};

fn for_people(text: &str) -> Vec<String> {
    let mut db = SourceDb::default();
    let file = db.add("a\u{1b}[2J.lifecycle", text).unwrap();
    let finding = Diagnostic::new(&RULE, Location::new(file, Span::new(0, 1)), format!("odd: {text}"))
        .label(text)
        .help(text)
        .related(Location::new(file, Span::new(0, 1)), text);
    let formats = [Format::Fancy, Format::Plain, Format::Short, Format::Html];
    formats.map(|format| rendered(format, &db, std::slice::from_ref(&finding), &Options::default())).to_vec()
}

#[test]
fn texts_cannot_steer_the_terminal() {
    for output in for_people("x\u{1b}[31m\u{7}\u{9b}1m\u{202e}\u{2066}y\rz") {
        let steering = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202e}' | '\u{2066}');
        assert!(!output.contains(steering), "{output:?}");
    }
}

#[test]
fn texts_cannot_become_markup() {
    let [.., html] =
        for_people("<script>alert('x')</script> & \"y\"").try_into().unwrap_or([const { String::new() }; 4]);
    assert!(html.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;y&quot;"), "{html}");
    assert!(!html.contains("<script"), "{html}");
}

/// Every pair of offsets in a text with all kinds of line ends, beyond it, reversed, and in a file that does not exist.
#[test]
fn any_place_is_drawn() {
    for text in ["", "\n", "\r\n", "aé\r\n\t🎉\n\nb", "é", "a\rb\r"] {
        let mut db = SourceDb::default();
        let file = db.add("a.lifecycle", text).unwrap();
        let offsets = 0..text.len() as u32 + 3;
        let spans = offsets.clone().flat_map(|start| offsets.clone().map(move |end| Span::new(start, end)));
        let places = spans.flat_map(|span| [file, FileId(7)].map(|file| Location::new(file, span)));
        let findings: Vec<Diagnostic> = places
            .map(|place| Diagnostic::new(&RULE, place, "message").label("here").related(place, "and here"))
            .collect();
        for &format in Format::ALL {
            for unicode in [true, false] {
                let output = rendered(format, &db, &findings, &Options { unicode, ..Options::default() });
                assert!(!output.contains("Failed to read"), "{output}");
            }
        }
        for finding in findings.iter().filter(|finding| finding.location.is_some_and(|at| at.file == file)) {
            for format in [Format::Fancy, Format::Plain] {
                let output = rendered(format, &db, std::slice::from_ref(finding), &Options::default());
                assert!(
                    output.contains("and here") && output.contains("a.lifecycle:"),
                    "{text:?} {finding:?}\n{output}"
                );
            }
        }
    }
}

#[test]
fn long_places_are_cut_for_people() {
    let text = "  first line  \n".repeat(300);
    let mut db = SourceDb::default();
    let file = db.add("a.lifecycle", text.as_str()).unwrap();
    let finding = Diagnostic::new(&RULE, Location::new(file, Span::new(2, text.len() as u32)), "too long").label("all");
    for format in [Format::Fancy, Format::Plain] {
        let output = rendered(format, &db, std::slice::from_ref(&finding), &Options::default());
        assert!(output.lines().count() < 15, "{output}");
        assert!(output.contains("a.lifecycle:1:3"), "{output}");
    }
}
