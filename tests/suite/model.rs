//! Names and types: cases in `model/*.lifecycle`, each with the findings it gives.

use lifecycle_tests::project::{analyse, example_projects};

fn rendered(files: &[(String, String)]) -> String {
    let analysed = analyse(files);
    let mut out = Vec::new();
    let options = lifecycle_render::Options::default();
    lifecycle_render::render(lifecycle_render::Format::Plain, &analysed.db, &analysed.findings, &options, &mut out)
        .unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn examples_resolve() {
    for (name, files) in example_projects() {
        let analysed = analyse(&files);
        assert!(analysed.findings.is_empty(), "{name}:\n{}", rendered(&files));
    }
}
