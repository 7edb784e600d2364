//! What a test says about a field, or about a place: where it may hold, and where it may fail.

use super::Logic;
use super::set::{Cut, Line, Set};
use super::values::Values;
use lifecycle_model::{
    Comparison, Date, Duration, Field, FieldId, Model, Position, StageId, Test, TrackId, Type, Unit, Value,
};

/// Something about a record that has one state at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Variable {
    /// A field.
    Field(FieldId),
    /// Where it stands in a track.
    Place(TrackId),
}

/// Where a test may hold and where it may fail.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Claim {
    pub(super) holds: Values,
    pub(super) fails: Values,
}

impl Claim {
    /// Nothing is certain.
    pub(super) fn open() -> Self {
        Claim { holds: Values::any(), fails: Values::any() }
    }

    /// It needs a value; of which, nothing is certain.
    fn needs_value() -> Self {
        Claim { holds: Values::known(), fails: Values::any() }
    }

    /// Whether the two sets leave some states open.
    pub(super) fn is_open(&self) -> bool {
        !self.holds.intersect(&self.fails).is_empty()
    }
}

/// A test of a field.
pub(super) fn of_test(model: &Model, field: FieldId, test: &Test) -> Claim {
    let field = &model[field];
    match test {
        Test::IsTrue => compare(field, Comparison::Equal, &Value::Boolean(true)),
        Test::Known => Claim { holds: Values::known(), fails: Values::unknown() },
        Test::Unknown => Claim { holds: Values::unknown(), fails: Values::known() },
        Test::Compare(comparison, value) => compare(field, *comparison, value),
        Test::In(values) => match values.iter().map(|value| point(field, value)).collect::<Option<Vec<f64>>>() {
            Some(points) if field.ty != Type::DateTime => exactly(Set::points(points, Values::line(field.ty))),
            _ => Claim::needs_value(),
        },
        Test::Contains(_) => Claim::needs_value(),
        Test::WithinLast(length) => match days(length) {
            // Whether a day to come counts, and the day at the far end, is left open.
            Some((least, most)) => Claim {
                holds: Values::days_from_today(Set::from(Cut::before(-most))),
                fails: Values::days_from_today(
                    Set::between(Cut::after(-least, Line::Whole), Cut::after(0.0, Line::Whole)).complement(),
                )
                .or_unknown(),
            },
            None => Claim::needs_value(),
        },
        Test::OlderThan(length) => match days(length) {
            Some((least, most)) => Claim {
                holds: Values::days_from_today(Set::up_to(Cut::after(-least, Line::Whole))),
                fails: Values::days_from_today(Set::from(Cut::before(-most))).or_unknown(),
            },
            None => Claim::needs_value(),
        },
    }
}

/// The value must be one of these, which an unknown field is not.
fn exactly(set: Set) -> Claim {
    Claim { fails: Values::exactly(set.complement()).or_unknown(), holds: Values::exactly(set) }
}

fn compare(field: &Field, comparison: Comparison, value: &Value) -> Claim {
    let negative = comparison == Comparison::NotEqual;
    let from_today = *value == Value::Today;
    let Some(point) = (if from_today { Some(0.0) } else { point(field, value) }) else {
        return if negative { Claim::open() } else { Claim::needs_value() };
    };
    let values = |set| if from_today { Values::days_from_today(set) } else { Values::exactly(set) };
    let line = Values::line(field.ty);
    let (holds, fails) =
        if field.ty == Type::DateTime { around(comparison, point) } else { sets(comparison, point, line) };
    let claim = Claim { holds: values(holds), fails: values(fails).or_unknown() };
    // Whether an unknown field "is not A", or an unknown box "is false", differs from CRM to CRM.
    let lenient = negative || *value == Value::Boolean(false);
    if lenient { Claim { holds: claim.holds.or_unknown(), ..claim } } else { claim }
}

fn sets(comparison: Comparison, point: f64, line: Line) -> (Set, Set) {
    let holds = match comparison {
        Comparison::Equal => Set::point(point, line),
        Comparison::NotEqual => Set::point(point, line).complement(),
        Comparison::Less => Set::up_to(Cut::before(point)),
        Comparison::LessOrEqual => Set::up_to(Cut::after(point, line)),
        Comparison::Greater => Set::from(Cut::after(point, line)),
        Comparison::GreaterOrEqual => Set::from(Cut::before(point)),
    };
    let fails = holds.complement();
    (holds, fails)
}

