//! What an org has already, read from an export of it.

use crate::fs::Fs;
use lifecycle_emit::{CURRENT_ENDINGS, CurrentError, CurrentOrg};
use std::fmt;
use std::path::{Path, PathBuf};

/// Why an export cannot be used.
#[derive(Debug)]
pub enum ExportError {
    /// There is no such folder.
    NoFolder(PathBuf),
    /// It holds no value set.
    Nothing(PathBuf),
    /// A file cannot be read.
    Unreadable(PathBuf, std::io::Error),
    /// A file is not what it should be.
    Wrong(CurrentError),
}

impl fmt::Display for ExportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ExportError::NoFolder(path) => write!(f, "there is no folder `{}` with what the org has", path.display()),
            ExportError::Nothing(path) => write!(
                f,
                "`{}` holds no value set; retrieve them with `sf project retrieve start --metadata StandardValueSet:OpportunityStage \
                 --metadata StandardValueSet:LeadStatus --metadata GlobalValueSet --target-metadata-dir {} --unzip`",
                path.display(),
                path.display()
            ),
            ExportError::Unreadable(path, error) => write!(f, "cannot read `{}`: {error}", path.display()),
            ExportError::Wrong(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ExportError {}

/// Reads the value sets below a folder: of a project, or of metadata as retrieved.
///
/// # Errors
/// When the folder holds none, or one that cannot be read.
pub fn read_export(fs: &dyn Fs, folder: &Path) -> Result<CurrentOrg, ExportError> {
    if !fs.is_folder(folder) {
        return Err(ExportError::NoFolder(folder.to_owned()));
    }
    let unreadable = |path: &Path, error| ExportError::Unreadable(path.to_owned(), error);
    let paths = fs.files_below(folder, &CURRENT_ENDINGS).map_err(|error| unreadable(folder, error))?;
    let mut files = Vec::new();
    for path in &paths {
        files.push((path.display().to_string(), fs.read(path).map_err(|error| unreadable(path, error))?));
    }
    let files = files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
    let org = CurrentOrg::read(files).map_err(ExportError::Wrong)?;
    if org.is_empty() { Err(ExportError::Nothing(folder.to_owned())) } else { Ok(org) }
}
