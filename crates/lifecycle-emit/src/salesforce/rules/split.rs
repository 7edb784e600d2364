//! Rules that are longer than a formula may be become several: any of them refuses.

use super::Draft;
use crate::salesforce::formula::Formula;
use crate::salesforce::formula::write::Dialect;

/// The formulas of the rules that a draft becomes; none if nothing is refused, `None` if even a part of it is too long.
pub(super) fn formulas(draft: &Draft) -> Option<Vec<Formula>> {
    let mut formulas = Vec::new();
    split(&draft.guards, &draft.refused, &mut formulas).then_some(formulas)
}

fn split(guards: &[Formula], refused: &[Formula], formulas: &mut Vec<Formula>) -> bool {
    let whole = Formula::all(guards.iter().cloned().chain([Formula::any(refused.iter().cloned())]));
    if whole == Formula::Bool(false) {
        return true;
    }
    if whole.fits(Dialect::Rule) {
        formulas.push(whole);
        return true;
    }
    match refused {
        [] => false,
        [Formula::Any(parts)] => split(guards, parts, formulas),
        [Formula::Not(all)] => match all.as_ref() {
            Formula::All(parts) => {
                let each: Vec<Formula> = parts.iter().cloned().map(Formula::not).collect();
                split(guards, &each, formulas)
            }
            _ => false,
        },
        [_] => false,
        several => {
            let (first, rest) = several.split_at(several.len() / 2);
            split(guards, first, formulas) && split(guards, rest, formulas)
        }
    }
}
