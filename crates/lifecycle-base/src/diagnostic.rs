//! The one diagnostic type of the product: plain data, no renderer.

use crate::{Edit, Location, Rule, Severity};

/// A second place that explains a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place, possibly in another file.
    pub location: Location,
    /// What to see there.
    pub message: String,
}

/// How safely a fix can be applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Applicability {
    /// Keeps the meaning or restores the obvious one.
    Safe,
    /// Likely right, but changes what the lifecycle says.
    Unsafe,
    /// One of several choices, or with text to fill in: for a person.
    Manual,
}

impl Applicability {
    /// The word used in JSON: `safe`, `unsafe` or `manual`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Applicability::Safe => "safe",
            Applicability::Unsafe => "unsafe",
            Applicability::Manual => "manual",
        }
    }
}

/// A change that resolves a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What the change does, as an instruction: "rename to `Demo Completed`".
    pub title: String,
    /// How safely it can be applied.
    pub applicability: Applicability,
    /// The edits, in any order, none overlapping.
    pub edits: Vec<Edit>,
}

/// One finding: what is wrong, where, why, and what to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule it comes from.
    pub rule: &'static Rule,
    /// Its severity after configuration.
    pub severity: Severity,
    /// What is wrong, in one sentence without a final full stop.
    pub message: String,
    /// The place. `None` only for findings about the project as a whole.
    pub location: Option<Location>,
    /// A few words at the place; may be empty.
    pub label: String,
    /// Further places that explain it.
    pub related: Vec<Label>,
    /// What to do next.
    pub help: Option<String>,
    /// Changes that resolve it, best first.
    pub fixes: Vec<Fix>,
    /// The declaration it is about, by its path in the language: `stage lead.MQL`, `automation DealWon`. It stays when lines move. Empty
    /// for what stands in no declaration that has a name.
    pub subject: String,
    /// The teams that can resolve it, by their labels: who is asked. Empty when nobody owns the subject.
    pub teams: Vec<String>,
}

impl Diagnostic {
    /// A finding of `rule` at `location`.
    pub fn new(rule: &'static Rule, location: Location, message: impl Into<String>) -> Self {
        Self { location: Some(location), ..Self::without_place(rule, message) }
    }

    /// A finding about the project as a whole.
    pub fn without_place(rule: &'static Rule, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity: rule.severity,
            message: message.into(),
            location: None,
            label: String::new(),
            related: Vec::new(),
            help: None,
            fixes: Vec::new(),
            subject: String::new(),
            teams: Vec::new(),
        }
    }

    /// Adds a few words at the place itself.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.label = text.into();
        self
    }

    /// Adds a place that explains the finding.
    #[must_use]
    pub fn related(mut self, location: Location, message: impl Into<String>) -> Self {
        self.related.push(Label { location, message: message.into() });
        self
    }

    /// Says what to do next.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// Says what to do next, if there is something to say.
    #[must_use]
    pub fn maybe_help(mut self, text: Option<String>) -> Self {
        self.help = text.or(self.help);
        self
    }

    /// Offers a change.
    #[must_use]
    pub fn fix(mut self, title: impl Into<String>, applicability: Applicability, edits: Vec<Edit>) -> Self {
        self.fixes.push(Fix { title: title.into(), applicability, edits });
        self
    }

    /// The order in which findings are shown: by place, project-wide ones first, then by rule and message.
    pub fn sort_key(&self) -> (Option<Location>, &'static str, &str) {
        (self.location, self.rule.name, &self.message)
    }
}
