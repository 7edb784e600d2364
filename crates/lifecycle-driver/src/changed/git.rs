//! Asks git, and reads its answers.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::{fmt, io};

/// Why nobody knows what has changed.
#[derive(Debug)]
pub enum ChangedError {
    /// There is no git.
    NoGit(io::Error),
    /// The folder belongs to no repository, or git refuses to read it.
    NoRepository(String),
    /// git does not know the reference.
    UnknownReference(String),
    /// The reference and `HEAD` have nothing in common, as far as this clone goes back.
    NothingInCommon(String),
    /// git failed in another way.
    Failed(String),
}

impl fmt::Display for ChangedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const FETCH: &str = "in CI, check out the whole history (GitHub: `fetch-depth: 0`, GitLab: `GIT_DEPTH: 0`)";
        match self {
            ChangedError::NoGit(error) => write!(f, "what has changed is asked of git, which cannot be run: {error}"),
            ChangedError::NoRepository(said) => write!(f, "what has changed is asked of git, which says: {said}"),
            ChangedError::UnknownReference(name) => write!(f, "git knows no commit `{name}`; {FETCH}"),
            ChangedError::NothingInCommon(name) => {
                write!(f, "`{name}` and what is checked out have no commit in common; {FETCH}")
            }
            ChangedError::Failed(said) => write!(f, "git cannot say what has changed: {said}"),
        }
    }
}

impl std::error::Error for ChangedError {}

/// Changed lines of the new text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hunk {
    /// The first, from 1; where lines were only taken away, the one before.
    pub(super) start: u32,
    /// How many; 0 where lines were only taken away.
    pub(super) lines: u32,
}

/// What git says about a folder. Paths count from there.
#[derive(Debug, Default)]
pub(super) struct Diff {
    /// The files that have other lines than before.
    pub(super) hunks: BTreeMap<String, Vec<Hunk>>,
    /// The files that git tracks.
    pub(super) tracked: BTreeSet<String>,
    /// Whether anything differs.
    pub(super) any: bool,
}

/// What a project is made of.
const FILES: [&str; 4] = ["--", "*.lifecycle", "*lifecycle.toml", "*lifecycle-baseline.json"];

/// What differs below a folder between the working tree and the commit where `HEAD` left the reference.
pub(super) fn diff(folder: &Path, reference: &str) -> Result<Diff, ChangedError> {
    let inside = git(folder, &["rev-parse", "--is-inside-work-tree"])?;
    if !inside.status.success() {
        return Err(ChangedError::NoRepository(said(&inside)));
    }
    let commit = format!("{reference}^{{commit}}");
    let known = git(folder, &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])?;
    let Some(commit) = one_line(&known) else { return Err(ChangedError::UnknownReference(reference.to_owned())) };
    let Some(base) = one_line(&git(folder, &["merge-base", &commit, "HEAD"])?) else {
        return Err(ChangedError::NothingInCommon(reference.to_owned()));
    };
    // Every setting that changes the form of a diff is set here, whatever a person has configured.
    let mut arguments =
        vec!["-c", "core.quotePath=off", "diff", "--no-ext-diff", "--no-textconv", "--no-color", "--text"];
    arguments.extend(["--unified=0", "--inter-hunk-context=0", "--ignore-cr-at-eol", "--find-renames", "--relative"]);
    arguments.extend(["--src-prefix=a/", "--dst-prefix=b/", "--submodule=short", &base]);
    arguments.extend(FILES);
    let changed = succeeded(git(folder, &arguments)?)?;
    let mut arguments = vec!["ls-files", "-z"];
    arguments.extend(FILES);
    let tracked = succeeded(git(folder, &arguments)?)?;
    let names = tracked.split(|byte| *byte == 0).map(|name| String::from_utf8_lossy(name).into_owned());
    Ok(Diff { hunks: hunks(&changed), tracked: names.collect(), any: !changed.is_empty() })
}

fn git(folder: &Path, arguments: &[&str]) -> Result<Output, ChangedError> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(arguments).stdin(Stdio::null());
    // The repository is that of the project, also when a hook of another one runs this. Nothing is written, not even its cache.
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_EXTERNAL_DIFF", "GIT_DIFF_OPTS"] {
        command.env_remove(name);
    }
    command.env("GIT_OPTIONAL_LOCKS", "0").env("LC_ALL", "C").output().map_err(ChangedError::NoGit)
}

