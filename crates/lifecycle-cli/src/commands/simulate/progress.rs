//! A bar on the terminal while a simulation runs.

use super::text::grouped;
use lifecycle_driver::simulate::Progress;
use std::io::{self, IsTerminal, Write};

const WIDTH: usize = 30;

/// The bar; it shows nothing unless somebody looks.
pub(super) struct Bar {
    watched: bool,
    drawn: usize,
}

impl Bar {
    pub(super) fn new(quiet: bool) -> Self {
        Self { watched: !quiet && io::stderr().is_terminal(), drawn: 0 }
    }

    pub(super) fn show(&mut self, progress: Progress) {
        if !self.watched {
            return;
        }
        let full = progress.done * WIDTH / progress.all.max(1);
        let bar = format!("{}{}", "#".repeat(full), ".".repeat(WIDTH - full));
        let done = format!("{} of {} accounts", grouped(progress.done as u64), grouped(progress.all as u64));
        let line = format!("[{bar}] {done}, {} events", grouped(progress.events));
        self.drawn = line.len();
        // Nobody to tell when standard error is gone.
        let _ = write!(io::stderr().lock(), "\r{line}");
    }

    /// Takes the bar away.
    pub(super) fn clear(&mut self) {
        if self.drawn > 0 {
            let _ = write!(io::stderr().lock(), "\r{}\r", " ".repeat(self.drawn));
        }
    }
}
