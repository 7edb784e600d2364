//! A checklist: what has to hold, what is missing, and whom to ask. For a terminal, or as Markdown for a pull request.

use crate::markdown::escape::{code, cut, escaped};
use crate::printable::printable_line;
use crate::region::Region;
use lifecycle_base::{Diagnostic, SourceDb};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};

/// Conditions, each with what is missing for it.
#[derive(Clone, Debug)]
pub struct Checklist<'a> {
    /// What it is for, such as `sign-off`.
    pub title: &'a str,
    /// The conditions in order. One that holds has nothing missing.
    pub conditions: Vec<(&'a str, &'a [Diagnostic])>,
}

/// How a checklist is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChecklistStyle {
    /// For a terminal or a log.
    Text,
    /// For a pull request.
    Markdown,
}

/// Bytes of Markdown behind which teams are only counted: hosts refuse comments of more than 65,536 characters.
const MARKDOWN_ROOM: usize = 55_000;

/// Who is asked where nobody owns what is missing.
const NOBODY: &str = "Owned by nobody";

impl Checklist<'_> {
    /// Writes the conditions, then what is missing by team, so that a team can be asked.
    ///
    /// # Errors
    /// When `out` does.
    pub fn render(&self, style: ChecklistStyle, db: &SourceDb, out: &mut dyn Write) -> io::Result<()> {
        let mut text = self.head(style);
        for (team, missing) in self.by_team() {
            let room = style == ChecklistStyle::Text || text.len() < MARKDOWN_ROOM;
            text.push_str(&part(style, team, &missing, db, room));
        }
        out.write_all(text.as_bytes())
    }

    fn head(&self, style: ChecklistStyle) -> String {
        let holding = self.conditions.iter().filter(|(_, missing)| missing.is_empty()).count();
        let heading = format!("{}: {holding} of {} conditions hold", self.title, self.conditions.len());
        let (before, item) = match style {
            ChecklistStyle::Text => ("", "  ["),
            ChecklistStyle::Markdown => ("## ", "- ["),
        };
        let mut text = format!("{before}{heading}\n\n");
        for (condition, missing) in &self.conditions {
            let mark = if missing.is_empty() { "x" } else { " " };
            let count = if missing.is_empty() { String::new() } else { format!(" ({} missing)", missing.len()) };
            let _ = writeln!(text, "{item}{mark}] {condition}{count}");
        }
        text
    }

    /// What each team can resolve. A finding that two teams have to agree on is asked of both.
    fn by_team(&self) -> BTreeMap<&str, Vec<&Diagnostic>> {
        let mut teams: BTreeMap<&str, Vec<&Diagnostic>> = BTreeMap::new();
        for diagnostic in self.conditions.iter().flat_map(|(_, missing)| *missing) {
            let asked = diagnostic.teams.iter().map(String::as_str);
            let nobody = Some(NOBODY).filter(|_| diagnostic.teams.is_empty());
            asked.chain(nobody).for_each(|team| teams.entry(team).or_default().push(diagnostic));
        }
        teams
    }
}

fn part(style: ChecklistStyle, team: &str, missing: &[&Diagnostic], db: &SourceDb, room: bool) -> String {
    let count = missing.len();
    let mut text = match style {
        ChecklistStyle::Text => format!("\n{} ({count})\n", printable_line(team)),
        ChecklistStyle::Markdown => {
            format!("\n<details>\n<summary>{} ({count})</summary>\n\n", escaped(&cut(team)))
        }
    };
    for diagnostic in missing.iter().take(if room { usize::MAX } else { 0 }) {
        if style == ChecklistStyle::Markdown && text.len() > MARKDOWN_ROOM / 4 {
            text.push_str("- … and more: `lifecycle check --gate` lists all\n");
            break;
        }
        text.push_str(&line(style, diagnostic, db));
    }
    if style == ChecklistStyle::Markdown {
        text.push_str("\n</details>\n");
    }
    text
}

fn line(style: ChecklistStyle, diagnostic: &Diagnostic, db: &SourceDb) -> String {
    let place = Region::of_finding(db, diagnostic)
        .map(|region| format!("{}:{}:{}", printable_line(region.path()), region.start().line, region.start().column));
    let (message, rule) = (&diagnostic.message, diagnostic.rule.name);
    match (style, place) {
        (ChecklistStyle::Text, Some(place)) => format!("  {place}: {} [{rule}]\n", printable_line(message)),
        (ChecklistStyle::Text, None) => format!("  {} [{rule}]\n", printable_line(message)),
        (ChecklistStyle::Markdown, place) => {
            let place = place.map(|place| format!(" {}", code(&cut(&place)))).unwrap_or_default();
            format!("- {}{place} ([{rule}]({}))\n", escaped(&cut(message)), diagnostic.rule.url())
        }
    }
}
