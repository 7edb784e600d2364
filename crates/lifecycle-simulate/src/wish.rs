//! What somebody would have to do so that a condition holds.

use crate::plan::Plan;
use crate::random::Random;
use lifecycle_interpreter::{Datum, RecordId, Truth, View, World};
use lifecycle_model::{
    Condition, ConditionKind, Criterion, CriterionKind, FieldId, Object, StageId, StageKind, Test, Tracks,
};
use std::collections::BTreeSet;

/// Something to do.
#[derive(Clone, Debug)]
pub(crate) enum Deed<'m> {
    /// Enter a value.
    Write(RecordId, FieldId, Option<Datum>),
    /// Create a record for which this holds.
    Create(Object, Option<Tracks>, Option<&'m Condition>),
}

/// How to make conditions come true, as far as one person can.
pub(crate) struct Wisher<'w, 'm> {
    pub(crate) plan: &'w Plan<'m>,
    pub(crate) world: &'w World,
    /// Fields that come from a file and stay as they are.
    pub(crate) fixed: &'w BTreeSet<FieldId>,
    pub(crate) random: &'w mut Random,
}

impl<'m> Wisher<'_, 'm> {
    /// What it takes for a record to meet the entry criteria of a stage; `None` if that is not in one person's power.
    pub(crate) fn for_stage(&mut self, record: RecordId, stage: StageId) -> Option<Vec<Deed<'m>>> {
        let mut deeds = Vec::new();
        let criteria = self.plan.model[stage].entry.iter().flat_map(|entry| &entry.criteria);
        criteria
            .map(|criterion| self.meet(record, criterion, &mut deeds))
            .fold(true, |all, one| all & one)
            .then_some(deeds)
    }

    fn meet(&mut self, record: RecordId, criterion: &'m Criterion, deeds: &mut Vec<Deed<'m>>) -> bool {
        if self.world.judge(self.plan.model, record, criterion) != Truth::Fails {
            return true;
        }
        match &criterion.kind {
            CriterionKind::Condition(condition) => self.wish(record, condition, true, deeds),
            CriterionKind::Manual(_) => true,
            CriterionKind::AtLeast(count, parts) => {
                // From anywhere in the list, so that no part is preferred.
                let first = self.random.below(parts.len());
                let order = parts.iter().cycle().skip(first).take(parts.len());
                let mut met = 0;
                for part in order {
                    if met < *count && self.meet(record, part, deeds) {
                        met += 1;
                    }
                }
                met >= *count
            }
        }
    }

    /// Collects what it takes for a condition to hold, or not to.
    pub(crate) fn wish(
        &mut self,
        record: RecordId,
        condition: &'m Condition,
        wanted: bool,
        deeds: &mut Vec<Deed<'m>>,
    ) -> bool {
        if self.world.holds(self.plan.model, View::Record(record), condition) == wanted {
            return true;
        }
        match &condition.kind {
            ConditionKind::All(parts) | ConditionKind::Any(parts) => {
                let all = matches!(condition.kind, ConditionKind::All(_)) == wanted;
                if all {
                    return parts.iter().all(|part| self.wish(record, part, wanted, deeds));
                }
                let first = self.random.below(parts.len());
                parts.iter().cycle().skip(first).take(parts.len()).any(|part| self.wish(record, part, wanted, deeds))
            }
            ConditionKind::Not(inner) => self.wish(record, inner, !wanted, deeds),
            ConditionKind::Test(field, test) => self.enter(record, *field, test, wanted, deeds),
            ConditionKind::Has { object, within, position, filter } if wanted => {
                let tracks = within.or(position.map(|(_, stage)| Tracks::One(self.plan.model[stage].track)));
                // Somebody is working on one already.
                let open = self.world.related(record, *object).any(|id| self.is_open(id, tracks));
                if !open {
                    deeds.push(Deed::Create(*object, tracks, filter.as_deref()));
                }
                !open && position.is_none()
            }
            ConditionKind::Has { .. } | ConditionKind::Stands(..) | ConditionKind::Unresolved => false,
        }
    }

    fn enter(
        &mut self,
        record: RecordId,
        field: FieldId,
        test: &Test,
        wanted: bool,
        deeds: &mut Vec<Deed<'m>>,
    ) -> bool {
        let (model, world) = (self.plan.model, self.world);
        let object = model[field].object;
        let own = world.get(record).is_some_and(|it| it.object == object);
        let Some(target) = (if own { Some(record) } else { world.related(record, object).next() }) else {
            return false;
        };
        if self.fixed.contains(&field) {
            return false;
        }
        let candidates = self.plan.candidates.get(&field).map_or(&[][..], Vec::as_slice);
        let view = View::Record(record);
        let fitting: Vec<Option<Datum>> = candidates
            .iter()
            .map(|candidate| candidate.datum(model, world, target, field))
            .filter(|datum| world.accepts(model, view, field, test, datum.as_ref()) == wanted)
            .collect();
        match self.random.pick(&fitting) {
            Some(datum) => {
                deeds.push(Deed::Write(target, field, datum.clone()));
                true
            }
            None => false,
        }
    }

    /// Whether a record is still on its way in one of these tracks.
    fn is_open(&self, record: RecordId, tracks: Option<Tracks>) -> bool {
        let model = self.plan.model;
        let place = match tracks {
            None => return true,
            Some(Tracks::Domain(domain)) => self.world.place(record, domain),
            Some(Tracks::One(track)) => {
                self.world.place(record, model[track].domain).filter(|place| model[place.stage].track == track)
            }
        };
        place.is_some_and(|place| matches!(model[place.stage].kind, StageKind::Open | StageKind::Hold))
    }
}
