//! Every report is what its readers expect: held against the published schema of its format (`tests/schemas/README.md`).

use crate::fixture::{hostile, many, project, rendered};
use crate::xsd::{Node, Schema};
use boon::{Compiler, Schemas};
use lifecycle_base::{Diagnostic, SourceDb};
use lifecycle_render::{Format, Options};
use serde_json::Value;

fn schema(name: &str) -> String {
    std::fs::read_to_string(format!("{}/tests/schemas/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// A checker for JSON reports.
fn json_checker(name: &str) -> impl Fn(&Value) -> Result<(), String> {
    let mut compiler = Compiler::new();
    compiler.enable_format_assertions();
    let schema: Value = serde_json::from_str(&schema(name)).unwrap();
    compiler.add_resource("published.json", schema).unwrap();
    let mut schemas = Schemas::new();
    let index = compiler.compile("published.json", &mut schemas).unwrap();
    move |value| schemas.validate(value, index).map_err(|error| format!("{error:#}"))
}

/// Nothing found, no file read, everything that can be in a finding, texts that try to break out, very many.
fn cases() -> Vec<(SourceDb, Vec<Diagnostic>)> {
    let mut clean = SourceDb::default();
    clean.add("a.lifecycle", "").unwrap();
    vec![(clean, vec![]), (SourceDb::default(), vec![]), project(), hostile(), many(300)]
}

fn text(format: Format, (db, findings): &(SourceDb, Vec<Diagnostic>)) -> String {
    rendered(format, db, findings, &Options::default())
}

#[test]
fn json_reports_fit_their_schemas() {
    let formats = [
        (Format::Sarif, "sarif-2.1.0.schema.json"),
        (Format::Gitlab, "gitlab-code-quality.schema.json"),
        (Format::Rdjson, "rdjson.schema.json"),
    ];
    for (format, name) in formats {
        let check = json_checker(name);
        for case in cases() {
            let report = serde_json::from_str(&text(format, &case)).unwrap();
            check(&report).unwrap_or_else(|error| panic!("{format}: {error}"));
        }
    }
}

/// The schemas are not so loose that anything would do.
#[test]
fn the_schemas_refuse_other_json() {
    let (sarif, gitlab, rdjson) = (
        json_checker("sarif-2.1.0.schema.json"),
        json_checker("gitlab-code-quality.schema.json"),
        json_checker("rdjson.schema.json"),
    );
    let report = |format| serde_json::from_str::<Value>(&text(format, &project())).unwrap();
    let result = |change: fn(&mut Value)| {
        let mut log = report(Format::Sarif);
        change(&mut log["runs"][0]["results"][1]);
        log
    };
    assert!(sarif(&result(|result| result["level"] = "info".into())).is_err());
    assert!(sarif(&result(|result| drop(result.as_object_mut().unwrap().remove("message")))).is_err());
    let region = |result: &mut Value| {
        result["locations"][0]["physicalLocation"]["region"]["startColumn"] = 0.into();
    };
    assert!(sarif(&result(region)).is_err());
    assert!(sarif(&result(|result| result["colour"] = "red".into())).is_err());
    let uri = |result: &mut Value| {
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] = "a b.lifecycle".into();
    };
    assert!(sarif(&result(uri)).is_err());
    let mut violations = report(Format::Gitlab);
    violations[1]["location"]["path"] = "./sales.lifecycle".into();
    assert!(gitlab(&violations).is_err());
    let mut diagnostics = report(Format::Rdjson);
    diagnostics["diagnostics"][1]["severity"] = "NOTE".into();
    assert!(rdjson(&diagnostics).is_err());
}

#[test]
fn xml_reports_fit_their_schemas() {
    for (format, name) in [(Format::Junit, "junit-10.xsd"), (Format::Checkstyle, "checkstyle.xsd")] {
        let schema = Schema::new(&schema(name));
        for case in cases() {
            let report = Node::parse(&text(format, &case));
            schema.check(&report).unwrap_or_else(|error| panic!("{format}: {error}"));
        }
    }
}

#[test]
fn the_schemas_refuse_other_xml() {
    let junit = Schema::new(&schema("junit-10.xsd"));
    let refused = |document: &str| junit.check(&Node::parse(document)).unwrap_err();
    assert_eq!(refused("<testsuite name='a' tests='1' failures='0'/>"), "`testsuite` lacks `errors`");
    assert_eq!(
        refused("<testsuites><testcase name='a'/></testsuites>"),
        r#"`testsuites` may not hold ["testcase"] in this order"#
    );
    assert_eq!(refused("<testsuites>x</testsuites>"), r#"`testsuites` may not hold the text "x""#);
    assert_eq!(refused("<testsuites time='soon'/>"), r#"`time` of `testsuites` may not be "soon""#);
    assert_eq!(refused("<testsuites line='1'/>"), "`testsuites` has no attribute `line`");
    assert_eq!(refused("<tests/>"), "the schema has no xs:element `tests`");
}

/// A run without findings must still show as tests that passed.
#[test]
fn a_clean_run_is_a_passing_test() {
    for case in &cases()[..2] {
        let report = Node::parse(&text(Format::Junit, case));
        assert_eq!(report.all("testcase").len(), 1);
        assert_eq!((report.get("tests"), report.get("failures")), ("1", "0"));
        assert!(report.all("failure").is_empty());
    }
}
