//! The rules about automations: what they find and, above all, what they must not find.

use super::findings::{BASE, analysed, check, found};

#[test]
fn moves_that_lead_back() {
    check(&[
        ("automation A { when contact enters lead.SQL  move contact to lead.Known }", &["backward-move"]),
        ("automation A { when contact stays in lead.SQL for 3 days  move contact to lead.SQL }", &["backward-move"]),
        (
            "automation A { when deal enters New.Won  if contact is at or beyond lead.Customer  move contact to lead.SQL }",
            &["backward-move"],
        ),
        // From a lost stage only a recycle exit or a restart leads back.
        ("automation A { when contact enters lead.Gone  move contact to lead.Known }", &["backward-move"]),
        ("automation A { when contact enters lead.Gone  restart contact at lead.Known }", &[]),
        ("automation A { when contact enters lead.Paused  move contact to lead.Known }", &[]),
        ("automation A { when contact enters lead.SQL  move contact to lead.Gone }", &[]),
        ("automation A { when contact enters lead.SQL  restart contact at lead.Known }", &[]),
        ("automation A { when deal enters New.Won  move contact to lead.Known }", &[]),
        (
            "domain more on contact { stage A { owner Sales }  stage B { owner Sales  exit { to A  recycle to A for \"x\" } } }",
            &["backward-move"],
        ),
    ]);
    let back = "automation A { when contact enters lead.SQL  move contact to lead.Known }";
    let stays = "automation A { when contact enters lead.SQL  move contact to lead.SQL }";
    assert_eq!(found("movement free", back), ["backward-move"]);
    assert_eq!(found("movement free", stays), [""; 0]);
    // A meeting is no news about how far the contact is; with an order, who is beyond stays.
    let meeting = "automation A { when meeting is created  set contact.score = 90  set contact.ready = true  move contact to lead.MQL }";
    let asked = "automation A { when meeting is created  if contact is before lead.MQL  set contact.score = 90  set contact.ready = true  move contact to lead.MQL }";
    let own = "automation A { when contact.ready becomes true  set contact.score = 90  move contact to lead.MQL }";
    let last = "automation A { when deal enters New.Won  move contact to lead.Customer }";
    assert_eq!(found("movement free", meeting), ["backward-move"]);
    assert_eq!(found("", meeting), [""; 0]);
    for fine in [asked, own, last] {
        assert_eq!(found("movement free", fine), [""; 0], "{fine}");
    }
    // A journey that an earlier automation restarts stands elsewhere.
    let first = "automation First { when contact enters lead.SQL  restart contact at lead.Known }\n";
    assert_eq!(found("", &format!("{first}{back}")), [""; 0]);
}

/// A lost deal sends nobody back where movement is forward only, and advances whoever was not so far.
#[test]
fn moves_that_answer_a_loss() {
    const LOST: &str = "domain more on deal { pipeline Trade { stage Offered { owner Sales }  won stage Sold { owner Sales }  lost stage Dead { owner Sales } } }\n";
    let case = |text: &str| found("", &format!("{LOST}automation A {{ when deal enters Trade.{text} }}"));
    assert_eq!(case("Dead  move contact to lead.Known"), ["backward-move"]);
    // The criteria are no second finding.
    assert_eq!(case("Dead  move contact to lead.MQL"), ["backward-move"]);
    assert_eq!(case("Dead  restart contact at lead.Known"), [""; 0]);
    assert_eq!(case("Dead  move contact to lead.Gone"), [""; 0]);
    assert_eq!(case("Dead  if contact is before lead.Known  move contact to lead.Known"), [""; 0]);
    assert_eq!(case("Sold  move contact to lead.Known"), [""; 0]);
}

#[test]
fn records_come_back_to_where_they_began_and_new_ones_bring_nothing() {
    const MORE: &str = "object ticket { field kickoff_on date }\n\
        domain members on company { stage Joined { owner CS  entry { name is known } }  stage Active { owner CS  entry { website is known } }  lost stage Left { owner CS } }\n\
        domain projects on ticket { stage Kickoff { owner CS  entry { kickoff_on is known } }  stage Live { owner CS } }\n";
    let case = |text: &str| found("", &format!("{MORE}automation A {{ when {text} }}"));
    assert_eq!(case("deal enters New.Won  restart company at members.Joined"), [""; 0]);
    assert_eq!(case("deal enters New.Won  restart company at members.Active"), ["unguarded-move"]);
    assert_eq!(case("deal enters New.Won  move company to members.Joined"), ["unguarded-move"]);
    assert_eq!(case("deal enters New.Won  create ticket at projects.Kickoff"), ["unguarded-move"]);
    assert_eq!(case("deal enters New.Won  create ticket at projects.Kickoff with kickoff_on = today"), [""; 0]);
    assert_eq!(case("deal enters New.Won  create ticket at projects.Live"), ["unused-field"; 0]);
    // What changes is filled in.
    assert_eq!(case("company.website changes  move company to members.Active"), [""; 0]);
    assert_eq!(
        case("company.website changes  if company.website is unknown  move company to members.Active"),
        ["self-blocking-move"]
    );
    assert_eq!(case("company.name changes  move company to members.Active"), ["unguarded-move"]);
}

