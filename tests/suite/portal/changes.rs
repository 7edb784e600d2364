//! What a plan says, that applying it brings it about, and that nothing is left to do then.

use super::{Desk, SMALL, lines, nothing_twice, package, standard};
use lifecycle_portal::{Action, Tier};
use lifecycle_tests::project::{example_projects, root};
use serde_json::json;

#[test]
fn plan_apply_and_nothing_is_left() {
    let mut desk = Desk::new();
    let package = package(SMALL);
    let plan = desk.plan(&package);
    assert!(desk.writes().is_empty(), "a plan changes nothing");
    insta::assert_snapshot!("small_plan", lines(&plan));
    let applied = desk.apply(&plan).unwrap();
    assert!(applied.is_complete(), "{applied:#?}");
    nothing_twice(&desk.writes());
    assert_eq!(desk.state.begun, None);
    let rest = desk.plan(&package);
    assert!(!rest.differs(), "{}", lines(&rest));
    // And once more: there is nothing to do, and nothing is done.
    desk.hubspot.forget();
    desk.apply(&rest).unwrap();
    assert_eq!(desk.apply(&plan).unwrap().outcomes.len(), plan.to_do().count());
    assert!(desk.writes().is_empty());
}

#[test]
fn every_example_converges() {
    for (name, files) in example_projects() {
        let project = match files.as_slice() {
            [(path, _)] if !path.contains("standard") => {
                lifecycle_driver::discover(&lifecycle_driver::OsFs, &[root().join(path)]).unwrap().remove(0)
            }
            _ => continue,
        };
        let mut desk = Desk::new();
        let package = super::package_of(&project);
        desk.bring(&package);
        assert!(!desk.plan(&package).differs(), "{name}");
    }
    let mut desk = Desk::new();
    desk.bring(&standard());
    assert!(!desk.plan(&standard()).differs());
    nothing_twice(&desk.writes());
}

/// What people do in the settings comes to light, and is put right where it can be.
#[test]
fn drift() {
    let mut desk = Desk::new();
    let package = package(SMALL);
    desk.bring(&package);
    desk.account(|account| {
        account.property("contacts", "fit")["label"] = json!("Fitness");
        account.property("contacts", "fit")["formField"] = json!(true);
        account.property("contacts", "plan")["options"] = json!([
            { "label": "Gamma", "value": "C", "displayOrder": 0, "hidden": false, "description": "" },
            { "label": "beta", "value": "B", "displayOrder": 1, "hidden": true, "description": "" },
        ]);
        account.property("contacts", "hs_lead_status")["options"]
            .as_array_mut()
            .unwrap()
            .push(json!({ "label": "Attempted", "value": "ATTEMPTED", "displayOrder": 9, "hidden": false }));
        account.groups.get_mut(&("contacts".into(), "gtm_lifecycle".into())).unwrap()["label"] = json!("x");
        let extra = json!({ "name": "shoe_size", "label": "Shoe size", "type": "number", "fieldType": "number",
            "groupName": "gtm_lifecycle", "options": [] });
        account.properties.insert(("contacts".into(), "shoe_size".into()), extra);
        let pipeline = account.pipeline("deals", "new");
        pipeline["label"] = json!("New");
        let stages = pipeline["stages"].as_array_mut().unwrap();
        stages.swap(0, 1);
        for (order, stage) in stages.iter_mut().enumerate() {
            stage["displayOrder"] = json!(order);
        }
        stages[1]["metadata"]["probability"] = json!(0.35);
        stages.remove(2);
        stages.push(json!({ "id": "demo", "label": "Demo", "displayOrder": 5, "metadata": { "probability": "0.5" } }));
    });
    let plan = desk.plan(&package);
    insta::assert_snapshot!("drift", lines(&plan));
    let applied = desk.apply(&plan).unwrap();
    assert!(applied.is_complete(), "{applied:#?}");
    let rest = desk.plan(&package);
    assert!(!rest.differs(), "{}", lines(&rest));
    desk.account(|account| {
        assert_eq!(account.property("contacts", "fit")["formField"], true, "nobody asked about forms");
        let options = account.property("contacts", "plan")["options"].as_array().unwrap().clone();
        assert_eq!(options.len(), 3);
        assert_eq!(options[2]["hidden"], true);
        assert!(account.pipeline("deals", "new")["stages"].as_array().unwrap().iter().any(|it| it["id"] == "demo"));
        assert!(account.properties.contains_key(&("contacts".into(), "shoe_size".into())));
    });
}

