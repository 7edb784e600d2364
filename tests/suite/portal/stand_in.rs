//! The stand-in itself: what the documents and recorded runs say of HubSpot holds of it, or the other tests prove nothing.

use super::Desk;
use lifecycle_portal::{Answer, Call, Portal};
use serde_json::{Value, json};

fn send(desk: &Desk, method: &str, path: &str, body: Value) -> Answer {
    let body = (!body.is_null()).then_some(body);
    desk.connect().send(&Call { method: method.into(), path: path.into(), of: None, body }).unwrap()
}

#[test]
fn properties_as_documented() {
    let desk = Desk::new();
    let all = "/crm/properties/2026-09/contacts";
    let group = json!({ "name": "g", "label": "G" });
    let property = json!({ "name": "p", "label": "P", "type": "enumeration", "fieldType": "select", "groupName": "g",
        "options": [{ "label": "B", "value": "b", "displayOrder": 1 }, { "label": "A", "value": "a" }] });
    let status = |method: &str, path: &str, body: &Value| send(&desk, method, path, body.clone()).status;
    assert_eq!(status("POST", all, &property), 400, "no such group");
    assert_eq!(status("POST", &format!("{all}/groups"), &group), 201);
    assert_eq!(status("POST", &format!("{all}/groups"), &group), 409);
    let mut without = property.clone();
    without["options"] = json!([]);
    assert_eq!(status("POST", all, &without), 400, "an enumeration without options");
    let made = send(&desk, "POST", all, property.clone());
    assert_eq!((made.status, &made.body["options"][1]["displayOrder"]), (201, &json!(2)));
    let again = send(&desk, "POST", all, property.clone());
    assert_eq!((again.status, again.message().contains("OBJECT_ALREADY_EXISTS")), (409, true));
    let one = format!("{all}/p");
    let fewer = json!({ "options": [{ "label": "A", "value": "a", "displayOrder": 0, "hidden": false }] });
    assert_eq!(status("PATCH", &one, &fewer), 200);
    let now = send(&desk, "GET", &one, Value::Null);
    assert_eq!(now.body["options"].as_array().unwrap().len(), 1, "options are replaced as a whole");
    assert_eq!(status("PATCH", &one, &json!({ "name": "q" })), 400);
    assert_eq!(status("PATCH", &format!("{all}/hs_lead_status"), &json!({ "label": "x" })), 400);
    assert_eq!(status("PATCH", &format!("{all}/hs_lead_status"), &fewer), 200);
    assert_eq!(status("DELETE", &format!("{all}/groups/g"), &Value::Null), 400, "it holds a property");
    assert_eq!(status("DELETE", &one, &Value::Null), 204);
    assert_eq!(status("GET", &one, &Value::Null), 404);
    assert_eq!(status("POST", all, &property), 201, "it comes back");
}

#[test]
fn pipelines_as_documented() {
    let desk = Desk::new();
    let deals = "/crm/pipelines/2026-09/deals";
    let stage = |id: &str, label: &str, order: u64, probability: &str| json!({ "stageId": id, "label": label, "displayOrder": order, "metadata": { "probability": probability, "x": "y" } });
    let body = |id: &str, stages: Value| json!({ "pipelineId": id, "label": "P", "displayOrder": 0, "stages": stages });
    let status = |method: &str, path: &str, body: &Value| send(&desk, method, path, body.clone()).status;
    let two = json!([stage("a", "A", 0, "0.1"), stage("b", "B", 1, "0.9")]);
    assert_eq!(status("POST", deals, &body(&"p".repeat(37), two.clone())), 500);
    assert_eq!(status("POST", deals, &body("p", json!([stage("a", "A", 0, "0.1"), stage("b", "a", 1, "0.9")]))), 400);
    assert_eq!(status("POST", deals, &body("p", json!([stage("a", "A", 0, "1.1")]))), 400);
    let made = send(&desk, "POST", deals, body("p", two.clone()));
    assert_eq!((made.status, &made.body["stages"][0]["metadata"]), (201, &json!({ "probability": "0.1" })));
    assert_eq!(status("POST", deals, &body("p", two)), 409);
    // A taken order puts the stage behind its holder, and all are numbered anew.
    assert_eq!(status("POST", &format!("{deals}/p/stages"), &stage("c", "C", 0, "0.5")), 201);
    let now = send(&desk, "GET", &format!("{deals}/p"), Value::Null).body;
    let order: Vec<&Value> = now["stages"].as_array().unwrap().iter().map(|it| &it["id"]).collect();
    assert_eq!(order, ["a", "c", "b"]);
    assert_eq!(status("PATCH", &format!("{deals}/p/stages/a"), &json!({ "label": "Z" })), 400, "metadata is required");
    desk.account(|account| account.in_use.insert("a".to_owned()));
    assert_eq!(status("DELETE", &format!("{deals}/p/stages/a"), &Value::Null), 400);
    assert_eq!(status("DELETE", &format!("{deals}/p/stages/c"), &Value::Null), 204);
    let open = json!([{ "stageId": "o", "label": "O", "displayOrder": 0, "metadata": { "ticketState": "OPEN" } }]);
    let refused = send(&desk, "POST", "/crm/pipelines/2026-09/tickets", body("t", open));
    assert!(refused.message().contains("MISSING_CLOSED_STAGE"), "{}", refused.message());
}

#[test]
fn a_lifecycle_stage_only_moves_forward() {
    let desk = Desk::new();
    desk.account(|account| account.contacts.insert("1".into(), Default::default()));
    let set = |value: &str| {
        let body = json!({ "properties": { "lifecyclestage": value } });
        let answer = send(&desk, "PATCH", "/crm/objects/2026-09/contacts/1", body);
        (answer.status, answer.body["properties"]["lifecyclestage"].as_str().unwrap_or_default().to_owned())
    };
    assert_eq!(set("customer"), (200, "customer".to_owned()));
    assert_eq!(set("lead"), (200, "customer".to_owned()), "ignored without a word");
    assert_eq!(set("").0, 200);
    assert_eq!(set("lead"), (200, "lead".to_owned()));
    assert_eq!(set("nonsense").0, 400);
}

#[test]
fn flows_and_lists_as_documented() {
    let desk = Desk::new();
    let flow = json!({ "type": "CONTACT_FLOW", "actions": [], "isEnabled": false, "objectTypeId": "0-1" });
    let made = send(&desk, "POST", "/automation/v4/flows", flow.clone());
    let path = format!("/automation/v4/flows/{}", made.body["id"].as_str().unwrap());
    assert_eq!(send(&desk, "PUT", &path, flow).status, 400, "which revision?");
    assert_eq!(send(&desk, "PUT", &path, made.body).status, 200);
    let list = json!({ "name": "L", "objectTypeId": "0-1", "processingType": "DYNAMIC" });
    assert_eq!(send(&desk, "POST", "/crm/lists/2026-09", list.clone()).status, 200);
    assert_eq!(send(&desk, "POST", "/crm/lists/2026-09", list).status, 400, "names are unique");
    assert_eq!(send(&desk, "GET", "/crm/lists/2026-09/object-type-id/0-1/name/L", Value::Null).status, 200);
    assert_eq!(send(&desk, "GET", "/crm/limits/2026-09/pipelines", Value::Null).status, 200);
}
