//! The Salesforce project of each example: what is in it, and what an org would refuse.

mod collisions;
mod current;
mod flows;
mod formulas;
mod invariants;
mod reports;
mod rules;
mod shared_stages;
mod xml;

use insta::assert_snapshot;
use lifecycle_base::FileId;
use lifecycle_emit::{ArtifactSet, backend};
use lifecycle_model::{Checked, File, resolve};
use lifecycle_syntax::parse;
use lifecycle_tests::project::examples;
use std::collections::BTreeSet;
use std::sync::Arc;
use xml::Node;

const EXAMPLES: [&str; 3] = ["standard", "minimal", "gotchas"];

/// Everything at once, and lifecycles in other styles.
const OTHERS: [(&str, &str); 3] = [
    ("corners", include_str!("salesforce/corners.lifecycle")),
    ("german", include_str!("wild/german.lifecycle")),
    ("lead_status", include_str!("wild/lead_status.lifecycle")),
];

fn model_of(texts: &[String]) -> lifecycle_model::Analysis {
    let files: Vec<File> = texts
        .iter()
        .enumerate()
        .map(|(index, text)| File {
            id: FileId(index as u32),
            pieces: parse(text)
                .into_iter()
                .map(|(piece, parsed)| {
                    assert!(parsed.errors.is_empty(), "{:?}", parsed.errors);
                    (piece.start, Arc::new(parsed))
                })
                .collect(),
        })
        .collect();
    resolve(&files)
}

fn emit(texts: &[String]) -> ArtifactSet {
    let analysis = model_of(texts);
    let checked = Checked::new(&analysis.model, &analysis.diagnostics);
    let checked = checked.unwrap_or_else(|| panic!("{:#?}", analysis.diagnostics));
    let mut out = ArtifactSet::default();
    backend("salesforce").unwrap().emit(checked, &mut out).unwrap();
    out
}

fn example(name: &str) -> ArtifactSet {
    if let Some((_, text)) = OTHERS.iter().find(|(other, _)| *other == name) {
        return emit(&[(*text).to_owned()]);
    }
    let (folder, file) = (format!("examples/{name}/"), format!("examples/{name}.lifecycle"));
    let texts = examples().into_iter().filter(|(path, _)| path.starts_with(&folder) || *path == file);
    emit(&texts.map(|(_, text)| text).collect::<Vec<_>>())
}

fn projects() -> impl Iterator<Item = (&'static str, ArtifactSet)> {
    EXAMPLES.into_iter().chain(OTHERS.map(|(name, _)| name)).map(|name| (name, example(name)))
}

fn text(set: &ArtifactSet, path: &str) -> String {
    let artifact = set.get(path).unwrap_or_else(|| panic!("no {path}"));
    String::from_utf8(artifact.bytes.clone()).unwrap()
}

fn paths(set: &ArtifactSet) -> String {
    set.iter().map(|(path, _)| format!("{path}\n")).collect()
}

fn files(set: &ArtifactSet, chosen: &[&str]) -> String {
    chosen.iter().map(|path| format!("--- {path}\n{}", text(set, path))).collect()
}

fn documents(set: &ArtifactSet) -> impl Iterator<Item = (&str, Node)> {
    let xml = set.iter().filter(|(path, _)| path.ends_with(".xml"));
    xml.map(|(path, artifact)| (path, Node::read(std::str::from_utf8(&artifact.bytes).unwrap())))
}

fn by_root(set: &ArtifactSet, root: &str) -> Vec<Node> {
    documents(set).map(|(_, node)| node).filter(|node| node.name == root).collect()
}

/// Names of custom fields with the object whose folder they are in.
fn fields(set: &ArtifactSet) -> Vec<(String, Node)> {
    let custom = |node: &Node| node.name == "CustomField" && node.get("fullName").unwrap().ends_with("__c");
    let fields = documents(set).filter(|(_, node)| custom(node));
    fields.map(|(path, node)| (path.split('/').rev().nth(2).unwrap().to_owned(), node)).collect()
}

