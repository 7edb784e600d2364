//! A bar on the terminal while something takes long.

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

    /// Shows how far it is, with a text behind the bar.
    pub(super) fn show(&mut self, done: usize, all: usize, text: &str) {
        if !self.watched {
            return;
        }
        let full = done * WIDTH / all.max(1);
        let line = format!("[{}{}] {text}", "#".repeat(full), ".".repeat(WIDTH - full));
        let length = line.chars().count();
        let left_over = " ".repeat(self.drawn.saturating_sub(length));
        self.drawn = length;
        // Nobody to tell when standard error is gone.
        let _ = write!(io::stderr().lock(), "\r{line}{left_over}");
    }

    /// Takes the bar away.
    pub(super) fn clear(&mut self) {
        if self.drawn > 0 {
            let _ = write!(io::stderr().lock(), "\r{}\r", " ".repeat(self.drawn));
        }
    }
}
