//! Every claim of a rule about what a lifecycle does, against everything that can happen in small worlds on the interpreter.

mod explore;
mod sample;

use explore::Explorer;
use lifecycle_driver::interpreter::Index;
use lifecycle_driver::{OsFs, analyse, lone_text};
use sample::sample;

#[test]
fn trial() {
    let start = std::time::Instant::now();
    let (mut whole, mut states, mut steps) = (0, 0, 0);
    let mut rules = std::collections::BTreeMap::<&str, usize>::new();
    for seed in 0..300 {
        let began = std::time::Instant::now();
        let text = sample(seed).text();
        let found = analyse(&OsFs, &lone_text("a.lifecycle", text.clone()), &Default::default());
        for finding in &found.findings {
            assert!(finding.severity != lifecycle_base::Severity::Error, "{}\n{text}", finding.message);
            *rules.entry(finding.rule.name).or_default() += 1;
        }
        let index = Index::of(&found.model);
        let mut explorer = Explorer::new(&found.model, &index);
        explorer.from_the_beginning();
        explorer.from_anywhere();
        whole += usize::from(explorer.seen.whole);
        states += explorer.states.len();
        steps += explorer.seen.steps;
        eprintln!("{seed} {} {} {:?} {}", explorer.states.len(), explorer.seen.steps, began.elapsed(), explorer.seen.endless.len());
    }
    println!("{whole} {states} {steps} {:?}", start.elapsed());
    println!("{rules:#?}");
}
