//! Flows, as text for those who review them, and one as the platform reads it. What they do is in `tests/conformance/flows.rs`.

use super::{documents, emit, example, model_of, projects, text};
use insta::assert_snapshot;
use lifecycle_emit::salesforce::flows_as_text;
use lifecycle_model::Checked;
use lifecycle_tests::project::examples;
use std::collections::BTreeSet;

const FLOWS: &str = include_str!("flows.lifecycle");

fn flows(texts: &[String]) -> String {
    let analysis = model_of(texts);
    flows_as_text(Checked::new(&analysis.model, &analysis.diagnostics).unwrap())
}

#[test]
fn flows_of_the_standard_lifecycle() {
    let texts = examples().into_iter().filter(|(path, _)| path.starts_with("examples/standard/"));
    assert_snapshot!("salesforce_standard_flows", flows(&texts.map(|(_, text)| text).collect::<Vec<_>>()));
    let set = example("standard");
    let path = "force-app/main/default/flows/Lifecycle_Meeting_Booked.flow-meta.xml";
    assert_snapshot!("salesforce_standard_flow_xml", text(&set, path));
}

#[test]
fn flows_of_everything_else() {
    assert_snapshot!("salesforce_flows", flows(&[FLOWS.to_owned()]));
}

#[test]
fn the_readme_names_every_flow() {
    let set = emit(&[FLOWS.to_owned()]);
    let readme = text(&set, "README.md");
    let names = set.iter().filter_map(|(path, _)| path.rsplit('/').next()?.strip_suffix(".flow-meta.xml"));
    for name in names {
        assert!(readme.contains(&format!("| `{name}` |")), "{name}");
    }
    assert!(readme.contains("`automation Small`: it creates no Opportunity, since the criteria"), "{readme}");
}

/// The harness checks connectors and references; this holds without Node, too.
#[test]
fn elements_have_names_of_their_own_and_lead_to_each_other() {
    let flows = projects().map(|(_, set)| set).chain([emit(&[FLOWS.to_owned()])]);
    for set in flows.collect::<Vec<_>>() {
        for (path, flow) in documents(&set).filter(|(_, node)| node.name == "Flow") {
            let mut names = BTreeSet::new();
            let mut targets = BTreeSet::new();
            flow.walk(&mut |node| {
                if let (Some(name), true) = (node.get("name"), node.get("locationX").is_some()) {
                    assert!(names.insert(name.to_lowercase()), "{path}: {name} twice");
                    assert!(name.len() <= 80, "{path}: {name}");
                }
                targets.extend(node.get("targetReference").map(str::to_lowercase));
            });
            assert_eq!(targets.difference(&names).collect::<Vec<_>>(), Vec::<&String>::new(), "{path}");
            assert_eq!(
                names.difference(&targets).collect::<Vec<_>>(),
                Vec::<&String>::new(),
                "{path}: nothing leads there"
            );
        }
    }
}
