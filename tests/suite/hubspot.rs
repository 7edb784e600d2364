//! The HubSpot backend, from text to files.

use lifecycle_emit::{ArtifactSet, backend};
use lifecycle_model::Checked;
use lifecycle_targets::hubspot::{
    LONGEST_STAGE_PROPERTY_PREFIX, MAX_OPTION_CHARACTERS, MAX_OPTIONS, MAX_PIPELINE_ID, MAX_STAGE_ID, MAX_STAGES, Tier,
    is_default_property, is_property_name,
};
use lifecycle_tests::project::{analyse, example_projects};
use serde_json::Value;
use std::collections::BTreeSet;

pub(crate) fn emitted(files: &[(String, String)]) -> ArtifactSet {
    let analysed = analyse(files);
    let messages: Vec<&str> = analysed.findings.iter().map(|finding| finding.message.as_str()).collect();
    let checked = Checked::new(&analysed.analysis.model, &analysed.findings).unwrap_or_else(|| panic!("{messages:#?}"));
    let mut out = ArtifactSet::default();
    backend("hubspot").unwrap().emit(checked, &mut out).unwrap();
    out
}

fn project(text: &str) -> ArtifactSet {
    emitted(&[("a.lifecycle".to_owned(), text.to_owned())])
}

fn example(name: &str) -> ArtifactSet {
    let files = example_projects().into_iter().find(|(project, _)| project == name).unwrap().1;
    emitted(&files)
}

fn file(out: &ArtifactSet, path: &str) -> String {
    let artifact = out.get(path).unwrap_or_else(|| panic!("no {path} among {}", paths(out)));
    String::from_utf8(artifact.bytes.clone()).unwrap()
}

fn json(out: &ArtifactSet, path: &str) -> Value {
    serde_json::from_str(&file(out, path)).unwrap()
}

fn paths(out: &ArtifactSet) -> String {
    out.iter().map(|(path, _)| format!("{path}\n")).collect()
}

/// Everything that must hold for any lifecycle.
fn check(out: &ArtifactSet) {
    let manifest = json(out, "requests.json");
    assert_eq!(manifest["version"], 1);
    let mut done = BTreeSet::new();
    let mut bodies = BTreeSet::new();
    let mut ids = BTreeSet::new();
    for request in manifest["requests"].as_array().unwrap() {
        let id = request["id"].as_str().unwrap();
        for before in request["after"].as_array().unwrap() {
            assert!(done.contains(before.as_str().unwrap()), "{id} comes before {before}");
        }
        assert!(done.insert(id.to_owned()), "{id} twice");
        let body_file = request["bodyFile"].as_str().unwrap();
        assert!(bodies.insert(body_file.to_owned()), "{body_file} twice");
        let body = json(out, body_file);
        assert!(Tier::from_name(request["tier"].as_str().unwrap()).is_some());
        assert!(!request["scopes"].as_array().unwrap().is_empty());
        let path: Vec<&str> = request["path"].as_str().unwrap().split('/').skip(1).collect();
        match (request["method"].as_str().unwrap(), path.as_slice()) {
            ("POST", ["crm", "properties", "2026-09", _, "groups"]) => {
                assert!(is_property_name(body["name"].as_str().unwrap()))
            }
            ("POST", ["crm", "properties", "2026-09", object]) => check_property(object, &body),
            ("PATCH", ["crm", "properties", "2026-09", _, "hs_lead_status"]) => check_options(&body["options"]),
            (
                "POST" | "PATCH",
                ["crm", "pipelines", "2026-09", "contacts", "contacts-lifecycle-pipeline", "stages", ..],
            ) => {
                assert!(!body["label"].as_str().unwrap().is_empty() && body["displayOrder"].is_u64())
            }
            ("POST", ["crm", "pipelines", "2026-09", object]) => check_pipeline(object, &body, &mut ids),
            other => panic!("unexpected call {other:?}"),
        }
    }
    for (path, artifact) in out.iter() {
        if let Some(text) = path.ends_with(".json").then(|| std::str::from_utf8(&artifact.bytes).unwrap()) {
            assert!(text.ends_with("}\n"), "{path} does not end in a newline");
            serde_json::from_str::<Value>(text).unwrap();
        }
        assert!(!path.starts_with("bodies/") || bodies.contains(path), "{path} belongs to no call");
    }
}

