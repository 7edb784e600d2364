//! The one list of stages that all pipelines of an org share.

use super::{documents, emit, text};

/// What a pipeline says of its stages survives in an org that has one list for all.
#[test]
fn a_stage_is_neither_lost_nor_closed_otherwise_because_another_pipeline_has_its_name() {
    let set = emit(&["domain sales on deal {
      pipeline First { stage Demo \"Demo Completed\" { probability 20% }  stage Approved { probability 50% }  won stage Won { } }
      pipeline Second {
        stage Shown \"Demo Completed\" { probability 30% }
        stage Demo \"Demo Scheduled\" { probability 10%  forecast omitted }
        won stage Approved { }
        lost stage Won \"Won by others\" { }
      }
    }"
    .to_owned()]);
    let process = |name: &str| {
        let path =
            format!("org-settings/main/default/objects/Opportunity/businessProcesses/{name}.businessProcess-meta.xml");
        let document = documents(&set).find(|(found, _)| *found == path).unwrap().1;
        document
            .all("values")
            .map(|value| super::invariants::decoded(value.get("fullName").unwrap()))
            .collect::<Vec<_>>()
            .join(", ")
    };
    assert_eq!(process("First"), "Demo, Approved, Won");
    assert_eq!(process("Second"), "Demo, Demo (Second), Approved (Second), Won (Second)");
    let readme = text(&set, "README.md");
    let list: Vec<&str> = readme.lines().filter(|line| line.starts_with("| ") || line.starts_with("- In ")).collect();
    insta::assert_snapshot!(list.join("\n"));
}