fn succeeded(output: Output) -> Result<Vec<u8>, ChangedError> {
    if output.status.success() { Ok(output.stdout) } else { Err(ChangedError::Failed(said(&output))) }
}

fn one_line(output: &Output) -> Option<String> {
    let text = String::from_utf8_lossy(&output.stdout);
    let line = text.lines().next().filter(|_| output.status.success())?;
    Some(line.to_owned())
}

/// What git said about its failure, on one line.
fn said(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    let line = text.lines().next().unwrap_or("nothing").trim();
    line.strip_prefix("fatal: ").unwrap_or(line).to_owned()
}

/// The changed lines of each file in a diff without context.
fn hunks(diff: &[u8]) -> BTreeMap<String, Vec<Hunk>> {
    let mut found: BTreeMap<String, Vec<Hunk>> = BTreeMap::new();
    let mut file: Option<String> = None;
    // Lines of content look like anything, so they are counted.
    let mut content = 0;
    for line in diff.split(|byte| *byte == b'\n') {
        if content > 0 {
            content -= u32::from(!line.starts_with(b"\\"));
        } else if let Some(name) = line.strip_prefix(b"+++ ") {
            file = new_name(&String::from_utf8_lossy(name));
        } else if let Some((old, hunk)) =
            line.strip_prefix(b"@@ -").and_then(|line| ranges(&String::from_utf8_lossy(line)))
        {
            content = old.lines + hunk.lines;
            if let Some(file) = &file {
                found.entry(file.clone()).or_default().push(hunk);
            }
        }
    }
    found
}

/// `b/lead.lifecycle`, or `"b/\"lead\".lifecycle"`; nothing for a file that is gone.
fn new_name(written: &str) -> Option<String> {
    let written = written.trim_end_matches(['\t', '\r']);
    let name = match written.strip_prefix('"').and_then(|inner| inner.strip_suffix('"')) {
        Some(inner) => unescaped(inner),
        None => written.to_owned(),
    };
    name.strip_prefix("b/").map(str::to_owned)
}

/// Undoes the escapes of a name in quotes: those of C, of which letters and octal bytes occur.
fn unescaped(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes().peekable();
    while let Some(byte) = rest.next() {
        if byte != b'\\' {
            bytes.push(byte);
            continue;
        }
        match rest.next() {
            Some(digit @ b'0'..=b'7') => {
                let mut code = u32::from(digit - b'0');
                while let Some(digit) = rest.next_if(|byte| matches!(byte, b'0'..=b'7')) {
                    code = code * 8 + u32::from(digit - b'0');
                }
                bytes.push(code as u8);
            }
            Some(b'n') => bytes.push(b'\n'),
            Some(b't') => bytes.push(b'\t'),
            Some(b'r') => bytes.push(b'\r'),
            Some(other) => bytes.push(other),
            None => {}
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// `3,2 +4,0 @@ …`: the lines before and after.
fn ranges(text: &str) -> Option<(Hunk, Hunk)> {
    let (old, rest) = text.split_once(" +")?;
    let (new, _) = rest.split_once(" @@")?;
    Some((range(old)?, range(new)?))
}

fn range(text: &str) -> Option<Hunk> {
    let (start, lines) = text.split_once(',').unwrap_or((text, "1"));
    Some(Hunk { start: start.parse().ok()?, lines: lines.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_that_looks_like_a_header_is_content() {
        let diff = "diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -2 +2,3 @@ x\n--- b/z\n+++ b/q\n+@@ -1 +1 @@\n+y\n\\ No newline at end of file\n\
                    @@ -9,2 +12,0 @@\n-a\n-b\n--- a/gone\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n";
        let found = hunks(diff.as_bytes());
        assert_eq!(found.len(), 1);
        assert_eq!(found["a"], [Hunk { start: 2, lines: 3 }, Hunk { start: 12, lines: 0 }]);
    }

    #[test]
    fn names_in_quotes_are_read() {
        assert_eq!(new_name("\"b/a \\\"b\\\" \\303\\274.lifecycle\"").unwrap(), "a \"b\" ü.lifecycle");
        assert_eq!(new_name("b/mit Blank.lifecycle\t").unwrap(), "mit Blank.lifecycle");
        assert_eq!(new_name("/dev/null"), None);
    }
}
