//! `check --fix`: applies the fixes of findings until nothing applies any more.
//!
//! A round takes the first fix of each finding that is safe enough, in order of place, and leaves out those that overlap with one taken
//! before. Errors of the syntax come first: what else is found in a damaged text may vanish with them. Then everything is checked again.
//! A round that leaves more errors, loses a comment or does not resolve its findings is taken back, and the fixes to blame are searched by
//! halving and not tried again. At last, files that were formatted are formatted again. Nothing is written here.

mod choose;
mod guard;
mod style;

use crate::analyse::{Analysed, Findings, Options, analyse, analyse_all};
use crate::discover::Project;
use crate::fs::{Fs, Overlay};
use crate::removal::leave_no_blank_lines;
use crate::replace::Replacement;
use choose::{Chosen, choose, first_fix};
use lifecycle_base::{Applicability, Edit, FileId, apply_edits};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What fixes uncover is fixed in the next round, but not for ever.
const MOST_ROUNDS: usize = 10;
/// How often a project is checked in search of fixes that do harm.
const MOST_TRIALS: usize = 64;

/// What fixing has come to.
#[derive(Debug)]
pub struct Fixed {
    /// The files that are to be written, by path.
    pub changed: Vec<FixedFile>,
    /// What was applied, file by file.
    pub applied: Vec<Applied>,
    /// How many findings have a fix that is not safe enough to have been applied.
    pub unsafe_left: usize,
    /// What is found after it.
    pub after: Findings,
}

/// A file with fixes in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FixedFile {
    /// Where it was read.
    pub path: PathBuf,
    /// Its text before.
    pub before: String,
    /// Its text after.
    pub after: String,
}

impl FixedFile {
    /// To be written.
    pub fn replacement(&self) -> Replacement<'_> {
        Replacement { path: &self.path, before: &self.before, after: &self.after }
    }
}

/// Fixes of one kind in one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// The path of the file, as people see it.
    pub file: String,
    /// The rule.
    pub rule: &'static str,
    /// What was done, as an instruction.
    pub title: String,
    /// How often.
    pub count: usize,
}

/// Applies every fix that is at most so unsafe to the projects, in memory.
pub fn fix(fs: &dyn Fs, projects: &[Project], options: &Options, most: Applicability) -> Fixed {
    let mut desk =
        Desk { fs: Overlay::new(fs), options: options.clone(), changed: BTreeMap::new(), applied: BTreeMap::new() };
    let mut fixed: Vec<Project> = Vec::with_capacity(projects.len());
    for project in projects {
        fixed.push(fix_one(&mut desk, project.clone(), most));
    }
    let after = analyse_all(&desk.fs, &fixed, &desk.options);
    let is_left =
        |finding: &&_| first_fix(finding, most).is_none() && first_fix(finding, Applicability::Unsafe).is_some();
    Fixed {
        changed: desk.changed.into_values().filter(|file| file.before != file.after).collect(),
        applied: desk
            .applied
            .into_iter()
            .map(|((file, rule, title), count)| Applied { file, rule, title, count })
            .collect(),
        unsafe_left: after.findings.iter().filter(is_left).count(),
        after,
    }
}

/// What has been done to all projects so far.
struct Desk<'f> {
    fs: Overlay<'f>,
    options: Options,
    changed: BTreeMap<PathBuf, FixedFile>,
    /// How often a rule's change was made in a file.
    applied: BTreeMap<(String, &'static str, String), usize>,
}

/// A project at one moment.
#[derive(Clone)]
struct State<'f> {
    fs: Overlay<'f>,
    options: Options,
    project: Project,
}

/// A project after some fixes.
struct Attempt<'f> {
    state: State<'f>,
    found: Analysed,
    chosen: Vec<Chosen>,
}

/// The search for fixes that do no harm, in one round.
struct Round<'r, 'f> {
    state: &'r State<'f>,
    found: &'r Analysed,
    refused: &'r mut BTreeSet<Chosen>,
    trials: &'r mut usize,
}

fn fix_one<'f>(desk: &mut Desk<'f>, project: Project, most: Applicability) -> Project {
    let mut state = State { fs: desk.fs.clone(), options: desk.options.clone(), project };
    let mut found = analyse(&state.fs, &state.project, &state.options);
    let mut refused = BTreeSet::new();
    let mut trials = MOST_TRIALS;
    for _ in 0..MOST_ROUNDS {
        let chosen = choose(&found.findings, most, &refused);
        let mut round = Round { state: &state, found: &found, refused: &mut refused, trials: &mut trials };
        let Some(next) = round.settle(chosen) else {
            // Others may apply once those that do harm are refused.
            if choose(&found.findings, most, &refused).is_empty() {
                break;
            }
            continue;
        };
        desk.note(&found, &next);
        (state, found) = (next.state, next.found);
    }
    desk.keep_style(&mut state);
    (desk.fs, desk.options) = (state.fs, state.options);
    state.project
}

