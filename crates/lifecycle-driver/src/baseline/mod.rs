//! The baseline: findings that a team lives with for now, so that whoever starts with an old lifecycle sees what is new.
//!
//! It is a file beside `lifecycle.toml`, or beside a lone source. An entry names a rule and the declaration its findings are about, never
//! a line: it survives moved lines, a project split over other files, and a rename that `was` records. What stops compilation is never
//! in it. An entry whose findings are gone is a finding itself, unless the rule is switched off or errors hide what is there.

mod entries;
mod hide;

pub(crate) use hide::hide;

use crate::analyse::{Analysed, Options, analyse};
use crate::discover::Project;
use crate::fs::Fs;
use entries::{Entries, Key};
use lifecycle_base::Diagnostic;
use lifecycle_rules::{Level, Levels, rule};
use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

/// What to do with the baseline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Baseline {
    /// Its findings are not reported.
    #[default]
    Honour,
    /// All findings are reported.
    Ignore,
}

/// A baseline as it should be written.
#[derive(Debug)]
pub struct NewBaseline {
    /// Where.
    pub path: PathBuf,
    /// What.
    pub text: String,
    /// Whether the file says just that already, or is not needed.
    pub unchanged: bool,
    /// How many findings it holds.
    pub findings: u32,
    /// How many of them are new.
    pub added: u32,
    /// How many the old one held that are gone.
    pub removed: u32,
}

/// Why there can be no baseline.
#[derive(Debug)]
pub enum BaselineError {
    /// The text is not on disk.
    NoPlace,
    /// There are errors that a baseline cannot hold, and that hide other findings.
    Errors(Box<Analysed>),
}

impl fmt::Display for BaselineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            BaselineError::NoPlace => "a text from standard input has no place for a baseline; name a file or folder",
            BaselineError::Errors(_) => "a baseline cannot hold errors of the language; correct these first",
        })
    }
}

impl std::error::Error for BaselineError {}

/// Where the baseline of a project lies; `None` for a text that is not on disk.
pub fn baseline_path(project: &Project) -> Option<PathBuf> {
    if project.text.is_some() {
        return None;
    }
    if project.manifest.is_some() {
        return Some(project.root.join("lifecycle-baseline.json"));
    }
    let mut path = project.files.first()?.clone().into_os_string();
    path.push(".baseline.json");
    Some(PathBuf::from(path))
}

/// The baseline that hides every finding there is now. Entries of rules that are switched off stay.
///
/// # Errors
/// When the project has no place on disk, or errors.
pub fn new_baseline(fs: &dyn Fs, project: &Project, options: &Options) -> Result<NewBaseline, BaselineError> {
    let path = baseline_path(project).ok_or(BaselineError::NoPlace)?;
    let found = analyse(fs, project, &Options { baseline: Baseline::Ignore, changed: None, ..options.clone() });
    if found.findings.iter().any(stops) {
        return Err(BaselineError::Errors(Box::new(found)));
    }
    let old_text = fs.read(&path).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    // One that cannot be read is written anew.
    let old = old_text.as_deref().and_then(|text| Entries::read(text).ok()).unwrap_or_default();
    let mut before: BTreeMap<Key, u32> = BTreeMap::new();
    for entry in old.0 {
        *before.entry(entry.key).or_default() += entry.count;
    }
    let mut counts: BTreeMap<Key, u32> = BTreeMap::new();
    for finding in &found.findings {
        *counts.entry(Key::of(finding, project, &found.db)).or_default() += 1;
    }
    counts.extend(before.iter().filter(|(key, _)| is_off(&key.rule, &found.levels)).map(|(key, n)| (key.clone(), *n)));
    let beyond = |these: &BTreeMap<Key, u32>, those: &BTreeMap<Key, u32>| -> u32 {
        these.iter().map(|(key, count)| count.saturating_sub(those.get(key).copied().unwrap_or(0))).sum()
    };
    let text = entries::written(&counts);
    Ok(NewBaseline {
        unchanged: old_text.as_ref().map_or(counts.is_empty(), |old| *old == text),
        findings: counts.values().sum(),
        added: beyond(&counts, &before),
        removed: beyond(&before, &counts),
        path,
        text,
    })
}

/// Whether a finding stops compilation, whatever a team sets.
fn stops(finding: &Diagnostic) -> bool {
    !finding.rule.is_configurable()
}

/// Whether nothing of a rule is reported, so that nobody knows what of it is there.
fn is_off(name: &str, levels: &Levels) -> bool {
    rule(name).is_some_and(|rule| levels.of(rule) == Level::Allow)
}
