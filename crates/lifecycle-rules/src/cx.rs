//! What a check sees and where it reports.

use crate::levels::{Level, Levels};
use lifecycle_base::{Diagnostic, Rule, RuleOption, Severity};
use lifecycle_model::Model;

/// The model under check, and the findings so far.
pub struct Cx<'m> {
    model: &'m Model,
    levels: &'m Levels,
    findings: Vec<Diagnostic>,
}

impl<'m> Cx<'m> {
    pub(crate) fn new(model: &'m Model, levels: &'m Levels) -> Self {
        Self { model, levels, findings: Vec::new() }
    }

    /// The model.
    pub fn model(&self) -> &'m Model {
        self.model
    }

    /// A number that a team may have set for a rule.
    pub fn number(&self, rule: &Rule, option: &RuleOption) -> u32 {
        self.levels.number(rule, option)
    }

    /// Texts that a team may have set for a rule.
    pub fn texts(&self, rule: &Rule, option: &RuleOption) -> &'m [String] {
        self.levels.texts(rule, option)
    }

    /// Keeps a finding with the severity its level gives it; drops it where the rule is switched off, so checks never ask.
    pub fn report(&mut self, mut finding: Diagnostic) {
        match self.levels.of(finding.rule) {
            Level::Allow => return,
            Level::Default => {}
            Level::Warn => finding.severity = Severity::Warning,
            Level::Deny => finding.severity = Severity::Error,
        }
        if self.levels.denies_warnings() && finding.severity == Severity::Warning {
            finding.severity = Severity::Error;
        }
        self.findings.push(finding);
    }

    /// Whether the sources mean something definite throughout, so that what is missing is really missing and not only misspelt.
    pub(crate) fn is_whole(&self) -> bool {
        !self.findings.iter().any(|finding| finding.rule.severity == Severity::Error)
    }

    pub(crate) fn finish(self) -> Vec<Diagnostic> {
        self.findings
    }
}
