//! How long parsing, checking, formatting and compiling take, from 1 KB to 10 MB: `cargo bench -p lifecycle-tests`.
//!
//! Times are for people to compare on one machine; no test asserts them. Whole-process times, as users feel them, are measured with
//! any timer around the release binary and the text that `cargo run --release -p lifecycle-tests --bin generate` prints.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use lifecycle_driver::interpreter::Moment;
use lifecycle_driver::simulate::{Behaviour, Plan, Settings, Source, simulate};
use lifecycle_driver::{OsFs, analyse, compile, discover, lone_text};
use lifecycle_tests::generate::{lifecycle, tiny};
use lifecycle_tests::project::root;

/// Stages of about 1 KB, 100 KB, 1 MB and 10 MB of text.
const SIZES: [usize; 4] = [TINY, 168, 1_680, 16_800];
const TINY: usize = 3;

fn text(stages: usize) -> String {
    if stages == TINY { tiny(1) } else { lifecycle(stages, 1) }
}

fn main() {
    divan::main();
}

#[divan::bench(args = SIZES)]
fn parse(bencher: Bencher<'_, '_>, stages: usize) {
    let text = text(stages);
    bencher.counter(BytesCount::of_str(&text)).bench(|| lifecycle_syntax::parse(black_box(&text)));
}

#[divan::bench(args = SIZES)]
fn check(bencher: Bencher<'_, '_>, stages: usize) {
    let project = lone_text("bench.lifecycle", text(stages));
    let bytes = project.text.as_deref().unwrap_or_default().len();
    bencher.counter(BytesCount::new(bytes)).bench(|| analyse(&OsFs, black_box(&project), &Default::default()));
}

#[divan::bench(args = SIZES)]
fn format(bencher: Bencher<'_, '_>, stages: usize) {
    let text = text(stages);
    bencher.counter(BytesCount::of_str(&text)).bench(|| lifecycle_driver::format::format(black_box(&text)));
}

#[divan::bench(args = SIZES)]
fn compile_all(bencher: Bencher<'_, '_>, stages: usize) {
    let project = lone_text("bench.lifecycle", text(stages));
    let bytes = project.text.as_deref().unwrap_or_default().len();
    let found = analyse(&OsFs, &project, &Default::default());
    let checked = found.checked().expect("generated texts have no errors");
    bencher.counter(BytesCount::new(bytes)).bench(|| compile(checked, &["salesforce", "hubspot", "docs"]));
}

/// Accounts of the standard lifecycle to which 100,000 events and more happen; items are events.
const ACCOUNTS: usize = 1_000;

#[divan::bench]
fn simulate_100_000_events(bencher: Bencher<'_, '_>) {
    let projects = discover(&OsFs, &[root().join("examples/standard")]).expect("the example is there");
    let found = analyse(&OsFs, projects.first().expect("one project"), &Default::default());
    let plan = Plan::new(&found.model).expect("it has domains");
    let start = Moment::of_day(20_458);
    let settings = Settings { seed: 1, start, days: 730, behaviour: Behaviour::default(), trace: false };
    let run = || simulate(&plan, &Source::Drawn(ACCOUNTS), &settings, &mut |_, _| true);
    bencher.counter(ItemsCount::new(run().events)).bench(run);
}
