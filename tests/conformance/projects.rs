//! The lifecycles under test: every example, every lifecycle from the field that compiles, and generated ones.

use lifecycle_base::Severity;
use lifecycle_emit::{ArtifactSet, backend};
use lifecycle_model::Checked;
use lifecycle_tests::generate::varied;
use lifecycle_tests::project::{analyse, example_projects, root};
use std::path::{Path, PathBuf};

/// So many generated lifecycles.
const GENERATED: u64 = 200;

/// What a lifecycle becomes for one target.
pub struct Emitted {
    /// What to call it.
    pub name: String,
    /// Its files.
    pub files: ArtifactSet,
}

/// All lifecycles, compiled for a target. The checks of the compiler do not run: only errors keep a lifecycle from being compiled.
pub fn emitted(target: &str) -> Vec<Emitted> {
    let mut all = Vec::new();
    let mut add = |name: &str, files: &[(String, String)], must: bool| match emit(files, target) {
        Ok(files) => all.push(Emitted { name: name.to_owned(), files }),
        Err(errors) => assert!(!must, "{name} has errors:\n{errors}"),
    };
    for (name, files) in example_projects() {
        add(&name, &files, true);
    }
    for path in wild() {
        let name = format!("wild-{}", path.file_stem().expect("a file").to_string_lossy());
        let text = std::fs::read_to_string(path).expect("a readable file");
        add(&name, &[(format!("{name}.lifecycle"), text)], false);
    }
    for seed in 0..GENERATED {
        let name = format!("generated-{seed:03}");
        add(&name, &[(format!("{name}.lifecycle"), varied(seed))], true);
    }
    all
}

fn wild() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root().join("tests/suite/wild")).expect("a readable folder");
    let paths = entries.map(|entry| entry.expect("a readable entry").path());
    let mut wild: Vec<_> = paths.filter(|path| path.extension().is_some_and(|is| is == "lifecycle")).collect();
    wild.sort();
    wild
}

/// The files for a target, or what keeps the lifecycle from being compiled.
fn emit(files: &[(String, String)], target: &str) -> Result<ArtifactSet, String> {
    let found = analyse(files);
    let Some(checked) = Checked::new(&found.analysis.model, &found.findings) else {
        let errors = found.findings.iter().filter(|finding| finding.severity == Severity::Error);
        return Err(errors.map(|finding| format!("{}: {}\n", finding.rule.name, finding.message)).collect());
    };
    let mut set = ArtifactSet::default();
    backend(target).expect("a target").emit(checked, &mut set).map_err(|conflict| format!("{conflict:?}"))?;
    Ok(set)
}

/// Writes them below a folder of the build, one folder each, in place of what was there, and returns these folders.
pub fn write(all: &[Emitted], target: &str) -> Vec<PathBuf> {
    let below = Path::new(env!("CARGO_TARGET_TMPDIR")).join("conformance").join(target);
    if below.exists() {
        std::fs::remove_dir_all(&below).expect("it is ours");
    }
    all.iter()
        .map(|emitted| {
            let folder = below.join(&emitted.name);
            for (path, artifact) in emitted.files.iter() {
                let path = folder.join(path);
                std::fs::create_dir_all(path.parent().expect("in a folder")).expect("a writable folder");
                std::fs::write(path, &artifact.bytes).expect("a writable file");
            }
            folder
        })
        .collect()
}
