//! The list of formats. A new one is a module with a `render` function, and a line in the table below.

use crate::Options;
use lifecycle_base::{Diagnostic, SourceDb, did_you_mean, list_words};
use std::fmt;
use std::io::{self, Write};
use std::str::FromStr;

/// One line per format: its variant and its module, whose name is the name people type.
macro_rules! formats {
    ($($(#[$doc:meta])* $variant:ident => $module:ident,)*) => {
        /// A way to show findings.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Format {
            $($(#[$doc])* $variant,)*
        }

        impl Format {
            /// Every format, in the order people read them.
            pub const ALL: &'static [Format] = &[$(Format::$variant),*];

            /// The name on the command line.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Format::$variant => stringify!($module),)*
                }
            }

            pub(crate) fn render(
                self,
                db: &SourceDb,
                diagnostics: &[Diagnostic],
                options: &Options,
                out: &mut dyn Write,
            ) -> io::Result<()> {
                match self {
                    $(Format::$variant => crate::$module::render(db, diagnostics, options, out),)*
                }
            }
        }
    };
}

formats! {
    /// For a person at a terminal: frames, colours, clickable links.
    Fancy => fancy,
    /// For logs: the same content in ASCII, without colour.
    Plain => plain,
    /// One line a finding, as editors and `grep` like it: `path:line:column: error[rule]: message`.
    Short => short,
    /// For other tools; `schemas/findings.schema.json` describes it.
    Json => json,
    /// A web page of its own.
    Html => html,
    /// For code scanning on GitHub, and for viewers: SARIF 2.1.0 with the pages of the rules.
    Sarif => sarif,
    /// For the log of a GitHub workflow, which shows each finding at its line.
    Github => github,
    /// For merge requests on GitLab: a code quality report.
    Gitlab => gitlab,
    /// For any CI system: a test a finding.
    Junit => junit,
    /// For reviewdog, which comments on pull requests.
    Rdjson => rdjson,
    /// For Jenkins and everything else that reads Checkstyle's reports.
    Checkstyle => checkstyle,
    /// For a comment on a pull request: counts, and the findings of each file, folded.
    Markdown => markdown,
}

impl Format {
    /// The names of all formats, in the order of [`Format::ALL`].
    pub fn names() -> impl Iterator<Item = &'static str> {
        Self::ALL.iter().map(|format| format.as_str())
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        let known = Self::ALL.iter().copied().find(|format| format.as_str() == name);
        known.ok_or_else(|| UnknownFormat { name: name.to_owned() })
    }
}

/// A name that is not a format. Its message lists those that are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownFormat {
    /// What was asked for.
    pub name: String,
}

impl fmt::Display for UnknownFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a format; ", self.name)?;
        match did_you_mean(&self.name, Format::names()) {
            Some(question) => f.write_str(&question),
            None => write!(f, "there are {}", list_words(Format::names())),
        }
    }
}

impl std::error::Error for UnknownFormat {}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn names_round_trip() {
        for &format in Format::ALL {
            assert_eq!(format.as_str().parse::<Format>().unwrap(), format);
        }
    }

    #[test]
    fn unknown_names_get_an_answer() {
        let message = |name: &str| name.parse::<Format>().unwrap_err().to_string();
        assert_eq!(message("jsn"), "`jsn` is not a format; did you mean `json`?");
        assert_eq!(
            message("pdf-report"),
            "`pdf-report` is not a format; there are fancy, plain, short, json, html, sarif, github, gitlab, junit, rdjson, checkstyle and markdown"
        );
    }
}
