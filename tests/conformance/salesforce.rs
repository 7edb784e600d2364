//! Salesforce: `tests/conformance/salesforce`.

use crate::node::Harness;
use crate::projects::{Source, all, folder, write};
use lifecycle_driver::START;
use lifecycle_tests::history::Historian;
use lifecycle_tests::replay::{Clerk, always_filled};
use std::path::PathBuf;
use std::sync::LazyLock;

/// The projects, written once for all tests.
static FOLDERS: LazyLock<Vec<PathBuf>> = LazyLock::new(|| {
    let emitted: Vec<_> = all().filter_map(|source| source.emit("salesforce").ok()).collect();
    write(&emitted, "salesforce")
});

/// Checks that take long and find what is wrong with a kind of file, not with a lifecycle: for one of so many generated ones.
const SLOW: &str = "convert,formulon,sformula";
const ONE_OF: usize = 20;

/// Histories of each lifecycle that people wrote and of each generated one, and the events of a history.
const HISTORIES: (u64, u64) = (24, 12);
const EVENTS: usize = 16;

#[test]
fn the_harness_does_what_it_says() {
    Harness::of("salesforce").run(&["--test".to_owned(), "test".to_owned()]);
}

#[test]
fn salesforce_finds_nothing_in_what_we_emit() {
    let harness = Harness::of("salesforce");
    let names = || FOLDERS.iter().map(|folder| folder.to_string_lossy().into_owned()).enumerate();
    let some = names().filter(|(at, name)| !name.contains("generated-") || at % ONE_OF == 0).map(|(_, name)| name);
    let check = |how: &str| ["check.mjs", how, SLOW].map(str::to_owned).into_iter();
    std::thread::scope(|scope| {
        let all =
            scope.spawn(|| harness.run(&check("--without").chain(names().map(|(_, name)| name)).collect::<Vec<_>>()));
        harness.run(&check("--only").chain(some).collect::<Vec<_>>());
        if let Err(panic) = all.join() {
            std::panic::resume_unwind(panic);
        }
    });
}

/// Whatever people do to their records: the org and the interpreter end in the same stages, stamps and refusals.
#[test]
fn an_org_does_what_the_interpreter_says() {
    let harness = Harness::of("salesforce");
    let mut lines = String::new();
    LazyLock::force(&FOLDERS);
    let below = folder("salesforce");
    for source in all() {
        let _ = source.checked(|model| {
            let clerk = Clerk::new(model);
            let count = if matches!(source, Source::Generated(..)) { HISTORIES.1 } else { HISTORIES.0 };
            for seed in 0..count {
                let Some(historian) =
                    Historian::new(model.model(), &always_filled, clerk.people_are_leads(), seed, START)
                else {
                    continue;
                };
                let project = below.join(source.name());
                let mut replay = clerk.replay(&project.to_string_lossy(), START, &historian.write(EVENTS));
                replay["name"] = format!("{} {seed}", source.name()).into();
                lines.push_str(&format!("{replay}\n"));
            }
        });
    }
    assert!(lines.contains("\"standard 0\"") && lines.lines().count() > 1_500, "{}", lines.lines().count());
    let file = folder("salesforce-replays.jsonl");
    std::fs::write(&file, lines).expect("a writable file");
    harness.run(&["replay.mjs".to_owned(), file.to_string_lossy().into_owned()]);
}
