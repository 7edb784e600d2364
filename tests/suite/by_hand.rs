//! What a CRM has to refuse when people change a stage, as a table.

use lifecycle_driver::interpreter::{Datum, Index, Moment, Number, Refusal, Run, World};
use lifecycle_driver::{OsFs, analyse, lone_text};
use lifecycle_model::{Model, Object, StageId};

fn text(header: &str) -> String {
    format!(
        r#"
lifecycle "L" {{ company "C"  owner Ops  {header} }}
team Ops
object contact {{ field score number }}
domain lead on contact {{
  stage Known   {{ owner Ops  exit {{ to Engaged  drop to Out for "Bad data" }} }}
  stage Engaged {{ owner Ops  exit {{ to Hot when score >= 60  drop to Out  recycle to Known for "Cold" after 30 days, "Busy" }} }}
  stage Hot     {{ owner Ops  entry {{
    score is known
    manual "Fits" }}  exit {{ to Paused  recycle to Engaged }} }}
  stage Sold    {{ owner Ops  entry {{
    score > 0
    score >= 80 }} }}
  hold stage Paused {{ owner Ops }}
  lost stage Out    {{ owner Ops  exit {{ recycle to Known when score > 10 for "Data corrected" }} }}
  lost stage Gone   {{ owner Ops }}
}}
"#
    )
}

fn stage(model: &Model, name: &str) -> StageId {
    model.stages.iter().find(|(_, stage)| stage.ident.name == name).map(|(id, _)| id).unwrap()
}

/// A line: where the record is, its score, where it is to go, why; and what is answered.
fn check(header: &str, lines: &[(&str, i32, &str, &str, Option<Refusal>)]) {
    let found = analyse(&OsFs, &lone_text("a.lifecycle", text(header)), &Default::default());
    let model = found
        .checked()
        .unwrap_or_else(|| panic!("{:?}", found.findings.iter().map(|it| &it.message).collect::<Vec<_>>()));
    let index = Index::of(&model);
    let score = model.fields.iter().find(|(_, field)| field.ident.name == "score").map(|(id, _)| id).unwrap();
    for (from, points, to, reason, wanted) in lines {
        let fields = match points {
            0 => vec![],
            _ => vec![(score, Datum::Number(Number(f64::from(*points))))],
        };
        let stages: Vec<StageId> = from.split_whitespace().map(|name| stage(&model, name)).collect();
        let mut run = Run::new(&model, &index, World::at(Moment::of_day(20_000)));
        let record = run.import(Object::Contact, &fields, &stages);
        let reason = Some(*reason).filter(|reason| !reason.is_empty());
        let answer = run.refuses_by_hand(record, stage(&model, to), reason);
        assert_eq!(answer, *wanted, "{header}: {from} ({points}) to {to} for {reason:?}");
    }
}

#[test]
fn people_move_records_as_the_lifecycle_says() {
    check(
        "movement forward_only",
        &[
            ("", 0, "Known", "", None),
            ("", 0, "Hot", "", Some(Refusal::Criteria(vec![0]))),
            ("Known", 0, "Known", "", None),
            ("Known", 0, "Engaged", "", None),
            ("Known", 1, "Hot", "", None),
            ("Known", 5, "Sold", "", Some(Refusal::Criteria(vec![1]))),
            ("Known", 0, "Sold", "", Some(Refusal::Criteria(vec![0, 1]))),
            ("Engaged", 59, "Hot", "", Some(Refusal::Condition)),
            ("Engaged", 60, "Hot", "", None),
            ("Hot", 60, "Known", "", Some(Refusal::Backward)),
            ("Hot", 60, "Engaged", "", None),
            ("Engaged", 0, "Known", "", Some(Refusal::Reason)),
            ("Engaged", 0, "Known", "Bored", Some(Refusal::Reason)),
            ("Engaged", 0, "Known", "Busy", None),
            ("Known", 0, "Out", "", Some(Refusal::Reason)),
            ("Known", 0, "Out", "Bad data", None),
            ("Engaged", 0, "Out", "", None),
            ("Sold", 90, "Out", "", None),
            ("Sold", 90, "Hot", "", Some(Refusal::Backward)),
            ("Out", 5, "Known", "Data corrected", Some(Refusal::Condition)),
            ("Out", 50, "Known", "", Some(Refusal::Reason)),
            ("Out", 50, "Known", "Data corrected", None),
            ("Out", 90, "Sold", "", Some(Refusal::Left)),
            ("Out", 90, "Gone", "", None),
            ("Hot Paused", 60, "Engaged", "", Some(Refusal::Backward)),
            ("Hot Paused", 60, "Hot", "", None),
            ("Hot Paused", 90, "Sold", "", None),
        ],
    );
}

#[test]
fn free_movement_leaves_criteria_and_reasons() {
    check(
        "movement free",
        &[
            ("Hot", 60, "Known", "", None),
            ("Engaged", 0, "Known", "", Some(Refusal::Reason)),
            ("Sold", 0, "Hot", "", Some(Refusal::Criteria(vec![0]))),
            ("Out", 90, "Sold", "", Some(Refusal::Left)),
        ],
    );
}

#[test]
fn nothing_is_skipped_where_that_is_forbidden() {
    check(
        "skip forbidden",
        &[
            ("", 90, "Known", "", None),
            ("", 90, "Engaged", "", Some(Refusal::Skips)),
            ("Known", 90, "Hot", "", Some(Refusal::Skips)),
            ("Engaged", 90, "Hot", "", None),
            ("Engaged", 90, "Out", "", None),
            ("Hot", 90, "Engaged", "", None),
        ],
    );
}
