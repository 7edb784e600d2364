//! What follows from where records stand: derived domains and milestones.

use crate::condition::View;
use crate::run::{Occurrence, Run};
use crate::trace::{Cause, What};
use crate::world::RecordId;
use lifecycle_model::{DomainId, StageId};

impl Run<'_> {
    /// "The most (or `least`) advanced related record decides"; whether anything moved.
    pub(crate) fn roll_up(&mut self) -> bool {
        let mut moved = false;
        for domain in self.index.derived() {
            let object = self.model[*domain].object;
            for record in self.world.ids() {
                if self.world.get(record).map(|it| it.object) != object {
                    continue;
                }
                let stage = self.derived_stage(record, *domain);
                let here = self.world.place(record, *domain).map(|place| place.stage);
                match (here, stage) {
                    (here, Some(stage)) if here != Some(stage) => self.enter(record, stage, Cause::RollUp),
                    (Some(here), None) => {
                        if let Some(it) = self.world.get_mut(record) {
                            it.former.extend(it.places.remove(domain).map(|place| (*domain, place)));
                        }
                        self.note(record, What::Removed(*domain, here), Cause::RollUp);
                        self.later(Occurrence::Left(record, here));
                    }
                    _ => continue,
                }
                moved = true;
            }
        }
        moved
    }

    /// The stage that the source domain's records give to a record. Those outside of the order count only if none is in it.
    pub(crate) fn derived_stage(&self, record: RecordId, domain: DomainId) -> Option<StageId> {
        let model = self.model;
        let rollup = model[domain].rollup.as_ref()?;
        let source = rollup.source?;
        let derived = self.index.derivation(domain);
        let related = self.world.related(record, model[source].object?);
        let stages = related.filter_map(|other| self.world.place(other, source)).map(|place| place.stage);
        let mapped: Vec<(Option<u32>, StageId)> =
            stages.filter_map(|stage| Some((model[stage].rank, *derived.get(&stage)?))).collect();
        let ranked = mapped.iter().filter(|(rank, _)| rank.is_some());
        let decided = if rollup.most { ranked.max_by_key(|it| it.0) } else { ranked.min_by_key(|it| it.0) };
        decided.or(mapped.first()).map(|(_, stage)| *stage)
    }

    pub(crate) fn stamp_milestones(&mut self) {
        let model = self.model;
        for (id, milestone) in model.milestones.iter() {
            let Some(condition) = &milestone.when else { continue };
            for record in self.world.ids() {
                let Some(it) = self.world.get(record).filter(|it| Some(it.object) == milestone.object) else {
                    continue;
                };
                if !it.milestones.contains_key(&id) && self.world.holds(model, View::Record(record), condition) {
                    let now = self.world.now;
                    if let Some(it) = self.world.get_mut(record) {
                        it.milestones.insert(id, now);
                    }
                    self.note(record, What::Reached(id), Cause::Criteria);
                }
            }
        }
    }
}
