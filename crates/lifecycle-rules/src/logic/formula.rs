//! Conditions in a form that has two shapes only: a claim, or so many of several.

use super::Logic;
use super::claim::{self, Claim, Variable};
use super::has::Has;
use super::values::Values;
use lifecycle_model::{Condition, ConditionKind, FieldId, Object, Position, StageId, Test};

/// From where a condition looks at records of other objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// From a record of this object: what is asked of other objects needs some related record, each question perhaps another one.
    From(Object),
    /// From records that are all given, one of each object: an automation, and the very records it works on.
    Given,
}

/// A condition. "All of" is so many as there are, "any of" is one.
#[derive(Clone, Debug)]
pub enum Formula<'m> {
    /// Nothing is known about it.
    Open,
    /// At least so many hold.
    AtLeast(usize, Vec<Formula<'m>>),
    /// Something is claimed about a record.
    Claim(Literal<'m>),
    /// There is such a related record; or, when false, there is none.
    Has(Has<'m>, bool),
}

/// A claim about a field or place of one record, or its denial.
#[derive(Clone, Debug)]
pub struct Literal<'m> {
    pub(super) variable: Variable,
    /// Whether it is about a given record; else about some related one, and its denial about all of them.
    pub(super) given: bool,
    pub(super) claim: Claim,
    pub(super) positive: bool,
    /// The test of a claim that leaves some values open: with its own denial it is a contradiction all the same.
    pub(super) test: Option<&'m Test>,
}

impl Literal<'_> {
    /// Where it may hold, or, if it is a denial, where the claim may fail.
    pub(super) fn values(&self) -> &Values {
        if self.positive { &self.claim.holds } else { &self.claim.fails }
    }
}

impl<'m> Formula<'m> {
    /// All of these.
    pub(crate) fn all(parts: Vec<Formula<'m>>) -> Self {
        Formula::AtLeast(parts.len(), parts)
    }

    /// That a field of a given record has one of these values, as a fact.
    pub(crate) fn fact(field: FieldId, values: Values) -> Self {
        let claim = Claim { holds: values, fails: Values::any() };
        Formula::Claim(Literal { variable: Variable::Field(field), given: true, claim, positive: true, test: None })
    }

    /// That a given record stands so to a stage.
    pub(crate) fn stands(logic: &Logic<'m>, position: Position, stage: StageId) -> Self {
        place(logic, true, position, stage)
    }

    /// That a given record is on no stage of the track of this one.
    pub(crate) fn is_on_none(logic: &Logic<'m>, stage: StageId) -> Self {
        match place(logic, true, Position::At, stage) {
            Formula::Claim(literal) => Formula::Claim(Literal { claim: claim::on_none(), ..literal }),
            open => open,
        }
    }

    /// Its opposite.
    pub fn negated(&self) -> Self {
        match self {
            Formula::Open => Formula::Open,
            Formula::AtLeast(count, parts) => {
                // Fewer than so many hold when all others fail.
                let missing = (parts.len() + 1).saturating_sub(*count);
                Formula::AtLeast(missing, parts.iter().map(Formula::negated).collect())
            }
            Formula::Claim(literal) => Formula::Claim(Literal { positive: !literal.positive, ..literal.clone() }),
            Formula::Has(has, positive) => Formula::Has(has.clone(), !positive),
        }
    }

    /// Whether nothing in it is left to people, or unreadable.
    pub(crate) fn is_readable(&self) -> bool {
        match self {
            Formula::Open => false,
            Formula::AtLeast(_, parts) => parts.iter().all(Formula::is_readable),
            Formula::Claim(_) | Formula::Has(..) => true,
        }
    }

    /// The parts that must all hold, taken out of one another.
    pub(crate) fn parts(&self) -> Vec<&Formula<'m>> {
        match self {
            Formula::AtLeast(count, parts) if *count == parts.len() => parts.iter().flat_map(Formula::parts).collect(),
            _ => vec![self],
        }
    }

    /// The fields and places it asks about.
    pub(crate) fn variables(&self) -> Vec<Variable> {
        match self {
            Formula::Open | Formula::Has(..) => Vec::new(),
            Formula::AtLeast(_, parts) => parts.iter().flat_map(Formula::variables).collect(),
            Formula::Claim(literal) => vec![literal.variable],
        }
    }

    /// Whether it asks for nothing but that fields are filled in: what was filled in once is taken to stay so.
    pub(crate) fn asks_presence(&self) -> bool {
        match self {
            Formula::Open | Formula::Has(..) => false,
            Formula::AtLeast(_, parts) => !parts.is_empty() && parts.iter().all(Formula::asks_presence),
            Formula::Claim(literal) => literal.positive && literal.claim.holds == Values::known(),
        }
    }

    /// Whether it asks for related records.
    pub(crate) fn asks_has(&self) -> bool {
        match self {
            Formula::Open | Formula::Claim(_) => false,
            Formula::AtLeast(_, parts) => parts.iter().any(Formula::asks_has),
            Formula::Has(..) => true,
        }
    }
}

pub(super) fn of_condition<'m>(logic: &Logic<'m>, view: View, condition: &'m Condition) -> Formula<'m> {
    let several = |parts: &'m [Condition]| parts.iter().map(|part| of_condition(logic, view, part)).collect::<Vec<_>>();
    let is_given = |object: Object| view == View::Given || view == View::From(object);
    match &condition.kind {
        ConditionKind::All(parts) => Formula::all(several(parts)),
        ConditionKind::Any(parts) => Formula::AtLeast(1, several(parts)),
        ConditionKind::Not(inner) => of_condition(logic, view, inner).negated(),
        ConditionKind::Test(field, test) => {
            let claim = claim::of_test(logic.model(), *field, test);
            let given = is_given(logic.model()[*field].object);
            let test = claim.is_open().then_some(test);
            Formula::Claim(Literal { variable: Variable::Field(*field), given, claim, positive: true, test })
        }
        ConditionKind::Stands(object, position, stage) => place(logic, is_given(*object), *position, *stage),
        ConditionKind::Has { object, within, position, filter } => {
            let has = Has { object: *object, within: *within, position: *position, filter: filter.as_deref() };
            Formula::Has(has, true)
        }
        ConditionKind::Unresolved => Formula::Open,
    }
}

fn place<'m>(logic: &Logic<'m>, given: bool, position: Position, stage: StageId) -> Formula<'m> {
    let track = logic.model()[stage].track;
    // With one journey per product, a record may stand in several places; tickets and deals are about one product each.
    let domain = &logic.model()[logic.model()[track].domain];
    if domain.per_product && !matches!(domain.object, Some(Object::Ticket | Object::Deal)) {
        return Formula::Open;
    }
    let claim = claim::of_position(logic, position, stage);
    Formula::Claim(Literal { variable: Variable::Place(track), given, claim, positive: true, test: None })
}
