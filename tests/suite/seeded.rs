//! The short, seeded run of what `tests/fuzz` does without end: damaged and generated texts through every phase.
//!
//! Nothing may panic, whatever the text; findings must render in every format; and what has no errors must compile.

use lifecycle_driver::format::{Proof, format};
use lifecycle_driver::{Analysed, BACKENDS, OsFs, analyse, compile, lone_text};
use lifecycle_render::{Format, Options, render};
use lifecycle_tests::generate::small;
use lifecycle_tests::mutate::{KINDS, Random, mutate};
use lifecycle_tests::project::examples;

fn targets() -> Vec<&'static str> {
    BACKENDS.iter().map(|backend| backend.name()).collect()
}

fn through_everything(text: String) -> Analysed {
    let found = analyse(&OsFs, &lone_text("seeded.lifecycle", text), &Default::default());
    for format in [Format::Fancy, Format::Short, Format::Json] {
        let mut out = Vec::new();
        render(format, &found.db, &found.findings, &Options::default(), &mut out).unwrap();
        String::from_utf8(out).expect("findings are text");
    }
    if let Some(checked) = found.checked() {
        // Two parts may claim one path, which is an answer; a panic would not be.
        let _ = compile(checked, &targets());
    }
    found
}

#[test]
fn damaged_examples_pass_through_every_phase() {
    let mut random = Random::new(7);
    for (path, text) in examples() {
        for kind in KINDS {
            for _ in 0..6 {
                let Some(mutation) = mutate(&text, kind, &mut random) else { continue };
                let damaged = mutation.apply(&text);
                let formatted = format(&damaged);
                assert_eq!(formatted.proof, Proof::Sound, "{path}: {mutation:?}");
                assert_eq!(format(&formatted.text).text, formatted.text, "{path}: {mutation:?}");
                through_everything(damaged);
            }
        }
    }
}

#[test]
fn generated_lifecycles_compile_to_the_same_bytes_twice() {
    for seed in 0..40 {
        let text = small(seed);
        let found = through_everything(text.clone());
        let checked = found.checked().unwrap_or_else(|| panic!("seed {seed}: {:#?}", found.findings));
        let once = compile(checked, &targets()).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        let again = through_everything(text);
        assert_eq!(once, compile(again.checked().unwrap(), &targets()).unwrap(), "seed {seed}");
    }
}
