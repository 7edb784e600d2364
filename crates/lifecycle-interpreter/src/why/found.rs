//! Why a condition does not hold: what is there, and what would have to be.

use super::Asker;
use crate::condition::View;
use crate::datum::{Datum, Number};
use crate::world::RecordId;
use lifecycle_model::{Comparison, Condition, ConditionKind, FieldId, Object, Position, StageId, Test, Tracks, Type};
use lifecycle_words::{at, condition, field_label, list, sentence, value, within};

/// So many records are spoken of one by one.
const MOST: usize = 3;

impl Asker<'_> {
    /// A sentence about what keeps a condition from holding; with `unwanted`, about what makes it hold though it must not.
    pub(super) fn found(
        &self,
        view: View,
        subject: Option<Object>,
        asked: &Condition,
        unwanted: bool,
    ) -> Option<String> {
        match &asked.kind {
            ConditionKind::All(parts) | ConditionKind::Any(parts) => {
                let world = self.run.world();
                let telling = parts.iter().filter(|part| world.holds(self.model, view, part) == unwanted);
                let said: Vec<String> = telling.filter_map(|part| self.found(view, subject, part, unwanted)).collect();
                (!said.is_empty()).then(|| said.join("; "))
            }
            ConditionKind::Not(inner) => self.found(view, subject, inner, !unwanted),
            ConditionKind::Test(field, test) => Some(self.found_value(view, subject, *field, test, unwanted)),
            ConditionKind::Has { .. } | ConditionKind::Stands(..) if unwanted => {
                Some(format!("{}, and that must not be so", condition(self.model, subject, asked)))
            }
            ConditionKind::Has { object, within, position, filter } => {
                Some(self.found_records(view, *object, *within, *position, filter.as_deref()))
            }
            ConditionKind::Stands(object, _, stage) => {
                let seen: Vec<RecordId> = self.run.world().seen(view, *object).collect();
                Some(match seen.as_slice() {
                    [] => format!("no {} is associated", object.name()),
                    seen => {
                        let places = seen.iter().take(MOST).map(|id| self.standing(*id, self.model.domain_of(*stage)));
                        list(&places.collect::<Vec<_>>(), "and")
                    }
                })
            }
            ConditionKind::Unresolved => None,
        }
    }

    fn found_value(&self, view: View, subject: Option<Object>, field: FieldId, test: &Test, unwanted: bool) -> String {
        let (model, world) = (self.model, self.run.world());
        let object = model[field].object;
        let label = sentence(&field_label(model, subject, field));
        let seen: Vec<RecordId> = world.seen(view, object).collect();
        if seen.is_empty() {
            return format!(
                "no {} is associated, so {} is not known",
                object.name(),
                field_label(model, subject, field)
            );
        }
        let mut values: Vec<String> = Vec::new();
        for id in seen.iter().take(MOST) {
            let shown = world.datum(*id, field).map_or("unknown".to_owned(), |datum| self.shown(field, datum));
            if !values.contains(&shown) {
                values.push(shown);
            }
        }
        let values = list(&values, "or");
        match (test, unwanted) {
            (Test::Known, false) => format!("{label} is unknown"),
            (Test::Unknown, false) | (Test::Known, true) => format!("{label} is {values}, and it must be unknown"),
            (Test::Unknown, true) => format!("{label} is unknown"),
            (Test::Contains(it), true) => {
                format!("{label} is {values}, and must be without {}", value(model, subject, field, it))
            }
            (_, false) => format!("{label} is {values}, and {} is asked", self.asked(subject, field, test)),
            (_, true) => format!("{label} is {values}, and it must not be {}", self.asked(subject, field, test)),
        }
    }

    /// What a test asks for, as a noun: "60 or more".
    fn asked(&self, subject: Option<Object>, field: FieldId, test: &Test) -> String {
        let say = |it| value(self.model, subject, field, it);
        let date = self.model[field].ty.is_date();
        match test {
            Test::IsTrue => "yes".to_owned(),
            Test::Known => "any value".to_owned(),
            Test::Unknown => "no value".to_owned(),
            Test::Compare(comparison, it) => {
                let it = say(it);
                match comparison {
                    Comparison::Equal => it,
                    Comparison::NotEqual => format!("anything but {it}"),
                    Comparison::Less if date => format!("a day before {it}"),
                    Comparison::Less => format!("less than {it}"),
                    Comparison::LessOrEqual if date => format!("{it} or a day before"),
                    Comparison::LessOrEqual => format!("{it} or less"),
                    Comparison::Greater if date => format!("a day after {it}"),
                    Comparison::Greater => format!("more than {it}"),
                    Comparison::GreaterOrEqual if date => format!("{it} or a day after"),
                    Comparison::GreaterOrEqual => format!("{it} or more"),
                }
            }
            Test::In(values) => list(&values.iter().map(say).collect::<Vec<_>>(), "or"),
            Test::Contains(it) if self.model[field].ty == Type::MultiPicklist => format!("{} among them", say(it)),
            Test::Contains(it) => format!("a text with {}", say(it)),
            Test::WithinLast(length) => format!("a day within the last {length}"),
            Test::OlderThan(length) => format!("a day more than {length} ago"),
        }
    }

    /// A value as sentences show it.
    pub(super) fn shown(&self, field: FieldId, datum: &Datum) -> String {
        match datum {
            Datum::Boolean(true) => "yes".to_owned(),
            Datum::Boolean(false) => "no".to_owned(),
            Datum::Text(text) => format!("“{text}”"),
            Datum::Number(Number(n)) if self.model[field].ty == Type::Percent => format!("{n}%"),
            other => other.shown(self.model, field),
        }
    }

    fn found_records(
        &self,
        view: View,
        object: Object,
        tracks: Option<Tracks>,
        position: Option<(Position, StageId)>,
        filter: Option<&Condition>,
    ) -> String {
        let (model, world) = (self.model, self.run.world());
        let all: Vec<RecordId> = world.others(view, object).collect();
        if all.is_empty() {
            return format!("no {} is associated", object.name());
        }
        let reason = |id: &RecordId| {
            if let Some(tracks) = tracks.filter(|tracks| !world.is_within(model, *id, *tracks)) {
                return format!("the {} is not in {}", object.name(), within(model, tracks));
            }
            if let Some((_, stage)) = position.filter(|(word, stage)| !world.stands(model, *id, *word, *stage)) {
                return self.standing(*id, model.domain_of(stage));
            }
            let inner = filter.and_then(|filter| self.found(View::Record(*id), Some(object), filter, false));
            inner.map_or_else(
                || format!("the {} does not fit", object.name()),
                |inner| format!("of the {}, {inner}", object.name()),
            )
        };
        let mut reasons: Vec<String> = Vec::new();
        for said in all.iter().take(MOST).map(reason) {
            if !reasons.contains(&said) {
                reasons.push(said);
            }
        }
        reasons.join("; ")
    }

    /// Where a record stands in a domain: "the deal is at Proposal Sent in Renewal".
    fn standing(&self, id: RecordId, domain: lifecycle_model::DomainId) -> String {
        let (model, world) = (self.model, self.run.world());
        let object = world.get(id).map_or("record", |record| record.object.name());
        match world.place(id, domain) {
            Some(place) => format!("the {object} is {}", at(model, Position::At, place.stage)),
            None => format!("the {object} is on no stage of {}", model[domain].ident.label),
        }
    }
}
