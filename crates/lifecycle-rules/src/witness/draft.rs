//! Records as something asks for them: one of each object, all of one account, changed step by step until what is asked holds.

use super::values::{known, values};
use lifecycle_interpreter::{Datum, Index, Moment, RecordId, Run, Truth, View, World};
use lifecycle_model::{
    Condition, ConditionKind, Criterion, CriterionKind, DomainId, FieldId, Model, Object, StageId, StageKind, Test,
};
use std::collections::{BTreeMap, BTreeSet};

/// A day like any other.
pub(super) const TODAY: i64 = 20_000;

/// So many changes are made to a draft before it is given up.
const CHANGES: usize = 24;

/// So many ways to change a draft are compared each time.
const WAYS: usize = 160;

/// Something that must hold of the record of an object.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Goal<'m> {
    /// A condition, as an automation on the object asks it.
    Condition(Object, &'m Condition),
    /// The criteria of a stage, for a record that enters it.
    Entry(Object, StageId),
}

/// A record in the making.
#[derive(Clone, Debug, Default)]
pub(super) struct Sketch {
    pub(super) fields: BTreeMap<FieldId, Datum>,
    pub(super) stages: BTreeMap<DomainId, StageId>,
}

/// Records in the making.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    pub(super) records: BTreeMap<Object, Sketch>,
}

/// One way to change a draft.
#[derive(Clone, Debug)]
enum Change {
    Field(Object, FieldId, Option<Datum>),
    Place(Object, DomainId, Option<StageId>),
    Without(Object),
}

impl Draft {
    /// The records as a world, and which is which.
    pub(super) fn world(&self, model: &Model, index: &Index) -> (World, BTreeMap<Object, RecordId>) {
        let mut run = Run::new(model, index, World::at(Moment::of_day(TODAY)));
        let mut ids: BTreeMap<Object, RecordId> = BTreeMap::new();
        for (object, sketch) in &self.records {
            let fields: Vec<(FieldId, Datum)> = sketch.fields.iter().map(|(id, datum)| (*id, datum.clone())).collect();
            let stages: Vec<StageId> = sketch.stages.values().copied().collect();
            let id = run.import(*object, &fields, &stages);
            ids.values().for_each(|other| run.relate(id, *other));
            ids.insert(*object, id);
        }
        (run.into_world(), ids)
    }

