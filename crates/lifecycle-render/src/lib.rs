//! Diagnostics to text: for a terminal, a log, an editor, a web page, another tool.
//!
//! The only crate that knows a rendering library. It does not know the grammar, the model, the phases of a run, where
//! the output goes, or whether that is a terminal: the caller says so in [`Options`]. Findings are shown in the order
//! they are given; sort them by [`Diagnostic::sort_key`] first.

mod advice;
mod checklist;
mod checkstyle;
mod codespan;
mod fancy;
mod fingerprint;
mod format;
mod github;
mod gitlab;
mod html;
mod json;
mod junit;
mod markdown;
mod plain;
mod printable;
mod rdjson;
mod region;
mod sarif;
mod short;
mod sources;
mod summary;
mod trials;
mod xml;

pub use checklist::{Checklist, ChecklistStyle};
pub use format::{Format, UnknownFormat};
pub use summary::Summary;
pub use trials::{Coverage as TrialCoverage, Trial, TrialEvent, TrialLine, TrialReport};

use lifecycle_base::{Diagnostic, SourceDb};
use std::io::{self, BufWriter, Write};

/// How the output may look. Formats for machines ignore it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// ANSI colours and clickable links. Only [`Format::Fancy`] has any.
    pub colour: bool,
    /// Frames and symbols beyond ASCII. Only [`Format::Fancy`] asks: plain frames are always ASCII, HTML ones never.
    /// What a project itself says is shown in its own characters in any case.
    pub unicode: bool,
    /// Columns at which sentences are wrapped, 40 at the least. Only [`Format::Fancy`] wraps, and never source lines.
    pub width: usize,
}

impl Default for Options {
    /// No colour, no Unicode, 100 columns: safe everywhere.
    fn default() -> Self {
        Self { colour: false, unicode: false, width: 100 }
    }
}

/// Writes all `diagnostics` to `out` in one format. Places in files that `db` does not have are left out.
///
/// # Errors
/// When `out` does.
pub fn render(
    format: Format,
    db: &SourceDb,
    diagnostics: &[Diagnostic],
    options: &Options,
    out: &mut dyn Write,
) -> io::Result<()> {
    // The libraries write word by word; `out` may be a bare file or pipe.
    let mut out = BufWriter::with_capacity(1 << 16, out);
    format.render(db, diagnostics, options, &mut out)?;
    out.flush()
}
