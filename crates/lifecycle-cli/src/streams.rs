//! Where output goes, and how it looks there.

use crate::arguments::{Colour, Global};
use crate::exit::Failure;
use lifecycle_base::{Diagnostic, SourceDb};
use lifecycle_render::{Format, Options, render};
use std::io::{self, BufRead, IsTerminal, Read, Write};

/// Standard output and error with their settings.
pub(crate) struct Streams {
    colour: bool,
    terminal: bool,
    pub(crate) quiet: bool,
}

impl Streams {
    pub(crate) fn new(global: &Global) -> Self {
        let terminal = io::stdout().is_terminal();
        let colour = match global.color {
            Colour::Always => true,
            Colour::Never => false,
            // NO_COLOR, CLICOLOR_FORCE, TERM=dumb and the like.
            Colour::Auto => anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never,
        };
        Self { colour, terminal, quiet: global.quiet }
    }

    /// Prints a result to standard output.
    pub(crate) fn print(&self, text: &str) -> Result<(), Failure> {
        pipe(io::stdout().lock().write_all(text.as_bytes()))
    }

    /// Prints a remark for people to standard error, unless they asked for quiet.
    pub(crate) fn remark(&self, text: &str) {
        if !self.quiet {
            // Nobody to tell when standard error is gone.
            let _ = writeln!(io::stderr().lock(), "{text}");
        }
    }

    /// Whether results are coloured.
    pub(crate) fn coloured(&self) -> bool {
        self.colour
    }

    /// Asks a question on the terminal; none if there is no terminal to ask on.
    pub(crate) fn ask(&self, question: &str) -> Option<String> {
        if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
            return None;
        }
        let _ = write!(io::stderr().lock(), "{question}");
        let mut answer = String::new();
        io::stdin().lock().read_line(&mut answer).ok()?;
        Some(answer.trim().to_owned())
    }

    /// The first line of standard input.
    pub(crate) fn first_line(&self) -> Result<String, Failure> {
        let mut line = String::new();
        io::stdin().lock().read_line(&mut line)?;
        Ok(line)
    }

    /// Says why the run could not be done.
    pub(crate) fn failure(&self, failure: &Failure) {
        let _ = writeln!(io::stderr().lock(), "error: {failure}");
    }

    /// Prints findings in a format; `auto` is fancy on a terminal, else plain.
    pub(crate) fn findings(&self, format: &str, db: &SourceDb, findings: &[Diagnostic]) -> Result<(), Failure> {
        self.findings_to(&mut io::stdout().lock(), format, db, findings)
    }

    /// Prints findings to standard error, where standard output is for a text.
    pub(crate) fn findings_aside(&self, format: &str, db: &SourceDb, findings: &[Diagnostic]) -> Result<(), Failure> {
        self.findings_to(&mut io::stderr().lock(), format, db, findings)
    }

    fn findings_to(
        &self,
        out: &mut dyn Write,
        format: &str,
        db: &SourceDb,
        findings: &[Diagnostic],
    ) -> Result<(), Failure> {
        let format = match format {
            "auto" if self.terminal => Format::Fancy,
            "auto" => Format::Plain,
            name => name.parse()?,
        };
        let quiet = self.quiet && findings.is_empty();
        if quiet && matches!(format, Format::Fancy | Format::Plain) {
            return Ok(());
        }
        let width = terminal_size::terminal_size().map_or(100, |(width, _)| usize::from(width.0));
        let options = Options { colour: self.colour, unicode: true, width };
        pipe(render(format, db, findings, &options, out))
    }

    /// All of standard input.
    pub(crate) fn input(&self) -> Result<String, Failure> {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes)?;
        String::from_utf8(bytes).map_err(|_| Failure("standard input is not UTF-8 text".to_owned()))
    }
}

/// A reader that went away, as `head` does, is no failure.
fn pipe(result: io::Result<()>) -> Result<(), Failure> {
    match result {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure(format!("cannot print: {error}"))),
        _ => Ok(()),
    }
}
