//! Lifecycle stages: by hand unless asked otherwise, found by label, never guessed.

use super::{Desk, SMALL, lines, package};
use lifecycle_portal::{Action, Outcome};

#[test]
fn by_hand_unless_asked_otherwise() {
    let mut desk = Desk::new();
    desk.wishes.create_lifecycle_stages = false;
    let package = package(SMALL);
    desk.bring(&package);
    assert!(desk.writes().iter().all(|write| !write.path.contains("lifecycle-pipeline")));
    let plan = desk.plan(&package);
    insta::assert_snapshot!("lifecycle_stages_by_hand", lines(&plan));
    assert!(plan.changes.iter().all(|change| matches!(change.action, Action::Blocked | Action::LeftAlone)));
    // A person does it.
    desk.account(|account| {
        account.add_lifecycle_stage("accepted ");
        account.add_lifecycle_stage("Out");
        for (object, pipeline) in
            [("contacts", "contacts-lifecycle-pipeline"), ("companies", "companies-lifecycle-pipeline")]
        {
            for stage in account.pipeline(object, pipeline)["stages"].as_array_mut().unwrap() {
                match stage["label"].as_str().unwrap() {
                    "Marketing Qualified Lead" => stage["label"] = "MQL".into(),
                    "accepted " => stage["label"] = "Accepted".into(),
                    _ => {}
                }
            }
        }
    });
    let plan = desk.plan(&package);
    assert!(!plan.differs(), "{}", lines(&plan));
    assert_eq!(plan.references["lifecycle-stage/MQL"], "marketingqualifiedlead");
    assert_eq!(plan.references["lifecycle-stage/SAL"], "2497212665");
}

#[test]
fn their_ids_are_read_back_and_kept() {
    let mut desk = Desk::new();
    desk.bring(&package(SMALL));
    assert_eq!(desk.state.references["lifecycle-stage/SAL"], "2497212665");
    assert_eq!(desk.state.references["lifecycle-stage/Out"], "2497212666");
    let order = desk.account(|account| {
        let stages = account.pipeline("contacts", "contacts-lifecycle-pipeline")["stages"].as_array().unwrap().clone();
        let mut stages: Vec<(i64, String)> = stages
            .iter()
            .map(|it| (it["displayOrder"].as_i64().unwrap(), it["label"].as_str().unwrap().to_owned()))
            .collect();
        stages.sort();
        stages.into_iter().map(|(_, label)| label).collect::<Vec<_>>()
    });
    let position = |label: &str| order.iter().position(|it| it == label).unwrap();
    assert!(position("MQL") < position("Accepted") && position("Accepted") < position("Out"), "{order:?}");
}

/// The id of an earlier run tells a stage that somebody renamed from one that is not there.
#[test]
fn a_renamed_stage_is_known_by_its_id() {
    let mut desk = Desk::new();
    desk.bring(&package(SMALL));
    desk.account(|account| {
        for (object, pipeline) in
            [("contacts", "contacts-lifecycle-pipeline"), ("companies", "companies-lifecycle-pipeline")]
        {
            for stage in account.pipeline(object, pipeline)["stages"].as_array_mut().unwrap() {
                if stage["label"] == "Accepted" {
                    stage["label"] = "Taken over".into();
                }
            }
        }
    });
    let plan = desk.plan(&package(SMALL));
    let change = plan.to_do().next().unwrap();
    assert_eq!((change.action, change.name.as_str()), (Action::Changed, "2497212665"));
    assert!(desk.apply(&plan).unwrap().is_complete());
    assert!(!desk.plan(&package(SMALL)).differs());
}

#[test]
fn a_refusal_is_told_and_the_rest_is_done() {
    let mut desk = Desk::new();
    desk.account(|account| account.takes_lifecycle_stages = false);
    let plan = desk.plan(&package(SMALL));
    let applied = desk.apply(&plan).unwrap();
    for (id, outcome) in &applied.outcomes {
        let refused = matches!(outcome, Outcome::Failed(_) | Outcome::Skipped(_));
        assert_eq!(refused, id.starts_with("lifecycle-stage"), "{id}: {outcome:?}");
    }
    assert!(desk.state.references.keys().all(|id| id == "lifecycle-stage/MQL"), "{:?}", desk.state);
}
