//! The lifecycles under test: every example, every lifecycle from the field that compiles, and generated ones.

use lifecycle_base::Severity;
use lifecycle_driver::{Analysed, ArtifactSet, OsFs, analyse, compile, discover, lone_text};
use lifecycle_tests::generate::varied;
use lifecycle_tests::project::root;
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

/// All lifecycles, compiled for a target.
pub fn emitted(target: &str) -> Vec<Emitted> {
    let mut all = written(target);
    all.extend((0..GENERATED).map(|seed| {
        let name = format!("generated-{seed:03}");
        let found = of_text(&name, varied(seed));
        let files = files(&found, target).unwrap_or_else(|| panic!("seed {seed} has errors:\n{}", errors(&found)));
        Emitted { name, files }
    }));
    all
}

/// The lifecycles that people wrote. Those with errors have nothing to emit.
fn written(target: &str) -> Vec<Emitted> {
    let examples = discover(&OsFs, &[root().join("examples")]).expect("the examples are there");
    let mut all: Vec<Emitted> = Vec::new();
    for project in examples {
        let name = project.root.strip_prefix(root()).unwrap_or(&project.root);
        let name = match project.files.as_slice() {
            [file] => stem(file),
            _ => name.to_string_lossy().replace('/', "-"),
        };
        let found = analyse(&OsFs, &project, &Default::default());
        all.push(Emitted {
            name: name.clone(),
            files: files(&found, target).unwrap_or_else(|| panic!("{name} has errors")),
        });
    }
    let mut wild: Vec<PathBuf> = std::fs::read_dir(root().join("tests/suite/wild"))
        .expect("a readable folder")
        .map(|entry| entry.expect("a readable entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "lifecycle"))
        .collect();
    wild.sort();
    for path in wild {
        let found = of_text(&stem(&path), std::fs::read_to_string(&path).expect("a readable file"));
        all.extend(files(&found, target).map(|files| Emitted { name: format!("wild-{}", stem(&path)), files }));
    }
    all
}

/// What keeps a lifecycle from being compiled.
fn errors(found: &Analysed) -> String {
    let errors = found.findings.iter().filter(|finding| finding.severity == Severity::Error);
    errors.map(|finding| format!("{}: {}\n", finding.rule.name, finding.message)).collect()
}

fn stem(path: &Path) -> String {
    path.file_stem().expect("a file").to_string_lossy().into_owned()
}

fn of_text(name: &str, text: String) -> Analysed {
    analyse(&OsFs, &lone_text(&format!("{name}.lifecycle"), text), &Default::default())
}

fn files(found: &Analysed, target: &str) -> Option<ArtifactSet> {
    compile(found.checked()?, &[target]).map_err(|error| panic!("{error}")).ok()
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
                // The target's own folder, which is the same for all, is left out.
                let path = folder.join(path.split_once('/').expect("below the target").1);
                std::fs::create_dir_all(path.parent().expect("in a folder")).expect("a writable folder");
                std::fs::write(path, &artifact.bytes).expect("a writable file");
            }
            folder
        })
        .collect()
}
