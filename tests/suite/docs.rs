//! The documents, from text to Markdown.

use lifecycle_emit::{ArtifactSet, backend};
use lifecycle_model::Checked;
use lifecycle_tests::project::{analyse, example_projects};
use std::collections::BTreeSet;

fn alignment(files: &[(String, String)]) -> String {
    let analysed = analyse(files);
    let messages: Vec<&str> = analysed.findings.iter().map(|finding| finding.message.as_str()).collect();
    let checked = Checked::new(&analysed.analysis.model, &analysed.findings).unwrap_or_else(|| panic!("{messages:#?}"));
    let mut out = ArtifactSet::default();
    backend("docs").unwrap().emit(checked, &mut out).unwrap();
    let text = String::from_utf8(out.get("definition-alignment.md").unwrap().bytes.clone()).unwrap();
    check(&text);
    text
}

fn project(text: &str) -> String {
    alignment(&[("a.lifecycle".to_owned(), text.to_owned())])
}

/// Everything that must hold for any lifecycle: tables and diagrams are whole.
fn check(text: &str) {
    let mut columns = None;
    let mut diagram: Option<Vec<&str>> = None;
    for line in text.lines() {
        match &mut diagram {
            Some(lines) if line == "```" => {
                check_diagram(lines);
                diagram = None;
            }
            Some(lines) => lines.push(line),
            None if line == "```mermaid" => diagram = Some(Vec::new()),
            None => {
                assert!(!line.contains("```"), "{line}");
                let here = line.starts_with('|').then(|| bars(line));
                if let (Some(before), Some(here)) = (columns, here) {
                    assert_eq!(before, here, "another number of columns: {line}");
                }
                columns = here;
            }
        }
    }
    assert!(diagram.is_none(), "a diagram does not end");
}

/// The bars of a line that are not escaped.
fn bars(line: &str) -> usize {
    let mut escaped = false;
    line.chars()
        .filter(|c| {
            let counts = *c == '|' && !escaped;
            escaped = *c == '\\' && !escaped;
            counts
        })
        .count()
}

fn check_diagram(lines: &[&str]) {
    assert_eq!(lines[0], "flowchart LR");
    let (mut ids, mut edges, mut open) = (BTreeSet::new(), Vec::new(), 0);
    for line in lines[1..].iter().map(|line| line.trim()) {
        assert_eq!(line.matches('"').count() % 2, 0, "an open quote: {line}");
        // Outside of the quotes stands only what this backend writes.
        let bare: String = line.split('"').step_by(2).collect();
        assert!(bare.chars().all(|c| c.is_ascii_alphanumeric() || " _[](/)-.>|,:#".contains(c)), "{line}");
        for label in line.split('"').skip(1).step_by(2) {
            assert!(!label.replace("<br/>", "").contains(['<', '>', '`', '|', '{', '[']), "{line}");
        }
        let words: Vec<&str> = bare.split_whitespace().collect();
        match words[0] {
            "subgraph" => {
                open += 1;
                assert!(ids.insert(words[1].split('[').next().unwrap().to_owned()), "{line}");
            }
            "end" => open -= 1,
            "classDef" => {}
            "class" => edges.extend(words[1].split(',').map(str::to_owned)),
            _ if bare.contains("-->") || bare.contains("-.->") => {
                edges.extend([words[0].to_owned(), words[words.len() - 1].to_owned()]);
            }
            _ => {
                let id = bare.split(['[', '(']).next().unwrap();
                let shape = &bare[id.len()..];
                assert!(["[]", "([])", "[//]"].contains(&shape), "{line}");
                assert!(ids.insert(id.to_owned()), "{id} twice");
            }
        }
        assert!(open >= 0);
    }
    assert_eq!(open, 0, "a subgraph does not end");
    for id in edges {
        assert!(ids.contains(&id), "no node {id}");
    }
}

#[test]
fn documents_of_the_examples() {
    for (name, files) in example_projects() {
        let text = alignment(&files);
        assert_eq!(text, alignment(&files), "{name} differs from one run to the next");
        insta::assert_snapshot!(format!("{name}_definition_alignment"), text);
    }
}

