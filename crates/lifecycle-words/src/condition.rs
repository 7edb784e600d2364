//! Conditions.
//!
//! "Not" is pushed down to the single tests, so that no sentence says "it is not the case that".

use crate::list;
use crate::value::{field_label, value};
use lifecycle_model::{
    Comparison, Condition, ConditionKind, FieldId, Model, Object, Position, StageId, Test, Tracks, Value,
};

/// A condition about a record of `subject`: "ICP fit score is 60 or more", "there is a deal in New Business".
/// Fields of other objects say whose they are.
pub fn condition(model: &Model, subject: Option<Object>, condition: &Condition) -> String {
    Phrases { model, subject }.phrase(condition, false, Around::Nothing)
}

/// Where a record stands: "at Closed Won in New Business".
pub fn at(model: &Model, position: Position, stage: StageId) -> String {
    Phrases { model, subject: None }.position(position, stage)
}

/// A pipeline or domain by its label.
pub fn within(model: &Model, tracks: Tracks) -> String {
    Phrases { model, subject: None }.tracks(tracks)
}

/// What a phrase stands in, which decides how clearly it must say where it ends.
#[derive(Clone, Copy, PartialEq)]
enum Around {
    Nothing,
    And,
    Or,
    Deep,
}

struct Phrases<'m> {
    model: &'m Model,
    subject: Option<Object>,
}

