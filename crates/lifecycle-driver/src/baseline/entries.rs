//! The file of a baseline: JSON with an entry a line, sorted, so that it merges and its diff can be read.

use crate::discover::Project;
use lifecycle_base::{Diagnostic, SourceDb};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::ops::Range;

/// The only version there is.
const VERSION: u32 = 1;

/// What the findings of an entry have in common.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    /// The name of the rule.
    pub(super) rule: String,
    /// What they are about.
    pub(super) about: About,
}

/// What a finding is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum About {
    /// The project as a whole.
    Project,
    /// Something without a name in this file, whose path counts from the root of the project.
    File(String),
    /// This declaration.
    Subject(String),
}

impl Key {
    pub(super) fn of(finding: &Diagnostic, project: &Project, db: &SourceDb) -> Self {
        let source = finding.location.and_then(|place| db.get(place.file));
        let about = match source {
            _ if !finding.subject.is_empty() => About::Subject(finding.subject.clone()),
            Some(source) => About::File(below(project, source.path())),
            None => About::Project,
        };
        Key { rule: finding.rule.name.to_owned(), about }
    }
}

/// The path of a file below the root of its project, with `/`.
fn below(project: &Project, shown: &str) -> String {
    let root = project.root.to_string_lossy().replace('\\', "/");
    let rest = shown.strip_prefix(root.trim_end_matches('/')).unwrap_or(shown);
    rest.trim_start_matches('/').to_owned()
}

/// One entry as it stands in the file.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) key: Key,
    pub(super) count: u32,
    /// Where it stands, braces included.
    pub(super) at: Range<usize>,
}

/// The entries of a file in its order.
#[derive(Debug, Default)]
pub(super) struct Entries(pub(super) Vec<Entry>);

/// Why a file is no baseline.
#[derive(Debug)]
pub(super) struct Unreadable {
    pub(super) message: String,
    pub(super) at: Range<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenFile<'t> {
    version: u32,
    #[serde(borrow)]
    findings: Vec<&'t RawValue>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenEntry {
    rule: String,
    subject: Option<String>,
    file: Option<String>,
    count: u32,
}

impl Entries {
    /// Reads a file, however it is laid out.
    pub(super) fn read(text: &str) -> Result<Self, Unreadable> {
        let file: WrittenFile<'_> = serde_json::from_str(text)
            .map_err(|error| Unreadable { at: place(text, &error), message: words(&error) })?;
        if file.version != VERSION {
            let message = format!("it is of version {}, and this tool reads version {VERSION}", file.version);
            return Err(Unreadable { message, at: 0..0 });
        }
        file.findings.into_iter().map(|raw| entry(text, raw)).collect::<Result<_, _>>().map(Entries)
    }

    /// What to cut out of the text to be rid of an entry, its comma and line included.
    pub(super) fn cut(&self, index: usize, text: &str) -> Option<Range<usize>> {
        let at = self.0.get(index)?.at.clone();
        let before = index.checked_sub(1).and_then(|before| self.0.get(before));
        Some(match (before, self.0.get(index + 1)) {
            (_, Some(next)) => at.start..next.at.start,
            (Some(before), None) => before.at.end..at.end,
            (None, None) => text.get(..at.start)?.rfind('[')? + 1..at.end + text.get(at.end..)?.find(']')?,
        })
    }
}

fn entry(text: &str, raw: &RawValue) -> Result<Entry, Unreadable> {
    // The value is a part of the text, so their distance is its place.
    let start = (raw.get().as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    let at = start..start + raw.get().len();
    let entry: WrittenEntry = serde_json::from_str(raw.get())
        .map_err(|error| Unreadable { message: format!("this is not an entry: {}", words(&error)), at: at.clone() })?;
    let about = match (entry.subject, entry.file) {
        (Some(_), Some(_)) => {
            let message = "an entry is about a declaration or a file, not both".to_owned();
            return Err(Unreadable { message, at });
        }
        (Some(subject), None) => About::Subject(subject),
        (None, Some(file)) => About::File(file),
        (None, None) => About::Project,
    };
    Ok(Entry { key: Key { rule: entry.rule, about }, count: entry.count, at })
}

/// The message of an error without its line and column, which the finding shows.
fn words(error: &serde_json::Error) -> String {
    let message = error.to_string();
    message.split(" at line ").next().unwrap_or(&message).to_owned()
}

/// The character at which the text stops being JSON.
fn place(text: &str, error: &serde_json::Error) -> Range<usize> {
    let line_start: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let at = (line_start + error.column().saturating_sub(1)).min(text.len());
    let start = (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let width = text.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    start..start + width
}

/// The file with these entries.
pub(super) fn written(counts: &BTreeMap<Key, u32>) -> String {
    let lines: Vec<String> = counts.iter().map(|(key, count)| format!("\n    {}", entry_text(key, *count))).collect();
    let end = if lines.is_empty() { "" } else { "\n  " };
    format!("{{\n  \"version\": {VERSION},\n  \"findings\": [{}{end}]\n}}\n", lines.join(","))
}

/// One entry.
pub(super) fn entry_text(key: &Key, count: u32) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let about = match &key.about {
        About::Project => String::new(),
        About::File(file) => format!("\"file\": {}, ", quoted(file)),
        About::Subject(subject) => format!("\"subject\": {}, ", quoted(subject)),
    };
    format!("{{\"rule\": {}, {about}\"count\": {count}}}", quoted(&key.rule))
}
