//! One line a finding: `path:line:column: error[rule]: message`. Findings without a place start at the severity.

use crate::Options;
use crate::codespan::{PlainText, emit, headline};
use crate::sources::Sources;
use codespan_reporting::term::{Config, DisplayStyle};
use lifecycle_base::{Diagnostic, SourceDb};
use std::io::{self, Write};

pub(crate) fn render(db: &SourceDb, diagnostics: &[Diagnostic], _: &Options, out: &mut dyn Write) -> io::Result<()> {
    let sources = Sources::new(db);
    let config = Config { display_style: DisplayStyle::Short, ..Config::default() };
    for diagnostic in diagnostics {
        emit(&sources, &config, &headline(&sources, diagnostic), &mut PlainText::new(out))?;
    }
    Ok(())
}
