//! What a conjunction of claims leaves possible.

use super::Logic;
use super::claim::{self, Variable};
use super::formula::Literal;
use super::has::{Has, Related};
use super::values::Values;
use lifecycle_model::{Object, Test};
use std::collections::BTreeMap;

/// So many claims on one thing are compared with one another; more are only taken each by itself, so that no list costs its square.
const COMPARED: usize = 24;

#[derive(Clone, Debug, Default)]
pub(super) struct State<'m> {
    given: BTreeMap<Variable, Values>,
    related: BTreeMap<Variable, Related>,
    tests: BTreeMap<Variable, Vec<(&'m Test, bool)>>,
    has: BTreeMap<Object, Vec<(Has<'m>, bool)>>,
}

impl<'m> State<'m> {
    /// About how much there is to copy.
    pub(super) fn size(&self) -> usize {
        self.given.len() + self.related.len() + self.tests.len() + self.has.values().map(Vec::len).sum::<usize>()
    }

    /// Adds a claim; false if it can never hold with those before.
    pub(super) fn add(&mut self, logic: &Logic<'m>, literal: &Literal<'m>) -> bool {
        let universe = || match literal.variable {
            Variable::Field(field) => Values::of(&logic.model()[field]),
            Variable::Place(track) => claim::places(logic, track),
        };
        let values = literal.values();
        if literal.given {
            let left = self.given.entry(literal.variable).or_insert_with(universe);
            *left = left.intersect(values);
            return !left.is_empty() && self.add_test(literal);
        }
        let related =
            self.related.entry(literal.variable).or_insert_with(|| Related { every: universe(), some: Vec::new() });
        if literal.positive {
            // Some record is so, and it is also what all are.
            if related.some.len() < COMPARED {
                related.some.push(values.clone());
            }
            return !related.every.intersect(values).is_empty() && self.add_test(literal);
        }
        related.every = related.every.intersect(values);
        let fits = related.some.iter().all(|some| !some.intersect(&related.every).is_empty());
        fits && self.add_test(literal)
    }

    /// A test that leaves values open still contradicts its own denial.
    fn add_test(&mut self, literal: &Literal<'m>) -> bool {
        let Some(test) = literal.test else { return true };
        let others = self.tests.entry(literal.variable).or_default();
        let denied = others.iter().any(|(other, positive)| *positive != literal.positive && *other == test);
        if others.len() < COMPARED {
            others.push((test, literal.positive));
        }
        !denied
    }

    /// Adds that there is such a record, or that there is none.
    pub(super) fn add_has(&mut self, logic: &Logic<'m>, has: &Has<'m>, positive: bool) -> bool {
        if positive && has.is_impossible(logic) {
            return false;
        }
        let others = self.has.entry(has.object).or_default();
        let denied = others.iter().any(|(other, other_positive)| match (positive, other_positive) {
            (true, false) => has.entails(other, logic),
            (false, true) => other.entails(has, logic),
            _ => false,
        });
        if others.len() < COMPARED {
            others.push((has.clone(), positive));
        }
        !denied
    }
}
