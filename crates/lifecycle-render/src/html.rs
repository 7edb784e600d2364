//! Findings as one self-contained web page, light or dark as the reader's system is.

use crate::codespan::{InfoWord, emit, whole_finding};
use crate::sources::Sources;
use crate::{Options, Summary};
use codespan_reporting::diagnostic::{LabelStyle, Severity};
use codespan_reporting::term::{Config, WriteStyle};
use lifecycle_base::{Diagnostic, SourceDb};
use std::io::{self, Write};

const STYLE: &str = include_str!("html.css");

pub(crate) fn render(db: &SourceDb, diagnostics: &[Diagnostic], _: &Options, out: &mut dyn Write) -> io::Result<()> {
    let sources = Sources::new(db);
    let config = Config::default();
    let summary = Summary::of(db, diagnostics);
    writeln!(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">")?;
    writeln!(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")?;
    writeln!(out, "<title>Lifecycle findings</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>")?;
    writeln!(out, "<h1>Lifecycle findings</h1>\n<p>{summary}</p>")?;
    let mut drawing = Vec::new();
    for diagnostic in diagnostics {
        write!(out, "<section class=\"{}\">\n<pre tabindex=\"0\">", diagnostic.severity)?;
        drawing.clear();
        let mut text = HtmlText::new(&mut drawing);
        emit(&sources, &config, &whole_finding(&sources, diagnostic), &mut text)?;
        text.close()?;
        // Codespan ends with an empty line, which would show at the foot of the panel.
        out.write_all(drawing.trim_ascii_end())?;
        write!(out, "</pre>\n<p><a href=\"")?;
        write_escaped(out, diagnostic.rule.url().as_bytes())?;
        write!(out, "\">About the rule ")?;
        write_escaped(out, diagnostic.rule.name.as_bytes())?;
        writeln!(out, "</a></p>\n</section>")?;
    }
    writeln!(out, "</main>\n</body>\n</html>")
}

/// Writes what codespan draws: text escaped, styles as `<span>` with a class.
struct HtmlText<'w> {
    out: &'w mut dyn Write,
    info: InfoWord,
    is_open: bool,
}

impl<'w> HtmlText<'w> {
    fn new(out: &'w mut dyn Write) -> Self {
        Self { out, info: InfoWord::default(), is_open: false }
    }

    /// Codespan may set a style without resetting the one before, so opening closes first.
    fn open(&mut self, class: &str) -> io::Result<()> {
        self.close()?;
        self.is_open = true;
        write!(self.out, "<span class=\"{class}\">")
    }

    fn close(&mut self) -> io::Result<()> {
        if std::mem::take(&mut self.is_open) { self.out.write_all(b"</span>") } else { Ok(()) }
    }
}

/// Escapes for text and for attributes in double or single quotes.
fn write_escaped(out: &mut dyn Write, text: &[u8]) -> io::Result<()> {
    for piece in text.split_inclusive(|byte| matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'')) {
        let (entity, plain): (&[u8], _) = match piece.split_last() {
            Some((b'&', plain)) => (b"&amp;", plain),
            Some((b'<', plain)) => (b"&lt;", plain),
            Some((b'>', plain)) => (b"&gt;", plain),
            Some((b'"', plain)) => (b"&quot;", plain),
            Some((b'\'', plain)) => (b"&#39;", plain),
            _ => (b"", piece),
        };
        out.write_all(plain)?;
        out.write_all(entity)?;
    }
    Ok(())
}

impl Write for HtmlText<'_> {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        write_escaped(self.out, self.info.replace(text))?;
        Ok(text.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl WriteStyle for HtmlText<'_> {
    fn set_header(&mut self, severity: Severity) -> io::Result<()> {
        self.info.header(severity);
        self.open("severity")
    }

    fn set_header_message(&mut self) -> io::Result<()> {
        self.open("message")
    }

    fn set_line_number(&mut self) -> io::Result<()> {
        self.open("frame")
    }

    fn set_note_bullet(&mut self) -> io::Result<()> {
        self.open("frame")
    }

    fn set_source_border(&mut self) -> io::Result<()> {
        self.open("frame")
    }

    fn set_label(&mut self, _: Severity, style: LabelStyle) -> io::Result<()> {
        self.open(match style {
            LabelStyle::Primary => "primary",
            LabelStyle::Secondary => "secondary",
        })
    }

    fn reset(&mut self) -> io::Result<()> {
        self.close()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn escapes_everything() {
        let mut out = Vec::new();
        write_escaped(&mut out, "<b title=\"x\" id='y'>é & 🎉</b>".as_bytes()).unwrap();
        let escaped = "&lt;b title=&quot;x&quot; id=&#39;y&#39;&gt;é &amp; 🎉&lt;/b&gt;";
        assert_eq!(String::from_utf8(out).unwrap(), escaped);
    }
}
