//! `lifecycle simulate`: the funnel adds up, the rules are kept, and the same seed gives the same run.

use crate::cli::{lifecycle, with_input};
use crate::why::is_valid;
use lifecycle_driver::interpreter::Moment;
use lifecycle_driver::simulate::{Behaviour, Funnel, Plan, Records, Settings, Source, TRACE_SCHEMA, simulate};
use lifecycle_driver::{Analysed, OsFs, analyse, discover, lone_text};
use lifecycle_model::{Model, Movement, StageId};
use lifecycle_tests::generate::small;
use lifecycle_tests::project::root;
use serde_json::Value;
use std::collections::BTreeMap;

fn standard() -> Analysed {
    let projects = discover(&OsFs, &[root().join("examples/standard")]).unwrap();
    analyse(&OsFs, &projects[0], &Default::default())
}

fn settings(seed: u64) -> Settings {
    Settings { seed, start: Moment::of_day(20_458), days: 500, behaviour: Behaviour::default(), trace: true }
}

fn run(model: &Model, source: &Source, settings: &Settings) -> (Funnel, String) {
    let plan = Plan::new(model).unwrap();
    let mut lines = Vec::new();
    let funnel = simulate(&plan, source, settings, &mut |_, told| {
        lines.extend_from_slice(told);
        true
    });
    (funnel, String::from_utf8(lines).unwrap())
}

/// What must hold of every funnel, whatever the lifecycle.
fn adds_up(model: &Model, funnel: &Funnel, trace: &str, what: &str) {
    for (id, _) in model.stages.iter() {
        let count = funnel.stage(id).unwrap();
        assert_eq!(count.entered, count.accounted(), "{what}: {} {count:?}", model.stage_path(id));
        assert!(count.converted <= count.journeys && count.journeys <= count.entered, "{what}: {count:?}");
        assert!(
            count.reasons.values().sum::<u64>() <= count.recycled + count.dropped + count.restarted + count.advanced
        );
    }
    assert_eq!(funnel.events as usize, trace.lines().count(), "{what}");
}

/// No record steps back unless people recycle it, a restart begins a new journey, or it follows others.
fn keeps_the_rules(model: &Model, trace: &str, what: &str) {
    if model.header.as_ref().is_some_and(|header| header.movement == Movement::Free) {
        return;
    }
    let stages: BTreeMap<String, StageId> = model.stages.iter().map(|(id, _)| (model.stage_path(id), id)).collect();
    for line in trace.lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        let by = line["by"].as_str().unwrap();
        let (Some(from), Some(to)) = (line["from"].as_str(), line["to"].as_str()) else { continue };
        if line["what"] != "entered" || by == "people" || by == "roll-up" {
            continue;
        }
        let (from, to) = (&model[stages[from]], &model[stages[to]]);
        let back = from.track == to.track && from.rank.zip(to.rank).is_some_and(|(from, to)| to <= from);
        assert!(!back, "{what}: {line}");
    }
}