fn check_property(object: &str, body: &Value) {
    let name = body["name"].as_str().unwrap();
    assert!(is_property_name(name) && !is_default_property(object, name), "{object}: {name}");
    assert!(body["displayOrder"].is_u64() && !body["label"].as_str().unwrap().is_empty(), "{body}");
    match (body["type"].as_str().unwrap(), body.get("externalOptions")) {
        ("enumeration", None) => check_options(&body["options"]),
        ("enumeration", Some(external)) => assert!(external == true && body["referencedObjectType"] == "OWNER"),
        ("bool", _) => {
            let values: Vec<&Value> =
                body["options"].as_array().unwrap().iter().map(|option| &option["value"]).collect();
            assert_eq!(values, ["true", "false"]);
        }
        (_, None) => assert!(body.get("options").is_none(), "{body}"),
        other => panic!("{other:?}"),
    }
}

fn check_options(options: &Value) {
    let options = options.as_array().unwrap();
    assert!(!options.is_empty() && options.len() <= MAX_OPTIONS);
    let (mut labels, mut values) = (BTreeSet::new(), BTreeSet::new());
    for (order, option) in options.iter().enumerate() {
        let text = |key: &str| option[key].as_str().unwrap();
        assert!(labels.insert(text("label").to_lowercase()) && values.insert(text("value")), "{option} twice");
        assert_eq!(option["displayOrder"], order);
        assert!(option["hidden"].is_boolean());
        let length: usize = ["label", "value", "description"].iter().map(|key| text(key).chars().count()).sum();
        assert!(length <= MAX_OPTION_CHARACTERS);
    }
}

/// `ids`: of pipelines of any object, and of stages with their object.
fn check_pipeline(object: &str, body: &Value, ids: &mut BTreeSet<String>) {
    let id = body["pipelineId"].as_str().unwrap();
    assert!(id.len() <= MAX_PIPELINE_ID && ids.insert(id.to_owned()), "{id}");
    let stages = body["stages"].as_array().unwrap();
    assert!(!stages.is_empty() && stages.len() <= MAX_STAGES);
    let mut labels = BTreeSet::new();
    for (order, stage) in stages.iter().enumerate() {
        let id = stage["stageId"].as_str().unwrap();
        assert!(id.len() <= MAX_STAGE_ID && is_property_name(&format!("{LONGEST_STAGE_PROPERTY_PREFIX}{id}")), "{id}");
        assert!(ids.insert(format!("{object}/{id}")), "{id} twice");
        assert!(labels.insert(stage["label"].as_str().unwrap().to_lowercase()), "{stage} twice");
        assert_eq!(stage["displayOrder"], order);
        if object == "deals" {
            let written = stage["metadata"]["probability"].as_str().unwrap();
            assert!((0.0..=1.0).contains(&written.parse::<f64>().unwrap()) && written.contains('.'), "{written}");
        }
    }
    if object == "tickets" {
        let states: BTreeSet<&str> =
            stages.iter().map(|stage| stage["metadata"]["ticketState"].as_str().unwrap()).collect();
        assert!(
            states.contains("CLOSED") && states.iter().all(|state| ["OPEN", "CLOSED"].contains(state)),
            "{states:?}"
        );
    }
}

#[test]
fn examples_keep_to_the_rules() {
    let wild = [
        ("german", include_str!("wild/german.lifecycle")),
        ("lead_status", include_str!("wild/lead_status.lifecycle")),
    ];
    let wild = wild.map(|(name, text)| (name.to_owned(), vec![(format!("{name}.lifecycle"), text.to_owned())]));
    for (name, files) in example_projects().into_iter().chain(wild) {
        let out = emitted(&files);
        check(&out);
        assert_eq!(out, emitted(&files), "{name} differs from one run to the next");
    }
}

#[test]
fn files_of_the_examples() {
    insta::assert_snapshot!("minimal_files", paths(&example("minimal")));
    insta::assert_snapshot!("standard_files", paths(&example("standard")));
    insta::assert_snapshot!("gotchas_files", paths(&example("gotchas")));
}

#[test]
fn telling_files() {
    let minimal = example("minimal");
    insta::assert_snapshot!("minimal_requests", file(&minimal, "requests.json"));
    let standard = example("standard");
    insta::assert_snapshot!("standard_lifecycle_stages", file(&standard, "lifecycle-stages.json"));
    insta::assert_snapshot!("standard_readme", file(&standard, "README.md"));
    insta::assert_snapshot!("standard_new_business", file(&standard, "bodies/pipelines/deals/new_business.json"));
    insta::assert_snapshot!("standard_customer", file(&standard, "bodies/pipelines/tickets/customer.json"));
    insta::assert_snapshot!(
        "standard_contact_status",
        file(&standard, "bodies/properties/contacts/contact_status.json")
    );
    insta::assert_snapshot!(
        "standard_company_lifecycle",
        file(&standard, "bodies/properties/companies/company_lifecycle.json")
    );
    insta::assert_snapshot!(
        "standard_recycle_reasons",
        file(&standard, "bodies/properties/contacts/lead_recycle_reason.json")
    );
    insta::assert_snapshot!("gotchas_readme", file(&example("gotchas"), "README.md"));
}

