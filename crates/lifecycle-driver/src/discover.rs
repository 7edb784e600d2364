//! From paths to projects: every file below the nearest `lifecycle.toml`, or a lone file.

use crate::fs::{Fs, is_source};
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Component, Path, PathBuf};

/// The name of the manifest that marks the root of a project.
pub(crate) const MANIFEST: &str = "lifecycle.toml";

/// The files of one project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Project {
    /// The folder of the manifest, or of the lone file.
    pub root: PathBuf,
    /// The manifest, if there is one.
    pub manifest: Option<PathBuf>,
    /// The sources, sorted by path: the order in which automations apply.
    pub files: Vec<PathBuf>,
    /// The text of a source that is not on disk, under the only name in `files`.
    pub text: Option<String>,
}

/// Paths that lead to no project.
#[derive(Debug)]
pub enum DiscoverError {
    /// There is no such file or folder.
    Missing(PathBuf),
    /// The file is not a `.lifecycle` file.
    NotASource(PathBuf),
    /// There is no `.lifecycle` file below the folder.
    NoSources(PathBuf),
    /// A folder cannot be read.
    Unreadable(PathBuf, std::io::Error),
}

impl fmt::Display for DiscoverError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DiscoverError::Missing(path) => write!(f, "there is no file or folder `{}`", path.display()),
            DiscoverError::NotASource(path) => {
                write!(f, "`{}` is not a `.lifecycle` file; name one, or a folder that holds some", path.display())
            }
            DiscoverError::NoSources(path) => {
                write!(f, "there is no `.lifecycle` file in `{}`; `lifecycle init` writes a first one", path.display())
            }
            DiscoverError::Unreadable(path, error) => write!(f, "cannot read `{}`: {error}", path.display()),
        }
    }
}

impl std::error::Error for DiscoverError {}

/// A project of one text that is not on disk, such as standard input.
pub fn lone_text(name: &str, text: String) -> Project {
    Project { root: PathBuf::from("."), manifest: None, files: vec![PathBuf::from(name)], text: Some(text) }
}

/// The projects that the paths belong to, each once, sorted by root. A path inside of a project stands for all of it, since names
/// are resolved across its files.
///
/// # Errors
/// When a path does not exist, is no source, or holds none.
pub fn discover(fs: &dyn Fs, paths: &[PathBuf]) -> Result<Vec<Project>, DiscoverError> {
    let mut projects: BTreeMap<PathBuf, Project> = BTreeMap::new();
    for path in paths {
        let shown = path;
        let path = tidy(path);
        if fs.is_folder(shown) {
            let found = sources(fs, &path)?;
            // Below the root of a project, or above several.
            match manifest_above(fs, &path) {
                None if found.is_empty() => return Err(DiscoverError::NoSources(shown.clone())),
                Some(root) if found.is_empty() => add_project(fs, &mut projects, root)?,
                _ => {}
            }
            for file in found {
                add(fs, &mut projects, &file)?;
            }
        } else if !fs.is_file(&path) {
            return Err(DiscoverError::Missing(path));
        } else if path.file_name().is_some_and(|name| name == MANIFEST) {
            let root = path.parent().map_or_else(PathBuf::new, Path::to_owned);
            add_project(fs, &mut projects, root)?;
        } else if is_source(&path) {
            add(fs, &mut projects, &path)?;
        } else {
            return Err(DiscoverError::NotASource(path));
        }
    }
    if projects.is_empty() {
        return Err(DiscoverError::NoSources(paths.first().cloned().unwrap_or_default()));
    }
    Ok(projects.into_values().collect())
}

fn add(fs: &dyn Fs, projects: &mut BTreeMap<PathBuf, Project>, file: &Path) -> Result<(), DiscoverError> {
    match manifest_above(fs, file.parent().unwrap_or(Path::new(""))) {
        Some(root) => {
            add_project(fs, projects, root.clone())?;
            // A root above the working folder is absolute, and so are the files below it.
            let file = absolute(file).filter(|_| root.is_absolute()).unwrap_or_else(|| file.to_owned());
            // A file that is named counts, even one that `.gitignore` excludes.
            if let Some(project) = projects.get_mut(&root)
                && let Err(place) = project.files.binary_search(&file)
            {
                project.files.insert(place, file);
            }
            Ok(())
        }
        None => {
            let root = file.parent().map_or_else(PathBuf::new, Path::to_owned);
            projects.entry(file.to_owned()).or_insert_with(|| Project {
                root,
                manifest: None,
                files: vec![file.to_owned()],
                text: None,
            });
            Ok(())
        }
    }
}

fn add_project(fs: &dyn Fs, projects: &mut BTreeMap<PathBuf, Project>, root: PathBuf) -> Result<(), DiscoverError> {
    if projects.contains_key(&root) {
        return Ok(());
    }
    let mut files = sources(fs, &root)?;
    // A manifest further down marks a project of its own.
    files.retain(|file| manifest_above(fs, file.parent().unwrap_or(&root)).as_deref() == Some(root.as_path()));
    if files.is_empty() {
        return Err(DiscoverError::NoSources(root));
    }
    let manifest = Some(root.join(MANIFEST));
    projects.insert(root.clone(), Project { root, manifest, files, text: None });
    Ok(())
}

fn sources(fs: &dyn Fs, folder: &Path) -> Result<Vec<PathBuf>, DiscoverError> {
    let shown = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let found = fs.sources_below(shown).map_err(|error| DiscoverError::Unreadable(shown.to_owned(), error))?;
    Ok(found.into_iter().map(|path| tidy(&path)).collect())
}

/// The nearest folder, from this one upwards, that has a manifest. Relative paths stay relative as long as the root is below the
/// working folder.
fn manifest_above(fs: &dyn Fs, folder: &Path) -> Option<PathBuf> {
    let has_manifest = |above: &&Path| fs.is_file(&above.join(MANIFEST));
    // What stands before a `..` is not above it.
    let named = folder.ancestors().take_while(|above| !folder.starts_with("..") || !above.as_os_str().is_empty());
    if let Some(found) = named.filter(|_| !has_inner_parent(folder)).find(has_manifest) {
        return Some(found.to_owned());
    }
    if folder.is_absolute() && !has_inner_parent(folder) {
        return None;
    }
    let here = absolute(folder)?;
    here.ancestors().find(has_manifest).map(Path::to_owned)
}

/// Whether a `..` stands behind a name, as in `a/../b`.
fn has_inner_parent(path: &Path) -> bool {
    path.components().skip_while(|part| *part == Component::ParentDir).any(|part| part == Component::ParentDir)
}

/// Removes `.` parts, so that one file has one name.
fn tidy(path: &Path) -> PathBuf {
    path.components().filter(|part| !matches!(part, Component::CurDir)).collect()
}

/// The absolute path, its `..` resolved.
fn absolute(path: &Path) -> Option<PathBuf> {
    let whole = std::path::absolute(if path.as_os_str().is_empty() { Path::new(".") } else { path }).ok()?;
    let mut resolved = PathBuf::new();
    for part in whole.components() {
        match part {
            Component::ParentDir => {
                resolved.pop();
            }
            part => resolved.push(part),
        }
    }
    Some(resolved)
}
