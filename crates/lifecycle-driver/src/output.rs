//! The output folder: written as a whole or not at all, and cleared of nothing but our own files.
//!
//! A manifest in the folder remembers what was written and with which content. A file that is not in it belongs to someone else and is
//! never overwritten or removed; one whose content has changed since is not removed either.

use crate::replace::{CannotWrite, Staged};
use lifecycle_emit::ArtifactSet;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::{fmt, fs, io};

/// The manifest's name in the output folder.
const MANIFEST: &str = ".lifecycle-manifest.json";

/// What was written, by path, with the SHA-256 of the content.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Manifest {
    version: u32,
    files: BTreeMap<String, String>,
}

/// How one file of the folder differs from what would be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is missing.
    Added,
    /// Its content differs: this is what is there.
    Changed(Vec<u8>),
    /// It is ours and no longer produced: this is what is there.
    Removed(Vec<u8>),
}

/// The files that differ, by path.
pub type Drift = BTreeMap<String, Change>;

/// What a write has done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// New files.
    pub added: usize,
    /// Files with new content.
    pub changed: usize,
    /// Files that already were as they should be.
    pub unchanged: usize,
    /// Files that are no longer produced, and gone.
    pub removed: Vec<String>,
    /// Files that are no longer produced, but were edited since, and stay.
    pub kept: Vec<String>,
}

/// Why the folder was left as it was.
#[derive(Debug)]
pub enum OutputError {
    /// A file that someone else wrote stands where one of ours should go.
    Foreign(PathBuf),
    /// An artifact's path leads out of the folder.
    Outside(String),
    /// The manifest cannot be understood.
    Manifest(PathBuf, String),
    /// Reading or writing failed.
    Io(PathBuf, io::Error),
}

impl fmt::Display for OutputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OutputError::Foreign(path) => write!(
                f,
                "`{}` exists and was not written by lifecycle; move it away, or choose another folder with --out",
                path.display()
            ),
            OutputError::Outside(path) => write!(f, "the artifact path `{path}` leads out of the output folder"),
            OutputError::Manifest(path, error) => write!(
                f,
                "`{}` cannot be understood: {error}; remove it and the files of an earlier run, and compile again",
                path.display()
            ),
            OutputError::Io(path, error) => write!(f, "cannot write `{}`: {error}", path.display()),
        }
    }
}

impl std::error::Error for OutputError {}

impl From<CannotWrite> for OutputError {
    fn from(failed: CannotWrite) -> Self {
        OutputError::Io(failed.path, failed.error)
    }
}

/// How the folder differs from the artifacts. Files of others do not count unless they stand in the way.
///
/// # Errors
/// When the folder cannot be read.
pub fn compare(folder: &Path, artifacts: &ArtifactSet) -> Result<Drift, OutputError> {
    let ours = read_manifest(folder)?;
    let mut drift = Drift::new();
    for (path, artifact) in artifacts.iter() {
        match read_optional(&inside(folder, path)?)? {
            None => drift.insert(path.to_owned(), Change::Added),
            Some(there) if there != artifact.bytes => drift.insert(path.to_owned(), Change::Changed(there)),
            Some(_) => None,
        };
    }
    for path in ours.files.keys().filter(|path| artifacts.get(path).is_none()) {
        if let Some(there) = read_optional(&inside(folder, path)?)? {
            drift.insert(path.clone(), Change::Removed(there));
        }
    }
    Ok(drift)
}

/// Writes the artifacts. New contents are written beside the old ones first, so that a full disk changes nothing.
///
/// # Errors
/// When a foreign file is in the way or the folder cannot be written. The folder is as before then.
pub fn write(folder: &Path, artifacts: &ArtifactSet) -> Result<Written, OutputError> {
    let ours = read_manifest(folder)?;
    let drift = compare(folder, artifacts)?;
    for (path, change) in &drift {
        if matches!(change, Change::Changed(_)) && !ours.files.contains_key(path) {
            return Err(OutputError::Foreign(folder.join(path)));
        }
    }
    let fresh = stage(folder, artifacts, &drift)?;
    let next = Manifest {
        version: 1,
        files: artifacts.iter().map(|(path, artifact)| (path.to_owned(), digest(&artifact.bytes))).collect(),
    };
    // While files change places the manifest claims both old and new ones: an interrupted run leaves nothing unaccounted for.
    let mut both: BTreeMap<String, String> = ours.files.clone();
    both.extend(next.files.clone());
    write_manifest(folder, &Manifest { version: 1, files: both })?;
    let mut written = Written { unchanged: artifacts.len() - fresh.len(), ..Written::default() };
    fresh.commit()?;
    for (path, change) in drift {
        match change {
            Change::Added => written.added += 1,
            Change::Changed(_) => written.changed += 1,
            Change::Removed(there) if ours.files.get(&path) == Some(&digest(&there)) => {
                remove(folder, &path)?;
                written.removed.push(path);
            }
            Change::Removed(_) => written.kept.push(path),
        }
    }
    write_manifest(folder, &next)?;
    Ok(written)
}

