//! `lifecycle why`: what it says, and that it says what the interpreter does.

use crate::cli::{lifecycle, with_input};
use boon::{Compiler, Draft, Schemas};
use lifecycle_driver::interpreter::{Index, Moment, Run, World, why};
use lifecycle_driver::simulate::RECORD_SCHEMA;
use lifecycle_driver::{OsFs, analyse, lone_text};
use lifecycle_model::{Assign, Model, StageId, StageKind, StepKind};
use lifecycle_tests::generate::small;
use lifecycle_tests::project::root;
use serde_json::Value;

/// Whether a value is what a schema promises.
pub fn is_valid(schema: &str, value: &Value) -> Result<(), String> {
    let mut compiler = Compiler::new();
    compiler.set_default_draft(Draft::V2020_12);
    compiler.add_resource("schema.json", serde_json::from_str(schema).unwrap()).unwrap();
    let mut schemas = Schemas::new();
    let index = compiler.compile("schema.json", &mut schemas).unwrap();
    schemas.validate(value, index).map_err(|error| error.to_string())
}

/// What is asked, beside `examples/standard`: a title, the record, and the stage.
const QUESTIONS: [(&str, &str, &str); 9] = [
    (
        "a score is too low",
        r#"{"object": "contact", "fields": {"Fit_Score__c": 80, "intent_score": 45, "engaged_on": "2026-03-02"},
            "stages": {"lead": "Marketing Engaged Lead"}, "today": "2026-03-10"}"#,
        "",
    ),
    (
        "an automation has not run, another one waits",
        r#"{"object": "contact", "stages": {"lead": "MQL"}, "since": {"lead": "2026-03-09"}, "today": "2026-03-10",
            "related": [{"object": "deal", "stages": {"sales": "Renewal.RenewalProposed"}}]}"#,
        "lead.SQL",
    ),
    (
        "a meeting was booked, and the contact is not accepted",
        r#"{"object": "contact", "stages": {"lead": "MQL"}, "related": [{"object": "meeting"}], "today": "2026-03-10"}"#,
        "SAL",
    ),
    (
        "it is beyond",
        r#"{"object": "contact", "fields": {"fit_score": 80, "hand_raised": true}, "stages": {"lead": "Opportunity"}, "today": "2026-03-10"}"#,
        "MQL",
    ),
    (
        "it has left the funnel",
        r#"{"object": "contact", "fields": {"fit_score": 80, "hand_raised": true}, "stages": {"lead": "Disqualified"}, "today": "2026-03-10"}"#,
        "MQL",
    ),
    (
        "a customer who left",
        r#"{"object": "contact", "fields": {"hand_raised": false}, "stages": {"lead": "Customer"}, "today": "2026-03-10",
            "related": [{"object": "ticket", "stages": {"customer": "CustomerLost"}}]}"#,
        "MarketingEngaged",
    ),
    (
        "a derived stage",
        r#"{"object": "company", "related": [{"object": "contact", "stages": {"lead": "SAL"}}], "today": "2026-03-10"}"#,
        "Client",
    ),
    (
        "a deal may go on",
        r#"{"object": "Opportunity", "fields": {"DiscoveryHeldOn": "2026-03-02", "authority_confirmed": true, "need_confirmed": "yes", "Amount": 12000},
            "stages": {"sales": "NewBusiness.SQL"}, "today": "2026-03-10"}"#,
        "",
    ),
    ("on no stage", r#"{"object": "contact", "today": "2026-03-10"}"#, ""),
];

#[test]
fn answers_for_people() {
    let mut told = String::new();
    for (title, record, to) in QUESTIONS {
        let mut arguments = vec!["why", "--record", "-", "examples/standard"];
        if !to.is_empty() {
            arguments.extend(["--to", to]);
        }
        let ran = with_input(&root(), &arguments, record);
        assert_eq!(ran.err, "", "{title}");
        told.push_str(&format!("==== {title} (exit {})\n{}\n", ran.code, ran.out));
    }
    insta::assert_snapshot!(told);
}

const GROUPS: &str = r#"
lifecycle "Groups" { skip forbidden }
team Sales
object contact { field budget number  field region picklist { AMER  EMEA }  field seen_on date  field tags multipicklist { Hot  Cold } }
domain lead on contact {
  stage New { owner Sales }
  stage Seen { owner Sales  entry { seen_on within last 30 days } }
  stage Fit "Good Fit" {
    owner Sales
    entry {
      2 of {
        budget > 10
        region in (AMER, EMEA)  "In our region"
        manual "Seems keen."
        not (tags contains Cold)
      }
      has deal at Pipe.Open where amount >= 5
      not has ticket
    }
  }
}
domain sales on deal { pipeline Pipe { stage Open { owner Sales }  won stage Done { owner Sales } } }
"#;

#[test]
fn groups_people_and_related_records() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("g.lifecycle"), GROUPS).unwrap();
    let record = r#"{"object": "contact", "fields": {"budget": 5, "tags": ["Cold"], "seen_on": "2026-01-02"}, "stages": {"lead": "New"},
        "today": "2026-03-10", "related": [{"object": "deal", "fields": {"amount": 3}, "stages": {"sales": "Open"}}, {"object": "ticket"}]}"#;
    let next = with_input(folder.path(), &["why", "--record", "-", "g.lifecycle"], record);
    let fit = with_input(folder.path(), &["why", "--record", "-", "g.lifecycle", "--to", "Good Fit"], record);
    insta::assert_snapshot!(format!("{}{}\n{}{}", next.err, next.out, fit.err, fit.out));
    assert_eq!((next.code, fit.code), (1, 1));
}

