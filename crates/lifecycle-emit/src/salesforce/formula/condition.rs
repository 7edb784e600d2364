//! Conditions as formulas, from where a record of one object stands. The counterpart of `World::holds` in the interpreter.
//!
//! A formula sees the record and those it refers to. What has to be looked up becomes a [`Lookup`], and in the formula a
//! [`Formula::Found`] with its number: validation rules can use formulas without lookups only, flows all of them.

use super::Formula;
use super::lookup::Lookup;
use super::places::{Operand, Places};
use super::test::{Other, Tested, accepts_blank};
use super::write::Dialect;
use lifecycle_base::Location;
use lifecycle_model::{Condition, ConditionKind, FieldId, Object, Position, StageId, Test, Tracks, Type, Value};
use lifecycle_targets::salesforce::formulas::Kind;
use lifecycle_targets::salesforce::objects::SObject;
use lifecycle_targets::salesforce::relations::{Reach, reach};

/// A part of a condition that neither a formula nor a lookup can see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Beyond {
    pub(crate) at: Location,
    /// What Salesforce cannot do, to follow "because".
    pub(crate) why: &'static str,
}

const RELATED_OF_RELATED: &str = "Salesforce looks up records of this record only, not records of those";
const ITS_OWN_KIND: &str = "records of one object are not related to each other in Salesforce";
const LONG_TEXT: &str = "Salesforce does not search long texts of related records";
const TOO_LONG: &str = "it is longer than a formula may be";
const ONE_OF_MANY: &str = "there may be several related records, and nothing says whose value is meant";

/// The view of a record.
#[derive(Clone, Debug)]
pub(crate) struct Eyes<'m> {
    places: Places<'m>,
    object: Object,
    sobject: &'static SObject,
    /// What leads from the record of the formula to this one.
    prefix: String,
    /// What has to be looked up, by the numbers in the formulas.
    pub(crate) lookups: Vec<Lookup>,
}

impl<'m> Eyes<'m> {
    /// The view of a record of an object.
    pub(crate) fn of(places: Places<'m>, object: Object, sobject: &'static SObject) -> Self {
        Self { places, object, sobject, prefix: String::new(), lookups: Vec::new() }
    }

    /// Whether a condition holds.
    pub(crate) fn condition(&mut self, condition: &Condition) -> Result<Formula, Beyond> {
        let at = condition.at;
        match &condition.kind {
            ConditionKind::All(parts) => Ok(Formula::all(self.conditions(parts)?)),
            ConditionKind::Any(parts) => Ok(Formula::any(self.conditions(parts)?)),
            ConditionKind::Not(part) => Ok(self.condition(part)?.not()),
            ConditionKind::Test(field, test) => {
                let entity = &self.places.model[*field];
                // Of no record, a checkbox is neither on nor off.
                let passes = accepts_blank(test) || entity.ty == Type::Boolean;
                self.seen(entity.object, at, passes, |eyes| eyes.test(*field, test, at))
            }
            ConditionKind::Stands(object, position, stage) => {
                self.seen(*object, at, *position == Position::Before, |eyes| Ok(eyes.stands(*position, *stage)))
            }
            ConditionKind::Has { object, within, position, filter } => {
                if *object == self.object {
                    return Err(Beyond { at, why: ITS_OWN_KIND });
                }
                self.seen(*object, at, true, |eyes| {
                    let within = within.map(|tracks| eyes.within(tracks));
                    let stands = position.map(|(position, stage)| eyes.stands(position, stage));
                    let filter = filter.as_ref().map(|filter| eyes.condition(filter)).transpose()?;
                    Ok(Formula::all(within.into_iter().chain(stands).chain(filter)))
                })
            }
            ConditionKind::Unresolved => Ok(Formula::Bool(false)),
        }
    }

    fn conditions(&mut self, parts: &[Condition]) -> Result<Vec<Formula>, Beyond> {
        parts.iter().map(|part| self.condition(part)).collect()
    }

