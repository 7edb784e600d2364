//! Where things lie in the repository.

use lifecycle_base::{Diagnostic, SourceDb};
use lifecycle_model::{Analysis, File, resolve};
use std::path::PathBuf;
use std::sync::Arc;

/// The root of the repository.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ lies in the repository").to_owned()
}

/// Every `.lifecycle` file below `examples/`, sorted, with its path from the root and its text.
pub fn examples() -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join("examples")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a readable folder") {
            let path = entry.expect("a readable entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "lifecycle") {
                let name = path.strip_prefix(root()).expect("below the root").to_string_lossy().replace('\\', "/");
                found.push((name, std::fs::read_to_string(&path).expect("a readable file")));
            }
        }
    }
    found.sort();
    found
}

/// A project analysed in memory: its sources, its model, and all syntax and model findings in order.
pub struct Analysed {
    /// The texts.
    pub db: SourceDb,
    /// The model; its own findings have moved to `findings`.
    pub analysis: Analysis,
    /// Syntax and model findings by place.
    pub findings: Vec<Diagnostic>,
}

/// Parses and resolves texts, given with their paths, without the driver.
pub fn analyse(files: &[(String, String)]) -> Analysed {
    let mut db = SourceDb::default();
    let mut findings = Vec::new();
    let mut parsed = Vec::new();
    for (path, text) in files {
        let id = db.add(path.clone(), text.as_str()).expect("a text below 4 GiB");
        let mut pieces = Vec::new();
        for (piece, content) in lifecycle_syntax::parse(text) {
            findings.extend(content.errors.iter().map(|error| error.to_diagnostic(id, piece.start)));
            pieces.push((piece.start, Arc::new(content)));
        }
        parsed.push(File { id, pieces });
    }
    let mut analysis = resolve(&parsed);
    findings.append(&mut analysis.diagnostics);
    findings.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
    Analysed { db, analysis, findings }
}

/// The examples by project: the folder `examples/standard`, and each lone file.
pub fn example_projects() -> Vec<(String, Vec<(String, String)>)> {
    let mut projects: Vec<(String, Vec<(String, String)>)> = Vec::new();
    for (path, text) in examples() {
        let rest = path.strip_prefix("examples/").expect("below examples");
        let name = rest.split_once('/').map_or(rest.trim_end_matches(".lifecycle"), |(folder, _)| folder).to_owned();
        match projects.iter_mut().find(|(known, _)| *known == name) {
            Some((_, files)) => files.push((path, text)),
            None => projects.push((name, vec![(path, text)])),
        }
    }
    projects
}