#[test]
fn the_standard_lifecycle() {
    let set = example("standard");
    assert_snapshot!("salesforce_standard_paths", paths(&set));
    assert_snapshot!(
        "salesforce_standard",
        files(
            &set,
            &[
                "sfdx-project.json",
                "manifest/package.xml",
                "force-app/main/default/globalValueSets/Lead_Lifecycle.globalValueSet-meta.xml",
                "force-app/main/default/objects/Contact/fields/Lead_Lifecycle__c.field-meta.xml",
                "force-app/main/default/objects/Contact/fields/Contact_Status__c.field-meta.xml",
                "force-app/main/default/objects/Contact/fields/Fit_Score__c.field-meta.xml",
                "force-app/main/default/objects/Contact/fields/Hand_Raised__c.field-meta.xml",
                "force-app/main/default/objects/Account/fields/Company_Lifecycle__c.field-meta.xml",
                "force-app/main/default/objects/Opportunity/fields/Contract_Signed_Date__c.field-meta.xml",
                "force-app/main/default/objects/Success_Plan__c/Success_Plan__c.object-meta.xml",
                "force-app/main/default/objects/Success_Plan__c/fields/Account__c.field-meta.xml",
                "force-app/main/default/objects/Success_Plan__c/fields/Customer_Lifecycle__c.field-meta.xml",
                "force-app/main/default/objects/Success_Plan__c/fields/Description__c.field-meta.xml",
                "force-app/main/default/objects/Success_Plan__c/fields/Product__c.field-meta.xml",
                "force-app/main/default/tabs/Success_Plan__c.tab-meta.xml",
            ],
        )
    );
    assert_snapshot!(
        "salesforce_standard_settings",
        files(
            &set,
            &[
                "org-settings/main/default/standardValueSets/OpportunityStage.standardValueSet-meta.xml",
                "org-settings/main/default/objects/Opportunity/businessProcesses/Renewal.businessProcess-meta.xml",
                "org-settings/main/default/objects/Opportunity/recordTypes/New_Business.recordType-meta.xml",
            ],
        )
    );
    assert_snapshot!(
        "salesforce_standard_permissions",
        files(
            &set,
            &[
                "force-app/main/default/customPermissions/Lifecycle_Bypass.customPermission-meta.xml",
                "force-app/main/default/permissionsets/Lifecycle_User.permissionset-meta.xml",
                "org-settings/main/default/permissionsets/Lifecycle_Pipelines.permissionset-meta.xml",
            ],
        )
    );
    assert_snapshot!(
        "salesforce_standard_kept",
        files(
            &set,
            &[
                "force-app/main/default/objects/Contact/Contact.object-meta.xml",
                "force-app/main/default/objects/Contact/fields/MQL_First_Entered__c.field-meta.xml",
                "force-app/main/default/objects/Contact/fields/MQL_Last_Entered__c.field-meta.xml",
                "force-app/main/default/objects/Contact/fields/MQL_Days__c.field-meta.xml",
                "force-app/main/default/objects/Contact/fields/Lead_Rank__c.field-meta.xml",
                "force-app/main/default/objects/Contact/fields/Lead_Moves__c.field-meta.xml",
                "force-app/main/default/objects/Contact/fields/Lead_Journey__c.field-meta.xml",
                "force-app/main/default/objects/Contact/fields/Lead_Reason__c.field-meta.xml",
                "force-app/main/default/objects/Contact/fields/Lead_Back_On__c.field-meta.xml",
                "force-app/main/default/objects/Opportunity/fields/Pipeline_Rank__c.field-meta.xml",
                "org-settings/main/default/objects/Opportunity/fields/StageName.field-meta.xml",
            ],
        )
    );
    assert_snapshot!(
        "salesforce_standard_paths_on_records",
        files(
            &set,
            &[
                "force-app/main/default/pathAssistants/Contact_Lead.pathAssistant-meta.xml",
                "org-settings/main/default/pathAssistants/Opportunity_Renewal.pathAssistant-meta.xml",
                "org-settings/main/default/settings/PathAssistant.settings-meta.xml",
            ],
        )
    );
    assert_snapshot!("salesforce_standard_readme", text(&set, "README.md"));
}

#[test]
fn the_small_and_the_bad_lifecycle() {
    assert_snapshot!("salesforce_minimal_paths", paths(&example("minimal")));
    let gotchas = example("gotchas");
    assert_snapshot!("salesforce_gotchas_paths", paths(&gotchas));
    assert_snapshot!(
        "salesforce_gotchas",
        files(
            &gotchas,
            &[
                "force-app/main/default/globalValueSets/Lead_Lifecycle.globalValueSet-meta.xml",
                "org-settings/main/default/standardValueSets/OpportunityStage.standardValueSet-meta.xml",
            ],
        )
    );
}

#[test]
fn the_corners_of_the_language() {
    let set = example("corners");
    assert_snapshot!("salesforce_corners_paths", paths(&set));
    let prefix = "force-app/main/default/";
    let chosen: Vec<String> = [
        "globalValueSets/Lead_Lifecycle.globalValueSet-meta.xml",
        "objects/Lead/fields/Consent__c.field-meta.xml",
        "objects/Lead/fields/First_Touch_By__c.field-meta.xml",
        "objects/Lead/fields/Topics__c.field-meta.xml",
        "objects/Contact/fields/GTM_Type__c.field-meta.xml",
        "objects/Opportunity/fields/Trial_Lifecycle__c.field-meta.xml",
        "permissionsets/Lifecycle_User.permissionset-meta.xml",
    ]
    .map(|path| format!("{prefix}{path}"))
    .into();
    let mut chosen: Vec<&str> = chosen.iter().map(String::as_str).collect();
    chosen.extend([
        "org-settings/main/default/standardValueSets/OpportunityStage.standardValueSet-meta.xml",
        "org-settings/main/default/objects/Opportunity/businessProcesses/New.businessProcess-meta.xml",
        "org-settings/main/default/objects/Opportunity/recordTypes/Renewal.recordType-meta.xml",
        "sfdx-project.json",
        "README.md",
    ]);
    assert_snapshot!("salesforce_corners", files(&set, &chosen));
}

