//! Workflows and lists: enough to keep them, and to hold their callers to the two rules that are easily broken.

use super::account::Account;
use super::reply::Reply;
use serde_json::{Value, json};

/// `/automation/v4/flows`.
pub(super) fn flows(account: &mut Account, method: &str, rest: &[&str], body: &Value) -> Reply {
    match (method, rest) {
        ("GET", []) => Reply::list(account.flows.values()),
        ("POST", []) => {
            for key in ["type", "actions", "isEnabled", "objectTypeId"] {
                if body[key].is_null() {
                    return Reply::invalid(&format!("{key} is required"));
                }
            }
            let id = account.number();
            let mut flow = body.clone();
            flow["id"] = json!(id);
            flow["revisionId"] = json!("1");
            account.flows.insert(id, flow.clone());
            Reply::created(flow)
        }
        (_, [id]) => {
            let Some(flow) = account.flows.get_mut(*id) else { return Reply::missing(id) };
            match method {
                // A full replacement, and only of the revision that was read.
                "PUT" if body["revisionId"] != flow["revisionId"] => Reply::invalid("The revision is not the latest."),
                "PUT" => {
                    let next = flow["revisionId"].as_str().and_then(|it| it.parse::<u64>().ok()).unwrap_or(0) + 1;
                    let mut replaced = body.clone();
                    replaced["id"] = json!(id);
                    replaced["revisionId"] = json!(next.to_string());
                    *flow = replaced.clone();
                    Reply::ok(replaced)
                }
                "DELETE" => {
                    account.flows.remove(*id);
                    Reply::done()
                }
                _ => Reply::ok(flow.clone()),
            }
        }
        _ => Reply::missing("the path"),
    }
}

/// `/crm/lists/2026-09`.
pub(super) fn lists(account: &mut Account, method: &str, rest: &[&str], body: &Value) -> Reply {
    match (method, rest) {
        ("POST", []) => {
            if account.lists.values().any(|list| list["name"] == body["name"]) {
                return Reply::invalid("The name of a list must be unique.");
            }
            let id = account.number();
            let mut list = body.clone();
            list["listId"] = json!(id);
            account.lists.insert(id, list.clone());
            Reply::ok(json!({ "list": list }))
        }
        ("GET", ["object-type-id", of, "name", name]) => {
            let found = account.lists.values().find(|list| list["objectTypeId"] == **of && list["name"] == **name);
            found.map_or_else(|| Reply::missing(name), |list| Reply::ok(json!({ "list": list })))
        }
        ("PUT", [id, "update-list-filters"]) => match account.lists.get_mut(*id) {
            Some(list) => {
                list["filterBranch"] = body["filterBranch"].clone();
                Reply::ok(json!({ "updatedList": list }))
            }
            None => Reply::missing(id),
        },
        ("DELETE", [id]) => match account.lists.remove(*id) {
            Some(_) => Reply::done(),
            None => Reply::missing(id),
        },
        ("GET", [id]) => match account.lists.get(*id) {
            Some(list) => Reply::ok(json!({ "list": list })),
            None => Reply::missing(id),
        },
        _ => Reply::missing("the path"),
    }
}
