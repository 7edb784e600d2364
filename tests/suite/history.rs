//! Histories of accounts: they tell enough for a comparison of two CRMs to mean something.

use lifecycle_driver::{OsFs, START, analyse, discover, lone_text};
use lifecycle_model::Checked;
use lifecycle_tests::generate::small;
use lifecycle_tests::history::{Deed, Event, Historian};
use lifecycle_tests::project::root;
use lifecycle_tests::replay::{Clerk, always_filled};

fn histories(model: Checked<'_>, count: u64) -> Vec<Vec<Event>> {
    let of = |seed| {
        Some(
            Historian::new(model.model(), &always_filled, Clerk::new(model).people_are_leads(), seed, START)?.write(60),
        )
    };
    (0..count).filter_map(of).collect()
}

#[test]
fn histories_of_the_standard_lifecycle_reach_nearly_all_of_it() {
    let projects = discover(&OsFs, &[root().join("examples/standard")]).unwrap();
    let found = analyse(&OsFs, &projects[0], &Default::default());
    let model = found.checked().unwrap();
    let all = histories(model, 80);
    let events: Vec<&Event> = all.iter().flatten().collect();
    let refused = events.iter().filter(|event| event.refused.is_some()).count();
    let created = events.iter().filter(|event| matches!(event.deed, Deed::Create(..))).count();
    assert!(events.len() > 1_500, "{}", events.len());
    assert!(refused * 20 > events.len() && refused * 2 < events.len(), "{refused} of {}", events.len());
    assert!(created > 240, "{created}");
    let places = |event: &&Event| {
        event.world.records().flat_map(|(_, it)| it.places.values().map(|it| it.stage)).collect::<Vec<_>>()
    };
    let reached: std::collections::BTreeSet<_> = events.iter().flat_map(places).collect();
    let missed: Vec<_> = model
        .stages
        .iter()
        .filter(|(id, it)| !it.untracked && !reached.contains(id))
        .map(|(id, _)| model.stage_path(id))
        .collect();
    assert!(missed.len() * 8 <= model.stages.len(), "{missed:?}");
}

#[test]
fn replays_tell_every_history_of_generated_lifecycles() {
    let mut told = 0;
    for seed in 0..60 {
        let found = analyse(&OsFs, &lone_text("a.lifecycle", small(seed)), &Default::default());
        let Some(model) = found.checked() else { continue };
        let clerk = Clerk::new(model);
        for history in histories(model, 3) {
            let replay = clerk.replay("x", START, &history);
            told += replay["steps"].as_array().unwrap().len();
        }
    }
    assert!(told > 1_000, "{told}");
}
