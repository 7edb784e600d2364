//! A small project with one finding of every shape.

use lifecycle_base::{
    Applicability, Diagnostic, Edit, FileId, FixKind, Group, Location, Rule, Severity, SourceDb, Span,
};
use lifecycle_render::{Format, Options, render};

const fn rule(name: &'static str, group: Group, severity: Severity) -> Rule {
    Rule { name, group, severity, summary: "", page: "", since: "0.1.0", fix: FixKind::Sometimes, options: &[] }
}

static NO_PROJECT_NAME: Rule = rule("missing-project-name", Group::Project, Severity::Error);
static DUPLICATE_STAGE: Rule = rule("duplicate-stage", Group::Names, Severity::Error);
static UNKNOWN_FIELD: Rule = rule("unknown-field", Group::Names, Severity::Error);
static PAST_TENSE: Rule = rule("stage-name-not-past-tense", Group::Naming, Severity::Warning);
static NO_OWNER: Rule = rule("stage-without-owner", Group::Structure, Severity::Info);
static EMPTY_STAGE: Rule = rule("empty-stage", Group::Structure, Severity::Warning);
static MISSING_BRACE: Rule = rule("missing-closing-brace", Group::Syntax, Severity::Error);

const SALES: &str = "\
lifecycle Sales {
    stage Demo {
        owner: AE
        enter when budget > 0
    }
    stage Demo {
    }
}
";

/// Wide, accented and tab characters before the places, lines that end in CRLF, no line end at the end.
const CAFE: &str =
    "// Café 🎉\r\nlifecycle \"Café 🎉 Paris\" {\r\n\tstage \"Déjà vu 🎉\" { owner: AE }\tenter when bugdet > 0\r\n";

const OPEN: &str = "lifecycle Open {\n";

/// The files and the findings, in the order people see them.
pub fn project() -> (SourceDb, Vec<Diagnostic>) {
    let mut db = SourceDb::default();
    let sales = db.add("sales.lifecycle", SALES).unwrap();
    let cafe = db.add("teams/café.lifecycle", CAFE).unwrap();
    let open = db.add("open.lifecycle", OPEN).unwrap();
    let empty = db.add("empty.lifecycle", "").unwrap();
    let at = |file: FileId, text: &str, nth: usize| {
        let source = db.get(file).unwrap().text();
        let start = source.match_indices(text).nth(nth).unwrap().0;
        Location::new(file, Span::new(start as u32, (start + text.len()) as u32))
    };
    let end = |file: FileId| {
        let length = db.get(file).unwrap().text().len() as u32;
        Location::new(file, Span::new(length, length))
    };
    let findings = vec![
        Diagnostic::without_place(&NO_PROJECT_NAME, "the project has no name")
            .help("add `name = \"…\"` to lifecycle.toml"),
        // Several labels, one of them in another file, and two fixes.
        Diagnostic::new(&DUPLICATE_STAGE, at(sales, "Demo", 1), "the stage `Demo` is defined twice")
            .label("defined again here")
            .related(at(sales, "Demo", 0), "first defined here")
            .related(at(cafe, "\"Déjà vu 🎉\"", 0), "this team calls it differently")
            .help("give one of them another name: two stages with one name become one picklist value in Salesforce")
            .fix(
                "rename to `Demo Completed`",
                Applicability::Manual,
                vec![Edit::replace(at(sales, "Demo", 1), "Demo Completed")],
            )
            .fix(
                "remove the second one",
                Applicability::Unsafe,
                vec![Edit::delete(at(sales, "stage Demo {\n    }\n", 0))],
            ),
        // A place of several lines, with its line end.
        Diagnostic::new(&EMPTY_STAGE, at(sales, "stage Demo {\n    }\n", 0), "this stage has no content")
            .label("nothing between the braces"),
        // An empty span: something is missing.
        Diagnostic::new(&NO_OWNER, at(sales, "Demo", 1).after(), "the stage `Demo` has no owner").fix(
            "add an owner",
            Applicability::Safe,
            vec![Edit::insert_after(at(sales, "stage Demo {", 1), "\n        owner: AE")],
        ),
        // Wide characters, accents and a tab before the place.
        Diagnostic::new(&UNKNOWN_FIELD, at(cafe, "bugdet", 0), "there is no field `bugdet`")
            .label("not known")
            .help("did you mean `budget`?")
            .fix("rename to `budget`", Applicability::Safe, vec![Edit::replace(at(cafe, "bugdet", 0), "budget")]),
        // A place that holds wide characters, and no words at it.
        Diagnostic::new(&PAST_TENSE, at(cafe, "\"Déjà vu 🎉\"", 0), "the stage name does not say what has happened"),
        // The end of a line that ends in CRLF, the end of a file with and without a last line, an empty file.
        Diagnostic::new(&MISSING_BRACE, at(cafe, "Paris\" {", 0).after(), "a `}` is missing").label("opened here"),
        Diagnostic::new(&MISSING_BRACE, end(cafe), "a `}` is missing at the end").label("expected here"),
        Diagnostic::new(&MISSING_BRACE, end(open), "a `}` is missing at the end")
            .label("expected here")
            .related(at(open, "{", 0), "opened here"),
        Diagnostic::new(&NO_PROJECT_NAME, end(empty), "the file is empty").label("nothing here"),
        // Every label elsewhere, two of them in one file.
        Diagnostic::without_place(&DUPLICATE_STAGE, "two stages share a label")
            .related(at(sales, "Demo", 0), "one")
            .related(at(sales, "Demo", 1), "two"),
    ];
    (db, findings)
}

