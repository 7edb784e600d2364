//! Ten thousand things: every one once, and no more looking than a few lists.

use super::Desk;
use lifecycle_portal::Package;
use lifecycle_tests::portal::Account;
use serde_json::json;
use std::collections::BTreeMap;

const THINGS: usize = 10_000;

fn many() -> Package {
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut add = |id: &str, path: &str, after: &[&str], body: serde_json::Value| {
        let file = format!("bodies/{id}.json");
        files.insert(file.clone(), body.to_string().into_bytes());
        json!({ "id": id, "method": "POST", "path": path, "bodyFile": file, "after": after, "scopes": ["s"], "tier": "free" })
    };
    let group = json!({ "name": "g", "label": "G", "displayOrder": -1 });
    let mut requests = vec![add("group/contacts", "/crm/properties/2026-09/contacts/groups", &[], group)];
    for number in 0..THINGS {
        let body = json!({ "name": format!("f{number}"), "label": format!("Field {number}"), "type": "number", "fieldType": "number",
            "groupName": "g", "displayOrder": number });
        let id = format!("property/contacts/f{number}");
        requests.push(add(&id, "/crm/properties/2026-09/contacts", &["group/contacts"], body));
    }
    files.insert("requests.json".to_owned(), json!({ "version": 1, "requests": requests }).to_string().into_bytes());
    Package::read(&|file| files.get(file).map(Vec::as_slice)).unwrap()
}

#[test]
fn ten_thousand_things() {
    let mut account = Account::new(42);
    account.most_properties = 2 * THINGS;
    let mut desk = Desk::with(account);
    let package = many();
    let plan = desk.plan(&package);
    assert_eq!(plan.counts().added, THINGS + 1);
    desk.hubspot.forget();
    assert!(desk.apply(&plan).unwrap().is_complete());
    let log = desk.hubspot.log();
    assert_eq!(log.iter().filter(|entry| entry.wrote()).count(), THINGS + 1);
    assert!(log.len() < THINGS + 20, "{} requests", log.len());
    desk.hubspot.forget();
    assert!(!desk.plan(&package).differs());
    assert!(desk.hubspot.log().len() < 10);
}
