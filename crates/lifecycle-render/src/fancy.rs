//! Findings for a person at a terminal, drawn by miette. Its only user.

mod report;
mod source;
mod wrap;

use crate::sources::Sources;
use crate::{Options, Summary};
use lifecycle_base::{Diagnostic, SourceDb};
use miette::{GraphicalReportHandler, GraphicalTheme, ThemeCharacters, ThemeStyles};
use report::Report;
use std::io::{self, Write};

/// Sentences in narrower columns are harder to read than lines the terminal breaks.
const LEAST_WIDTH: usize = 40;

pub(crate) fn render(
    db: &SourceDb,
    diagnostics: &[Diagnostic],
    options: &Options,
    out: &mut dyn Write,
) -> io::Result<()> {
    let sources = Sources::new(db);
    let handler = handler(options);
    let mut text = String::new();
    for diagnostic in diagnostics {
        text.clear();
        let report = Report::of(&sources, diagnostic, options.width.max(LEAST_WIDTH));
        handler.render_report(&mut text, &report).map_err(io::Error::other)?;
        writeln!(out, "{text}")?;
    }
    writeln!(out, "{}", Summary::of(db, diagnostics))
}

/// Sets every option: miette's defaults look at the environment.
fn handler(options: &Options) -> GraphicalReportHandler {
    let theme = GraphicalTheme {
        characters: if options.unicode { ThemeCharacters::unicode() } else { ThemeCharacters::ascii() },
        styles: if options.colour { ThemeStyles::ansi() } else { ThemeStyles::none() },
    };
    GraphicalReportHandler::new_themed(theme)
        .without_syntax_highlighting()
        .with_show_related_as_nested(true)
        // Links are escape sequences as colours are; without them the address itself is printed.
        .with_links(options.colour)
        .with_wrap_lines(false)
}
