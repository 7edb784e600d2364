//! What the readme says of the flows: a table from the same data as the flows themselves, and what they cannot do.

use super::Output;
use std::fmt::Write;

impl Output {
    /// The chapter of the readme; empty without flows.
    pub(in crate::salesforce) fn chapter(&self) -> String {
        let mut text = String::new();
        if !self.flows.is_empty() {
            text.push_str(
                "\n## What the flows do\n\n\
                 One step in one save. An automation never moves a record itself: it writes into `Move To` where it wants the record, and the \
                 record goes there before it is saved, if its criteria let it.\n\n\
                 | Flow | When | What it does | Comes from |\n|---|---|---|---|\n",
            );
        }
        for flow in &self.flows {
            let row = &flow.row;
            let (when, does, source) = (cell(&row.when), cell(&row.does), cell(&row.source));
            let _ = writeln!(text, "| `{}` | {when} | {does} | {source} |", flow.name);
        }
        if !self.flows.is_empty() {
            text.push_str(
                "\nBusiness time is counted from Monday to Friday, nine to five, in GMT. The recycle bin gives records back without a word: a \
                 record that was deleted counts again at its next change, or in the night if a nightly flow looks at it. What fails in a flow \
                 that runs later leaves a task at its record.\n",
            );
        }
        if self.teams.speaks() {
            text.push_str(
                "\nTeams are told through public groups, and get their tasks through queues (`Lifecycle_…`). They arrive empty: add the people of \
                 each team in Setup under Public Groups.\n",
            );
        }
        if !self.notes.is_empty() {
            text.push_str("\nWhat flows cannot do, and people have to:\n\n");
        }
        for note in &self.notes {
            let _ = writeln!(text, "- `{}`: {}.", note.of, note.why.replace('\n', " "));
        }
        text
    }
}

/// A text in a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}
