//! Whether conditions hold, and which criteria of a stage do.

use crate::datum::{Datum, Number};
use crate::time::Moment;
use crate::world::{RecordId, World};
use lifecycle_model::{
    Comparison, Condition, ConditionKind, Criterion, CriterionKind, FieldId, Model, Object, Position, StageId, Test,
    Tracks, Type, Value,
};
use std::cmp::Ordering;

/// From where a condition looks at the records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// From a record: its own fields, and those of the records it is associated with.
    Record(RecordId),
    /// From outside: any record will do.
    Anywhere,
}

/// The outcome of a criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Truth {
    /// It holds.
    Holds,
    /// It does not.
    Fails,
    /// A person has to judge.
    Open,
}

impl World {
    /// The records of an object that a condition speaks of: the record itself, or those associated with it.
    pub(crate) fn seen(&self, view: View, object: Object) -> impl Iterator<Item = RecordId> {
        let of_object = move |id: &RecordId| self.get(*id).is_some_and(|record| record.object == object);
        let (own, related, all) = match view {
            View::Record(id) if of_object(&id) => (Some(id), None, None),
            View::Record(id) => (None, Some(self.related(id, object)), None),
            View::Anywhere => (None, None, Some(self.ids().filter(of_object))),
        };
        own.into_iter().chain(related.into_iter().flatten()).chain(all.into_iter().flatten())
    }

    /// The records among which `has OBJECT` looks: never the record itself.
    pub(crate) fn others(&self, view: View, object: Object) -> impl Iterator<Item = RecordId> {
        let (related, all) = match view {
            View::Record(id) => (Some(self.related(id, object)), None),
            View::Anywhere => (None, Some(self.seen(view, object))),
        };
        related.into_iter().flatten().chain(all.into_iter().flatten())
    }

    /// Whether a condition holds.
    pub fn holds(&self, model: &Model, view: View, condition: &Condition) -> bool {
        match &condition.kind {
            ConditionKind::All(parts) => parts.iter().all(|part| self.holds(model, view, part)),
            ConditionKind::Any(parts) => parts.iter().any(|part| self.holds(model, view, part)),
            ConditionKind::Not(part) => !self.holds(model, view, part),
            // "A bare name means that object's field"; of other objects, one associated record is enough.
            ConditionKind::Test(field, test) => {
                self.seen(view, model[*field].object).any(|record| self.passes(model, view, record, *field, test))
            }
            ConditionKind::Has { object, within, position, filter } => self.others(view, *object).any(|record| {
                within.is_none_or(|tracks| self.is_within(model, record, tracks))
                    && position.is_none_or(|(position, stage)| self.stands(model, record, position, stage))
                    && filter.as_ref().is_none_or(|filter| self.holds(model, View::Record(record), filter))
            }),
            ConditionKind::Stands(object, position, stage) => {
                self.seen(view, *object).any(|record| self.stands(model, record, *position, *stage))
            }
            ConditionKind::Unresolved => false,
        }
    }

    pub(crate) fn is_within(&self, model: &Model, record: RecordId, tracks: Tracks) -> bool {
        match tracks {
            Tracks::One(track) => {
                let place = self.place(record, model[track].domain);
                place.is_some_and(|place| model[place.stage].track == track)
            }
            Tracks::Domain(domain) => self.place(record, domain).is_some(),
        }
    }

    /// "`OBJECT is at | before | beyond | at or beyond STAGE`." Stages without a rank are neither before nor beyond any other; a record
    /// that has not entered the domain is before all of them.
    pub fn stands(&self, model: &Model, record: RecordId, position: Position, stage: StageId) -> bool {
        let Some(place) = self.place(record, model.domain_of(stage)) else { return position == Position::Before };
        if model[place.stage].track != model[stage].track {
            return false;
        }
        let order = model[place.stage].rank.zip(model[stage].rank).map(|(here, there)| here.cmp(&there));
        match position {
            Position::At => place.stage == stage,
            Position::Before => order == Some(Ordering::Less),
            Position::Beyond => order == Some(Ordering::Greater),
            Position::AtOrBeyond => place.stage == stage || order == Some(Ordering::Greater),
        }
    }

    /// Whether a field passes a test. A field without a value passes only those for unknown and for being another value.
    fn passes(&self, model: &Model, view: View, record: RecordId, field: FieldId, test: &Test) -> bool {
        self.accepts(model, view, field, test, self.datum(record, field))
    }

    /// Whether a field would pass a test if it held this.
    pub fn accepts(&self, model: &Model, view: View, field: FieldId, test: &Test, datum: Option<&Datum>) -> bool {
        let equals = |value: &Value| datum.is_some() && datum == self.value(model, view, field, value).as_ref();
        match test {
            Test::IsTrue => datum == Some(&Datum::Boolean(true)),
            Test::Known => datum.is_some(),
            Test::Unknown => datum.is_none(),
            Test::Compare(Comparison::Equal, value) => equals(value),
            Test::Compare(Comparison::NotEqual, value) => !equals(value),
            Test::Compare(comparison, value) => {
                let other = self.value(model, view, field, value);
                let order = datum.zip(other.as_ref()).and_then(|(one, other)| order(one, other));
                order.is_some_and(|order| match comparison {
                    Comparison::Less => order.is_lt(),
                    Comparison::LessOrEqual => order.is_le(),
                    Comparison::Greater => order.is_gt(),
                    Comparison::GreaterOrEqual => order.is_ge(),
                    Comparison::Equal | Comparison::NotEqual => false,
                })
            }
            Test::In(values) => values.iter().any(equals),
            Test::Contains(value) => match (datum, self.value(model, view, field, value)) {
                (Some(Datum::Text(text)), Some(Datum::Text(part))) => {
                    text.to_lowercase().contains(&part.to_lowercase())
                }
                (Some(Datum::Choices(all)), Some(Datum::Choices(part))) => part.is_subset(all),
                _ => false,
            },
            Test::WithinLast(duration) => {
                let since = datum.and_then(|datum| versus(datum, self.now.before(*duration)));
                let until = datum.and_then(|datum| versus(datum, self.now));
                since.is_some_and(Ordering::is_ge) && until.is_some_and(Ordering::is_le)
            }
            Test::OlderThan(duration) => {
                datum.and_then(|datum| versus(datum, self.now.before(*duration))).is_some_and(Ordering::is_lt)
            }
        }
    }

