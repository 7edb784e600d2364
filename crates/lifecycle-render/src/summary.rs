//! How many findings there are: the closing line for people, the counts for tools.

use lifecycle_base::{Diagnostic, Severity, SourceDb, list_words};
use serde::Serialize;
use std::fmt;

/// Counts over a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Summary {
    /// Number of findings with severity `error`.
    pub errors: usize,
    /// Number of findings with severity `warning`.
    pub warnings: usize,
    /// Number of findings with severity `info`.
    pub infos: usize,
    /// Number of files that were read, with findings or without.
    pub files: usize,
}

impl Summary {
    /// Counts the findings, and the files of the run.
    pub fn of(db: &SourceDb, diagnostics: &[Diagnostic]) -> Self {
        let count = |severity: Severity| diagnostics.iter().filter(|d| d.severity == severity).count();
        Self {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            infos: count(Severity::Info),
            files: db.iter().count(),
        }
    }

    /// The findings in words, such as "2 errors and 1 warning"; empty if there are none.
    pub(crate) fn counts(&self) -> String {
        let found: Vec<String> = [(self.errors, "error"), (self.warnings, "warning"), (self.infos, "info")]
            .into_iter()
            .filter(|&(count, _)| count > 0)
            .map(|(count, word)| counted(count, word))
            .collect();
        list_words(found.iter().map(String::as_str))
    }
}

/// One sentence: "Found 2 errors and 1 warning in 3 files."
impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let files = counted(self.files, "file");
        let found = self.counts();
        if found.is_empty() {
            return write!(f, "No findings in {files}.");
        }
        write!(f, "Found {found} in {files}.")
    }
}

pub(crate) fn counted(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_as_a_sentence() {
        let line = |errors, warnings, infos, files| Summary { errors, warnings, infos, files }.to_string();
        assert_eq!(line(0, 0, 0, 3), "No findings in 3 files.");
        assert_eq!(line(2, 1, 0, 3), "Found 2 errors and 1 warning in 3 files.");
        assert_eq!(line(1, 2, 1, 1), "Found 1 error, 2 warnings and 1 info in 1 file.");
    }
}
