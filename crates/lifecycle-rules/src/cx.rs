//! What a check sees and where it reports.

use crate::levels::{Level, Levels};
use crate::naming::Names;
use lifecycle_base::{Diagnostic, Rule, RuleOption, Severity};
use lifecycle_model::Model;
use std::cell::OnceCell;
use std::rc::Rc;

/// The model under check, and the findings so far.
pub struct Cx<'m> {
    model: &'m Model,
    levels: &'m Levels,
    names: OnceCell<Rc<Names>>,
    findings: Vec<Diagnostic>,
}

impl<'m> Cx<'m> {
    pub(crate) fn new(model: &'m Model, levels: &'m Levels) -> Self {
        Self { model, levels, names: OnceCell::new(), findings: Vec::new() }
    }

    /// The model.
    pub fn model(&self) -> &'m Model {
        self.model
    }

    /// What the names of the model say, judged once for all naming rules.
    pub(crate) fn names(&self) -> Rc<Names> {
        Rc::clone(self.names.get_or_init(|| Rc::new(Names::of(self.model))))
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

    pub(crate) fn finish(self) -> Vec<Diagnostic> {
        self.findings
    }
}