    /// Changes the draft until all goals hold; `None` if that does not work out. What is `fixed` stays.
    pub(super) fn reach(mut self, model: &Model, index: &Index, goals: &[Goal<'_>], fixed: &[Fixed]) -> Option<Self> {
        let mut ways = Vec::new();
        for goal in goals {
            match goal {
                Goal::Condition(object, condition) => ways_of(model, *object, condition, &mut ways),
                Goal::Entry(object, stage) => {
                    for criterion in model[*stage].entry.iter().flat_map(|entry| &entry.criteria) {
                        ways_of_criterion(model, *object, criterion, &mut ways);
                    }
                }
            }
        }
        ways.retain(|way| !fixed.iter().any(|fixed| fixed.holds(way)));
        ways.truncate(WAYS);
        let mut missing = self.missing(model, index, goals);
        for _ in 0..CHANGES {
            if missing == 0 {
                return Some(self);
            }
            let drafts = ways.iter().map(|way| self.changed(way));
            let best = drafts.map(|draft| (draft.missing(model, index, goals), draft)).min_by_key(|it| it.0)?;
            if best.0 >= missing {
                return None;
            }
            (missing, self) = best;
        }
        None
    }

    fn changed(&self, change: &Change) -> Self {
        let mut draft = self.clone();
        match change {
            Change::Field(object, field, datum) => {
                let fields = &mut draft.records.entry(*object).or_default().fields;
                match datum {
                    Some(datum) => fields.insert(*field, datum.clone()),
                    None => fields.remove(field),
                };
            }
            Change::Place(object, domain, stage) => {
                let stages = &mut draft.records.entry(*object).or_default().stages;
                match stage {
                    Some(stage) => stages.insert(*domain, *stage),
                    None => stages.remove(domain),
                };
            }
            Change::Without(object) => {
                draft.records.remove(object);
            }
        }
        draft
    }

    /// How much does not hold.
    fn missing(&self, model: &Model, index: &Index, goals: &[Goal<'_>]) -> usize {
        let (world, ids) = self.world(model, index);
        let missing = |goal: &Goal<'_>| match goal {
            Goal::Condition(object, condition) => match ids.get(object) {
                Some(id) => cost(model, &world, *id, condition, true),
                None => 1,
            },
            Goal::Entry(object, stage) => match ids.get(object) {
                Some(id) => {
                    let criteria = model[*stage].entry.iter().flat_map(|entry| &entry.criteria);
                    criteria.map(|criterion| cost_of_criterion(model, &world, *id, criterion)).sum()
                }
                None => 1,
            },
        };
        goals.iter().map(missing).sum()
    }
}

/// What of a draft may not change.
#[derive(Clone, Copy, Debug)]
pub(super) enum Fixed {
    Record(Object),
    Field(FieldId),
    Domain(DomainId),
}

impl Fixed {
    fn holds(&self, change: &Change) -> bool {
        match (self, change) {
            (Fixed::Record(object), Change::Without(other)) => object == other,
            (Fixed::Field(field), Change::Field(_, other, _)) => field == other,
            (Fixed::Domain(domain), Change::Place(_, other, _)) => domain == other,
            _ => false,
        }
    }
}

fn cost_of_criterion(model: &Model, world: &World, record: RecordId, criterion: &Criterion) -> usize {
    match &criterion.kind {
        CriterionKind::Condition(condition) => cost(model, world, record, condition, true),
        CriterionKind::Manual(_) => 0,
        CriterionKind::AtLeast(count, parts) => {
            if world.judge(model, record, criterion) != Truth::Fails {
                return 0;
            }
            let mut costs: Vec<usize> =
                parts.iter().map(|part| cost_of_criterion(model, world, record, part)).collect();
            costs.sort_unstable();
            costs.iter().take(*count as usize).sum()
        }
    }
}

/// How far a condition is from holding, or from failing.
fn cost(model: &Model, world: &World, record: RecordId, condition: &Condition, wanted: bool) -> usize {
    if world.holds(model, View::Record(record), condition) == wanted {
        return 0;
    }
    let parts = |parts: &[Condition], all: bool| {
        let costs = parts.iter().map(|part| cost(model, world, record, part, wanted));
        if all { costs.sum() } else { costs.min().unwrap_or(1) }
    };
    match &condition.kind {
        ConditionKind::All(inner) => parts(inner, wanted),
        ConditionKind::Any(inner) => parts(inner, !wanted),
        ConditionKind::Not(inner) => cost(model, world, record, inner, !wanted),
        ConditionKind::Has { object, position, filter, within } if wanted => {
            let stands = |it| position.is_none_or(|(position, stage)| world.stands(model, it, position, stage));
            let filtered = |it| filter.as_ref().map_or(0, |filter| cost(model, world, it, filter, true));
            let others = world.related(record, *object);
            let best = others.map(|it| usize::from(!stands(it)) + filtered(it)).min();
            best.map_or(3, |best| best.max(1)) + usize::from(within.is_some())
        }
        _ => 1,
    }
}

fn ways_of_criterion(model: &Model, object: Object, criterion: &Criterion, ways: &mut Vec<Change>) {
    match &criterion.kind {
        CriterionKind::Condition(condition) => ways_of(model, object, condition, ways),
        CriterionKind::AtLeast(_, parts) => {
            parts.iter().for_each(|part| ways_of_criterion(model, object, part, ways));
        }
        CriterionKind::Manual(_) => {}
    }
}

/// The changes that may make a condition hold, or fail.
fn ways_of(model: &Model, own: Object, condition: &Condition, ways: &mut Vec<Change>) {
    match &condition.kind {
        ConditionKind::All(parts) | ConditionKind::Any(parts) => {
            parts.iter().for_each(|part| ways_of(model, own, part, ways));
        }
        ConditionKind::Not(inner) => ways_of(model, own, inner, ways),
        ConditionKind::Test(field, test) => of_test(model, *field, test, ways),
        ConditionKind::Stands(object, _, stage) => around(model, *object, *stage, ways),
        ConditionKind::Has { object, within, position, filter } => {
            if let Some((_, stage)) = position {
                around(model, *object, *stage, ways);
            }
            let tracks = match within {
                Some(lifecycle_model::Tracks::One(track)) => vec![*track],
                Some(lifecycle_model::Tracks::Domain(domain)) => model[*domain].tracks.clone(),
                None => Vec::new(),
            };
            for (stage, _) in tracks.iter().flat_map(|track| model.ranked_stages(*track).take(2)) {
                ways.push(Change::Place(*object, model.domain_of(stage), Some(stage)));
            }
            if let Some(filter) = filter {
                ways_of(model, *object, filter, ways);
            }
            if *object != own {
                ways.push(Change::Without(*object));
            }
        }
        ConditionKind::Unresolved => {}
    }
}

fn of_test(model: &Model, field: FieldId, test: &Test, ways: &mut Vec<Change>) {
    let object = model[field].object;
    let data: BTreeSet<Datum> = values(model, field, test).into_iter().chain([known(model, field)]).collect();
    ways.extend(data.into_iter().map(|datum| Change::Field(object, field, Some(datum))));
    ways.push(Change::Field(object, field, None));
}

/// A stage, its neighbours, and none.
fn around(model: &Model, object: Object, stage: StageId, ways: &mut Vec<Change>) {
    let domain = model.domain_of(stage);
    if model[domain].rollup.is_some() {
        return;
    }
    ways.push(Change::Place(object, domain, Some(stage)));
    let steps: Vec<StageId> = model.ranked_stages(model[stage].track).map(|(id, _)| id).collect();
    if let Some(place) = steps.iter().position(|id| *id == stage) {
        let neighbours = [place.checked_sub(1), Some(place + 1)].into_iter().flatten();
        let neighbours = neighbours.filter_map(|place| steps.get(place));
        ways.extend(neighbours.map(|id| Change::Place(object, domain, Some(*id))));
    }
    ways.push(Change::Place(object, domain, None));
}

/// A stage other than this one from which a record may come, or to which it may go: one before it, if there is one.
pub(super) fn elsewhere(model: &Model, stage: StageId) -> Option<StageId> {
    let track = model[stage].track;
    let rank = model[stage].rank;
    let before = model.ranked_stages(track).rfind(|(_, it)| !it.untracked && it.rank < rank);
    let other = || model.stages_of(track).find(|(id, it)| *id != stage && it.kind != StageKind::Retired);
    before.or_else(other).map(|(id, _)| id)
}
