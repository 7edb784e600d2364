//! Conditions: names resolved, tests checked against the types of their fields.

use super::{Resolver, Source};
use crate::condition::{Comparison, Condition, ConditionKind, Position, Test, Value};
use crate::entities::{Object, Type};
use crate::errors::UNRANKED_STAGE;
use crate::model::{FieldId, StageId, TrackId};
use lifecycle_base::{Diagnostic, Location};
use lifecycle_syntax::tree::{self, CondKind, Name};

/// Where a condition stands: the object whose fields need no path, and the track whose stages need none.
#[derive(Clone, Copy, Default)]
pub(super) struct Here {
    pub(super) object: Option<Object>,
    pub(super) track: Option<TrackId>,
}

impl Here {
    pub(super) fn object(object: Object) -> Self {
        Self { object: Some(object), track: None }
    }
}

impl Resolver {
    pub(super) fn condition(&mut self, source: Source, node: &tree::Cond, here: Here) -> Condition {
        let at = source.at(node.at);
        let kind = match &node.kind {
            CondKind::And(parts) => ConditionKind::All(self.conditions(source, parts, here)),
            CondKind::Or(parts) => ConditionKind::Any(self.conditions(source, parts, here)),
            CondKind::Not(inner) => ConditionKind::Not(Box::new(self.condition(source, inner, here))),
            CondKind::Test { path, test } => self.test(source, path, test, at, here),
            CondKind::Has { object, pipeline, position, filter } => {
                self.has(source, object, pipeline.as_ref(), position.as_ref(), filter.as_deref())
            }
            CondKind::Stands { object, position, stage } => self.stands(source, object, *position, stage, here),
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
    ) -> ConditionKind {
        let Some(object) = self.object(source, object) else { return ConditionKind::Unresolved };
        let within = match pipeline {
            Some(name) => match self.tracks(source, name, object) {
                Some(tracks) => Some(tracks),
                None => return ConditionKind::Unresolved,
            },
            None => None,
        };
        let position = match position {
            Some((position, name)) => match self.stage_on(source, name, object, None) {
                Some(stage) => {
                    self.check_ranked(*position, stage, source.at(name.at));
                    Some((*position, stage))
                }
                None => return ConditionKind::Unresolved,
            },
            None => None,
        };
        let filter = filter.map(|filter| Box::new(self.condition(source, filter, Here::object(object))));
        ConditionKind::Has { object, within, position, filter }
    }

    fn stands(&mut self, source: Source, object: &Name, position: Position, stage: &Name, here: Here) -> ConditionKind {
        let Some(object) = self.object(source, object) else { return ConditionKind::Unresolved };
        let track = here.track.filter(|_| here.object == Some(object));
        let at = source.at(stage.at);
        let Some(stage) = self.stage_on(source, stage, object, track) else { return ConditionKind::Unresolved };
        self.check_ranked(position, stage, at);
        ConditionKind::Stands(object, position, stage)
    }

    /// Before and beyond need a place in the order.
    fn check_ranked(&mut self, position: Position, stage: StageId, at: Location) {
        let entity = &self.model[stage];
        if position == Position::At || entity.rank.is_some() {
            return;
        }
        let (name, kind, place) = (entity.ident.name.clone(), entity.kind.keyword(), entity.ident.name_at);
        self.report(
            Diagnostic::new(
                &UNRANKED_STAGE,
                at,
                format!(
                    "`{name}` is a {kind} stage and has no place in the order, so nothing is {} it",
                    position.words()
                ),
            )
            .label("not part of the order")
            .related(place, "declared here")
            .help(format!("ask whether the record is at `{name}`, or name a stage of the order")),
        );
    }

    fn test(&mut self, source: Source, path: &Name, test: &tree::Test, at: Location, here: Here) -> ConditionKind {
        let Some(field) = self.field(source, path, here.object) else { return ConditionKind::Unresolved };
        match self.field_test(source, field, test, at, here.object) {
            Some(test) => ConditionKind::Test(field, test),
            None => ConditionKind::Unresolved,
        }
    }

    fn field_test(
        &mut self,
        source: Source,
        field: FieldId,
        test: &tree::Test,
        at: Location,
        here: Option<Object>,
    ) -> Option<Test> {
        let ty = self.model[field].ty;
        let known = ty != Type::Error;
        match test {
            tree::Test::Bare if known && ty != Type::Boolean => {
                let name = self.model[field].ident.name.clone();
                let help = format!("write `{name} is known`, or compare it with a value");
                self.wrong_test(field, at, "only a boolean can stand alone", &help);
                None
            }
            tree::Test::Bare => Some(Test::IsTrue),
            tree::Test::Known => Some(Test::Known),
            tree::Test::Unknown => Some(Test::Unknown),
            tree::Test::Compare(comparison, value) => {
                if known && is_order(*comparison) && !ty.is_number() && !ty.is_date() {
                    let asked = format!("`{}` needs numbers or dates", comparison.sign());
                    self.wrong_test(field, at, &asked, "use `is`, `is not` or `in (…)`");
                    return None;
                }
                usable(self.value(source, field, value, here)).map(|value| Test::Compare(*comparison, value))
            }
            tree::Test::In(values) => {
                let values: Vec<_> = values.iter().map(|value| self.value(source, field, value, here)).collect();
                values.into_iter().map(usable).collect::<Option<Vec<_>>>().map(Test::In)
            }
            tree::Test::Contains(value) => {
                if known && !ty.is_text() && ty != Type::MultiPicklist {
                    let help = "compare it with `is` or `in (…)`";
                    self.wrong_test(field, at, "only a text or a multipicklist contains something", help);
                    return None;
                }
                usable(self.value(source, field, value, here)).map(Test::Contains)
            }
            tree::Test::WithinLast(duration) | tree::Test::OlderThan(duration) => {
                if known && !ty.is_date() {
                    let help = "name a field of type date or datetime";
                    self.wrong_test(field, at, "only a date can be some time ago", help);
                    return None;
                }
                let within = matches!(test, tree::Test::WithinLast(_));
                Some(if within { Test::WithinLast(*duration) } else { Test::OlderThan(*duration) })
            }
        }
    }
}

fn is_order(comparison: Comparison) -> bool {
    !matches!(comparison, Comparison::Equal | Comparison::NotEqual)
}

/// The value, unless a finding has been reported about it.
fn usable(value: Value) -> Option<Value> {
    (value != Value::Error).then_some(value)
}