impl<'f> Round<'_, 'f> {
    /// Applies all that do no harm together; refuses those that do harm alone.
    fn settle(&mut self, chosen: Vec<Chosen>) -> Option<Attempt<'f>> {
        if chosen.is_empty() {
            return None;
        }
        let chosen = match self.attempt(chosen) {
            Ok(attempt) => return Some(attempt),
            Err(chosen) => chosen,
        };
        if chosen.len() == 1 || *self.trials == 0 {
            self.refused.extend(chosen);
            return None;
        }
        let mut first = chosen;
        let second = first.split_off(first.len() / 2);
        match (self.settle(first), self.settle(second)) {
            (Some(first), Some(second)) => {
                let together = first.chosen.iter().chain(&second.chosen).cloned().collect();
                Some(self.attempt(together).unwrap_or(first))
            }
            (first, second) => first.or(second),
        }
    }

    /// The project with these fixes, or the fixes back if they do harm.
    fn attempt(&mut self, chosen: Vec<Chosen>) -> Result<Attempt<'f>, Vec<Chosen>> {
        *self.trials = self.trials.saturating_sub(1);
        let mut state = self.state.clone();
        let mut by_file: BTreeMap<FileId, Vec<Edit>> = BTreeMap::new();
        for edit in chosen.iter().flat_map(|chosen| &chosen.fix.edits) {
            by_file.entry(edit.location.file).or_default().push(edit.clone());
        }
        for (file, mut edits) in by_file {
            let source = self.found.paths.get(&file).zip(self.found.db.get(file));
            let Some((path, source)) = source else { return Err(chosen) };
            keep_line_ends(source.text(), &mut edits);
            leave_no_blank_lines(|_| source.text(), &mut edits);
            let Ok(text) = apply_edits(file, source.text(), &edits) else { return Err(chosen) };
            state.lay(path, text, &edits);
        }
        let found = analyse(&state.fs, &state.project, &state.options);
        if guard::is_harm(self.found, &found, &chosen) { Err(chosen) } else { Ok(Attempt { state, found, chosen }) }
    }
}

impl State<'_> {
    fn lay(&mut self, path: &Path, text: String, edits: &[Edit]) {
        if let Some(changes) = &mut self.options.changed {
            changes.edited(&self.project, path, edits);
        }
        match &mut self.project.text {
            Some(old) => *old = text,
            None => self.fs.lay(path, text),
        }
    }
}

/// A text whose lines end with `\r\n` gets no other ends.
fn keep_line_ends(text: &str, edits: &mut [Edit]) {
    let first_line = text.split_inclusive('\n').next().unwrap_or_default();
    if first_line.ends_with("\r\n") {
        for edit in edits.iter_mut().filter(|edit| edit.text.contains('\n')) {
            edit.text = edit.text.replace("\r\n", "\n").replace('\n', "\r\n");
        }
    }
}

impl Desk<'_> {
    /// Formats what has changed where it was formatted before. Elsewhere people see nothing but the fixes.
    fn keep_style(&mut self, state: &mut State<'_>) {
        for path in state.project.files.clone() {
            let Some(file) = self.changed.get_mut(&path).filter(|file| style::is_formatted(&file.before)) else {
                continue;
            };
            let text = style::formatted(&file.after);
            let edits = if state.options.changed.is_some() { style::edits(&file.after, &text) } else { Vec::new() };
            state.lay(&path, text.clone(), &edits);
            file.after = text;
        }
    }

    /// Remembers what a round has done.
    fn note(&mut self, before: &Analysed, next: &Attempt<'_>) {
        let name = |found: &Analysed, file: FileId| found.db.get(file).map(|source| source.path().to_owned());
        for chosen in &next.chosen {
            let file = chosen.fix.edits.first().and_then(|edit| name(before, edit.location.file)).unwrap_or_default();
            *self.applied.entry((file, chosen.rule, chosen.fix.title.clone())).or_default() += 1;
        }
        let text = |found: &Analysed, path: &Path| {
            let file = found.paths.iter().find(|(_, known)| *known == path).map(|(file, _)| *file);
            file.and_then(|file| found.db.get(file)).map(|source| source.text().to_string())
        };
        let files: BTreeSet<FileId> =
            next.chosen.iter().flat_map(|chosen| &chosen.fix.edits).map(|edit| edit.location.file).collect();
        for path in files.iter().filter_map(|file| before.paths.get(file)) {
            let Some(old) = text(before, path) else { continue };
            let new = match &next.state.project.text {
                Some(text) => Some(text.clone()),
                None => next.state.fs.read(path).ok().and_then(|bytes| String::from_utf8(bytes).ok()),
            };
            let file = self.changed.entry(path.clone());
            let file = file.or_insert_with(|| FixedFile { path: path.clone(), before: old, after: String::new() });
            file.after = new.unwrap_or_default();
        }
    }
}
