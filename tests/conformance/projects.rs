//! The lifecycles under test: every example, every lifecycle from the field that compiles, and generated ones.

use lifecycle_base::Severity;
use lifecycle_emit::{ArtifactSet, backend};
use lifecycle_model::Checked;
use lifecycle_tests::generate::varied;
use lifecycle_tests::project::{analyse, example_projects, root};
use std::path::{Path, PathBuf};

/// So many generated lifecycles.
const GENERATED: u64 = 200;

/// A lifecycle under test: what to call it, and its files.
pub enum Source {
    /// An example, which must compile.
    Example(String, Vec<(String, String)>),
    /// One as found in the field, which may have errors.
    Wild(String, Vec<(String, String)>),
    /// A generated one, which must compile.
    Generated(String, Vec<(String, String)>),
}

/// What a lifecycle becomes for one target.
pub struct Emitted {
    /// What to call it.
    pub name: String,
    /// Its files.
    pub files: ArtifactSet,
}

impl Source {
    /// What to call it.
    pub fn name(&self) -> &str {
        let (Source::Example(name, _) | Source::Wild(name, _) | Source::Generated(name, _)) = self;
        name
    }

    /// Does something with the model, unless it has errors; says what they are. The checks of the compiler do not run: only errors keep
    /// a lifecycle from being compiled.
    pub fn checked<T>(&self, act: impl FnOnce(Checked<'_>) -> T) -> Result<T, String> {
        let (Source::Example(_, files) | Source::Wild(_, files) | Source::Generated(_, files)) = self;
        let found = analyse(files);
        if let Some(checked) = Checked::new(&found.analysis.model, &found.findings) {
            return Ok(act(checked));
        }
        let errors = found.findings.iter().filter(|finding| finding.severity == Severity::Error);
        let errors = errors.map(|finding| format!("{}: {}\n", finding.rule.name, finding.message)).collect();
        match self {
            Source::Wild(..) => Err(errors),
            _ => panic!("{} has errors:\n{errors}", self.name()),
        }
    }

    /// Its files for a target, or its errors.
    pub fn emit(&self, target: &str) -> Result<Emitted, String> {
        let mut files = ArtifactSet::default();
        let backend = backend(target).expect("a target");
        let conflict = self.checked(|model| backend.emit(model, &mut files).err())?;
        assert!(conflict.is_none(), "{}: {conflict:?}", self.name());
        Ok(Emitted { name: self.name().to_owned(), files })
    }
}

/// All lifecycles under test.
pub fn all() -> impl Iterator<Item = Source> {
    let examples = example_projects().into_iter().map(|(name, files)| Source::Example(name, files));
    let wild = wild().into_iter().map(|path| {
        let name = format!("wild-{}", path.file_stem().expect("a file").to_string_lossy());
        let text = std::fs::read_to_string(path).expect("a readable file");
        Source::Wild(name.clone(), vec![(format!("{name}.lifecycle"), text)])
    });
    let generated = (0..GENERATED).map(|seed| {
        let name = format!("generated-{seed:03}");
        Source::Generated(name.clone(), vec![(format!("{name}.lifecycle"), varied(seed))])
    });
    examples.chain(wild).chain(generated)
}

fn wild() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root().join("tests/suite/wild")).expect("a readable folder");
    let paths = entries.map(|entry| entry.expect("a readable entry").path());
    let mut wild: Vec<_> = paths.filter(|path| path.extension().is_some_and(|is| is == "lifecycle")).collect();
    wild.sort();
    wild
}

/// A folder of the build for the projects of one test.
pub fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("conformance").join(name)
}

/// Writes them below such a folder, one folder each, in place of what was there, and returns these folders.
pub fn write(all: &[Emitted], name: &str) -> Vec<PathBuf> {
    let below = folder(name);
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
