//! How records get from stage to stage.

use crate::condition::Truth;
use crate::run::{Occurrence, Run};
use crate::trace::{Cause, What};
use crate::world::{Place, RecordId, Rest};
use lifecycle_model::{DomainId, Movement, Skip, Stage, StageId, StageKind};
use std::collections::BTreeMap;

/// Why a move is not made; `None` if it is.
type Obstacle = Option<What>;

impl Run<'_> {
    /// "`move OBJECT to STAGE`: forward only; a record already there or beyond stays. Under `movement free` it moves either way."
    pub(crate) fn advance(&mut self, record: RecordId, stage: StageId, cause: Cause) {
        match self.obstacle(record, stage) {
            Some(obstacle) => self.hold_back(record, obstacle, cause),
            None => self.enter(record, stage, cause),
        }
    }

    fn hold_back(&mut self, record: RecordId, obstacle: What, cause: Cause) {
        if let What::Refused(stage, places) = &obstacle {
            let criteria = self.model[*stage].entry.iter().flat_map(|entry| &entry.criteria).enumerate();
            self.exercised.extend(criteria.filter(|(place, _)| places.contains(place)).map(|(_, it)| it.at));
        }
        self.note(record, obstacle, cause);
    }

    fn obstacle(&self, record: RecordId, stage: StageId) -> Obstacle {
        self.barrier(record, stage).or_else(|| self.refusal(record, stage))
    }

    /// What stands in the way of a move, apart from the criteria.
    pub(crate) fn barrier(&self, record: RecordId, stage: StageId) -> Obstacle {
        let model = self.model;
        let target = &model[stage];
        let place = self.world.place(record, model.domain_of(stage));
        if let Some(place) = place {
            if place.stage == stage {
                return Some(What::Stayed(stage));
            }
            let here = &model[place.stage];
            // A deal stays in its pipeline: whoever moves a renewal along does not mean the deal that was won before.
            if here.track != target.track {
                return Some(What::Elsewhere(stage));
            }
            // "`lost` and `closed` … leave it", and "`recycle` is the only step back".
            if has_left(here) {
                return Some(if has_left(target) { What::Stayed(stage) } else { What::Left(stage) });
            }
            // On hold, a record is as far as it was before.
            let from = if here.kind == StageKind::Hold { place.held_from.map(|id| &model[id]) } else { Some(here) };
            if self.forward_only && from.is_some_and(|from| is_behind(target, from)) {
                return Some(What::Stayed(stage));
            }
        }
        // From a hold, a record goes on where it was; and a step back skips nothing.
        let resumes = place.is_some_and(|place| place.held_from == Some(stage));
        let leads_on = !resumes && place.is_none_or(|place| !is_behind(target, &model[place.stage]));
        if self.skip == Skip::Forbidden && leads_on && self.next_stage(record, stage).is_some_and(|next| next != stage)
        {
            return Some(What::Skipped(stage));
        }
        None
    }

    pub(crate) fn refusal(&self, record: RecordId, stage: StageId) -> Obstacle {
        let refusing = self.world.refusing(self.model, record, stage);
        let criteria = self.model[stage].entry.iter().flat_map(|entry| &entry.criteria).enumerate();
        let places: Vec<usize> = criteria
            .filter(|(_, one)| refusing.iter().any(|other| one.at == other.at))
            .map(|(place, _)| place)
            .collect();
        (!places.is_empty()).then_some(What::Refused(stage, places))
    }

    /// The stage after the one a record is on, in the track of `stage`; `None` if `stage` has no rank and is no step in the order.
    pub(crate) fn next_stage(&self, record: RecordId, stage: StageId) -> Option<StageId> {
        self.model[stage].rank?;
        let track = self.model[stage].track;
        let place = self.world.place(record, self.model.domain_of(stage));
        let here = place.map(|place| place.held_from.unwrap_or(place.stage));
        let rank = here.filter(|id| self.model[*id].track == track).and_then(|id| self.model[id].rank);
        let mut following = self.model.ranked_stages(track).filter(|(_, it)| !it.untracked && it.rank > rank);
        following.next().map(|(id, _)| id)
    }

    /// "`restart OBJECT at STAGE`: the deliberate way back: starts a new journey, counts it, keeps the first entry dates."
    pub(crate) fn restart(&mut self, record: RecordId, stage: StageId, cause: Cause) {
        let domain = self.model.domain_of(stage);
        let before = self.world.place(record, domain).map(|place| place.stage);
        let elsewhere = before.is_some_and(|before| self.model[before].track != self.model[stage].track);
        let obstacle = elsewhere.then_some(What::Elsewhere(stage)).or_else(|| self.refusal(record, stage));
        if let Some(obstacle) = obstacle {
            return self.hold_back(record, obstacle, cause);
        }
        self.settle_in(record, stage, true);
        self.note(record, What::Restarted(before, stage), cause);
        self.announce(record, before, stage);
    }

    /// Puts a record on a stage, whatever its criteria.
    pub(crate) fn enter(&mut self, record: RecordId, stage: StageId, cause: Cause) {
        let domain = self.model.domain_of(stage);
        let before = self.world.place(record, domain).map(|place| place.stage);
        self.settle_in(record, stage, false);
        self.note(record, What::Entered(before, stage), cause);
        self.announce(record, before, stage);
    }

    fn announce(&mut self, record: RecordId, before: Option<StageId>, stage: StageId) {
        // Who starts anew where it is does not leave.
        if let Some(before) = before.filter(|before| *before != stage) {
            self.later(Occurrence::Left(record, before));
        }
        self.later(Occurrence::Entered(record, stage));
    }

    fn settle_in(&mut self, record: RecordId, stage: StageId, again: bool) {
        let (model, now) = (self.model, self.world.now);
        let criteria = model[stage].entry.iter().flat_map(|entry| &entry.criteria);
        let held = criteria.filter(|it| self.world.judge(model, record, it) == Truth::Holds).map(|it| it.at);
        self.exercised.extend(held.collect::<Vec<_>>());
        let domain = model.domain_of(stage);
        let fills = self.skip == Skip::Filled && !again && model[domain].rollup.is_none();
        let skipped = if fills { self.skipped(record, stage) } else { Vec::new() };
        let Some(it) = self.world.get_mut(record) else { return };
        let former = it.former.remove(&domain);
        let new = || Place {
            stage,
            since: now,
            journey: 0,
            first: BTreeMap::new(),
            last: BTreeMap::new(),
            held_from: None,
            reason: None,
            previous_reason: None,
            rest: None,
        };
        let place = it.places.entry(domain).or_insert_with(|| former.unwrap_or_else(new));
        if again || place.journey == 0 {
            place.journey += 1;
        }
        // A record that is on hold is as far as it was before; from one hold to another nothing changes.
        place.held_from = match (model[stage].kind, model[place.stage].kind) {
            (StageKind::Hold, StageKind::Hold) => place.held_from,
            (StageKind::Hold, _) => Some(place.stage).filter(|id| *id != stage && model[*id].rank.is_some()),
            _ => None,
        };
        if let Some(reason) = place.reason.take() {
            place.previous_reason = Some(reason);
        }
        place.rest = None;
        place.stage = stage;
        place.since = now;
        for id in skipped.into_iter().chain([stage]) {
            place.first.entry(id).or_insert(now);
            place.last.insert(id, now);
        }
    }

    /// "`skip … filled` (dates of skipped stages are stamped too)."
    fn skipped(&self, record: RecordId, stage: StageId) -> Vec<StageId> {
        let track = self.model[stage].track;
        let Some(target) = self.model[stage].rank else { return Vec::new() };
        let place = self.world.place(record, self.model.domain_of(stage));
        let here = place.map(|place| place.held_from.unwrap_or(place.stage));
        let rank = here.filter(|id| self.model[*id].track == track).and_then(|id| self.model[id].rank);
        let between = self.model.ranked_stages(track).filter(|(_, it)| it.rank > rank && it.rank < Some(target));
        between.filter(|(_, it)| !it.untracked).map(|(id, _)| id).collect()
    }

    /// "… a record on an earlier stage moves in by itself as soon as all hold": the next such stage, if there is one.
    pub(crate) fn next_by_itself(&self, record: RecordId, domain: DomainId) -> Option<StageId> {
        let model = self.model;
        let place = self.world.place(record, domain);
        if place.is_some_and(|place| self.rests(place)) {
            return None;
        }
        let here = place.map(|place| &model[place.stage]);
        let (track, rank) = match here {
            // Outside of the order, no stage is a later one.
            Some(here) => (here.track, Some(here.rank?)),
            None => (*model[domain].tracks.first().filter(|_| model[domain].tracks.len() == 1)?, None),
        };
        let mut later = model.ranked_stages(track).filter(|(_, it)| it.rank > rank && !it.untracked);
        let found = later.find(|(id, _)| self.world.enters_by_itself(model, record, *id))?.0;
        let leaps = self.skip == Skip::Forbidden && self.next_stage(record, found) != Some(found);
        (!leaps).then_some(found)
    }

    /// Whether a record has been sent back and its time has not come yet.
    pub(crate) fn rests(&self, place: &Place) -> bool {
        match place.rest {
            None => false,
            Some(Rest::UntilChange) => true,
            Some(Rest::Until(moment)) => self.world.now < moment,
        }
    }

    /// Where a record starts in a domain: the first stage the CRM knows, as soon as its criteria hold. In a pipeline a record starts only by
    /// being created in it.
    pub(crate) fn start(&self, record: RecordId, domain: DomainId) -> Option<StageId> {
        let [track] = self.model[domain].tracks.as_slice() else { return None };
        if self.model[*track].pipeline.is_some() {
            return None;
        }
        let (id, _) = self.model.ranked_stages(*track).find(|(_, stage)| !stage.untracked)?;
        self.world.refusing(self.model, record, id).is_empty().then_some(id)
    }
}

fn has_left(stage: &Stage) -> bool {
    matches!(stage.kind, StageKind::Lost | StageKind::Closed)
}

/// Whether a move to `target` would lead back from `here`.
fn is_behind(target: &Stage, here: &Stage) -> bool {
    target.track == here.track && target.rank.zip(here.rank).is_some_and(|(there, here)| there < here)
}

/// The movement and skip rules of a model.
pub(crate) fn policy(model: &lifecycle_model::Model) -> (bool, Skip) {
    let header = model.header.as_ref();
    let movement = header.map_or(Movement::default(), |header| header.movement);
    (movement == Movement::ForwardOnly, header.map_or(Skip::default(), |header| header.skip))
}
