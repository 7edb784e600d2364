//! The adapter to `codespan-reporting`, shared by the formats drawn with it.

use crate::printable::{printable, printable_line};
use crate::sources::{ShownSource, Sources};
use codespan_reporting::diagnostic as cs;
use codespan_reporting::files::{Error, Files};
use codespan_reporting::term::{Config, WriteStyle, emit_to_write_style};
use lifecycle_base::{Applicability, Diagnostic, FileId, Fix, Severity};
use std::io;
use std::ops::Range;

/// A finding with its first place only: what a one-line format shows.
pub(crate) fn headline(sources: &Sources<'_>, diagnostic: &Diagnostic) -> cs::Diagnostic<FileId> {
    let severity = match diagnostic.severity {
        Severity::Error => cs::Severity::Error,
        Severity::Warning => cs::Severity::Warning,
        Severity::Info => INFO,
    };
    let place = sources.place(diagnostic);
    cs::Diagnostic::new(severity)
        .with_code(diagnostic.rule.name)
        .with_message(printable_line(&diagnostic.message))
        .with_labels_iter(
            place.map(|at| cs::Label::primary(at.file, at.range).with_message(printable_line(&diagnostic.label))),
        )
}

/// A finding with everything there is to say.
pub(crate) fn whole_finding(sources: &Sources<'_>, diagnostic: &Diagnostic) -> cs::Diagnostic<FileId> {
    let related = sources.related(diagnostic);
    headline(sources, diagnostic)
        .with_labels_iter(
            related.map(|(at, label)| {
                cs::Label::secondary(at.file, at.range).with_message(printable_line(&label.message))
            }),
        )
        .with_notes_iter(diagnostic.help.iter().map(|help| format!("help: {}", printable(help))))
        .with_notes_iter(diagnostic.fixes.iter().map(fix_line))
}

/// One line that offers a fix and says how far to trust it.
pub(crate) fn fix_line(fix: &Fix) -> String {
    let kind = match fix.applicability {
        Applicability::Safe => "fix",
        Applicability::Unsafe => "unsafe fix",
        Applicability::Manual => "manual fix",
    };
    format!("{kind}: {}", printable_line(&fix.title))
}

/// Draws one finding.
pub(crate) fn emit(
    sources: &Sources<'_>,
    config: &Config,
    finding: &cs::Diagnostic<FileId>,
    out: &mut dyn WriteStyle,
) -> io::Result<()> {
    emit_to_write_style(out, config, sources, finding).map_err(|error| match error {
        Error::Io(error) => error,
        other => io::Error::other(other),
    })
}

/// Codespan has no `info`; its `note` stands in, and [`InfoWord`] puts our word back.
const INFO: cs::Severity = cs::Severity::Note;

/// Replaces the word `note` where codespan writes the severity: people configure `info`, so they read `info`.
#[derive(Default)]
pub(crate) struct InfoWord {
    comes_next: bool,
}

impl InfoWord {
    /// To call when codespan is about to write a severity.
    pub(crate) fn header(&mut self, severity: cs::Severity) {
        self.comes_next = severity == INFO;
    }

    /// What to write instead of `text`.
    pub(crate) fn replace<'t>(&mut self, text: &'t [u8]) -> &'t [u8] {
        if std::mem::take(&mut self.comes_next) && text == b"note" { b"info" } else { text }
    }
}

/// Plain text: no style at all.
pub(crate) struct PlainText<'w> {
    out: &'w mut dyn io::Write,
    info: InfoWord,
}

impl<'w> PlainText<'w> {
    pub(crate) fn new(out: &'w mut dyn io::Write) -> Self {
        Self { out, info: InfoWord::default() }
    }
}

impl io::Write for PlainText<'_> {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        self.out.write_all(self.info.replace(text))?;
        Ok(text.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl WriteStyle for PlainText<'_> {
    fn set_header(&mut self, severity: cs::Severity) -> io::Result<()> {
        self.info.header(severity);
        Ok(())
    }

    fn set_header_message(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn set_line_number(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn set_note_bullet(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn set_source_border(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn set_label(&mut self, _: cs::Severity, _: cs::LabelStyle) -> io::Result<()> {
        Ok(())
    }

    fn reset(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Every question is answered from the line index; nothing here reads a text from its start.
impl<'f, 'a: 'f> Files<'f> for Sources<'a> {
    type FileId = FileId;
    type Name = &'f str;
    type Source = &'f str;

    fn name(&'f self, file: FileId) -> Result<&'f str, Error> {
        Ok(&self.known(file)?.path)
    }

    fn source(&'f self, file: FileId) -> Result<&'f str, Error> {
        Ok(self.known(file)?.text())
    }

    fn line_index(&'f self, file: FileId, offset: usize) -> Result<usize, Error> {
        Ok(self.known(file)?.source.line_column(offset as u32).line as usize - 1)
    }

    fn column_number(&'f self, file: FileId, _line: usize, offset: usize) -> Result<usize, Error> {
        Ok(self.known(file)?.source.line_column(offset as u32).column as usize)
    }

    fn line_range(&'f self, file: FileId, line: usize) -> Result<Range<usize>, Error> {
        let range = self.known(file)?.source.line_range(line as u32 + 1);
        range.ok_or(Error::LineTooLarge { given: line, max: line.saturating_sub(1) })
    }
}

impl<'a> Sources<'a> {
    fn known(&self, file: FileId) -> Result<&ShownSource<'a>, Error> {
        self.get(file).ok_or(Error::FileMissing)
    }
}