impl Phrases<'_> {
    fn phrase(&self, condition: &Condition, negated: bool, around: Around) -> String {
        match &condition.kind {
            ConditionKind::All(parts) => self.joined(parts, negated, !negated, around),
            ConditionKind::Any(parts) => self.joined(parts, negated, negated, around),
            ConditionKind::Not(inner) => self.phrase(inner, !negated, around),
            ConditionKind::Test(field, test) => self.test(*field, test, negated),
            ConditionKind::Has { object, within, position, filter } => {
                self.has(*object, *within, *position, filter.as_deref(), negated)
            }
            ConditionKind::Stands(object, position, stage) => {
                let not = if negated { "not " } else { "" };
                format!("the {} is {not}{}", object.name(), self.position(*position, *stage))
            }
            // A checked model has none.
            ConditionKind::Unresolved => String::new(),
        }
    }

    /// `A and B`, `either A or B`, and by De Morgan what they become when negated.
    fn joined(&self, parts: &[Condition], negated: bool, all: bool, around: Around) -> String {
        if let [one] = parts {
            return self.phrase(one, negated, around);
        }
        let inside = match around {
            Around::Nothing if all => Around::And,
            Around::Nothing => Around::Or,
            _ => Around::Deep,
        };
        let phrases: Vec<String> = parts.iter().map(|part| self.phrase(part, negated, inside)).collect();
        let word = if all { "and" } else { "or" };
        let nested = parts.iter().any(is_list);
        let text = match phrases.as_slice() {
            [first @ .., last] if nested => format!("{}, {word} {last}", first.join(", ")),
            _ => list(&phrases, word),
        };
        match around {
            Around::Nothing => text,
            Around::And | Around::Or if nested => format!("({text})"),
            Around::And if !all => format!("either {text}"),
            Around::Or if all && phrases.len() == 2 => format!("both {text}"),
            Around::Or if all => format!("all of {text}"),
            Around::And | Around::Or => text,
            Around::Deep => format!("({text})"),
        }
    }

    fn test(&self, field: FieldId, test: &Test, negated: bool) -> String {
        let label = field_label(self.model, self.subject, field);
        let is = if negated { "is not" } else { "is" };
        let say = |v: &Value| value(self.model, self.subject, field, v);
        match test {
            Test::IsTrue => format!("{label} {is} yes"),
            Test::Known => format!("{label} is {}", if negated { "unknown" } else { "known" }),
            Test::Unknown => format!("{label} is {}", if negated { "known" } else { "unknown" }),
            Test::Compare(comparison, v) => self.compare(&label, field, *comparison, v, negated),
            Test::In(values) => {
                let values: Vec<String> = values.iter().map(say).collect();
                match values.as_slice() {
                    [one, other] if negated => format!("{label} is neither {one} nor {other}"),
                    [_, _, ..] if negated => format!("{label} is none of {}", list(&values, "and")),
                    _ => format!("{label} {is} {}", list(&values, "or")),
                }
            }
            Test::Contains(v) => {
                let verb = if self.model[field].ty.has_choices() { "include" } else { "contain" };
                let verb = if negated { format!("does not {verb}") } else { format!("{verb}s") };
                format!("{label} {verb} {}", say(v))
            }
            Test::WithinLast(length) => format!("{label} {is} within the last {length}"),
            Test::OlderThan(length) => format!("{label} {is} more than {length} ago"),
        }
    }

    fn compare(&self, label: &str, field: FieldId, comparison: Comparison, v: &Value, negated: bool) -> String {
        use Comparison::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual, NotEqual};
        let equal = matches!((comparison, negated), (Equal, false) | (NotEqual, true));
        if let (Equal | NotEqual, Value::Null) = (comparison, v) {
            return format!("{label} is {}", if equal { "unknown" } else { "known" });
        }
        let is = if negated { "is not" } else { "is" };
        let said = value(self.model, self.subject, field, v);
        let date = self.model[field].ty.is_date();
        match comparison {
            Equal | NotEqual => format!("{label} {} {said}", if equal { "is" } else { "is not" }),
            Less if date => format!("{label} {is} before {said}"),
            Less => format!("{label} {is} less than {said}"),
            LessOrEqual if date => format!("{label} {is} on or before {said}"),
            LessOrEqual => format!("{label} {is} {said} or less"),
            Greater if date => format!("{label} {is} after {said}"),
            Greater => format!("{label} {is} more than {said}"),
            GreaterOrEqual if date => format!("{label} {is} on or after {said}"),
            GreaterOrEqual => format!("{label} {is} {said} or more"),
        }
    }

    fn has(
        &self,
        object: Object,
        within: Option<Tracks>,
        position: Option<(Position, StageId)>,
        filter: Option<&Condition>,
        negated: bool,
    ) -> String {
        let mut text = format!("there is {} {}", if negated { "no" } else { "a" }, object.name());
        if let Some((position, stage)) = position {
            text = format!("{text} {}", self.position(position, stage));
        }
        let said = position.and_then(|(_, stage)| self.pipeline_of(stage));
        if let Some(place) = within.map(|tracks| self.tracks(tracks)).filter(|place| said.as_ref() != Some(place)) {
            text = format!("{text} in {place}");
        }
        if let Some(filter) = filter {
            let inner = Phrases { model: self.model, subject: Some(object) };
            text = format!("{text} where {}", inner.phrase(filter, false, Around::Nothing));
        }
        text
    }

    /// "at Closed Won in New Business". Labels of pipeline stages repeat from one pipeline to the next, so those say which.
    fn position(&self, position: Position, stage: StageId) -> String {
        let label = &self.model[stage].ident.label;
        let place = self.pipeline_of(stage).map(|pipeline| format!(" in {pipeline}")).unwrap_or_default();
        format!("{} {label}{place}", position.words())
    }

    fn pipeline_of(&self, stage: StageId) -> Option<String> {
        let track = self.model[stage].track;
        self.model[track].pipeline.map(|_| self.model.track_label(track).to_owned())
    }

    fn tracks(&self, tracks: Tracks) -> String {
        match tracks {
            Tracks::One(track) => self.model.track_label(track).to_owned(),
            Tracks::Domain(domain) => self.model[domain].ident.label.to_string(),
        }
    }
}

/// Whether a phrase for this condition is a list itself.
fn is_list(condition: &Condition) -> bool {
    match &condition.kind {
        ConditionKind::All(parts) | ConditionKind::Any(parts) => match parts.as_slice() {
            [one] => is_list(one),
            _ => true,
        },
        ConditionKind::Not(inner) => is_list(inner),
        ConditionKind::Test(_, Test::In(values)) => values.len() > 1,
        ConditionKind::Has { filter, .. } => filter.as_deref().is_some_and(is_list),
        _ => false,
    }
}