#[test]
fn moves_that_are_refused() {
    check(&[
        (
            "automation A { when contact.band changes  if contact.score < 50  move contact to lead.MQL }",
            &["self-blocking-move"],
        ),
        (
            "automation A { when contact.band changes  set contact.score = 10  move contact to lead.MQL }",
            &["self-blocking-move"],
        ),
        ("automation A { when contact.score becomes 0  move contact to lead.MQL }", &["self-blocking-move"]),
        (
            "automation A { when deal enters New.Won  set contact.score = null  move contact to lead.MQL }",
            &["self-blocking-move"],
        ),
        (
            "automation A { when contact.band changes  if not has deal  move contact to lead.SQL }",
            &["self-blocking-move"],
        ),
        (
            "automation A { when deal is created in Again  create deal at New.Accepted with amount = null }",
            &["self-blocking-move"],
        ),
        // Set again before the move.
        (
            "automation A { when contact.score becomes 0  set contact.score = 90  set contact.ready = true  move contact to lead.MQL }",
            &[],
        ),
    ]);
}

#[test]
fn moves_that_may_be_refused() {
    check(&[
        ("automation A { when meeting is created  move contact to lead.MQL }", &["unguarded-move"]),
        ("automation A { when meeting is created  move contact to lead.SQL }", &["unguarded-move"]),
        (
            "automation A { when contact.band changes  move contact to lead.MQL  set contact.score = 90  set contact.ready = true }",
            &["unguarded-move"],
        ),
        (
            "automation A { when contact.band changes  if contact.score > 70 and contact.ready  move contact to lead.MQL }",
            &[],
        ),
        (
            "automation A { when contact.band changes  if contact.score > 50 and contact.ready  move contact to lead.MQL }",
            &["unguarded-move"],
        ),
        ("automation A { when deal is created in New  move contact to lead.SQL }", &[]),
        ("automation A { when deal is created  move contact to lead.SQL }", &["unguarded-move"]),
        ("automation A { when deal enters New.Accepted  move contact to lead.Opportunity }", &[]),
        ("automation A { when deal enters New.Opened  move contact to lead.Opportunity }", &["unguarded-move"]),
        // A deal that has been won has met what Won asks.
        ("automation A { when deal enters New.Won  move contact to lead.Customer }", &[]),
        ("automation A { when meeting is created  create deal at New.Opened  move contact to lead.SQL }", &[]),
        ("automation A { when deal enters New.Won  create deal at Again.Due }", &[]),
        ("automation A { when deal enters New.Won  create deal at Again.Renewed }", &["unguarded-move"]),
        ("automation A { when deal enters New.Won  create deal at Again.Renewed with amount = 5 }", &[]),
        ("automation A { when deal enters New.Won  create deal at Again.Renewed with amount = deal.amount }", &[]),
    ]);
}

/// Two automations on one event.
fn two(event: &str, first: &str, second: &str) -> Vec<&'static str> {
    found("", &format!("automation A {{ when {event}\n{first} }}\nautomation B {{ when {event}\n{second} }}"))
}

#[test]
fn writes_that_conflict() {
    let hot = "set contact.band = Hot";
    let cold = "set contact.band = Cold";
    let won = "deal enters New.Won";
    assert_eq!(two(won, hot, cold), ["conflicting-writes"]);
    assert_eq!(two(won, hot, hot), [""; 0]);
    assert_eq!(
        two(won, "if contact.score > 5\nset contact.band = Hot", "if contact.score < 3\nset contact.band = Cold"),
        [""; 0]
    );
    assert_eq!(
        two(won, "if contact.score > 5\nset contact.band = Hot", "if contact.score < 7\nset contact.band = Cold"),
        ["conflicting-writes"]
    );
    assert_eq!(two(won, "set contact.score = 5", "set contact.score = null"), ["conflicting-writes"]);
    assert_eq!(two(won, "set contact.note = \"a\"", "set contact.note = contact.note_copy"), [""; 0]);
    let changes = |event: &str| {
        found(
            "",
            &format!(
                "automation A {{ when contact.ready changes  {hot} }}\nautomation B {{ when contact.ready {event}  {cold} }}"
            ),
        )
    };
    assert_eq!(changes("becomes true"), ["conflicting-writes"]);
    let values = "automation A { when contact.ready becomes true  set contact.band = Hot }\n\
                  automation B { when contact.ready becomes false  set contact.band = Cold }";
    assert_eq!(found("", values), [""; 0]);
}

