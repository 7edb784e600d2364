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
    /// `plan`: the portal differs from the lifecycle.
    Differs,
    /// `plan`: there is none. Its codes are those that people know of plans elsewhere: 0 none, 1 error, 2 changes.
    NoPlan,
}

impl Exit {
    /// 0, 1 or 2.
    pub(crate) const fn code(self) -> i32 {
        match self {
            Exit::Clean => 0,
            Exit::Findings | Exit::NoPlan => 1,
            Exit::CannotRun | Exit::Differs => 2,
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

/// Prints what is wrong with the arguments, or the help that they ask for, and ends the process. To `plan`, 2 would mean changes.
pub(crate) fn misunderstood(error: &clap::Error) -> ! {
    // Nobody to tell when the stream is gone.
    let _ = error.print();
    let is_plan = std::env::args().skip(1).find(|word| !word.starts_with('-')).is_some_and(|word| word == "plan");
    let wrong = if is_plan { Exit::NoPlan } else { Exit::CannotRun };
    std::process::exit(if error.use_stderr() { wrong.code() } else { Exit::Clean.code() })
}