    /// The moment that a date field of a record holds.
    pub(crate) fn moment_of(&self, record: RecordId, field: FieldId) -> Option<Moment> {
        self.datum(record, field).and_then(moment)
    }

    /// What a value means for a field; `None` for no value.
    pub fn value(&self, model: &Model, view: View, field: FieldId, value: &Value) -> Option<Datum> {
        let multiple = model[field].ty == Type::MultiPicklist;
        let is_day = model[field].ty == Type::Date;
        Some(match value {
            Value::Text(text) => Datum::Text(text.clone()),
            Value::Number(number) => Datum::Number(Number(*number)),
            Value::Boolean(value) => Datum::Boolean(*value),
            Value::Date(date) if is_day => Datum::Day(Moment::of_date(*date).day()),
            Value::Date(date) => Datum::Moment(Moment::of_date(*date)),
            Value::Choice(_, index) if multiple => Datum::Choices([*index].into()),
            Value::Choice(_, index) => Datum::Choice(*index),
            Value::Today | Value::Now if is_day => Datum::Day(self.now.day()),
            Value::Today => Datum::Moment(Moment::of_day(self.now.day())),
            Value::Now => Datum::Moment(self.now),
            Value::Field(other) => {
                let datum = self.seen(view, model[*other].object).find_map(|record| self.datum(record, *other))?;
                match datum {
                    Datum::Moment(at) if is_day => Datum::Day(at.day()),
                    Datum::Day(day) if model[field].ty == Type::DateTime => Datum::Moment(Moment::of_day(*day)),
                    other => other.clone(),
                }
            }
            Value::Null | Value::Error => return None,
        })
    }

    /// How a criterion of a stage's entry stands for a record. "A criterion only a person can judge" is open.
    pub fn judge(&self, model: &Model, record: RecordId, criterion: &Criterion) -> Truth {
        match &criterion.kind {
            CriterionKind::Condition(condition) => match self.holds(model, View::Record(record), condition) {
                true => Truth::Holds,
                false => Truth::Fails,
            },
            CriterionKind::Manual(_) => Truth::Open,
            CriterionKind::AtLeast(count, parts) => {
                let truths: Vec<Truth> = parts.iter().map(|part| self.judge(model, record, part)).collect();
                let number = |truth| truths.iter().filter(|found| **found == truth).count();
                let (hold, open, count) = (number(Truth::Holds), number(Truth::Open), *count as usize);
                if hold >= count {
                    Truth::Holds
                } else if hold + open >= count {
                    Truth::Open
                } else {
                    Truth::Fails
                }
            }
        }
    }

    /// The criteria of a stage that keep a record out. "Each target enforces it where it can": what a person has to judge is not enforced.
    pub fn refusing<'m>(&self, model: &'m Model, record: RecordId, stage: StageId) -> Vec<&'m Criterion> {
        let criteria = model[stage].entry.iter().flat_map(|entry| &entry.criteria);
        criteria.filter(|criterion| self.judge(model, record, criterion) == Truth::Fails).collect()
    }

    /// "… a record on an earlier stage moves in by itself as soon as all hold." What people judge is left out; where nothing else is
    /// asked, nothing happens by itself.
    pub(crate) fn enters_by_itself(&self, model: &Model, record: RecordId, stage: StageId) -> bool {
        let Some(entry) = model[stage].entry.as_ref().filter(|entry| entry.auto) else { return false };
        let judged = entry.criteria.iter().filter(|it| !matches!(it.kind, CriterionKind::Manual(_)));
        let mut truths = judged.map(|criterion| self.judge(model, record, criterion)).peekable();
        truths.peek().is_some() && truths.all(|truth| truth == Truth::Holds)
    }
}

fn order(one: &Datum, other: &Datum) -> Option<Ordering> {
    match (one, other) {
        (Datum::Number(one), Datum::Number(other)) => Some(one.cmp(other)),
        _ => Some(moment(one)?.cmp(&moment(other)?)),
    }
}

/// A day has no time: it lies as long ago as the day of a moment.
fn versus(datum: &Datum, at: Moment) -> Option<Ordering> {
    match datum {
        Datum::Day(day) => Some(day.cmp(&at.day())),
        Datum::Moment(moment) => Some(moment.cmp(&at)),
        _ => None,
    }
}

fn moment(datum: &Datum) -> Option<Moment> {
    match datum {
        Datum::Day(day) => Some(Moment::of_day(*day)),
        Datum::Moment(moment) => Some(*moment),
        _ => None,
    }
}
