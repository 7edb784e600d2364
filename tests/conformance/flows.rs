//! Flows in a miniature Salesforce: one sequence by hand for each construct, on a lifecycle that has them all.

use crate::node::Harness;
use crate::projects::{Source, write};

const LIFECYCLE: &str = include_str!("../suite/salesforce/flows.lifecycle");
const REPLAYS: &str = include_str!("flows/replays.jsonl");

#[test]
fn flows_do_what_the_lifecycle_says() {
    let files = vec![("flows.lifecycle".to_owned(), LIFECYCLE.to_owned())];
    let emitted = Source::Example("flows".to_owned(), files).emit("salesforce").expect("an example");
    let folders = write(&[emitted], "salesforce-flows");
    let folder = folders.first().expect("one project");
    let replays = folder.with_extension("jsonl");
    let project = serde_json::to_string(&folder.to_string_lossy()).expect("a text");
    std::fs::write(&replays, REPLAYS.replace("\"PROJECT\"", &project)).expect("a writable file");
    let harness = Harness::of("salesforce");
    harness.run(&["replay.mjs".to_owned(), "--all".to_owned(), replays.to_string_lossy().into_owned()]);
}
