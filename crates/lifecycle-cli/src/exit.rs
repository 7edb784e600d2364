//! How a run ends.

use std::fmt;

/// The outcome of a run, as its exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Nothing to complain about.
    Clean,
    /// There are findings at the deny level, or a difference that `--check` asked for.
    Findings,
    /// The run could not be done: wrong arguments, unreadable files.
    CannotRun,
}

impl Exit {
    /// 0, 1 or 2.
    pub(crate) const fn code(self) -> i32 {
        match self {
            Exit::Clean => 0,
            Exit::Findings => 1,
            Exit::CannotRun => 2,
        }
    }
}

/// Why a run could not be done, in a sentence for people.
#[derive(Debug)]
pub(crate) struct Failure(pub(crate) String);

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<E: std::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        Failure(error.to_string())
    }
}

/// What a command returns.
pub(crate) type Outcome = Result<Exit, Failure>;
