//! The house rules that a compiler cannot check: layers, folders, file sizes, pages.

use lifecycle_tests::project::root;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Who may depend on whom, directly. A layer does not know the layers above it.
const LAYERS: &[(&str, &[&str])] = &[
    ("lifecycle-base", &[]),
    ("lifecycle-syntax", &["base"]),
    ("lifecycle-fmt", &["base", "syntax"]),
    ("lifecycle-model", &["base", "syntax"]),
    ("lifecycle-targets", &[]),
    ("lifecycle-words", &["model"]),
    ("lifecycle-interpreter", &["base", "model", "words"]),
    ("lifecycle-simulate", &["base", "model", "interpreter"]),
    ("lifecycle-rules", &["base", "syntax", "model", "interpreter", "targets"]),
    ("lifecycle-emit", &["base", "model", "words", "targets"]),
    ("lifecycle-driver", &["base", "syntax", "model", "interpreter", "simulate", "rules", "emit", "fmt"]),
    ("lifecycle-render", &["base"]),
    ("lifecycle-portal", &["targets"]),
    ("lifecycle-cli", &["base", "driver", "render", "portal"]),
    ("lifecycle", &["cli"]),
];

fn metadata() -> serde_json::Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    serde_json::from_slice(&output.stdout).expect("cargo metadata prints JSON")
}

#[test]
fn layers_depend_downwards_only() {
    let metadata = metadata();
    let allowed: BTreeMap<&str, BTreeSet<String>> =
        LAYERS.iter().map(|(name, below)| (*name, below.iter().map(|b| format!("lifecycle-{b}")).collect())).collect();
    let mut seen = BTreeSet::new();
    for package in metadata["packages"].as_array().unwrap() {
        let name = package["name"].as_str().unwrap();
        if name == "lifecycle-tests" {
            continue;
        }
        let allowed = allowed.get(name).unwrap_or_else(|| {
            panic!("add a row for {name} to LAYERS in tests/suite/tidy.rs: which crates may it know?")
        });
        seen.insert(name.to_owned());
        for dependency in package["dependencies"].as_array().unwrap() {
            let on = dependency["name"].as_str().unwrap();
            let dev = dependency["kind"].as_str() == Some("dev");
            assert!(
                dev || !on.starts_with("lifecycle-") || allowed.contains(on),
                "{name} may not know {on} (LAYERS in tests/suite/tidy.rs)"
            );
        }
    }
    assert_eq!(seen.len(), LAYERS.len(), "LAYERS names a crate that does not exist");
}

#[test]
fn folders_are_named_like_their_crates() {
    for package in metadata()["packages"].as_array().unwrap() {
        let manifest = PathBuf::from(package["manifest_path"].as_str().unwrap());
        let folder = manifest.parent().unwrap().file_name().unwrap().to_string_lossy().into_owned();
        let name = package["name"].as_str().unwrap();
        let elsewhere = ["lifecycle", "lifecycle-tests"].contains(&name);
        assert!(folder == name || elsewhere, "{name} lies in {folder}");
    }
}

#[test]
fn the_root_holds_what_it_should() {
    let known = [
        "Cargo.toml",
        "Cargo.lock",
        "crates",
        "ci",
        "grammar",
        "examples",
        "editors",
        "tests",
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "LICENSE",
        "action.yml",
        "target",
        "build",
    ];
    for entry in std::fs::read_dir(root()).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        assert!(name.starts_with('.') || known.contains(&name.as_str()), "{name} does not belong in the root");
    }
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !["target", "node_modules"].iter().any(|other| path.ends_with(other)) {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

fn all_sources() -> Vec<PathBuf> {
    let mut found = Vec::new();
    sources(&root().join("crates"), &mut found);
    sources(&root().join("tests"), &mut found);
    found.sort();
    found
}

#[test]
fn files_stay_small_enough_to_hold_in_the_head() {
    let long: Vec<String> = all_sources()
        .iter()
        .map(|path| (path, std::fs::read_to_string(path).unwrap().lines().count()))
        .filter(|(_, lines)| *lines > 400)
        .map(|(path, lines)| format!("{} has {lines} lines", path.display()))
        .collect();
    assert!(long.is_empty(), "split these: {long:#?}");
}

#[test]
fn modules_say_what_they_are_for() {
    for path in all_sources() {
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("//!"), "{} does not begin with a `//!` line", path.display());
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(!["utils", "util", "helpers", "common", "misc"].contains(&name.as_str()), "{}", path.display());
    }
}