/// A moment compared with a day: on that day itself, nothing is certain.
fn around(comparison: Comparison, day: f64) -> (Set, Set) {
    let upto = Set::up_to(Cut::after(day, Line::Whole));
    let since = Set::from(Cut::before(day));
    match comparison {
        Comparison::Equal => (Set::point(day, Line::Whole), Set::all()),
        Comparison::NotEqual => (Set::all(), Set::point(day, Line::Whole)),
        Comparison::Less | Comparison::LessOrEqual => (upto, since),
        Comparison::Greater | Comparison::GreaterOrEqual => (since, upto),
    }
}

/// A value as a point on the line of its type. Texts have none: how they compare is the CRM's.
fn point(field: &Field, value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => Some(*number),
        Value::Boolean(yes) => Some(if *yes { 1.0 } else { 0.0 }),
        Value::Date(date) => Some(day_number(*date)),
        Value::Choice(_, index) if field.ty == Type::Picklist => Some(f64::from(*index)),
        _ => None,
    }
}

/// Days since some first day, by the rules of the calendar.
fn day_number(date: Date) -> f64 {
    // Years begin in March here, so that the leap day is their last.
    let (year, month) = (i64::from(date.year), i64::from(date.month));
    let year = if month <= 2 { year - 1 } else { year };
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + i64::from(date.day) - 1;
    (year * 365 + year / 4 - year / 100 + year / 400 + of_year) as f64
}

/// The least and the most days that a length of time may take; business time depends on a calendar.
fn days(length: &Duration) -> Option<(f64, f64)> {
    let count = f64::from(length.count);
    let (least, most) = match length.unit {
        _ if length.business => return None,
        Unit::Minute | Unit::Hour => return None,
        Unit::Day => (1.0, 1.0),
        Unit::Week => (7.0, 7.0),
        Unit::Month => (28.0, 31.0),
        Unit::Year => (365.0, 366.0),
    };
    Some((least * count, most * count))
}

/// What a value does to a field that is set to it; `None` if nothing is known about the result.
pub(crate) fn of_value(field: &Field, value: &Value) -> Option<Values> {
    match value {
        Value::Null => Some(Values::unknown()),
        Value::Today if field.ty.is_date() => Some(Values::days_from_today(Set::point(0.0, Line::Whole))),
        Value::Now | Value::Text(_) | Value::Choice(..) if point(field, value).is_none() => Some(Values::known()),
        Value::Field(_) | Value::Error => None,
        _ if field.ty == Type::DateTime => Some(Values::known()),
        _ => point(field, value).map(|point| Values::exactly(Set::point(point, Values::line(field.ty)))),
    }
}

/// Places of stages without rank lie behind all ranks.
const UNRANKED: f64 = 1e9;

/// Where a stage lies in its track, to be compared with other places of the track.
fn place(model: &Model, stage: StageId) -> f64 {
    model[stage].rank.map_or(UNRANKED + stage.index() as f64, f64::from)
}

/// A position in the track of a stage. "Before" includes records on no stage; stages without rank are neither before nor beyond.
pub(super) fn of_position(logic: &Logic<'_>, position: Position, stage: StageId) -> Claim {
    let at = place(logic.model(), stage);
    let ranked = Set::up_to(Cut::before(UNRANKED));
    let here = Set::point(at, Line::Whole);
    let holds = match position {
        Position::At => here,
        Position::Before => Set::up_to(Cut::before(at)),
        Position::Beyond => Set::from(Cut::after(at, Line::Whole)).intersect(&ranked),
        Position::AtOrBeyond => Set::from(Cut::before(at)).intersect(&ranked).union(&here),
    };
    Claim { fails: Values::exactly(holds.complement()), holds: Values::exactly(holds) }
}

/// All places of a track, and none.
pub(super) fn places(logic: &Logic<'_>, track: TrackId) -> Values {
    let (ranked, others) = logic.ranks(track);
    let order = Set::between(Cut::before(-1.0), Cut::before(f64::from(ranked)));
    let beside = Set::from(Cut::before(UNRANKED));
    Values::exactly(if others { order.union(&beside) } else { order })
}

/// On no stage of a track.
pub(super) fn on_none() -> Claim {
    let none = Set::up_to(Cut::before(0.0));
    Claim { fails: Values::exactly(none.complement()), holds: Values::exactly(none) }
}
