//! The JSON Schema of the format, made from its types; the committed copy is what others read.

use super::Report;
use lifecycle_base::{Applicability, Group, Severity};
use schemars::{Schema, SchemaGenerator, json_schema};

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/schemas/findings.schema.json");

pub(super) fn group(_: &mut SchemaGenerator) -> Schema {
    one_of(&Group::ALL.map(Group::as_str))
}

pub(super) fn severity(_: &mut SchemaGenerator) -> Schema {
    one_of(&[Severity::Error, Severity::Warning, Severity::Info].map(Severity::as_str))
}

pub(super) fn applicability(_: &mut SchemaGenerator) -> Schema {
    one_of(&[Applicability::Safe, Applicability::Unsafe, Applicability::Manual].map(Applicability::as_str))
}

fn one_of(words: &[&str]) -> Schema {
    json_schema!({ "type": "string", "enum": words })
}

#[test]
#[allow(clippy::unwrap_used, clippy::disallowed_methods)] // reads and, on request, writes the committed copy
fn committed_schema_is_current() {
    let schema = schemars::generate::SchemaSettings::draft2020_12().for_serialize().into_generator();
    let mut expected = serde_json::to_string_pretty(&schema.into_root_schema_for::<Report<'_>>()).unwrap();
    expected.push('\n');
    if std::env::var_os("UPDATE_SCHEMAS").is_some() {
        std::fs::write(PATH, &expected).unwrap();
    }
    let committed = std::fs::read_to_string(PATH).unwrap_or_default();
    assert!(
        committed == expected,
        "{PATH} is not what the types say. Update it with: UPDATE_SCHEMAS=1 cargo test -p lifecycle-render schema"
    );
}
