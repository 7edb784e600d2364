//! The texts are valid, as long as promised, and always the same.

use super::{lifecycle, project, small, varied};
use crate::project::analyse;

/// Counts the stages of a project in which nothing may be wrong, neither as text nor in its names and types.
fn stages_of(files: &[(String, String)]) -> usize {
    let analysed = analyse(files);
    let messages: Vec<&str> = analysed.findings.iter().map(|finding| finding.message.as_str()).take(20).collect();
    assert!(messages.is_empty(), "{messages:#?}");
    analysed.analysis.model.stages.len()
}

fn stage_count(text: &str) -> usize {
    stages_of(&[("generated.lifecycle".to_owned(), text.to_owned())])
}

#[test]
fn large_texts_are_valid_and_as_long_as_promised() {
    for (stages, seed) in [(168, 1), (168, 2), (500, 3), (1_680, 4)] {
        let text = lifecycle(stages, seed);
        let wanted = stages * 590;
        assert!(text.len().abs_diff(wanted) * 100 < wanted * 15, "{} bytes for {stages} stages", text.len());
        let counted = stage_count(&text);
        assert!(counted.abs_diff(stages) * 100 < stages * 10, "{counted} stages, not {stages}");
    }
}

#[test]
fn ten_megabytes_are_ten_megabytes() {
    let length = lifecycle(16_800, 1).len();
    assert!((8_500_000..11_500_000).contains(&length), "{length} bytes");
}

#[test]
fn small_texts_are_valid_and_small() {
    for seed in 0..150 {
        let count = stage_count(&small(seed));
        assert!((3..=40).contains(&count), "{count} stages with seed {seed}");
    }
}

#[test]
fn small_texts_differ_in_what_they_use() {
    let texts: Vec<String> = (0..200).map(small).collect();
    for construct in [
        "auto {",
        "any of {",
        "2 of {",
        "manual \"",
        "recycle to",
        "drop to",
        "hold stage",
        "retired stage",
        "closed stage",
        "per product",
        "rolls up",
        "restart ",
        "milestone ",
        "faq ",
        "maintain ",
        "scenario ",
        "measure ",
        "is before",
        " where ",
        "within last",
        "older than",
        " in (",
        "not (",
        "contains",
        "is not",
        "stays in",
        "becomes",
        " before ",
        "was Old",
        "allow ",
        "note ",
        "assumed",
        "movement  free",
        "//",
    ] {
        let using = texts.iter().filter(|text| text.contains(construct)).count();
        assert!((1..200).contains(&using), "{using} of 200 texts use `{construct}`");
    }
}

#[test]
fn a_project_holds_the_same_declarations_as_one_text() {
    let files = project(168, 7, 5);
    assert_eq!(files.len(), 7);
    let joined: Vec<&str> = files.iter().map(|(_, text)| text.trim_end()).filter(|text| !text.is_empty()).collect();
    assert_eq!(joined.join("\n\n") + "\n", lifecycle(168, 5));
    assert!(stages_of(&files) > 150);
    assert!(files.windows(2).all(|pair| pair[0].0 < pair[1].0));
}

#[test]
fn the_same_seed_gives_the_same_text() {
    assert_eq!(lifecycle(168, 9), lifecycle(168, 9));
    assert_ne!(lifecycle(168, 9), lifecycle(168, 10));
    assert_eq!(small(9), small(9));
}

#[test]
fn the_smallest_text_is_about_a_kilobyte_and_resolves() {
    for seed in 0..20 {
        let text = super::tiny(seed);
        assert!((600..2_000).contains(&text.len()), "{} bytes:\n{text}", text.len());
        let found = crate::project::analyse(&[("tiny.lifecycle".to_owned(), text)]);
        assert!(found.findings.is_empty(), "{:#?}", found.findings);
    }
}

#[test]
fn varied_lifecycles_have_no_errors() {
    let mut all = std::collections::BTreeMap::<String, Vec<u64>>::new();
    for seed in 0..400 {
        let found = crate::project::analyse(&[("varied.lifecycle".to_owned(), varied(seed))]);
        for finding in found.findings.iter().filter(|finding| finding.severity == lifecycle_base::Severity::Error) {
            all.entry(format!("{}: {}", finding.rule.name, finding.message)).or_default().push(seed);
        }
    }
    assert!(all.is_empty(), "{all:#?}");
}

#[test]
fn varied_lifecycles_use_the_whole_language() {
    let all: String = (0..200).map(varied).collect();
    for construct in [
        "forward_only",
        "movement free",
        "skip allowed",
        "skip filled",
        "skip forbidden",
        "queue ",
        "per product",
        "pipeline ",
        "most advanced",
        "least advanced",
        "golden stage",
        "won stage",
        "lost stage",
        "closed stage",
        "hold stage",
        "retired stage",
        "untracked",
        "entry {",
        "entry auto {",
        "any of {",
        "all of {",
        "2 of {",
        "manual ",
        "recycle to",
        "drop to",
        " after ",
        "probability ",
        "forecast ",
        "sla ",
        "stale after",
        "evidence ",
        "note ",
        "assumed",
        "confirmed by",
        "milestone ",
        "is created in",
        "is created\n",
        " enters ",
        " leaves ",
        " changes\n",
        " becomes ",
        " stays in ",
        " days before ",
        " days after ",
        "move ",
        "restart ",
        "create ",
        "set ",
        "= null",
        "= today",
        "= now",
        "notify ",
        "task ",
        "within last",
        "older than",
        "is known",
        "is unknown",
        "is not ",
        " in (",
        "contains",
        "has ",
        " where ",
        "at or beyond",
        "is before",
        "is beyond",
        "not (",
        "people contact",
        "people lead",
        "people both",
        "api_version 60.0",
        "tier professional",
        "as salesforce",
        "status ",
        "type ",
        "measure {",
        "R&D <x>",
        "🔥",
        "multipicklist",
        "percent",
        "currency",
        "datetime",
        "user",
    ] {
        assert!(all.contains(construct), "no text has {construct}");
    }
}
