//! Files that change together: all new contents are written beside the old ones before the first takes its place, so that a full disk or
//! a file that may not be written leaves everything as it was.

use std::path::{Path, PathBuf};
use std::{fmt, fs, io};

/// The ending of files under way.
pub(crate) const PARTIAL: &str = ".lifecycle-partial";

/// A file that cannot be written. Nothing has changed.
#[derive(Debug)]
pub struct CannotWrite {
    /// The file.
    pub path: PathBuf,
    /// Why.
    pub error: io::Error,
}

impl fmt::Display for CannotWrite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot write `{}`: {}", self.path.display(), self.error)
    }
}

impl std::error::Error for CannotWrite {}

/// New contents beside the files they will replace. What is not moved into place is removed again.
#[derive(Debug, Default)]
pub(crate) struct Staged {
    /// What lies beside, and its place.
    files: Vec<(PathBuf, PathBuf)>,
}

impl Staged {
    /// Writes the content beside its place.
    pub(crate) fn add(&mut self, place: PathBuf, content: &[u8]) -> Result<&Path, CannotWrite> {
        let mut partial = place.clone().into_os_string();
        partial.push(PARTIAL);
        let partial = PathBuf::from(partial);
        let written = place.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&partial, content));
        self.files.push((partial, place.clone()));
        match (written, self.files.last()) {
            (Ok(()), Some((partial, _))) => Ok(partial),
            (Ok(()), None) => Err(CannotWrite { path: place, error: io::ErrorKind::NotFound.into() }),
            (Err(error), _) => Err(CannotWrite { path: place, error }),
        }
    }

    /// How many files there are.
    pub(crate) fn len(&self) -> usize {
        self.files.len()
    }

    /// Moves every content into its place.
    pub(crate) fn commit(mut self) -> Result<(), CannotWrite> {
        self.move_all().map_err(|(_, failed)| failed)
    }

    /// Moves contents into their places, as far as it goes: how many are there, and what stopped it.
    fn move_all(&mut self) -> Result<(), (usize, CannotWrite)> {
        for (done, (partial, place)) in self.files.iter().enumerate() {
            fs::rename(partial, place).map_err(|error| (done, CannotWrite { path: place.clone(), error }))?;
        }
        self.files.clear();
        Ok(())
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        for (partial, _) in &self.files {
            // Best effort: the failure itself is what is reported. Those in place are not there any more.
            let _ = fs::remove_file(partial);
        }
    }
}

/// A file and what it is to hold.
#[derive(Clone, Copy, Debug)]
pub struct Replacement<'t> {
    /// The file.
    pub path: &'t Path,
    /// What it held when it was read.
    pub before: &'t str,
    /// What it is to hold.
    pub after: &'t str,
}

/// Replaces files, all of them or none. Permissions stay, and a link still leads to the file behind it.
///
/// # Errors
/// When one of them cannot be written, or somebody has changed it meanwhile. All are as they were then.
pub fn replace_files<'t>(files: impl IntoIterator<Item = Replacement<'t>>) -> Result<(), CannotWrite> {
    let mut staged = Staged::default();
    let mut before: Vec<(PathBuf, &str)> = Vec::new();
    for file in files {
        let failed = |error| CannotWrite { path: file.path.to_owned(), error };
        let place = fs::canonicalize(file.path).map_err(failed)?;
        let permissions = fs::metadata(&place).map_err(failed)?.permissions();
        if permissions.readonly() {
            return Err(failed(io::ErrorKind::PermissionDenied.into()));
        }
        if fs::read(&place).map_err(failed)? != file.before.as_bytes() {
            return Err(failed(io::Error::other("it has changed since it was read")));
        }
        let partial = staged.add(place.clone(), file.after.as_bytes()).map_err(|found| failed(found.error))?;
        fs::set_permissions(partial, permissions).map_err(failed)?;
        before.push((place, file.before));
    }
    staged.move_all().map_err(|(done, failed)| {
        for (place, content) in before.iter().take(done) {
            // Best effort again: these could be written a moment ago.
            let _ = fs::write(place, content);
        }
        failed
    })
}

/// Writes one file, which may not be there yet, in one step.
///
/// # Errors
/// When it cannot be written. It is as it was then.
pub fn write_file(path: &Path, text: &str) -> Result<(), CannotWrite> {
    if let Ok(before) = fs::read_to_string(path) {
        return replace_files([Replacement { path, before: &before, after: text }]);
    }
    let mut staged = Staged::default();
    staged.add(path.to_owned(), text.as_bytes())?;
    staged.commit()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_or_none() {
        let folder = tempfile::tempdir().unwrap();
        let (one, two) = (folder.path().join("one"), folder.path().join("two"));
        fs::write(&one, "1").unwrap();
        fs::write(&two, "2").unwrap();
        let mut locked = fs::metadata(&two).unwrap().permissions();
        locked.set_readonly(true);
        fs::set_permissions(&two, locked).unwrap();
        let replacement = |path, before, after| Replacement { path, before, after };
        let failed = replace_files([replacement(&one, "1", "1!"), replacement(&two, "2", "2!")]).unwrap_err();
        assert!(failed.to_string().contains("two"), "{failed}");
        assert_eq!(fs::read_to_string(&one).unwrap(), "1");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "nothing is left beside");
        let late = replace_files([replacement(&one, "0", "1!")]).unwrap_err();
        assert!(late.to_string().contains("changed since"), "{late}");
    }

    #[cfg(unix)]
    #[test]
    fn links_and_permissions_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("file"), folder.path().join("link"));
        fs::write(&file, "old").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&file, &link).unwrap();
        replace_files([Replacement { path: &link, before: "old", after: "new" }]).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&file).unwrap(), "new");
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
    }
}
