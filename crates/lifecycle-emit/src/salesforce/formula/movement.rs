//! Steps from stage to stage as formulas: what leads back, what skips, what has left. The counterpart of `Run::barrier` in the
//! interpreter.
//!
//! The two ends of a step are any formulas with the values of the stage field: for a validation rule what the record held and what
//! it holds, for a flow what it holds and where an automation wants it.

use super::Formula;
use super::places::Places;
use lifecycle_model::{Comparison, ExitKind, Movement, Stage, StageId, StageKind, TrackId};
use lifecycle_targets::salesforce::formulas;

/// A step within a track.
#[derive(Clone, Debug)]
pub(crate) struct Step<'m> {
    pub(crate) places: Places<'m>,
    pub(crate) track: TrackId,
    /// The stage that is left; blank for a record that is on none.
    pub(crate) here: Formula,
    /// The stage that is entered.
    pub(crate) there: Formula,
    /// The stage from which a record on hold was put there, if the track has stages for that.
    pub(crate) held: Option<Formula>,
}

impl Step<'_> {
    /// Whether it leads back. "On hold, a record is as far as it was before."
    pub(crate) fn leads_back(&self) -> Formula {
        let behind_all = self.ranked().len() as i64 + 1;
        match self.reached() {
            Some(reached) => self.rank(&self.there, behind_all).compare(Comparison::Less, reached),
            None => Formula::Bool(false),
        }
    }

    /// Whether it passes over a stage. A step back passes over none; only from a hold, where all else is open, it would.
    pub(crate) fn skips(&self) -> Formula {
        let Some(reached) = self.reached() else { return Formula::Bool(false) };
        let there = || self.rank(&self.there, 0);
        let number = |number: f64| Formula::Number(number);
        let leaps = there().compare(Comparison::Greater, reached.clone().plus(number(1.0)));
        let free = self.places.model.header.as_ref().is_some_and(|header| header.movement == Movement::Free);
        // Behind the last stage there is no next one that could be missed.
        let from_hold = Formula::all([
            if free { self.on_hold() } else { Formula::Bool(false) },
            there().compare(Comparison::Greater, number(0.0)),
            there().compare(Comparison::Less, reached.clone()),
            reached.compare(Comparison::Less, number(self.ranked().len() as f64)),
        ]);
        Formula::any([leaps, from_hold])
    }

    /// Whether a record that begins there has skipped a stage.
    pub(crate) fn begins_late(&self) -> Formula {
        self.there.clone().one_of(self.ranked().into_iter().map(|(name, _)| name).skip(1))
    }

    /// Whether it leads from outside of the funnel back into it.
    pub(crate) fn returns(&self) -> Formula {
        let left = |at: &Formula| at.clone().one_of(self.values(has_left));
        let somewhere = match self.places.is_sales_pipeline(self.track) {
            true => Formula::Bool(true),
            false => self.there.is_known(),
        };
        Formula::all([left(&self.here), left(&self.there).not(), somewhere])
    }

    /// Whether a `recycle` exit of one of these stages leads this way, whatever its condition: "the only step back".
    pub(crate) fn is_recycling(&self, of: impl Fn(&Stage) -> bool) -> Formula {
        let mut ways: Vec<(String, Vec<String>)> = Vec::new();
        for (id, stage) in self.places.model.stages_of(self.track).filter(|(_, stage)| of(stage)) {
            let Some(here) = self.places.value(id) else { continue };
            let recycles = stage.exits.iter().filter(|exit| exit.kind == ExitKind::Recycle);
            for there in recycles.filter_map(|exit| self.places.value(exit.target?)) {
                match ways.iter_mut().find(|(target, _)| *target == there) {
                    Some((_, from)) => from.push(here.clone()),
                    None => ways.push((there, vec![here.clone()])),
                }
            }
        }
        let way = |(there, from)| Formula::all([self.here.clone().one_of(from), self.there.clone().one_of([there])]);
        Formula::any(ways.into_iter().map(way))
    }

    /// Whether it leads from a stage to one of these.
    pub(crate) fn between(&self, here: StageId, there: Vec<String>) -> Formula {
        let from = self.here.clone().one_of(self.places.value(here));
        Formula::all([from, self.there.clone().one_of(there)])
    }

    /// How far the record is; `None` if the track has no order.
    fn reached(&self) -> Option<Formula> {
        if self.ranked().is_empty() {
            return None;
        }
        let here = self.rank(&self.here, 0);
        let holds = self.on_hold();
        Some(match &self.held {
            Some(held) if holds != Formula::Bool(false) => {
                let held = self.rank(held, 0);
                here.plus(Formula::call(&formulas::IF, [holds, held, Formula::Number(0.0)]))
            }
            _ => here,
        })
    }

    fn on_hold(&self) -> Formula {
        self.here.clone().one_of(self.values(|stage| stage.kind == StageKind::Hold))
    }

    fn rank(&self, at: &Formula, other: i64) -> Formula {
        Formula::Case(Box::new(at.clone()), self.ranked(), other)
    }

    /// The values of the stages in the order, counted from 1.
    fn ranked(&self) -> Vec<(String, i64)> {
        let tracked = self.places.model.ranked_stages(self.track).filter_map(|(id, _)| self.places.value(id));
        tracked.zip(1..).collect()
    }

    fn values(&self, of: impl Fn(&Stage) -> bool) -> Vec<String> {
        let stages = self.places.model.stages_of(self.track).filter(|(_, stage)| of(stage));
        stages.filter_map(|(id, _)| self.places.value(id)).collect()
    }
}

/// "`lost` and `closed` … leave it."
pub(crate) fn has_left(stage: &Stage) -> bool {
    matches!(stage.kind, StageKind::Lost | StageKind::Closed)
}