#[test]
fn answers_for_programs_are_what_the_schema_promises() {
    let schema = std::fs::read_to_string(root().join("crates/lifecycle-cli/schemas/why.schema.json")).unwrap();
    for (title, record, to) in QUESTIONS {
        let mut arguments = vec!["why", "--record", "-", "examples/standard", "--format", "json"];
        if !to.is_empty() {
            arguments.extend(["--to", to]);
        }
        let ran = with_input(&root(), &arguments, record);
        let answer: Value = serde_json::from_str(&ran.out).unwrap();
        is_valid(&schema, &answer).unwrap_or_else(|error| panic!("{title}: {error}"));
        assert_eq!(ran.code, if answer["may_advance"] == true { 0 } else { 1 }, "{title}");
        is_valid(RECORD_SCHEMA, &serde_json::from_str(record).unwrap()).unwrap();
    }
    assert!(is_valid(RECORD_SCHEMA, &serde_json::json!({ "fields": {} })).is_err());
    assert!(is_valid(RECORD_SCHEMA, &serde_json::json!({ "object": "deal", "stage": "SAO" })).is_err());
}

#[test]
fn what_cannot_be_read_is_said_in_a_sentence() {
    let records = [
        "",
        "[]",
        r#"{"fields": {}}"#,
        r#"{"object": "contakt"}"#,
        r#"{"object": "contact", "field": {}}"#,
        r#"{"object": "contact", "fields": {"fit_scor": 3}}"#,
        r#"{"object": "contact", "fields": {"fit_score": "high"}}"#,
        r#"{"object": "contact", "fields": {"hand_raised": "perhaps"}}"#,
        r#"{"object": "contact", "fields": {"engaged_on": "2026-02-30"}}"#,
        r#"{"object": "contact", "fields": {"contact_status": "Workin"}}"#,
        r#"{"object": "contact", "fields": {"email": ["a", "b"]}}"#,
        r#"{"object": "contact", "stages": {"leads": "MQL"}}"#,
        r#"{"object": "contact", "stages": {"lead": "MQ"}}"#,
        r#"{"object": "contact", "stages": {"lead": "MQL"}, "since": {"lead": "yesterday"}}"#,
        r#"{"object": "contact", "related": [{"object": "deal", "stages": {"sales": "Closed Won"}}]}"#,
        r#"{"object": "contact", "related": {}}"#,
        r#"{"object": "contact", "today": "soon"}"#,
    ];
    let mut told = String::new();
    for record in records {
        let ran = with_input(&root(), &["why", "--record", "-", "examples/standard"], record);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{record}");
        told.push_str(&format!("{record}\n  {}", ran.err));
    }
    let missing = lifecycle(&root(), &["why", "--record", "nowhere.json", "examples/standard"]);
    assert_eq!(missing.code, 2);
    insta::assert_snapshot!(told);
}

fn assigns(model: &Model) -> Vec<&Assign> {
    let steps = model.scenarios.iter().flat_map(|scenario| &scenario.steps);
    steps
        .flat_map(|step| match &step.kind {
            StepKind::Given(sample) | StepKind::ExpectRecord(sample) => sample.with.iter(),
            StepKind::Event(_, with) | StepKind::Change(with) => with.iter(),
            StepKind::ExpectCondition(_) => [].iter(),
        })
        .collect()
}

/// The answer is yes exactly when a person can move the record there.
#[test]
fn the_answer_agrees_with_what_happens() {
    let (mut yes, mut no) = (0, 0);
    for seed in 0..40 {
        let found = analyse(&OsFs, &lone_text("why.lifecycle", small(seed)), &Default::default());
        let model = &found.model;
        let index = Index::of(model);
        let start = Moment::of_day(20_500);
        let own: Vec<StageId> = model.stages.iter().map(|(id, _)| id).collect();
        for here in own.iter().filter(|id| model[model.domain_of(**id)].rollup.is_none()) {
            let Some(object) = model.object_of(*here) else { continue };
            let mut run = Run::new(model, &index, World::at(start));
            let record = run.world_mut().join(object);
            for assign in assigns(model).into_iter().filter(|it| model[it.field].object == object) {
                let view = lifecycle_driver::interpreter::View::Record(record);
                if let Some(datum) = run.world().value(model, view, assign.field, &assign.value) {
                    run.world_mut().fill(record, assign.field, datum);
                }
            }
            run.arrange(record, *here, start);
            let world = run.into_world();
            for to in own.iter().filter(|id| model.domain_of(**id) == model.domain_of(*here)) {
                if model[*to].untracked || model[*to].kind == StageKind::Retired {
                    continue;
                }
                let answer = why(model, &index, &world, record, Some(*to));
                let mut run = Run::new(model, &index, world.clone());
                run.advance_by_hand(record, *to);
                let place = run.world().place(record, model.domain_of(*to)).unwrap();
                let moved = place.stage == *to && to != here;
                assert_eq!(
                    answer.may_advance(),
                    moved,
                    "seed {seed}: {} to {}",
                    model.stage_path(*here),
                    model.stage_path(*to)
                );
                if moved {
                    yes += 1
                } else {
                    no += 1
                }
                for criterion in answer.ahead.iter().flat_map(|verdict| &verdict.criteria) {
                    let explained = criterion.found.is_some() || !criterion.parts.is_empty();
                    assert!(
                        criterion.truth != lifecycle_driver::interpreter::Truth::Fails || explained,
                        "{}",
                        criterion.text
                    );
                }
            }
        }
    }
    assert!(yes > 200 && no > 200, "{yes} {no}");
}