#[test]
fn what_is_left_alone_goes_only_by_name() {
    let mut desk = Desk::new();
    let first = SMALL.replace("field  mentor       user", "field  mentor  user\n field old number");
    desk.bring(&package(&first));
    let plan = desk.plan(&package(SMALL));
    assert!(!plan.differs());
    let refused = |desk: &mut Desk, name: &str| desk.prune(&plan, &[name]).unwrap_err().to_string();
    assert!(refused(&mut desk, "fit").contains("leaves nothing alone"), "what the lifecycle has is never deleted");
    assert!(refused(&mut desk, "nonsense").contains("leaves nothing alone"));
    assert!(refused(&mut desk, "lifecycle-stage/contacts/evangelist").contains("leaves nothing alone"));
    assert!(desk.writes().iter().all(|write| write.method != "DELETE"));
    let applied = desk.prune(&plan, &["old", "pipeline/deals/default"]).unwrap();
    assert!(applied.is_complete(), "{applied:#?}");
    let deleted: Vec<String> = desk.writes().into_iter().filter(|it| it.method == "DELETE").map(|it| it.path).collect();
    assert_eq!(
        deleted,
        [
            "/crm/properties/2026-09/contacts/old",
            "/crm/pipelines/2026-09/deals/default?validateReferencesBeforeDelete=true&validateDealStageUsagesBeforeDelete=true"
        ]
    );
    // It comes back with its values, which is said.
    let back = desk.plan(&package(&first));
    let change = back.changes.iter().find(|change| change.name == "old").unwrap();
    assert!(change.why.as_ref().unwrap().contains("comes back"), "{change:?}");
}

#[test]
fn what_records_hold_is_not_deleted() {
    let mut desk = Desk::new();
    desk.bring(&package(SMALL));
    desk.account(|account| {
        account.in_use.insert("closedwon".to_owned());
    });
    let plan = desk.plan(&package(SMALL));
    let applied = desk.prune(&plan, &["pipeline/deals/default"]).unwrap();
    assert!(!applied.is_complete());
    assert!(format!("{applied:?}").contains("STAGE_ID_IN_USE"), "{applied:?}");
}

#[test]
fn what_cannot_be_is_blocked_and_says_why() {
    let mut account = lifecycle_tests::portal::Account::new(42);
    account.most_pipelines = 1;
    account.groups.insert(("contacts".into(), "g".into()), json!({ "name": "g", "label": "g" }));
    for (name, kind, field) in [("fit", "string", "text"), ("plan", "enumeration", "select")] {
        let mut property =
            json!({ "name": name, "label": name, "type": kind, "fieldType": field, "groupName": "g", "options": [] });
        property["hubspotDefined"] = json!(name == "plan");
        account.properties.insert(("contacts".into(), name.into()), property);
    }
    account.property("contacts", "hs_lead_status")["modificationMetadata"]["readOnlyOptions"] = json!(true);
    let mut desk = Desk::with(account);
    desk.wishes.tier = Some(Tier::Free);
    let plan = desk.plan(&package(SMALL));
    let blocked: Vec<String> = plan
        .changes
        .iter()
        .filter(|change| change.action == Action::Blocked)
        .map(|change| format!("{}: {}", change.id, change.why.clone().unwrap_or_default()))
        .collect();
    insta::assert_snapshot!("blocked_on_free", blocked.join("\n"));
    desk.wishes.tier = None;
    let plan = desk.plan(&package(SMALL));
    let why = plan.changes.iter().find(|change| change.id == "pipeline/deals/new").and_then(|it| it.why.clone());
    assert!(why.as_ref().is_some_and(|why| why.ends_with("HubSpot allows 1")), "{why:?}");
    // The rest is done all the same.
    let applied = desk.apply(&plan).unwrap();
    assert!(applied.is_complete(), "{applied:#?}");
    assert!(desk.plan(&package(SMALL)).differs(), "what is blocked stays a difference");
}
