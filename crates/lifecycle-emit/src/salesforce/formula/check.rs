//! Whether a formula is one that Salesforce compiles: every function with as many arguments as it takes, of the kinds that it takes.
//!
//! Nothing that is written here is ever wrong in this way, so only tests and debug builds ask.

use super::Formula;
use lifecycle_targets::salesforce::formulas::Kind;

impl Formula {
    /// The first thing that Salesforce would refuse.
    pub(super) fn mistake(&self) -> Option<String> {
        self.parts().into_iter().find_map(Formula::mistake).or_else(|| self.own_mistake())
    }

    fn own_mistake(&self) -> Option<String> {
        let boolean = |part: &Formula| part.kind() == Kind::Boolean;
        let fine = match self {
            Formula::Call(function, arguments) => {
                let last = function.takes.len().saturating_sub(1);
                let count = match function.repeats {
                    true => arguments.len() >= function.takes.len(),
                    false => arguments.len() == function.takes.len(),
                };
                let takes = |place: usize| function.takes.get(place.min(last)).copied().unwrap_or_default();
                count && arguments.iter().enumerate().all(|(place, part)| takes(place).contains(&part.kind()))
            }
            Formula::All(parts) | Formula::Any(parts) => parts.iter().all(boolean),
            Formula::Not(part) => boolean(part),
            Formula::Compare(one, _, other) => {
                one.kind() == other.kind() && !matches!(one.kind(), Kind::Picklist | Kind::MultiPicklist)
            }
            Formula::Math(one, sign, other) => match (one.kind(), sign, other.kind()) {
                (Kind::Text, '&', Kind::Text) | (Kind::Number, '+' | '-' | '*' | '/', Kind::Number) => true,
                (Kind::Date | Kind::DateTime, '+' | '-', Kind::Number) => true,
                (one, '-', other) => one == other && matches!(one, Kind::Date | Kind::DateTime),
                _ => false,
            },
            Formula::OneOf(part, _) | Formula::Case(part, ..) => part.kind() == Kind::Picklist,
            Formula::Switch(part, _) => part.kind() == Kind::Number,
            Formula::Bool(_)
            | Formula::Text(_)
            | Formula::Number(_)
            | Formula::Field(_)
            | Formula::Prior(_)
            | Formula::Found(_)
            | Formula::Global(..) => true,
        };
        (!fine).then(|| format!("{self:?}"))
    }
}
