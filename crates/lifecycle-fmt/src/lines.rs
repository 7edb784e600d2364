//! The lines being written, and the one thing that is decided when all stand: where trailing comments go.

use crate::align::densest;
use crate::rows::width;
use crate::spacing::ROW_GAP;

/// Lines under construction.
#[derive(Debug, Default)]
pub(crate) struct Lines<'t> {
    /// The text of all lines without line ends and trailing comments.
    text: String,
    lines: Vec<Line<'t>>,
}

#[derive(Debug)]
struct Line<'t> {
    /// Where its text ends.
    end: usize,
    indent: usize,
    /// Display cells, indentation included.
    width: usize,
    comment: Option<&'t str>,
    /// Whether its comment may stand below those of its neighbours.
    aligned: bool,
}

impl<'t> Lines<'t> {
    /// How many lines there are.
    pub(crate) fn len(&self) -> usize {
        self.lines.len()
    }

    /// Starts a line.
    pub(crate) fn begin(&mut self, indent: usize) {
        self.lines.push(Line { end: self.text.len(), indent, width: 0, comment: None, aligned: false });
        self.push(indent, "", 0);
    }

    /// Adds blanks and a text of `width` cells to the line.
    pub(crate) fn push(&mut self, blanks: usize, text: &str, width: usize) {
        self.text.extend(std::iter::repeat_n(' ', blanks));
        self.text.push_str(text);
        if let Some(line) = self.lines.last_mut() {
            line.end = self.text.len();
            line.width += blanks + width;
        }
    }

    /// Adds a blank line, unless nothing stands above.
    pub(crate) fn blank(&mut self) {
        if !self.lines.is_empty() {
            self.begin(0);
        }
    }

    /// Puts a comment behind the line; `aligned` with those of its neighbours, if they are too.
    pub(crate) fn comment(&mut self, text: &'t str, aligned: bool) {
        if let Some(line) = self.lines.last_mut() {
            line.comment = Some(text);
            line.aligned = aligned;
        }
    }

    /// Display cells of the line so far.
    pub(crate) fn width(&self) -> usize {
        self.lines.last().map_or(0, |line| line.width)
    }

    /// The finished text, and where each line starts in it.
    pub(crate) fn finish(self) -> (String, Vec<usize>) {
        let mut out = String::with_capacity(self.text.len() + self.lines.len() * 2);
        let mut starts = Vec::with_capacity(self.lines.len() + 1);
        let mut done = 0;
        for run in self.lines.chunk_by(|a, b| a.aligned && b.aligned && a.indent == b.indent) {
            let column = comment_column(run);
            for line in run {
                starts.push(out.len());
                out.push_str(self.text.get(done..line.end).unwrap_or_default());
                done = line.end;
                if let Some(comment) = line.comment {
                    let blanks =
                        column.filter(|(low, _)| *low <= line.width).and_then(|(_, c)| c.checked_sub(line.width));
                    out.extend(std::iter::repeat_n(' ', blanks.unwrap_or(0).max(ROW_GAP)));
                    out.push_str(comment);
                }
                out.push('\n');
            }
        }
        starts.push(out.len());
        (out, starts)
    }
}

/// The narrowest line whose comment is aligned, and the column of the comments.
fn comment_column(run: &[Line<'_>]) -> Option<(usize, usize)> {
    if run.len() < 2 {
        return None;
    }
    let (low, high) = densest(run.iter().map(|line| line.width).collect())?;
    Some((low, high + ROW_GAP))
}

/// Writes a `"""` text of several lines behind what stands on the line. Its body is indented below its row where its
/// first line is blank; elsewhere the indentation is part of the text and stays. Trailing blanks of lines never count.
pub(crate) fn push_long_text(lines: &mut Lines<'_>, blanks: usize, text: &str, indent: usize) {
    let inner = text.get(3..text.len().saturating_sub(3)).unwrap_or_default();
    let body: Vec<&str> = inner.split('\n').collect();
    let Some((first, rest)) = body.split_first() else { return };
    let (last, middle) = rest.split_last().unwrap_or((&"", &[]));
    let movable = is_blank(first);
    let blank_of = |line: &&str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let shared = rest.iter().filter(|line| !is_blank(line)).map(blank_of).min().unwrap_or(0);
    let head = format!("\"\"\"{}", first.trim_end());
    lines.push(blanks, &head, width(&head));
    let mut line = |content: &str, end: &str| {
        let (indent, kept) = match (is_blank(content), movable) {
            (true, _) => (if end.is_empty() { 0 } else { indent }, ""),
            (false, true) => (indent, content.get(shared..).unwrap_or_default()),
            (false, false) => (0, content),
        };
        // A quote in front of the closing ones must keep its distance.
        let kept = if end.is_empty() { kept.trim_end() } else { kept.trim_end_matches('\r') };
        lines.begin(indent);
        lines.push(0, kept, width(kept));
        lines.push(0, end, end.len());
    };
    for content in middle {
        line(content, "");
    }
    line(last, "\"\"\"");
}

fn is_blank(line: &str) -> bool {
    line.trim().is_empty()
}
