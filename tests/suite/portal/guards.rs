//! A plan is applied to the portal it is for, as it was, and to no other; a token is shown to nobody.

use super::{Desk, SMALL, TOKEN, package};
use lifecycle_portal::{Action, Answer, BaseUrl, Call, Fault, Http, Paced, Plan, Portal, State, Token, prepare};
use lifecycle_tests::portal::{self, StandIn};
use serde_json::json;

#[test]
fn a_portal_that_moved_on_is_refused() {
    let mut desk = Desk::new();
    let plan = desk.plan(&package(SMALL));
    desk.account(|account| {
        account
            .groups
            .insert(("contacts".into(), "gtm_lifecycle".into()), json!({ "name": "gtm_lifecycle", "label": "x" }));
    });
    let refused = desk.apply(&plan).unwrap_err().to_string();
    assert!(
        refused.contains("changed since the plan") && refused.contains("contacts/groups/gtm_lifecycle"),
        "{refused}"
    );
    assert!(desk.writes().is_empty());
}

#[test]
fn what_does_not_concern_the_plan_may_move() {
    let mut desk = Desk::new();
    let plan = desk.plan(&package(SMALL));
    desk.account(|account| {
        let other = json!({ "name": "other", "label": "Other", "type": "string", "fieldType": "text", "groupName": "x", "options": [] });
        account.properties.insert(("contacts".into(), "other".into()), other);
    });
    assert!(desk.apply(&plan).unwrap().is_complete());
}

/// A plan that was begun may find its own work, but nobody else's.
#[test]
fn a_plan_that_was_begun_still_guards() {
    let mut desk = Desk::new();
    let plan = desk.plan(&package(SMALL));
    desk.hubspot.forget();
    (25..80).for_each(|number| desk.hubspot.fail_at(number, portal::Fault::CutBefore));
    assert!(desk.apply(&plan).unwrap().stopped.is_some());
    assert!(!desk.writes().is_empty() && desk.state.begun.is_some());
    desk.hubspot.forget();
    desk.account(|account| {
        let fit = json!({ "name": "agreed", "label": "mine", "type": "string", "fieldType": "text", "groupName": "x", "options": [] });
        account.properties.insert(("contacts".into(), "agreed".into()), fit);
    });
    let refused = desk.apply(&plan).unwrap_err().to_string();
    assert!(refused.contains("changed since the plan"), "{refused}");
}

#[test]
fn two_portals() {
    let (one, other) = ("pat-na1-one", "pat-na1-other");
    let hubspot = StandIn::start([(one, portal::Account::new(1)), (other, portal::Account::new(2))]);
    let base = BaseUrl::new(&hubspot.url()).unwrap();
    let open = |token: &str| Paced::new(Http::new(base.clone(), Token::new(token).unwrap()), &base);
    let desk = Desk::with(portal::Account::new(1));
    let plan = desk.plan(&package(SMALL));
    let refused = prepare(&plan, &mut open(other), &State::new(1), &[]).unwrap_err().to_string();
    assert_eq!(refused, "the plan is for portal 1, but the token opens portal 2");
    assert!(prepare(&plan, &mut open(one), &State::new(1), &[]).is_ok());
    assert!(hubspot.log().iter().all(|entry| entry.method == "GET"));
    assert!(State::parse(&State::new(1).to_text(), 2).unwrap_err().contains("portal 1"));
}

/// Plans are files: what an edited one must not be able to do.
#[test]
fn an_edited_plan_cannot_leave_its_bounds() {
    let desk = Desk::new();
    let plan = desk.plan(&package(SMALL));
    let edited = |edit: &dyn Fn(&mut Plan)| {
        let mut plan = plan.clone();
        edit(&mut plan);
        prepare(&plan, &mut desk.connect(), &desk.state, &[]).unwrap_err().to_string()
    };
    let call = |call: Call| edited(&move |plan| plan.changes[0].write.as_mut().unwrap().calls[0] = call.clone());
    let to = |method: &str, path: &str| Call { method: method.into(), path: path.into(), of: None, body: None };
    for (method, path) in [
        ("DELETE", "/crm/properties/2026-09/contacts/email"),
        ("PUT", "/crm/pipelines/2026-09/deals/default"),
        ("POST", "/crm/objects/2026-09/contacts"),
        ("POST", "@evil.example/crm/properties/"),
        ("POST", "/crm/properties/../objects/2026-09/contacts"),
        ("POST", "/crm/properties/2026-09/contacts/batch/archive"),
        ("PATCH", "/crm/properties/2026-09/contacts/lifecyclestage"),
    ] {
        assert!(call(to(method, path)).contains("that no plan has"), "{method} {path}");
    }
    let hidden = edited(&|plan| {
        let alone = plan.changes.iter_mut().find(|it| it.action == Action::LeftAlone && it.write.is_some()).unwrap();
        alone.action = Action::Changed;
    });
    assert!(hidden.contains("that no plan has"), "{hidden}");
    assert!(desk.writes().is_empty());
}

/// A portal that repeats in its answers what it was sent, as proxies do.
#[test]
fn a_token_is_in_no_message() {
    let desk = Desk::new();
    let package = package(SMALL);
    let plan = desk.plan(&package);
    let base = BaseUrl::new(&desk.hubspot.url()).unwrap();
    let wrong = "pat-na1-wrong-secret";
    let mut portal = Paced::new(Http::new(base.clone(), Token::new(wrong).unwrap()), &base);
    let answer: Result<Answer, Fault> = portal.send(&Call::get("/crm/properties/2026-09/contacts"));
    let said = format!("{answer:?}");
    assert!(said.contains("Authentication failed for [token]") && !said.contains(wrong), "{said}");
    let refused = prepare(&plan, &mut portal, &desk.state, &[]).unwrap_err();
    assert!(!format!("{refused:?} {refused}").contains(wrong));
    assert!(refused.to_string().contains("does not accept the token"));
    let http = Http::new(base, Token::new(TOKEN).unwrap());
    assert!(!format!("{http:?}").contains(TOKEN));
    assert!(!plan.to_text().contains(TOKEN) && !desk.state.to_text().contains(TOKEN));
}

#[test]
fn nobody_at_home() {
    let base = BaseUrl::new("http://127.0.0.1:9").unwrap();
    let mut portal = Paced::new(Http::new(base.clone(), Token::new(TOKEN).unwrap()), &base);
    let failure = lifecycle_portal::Account::read(&mut portal).unwrap_err();
    assert!(failure.to_string().contains("does not answer"), "{failure}");
}
