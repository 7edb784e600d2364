//! Reasoning over conditions: which can never hold together, and which follow from others.
//!
//! Every answer is sound for the semantics of the language: "never" and "implies" are proofs, and what cannot be decided (a text, a
//! judgement of people, two fields compared) leaves both open. Each test is kept as two sets of values, where it may hold and where it may
//! fail. Where the meaning is fixed one is the complement of the other; where it is not (is an unknown field "not A"?), they overlap.

mod arrival;
mod chain;
mod claim;
mod formula;
mod has;
mod known;
mod lists;
mod occasion;
mod round;
mod set;
mod solve;
mod state;
mod together;
mod values;
mod wake;

pub use formula::{Formula, View};
pub use solve::Verdict;

pub(crate) use arrival::{Arrival, Way, arrivals, in_the_funnel, one_step};
pub(crate) use chain::{Circle, circles};
pub(crate) use claim::Variable;
pub(crate) use known::{Known, entry_facts, is_closed};
pub(crate) use lists::{Asked, List, Purpose, lists};
pub(crate) use occasion::{Fact, Occasions, event_object};
pub(crate) use round::{End, end};
pub(crate) use together::{Pair, Together};
pub(crate) use values::Values;
pub(crate) use wake::{Knot, knots};

use lifecycle_model::{Condition, Criterion, CriterionKind, Model, StageId, TrackId};
use std::collections::BTreeMap;

/// The rules of reasoning over the conditions of one model.
#[derive(Debug)]
pub struct Logic<'m> {
    model: &'m Model,
    /// For each track, how many stages have a rank, and whether there are others.
    ranks: Vec<(u32, bool)>,
    /// For each track, its stages without a rank, as many as are worth looking at.
    apart: Vec<Vec<StageId>>,
    /// The stage of the CRM before each that has a rank.
    before: BTreeMap<StageId, StageId>,
}

/// So many stages without a rank are looked at in each track.
const APART: usize = 24;

impl<'m> Logic<'m> {
    /// For a model.
    pub fn new(model: &'m Model) -> Self {
        let ranks = model.tracks.values().map(|track| {
            let ranked = track.stages.iter().filter(|stage| model[**stage].rank.is_some()).count();
            (ranked as u32, ranked < track.stages.len())
        });
        let apart = model.tracks.values().map(|track| {
            let stages = track.stages.iter().copied().filter(|stage| model[*stage].rank.is_none());
            stages.take(APART).collect()
        });
        let mut before = BTreeMap::new();
        for (track, _) in model.tracks.iter() {
            let mut last = None;
            for (id, stage) in model.ranked_stages(track) {
                before.extend(last.map(|last| (id, last)));
                last = if stage.untracked { last } else { Some(id) };
            }
        }
        Self { model, ranks: ranks.collect(), apart: apart.collect(), before }
    }

    /// The stages of a track that have no rank, the first few.
    pub(crate) fn apart(&self, track: TrackId) -> &[StageId] {
        self.apart.get(track.index()).map_or(&[], Vec::as_slice)
    }

    /// The stage that the CRM knows before this one.
    pub(crate) fn before(&self, stage: StageId) -> Option<StageId> {
        self.before.get(&stage).copied()
    }

    pub(crate) fn model(&self) -> &'m Model {
        self.model
    }

    /// How many stages of a track have a rank, and whether there are others.
    pub(crate) fn ranks(&self, track: TrackId) -> (u32, bool) {
        self.ranks.get(track.index()).copied().unwrap_or((0, true))
    }

    /// A condition as somebody reads it who looks from `view`.
    pub fn condition(&self, view: View, condition: &'m Condition) -> Formula<'m> {
        formula::of_condition(self, view, condition)
    }

    /// A criterion of the entry of a stage whose records are those of `view`.
    pub fn criterion(&self, view: View, criterion: &'m Criterion) -> Formula<'m> {
        match &criterion.kind {
            CriterionKind::Condition(condition) => self.condition(view, condition),
            CriterionKind::Manual(_) => Formula::Open,
            CriterionKind::AtLeast(count, parts) => {
                Formula::AtLeast(*count as usize, parts.iter().map(|part| self.criterion(view, part)).collect())
            }
        }
    }

    /// Whether all parts can hold together.
    pub fn solve(&self, parts: &[&Formula<'m>]) -> Verdict {
        solve::solve(self, parts)
    }

    /// Whether it is certain that the parts never hold together.
    pub fn never(&self, parts: &[&Formula<'m>]) -> bool {
        self.solve(parts) == Verdict::Never
    }

    /// Whether it is certain that `formula` holds wherever all `facts` do.
    pub fn implies(&self, facts: &[&Formula<'m>], formula: &Formula<'m>) -> bool {
        let negated = formula.negated();
        let parts: Vec<&Formula<'m>> = facts.iter().copied().chain([&negated]).collect();
        self.never(&parts)
    }

    /// Of parts that never hold together, the places of a few that already do not: none of them can be left out. Empty if the parts may
    /// hold. It takes few proofs however many parts there are, since each search halves what may be needed.
    pub fn core(&self, parts: &[&Formula<'m>]) -> Vec<usize> {
        let mut core: Vec<usize> = Vec::new();
        let mut end = parts.len();
        let contradicts = |core: &[usize], end: usize| {
            let chosen = core.iter().filter_map(|index| parts.get(*index)).chain(parts.iter().take(end));
            self.never(&chosen.copied().collect::<Vec<_>>())
        };
        if !contradicts(&core, end) {
            return core;
        }
        while !contradicts(&core, 0) {
            let (mut low, mut high) = (0, end);
            while low + 1 < high {
                let middle = low + (high - low) / 2;
                if contradicts(&core, middle) { high = middle } else { low = middle }
            }
            core.push(high - 1);
            end = high - 1;
        }
        core.sort_unstable();
        core
    }
}
