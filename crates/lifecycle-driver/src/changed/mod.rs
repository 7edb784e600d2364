//! `--changed-since REF`: only what the change at hand touches is reported, so that a reviewer reads about this change and nothing else.
//!
//! The change is everything between the working tree and the commit where `HEAD` left REF: commits, staged and unstaged edits, and files
//! that git does not track, which count as wholly new. A file that only moved has not changed, nor one whose line ends did.
//!
//! What is reported:
//! - A finding whose declaration is touched: the smallest one around its place, or around one of the places that explain it. A change
//!   inside of one stage says nothing about its neighbours, but touches the domain around it: a finding at the name of the domain is about
//!   all its stages.
//! - Where lines were only taken away, the declarations right before and behind the cut are touched: a stage that is gone leaves its
//!   neighbours without what it did.
//! - What stands in no declaration counts by its own lines.
//! - What stops compilation, always; what is about the project as a whole, if anything changed; everything, if `lifecycle.toml` did.

mod git;
mod touched;

pub use git::ChangedError;

use crate::discover::{MANIFEST, Project};
use crate::fs::Fs;
use git::Hunk;
use lifecycle_base::{Diagnostic, Edit, FileId, SourceDb, Span};
use lifecycle_model::{File, Model};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use touched::Regions;

/// What has changed in each project.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    projects: BTreeMap<PathBuf, ProjectChanges>,
}

#[derive(Clone, Debug, Default)]
struct ProjectChanges {
    /// The rules themselves may have changed.
    all: bool,
    /// Something has changed, if only a file that is gone.
    any: bool,
    /// The sources that have changed, by the paths under which they are read.
    files: BTreeMap<PathBuf, Change>,
}

/// What has changed in a file.
#[derive(Clone, Debug)]
enum Change {
    /// Everything.
    Whole,
    /// These places of the new text, whole lines, in order. An empty one is where lines were only taken away.
    Parts(Vec<Span>),
}

impl Changes {
    /// Asks git what has changed since the working tree left `reference`.
    ///
    /// # Errors
    /// When git cannot be asked, or does not know the reference.
    pub fn since(reference: &str, fs: &dyn Fs, projects: &[Project]) -> Result<Self, ChangedError> {
        let one = |project: &Project| Ok((key(project), of_project(reference, fs, project)?));
        Ok(Self { projects: projects.iter().map(one).collect::<Result<_, _>>()? })
    }

    /// The same changes, and those of fixes: later places move, and what was edited has changed.
    pub(crate) fn edited(&mut self, project: &Project, path: &Path, edits: &[Edit]) {
        let files = self.projects.get_mut(&key(project)).map(|changes| &mut changes.files);
        if let Some(files) = files
            && let Change::Parts(parts) = files.entry(path.to_owned()).or_insert(Change::Parts(Vec::new()))
        {
            *parts = touched::moved(parts, edits);
        }
    }

    /// Takes out the findings that the changes do not touch.
    pub(crate) fn keep_touched(
        &self,
        project: &Project,
        paths: &BTreeMap<FileId, PathBuf>,
        (db, model, files): (&SourceDb, &Model, &[File]),
        findings: &mut Vec<Diagnostic>,
    ) {
        let Some(changes) = self.projects.get(&key(project)).filter(|changes| !changes.all) else { return };
        let parts = |file: FileId| match paths.get(&file).and_then(|path| changes.files.get(path)) {
            None => Some(&[][..]),
            Some(Change::Whole) => None,
            Some(Change::Parts(parts)) => Some(parts.as_slice()),
        };
        let regions = Regions::of(model, files, parts);
        let is_source = |file: FileId| files.binary_search_by_key(&file, |source| source.id).is_ok();
        findings.retain(|finding| match finding.location {
            _ if !finding.rule.is_configurable() => true,
            Some(place) if is_source(place.file) => {
                let related = finding.related.iter().map(|label| label.location);
                std::iter::once(place).chain(related).any(|place| regions.is_touched(db, place, parts(place.file)))
            }
            _ => changes.any,
        });
    }
}

/// A path that no other project has.
fn key(project: &Project) -> PathBuf {
    project.manifest.clone().or_else(|| project.files.first().cloned()).unwrap_or_default()
}

fn of_project(reference: &str, fs: &dyn Fs, project: &Project) -> Result<ProjectChanges, ChangedError> {
    if project.text.is_some() {
        // git knows nothing about a text that is not on disk.
        return Ok(ProjectChanges { all: true, ..ProjectChanges::default() });
    }
    let diff = git::diff(&project.root, reference)?;
    // Beside a lone file there may be others, which are not its business.
    let any = diff.any && project.manifest.is_some();
    let mut changes = ProjectChanges { any, ..ProjectChanges::default() };
    let name = |path: &Path| {
        let below = path.strip_prefix(&project.root).unwrap_or(path);
        below.to_string_lossy().replace('\\', "/")
    };
    changes.all = project.manifest.is_some() && (diff.hunks.contains_key(MANIFEST) || !diff.tracked.contains(MANIFEST));
    for path in &project.files {
        let name = name(path);
        let change = match diff.hunks.get(&name) {
            _ if !diff.tracked.contains(&name) => Change::Whole,
            Some(hunks) => parts(fs, path, hunks),
            None => continue,
        };
        changes.any = true;
        changes.files.insert(path.clone(), change);
    }
    Ok(changes)
}

/// The bytes of changed lines.
fn parts(fs: &dyn Fs, path: &Path, hunks: &[Hunk]) -> Change {
    // A file that cannot be read is a finding of its own.
    let Ok(bytes) = fs.read(path) else { return Change::Whole };
    let ends = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at as u32 + 1);
    let starts: Vec<u32> = std::iter::once(0).chain(ends).collect();
    let start_of = |line: u32| starts.get(line as usize).copied().unwrap_or(bytes.len() as u32);
    let part = |hunk: &Hunk| match hunk.lines {
        0 => Span::new(start_of(hunk.start), start_of(hunk.start)),
        lines => Span::new(start_of(hunk.start.saturating_sub(1)), start_of((hunk.start + lines).saturating_sub(1))),
    };
    Change::Parts(hunks.iter().map(part).collect())
}
