//! What is printed is what the committed schema promises.

use crate::fixture::{project, rendered};
use boon::{Compiler, Draft, Schemas};
use lifecycle_render::{Format, Options};
use serde_json::Value;

const SCHEMA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/schemas/findings.schema.json");

fn is_valid(value: &Value) -> Result<(), String> {
    let committed = std::fs::read_to_string(SCHEMA).unwrap();
    let mut compiler = Compiler::new();
    compiler.set_default_draft(Draft::V2020_12);
    compiler.add_resource("findings.json", serde_json::from_str(&committed).unwrap()).unwrap();
    let mut schemas = Schemas::new();
    let schema = compiler.compile("findings.json", &mut schemas).unwrap();
    schemas.validate(value, schema).map_err(|error| error.to_string())
}

#[test]
fn real_output_is_valid() {
    let (db, findings) = project();
    let output = serde_json::from_str(&rendered(Format::Json, &db, &findings, &Options::default())).unwrap();
    is_valid(&output).unwrap();
}

#[test]
fn the_schema_refuses_other_output() {
    let (db, findings) = project();
    let output: Value = serde_json::from_str(&rendered(Format::Json, &db, &findings, &Options::default())).unwrap();
    let broken: [fn(&mut Value); 6] = [
        |v| v["version"] = 2.into(),
        |v| v["findings"][0]["severity"] = "note".into(),
        |v| v["findings"][0]["group"] = "colours".into(),
        |v| v["findings"][1]["range"]["start"]["line"] = 0.into(),
        |v| drop(v["findings"][1].as_object_mut().unwrap().remove("help")),
        |v| v["summary"]["files"] = (-1).into(),
    ];
    for (i, break_it) in broken.into_iter().enumerate() {
        let mut value = output.clone();
        break_it(&mut value);
        assert!(is_valid(&value).is_err(), "change {i} went unnoticed");
    }
}

/// Offsets are bytes; lines and columns are for people. Checked against the text itself.
#[test]
fn positions_agree_with_the_text() {
    let (db, findings) = project();
    let output: Value = serde_json::from_str(&rendered(Format::Json, &db, &findings, &Options::default())).unwrap();
    let unknown_field = &output["findings"][4];
    let start = &unknown_field["range"]["start"];
    let text = db.iter().find(|(_, source)| source.path() == unknown_field["path"]).unwrap().1.text();
    assert!(text[start["offset"].as_u64().unwrap() as usize..].starts_with("bugdet"));
    let line = text.lines().nth(start["line"].as_u64().unwrap() as usize - 1).unwrap();
    let rest: String = line.chars().skip(start["column"].as_u64().unwrap() as usize - 1).collect();
    assert!(rest.starts_with("bugdet"), "{rest}");
}
