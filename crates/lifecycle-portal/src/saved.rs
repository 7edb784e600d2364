//! Answers kept in files: a portal that can only be looked at, and a portal whose answers are kept.
//!
//! The file of `GET /crm/pipelines/2026-09/deals` is `crm/pipelines/2026-09/deals.json`; a query is added with `@`.

use crate::portal::{Answer, Call, Fault, Portal};
use serde_json::Value;
use std::time::Duration;

/// The file that holds the answer to a path.
pub fn file_of(path: &str) -> String {
    format!("{}.json", path.trim_start_matches('/').replace('?', "@"))
}

/// Reads a file of the export; none if there is none.
type Read<'f> = Box<dyn Fn(&str) -> Result<Option<String>, String> + 'f>;

/// A portal made of saved answers.
pub struct Saved<'f> {
    read: Read<'f>,
}

impl<'f> Saved<'f> {
    /// `read` gives the text of a file of the export, if there is one.
    pub fn new(read: impl Fn(&str) -> Result<Option<String>, String> + 'f) -> Self {
        Self { read: Box::new(read) }
    }
}

impl Portal for Saved<'_> {
    fn send(&mut self, call: &Call) -> Result<Answer, Fault> {
        let file = file_of(&call.path);
        if !call.only_looks() {
            return Err(Fault::NotSent("an export cannot be changed".to_owned()));
        }
        let text = (self.read)(&file).map_err(Fault::NotSent)?.ok_or_else(|| Fault::NotSaved(file.clone()))?;
        let body =
            serde_json::from_str(&text).map_err(|error| Fault::NotSent(format!("`{file}` is no JSON: {error}")))?;
        Ok(Answer { status: 200, retry_after: None, body })
    }
}

/// A portal whose answers are kept as they come in.
pub struct Recorded<'p> {
    portal: &'p mut dyn Portal,
    /// The files and their texts.
    pub files: Vec<(String, String)>,
}

impl<'p> Recorded<'p> {
    /// Keeps what this portal answers.
    pub fn new(portal: &'p mut dyn Portal) -> Self {
        Self { portal, files: Vec::new() }
    }
}

impl Portal for Recorded<'_> {
    fn send(&mut self, call: &Call) -> Result<Answer, Fault> {
        let answer = self.portal.send(call)?;
        if call.only_looks() && answer.is_success() {
            self.files.push((file_of(&call.path), pretty(&answer.body)));
        }
        Ok(answer)
    }

    fn wait(&mut self, time: Duration) {
        self.portal.wait(time);
    }
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}
