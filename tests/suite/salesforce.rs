//! The Salesforce project of each example: what is in it, and what an org would refuse.

mod collisions;
mod current;
mod formulas;
mod reports;
mod rules;
mod shared_stages;
mod xml;

use insta::assert_snapshot;
use lifecycle_base::FileId;
use lifecycle_emit::{ArtifactSet, backend};
use lifecycle_model::{Checked, File, resolve};
use lifecycle_syntax::parse;
use lifecycle_targets::salesforce::limits::{CUSTOM_NAME, LABEL, PICKLIST_VALUE, RELATIONSHIP_NAME};
use lifecycle_targets::salesforce::names::{check_name, is_reserved};
use lifecycle_tests::project::examples;
use std::collections::{BTreeMap, BTreeSet};
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
        text(&set, "force-app/main/default/permissionsets/Lifecycle_User.permissionset-meta.xml")
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

#[test]
fn the_same_model_gives_the_same_bytes() {
    for (name, set) in projects() {
        assert!(set == example(name), "{name}");
    }
}

/// Their order and what may be empty besides is for the conformance harness to say, which knows Salesforce's own schema.
#[test]
fn no_element_is_empty() {
    for (name, set) in projects() {
        for (path, document) in documents(&set) {
            document.walk(&mut |node| {
                // An empty value is how a filter asks whether there is one.
                let filled = !node.children.is_empty() || !node.text.is_empty() || node.name == "value";
                assert!(filled, "{name} {path}: <{}> is empty", node.name);
            });
        }
    }
}

