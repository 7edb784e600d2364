//! Files through a trait, so that editors can lay unsaved texts over the disk.

use ignore::WalkBuilder;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

/// What the driver needs to read.
pub trait Fs {
    /// The bytes of a file.
    ///
    /// # Errors
    /// When it cannot be read.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// Whether the path is a folder.
    fn is_folder(&self, path: &Path) -> bool;

    /// Whether the path is a file.
    fn is_file(&self, path: &Path) -> bool;

    /// Every `.lifecycle` file below a folder that no `.gitignore` excludes, sorted.
    ///
    /// # Errors
    /// When a folder cannot be read.
    fn sources_below(&self, folder: &Path) -> io::Result<Vec<PathBuf>>;

    /// Every file below a folder whose name ends so, ignored ones included, sorted.
    ///
    /// # Errors
    /// When a folder cannot be read.
    fn files_below(&self, folder: &Path, endings: &[&str]) -> io::Result<Vec<PathBuf>>;
}

/// The disk.
#[derive(Clone, Copy, Debug, Default)]
pub struct OsFs;

impl Fs for OsFs {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        std::fs::read(path)
    }

    fn is_folder(&self, path: &Path) -> bool {
        path.is_dir()
    }

    fn is_file(&self, path: &Path) -> bool {
        path.is_file()
    }

    fn sources_below(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        // `.gitignore` counts outside of a git checkout too: an unpacked archive must check the same files.
        collect(WalkBuilder::new(folder).require_git(false), is_source)
    }

    fn files_below(&self, folder: &Path, endings: &[&str]) -> io::Result<Vec<PathBuf>> {
        let ends_so = |path: &Path| {
            let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
            endings.iter().any(|ending| name.ends_with(ending))
        };
        collect(WalkBuilder::new(folder).standard_filters(false), ends_so)
    }
}

fn collect(walk: &mut WalkBuilder, wanted: impl Fn(&Path) -> bool) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in walk.follow_links(false).build() {
        let entry = entry.map_err(io::Error::other)?;
        let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
        if is_file && wanted(entry.path()) {
            found.push(entry.into_path());
        }
    }
    found.sort();
    Ok(found)
}

/// Texts laid over other files: what they would be after a change.
#[derive(Clone)]
pub struct Overlay<'f> {
    below: &'f dyn Fs,
    texts: BTreeMap<PathBuf, String>,
}

impl<'f> Overlay<'f> {
    /// Nothing laid over `below` yet.
    pub fn new(below: &'f dyn Fs) -> Self {
        Self { below, texts: BTreeMap::new() }
    }

    /// Lays a text over a file, by the path under which it is read.
    pub fn lay(&mut self, path: &Path, text: String) {
        self.texts.insert(path.to_owned(), text);
    }
}

impl Fs for Overlay<'_> {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        match self.texts.get(path) {
            Some(text) => Ok(text.as_bytes().to_vec()),
            None => self.below.read(path),
        }
    }

    fn is_folder(&self, path: &Path) -> bool {
        self.below.is_folder(path)
    }

    fn is_file(&self, path: &Path) -> bool {
        self.texts.contains_key(path) || self.below.is_file(path)
    }

    fn sources_below(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        self.below.sources_below(folder)
    }

    fn files_below(&self, folder: &Path, endings: &[&str]) -> io::Result<Vec<PathBuf>> {
        self.below.files_below(folder, endings)
    }
}

/// Whether a path is a source of the language, by its ending.
pub(crate) fn is_source(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "lifecycle")
}
