//! Salesforce: `tests/conformance/salesforce`.

use crate::node::Harness;
use crate::projects::{emitted, write};

#[test]
fn the_harness_does_what_it_says() {
    Harness::of("salesforce").run(&["--test".to_owned(), "test".to_owned()]);
}

#[test]
fn salesforce_finds_nothing_in_what_we_emit() {
    let harness = Harness::of("salesforce");
    let folders = write(&emitted("salesforce"), "salesforce");
    let folders = folders.into_iter().map(|folder| folder.to_string_lossy().into_owned());
    harness.run(&std::iter::once("check.mjs".to_owned()).chain(folders).collect::<Vec<_>>());
}