#[test]
fn files_are_spelled_as_an_org_returns_them() {
    for (name, set) in projects() {
        for (path, artifact) in set.iter().filter(|(path, _)| path.ends_with(".xml")) {
            let text = std::str::from_utf8(&artifact.bytes).unwrap();
            assert!(text.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<"), "{name} {path}");
            assert!(text.ends_with(">\n") && !text.contains('\r') && !text.contains("\t"), "{name} {path}");
        }
    }
}

#[test]
fn value_sets_exist() {
    for (name, set) in projects() {
        for (object, field) in fields(&set) {
            for values in field.all("valueSet") {
                match values.get("valueSetName") {
                    Some(wanted) => {
                        let path = format!("force-app/main/default/globalValueSets/{wanted}.globalValueSet-meta.xml");
                        assert!(
                            set.get(&path).is_some(),
                            "{name}: {object}.{:?} wants {wanted}",
                            field.get("fullName")
                        );
                    }
                    None => assert_eq!(values.all("valueSetDefinition").count(), 1, "{name}: {field:?}"),
                }
            }
        }
    }
}

#[test]
fn every_custom_field_is_visible() {
    for (name, set) in projects() {
        let mut expected = BTreeSet::new();
        for (object, field) in fields(&set) {
            let exempt = field.get("type") == Some("MasterDetail") || field.get("required") == Some("true");
            assert!(!exempt, "{name}: none of our fields is of a kind that permission sets refuse");
            let objects: &[&str] = if object == "Activity" { &["Event", "Task"] } else { &[&object] };
            expected.extend(objects.iter().map(|object| format!("{object}.{}", field.get("fullName").unwrap())));
        }
        let granted_by = |wanted: &str| -> Vec<String> {
            let sets = by_root(&set, "PermissionSet").into_iter().filter(|set| set.get("label").unwrap() == wanted);
            let granted = sets.flat_map(|set| set.all("fieldPermissions").cloned().collect::<Vec<_>>());
            granted.map(|permission| permission.get("field").unwrap().to_owned()).collect()
        };
        let of_pipelines = granted_by("Lifecycle Pipelines");
        for label in ["Lifecycle User", "Lifecycle Admin", "Lifecycle Integration"] {
            let granted = granted_by(label);
            assert!(granted.is_sorted(), "{name}");
            let all: BTreeSet<String> = granted.into_iter().chain(of_pipelines.iter().cloned()).collect();
            assert_eq!(all, expected, "{name}: {label}");
        }
    }
}

/// What flows keep, people read; what a formula says, nobody writes.
#[test]
fn people_write_only_what_is_theirs() {
    let set = example("standard");
    let editable = |label: &str, field: &str| {
        let sets = by_root(&set, "PermissionSet");
        let set = sets.iter().find(|set| set.get("label") == Some(label)).unwrap();
        let permission = set.all("fieldPermissions").find(|permission| permission.get("field") == Some(field)).unwrap();
        permission.get("editable") == Some("true")
    };
    for (field, user, admin) in [
        ("Contact.Lead_Lifecycle__c", true, true),
        ("Contact.Lead_Reason__c", true, true),
        ("Contact.MQL_First_Entered__c", false, true),
        ("Contact.Lead_Journey__c", false, true),
        ("Contact.Lead_Rank__c", false, false),
        ("Account.Company_Lifecycle__c", false, true),
    ] {
        assert_eq!(editable("Lifecycle User", field), user, "{field}");
        assert_eq!(editable("Lifecycle Admin", field), admin, "{field}");
        assert_eq!(editable("Lifecycle Integration", field), admin, "{field}");
    }
}

#[test]
fn the_manifest_lists_what_there_is() {
    for (name, set) in projects() {
        let manifest = Node::read(&text(&set, "manifest/package.xml"));
        let listed: BTreeSet<String> = manifest
            .all("types")
            .flat_map(|types| types.all("members").map(move |member| (types, member)))
            .map(|(types, member)| format!("{} {}", types.get("name").unwrap(), member.text))
            .collect();
        let there: BTreeSet<String> = documents(&set)
            .filter(|(path, _)| path.ends_with("-meta.xml"))
            .map(|(path, node)| {
                let parts: Vec<&str> = path.split('/').collect();
                let file = parts.last().unwrap().split('.').next().unwrap();
                match parts.as_slice() {
                    [.., "objects", object, _, _] => format!("{} {object}.{file}", node.name),
                    [.., folder @ ("reports" | "dashboards"), _] => {
                        format!("{} {file}", if *folder == "reports" { "Report" } else { "Dashboard" })
                    }
                    [.., "reports" | "dashboards", folder, _] => format!("{} {folder}/{file}", node.name),
                    [.., "settings", _] => format!("Settings {file}"),
                    _ => format!("{} {file}", node.name),
                }
            })
            .collect();
        assert_eq!(listed, there, "{name}");
    }
}

#[test]
fn names_and_labels_are_within_their_limits() {
    for (name, set) in projects() {
        for (path, _) in set.iter() {
            assert!(path.len() <= 200 && path.is_ascii() && !path.contains(' '), "{name}: {path}");
        }
        let mut relationships = BTreeSet::new();
        for (object, field) in fields(&set) {
            let full = field.get("fullName").unwrap();
            let base = full.strip_suffix("__c").unwrap();
            assert_eq!(check_name(base, &CUSTOM_NAME), Ok(()), "{name}: {object}.{full}");
            assert!(!is_reserved(base), "{name}: {object}.{full}");
            assert!(LABEL.allows(field.get("label").unwrap()), "{name}: {object}.{full}");
            if let Some(relationship) = field.get("relationshipName") {
                assert_eq!(check_name(relationship, &RELATIONSHIP_NAME), Ok(()), "{name}: {object}.{full}");
                let to = field.get("referenceTo").unwrap().to_owned();
                assert!(relationships.insert((to, relationship.to_owned())), "{name}: {relationship} is there twice");
            }
        }
    }
}

/// Salesforce compares names and labels without case, and refuses either twice.
#[test]
fn picklist_values_are_distinct() {
    for (name, set) in projects() {
        for (path, document) in documents(&set) {
            document.walk(&mut |node| {
                for kind in ["customValue", "standardValue", "value"] {
                    let (mut names, mut labels) = (BTreeSet::new(), BTreeSet::new());
                    for value in node.all(kind).filter(|value| value.get("fullName").is_some()) {
                        let (full, label) = (value.get("fullName").unwrap(), value.get("label").unwrap());
                        assert!(names.insert(full.to_lowercase()), "{name} {path}: {full}");
                        assert!(labels.insert(label.to_lowercase()), "{name} {path}: {label}");
                        assert!(PICKLIST_VALUE.allows(full) && PICKLIST_VALUE.allows(label), "{name} {path}: {full}");
                    }
                }
            });
        }
    }
}

/// A value of a record type or sales process, where signs are written as in web addresses.
fn decoded(value: &str) -> String {
    let mut parts = value.split('%');
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |text, part| {
        text + &char::from(u8::from_str_radix(&part[..2], 16).unwrap()).to_string() + &part[2..]
    })
}

#[test]
fn pipelines_use_stages_that_the_org_has() {
    for (name, set) in projects() {
        let stages: BTreeMap<String, bool> = by_root(&set, "StandardValueSet")
            .iter()
            .filter(|set| set.all("standardValue").any(|value| value.get("probability").is_some()))
            .flat_map(|set| set.all("standardValue"))
            .map(|value| (value.get("fullName").unwrap().to_owned(), value.get("isActive") != Some("false")))
            .collect();
        let processes = by_root(&set, "BusinessProcess");
        for value in processes.iter().flat_map(|process| process.all("values")) {
            let full = decoded(value.get("fullName").unwrap());
            assert_eq!(stages.get(&full), Some(&true), "{name}: {value:?}");
            assert_eq!(value.get("default"), Some("false"), "{name}: an opportunity process may have no default");
        }
        let picklists: BTreeSet<String> = fields(&set)
            .into_iter()
            .filter(|(object, field)| object == "Opportunity" && field.all("valueSet").next().is_some())
            .map(|(_, field)| field.get("fullName").unwrap().to_owned())
            .collect();
        for record_type in by_root(&set, "RecordType") {
            let process = record_type.get("businessProcess");
            assert!(processes.iter().any(|known| known.get("fullName") == process), "{name}: {process:?}");
            let listed = record_type.all("picklistValues").map(|list| list.get("picklist").unwrap().to_owned());
            assert_eq!(listed.collect::<BTreeSet<_>>(), picklists, "{name}");
        }
    }
}
