//! Results of scenarios: for people as a good test runner prints them, for programs as JSON, for CI systems as JUnit.

use crate::printable::printable_line;
use crate::xml::Xml;
use serde::Serialize;
use std::io::{self, Write};

/// All results of one run.
#[derive(Clone, Debug, Default, Serialize)]
pub struct TrialReport {
    /// One a scenario.
    pub trials: Vec<Trial>,
    /// How much of the lifecycle they exercise; empty unless asked for.
    pub coverage: Vec<Coverage>,
}

/// What became of a scenario.
#[derive(Clone, Debug, Serialize)]
pub struct Trial {
    /// Its title.
    pub name: String,
    /// Where it is written: `path:line`.
    pub place: String,
    /// Whether everything expected is so.
    pub passed: bool,
    /// Its lines, up to the one that failed.
    pub lines: Vec<TrialLine>,
}

/// A line of a scenario and what followed from it.
#[derive(Clone, Debug, Serialize)]
pub struct TrialLine {
    /// As it is written.
    pub source: String,
    /// What happened, in order.
    pub events: Vec<TrialEvent>,
    /// Why it failed, if it did.
    pub failure: Option<String>,
}

/// Something that happened.
#[derive(Clone, Debug, Serialize)]
pub struct TrialEvent {
    /// What, in a sentence.
    pub text: String,
    /// What in the lifecycle made it happen; nothing for what the line itself says.
    pub cause: Option<String>,
    /// Where that is written: `path:line`.
    pub place: Option<String>,
}

/// How much of one kind is exercised.
#[derive(Clone, Debug, Serialize)]
pub struct Coverage {
    /// What: `automations`.
    pub what: &'static str,
    /// How many are exercised.
    pub exercised: usize,
    /// How many there are.
    pub all: usize,
    /// Those that are not, with their places where they have one.
    pub missing: Vec<String>,
}

impl TrialReport {
    /// How many scenarios passed.
    pub fn passed(&self) -> usize {
        self.trials.iter().filter(|trial| trial.passed).count()
    }

    /// Whether every scenario passed.
    pub fn is_passed(&self) -> bool {
        self.passed() == self.trials.len()
    }

    /// For people: a line a scenario, and the whole story of those that failed, or of all.
    ///
    /// # Errors
    /// When `out` does.
    pub fn text(&self, all: bool, out: &mut dyn Write) -> io::Result<()> {
        for trial in &self.trials {
            let mark = if trial.passed { "PASS" } else { "FAIL" };
            writeln!(out, "{mark}  {}  ({})", printable_line(&trial.name), printable_line(&trial.place))?;
            if all || !trial.passed {
                trial.lines.iter().try_for_each(|line| story(line, out))?;
                writeln!(out)?;
            }
        }
        if !self.coverage.is_empty() {
            writeln!(out, "\nExercised:")?;
        }
        for coverage in &self.coverage {
            writeln!(out, "  {} of {} {}", coverage.exercised, coverage.all, coverage.what)?;
            for missing in &coverage.missing {
                writeln!(out, "      not {}", printable_line(missing))?;
            }
        }
        let failed = self.trials.len() - self.passed();
        writeln!(out, "\n{} passed, {failed} failed", self.passed())
    }

    /// For programs.
    ///
    /// # Errors
    /// When `out` does.
    pub fn json(&self, out: &mut dyn Write) -> io::Result<()> {
        #[derive(Serialize)]
        struct Document<'a> {
            version: u32,
            passed: usize,
            failed: usize,
            #[serde(flatten)]
            report: &'a TrialReport,
        }
        let (passed, failed) = (self.passed(), self.trials.len() - self.passed());
        serde_json::to_writer_pretty(&mut *out, &Document { version: 1, passed, failed, report: self })?;
        writeln!(out)
    }

    /// For CI systems: a test a scenario.
    ///
    /// # Errors
    /// When `out` does.
    pub fn junit(&self, out: &mut dyn Write) -> io::Result<()> {
        let (tests, failures) = (self.trials.len().to_string(), (self.trials.len() - self.passed()).to_string());
        let counts = [("name", "scenarios"), ("tests", &tests), ("failures", &failures), ("errors", "0")];
        let mut xml = Xml::new(out)?;
        xml.element("testsuites", &counts, |xml| {
            let suite = [counts.as_slice(), &[("skipped", "0")]].concat();
            xml.element("testsuite", &suite, |xml| self.trials.iter().try_for_each(|trial| test_case(trial, xml)))
        })?;
        xml.finish()
    }
}

fn test_case(trial: &Trial, xml: &mut Xml<'_>) -> io::Result<()> {
    let name = [("name", trial.name.as_str()), ("classname", trial.place.as_str())];
    let Some(failure) = trial.lines.iter().find_map(|line| line.failure.as_deref()) else {
        return xml.empty("testcase", &name);
    };
    let mut text = Vec::new();
    trial.lines.iter().try_for_each(|line| story(line, &mut text))?;
    xml.element("testcase", &name, |xml| {
        xml.text("failure", &[("type", "expectation"), ("message", failure)], &String::from_utf8_lossy(&text))
    })
}

fn story(line: &TrialLine, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "      {}", printable_line(&line.source))?;
    for event in &line.events {
        let place = event.place.as_ref().map(|place| format!(", {place}")).unwrap_or_default();
        let cause = event.cause.as_ref().map(|cause| format!("  [{cause}{place}]")).unwrap_or_default();
        writeln!(out, "        - {}{}", printable_line(&event.text), printable_line(&cause))?;
    }
    match &line.failure {
        Some(failure) => writeln!(out, "        FAILED: {}", printable_line(failure)),
        None => Ok(()),
    }
}