    /// Whether something is so for the record itself if it is of this object, or else for one that is associated with it. Of the record
    /// to which a field refers it has to be asked whether it is there, if none at all might pass.
    fn seen(
        &mut self,
        object: Object,
        at: Location,
        passes_without: bool,
        ask: impl Fn(&mut Eyes<'m>) -> Result<Formula, Beyond>,
    ) -> Result<Formula, Beyond> {
        if object == self.object {
            return ask(self);
        }
        match self.reach(object) {
            Reach::None => Ok(Formula::Bool(false)),
            Reach::One { there, relation, field } => {
                let mut there = Eyes::of(self.places, object, there);
                there.prefix = format!("{}{relation}.", self.prefix);
                let asked = ask(&mut there)?;
                let reference = Formula::field(format!("{}{field}", self.prefix), Kind::Reference);
                Ok(if passes_without { Formula::all([reference.is_known(), asked]) } else { asked })
            }
            Reach::Many(_) if !self.prefix.is_empty() => Err(Beyond { at, why: RELATED_OF_RELATED }),
            Reach::Many(sobjects) => {
                let mut found = Vec::new();
                for sobject in sobjects {
                    let mut there = Eyes::of(self.places, object, sobject);
                    let when = ask(&mut there)?;
                    if !there.lookups.is_empty() {
                        return Err(Beyond { at, why: RELATED_OF_RELATED });
                    }
                    let lookup = Lookup { object, sobject, when };
                    if lookup.helper().is_some() && lookup.asks_long_text() {
                        return Err(Beyond { at, why: LONG_TEXT });
                    }
                    if lookup.helper().is_some_and(|(_, formula)| !formula.fits(Dialect::Rule)) {
                        return Err(Beyond { at, why: TOO_LONG });
                    }
                    if lookup.when != Formula::Bool(false) {
                        found.push(self.lookup(lookup));
                    }
                }
                Ok(Formula::any(found))
            }
        }
    }

    fn reach(&self, object: Object) -> Reach {
        reach(self.sobject, object.name(), self.places.settings.people)
    }

    fn lookup(&mut self, lookup: Lookup) -> Formula {
        let known = self.lookups.iter().position(|known| *known == lookup);
        Formula::Found(known.unwrap_or_else(|| {
            self.lookups.push(lookup);
            self.lookups.len() - 1
        }))
    }

    fn test(&self, field: FieldId, test: &Test, at: Location) -> Result<Formula, Beyond> {
        let operand = self.operand(field);
        let tested = Tested { operand: &operand, field: &self.places.model[field] };
        Ok(match test {
            Test::Compare(comparison, value) => tested.compares(*comparison, &self.other(value, at)?),
            Test::In(values) => {
                let each: Result<Vec<_>, _> =
                    values.iter().map(|value| Ok(tested.equals(&self.other(value, at)?))).collect();
                Formula::any(each?)
            }
            Test::Contains(value) => tested.contains(&self.other(value, at)?),
            plain => tested.plain(plain),
        })
    }

    fn operand(&self, field: FieldId) -> Operand {
        self.places.field(field, self.sobject, &self.prefix)
    }

    fn other<'v>(&self, value: &'v Value, at: Location) -> Result<Other<'v>, Beyond>
    where
        'm: 'v,
    {
        let Value::Field(field) = value else { return Ok(Other::Constant(value)) };
        let entity = &self.places.model[*field];
        if entity.object == self.object {
            return Ok(Other::Field(self.operand(*field), entity));
        }
        match self.reach(entity.object) {
            Reach::One { there, relation, .. } => {
                let prefix = format!("{}{relation}.", self.prefix);
                Ok(Other::Field(self.places.field(*field, there, &prefix), entity))
            }
            Reach::Many(_) => Err(Beyond { at, why: ONE_OF_MANY }),
            Reach::None => Ok(Other::Constant(&Value::Null)),
        }
    }

    fn within(&self, tracks: Tracks) -> Formula {
        match tracks {
            Tracks::One(track) => self.places.in_track(track, self.sobject, &self.prefix),
            Tracks::Domain(domain) => self.places.in_domain(domain, self.sobject, &self.prefix),
        }
    }

    /// Where the record stands. "A record that has not entered the domain is before all" stages.
    pub(crate) fn stands(&self, position: Position, stage: StageId) -> Formula {
        let (model, prefix) = (self.places.model, self.prefix.as_str());
        let track = model[stage].track;
        let rank = model[stage].rank;
        let ranked = |keep: fn(&Option<u32>, &Option<u32>) -> bool| {
            let stages = model.ranked_stages(track).filter(move |(_, it)| rank.is_some() && keep(&it.rank, &rank));
            stages.map(|(id, _)| id)
        };
        let on = |stages: Vec<StageId>| self.places.on_any(track, stages.into_iter(), self.sobject, prefix);
        match position {
            Position::At => on(vec![stage]),
            Position::Beyond => on(ranked(|there, here| there > here).collect()),
            Position::AtOrBeyond => on([stage].into_iter().chain(ranked(|there, here| there > here)).collect()),
            Position::Before => Formula::any([
                self.places.in_domain(model.domain_of(stage), self.sobject, prefix).not(),
                on(ranked(|there, here| there < here).collect()),
            ]),
        }
    }
}
