//! Records: their fields, where they stand in each domain, and which belong together.

use crate::datum::Datum;
use crate::time::Moment;
use lifecycle_model::{DomainId, FieldId, MilestoneId, Object, StageId};
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};

/// A record, by its place in [`World::records`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId(pub usize);

/// "A record is a map of fields plus its stage in each track."
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Record {
    /// What it is.
    pub object: Object,
    /// The fields that have a value.
    pub fields: BTreeMap<FieldId, Datum>,
    /// Where it stands in each domain it has entered.
    pub places: BTreeMap<DomainId, Place>,
    /// Where it stood last in each derived domain in which it stands nowhere now: what is dated stays dated.
    pub former: BTreeMap<DomainId, Place>,
    /// When each milestone was first reached: "a dated fact that is not a stage".
    pub milestones: BTreeMap<MilestoneId, Moment>,
    /// The records it is associated with.
    pub related: BTreeSet<RecordId>,
}

/// Where a record stands in a domain.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The stage.
    pub stage: StageId,
    /// Since when.
    pub since: Moment,
    /// Which journey this is, from 1: "`restart` … starts a new journey, counts it".
    pub journey: u32,
    /// When each stage was entered for the first time: "… keeps the first entry dates".
    pub first: BTreeMap<StageId, Moment>,
    /// When each stage was entered last.
    pub last: BTreeMap<StageId, Moment>,
    /// The stage with a rank from which the record was put on hold, so that forward stays forward.
    pub held_from: Option<StageId>,
    /// Why it was recycled or dropped.
    pub reason: Option<SmolStr>,
    /// The reason before that.
    pub previous_reason: Option<SmolStr>,
    /// Whether it has been sent back, and may not move forward by itself yet.
    pub rest: Option<Rest>,
}

/// How long a record that was recycled stays where it is, though it may still meet the criteria of the stage that it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rest {
    /// Until a field of it changes.
    UntilChange,
    /// "`\"reason\" after 90 days` brings the record back up then", or a change of a field before.
    Until(Moment),
}

/// All records of one account, and the time.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct World {
    /// Now.
    pub now: Moment,
    records: Vec<Record>,
}

impl World {
    /// A world without records.
    pub fn at(now: Moment) -> Self {
        Self { now, records: Vec::new() }
    }

    /// Adds a record without fields.
    pub fn add(&mut self, object: Object) -> RecordId {
        self.records.push(Record {
            object,
            fields: BTreeMap::new(),
            places: BTreeMap::new(),
            former: BTreeMap::new(),
            milestones: BTreeMap::new(),
            related: BTreeSet::new(),
        });
        RecordId(self.records.len() - 1)
    }

    /// Undoes the addition of the last record.
    pub(crate) fn take_back(&mut self) {
        let Some(record) = self.records.pop() else { return };
        let gone = RecordId(self.records.len());
        for other in record.related {
            if let Some(it) = self.get_mut(other) {
                it.related.remove(&gone);
            }
        }
    }

    /// Associates two records.
    pub fn relate(&mut self, one: RecordId, other: RecordId) {
        for (from, to) in [(one, other), (other, one)] {
            if let Some(record) = self.get_mut(from).filter(|_| from != to) {
                record.related.insert(to);
            }
        }
    }

    /// A record.
    pub fn get(&self, id: RecordId) -> Option<&Record> {
        self.records.get(id.0)
    }

    pub(crate) fn get_mut(&mut self, id: RecordId) -> Option<&mut Record> {
        self.records.get_mut(id.0)
    }

    /// All records in the order of their creation.
    pub fn records(&self) -> impl Iterator<Item = (RecordId, &Record)> {
        self.records.iter().enumerate().map(|(index, record)| (RecordId(index), record))
    }

    /// All records, without looking at them.
    pub(crate) fn ids(&self) -> impl Iterator<Item = RecordId> + use<> {
        (0..self.records.len()).map(RecordId)
    }

    /// Where a record stands in a domain.
    pub fn place(&self, record: RecordId, domain: DomainId) -> Option<&Place> {
        self.get(record)?.places.get(&domain)
    }

    /// What a field of a record holds.
    pub fn datum(&self, record: RecordId, field: FieldId) -> Option<&Datum> {
        self.get(record)?.fields.get(&field)
    }

    /// The associated records of an object.
    pub fn related(&self, record: RecordId, object: Object) -> impl Iterator<Item = RecordId> {
        let related = self.get(record).into_iter().flat_map(|record| &record.related);
        related.copied().filter(move |id| self.get(*id).is_some_and(|it| it.object == object))
    }
}