#[test]
fn the_funnel_of_the_standard_lifecycle() {
    let ran = lifecycle(&root(), &["simulate", "examples/standard", "--count", "60", "--seed", "7"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    insta::assert_snapshot!(ran.out);
}

#[test]
fn every_automation_of_the_standard_lifecycle_has_something_to_do() {
    let found = standard();
    let (funnel, trace) = run(&found.model, &Source::Drawn(150), &settings(1));
    adds_up(&found.model, &funnel, &trace, "standard");
    keeps_the_rules(&found.model, &trace, "standard");
    assert!(funnel.unsettled.is_empty() && funnel.given_up == 0, "{funnel:?}");
    for ((_, automation), did) in found.model.automations.iter().zip(&funnel.automations) {
        assert!(*did > 0, "{}", automation.ident.name);
    }
    for (id, stage) in found.model.stages.iter().filter(|(_, stage)| !stage.untracked) {
        assert!(funnel.stage(id).unwrap().entered > 0, "{}", stage.ident.name);
    }
    let lines: Vec<Value> = trace.lines().take(400).map(|line| serde_json::from_str(line).unwrap()).collect();
    lines.iter().for_each(|line| is_valid(TRACE_SCHEMA, line).unwrap());
}

/// Each account has its own stream of chance, so more accounts change nothing about the first ones, however many cores there are.
#[test]
fn the_same_seed_gives_the_same_run() {
    let found = standard();
    let (once, told) = run(&found.model, &Source::Drawn(270), &settings(3));
    assert_eq!((once, told.clone()), run(&found.model, &Source::Drawn(270), &settings(3)));
    let (_, fewer) = run(&found.model, &Source::Drawn(20), &settings(3));
    assert!(told.starts_with(&fewer));
    let (_, others) = run(&found.model, &Source::Drawn(20), &settings(4));
    assert_ne!(fewer, others);
}

#[test]
fn generated_lifecycles_keep_the_rules() {
    let mut entered = 0;
    for seed in 0..60 {
        let found = analyse(&OsFs, &lone_text("simulated.lifecycle", small(seed)), &Default::default());
        let (funnel, trace) = run(&found.model, &Source::Drawn(6), &settings(seed));
        let what = format!("seed {seed}");
        adds_up(&found.model, &funnel, &trace, &what);
        keeps_the_rules(&found.model, &trace, &what);
        entered += funnel.stages.iter().map(|count| count.entered).sum::<u64>();
    }
    assert!(entered > 2_000, "{entered}");
}

const LOOP: &str = r#"
lifecycle "Loop"
team Sales
domain lead on contact { stage New { owner Sales }  stage Old { owner Sales } }
automation Up { when contact is created  create contact }
"#;

#[test]
fn what_never_comes_to_rest_is_counted() {
    let text = LOOP
        .replace("set contact.rank = today", "create contact")
        .replace("contact.size changes", "contact is created");
    let found = analyse(&OsFs, &lone_text("loop.lifecycle", text), &Default::default());
    let (funnel, _) = run(&found.model, &Source::Drawn(4), &settings(1));
    assert_eq!(funnel.unsettled.values().sum::<u64>(), 4);
    let names = funnel.unsettled.keys().next().unwrap().iter().map(|id| found.model[*id].ident.name.as_str());
    assert_eq!(names.collect::<Vec<_>>(), ["Up"]);
}

fn csv(text: &str) -> Result<Records, String> {
    let found = standard();
    let plan = Plan::new(&found.model).unwrap();
    Records::from_csv(&plan, text)
}

#[test]
fn records_come_from_files() {
    let found = standard();
    let text = "id,at,Fit Score,Intent_Score__c,contact.hand_raised,email,company.segment,lead\n\
                ada,2026-01-07,80,20,,ada@example.com,SMB,\n\
                ada,2026-02-02,,90,,,,\n\
                \"Grace, \"\"G\"\"\",2026-01-08 10:30,20,95,yes,\"g@example.com\",Mid-Market,MarketingEngaged\n";
    let still = Behaviour { advance: 0, recycle: 0, drop: 0, hold: 0, signals: 0, ..Behaviour::default() };
    let settings = Settings { behaviour: still, ..settings(1) };
    let told = |text: &str| run(&found.model, &Source::File(csv(text).unwrap()), &settings).1;
    insta::assert_snapshot!(told(text));
    assert_eq!(told(text), told(&format!("\u{feff}{}", text.replace('\n', "\r\n"))));
    assert_eq!(
        told(text),
        told(&text.replace("\"Grace, \"\"G\"\"\"", "'").replace(',', ";").replace('\'', "\"Grace, \"\"G\"\"\""))
    );
}

#[test]
fn what_a_file_should_not_say() {
    let wrong = [
        "",
        "\n\n",
        "id,email\n",
        "id,fit_scor\n1,2\n",
        "id,company.segmnt\n1,2\n",
        "id,dael.amount\n1,2\n",
        "id,favourite colour\n1,2\n",
        "id,,email\n1,2,3\n",
        "id,fit_score\n1,high\n",
        "id,fit_score\n1,2,3\n",
        "id,company.segment\n1,Small\n",
        "id,at\n1,soon\n",
        "id,lead\n1,MLQ\n",
        "id,email\n1,\"a\n",
    ];
    let told: Vec<String> = wrong.iter().map(|text| format!("{text:?}\n  {}", csv(text).unwrap_err())).collect();
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn odd_files_are_read_or_refused_but_never_a_panic() {
    let mut random = lifecycle_tests::mutate::Random::new(5);
    let base = "id,at,fit_score,email,lead\n1,2026-01-07,80,\"a,b\",MQL\n2,,x,,\r\n";
    let signs = ['"', ',', ';', '\n', '\r', 'x', '\u{feff}', 'é', '0', '-', '.'];
    let found = standard();
    let plan = Plan::new(&found.model).unwrap();
    for _ in 0..3_000 {
        let mut text: Vec<char> = base.chars().collect();
        for _ in 0..random.below(8) {
            let place = random.below(text.len());
            match random.below(3) {
                0 => drop(text.remove(place)),
                1 => text.insert(place, *random.pick(&signs).unwrap()),
                _ => text[place] = *random.pick(&signs).unwrap(),
            }
        }
        let _ = Records::from_csv(&plan, &text.into_iter().collect::<String>());
    }
}

#[test]
fn the_command_prints_json_and_traces() {
    let schema = std::fs::read_to_string(root().join("crates/lifecycle-cli/schemas/simulate.schema.json")).unwrap();
    let ran = lifecycle(&root(), &["simulate", "examples/standard", "--count", "20", "--format", "json"]);
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    is_valid(&schema, &report).unwrap();
    let ran = lifecycle(&root(), &["simulate", "examples/standard", "--count", "20", "--trace", "-", "--quiet"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(report["events"].as_u64().unwrap() as usize, ran.out.lines().count());
    let from_file = with_input(&root(), &["simulate", "examples/standard", "--records", "-"], "fit_score\n80\n70\n");
    assert!(from_file.out.starts_with("2 accounts over 730 days from 2026-01-05: "), "{}", from_file.out);
    for wrong in [
        &["--advance", "90", "--drop", "20"][..],
        &["--start", "soon"],
        &["--days", "0"],
        &["--records", "nowhere.csv"],
    ] {
        let ran = lifecycle(&root(), &[&["simulate", "examples/standard"], wrong].concat());
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{wrong:?}");
    }
}
