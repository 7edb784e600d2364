//! Portals as people leave them after an afternoon in the settings: whatever they did, one plan puts right what can be put right.

use super::{Desk, lines, nothing_twice, standard};
use lifecycle_portal::{Action, Package, Plan};
use lifecycle_tests::mutate::Random;
use lifecycle_tests::portal::{Account, Fault};
use serde_json::{Value, json};

fn shuffle(dice: &mut Random, items: &mut [Value]) {
    for last in (1..items.len()).rev() {
        items.swap(last, dice.below(last + 1));
    }
    for (order, item) in items.iter_mut().enumerate() {
        item["displayOrder"] = json!(order);
    }
}

/// One thing that somebody does to the settings.
fn meddle(dice: &mut Random, account: &mut Account) {
    let properties: Vec<_> = account.properties.keys().cloned().collect();
    let key = properties[dice.below(properties.len())].clone();
    let number = dice.below(1_000);
    match dice.below(9) {
        0 => {
            if let Some(gone) = account.properties.remove(&key).filter(|it| it["hubspotDefined"] != true) {
                account.archived.insert(key, gone);
            }
        }
        1 => {
            let property = account.properties.get_mut(&key).unwrap();
            let what = ["label", "description"][dice.below(2)];
            property[what] = json!(format!("Somebody's {number}"));
        }
        2 => {
            if let Some(options) = account.properties.get_mut(&key).unwrap()["options"].as_array_mut()
                && options.len() > 2
            {
                match dice.below(4) {
                    0 => shuffle(dice, options),
                    1 => options.truncate(1),
                    2 => options[0]["hidden"] = json!(true),
                    _ => options.push(json!({ "label": format!("More {number}"), "value": number.to_string(), "displayOrder": 0, "hidden": false })),
                }
            }
        }
        3 => {
            account.groups.values_mut().for_each(|group| group["label"] = json!(format!("Group {number}")));
        }
        change => {
            let object = ["deals", "tickets", "contacts"][dice.below(3)];
            let pipelines = account.pipelines.get_mut(object).unwrap();
            let place = dice.below(pipelines.len());
            let stages = pipelines[place]["stages"].as_array_mut().unwrap();
            let at = dice.below(stages.len());
            match change {
                4 => shuffle(dice, stages),
                5 if stages.len() > 2 && object != "contacts" => {
                    stages.remove(at);
                }
                6 => stages[at]["label"] = json!(format!("Stage {number}")),
                7 => {
                    let other = dice.below(stages.len());
                    let labels = (stages[at]["label"].clone(), stages[other]["label"].clone());
                    (stages[at]["label"], stages[other]["label"]) = (labels.1, labels.0);
                }
                _ if object == "deals" => {
                    stages[at]["metadata"]["probability"] = json!(0.07);
                    let id = format!("s{number}");
                    if stages.iter().all(|it| it["id"] != id.as_str()) {
                        stages.push(
                            json!({ "id": id, "label": id, "displayOrder": 0, "metadata": { "probability": "0.4" } }),
                        );
                    }
                }
                _ => pipelines[place]["label"] = json!(format!("Pipeline {number}")),
            }
            // Contacts and companies share one list.
            let shared = account.pipelines["contacts"][0]["stages"].clone();
            account.pipelines.get_mut("companies").unwrap()[0]["stages"] = shared;
        }
    }
}

/// A run that ends somewhere, as if killed there.
fn cut_off(dice: &mut Random, desk: &mut Desk, plan: &Plan) {
    let first = dice.below(30);
    desk.hubspot.fail_at(first, [Fault::CutBefore, Fault::CutAfter][dice.below(2)]);
    (first + 1..first + 20).for_each(|later| desk.hubspot.fail_at(later, Fault::CutBefore));
    let _ = desk.apply(plan);
    desk.hubspot.forget();
}

fn afternoon(seed: u64, package: &Package) {
    let mut dice = Random::new(seed);
    let mut desk = Desk::new();
    desk.bring(package);
    for _ in 0..3 {
        desk.account(|account| (0..6).for_each(|_| meddle(&mut dice, account)));
        let plan = desk.plan(package);
        desk.hubspot.forget();
        if !seed.is_multiple_of(2) {
            cut_off(&mut dice, &mut desk, &plan);
        }
        let applied = desk.apply(&plan).unwrap();
        assert!(applied.is_complete(), "seed {seed}: {applied:#?}\n{}", lines(&plan));
        if seed.is_multiple_of(2) {
            nothing_twice(&desk.writes());
        }
        let rest = desk.plan(package);
        assert_eq!(rest.to_do().count(), 0, "seed {seed}:\n{}\nthen\n{}", lines(&plan), lines(&rest));
        let alone = |change: &&lifecycle_portal::Change| change.action == Action::LeftAlone;
        let count = plan.changes.iter().filter(alone).count();
        assert_eq!(rest.changes.iter().filter(alone).count(), count, "seed {seed}: nothing is lost");
    }
}

#[test]
fn whatever_people_did() {
    let package = standard();
    (0..20).for_each(|seed| afternoon(seed, &package));
}
