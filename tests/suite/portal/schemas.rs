//! Manifest and plan are what their published schemas say.

use super::{Desk, SMALL, package};
use lifecycle_portal::{MANIFEST_SCHEMA, PLAN_SCHEMA};
use lifecycle_tests::project::example_projects;
use serde_json::{Value, json};

fn valid(schema: &str, value: &Value) -> Result<(), String> {
    let schema: Value = serde_json::from_str(schema).unwrap();
    let mut compiler = boon::Compiler::new();
    compiler.add_resource("https://lifecycle.test/schema", schema).unwrap();
    let mut schemas = boon::Schemas::new();
    let index = compiler.compile("https://lifecycle.test/schema", &mut schemas).unwrap();
    schemas.validate(value, index).map_err(|error| format!("{error:#}"))
}

#[test]
fn manifests_are_valid() {
    for (name, files) in example_projects() {
        let out = crate::hubspot::emitted(&files);
        let manifest = out.get("requests.json").unwrap();
        let manifest: Value = serde_json::from_slice(&manifest.bytes).unwrap();
        valid(MANIFEST_SCHEMA, &manifest).unwrap_or_else(|error| panic!("{name}: {error}"));
        for (key, wrong) in
            [("path", json!("crm")), ("tier", json!("gold")), ("method", json!("GET")), ("more", json!(1))]
        {
            let mut broken = manifest.clone();
            broken["requests"][0][key] = wrong;
            assert!(valid(MANIFEST_SCHEMA, &broken).is_err(), "{key}");
        }
    }
}

#[test]
fn plans_are_valid() {
    let mut desk = Desk::new();
    let small = package(SMALL);
    for _ in 0..2 {
        let plan: Value = serde_json::from_str(&desk.plan(&small).to_text()).unwrap();
        valid(PLAN_SCHEMA, &plan).unwrap_or_else(|error| panic!("{error}"));
        let mut broken = plan.clone();
        broken["changes"][0]["action"] = json!("deleted");
        assert!(valid(PLAN_SCHEMA, &broken).is_err());
        desk.wishes.create_lifecycle_stages = false;
    }
    desk.bring(&small);
}
