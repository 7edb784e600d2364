//! The gate before emission.

use crate::Model;
use lifecycle_base::{Diagnostic, Severity};
use std::ops::Deref;

/// A model without errors. Targets accept nothing else, so none can run on a broken one.
#[derive(Clone, Copy, Debug)]
pub struct Checked<'m> {
    model: &'m Model,
}

impl<'m> Checked<'m> {
    /// The model, unless one of all `findings` about its project is an error.
    pub fn new(model: &'m Model, findings: &[Diagnostic]) -> Option<Self> {
        findings.iter().all(|finding| finding.severity < Severity::Error).then_some(Self { model })
    }

    /// The model.
    pub fn model(self) -> &'m Model {
        self.model
    }
}

impl Deref for Checked<'_> {
    type Target = Model;

    fn deref(&self) -> &Model {
        self.model
    }
}
