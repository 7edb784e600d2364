//! Whether formulas can hold together: claims are put together one by one, alternatives are tried in turn.

use super::Logic;
use super::formula::Formula;
use super::state::State;

/// The work allowed for one question; beyond it the answer is open.
const BUDGET: usize = 4_000;

/// Whether formulas can hold together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Certainly not.
    Never,
    /// Nothing speaks against it.
    Perhaps,
    /// The question is too large.
    Undecided,
}

pub(super) fn solve<'m>(logic: &Logic<'m>, parts: &[&Formula<'m>]) -> Verdict {
    Search { logic, left: BUDGET }.all(State::default(), parts.to_vec(), Vec::new())
}

struct Search<'l, 'm> {
    logic: &'l Logic<'m>,
    left: usize,
}

/// So many of these are still to hold.
type Choice<'f, 'm> = (usize, &'f [Formula<'m>]);

impl<'m> Search<'_, 'm> {
    /// Puts together all that has no alternative, then tries the alternatives.
    fn all<'f>(
        &mut self,
        mut state: State<'m>,
        mut goals: Vec<&'f Formula<'m>>,
        mut choices: Vec<Choice<'f, 'm>>,
    ) -> Verdict {
        while let Some(goal) = goals.pop() {
            let fits = match goal {
                Formula::Open => true,
                Formula::Claim(literal) => state.add(self.logic, literal),
                Formula::Has(has, positive) => state.add_has(self.logic, has, *positive),
                Formula::AtLeast(count, parts) if *count > parts.len() => false,
                Formula::AtLeast(count, parts) if *count == parts.len() => {
                    goals.extend(parts);
                    true
                }
                Formula::AtLeast(0, _) => true,
                Formula::AtLeast(count, parts) => {
                    choices.push((*count, parts));
                    true
                }
            };
            if !fits {
                return Verdict::Never;
            }
        }
        match choices.pop() {
            Some(choice) => self.one_of(state, choice, &choices),
            None => Verdict::Perhaps,
        }
    }

    /// Tries each part as the first that holds.
    fn one_of<'f>(&mut self, state: State<'m>, (count, parts): Choice<'f, 'm>, choices: &[Choice<'f, 'm>]) -> Verdict {
        let mut undecided = false;
        for (index, part) in parts.iter().enumerate() {
            let rest = parts.get(index + 1..).unwrap_or_default();
            if rest.len() + 1 < count {
                break;
            }
            let cost = 1 + state.size() + choices.len();
            let Some(left) = self.left.checked_sub(cost) else { return Verdict::Undecided };
            self.left = left;
            let mut choices = choices.to_vec();
            let mut goals = vec![part];
            match count - 1 {
                0 => {}
                more if more == rest.len() => goals.extend(rest),
                more => choices.push((more, rest)),
            }
            match self.all(state.clone(), goals, choices) {
                Verdict::Never => {}
                Verdict::Perhaps => return Verdict::Perhaps,
                Verdict::Undecided => undecided = true,
            }
        }
        if undecided { Verdict::Undecided } else { Verdict::Never }
    }
}
