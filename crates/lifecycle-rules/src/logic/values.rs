//! What a field of a record may hold.

use super::set::{Cut, Line, Set};
use lifecycle_model::{Field, Type};

/// A set of states of a field: perhaps no value, or one that lies in both sets. Dates are measured twice, on the calendar and from today,
/// since nothing is known about the day on which a condition is asked.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Values {
    null: bool,
    exact: Set,
    from_today: Set,
}

impl Values {
    /// Any state.
    pub(crate) fn any() -> Self {
        Values { null: true, ..Values::known() }
    }

    /// Any value.
    pub(crate) fn known() -> Self {
        Values { null: false, exact: Set::all(), from_today: Set::all() }
    }

    /// No value.
    pub(crate) fn unknown() -> Self {
        Values { null: true, exact: Set::none(), from_today: Set::none() }
    }

    /// A value of a set.
    pub(super) fn exactly(exact: Set) -> Self {
        Values { exact, ..Values::known() }
    }

    /// A date so many days from today.
    pub(super) fn days_from_today(from_today: Set) -> Self {
        Values { from_today, ..Values::known() }
    }

    /// These, or no value.
    pub(super) fn or_unknown(self) -> Self {
        Values { null: true, ..self }
    }

    pub(crate) fn is_empty(&self) -> bool {
        !self.null && (self.exact.is_empty() || self.from_today.is_empty())
    }

    /// The states in both.
    pub(crate) fn intersect(&self, other: &Self) -> Self {
        Values {
            null: self.null && other.null,
            exact: self.exact.intersect(&other.exact),
            from_today: self.from_today.intersect(&other.from_today),
        }
    }

    /// What a field can hold at all.
    pub(super) fn of(field: &Field) -> Self {
        let whole = |count: usize| Set::between(Cut::before(0.0), Cut::before(count as f64));
        let exact = match field.ty {
            Type::Boolean => whole(2),
            Type::Picklist if !field.ident.damaged && !field.choices.is_empty() => whole(field.choices.len()),
            _ => Set::all(),
        };
        // Every CRM stamps when a record was created.
        let always = field.standard && field.ident.name == "created_on";
        Values { null: !always, ..Values::exactly(exact) }
    }

    /// How the values of a type lie.
    pub(super) fn line(ty: Type) -> Line {
        if ty.is_number() { Line::Real } else { Line::Whole }
    }
}
