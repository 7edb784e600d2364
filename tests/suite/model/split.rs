//! Declarations may be split over files in any way without changing the meaning.

use super::dump::dump;
use super::{BASE, rendered};
use lifecycle_model::Model;
use lifecycle_tests::generate;
use lifecycle_tests::project::{analyse, example_projects};

/// A small generator of numbers, so that every run splits alike.
struct Seed(u64);

impl Seed {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % count
    }
}

/// The declarations of all files, shuffled and dealt to one to eight files.
fn split(files: &[(String, String)], seed: u64) -> Vec<(String, String)> {
    let mut seed = Seed(seed);
    let mut pieces: Vec<String> = Vec::new();
    for (_, text) in files {
        let found = lifecycle_syntax::split(text);
        let starts = found.iter().map(|piece| piece.start as usize);
        let ends = found.iter().skip(1).map(|piece| piece.start as usize).chain([text.len()]);
        pieces.extend(starts.zip(ends).map(|(start, end)| text[start..end].to_owned()));
    }
    for last in (1..pieces.len()).rev() {
        pieces.swap(last, seed.below(last + 1));
    }
    let mut dealt = vec![String::new(); 1 + seed.below(8)];
    for piece in pieces {
        let file = seed.below(dealt.len());
        dealt[file] += &piece;
        dealt[file] += "\n";
    }
    dealt.into_iter().enumerate().map(|(i, text)| (format!("part_{i}.lifecycle"), text)).collect()
}

fn automations(model: &Model) -> Vec<String> {
    model.automations.values().map(|automation| automation.ident.name.to_string()).collect()
}

#[test]
fn any_split_means_the_same() {
    let mut projects = example_projects();
    projects.push(("base".to_owned(), vec![("base.lifecycle".to_owned(), BASE.to_owned())]));
    // `per product` before and behind a field called product, mirrors before and behind their sources.
    let order = "lifecycle \"Acme\" { }\n\
                 domain outer on company rolls up most advanced inner\n\
                 domain adoption on ticket per product { stage Started { entry { product is Core } } }\n\
                 domain other on ticket per product { stage Started }\n\
                 object ticket { field product picklist { Core  AddOn } }\n\
                 object ticket { field started_on date }\n\
                 object contact { field title text \"Job\" }\n\
                 domain inner on company rolls up least advanced lead\n\
                 domain lead on contact { stage MQL { means \"…\" owner Sales was Marketed } stage Won { counts as closed_won } }\n\
                 team Sales\n";
    projects.push(("order".to_owned(), vec![("order.lifecycle".to_owned(), order.to_owned())]));
    for seed in 1..9 {
        projects.push((format!("generated {seed}"), vec![("g.lifecycle".to_owned(), generate::small(seed))]));
    }
    for (name, files) in projects {
        let whole = analyse(&files);
        let expected = dump(&whole.analysis.model);
        let mut names = automations(&whole.analysis.model);
        names.sort();
        for seed in 0..12 {
            let parts = split(&files, seed);
            let analysed = analyse(&parts);
            assert_eq!(analysed.findings.len(), whole.findings.len(), "{name}, seed {seed}: {}", rendered(&analysed));
            assert_eq!(dump(&analysed.analysis.model), expected, "{name}, seed {seed}");
            let mut found = automations(&analysed.analysis.model);
            found.sort();
            assert_eq!(found, names, "{name}, seed {seed}");
        }
    }
}

/// Automations apply in the order of the files, and within a file from top to bottom.
#[test]
fn automations_keep_the_order_of_files() {
    let automation = |name: &str| format!("automation {name} {{ when contact is created  notify Sales \"…\" }}\n");
    let a = format!("lifecycle \"Acme\" {{ }}\nteam Sales\n{}{}", automation("Zeta"), automation("Eta"));
    let b = automation("Alpha");
    let analysed = analyse(&[("a.lifecycle".to_owned(), a), ("b.lifecycle".to_owned(), b)]);
    assert_eq!(automations(&analysed.analysis.model), ["Zeta", "Eta", "Alpha"]);
}
