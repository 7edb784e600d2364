//! Whatever goes wrong at whichever request: a second run brings the portal to the same end, and nothing is done twice.

use super::{Desk, SMALL, nothing_twice, package};
use lifecycle_portal::{Outcome, Package};
use lifecycle_tests::portal::Fault;

/// How the portal looks when all went well, and how many requests that took.
fn undisturbed(package: &Package) -> (String, usize) {
    let mut desk = Desk::new();
    let plan = desk.plan(package);
    desk.hubspot.forget();
    assert!(desk.apply(&plan).unwrap().is_complete());
    (desk.account(|account| account.picture()), desk.hubspot.log().len())
}

/// Lets every request in turn go wrong in one way.
fn at_every_request(fault: Fault) {
    let package = package(SMALL);
    let (picture, requests) = undisturbed(&package);
    for number in 0..requests {
        let mut desk = Desk::new();
        let plan = desk.plan(&package);
        desk.hubspot.forget();
        desk.hubspot.fail_at(number, fault);
        let applied = desk.apply(&plan).unwrap();
        assert!(applied.is_complete(), "{fault:?} at {number}: {applied:#?}");
        nothing_twice(&desk.writes());
        assert_eq!(desk.account(|account| account.picture()), picture, "{fault:?} at {number}");
        assert!(!desk.plan(&package).differs(), "{fault:?} at {number}");
    }
}

#[test]
fn the_connection_is_cut_before_every_request_in_turn() {
    at_every_request(Fault::CutBefore);
}

#[test]
fn the_connection_is_cut_before_every_answer_in_turn() {
    at_every_request(Fault::CutAfter);
}

#[test]
fn too_many_requests_and_errors_pass() {
    at_every_request(Fault::TooMany(None));
    at_every_request(Fault::TooMany(Some(1)));
    at_every_request(Fault::ErrorBefore);
    at_every_request(Fault::ErrorAfter);
}

/// From some request on, nothing works any more: as if the process had been killed there, or the network were gone. The next run goes on.
#[test]
fn whoever_is_stopped_anywhere_goes_on_there() {
    let package = package(SMALL);
    let (picture, requests) = undisturbed(&package);
    for fault in [Fault::CutBefore, Fault::CutAfter] {
        for number in 0..requests {
            let mut desk = Desk::new();
            let plan = desk.plan(&package);
            desk.hubspot.forget();
            desk.hubspot.fail_at(number, fault);
            (number + 1..number + 50).for_each(|later| desk.hubspot.fail_at(later, Fault::CutBefore));
            match desk.apply(&plan) {
                Ok(applied) => assert!(applied.stopped.is_some(), "{fault:?} at {number}: {applied:#?}"),
                Err(failure) => assert!(failure.to_string().contains("does not answer"), "{failure}"),
            }
            let before = desk.writes();
            desk.hubspot.forget();
            let applied = desk.apply(&plan).unwrap();
            assert!(applied.is_complete(), "{fault:?} at {number}: {applied:#?}");
            nothing_twice(&[before, desk.writes()].concat());
            assert_eq!(desk.account(|account| account.picture()), picture, "{fault:?} at {number}");
            assert_eq!(desk.state.begun, None);
        }
    }
}

#[test]
fn the_end_of_the_day_is_not_waited_for() {
    let package = package(SMALL);
    let mut desk = Desk::new();
    let plan = desk.plan(&package);
    desk.hubspot.forget();
    let reads = 15;
    desk.hubspot.fail_at(reads, Fault::DayIsOver);
    let applied = desk.apply(&plan).unwrap();
    assert!(applied.stopped.is_some_and(|why| why.to_string().contains("429")));
    assert!(desk.apply(&plan).unwrap().is_complete());
}

#[test]
fn an_error_that_stays_is_told_and_the_rest_is_done() {
    let package = package(SMALL);
    let mut desk = Desk::new();
    desk.account(|account| {
        account.read_only.insert("deals".to_owned());
    });
    let plan = desk.plan(&package);
    let applied = desk.apply(&plan).unwrap();
    assert!(!applied.is_complete() && applied.stopped.is_none());
    for (id, outcome) in &applied.outcomes {
        match outcome {
            Outcome::Failed(why) => assert!(id.contains("deals") && why.contains("may not"), "{id}: {why}"),
            Outcome::Skipped(why) => assert!(id.contains("deals") && why.contains("it needs"), "{id}: {why}"),
            Outcome::Done | Outcome::Already => assert!(!id.contains("deals"), "{id}"),
        }
    }
    // With the scope, the same plan goes on.
    desk.account(|account| account.read_only.clear());
    let applied = desk.apply(&plan).unwrap();
    assert!(applied.is_complete(), "{applied:#?}");
    nothing_twice(&desk.writes());
}