#[test]
fn an_empty_lifecycle_is_still_a_project() {
    let set = emit(&["lifecycle \"Empty\" { crm salesforce }".to_owned()]);
    assert_snapshot!(paths(&set), @r"
    README.md
    force-app/main/default/customPermissions/Lifecycle_Bypass.customPermission-meta.xml
    force-app/main/default/permissionsets/Lifecycle_Admin.permissionset-meta.xml
    force-app/main/default/permissionsets/Lifecycle_Integration.permissionset-meta.xml
    force-app/main/default/permissionsets/Lifecycle_User.permissionset-meta.xml
    manifest/package.xml
    sfdx-project.json
    ");
    assert!(!text(&set, "sfdx-project.json").contains("org-settings"), "a package directory that is listed must exist");
}

#[test]
fn people_decide_where_contact_fields_go() {
    let base = "object contact { field fit number } domain lead on contact { stage A stage B }";
    let objects = |people: &str| {
        let set = emit(&[format!("{base}\ntarget salesforce {{ people {people} }}")]);
        let objects: BTreeSet<String> = fields(&set).into_iter().map(|(object, _)| object).collect();
        (objects.into_iter().collect::<Vec<_>>().join(" "), by_root(&set, "GlobalValueSet").len())
    };
    assert_eq!(objects("contact"), ("Contact".to_owned(), 1));
    assert_eq!(objects("lead"), ("Lead".to_owned(), 1));
    assert_eq!(objects("both"), ("Contact Lead".to_owned(), 1));
}

#[test]
fn a_label_changes_without_touching_data() {
    let names = |label: &str| {
        let set = emit(&[format!(
            "domain lead on contact {{ stage Engaged \"{label}\" }}\n\
             domain sales on deal {{ pipeline New {{ stage Offer \"{label}\" }} }}"
        )]);
        let mut names = Vec::new();
        for (_, document) in documents(&set) {
            document.walk(&mut |node| names.extend(node.get("fullName").map(str::to_owned)));
        }
        names
    };
    assert_eq!(names("Engaged"), names("Something else"));
}

#[test]
fn two_declarations_for_one_field_are_a_conflict() {
    let analysis = model_of(&["object contact { field fit_score number field FitScore number }".to_owned()]);
    let checked = Checked::new(&analysis.model, &analysis.diagnostics).unwrap();
    let conflict = backend("salesforce").unwrap().emit(checked, &mut ArtifactSet::default()).unwrap_err();
    assert_eq!(conflict.path, "force-app/main/default/objects/Contact/fields/Fit_Score__c.field-meta.xml");
    assert!(conflict.origins.iter().all(Option::is_some), "{conflict:?}");
}

/// What leads alone have: their status, and what becomes of them.
#[test]
fn leads_are_converted_with_all_that_is_known_of_them() {
    let set = emit(&["
      object lead { status lead_status \"Lead Status\" as salesforce \"Status\" { New Working NotNow \"Not converted\" } }
      object contact { field score number }
      domain lead on contact { stage Known stage MQL { exit { recycle to Known for \"Too early\" after 90 days } } }
      target salesforce { people both }"
        .to_owned()]);
    assert_snapshot!(files(
        &set,
        &[
            "org-settings/main/default/standardValueSets/LeadStatus.standardValueSet-meta.xml",
            "org-settings/main/default/LeadConvertSettings/LeadConvertSettings.LeadConvertSetting-meta.xml",
            "org-settings/main/default/objects/Lead/fields/Status.field-meta.xml",
        ]
    ));
    assert!(set.iter().all(|(path, _)| !path.contains("Lead_Status__c")), "the org's own field is no custom field");
}

/// Pipelines that put the same stages in different orders have no common rank.
#[test]
fn contradicting_orders_are_told_apart_by_record_type() {
    let set = emit(&["domain sales on deal {
        pipeline First { stage A stage B won stage Won }
        pipeline Second { stage B stage A won stage Won }
      }"
    .to_owned()]);
    let path = "org-settings/main/default/objects/Opportunity/fields/Pipeline_Rank__c.field-meta.xml";
    let formula = Node::read(&text(&set, path)).get("formula").unwrap().to_owned();
    assert_snapshot!(formula);
    let permissions = text(&set, "org-settings/main/default/permissionsets/Lifecycle_Pipelines.permissionset-meta.xml");
    assert!(permissions.contains("Opportunity.Pipeline_Rank__c"));
}
