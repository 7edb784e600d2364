//! What holds of every project: what an org would refuse, and what people would miss.

use super::xml::Node;
use super::{by_root, documents, example, fields, projects, text};
use lifecycle_targets::salesforce::limits::{CUSTOM_NAME, LABEL, PICKLIST_VALUE, RELATIONSHIP_NAME};
use lifecycle_targets::salesforce::names::{check_name, is_reserved};
use std::collections::{BTreeMap, BTreeSet};

/// Whoever meets a component in Setup reads where it comes from.
#[test]
fn components_say_what_they_are() {
    const DESCRIBED: [&str; 10] = [
        "BusinessProcess",
        "CustomField",
        "CustomPermission",
        "Dashboard",
        "GlobalValueSet",
        "PermissionSet",
        "RecordType",
        "Report",
        "ReportType",
        "Flow",
    ];
    for (name, set) in projects() {
        for (path, node) in documents(&set).filter(|(_, node)| DESCRIBED.contains(&node.name.as_str())) {
            let ours = node.name != "CustomField" || node.get("fullName").unwrap().ends_with("__c");
            if !ours {
                continue;
            }
            let description = node.get("description").unwrap_or_else(|| panic!("{name} {path} says nothing"));
            assert!(description.chars().count() <= 1_000, "{name} {path}");
        }
    }
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
                        format!("{} {file}/", if *folder == "reports" { "Report" } else { "Dashboard" })
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
pub(super) fn decoded(value: &str) -> String {
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
