//! Takes the findings that a baseline holds out of a list, and reports entries whose findings are gone.

use super::entries::{About, Entries, Key, entry_text};
use super::{Baseline, baseline_path, is_off, stops};
use crate::discover::Project;
use crate::fs::Fs;
use lifecycle_base::{Applicability, Diagnostic, Edit, FileId, Location, SourceDb, Span};
use lifecycle_model::Model;
use lifecycle_rules::project::{INVALID_BASELINE, STALE_BASELINE_ENTRY};
use lifecycle_rules::{Levels, Outline, rule};
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

/// Takes out what the baseline holds: how many findings that were. The file joins the sources only if something is wrong with it.
pub(crate) fn hide(
    fs: &dyn Fs,
    project: &Project,
    baseline: Baseline,
    (model, levels): (&Model, &Levels),
    db: &mut SourceDb,
    findings: &mut Vec<Diagnostic>,
) -> (usize, Option<FileId>) {
    let path = baseline_path(project).filter(|path| baseline == Baseline::Honour && fs.is_file(path));
    let Some(path) = path else { return (0, None) };
    let text = match fs.read(&path).map(String::from_utf8) {
        Ok(Ok(text)) => text,
        Ok(Err(_)) => return (0, unreadable(&path, "it is not UTF-8 text", findings)),
        Err(error) => return (0, unreadable(&path, &error.to_string(), findings)),
    };
    let entries = match Entries::read(&text) {
        Ok(entries) => entries,
        Err(wrong) => {
            let Ok(file) = db.add(shown(&path), text) else { return (0, None) };
            let found = Diagnostic::new(&INVALID_BASELINE, at(file, wrong.at), wrong.message);
            findings.push(found.help("correct it, or write it anew with `lifecycle check --write-baseline`"));
            return (0, Some(file));
        }
    };
    let mut left: Vec<u32> = entries.0.iter().map(|entry| entry.count).collect();
    let before = findings.len();
    take_out(&entries, &mut left, project, model, db, findings);
    let hidden = before - findings.len();
    if left.iter().all(|left| *left == 0) || findings.iter().any(stops) {
        return (hidden, None);
    }
    let stale: Vec<(usize, u32)> = left.into_iter().enumerate().filter(|(_, left)| *left > 0).collect();
    let stale: Vec<(usize, u32)> = stale.into_iter().filter(|(index, _)| is_judged(&entries, *index, levels)).collect();
    if stale.is_empty() {
        return (hidden, None);
    }
    let Ok(file) = db.add(shown(&path), text.as_str()) else { return (hidden, None) };
    for (index, left) in stale {
        let found = stale_entry(&entries, index, left, file, &text);
        findings.extend(found.and_then(|found| levels.judged(found)));
    }
    (hidden, Some(file))
}

/// Takes findings out of the list, those under their own path first, then those under a former one.
fn take_out(
    entries: &Entries,
    left: &mut [u32],
    project: &Project,
    model: &Model,
    db: &SourceDb,
    findings: &mut Vec<Diagnostic>,
) {
    let mut by_key: BTreeMap<&Key, Vec<usize>> = BTreeMap::new();
    for (index, entry) in entries.0.iter().enumerate() {
        by_key.entry(&entry.key).or_default().push(index);
    }
    let mut accepts = |key: &Key| {
        let mut entries = by_key.get(key).into_iter().flatten();
        let open = entries.find(|index| left.get(**index).is_some_and(|left| *left > 0));
        open.and_then(|index| left.get_mut(*index)).map(|left| *left -= 1).is_some()
    };
    findings.retain(|finding| stops(finding) || !accepts(&Key::of(finding, project, db)));
    let former = former_paths(model);
    if former.is_empty() {
        return;
    }
    findings.retain(|finding| {
        let paths = former.get(&finding.subject).filter(|_| !stops(finding));
        let mut keys = paths
            .into_iter()
            .flatten()
            .map(|path| Key { rule: finding.rule.name.to_owned(), about: About::Subject(path.clone()) });
        !keys.any(|key| accepts(&key))
    });
}

/// The former paths of what was renamed, by its path now.
fn former_paths(model: &Model) -> BTreeMap<String, Vec<String>> {
    let outline = Outline::of(model);
    let renamed = outline.iter().map(|(_, declared)| (declared, declared.former_paths(model)));
    renamed.filter(|(_, former)| !former.is_empty()).map(|(declared, former)| (declared.path(model), former)).collect()
}

/// Whether anyone can tell that the findings of an entry are gone.
fn is_judged(entries: &Entries, index: usize, levels: &Levels) -> bool {
    entries.0.get(index).is_some_and(|entry| !is_off(&entry.key.rule, levels))
}

fn stale_entry(entries: &Entries, index: usize, left: u32, file: FileId, text: &str) -> Option<Diagnostic> {
    let entry = entries.0.get(index)?;
    let name = &entry.key.rule;
    let about = match &entry.key.about {
        About::Subject(subject) => format!(" about {subject}"),
        About::File(path) => format!(" in `{path}`"),
        About::Project => String::new(),
    };
    let place = at(file, entry.at.clone());
    let message = match rule(name) {
        None => format!("there is no rule `{name}`, so the baseline holds nothing with this entry"),
        Some(rule) if !rule.is_configurable() => format!("`{name}` stops compilation, and no baseline can hold it"),
        Some(_) if left < entry.count => {
            let there = entry.count - left;
            let message = format!(
                "the baseline holds {} findings of `{name}`{about}, and only {there} can be found",
                entry.count
            );
            return Some(
                Diagnostic::new(&STALE_BASELINE_ENTRY, place, message)
                    .label("some of these are gone")
                    .help("lower the count, so that nobody makes them again unnoticed")
                    .fix(
                        format!("lower the count to {there}"),
                        Applicability::Safe,
                        vec![Edit::replace(place, entry_text(&entry.key, there))],
                    ),
            );
        }
        Some(_) => format!("the finding of `{name}`{about} is gone"),
    };
    let cut = Edit::delete(at(file, entries.cut(index, text)?));
    Some(
        Diagnostic::new(&STALE_BASELINE_ENTRY, place, message)
            .label("no longer needed")
            .help("remove the entry, so that nobody makes the same finding again unnoticed")
            .fix("remove the entry", Applicability::Safe, vec![cut]),
    )
}

fn unreadable(path: &Path, why: &str, findings: &mut Vec<Diagnostic>) -> Option<FileId> {
    let message = format!("cannot read `{}`: {why}", shown(path));
    findings.push(Diagnostic::without_place(&INVALID_BASELINE, message));
    None
}

fn at(file: FileId, range: Range<usize>) -> Location {
    Location::new(file, Span::new(range.start as u32, range.end as u32))
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