#[test]
fn the_split_over_files_changes_nothing() {
    for (name, files) in example_projects() {
        let reversed: Vec<(String, String)> = files.iter().rev().cloned().collect();
        let (one, other) = (alignment(&files), alignment(&reversed));
        let stages = |text: &str| {
            text.split("\n## ").filter(|s| s.contains("```mermaid")).map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(stages(&one), stages(&other), "{name}");
    }
}

#[test]
fn nothing_of_the_source_is_markup() {
    let hostile = r#"<script>alert(1)</script> | `x` **b** \"q\" #1 [ ] {end} --> \\ \n```\n# Injected"#;
    let text = project(&format!(
        r#"
        lifecycle "{hostile}" {{ company "{hostile}"  owner A  note "{hostile}" }}
        team A "{hostile}" {{ approver "{hostile}" }}
        team B "other {hostile}"
        object contact {{
          field  x number "{hostile}"
          field  t text
          field  b boolean "{hostile}"
          status s "{hostile}" {{ V "{hostile}" }}
          type   k "{hostile}" {{ V "{hostile}" }}
        }}
        domain lead "{hostile}" on contact {{
          note "{hostile}"
          golden stage end "{hostile}" {{
            means "{hostile}"
            owner A
            counts as MQL
            evidence "{hostile}"
            note "{hostile}"
            entry {{
              x > 1 "{hostile}"
              manual "{hostile}"
              t = "{hostile}"
              b
            }}
            exit {{
              to graph when t contains "{hostile}"
              drop to subgraph for "{hostile}" after 2 days
            }}
          }}
          stage graph "{hostile}" {{ owner B }}
          lost stage subgraph "{hostile}" {{ owner B  confirmed by A on 2026-03-02 }}
        }}
        domain company "{hostile}" on company rolls up most advanced lead {{ stage S "{hostile}" {{ from end, graph }} }}
        domain sales "{hostile}" on deal {{ pipeline end "{hostile}" {{ stage end "{hostile}" {{ owner A }} }} }}
        milestone m "{hostile}" on contact {{ means "{hostile}"  when x > 1 }}
        term z "{hostile}" {{ means "{hostile}" }}
        "#
    ));
    assert!(!text.contains("<script") && !text.contains("</script"), "{text}");
    assert!(text.lines().all(|line| !line.starts_with("# Injected") && line != "# Injected"), "{text}");
    insta::assert_snapshot!("hostile", text);
}

#[test]
fn an_empty_lifecycle_has_a_document() {
    insta::assert_snapshot!("empty", project("domain poc on deal { }\n"));
}

/// Each criterion as its own stage; the words stand in the sixth column of the table.
fn in_words(criteria: &[&str]) -> String {
    let stages: String =
        criteria.iter().enumerate().map(|(i, c)| format!("stage S{i} {{ entry {{ {c} }} }}\n")).collect();
    let text = project(&format!(
        r#"
        object contact {{
          field score   number  "ICP fit score"
          field share   percent "Share"
          field asked   boolean "Asked to talk to sales"
          field seen_on date    "Last seen on"
          field plan    picklist "Plan" {{ Free  Pro "Professional" }}
          field topics  multipicklist "Topics" {{ Price  Safety }}
          field region  text "Region"
          field other   number "Other score"
        }}
        domain lead on contact {{ {stages} }}
        domain sales on deal {{ pipeline NewBusiness "New Business" {{ stage SAO "Accepted" {{ }}  won stage Won {{ }} }} }}
        domain customer "Customer lifecycle" on ticket {{ stage Live {{ }} }}
        "#
    ));
    let section = text.split("\n## ").find(|section| section.starts_with("Lead")).unwrap();
    let rows = section.lines().filter(|line| line.contains("**S"));
    let words = rows.zip(criteria).map(|(row, c)| {
        let cells: Vec<&str> = row.split(" | ").collect();
        format!("{}\n  {}\n", c.replace('\n', "  "), cells[4].replace("<br>", "\n  "))
    });
    words.collect()
}

#[test]
fn conditions_in_words() {
    insta::assert_snapshot!(in_words(&[
        "score >= 60",
        "score > 60",
        "score < 60.5",
        "not score <= 60",
        "score = other",
        "share >= 15%",
        "asked",
        "not asked",
        "asked = false",
        "email is known",
        "not (email is known)",
        "phone is unknown",
        "plan is Pro",
        "plan is not Pro",
        "plan in (Free, Pro)",
        "not plan in (Free, Pro)",
        "not plan in (Free)",
        "not region in (\"EU\", \"UK\", \"US\")",
        "topics contains Price",
        "region contains \"EU\"",
        "not region contains \"EU\"",
        "region = \"EMEA\"",
        "seen_on within last 30 days",
        "seen_on older than 1 week",
        "not seen_on older than 90 days",
        "seen_on >= 2026-03-02",
        "seen_on < today",
        "score >= 60 and asked",
        "score >= 60 or asked or plan is Pro",
        "score >= 60 and (asked or plan is Pro)",
        "asked or score >= 60 and plan is Pro",
        "asked or score >= 60 and plan is Pro and email is known",
        "asked and (score > 1 or plan is Pro and (email is known or phone is known))",
        "not (score >= 60 or asked)",
        "not (score >= 60 and asked)",
        "has deal",
        "not has deal",
        "has deal in NewBusiness",
        "has deal at NewBusiness.Won",
        "has deal at or beyond NewBusiness.SAO where amount > 5000 and owner is known",
        "has ticket in customer",
        "has ticket at customer.Live",
        "deal is before NewBusiness.Won",
        "not deal is at or beyond NewBusiness.SAO",
        "company.name is known",
    ]));
}

#[test]
fn criteria_in_words() {
    insta::assert_snapshot!(in_words(&[
        "score >= 60 \"Fits the ICP.\"",
        "manual \"The buyer named a champion.\"",
        "any of {\n score >= 60 \"Fits\"\n asked\n }",
        "all of {\n score >= 60\n asked\n }",
        "2 of {\n score >= 60\n asked\n plan is Pro\n }",
        "any of {\n score >= 60\n all of {\n asked\n plan is Pro\n }\n }",
        "score >= 60\n asked",
    ]));
}
