//! What a backend produces.

use lifecycle_base::Location;
use std::collections::BTreeMap;
use std::fmt;

/// One file to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Artifact {
    /// The whole content.
    pub bytes: Vec<u8>,
    /// The declaration it comes from, where there is one.
    pub origin: Option<Location>,
}

/// Two artifacts with the same path, or with paths that only differ in case, which some file systems cannot tell apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathConflict {
    /// The path.
    pub path: String,
    /// The declarations that both produce it.
    pub origins: [Option<Location>; 2],
}

impl fmt::Display for PathConflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "two parts of the lifecycle produce the file `{}`", self.path)
    }
}

impl std::error::Error for PathConflict {}

/// Files by path, relative, with `/`, sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArtifactSet {
    files: BTreeMap<String, Artifact>,
    folded: BTreeMap<String, String>,
}

impl ArtifactSet {
    /// Adds a file. Paths are relative, with `/`, without `.` and `..`.
    ///
    /// # Errors
    /// When the path is taken.
    pub fn add(
        &mut self,
        path: impl Into<String>,
        bytes: impl Into<Vec<u8>>,
        origin: Option<Location>,
    ) -> Result<(), PathConflict> {
        let path = path.into();
        if let Some(taken) = self.folded.insert(path.to_lowercase(), path.clone()) {
            let first = self.files.get(&taken).and_then(|artifact| artifact.origin);
            return Err(PathConflict { path, origins: [first, origin] });
        }
        self.files.insert(path, Artifact { bytes: bytes.into(), origin });
        Ok(())
    }

    /// Takes in all files of another set, below `folder`.
    ///
    /// # Errors
    /// When a path is taken.
    pub fn add_below(&mut self, folder: &str, other: ArtifactSet) -> Result<(), PathConflict> {
        other
            .files
            .into_iter()
            .try_for_each(|(path, artifact)| self.add(format!("{folder}/{path}"), artifact.bytes, artifact.origin))
    }

    /// The files in order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Artifact)> {
        self.files.iter().map(|(path, artifact)| (path.as_str(), artifact))
    }

    /// The file with this path.
    pub fn get(&self, path: &str) -> Option<&Artifact> {
        self.files.get(path)
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}
