//! Where automations bring records to a stage, and what the stage says to that.

use super::formula::Formula;
use super::known::{Known, entry_facts};
use super::occasion::{Fact, Occasions, readable};
use super::{APART, Logic};
use lifecycle_base::Location;
use lifecycle_model::{
    ActionKind, Assign, AutomationId, Model, Movement, Object, Position, Skip, StageId, StageKind, TrackId,
};

/// An action that brings a record to a stage.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Arrival<'m> {
    pub(crate) automation: AutomationId,
    /// The place of the action in the automation.
    pub(crate) index: usize,
    pub(crate) at: Location,
    pub(crate) stage: StageId,
    pub(crate) object: Object,
    pub(crate) way: Way<'m>,
}

/// How a record comes to a stage.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Way<'m> {
    /// It is moved.
    Moved,
    /// It starts a new journey.
    Restarted,
    /// It is created there, with these values.
    Created(&'m [Assign]),
}

/// Every arrival by automation.
pub(crate) fn arrivals(model: &Model) -> impl Iterator<Item = Arrival<'_>> {
    let automations = model.automations.iter().filter(|(_, automation)| readable(automation).is_some());
    automations.flat_map(move |(id, automation)| {
        automation.actions.iter().enumerate().filter_map(move |(index, action)| {
            let (stage, way) = match &action.kind {
                ActionKind::Move(stage) => (*stage, Way::Moved),
                ActionKind::Restart(stage) => (*stage, Way::Restarted),
                ActionKind::Create { stage: Some(stage), with, .. } => (*stage, Way::Created(with)),
                _ => return None,
            };
            Some(Arrival { automation: id, index, at: action.at, stage, object: model.object_of(stage)?, way })
        })
    })
}

impl<'m> Arrival<'m> {
    /// What the automation knows of the record. With `entered`, what the stage of the event asks on entry is taken to hold still.
    pub(crate) fn known(&self, logic: &Logic<'m>, occasions: &Occasions<'m>, entered: bool) -> Known<'m> {
        let known = Known::before(logic, occasions, self.automation, (self.index, self.object), entered);
        match self.way {
            Way::Created(with) => known.of_created(logic.model(), with),
            Way::Moved | Way::Restarted => known,
        }
    }

    /// A few facts and criteria that contradict each other, if the stage can only refuse the record. Empty where either contradict
    /// themselves already.
    pub(crate) fn refusal(&self, logic: &Logic<'m>, occasions: &Occasions<'m>) -> (Vec<Fact<'m>>, Vec<Fact<'m>>) {
        let mut facts = self.known(logic, occasions, false).own;
        if matches!(self.way, Way::Moved) {
            // One that is there already stays, and nobody asks for the criteria.
            let elsewhere = Formula::stands(logic, Position::At, self.stage).negated();
            facts.push(Fact { formula: elsewhere, at: self.at });
        }
        let criteria = entry_facts(logic, self.stage);
        let all: Vec<&Fact<'m>> = facts.iter().chain(&criteria).collect();
        let core = logic.core(&all.iter().map(|fact| &fact.formula).collect::<Vec<_>>());
        let of = |known: bool| {
            let chosen = core.iter().filter(|index| (**index < facts.len()) == known);
            chosen.filter_map(|index| all.get(*index).map(|fact| (*fact).clone())).collect::<Vec<_>>()
        };
        let (known, asked) = (of(true), of(false));
        if known.is_empty() || asked.is_empty() { (Vec::new(), Vec::new()) } else { (known, asked) }
    }
}

/// That a record is on none of the lost and closed stages of a track: from there only a recycle exit or a restart leads back.
pub(crate) fn in_the_funnel<'m>(logic: &Logic<'m>, track: TrackId) -> Vec<Formula<'m>> {
    let is_end = |id: &&StageId| matches!(logic.model()[**id].kind, StageKind::Lost | StageKind::Closed);
    let ends = logic.apart(track).iter().filter(is_end);
    ends.map(|id| Formula::stands(logic, Position::At, *id).negated()).collect()
}

/// Where a record stands that may be moved to a stage without skipping one; `None` where records may skip, or the stage has no rank.
pub(crate) fn one_step<'m>(logic: &Logic<'m>, stage: StageId) -> Option<Formula<'m>> {
    let model = logic.model();
    let header = model.header.as_ref().filter(|header| header.skip == Skip::Forbidden)?;
    model[stage].rank?;
    // Where not all places are known, nothing follows.
    let apart = Some(logic.apart(model[stage].track)).filter(|apart| apart.len() < APART)?;
    let before = logic.before(stage);
    let mut places = match before {
        Some(before) => vec![Formula::stands(logic, Position::At, before)],
        None => vec![Formula::is_on_none(logic, stage)],
    };
    // On hold, a record is as far as it was before.
    let waits = |id: &&StageId| before.is_none() || model[**id].kind == StageKind::Hold;
    let waiting = apart.iter().filter(waits);
    places.extend(waiting.map(|id| Formula::stands(logic, Position::At, *id)));
    if header.movement == Movement::Free {
        places.push(Formula::stands(logic, Position::Beyond, stage));
    }
    Some(Formula::AtLeast(1, places))
}
