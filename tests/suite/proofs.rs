//! Every claim of a rule about what a lifecycle does, against everything that can happen in small worlds on the interpreter.

mod explore;
mod matter;
mod sample;
mod silent;
mod unfound;
mod verdicts;

use explore::Explorer;
use lifecycle_base::Severity;
use lifecycle_driver::interpreter::Index;
use lifecycle_driver::{OsFs, analyse, lone_text};
use sample::sample;
use std::collections::BTreeMap;
use unfound::unfound;
use verdicts::{Case, Stands};

/// How many lifecycles are tried, unless `PROOFS` says otherwise; `PROOFS_ONLY="17 4711"` tries these.
const LIFECYCLES: u64 = 2_500;

#[derive(Default)]
struct Tally {
    /// By rule: true, false, open.
    findings: BTreeMap<&'static str, [usize; 3]>,
    /// By what is so: found, and all.
    truths: BTreeMap<&'static str, [usize; 2]>,
    wrong: Vec<String>,
    /// Seeds in which something runs without end that no rule finds.
    missed: Vec<u64>,
    whole: usize,
    steps: usize,
}

impl Tally {
    fn add(&mut self, seed: u64) {
        let sample = sample(seed);
        let text = sample.text();
        let found = analyse(&OsFs, &lone_text("a.lifecycle", text.clone()), &Default::default());
        let error = found.findings.iter().find(|finding| finding.severity == Severity::Error);
        assert!(error.is_none(), "{}\n{text}", error.unwrap().message);
        let index = Index::of(&found.model);
        let mut begun = Explorer::new(&found.model, &index);
        begun.explore_from_the_beginning();
        let mut all = Explorer::new(&found.model, &index);
        all.explore_from_anywhere();
        self.whole += usize::from(all.seen.whole);
        self.steps += all.seen.steps + begun.seen.steps;
        let case = Case { sample: &sample, found: &found, begun, all };
        for finding in &found.findings {
            let Some(stands) = case.judge(finding) else { continue };
            self.findings.entry(finding.rule.name).or_default()[stands as usize] += 1;
            if stands == Stands::False {
                self.wrong.push(format!("{seed}: {}: {}\n{text}", finding.rule.name, finding.message));
            }
        }
        for (what, found) in unfound(&case) {
            if !found && what == "runs without end" {
                self.missed.push(seed);
            }
            let counts = self.truths.entry(what).or_default();
            counts[0] += usize::from(found);
            counts[1] += 1;
        }
    }

    fn join(mut self, other: Tally) -> Tally {
        for (rule, counts) in other.findings {
            let mine = self.findings.entry(rule).or_default();
            counts.iter().zip(mine).for_each(|(count, mine)| *mine += count);
        }
        for (what, counts) in other.truths {
            let mine = self.truths.entry(what).or_default();
            counts.iter().zip(mine).for_each(|(count, mine)| *mine += count);
        }
        self.wrong.extend(other.wrong);
        self.missed.extend(other.missed);
        Tally { whole: self.whole + other.whole, steps: self.steps + other.steps, ..self }
    }
}

#[test]
fn what_the_rules_claim_is_so_in_every_small_world() {
    let count = std::env::var("PROOFS").ok().and_then(|count| count.parse().ok()).unwrap_or(LIFECYCLES);
    let tallies: Vec<Tally> = std::thread::scope(|scope| {
        let part = |start: u64| {
            move || {
                let mut tally = Tally::default();
                if let Ok(only) = std::env::var("PROOFS_ONLY") {
                    only.split(' ').for_each(|seed| tally.add(seed.parse().unwrap()));
                    return tally;
                }
                (start..count).step_by(2).for_each(|seed| tally.add(seed));
                tally
            }
        };
        let threads = [0, 1].map(|start| scope.spawn(part(start)));
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let all = tallies.into_iter().fold(Tally::default(), Tally::join);
    println!("{count} lifecycles, {} explored to the end, {} steps", all.whole, all.steps);
    println!("runs without end that are not found: {:?}", all.missed);
    println!("findings (true, false, open): {:#?}", all.findings);
    println!("what is so (found, all): {:#?}", all.truths);
    assert!(all.wrong.is_empty(), "{} claims are wrong:\n{}", all.wrong.len(), all.wrong.join("\n"));
    // Some of what is so depends on what can never be reached; of the rest, most must be found.
    for (what, percent) in [("runs without end", 90), ("criteria never hold", 55), ("an automation never runs", 60)] {
        let [found, of] = all.truths.get(what).copied().unwrap_or_default();
        assert!(found * 100 >= of * percent, "{what}: {found} of {of}");
    }
}