/// What the examples do not show: written names, HubSpot's own properties, clashes, a mirrored company, retired stages.
const CORNERS: &str = r#"
lifecycle "Corners" { crm hubspot }
team Sales
object contact {
  field  email        email
  field  industry     text    "Industry of the person"
  field  fit          number  as hubspot "lead_fit"
  field  lead_fit     number
  field  FitScore     number
  field  fit_score    number
  field  mentor       user
  field  topics       multipicklist { Price  Security }
  field  plan         picklist { A "Same"  B "same" }
  status lead_status  as hubspot "hs_lead_status" { NEW "New"  Working }
}
object lead {
  field  email        email
  field  plan         picklist { B  C }
}
object deal {
  field  discount     percent
}
domain lead on contact {
  retired stage Old    { means "Before 2020." }
  stage   Mql1 "M"     { counts as MQL  exit { drop to Out for "No budget", "no  Budget", "Other" } }
  stage   SAL          { untracked }
  won stage Client     { means "Bought." }
  lost stage Out       { means "Gone." }
}
domain company on company rolls up most advanced lead
domain partner on company {
  retired stage Former { means "Left." }
  stage  Applied       { means "Applied." }
}
domain sales on deal {
  pipeline default {
    hold stage Paused      { means "Waits." }
    stage Full             { means "Certain, they say."  probability 100% }
    retired stage Past     { means "Unused."  probability 40% }
    closed stage Duplicate { means "Twice in the CRM." }
    won stage Done         { means "Signed." }
  }
  pipeline Default "DEFAULT" { stage Full { means "As above." } }
}
domain care on ticket { stage Only { means "All there is." } }
target hubspot { tier free  portal 1234 }
"#;

#[test]
fn corners() {
    let out = project(CORNERS);
    check(&out);
    assert!(file(&out, "README.md").contains("Careful with `property/contacts/hs_lead_status`"));
    assert!(!file(&example("standard"), "README.md").contains("Careful"));
    let mut text = paths(&out);
    for path in [
        "lifecycle-stages.json",
        "bodies/properties/contacts/hs_lead_status.json",
        "bodies/properties/contacts/plan.json",
        "bodies/properties/contacts/lead_drop_reason.json",
        "bodies/properties/companies/partner_lifecycle.json",
        "bodies/pipelines/deals/custom_default.json",
        "README.md",
    ] {
        text += &format!("\n--- {path}\n{}", file(&out, path));
    }
    insta::assert_snapshot!(text);
}

#[test]
fn a_label_changes_no_name() {
    let text = r#"
        object contact { field score number "LABEL" }
        domain lead on contact { stage MQL "LABEL" { means "x" } }
        domain sales on deal { pipeline New "LABEL" { stage A "LABEL" { means "x"  probability 10% } } }
    "#;
    let (one, other) = (project(&text.replace("LABEL", "One")), project(&text.replace("LABEL", "Other")));
    assert_eq!(paths(&one), paths(&other));
    assert_eq!(file(&one, "requests.json"), file(&other, "requests.json"));
}

#[test]
fn nothing_of_the_source_is_markup_in_the_instructions() {
    let hostile = r#"<script>alert(1)</script> | `x` **b** \"q\" # [a](b)\n\n## Injected"#;
    let out = project(&format!(
        r#"
        lifecycle "{hostile}" {{ crm hubspot }}
        domain lead on contact {{ stage A "{hostile}" {{ means "x" }}  stage B "{hostile}" {{ means "x" }} }}
        domain care "{hostile}" on ticket {{ stage A "{hostile}" {{ means "x" }} }}
        "#
    ));
    check(&out);
    let readme = file(&out, "README.md");
    assert!(!readme.contains("<script") && !readme.contains("**b**"), "{readme}");
    assert!(readme.lines().all(|line| !line.starts_with("## Injected")), "{readme}");
    insta::assert_snapshot!(
        "hostile_instructions",
        readme.lines().filter(|line| line.contains("alert")).collect::<Vec<_>>().join("\n")
    );
}

#[test]
fn nothing_declared_is_nothing_to_call() {
    let out = project("team Sales\n");
    check(&out);
    assert_eq!(paths(&out), "README.md\nrequests.json\n");
}