/// Writes every file that differs beside its place.
fn stage(folder: &Path, artifacts: &ArtifactSet, drift: &Drift) -> Result<Staged, OutputError> {
    let mut staged = Staged::default();
    for (path, artifact) in artifacts.iter().filter(|(path, _)| drift.contains_key(*path)) {
        staged.add(inside(folder, path)?, &artifact.bytes)?;
    }
    Ok(staged)
}

/// Removes a file of ours and the folders it leaves empty.
fn remove(folder: &Path, path: &str) -> Result<(), OutputError> {
    let place = inside(folder, path)?;
    fs::remove_file(&place).map_err(|error| OutputError::Io(place.clone(), error))?;
    let mut above = place.parent();
    while let Some(parent) = above.filter(|parent| *parent != folder) {
        if fs::remove_dir(parent).is_err() {
            break;
        }
        above = parent.parent();
    }
    Ok(())
}

/// The place of an artifact in the folder.
fn inside(folder: &Path, path: &str) -> Result<PathBuf, OutputError> {
    let plain = !path.is_empty() && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    if plain { Ok(folder.join(path)) } else { Err(OutputError::Outside(path.to_owned())) }
}

fn read_optional(path: &Path) -> Result<Option<Vec<u8>>, OutputError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(OutputError::Io(path.to_owned(), error)),
    }
}

fn read_manifest(folder: &Path) -> Result<Manifest, OutputError> {
    let path = folder.join(MANIFEST);
    let Some(bytes) = read_optional(&path)? else { return Ok(Manifest::default()) };
    let manifest: Manifest =
        serde_json::from_slice(&bytes).map_err(|error| OutputError::Manifest(path.clone(), error.to_string()))?;
    if manifest.version != 1 {
        return Err(OutputError::Manifest(path, format!("its version is {}, not 1", manifest.version)));
    }
    Ok(manifest)
}

fn write_manifest(folder: &Path, manifest: &Manifest) -> Result<(), OutputError> {
    let path = folder.join(MANIFEST);
    let text = serde_json::to_string_pretty(manifest)
        .map_err(|error| OutputError::Manifest(path.clone(), error.to_string()))?;
    let mut staged = Staged::default();
    staged.add(path, (text + "\n").as_bytes())?;
    Ok(staged.commit()?)
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::replace::PARTIAL;

    fn set(files: &[(&str, &str)]) -> ArtifactSet {
        let mut set = ArtifactSet::default();
        for (path, text) in files {
            set.add(*path, *text, None).unwrap();
        }
        set
    }

    #[test]
    fn writes_and_removes_its_own_files_only() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("build");
        let first = write(&out, &set(&[("a/one.txt", "1"), ("two.txt", "2")])).unwrap();
        assert_eq!((first.added, first.changed), (2, 0));
        fs::write(out.join("mine.txt"), "keep").unwrap();
        let second = write(&out, &set(&[("two.txt", "2!")])).unwrap();
        assert_eq!((second.changed, second.removed), (1, vec!["a/one.txt".to_owned()]));
        assert!(!out.join("a").exists());
        assert_eq!(fs::read_to_string(out.join("mine.txt")).unwrap(), "keep");
        assert!(compare(&out, &set(&[("two.txt", "2!")])).unwrap().is_empty());
    }

    #[test]
    fn refuses_to_overwrite_what_it_did_not_write() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("two.txt"), "theirs").unwrap();
        let error = write(folder.path(), &set(&[("one.txt", "1"), ("two.txt", "2")])).unwrap_err();
        assert!(matches!(error, OutputError::Foreign(_)));
        assert!(!folder.path().join("one.txt").exists());
        assert_eq!(fs::read_to_string(folder.path().join("two.txt")).unwrap(), "theirs");
    }

    #[test]
    fn keeps_an_edited_file_that_is_no_longer_produced() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), &set(&[("one.txt", "1")])).unwrap();
        fs::write(folder.path().join("one.txt"), "edited").unwrap();
        let written = write(folder.path(), &set(&[("two.txt", "2")])).unwrap();
        assert_eq!(written.kept, ["one.txt"]);
        assert!(folder.path().join("one.txt").exists());
    }

    #[test]
    fn a_path_never_leads_out_of_the_folder() {
        for path in ["../x", "/x", "a/../../x", ""] {
            assert!(matches!(inside(Path::new("out"), path), Err(OutputError::Outside(_))), "{path}");
        }
    }

    #[test]
    fn a_failed_write_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), &set(&[("a.txt", "old")])).unwrap();
        // `b` is a file, so `b/c.txt` cannot be written.
        fs::write(folder.path().join("b"), "a file").unwrap();
        assert!(write(folder.path(), &set(&[("a.txt", "new"), ("b/c.txt", "x")])).is_err());
        assert_eq!(fs::read_to_string(folder.path().join("a.txt")).unwrap(), "old");
        let names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert!(names.iter().all(|name| !name.to_string_lossy().ends_with(PARTIAL)), "{names:?}");
    }
}