/// One rendering as text.
pub fn rendered(format: Format, db: &SourceDb, findings: &[Diagnostic], options: &Options) -> String {
    let mut out = Vec::new();
    render(format, db, findings, options, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// Texts that try to break out of every format, in every field that shows any.
pub const ATTACK: &str = "a\"b'c\r\n::error::owned%0A%25 ]]> <script>alert(1)</script> `x` **y** [z](https://evil.example) | @everyone #1 \
                          \u{1b}[31m\u{0}\u{7}\u{85}\u{202e}\u{fffe}\u{ffff} é 🎉 -- &amp; </details> --> :tada: www.evil.example";

/// Findings that say [`ATTACK`], in files whose names are hardly better.
pub fn hostile() -> (SourceDb, Vec<Diagnostic>) {
    let mut db = SourceDb::default();
    let names = ["a b%25\n::warning::#?&<\">é🎉`|`.lifecycle", "c:d,e]]>.lifecycle"];
    let files = names.map(|name| db.add(name, format!("é🎉\r\n{ATTACK}\r\n")).unwrap());
    let finding = |file: FileId| {
        let location = Location::new(file, Span::new(2, 40));
        let mut finding = Diagnostic::new(&PAST_TENSE, location, ATTACK)
            .label(ATTACK)
            .help(ATTACK)
            .related(location, ATTACK)
            .fix(ATTACK, Applicability::Safe, vec![Edit::replace(location, ATTACK)]);
        finding.subject = ATTACK.to_owned();
        finding
    };
    let findings = vec![Diagnostic::without_place(&NO_PROJECT_NAME, ATTACK), finding(files[0]), finding(files[1])];
    (db, findings)
}

/// Thousands of findings: every tenth an error, in ten files.
pub fn many(count: usize) -> (SourceDb, Vec<Diagnostic>) {
    const LINE: &str = "stage Demo { é }\n";
    let mut db = SourceDb::default();
    let text = LINE.repeat(count.div_ceil(10));
    let files: Vec<FileId> = (0..10).map(|i| db.add(format!("{i}.lifecycle"), text.as_str()).unwrap()).collect();
    let mut findings: Vec<Diagnostic> = (0..count)
        .map(|i| {
            let at = (i / 10 * LINE.len()) as u32 + 6;
            let rule = if i / 10 % 10 == 0 { &DUPLICATE_STAGE } else { &PAST_TENSE };
            Diagnostic::new(rule, Location::new(files[i % 10], Span::new(at, at + 4)), "the stage `Demo` is odd")
                .label("here")
        })
        .collect();
    findings.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
    (db, findings)
}
