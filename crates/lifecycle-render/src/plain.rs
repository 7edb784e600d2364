//! Findings for logs and for `--color never`: ASCII, stable, nothing depends on a terminal.

use crate::codespan::{PlainText, emit, whole_finding};
use crate::sources::Sources;
use crate::{Options, Summary};
use codespan_reporting::term::{Chars, Config};
use lifecycle_base::{Diagnostic, SourceDb};
use std::io::{self, Write};

pub(crate) fn render(db: &SourceDb, diagnostics: &[Diagnostic], _: &Options, out: &mut dyn Write) -> io::Result<()> {
    let sources = Sources::new(db);
    let config = Config { chars: Chars::ascii(), ..Config::default() };
    for diagnostic in diagnostics {
        emit(&sources, &config, &whole_finding(&sources, diagnostic), &mut PlainText::new(out))?;
    }
    writeln!(out, "{}", Summary::of(db, diagnostics))
}
