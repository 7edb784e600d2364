//! Every rule the product has: of the syntax, of the model, of the project, and the checks of this crate.

use crate::cx::Cx;
use crate::{accept, project, rules};
use lifecycle_base::{Group, Rule};
use std::sync::OnceLock;

/// A check and its rule.
pub type Lint = (&'static Rule, fn(&mut Cx<'_>));

/// The checks of this crate.
pub fn lints() -> &'static [Lint] {
    rules::LINTS
}

/// Every rule, by group and name.
pub fn registry() -> &'static [&'static Rule] {
    static ALL: OnceLock<Vec<&'static Rule>> = OnceLock::new();
    ALL.get_or_init(|| {
        let parts = [project::RULES, lifecycle_syntax::RULES, lifecycle_model::RULES, accept::RULES];
        let mut all: Vec<&'static Rule> = parts.into_iter().flatten().copied().collect();
        all.extend(lints().iter().map(|(rule, _)| *rule));
        let place = |group| Group::ALL.iter().position(|known| *known == group);
        all.sort_by_key(|rule| (place(rule.group), rule.name));
        all
    })
}

/// The rule with this name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    registry().iter().copied().find(|rule| rule.name == name)
}
