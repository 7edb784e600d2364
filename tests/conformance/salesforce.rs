//! Salesforce: `tests/conformance/salesforce`.

use crate::node::Harness;
use crate::projects::{emitted, write};

/// Going through the metadata format and back takes a third of a second each and finds what is wrong with a kind of file, not with a
/// lifecycle: one of so many generated ones is enough.
const CONVERTED: usize = 10;

#[test]
fn the_harness_does_what_it_says() {
    Harness::of("salesforce").run(&["--test".to_owned(), "test".to_owned()]);
}

#[test]
fn salesforce_finds_nothing_in_what_we_emit() {
    let harness = Harness::of("salesforce");
    let folders = write(&emitted("salesforce"), "salesforce");
    let names = || folders.iter().map(|folder| folder.to_string_lossy().into_owned()).enumerate();
    let generated = |name: &str| name.contains("generated-");
    let some = names().filter(|(at, name)| !generated(name) || at % CONVERTED == 0).map(|(_, name)| name);
    let check = |words: [&str; 3]| words.map(str::to_owned).into_iter();
    std::thread::scope(|scope| {
        let all = scope.spawn(|| {
            harness.run(
                &check(["check.mjs", "--without", "convert"]).chain(names().map(|(_, name)| name)).collect::<Vec<_>>(),
            )
        });
        harness.run(&check(["check.mjs", "--only", "convert"]).chain(some).collect::<Vec<_>>());
        if let Err(panic) = all.join() {
            std::panic::resume_unwind(panic);
        }
    });
}
