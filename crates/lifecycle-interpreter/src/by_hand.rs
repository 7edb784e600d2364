//! What a CRM has to refuse when a person changes the stage of a record. Automations never get so far: what may not move stays where it is.

use crate::condition::View;
use crate::run::Run;
use crate::trace::What;
use crate::world::RecordId;
use lifecycle_model::{Exit, ExitKind, StageId};

/// Why a person cannot put a record on a stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// "All must hold when a record enters": the criteria that fail, by their places in the entry.
    Criteria(Vec<usize>),
    /// "`to` advances … `when`": none of the ways from here to there is open.
    Condition,
    /// "`movement forward_only`": the stage lies behind, and no `recycle` leads to it.
    Backward,
    /// The record has left the funnel, and no `recycle` leads to the stage.
    Left,
    /// "`skip … forbidden`": there are stages before it.
    Skips,
    /// "Reasons become a required picklist": none is given, or one that is not among those of this way.
    Reason,
}

impl Run<'_> {
    /// Why a person cannot put a record on a stage, giving a reason or none; `None` if nothing stands in the way.
    ///
    /// A way that leads there may be a step back. Dropping a record, or putting it on hold, needs no way: only its reason, where one leads
    /// there and has some. A new record may begin on any stage that lets it in.
    pub fn refuses_by_hand(&self, record: RecordId, stage: StageId, reason: Option<&str>) -> Option<Refusal> {
        let place = self.world.place(record, self.model.domain_of(stage));
        if place.is_some_and(|place| place.stage == stage) {
            return None;
        }
        let exits = place.map_or(&[][..], |place| &self.model[place.stage].exits);
        let leading: Vec<&Exit> = exits.iter().filter(|exit| exit.target == Some(stage)).collect();
        let back = leading.iter().any(|exit| exit.kind == ExitKind::Recycle);
        match self.barrier(record, stage).filter(|_| !back) {
            Some(What::Left(_)) => return Some(Refusal::Left),
            Some(What::Skipped(_)) => return Some(Refusal::Skips),
            // From one lost stage to another is no step at all; another pipeline is another order.
            Some(What::Elsewhere(_)) => {}
            Some(_) if self.model[stage].rank.is_some() => return Some(Refusal::Backward),
            _ => {}
        }
        let open = |exit: &&&Exit| {
            exit.when.as_ref().is_none_or(|when| self.world.holds(self.model, View::Record(record), when))
        };
        let open: Vec<&&Exit> = leading.iter().filter(open).collect();
        if open.is_empty() && !leading.is_empty() {
            return Some(Refusal::Condition);
        }
        if let Some(What::Refused(_, places)) = self.refusal(record, stage) {
            return Some(Refusal::Criteria(places));
        }
        let asks = |exit: &&&Exit| exit.reasons.iter().all(|known| Some(known.text.as_str()) != reason);
        let reasons_missing = !open.is_empty() && open.iter().all(|exit| !exit.reasons.is_empty() && asks(exit));
        reasons_missing.then_some(Refusal::Reason)
    }
}
