//! Conditions: names resolved, tests checked against the types of their fields.

use super::lookup::Wanted;
use super::values::Use;
use super::{Resolver, Source};
use crate::condition::{Comparison, Condition, ConditionKind, Position, Test, Value};
use crate::entities::{Object, Type};
use crate::errors::{UNRANKED_STAGE, WRONG_TYPE};
use crate::model::{FieldId, StageId, TrackId};
use lifecycle_base::{Diagnostic, Location};
use lifecycle_syntax::tree::{self, CondKind, Name, ValueKind};

/// Where a condition or value stands.
#[derive(Clone, Copy, Default)]
pub(super) struct Here {
    /// The object whose fields need no path; `None` between objects, as in automations.
    pub(super) object: Option<Object>,
    /// The track whose stages need no path.
    pub(super) track: Option<TrackId>,
    /// There should be an object, but it could not be read: nothing can be said about names without a path.
    pub(super) unknown: bool,
    /// A syntax error may have cost something around here.
    pub(super) damaged: bool,
}

impl Here {
    /// On `object`, or where there should be one.
    pub(super) fn on(object: Option<Object>) -> Self {
        Self { object, unknown: object.is_none(), ..Self::default() }
    }
}

/// A test as written: the field's name, the field, what is asked, and where all of it stands.
pub(super) struct Asked<'t> {
    pub(super) path: &'t Name,
    pub(super) field: FieldId,
    pub(super) test: &'t tree::Test,
    pub(super) at: Location,
}

impl Resolver {
    pub(super) fn condition(&mut self, source: Source, node: &tree::Cond, here: Here) -> Condition {
        let at = source.at(node.at);
        let kind = match &node.kind {
            CondKind::And(parts) => ConditionKind::All(self.conditions(source, parts, here)),
            CondKind::Or(parts) => ConditionKind::Any(self.conditions(source, parts, here)),
            CondKind::Not(inner) => ConditionKind::Not(Box::new(self.condition(source, inner, here))),
            CondKind::Test { path, test } => match self.field(source, path, here) {
                Some(field) => match self.field_test(source, Asked { path, field, test, at }, here) {
                    Some(test) => ConditionKind::Test(field, test),
                    None => ConditionKind::Unresolved,
                },
                None => ConditionKind::Unresolved,
            },
            CondKind::Has { object, pipeline, position, filter } => self
                .has(source, object, pipeline.as_ref(), position.as_ref(), filter.as_deref())
                .unwrap_or(ConditionKind::Unresolved),
            CondKind::Stands { object, position, stage } => {
                self.stands(source, object, *position, stage, here).unwrap_or(ConditionKind::Unresolved)
            }
            CondKind::Broken => ConditionKind::Unresolved,
        };
        Condition { kind, at }
    }

    pub(super) fn conditions(&mut self, source: Source, nodes: &[tree::Cond], here: Here) -> Vec<Condition> {
        nodes.iter().map(|node| self.condition(source, node, here)).collect()
    }

    fn has(
        &mut self,
        source: Source,
        object: &Name,
        pipeline: Option<&Name>,
        position: Option<&(Position, Name)>,
        filter: Option<&tree::Cond>,
    ) -> Option<ConditionKind> {
        let object = self.object(source, object);
        // What follows is checked even where the object is unknown: it may hold mistakes of its own.
        let filter = filter.map(|filter| Box::new(self.condition(source, filter, Here::on(object))));
        let object = object?;
        let within = match pipeline {
            Some(name) => Some(self.tracks(source, name, object)?),
            None => None,
        };
        let position = match position {
            Some((position, name)) => {
                let stage = self.stage_on(source, name, object, None)?;
                self.check_ranked(*position, stage, source.at(name.at));
                Some((*position, stage))
            }
            None => None,
        };
        Some(ConditionKind::Has { object, within, position, filter })
    }

    fn stands(
        &mut self,
        source: Source,
        object: &Name,
        position: Position,
        stage: &Name,
        here: Here,
    ) -> Option<ConditionKind> {
        let object = self.object(source, object)?;
        let track = here.track.filter(|_| here.object == Some(object));
        let at = source.at(stage.at);
        let stage = self.stage_on(source, stage, object, track)?;
        self.check_ranked(position, stage, at);
        Some(ConditionKind::Stands(object, position, stage))
    }

    /// Before and beyond need a place in the order.
    fn check_ranked(&mut self, position: Position, stage: StageId, at: Location) {
        let entity = &self.model[stage];
        if position == Position::At || entity.rank.is_some() {
            return;
        }
        let (name, kind, place) = (&entity.ident.name, entity.kind.keyword(), entity.ident.name_at);
        let message =
            format!("`{name}` is a {kind} stage, which has no place in the order: nothing is {} it", position.words());
        let found = Diagnostic::new(&UNRANKED_STAGE, at, message)
            .label("not part of the order")
            .related(place, format!("declared as a {kind} stage here"))
            .help(format!("ask whether the record is at `{name}`, or name a stage of the order"));
        self.report(found);
    }