#[test]
fn automations_whose_order_matters() {
    let won = "deal enters New.Won";
    let order = ["order-dependent-automation"];
    assert_eq!(two(won, "set contact.band = Hot", "if contact.band is Cold\nnotify Sales \"x\""), order);
    assert_eq!(two(won, "set contact.band = Hot", "if contact.band is Hot\nnotify Sales \"x\""), order);
    assert_eq!(two(won, "if contact.band is Hot\nnotify Sales \"x\"", "set contact.band = Hot"), order);
    assert_eq!(two(won, "move contact to lead.Customer", "if contact is before lead.SQL\nnotify Sales \"x\""), order);
    assert_eq!(two(won, "set contact.note = \"a\"", "set contact.note_copy = contact.note"), order);
    assert_eq!(two(won, "set contact.band = Hot", "if contact.score > 5\nnotify Sales \"x\""), [""; 0]);
    assert_eq!(
        two(won, "if contact.band is Hot\nset contact.band = Hot", "if contact.band is Cold\nnotify Sales \"x\""),
        [""; 0]
    );
    assert_eq!(two(won, "set contact.score = 90", "if contact.score > 50 or contact.ready\nnotify Sales \"x\""), order);
}

#[test]
fn automations_that_set_each_other_off() {
    let endless = ["automation-loop"];
    check(&[
        (
            "automation A { when contact.band becomes Hot  set contact.band = Cold }\n\
             automation B { when contact.band becomes Cold  set contact.band = Hot }",
            &endless,
        ),
        (
            "automation A { when contact.band becomes Hot  if contact.ready  set contact.band = Cold }\n\
             automation B { when contact.band becomes Cold  if not contact.ready  set contact.band = Hot }",
            &[],
        ),
        ("automation A { when deal is created in New  create deal at New.Opened }", &endless),
        ("automation A { when deal is created in New  create deal at Again.Due }", &[]),
        (
            "automation A { when contact enters lead.Gone  restart contact at lead.Known }\n\
             automation B { when contact enters lead.Known  move contact to lead.Gone }",
            &endless,
        ),
        // Forward only: each move happens once.
        (
            "automation A { when contact.note changes  move contact to lead.Gone }\n\
             automation B { when contact enters lead.Gone  set contact.note = \"gone\" }",
            &[],
        ),
        // Two copies of one value come to rest.
        (
            "automation A { when contact.note changes  set contact.note_copy = contact.note }\n\
             automation B { when contact.note_copy changes  set contact.note = contact.note_copy }",
            &[],
        ),
        (
            "automation A { when contact.band changes  set contact.working = Open }\n\
             automation B { when contact.working changes  set contact.score = 1 }\n\
             automation C { when contact.score changes  set contact.band = Hot }",
            &endless,
        ),
        ("automation A { when contact.engaged_on changes  set contact.engaged_on = today }", &[]),
    ]);
    let back_and_forth = "domain more on contact { stage One { owner Sales }  stage Two { owner Sales } }\n\
                          automation A { when contact enters more.One  move contact to more.Two }\n\
                          automation B { when contact enters more.Two  move contact to more.One }";
    assert_eq!(found("", back_and_forth), ["backward-move"]);
    assert_eq!(found("movement free", back_and_forth), ["automation-loop", "backward-move"]);
}

/// Ten times the automations must cost about ten times the work, whatever they have in common; the run would not end otherwise.
#[test]
fn many_automations_on_one_event_are_checked_in_time() {
    let mut text = format!("lifecycle \"L\" {{ company \"C\" }}\n{BASE}");
    for index in 0..3_000 {
        let band = ["Hot", "Cold", "Warm"][index % 3];
        text.push_str(&format!(
            "automation A{index} {{ when contact.band changes  if contact.score > {index}  set contact.band = {band}  move contact to lead.MQL }}\n"
        ));
    }
    assert!(analysed(&text).findings.len() > 3_000);
}
