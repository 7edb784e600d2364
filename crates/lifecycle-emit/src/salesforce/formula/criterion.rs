//! Entry criteria as formulas. The counterpart of `World::judge` in the interpreter.
//!
//! A criterion holds, fails or is open. What a person has to judge is open, and so is what Salesforce cannot see: it is never
//! enforced, but no automatic entry waits for what is only seen by people.

use super::Formula;
use super::condition::{Beyond, Eyes};
use lifecycle_model::{Criterion, CriterionKind};

/// How a criterion stands for a record.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Judged {
    /// Whether it holds for certain.
    pub(crate) holds: Formula,
    /// Whether it fails for certain.
    pub(crate) fails: Formula,
}

impl Eyes<'_> {
    /// How a criterion stands; what cannot be seen is added to `beyond`.
    pub(crate) fn judge(&mut self, criterion: &Criterion, beyond: &mut Vec<Beyond>) -> Judged {
        match &criterion.kind {
            CriterionKind::Manual(_) => OPEN,
            CriterionKind::Condition(condition) => {
                let known = self.lookups.len();
                match self.condition(condition) {
                    Ok(holds) => Judged { fails: holds.clone().not(), holds },
                    Err(unseen) => {
                        self.lookups.truncate(known);
                        beyond.push(unseen);
                        OPEN
                    }
                }
            }
            CriterionKind::AtLeast(count, parts) => {
                let judged: Vec<Judged> = parts.iter().map(|part| self.judge(part, beyond)).collect();
                let (count, all) = (*count as usize, judged.len());
                let holds = judged.iter().map(|it| it.holds.clone()).collect();
                let fails = judged.into_iter().map(|it| it.fails).collect();
                // It fails when so many fail that the others are too few.
                let too_few = if count > all { Formula::Bool(true) } else { Formula::at_least(all + 1 - count, fails) };
                Judged { holds: Formula::at_least(count, holds), fails: too_few }
            }
        }
    }
}

const OPEN: Judged = Judged { holds: Formula::Bool(false), fails: Formula::Bool(false) };