    /// The test if it suits the type of its field; `None` once a finding has been reported.
    fn field_test(&mut self, source: Source, asked: Asked<'_>, here: Here) -> Option<Test> {
        let field = asked.field;
        let ty = self.model[field].ty;
        let path = &asked.path.text;
        if ty == Type::Error {
            return None;
        }
        match asked.test {
            tree::Test::Bare if ty != Type::Boolean => {
                let help = format!("write `{path} is known`, or compare it with a value");
                self.wrong_test(field, asked.at, "only a boolean can stand alone", &help, None);
                None
            }
            tree::Test::Bare => Some(Test::IsTrue),
            tree::Test::Known => Some(Test::Known),
            tree::Test::Unknown => Some(Test::Unknown),
            tree::Test::Compare(comparison, value) => {
                self.check_comparison(&asked, *comparison, value)?;
                usable(self.value(source, field, value, here, Use::Compare))
                    .map(|value| Test::Compare(*comparison, value))
            }
            tree::Test::In(values) => {
                self.check_list(&asked, values)?;
                self.list(source, field, values, here).map(Test::In)
            }
            tree::Test::Contains(value) => {
                if !ty.is_text() && ty != Type::MultiPicklist {
                    let help = if ty == Type::Picklist {
                        "ask whether it `is` one of its values, or is `in (…)` several".to_owned()
                    } else {
                        format!("compare it with a value, or ask whether `{path} is known`")
                    };
                    self.wrong_test(field, asked.at, "only a text or a multipicklist contains something", &help, None);
                    return None;
                }
                self.check_null(&asked, value, "is known")?;
                usable(self.value(source, field, value, here, Use::Compare)).map(Test::Contains)
            }
            tree::Test::WithinLast(duration) | tree::Test::OlderThan(duration) => {
                if !ty.is_date() {
                    let help = "name a field of type date or datetime";
                    self.wrong_test(field, asked.at, "only a date can be some time ago", help, None);
                    return None;
                }
                let within = matches!(asked.test, tree::Test::WithinLast(_));
                Some(if within { Test::WithinLast(*duration) } else { Test::OlderThan(*duration) })
            }
        }
    }

    /// The values of `in (…)`. Each that a picklist lacks is a mistake of its own; values of another type are one together.
    fn list(&mut self, source: Source, field: FieldId, values: &[tree::Value], here: Here) -> Option<Vec<Value>> {
        let mut found = Vec::with_capacity(values.len());
        for value in values {
            found.push(usable(self.value(source, field, value, here, Use::Compare)));
            if found.last() == Some(&None) && self.diagnostics.last().is_some_and(|last| *last.rule == WRONG_TYPE) {
                return None;
            }
        }
        found.into_iter().collect()
    }

    /// `None` once it has been reported that the field cannot be compared so, whatever the value.
    fn check_comparison(&mut self, asked: &Asked<'_>, comparison: Comparison, value: &tree::Value) -> Option<()> {
        let ty = self.model[asked.field].ty;
        let path = &asked.path.text;
        self.check_null(asked, value, if comparison == Comparison::Equal { "is unknown" } else { "is known" })?;
        if is_order(comparison) && !ty.is_number() && !ty.is_date() {
            let reason = format!("`{}` compares numbers and dates only", comparison.sign());
            let help = match ty {
                Type::Boolean => format!("write `{path}` or `not {path}`"),
                Type::MultiPicklist => format!("write `{path} contains …`"),
                _ => format!("write `{path} is …`, `{path} is not …` or `{path} in (…)`"),
            };
            self.wrong_test(asked.field, asked.at, &reason, &help, None);
            return None;
        }
        if ty == Type::MultiPicklist {
            let not = if comparison == Comparison::Equal { "" } else { "not " };
            let instead = one_word(value).map(|word| format!("{not}{path} contains {word}"));
            self.several_values(asked, instead);
            return None;
        }
        Some(())
    }

    /// As [`check_comparison`](Self::check_comparison) for `in (…)`.
    fn check_list(&mut self, asked: &Asked<'_>, values: &[tree::Value]) -> Option<()> {
        let null = values.iter().try_for_each(|value| self.check_null(asked, value, "is unknown"));
        null?;
        if self.model[asked.field].ty == Type::MultiPicklist {
            let parts: Option<Vec<String>> = values
                .iter()
                .map(|value| one_word(value).map(|word| format!("{} contains {word}", asked.path.text)))
                .collect();
            self.several_values(asked, parts.map(|parts| format!("({})", parts.join(" or "))));
            return None;
        }
        Some(())
    }

    fn several_values(&mut self, asked: &Asked<'_>, instead: Option<String>) {
        let reason = "it can hold several values, so nothing says what being equal to one means";
        let help = format!("write `{} contains …`", asked.path.text);
        self.wrong_test(asked.field, asked.at, reason, &help, instead);
    }

    /// `null` is for assignments.
    fn check_null(&mut self, asked: &Asked<'_>, value: &tree::Value, instead: &str) -> Option<()> {
        if !matches!(&value.kind, ValueKind::Word(name) if name.text == "null") {
            return Some(());
        }
        let path = &asked.path.text;
        let whole = matches!(asked.test, tree::Test::Compare(Comparison::Equal | Comparison::NotEqual, _));
        self.null_compared(asked.field, asked.at, path, whole.then_some(instead));
        None
    }

    /// A stage by name where conditions of a track stand.
    pub(super) fn stage_here(&mut self, source: Source, name: &Name, here: Here) -> Option<StageId> {
        match here.object {
            Some(object) => self.stage_on(source, name, object, here.track),
            None => self.stage(source, name, Wanted { object: None, track: here.track }),
        }
    }
}

fn is_order(comparison: Comparison) -> bool {
    !matches!(comparison, Comparison::Equal | Comparison::NotEqual)
}

/// A value that is a single word, as written.
fn one_word(value: &tree::Value) -> Option<&str> {
    match &value.kind {
        ValueKind::Word(name) => Some(name.as_str()),
        _ => None,
    }
}

/// The value, unless a finding has been reported about it.
fn usable(value: Value) -> Option<Value> {
    (value != Value::Error).then_some(value)
}
