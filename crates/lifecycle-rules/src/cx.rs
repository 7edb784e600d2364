//! What a check sees and where it reports.

use crate::levels::{Level, Levels};
use crate::logic::{Logic, Occasions};
use crate::naming::{Names, read};
use crate::part::Parts;
use crate::ways::Ways;
use crate::witness::{Again, again};
use lifecycle_base::{Diagnostic, Rule, RuleOption, Severity};
use lifecycle_model::Model;
use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

/// The model under check, what several checks want to know of it, and the findings so far.
///
/// What is known of the whole model is made when the first check asks for it, and handed out as an `Rc`, so that a check can hold it
/// while it reports.
pub struct Cx<'m> {
    model: &'m Model,
    levels: &'m Levels,
    names: OnceCell<Rc<Names>>,
    keys: RefCell<HashMap<&'m str, Rc<str>>>,
    parts: OnceCell<Rc<Parts>>,
    ways: OnceCell<Rc<Ways>>,
    logic: OnceCell<Rc<Logic<'m>>>,
    occasions: OnceCell<Rc<Occasions<'m>>>,
    again: OnceCell<Rc<Vec<Again>>>,
    findings: Vec<Diagnostic>,
    is_whole: bool,
}

impl<'m> Cx<'m> {
    /// `language` are the findings of syntax and model.
    pub(crate) fn new(model: &'m Model, levels: &'m Levels, language: Vec<Diagnostic>) -> Self {
        let is_whole = !language.iter().any(|finding| finding.rule.severity == Severity::Error);
        let findings = language.into_iter().filter_map(|finding| levels.judged(finding)).collect();
        Self {
            model,
            levels,
            names: OnceCell::new(),
            keys: RefCell::default(),
            parts: OnceCell::new(),
            ways: OnceCell::new(),
            logic: OnceCell::new(),
            occasions: OnceCell::new(),
            again: OnceCell::new(),
            findings,
            is_whole,
        }
    }

    /// The model.
    pub fn model(&self) -> &'m Model {
        self.model
    }

    /// Whether a gate is asked for, which wants an answer even where nothing shows that the question arises.
    pub fn is_strict(&self) -> bool {
        self.levels.is_gate()
    }

    /// Whether a rule reports anything.
    pub(crate) fn is_on(&self, rule: &Rule) -> bool {
        self.levels.of(rule) != Level::Allow
    }

    /// What the names of the model say.
    pub(crate) fn names(&self) -> Rc<Names> {
        Rc::clone(self.names.get_or_init(|| Rc::new(Names::of(self.model))))
    }

    /// The words of a label, for comparison with another one. Pipelines repeat each other's labels, and several checks compare them.
    pub(crate) fn key(&self, label: &'m str) -> Rc<str> {
        Rc::clone(self.keys.borrow_mut().entry(label).or_insert_with(|| read(label).key().into()))
    }

    /// Which part of the lifecycle each track is.
    pub(crate) fn parts(&self) -> Rc<Parts> {
        Rc::clone(self.parts.get_or_init(|| Rc::new(Parts::of(self.model))))
    }

    /// How records get from stage to stage.
    pub(crate) fn ways(&self) -> Rc<Ways> {
        Rc::clone(self.ways.get_or_init(|| Rc::new(Ways::of(self.model))))
    }

    /// Reasoning over the conditions of the model.
    pub(crate) fn logic(&self) -> Rc<Logic<'m>> {
        Rc::clone(self.logic.get_or_init(|| Rc::new(Logic::new(self.model))))
    }

    /// The automations by event.
    pub(crate) fn occasions(&self) -> Rc<Occasions<'m>> {
        Rc::clone(self.occasions.get_or_init(|| Rc::new(Occasions::of(&self.logic()))))
    }

    /// What is found to repeat itself by itself.
    pub(crate) fn again(&self) -> Rc<Vec<Again>> {
        Rc::clone(self.again.get_or_init(|| Rc::new(again(self.model))))
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
    pub fn report(&mut self, finding: Diagnostic) {
        self.findings.extend(self.levels.judged(finding));
    }

    /// Whether the sources mean something definite throughout, so that what is missing is really missing and not only misspelt.
    pub(crate) fn is_whole(&self) -> bool {
        self.is_whole
    }

    pub(crate) fn finish(self) -> Vec<Diagnostic> {
        self.findings
    }
}
