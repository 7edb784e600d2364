//! What each rule claims, said in terms of what was seen to happen.

use super::explore::{Explorer, Seen};
use super::matter::key;
use super::sample::Sample;
use lifecycle_base::{Diagnostic, Location};
use lifecycle_driver::interpreter::{Cause, Index, Run, Truth, View, What, World};
use lifecycle_driver::{Analysed, OsFs, analyse, lone_text};
use lifecycle_model::{
    AutomationId, Condition, ConditionKind, Criterion, CriterionKind, EventKind, Model, Object, StageId,
};
use std::collections::BTreeSet;

/// How a claim stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stands {
    /// It is so.
    True,
    /// It is not so.
    False,
    /// What it says can happen did not, but not everything was tried.
    Open,
}

/// A lifecycle, what the checker says of it, and what was seen to happen in it.
pub(super) struct Case<'m> {
    pub(super) sample: &'m Sample,
    pub(super) found: &'m Analysed,
    /// From the beginning only.
    pub(super) begun: Explorer<'m>,
    /// From wherever an import leaves records, too.
    pub(super) all: Explorer<'m>,
}

impl<'m> Case<'m> {
    pub(super) fn model(&self) -> &'m Model {
        &self.found.model
    }

    /// Whether a finding is true; `None` if its rule claims nothing about what happens.
    pub(super) fn judge(&self, finding: &Diagnostic) -> Option<Stands> {
        let at = finding.location?;
        // What a rule cannot know, it says so.
        if finding.message.contains("may matter") || finding.message.contains("may set") {
            return Some(Stands::Open);
        }
        let never = |happens: bool| Some(if happens { Stands::False } else { Stands::True });
        let can = |happens: bool| Some(self.can(happens));
        match finding.rule.name {
            "backward-move" => {
                let action = self.action(at)?;
                let arrived = self.all.seen.arrived.get(&action);
                let is_back = |(from, to): &(Option<StageId>, StageId)| {
                    from.is_some_and(|from| self.model()[from].rank > self.model()[*to].rank)
                };
                let arrived_back = || arrived.is_some_and(|ways| ways.iter().any(is_back));
                // What nothing prevents need not happen in a world this small.
                if finding.message.contains("also moves") || finding.message.contains("answers a lost deal") {
                    return Some(if arrived_back() { Stands::True } else { Stands::Open });
                }
                // Which of several contacts of a company is asked for, nobody sees.
                if finding.message.contains("it asks for") && self.has_companies() {
                    return Some(Stands::Open);
                }
                let free = finding.message.contains("back to");
                never(arrived.is_some_and(|ways| !free || !ways.iter().all(is_back)))
            }
            "self-blocking-move" => never(self.all.seen.arrived.contains_key(&self.action(at)?)),
            // It says that nothing in the automation makes certain that records are let in; that none is let in by chance is not its claim.
            "unguarded-move" => match self.all.seen.refused.contains(&self.action(at)?) {
                true => Some(Stands::True),
                false => Some(Stands::Open),
            },
            "impossible-criteria" => match self.automation(at) {
                Some(id) if finding.message.contains("never hold when it runs") => {
                    never(self.all.seen.ran.contains(&id))
                }
                _ => match self.stage(at) {
                    Some(stage) if finding.message.contains("entry criteria") => {
                        never(self.all.seen.met.contains(&stage))
                    }
                    _ => never(self.truths(at)?.contains(&true)),
                },
            },
            "always-true-criteria" => never(self.truths(at)?.contains(&false)),
            // Whoever still meets the earlier criterion does not meet the later one.
            "criteria-contradict-earlier-stage" => {
                let (earlier, later) = (self.truths(finding.related.first()?.location)?, self.truths(at)?);
                never(earlier.iter().zip(&later).any(|(earlier, later)| *earlier && *later))
            }
            "conflicting-writes" => {
                let (one, other) = (self.action(finding.related.first()?.location)?, self.action(at)?);
                let both = |pair: &[(AutomationId, usize); 2]| pair.map(|(id, _)| id) == [one.0, other.0];
                // Where the first changes nothing, the other order shows it.
                let alone = || {
                    alone(self.sample, &[one.0, other.0], |sample, all, ids| order_matters(sample, all, ids[0], ids[1]))
                };
                can(self.all.seen.wrote.iter().any(both) || self.order_matters(one.0, other.0) || alone())
            }
            "order-dependent-automation" | "conflicting-moves" => {
                let (one, other) = (self.automation(finding.related.first()?.location)?, self.automation(at)?);
                // A third automation on the event may hide what the two do to each other.
                can(self.order_matters(one, other)
                    || alone(self.sample, &[one, other], |sample, all, ids| order_matters(sample, all, ids[0], ids[1])))
            }
            "automation-loop" | "endless-recycle" => {
                let circle = self.named(&finding.message);
                let within = |ran: &Vec<AutomationId>| circle.iter().all(|id| ran.contains(id));
                if finding.message.contains("for ever") {
                    return can(circle.iter().all(|id| self.comes_back(*id)));
                }
                let endless = finding.message.contains("without end");
                let happens = |seen: &Seen, within: &dyn Fn(&Vec<AutomationId>) -> bool| match endless {
                    true => seen.endless.iter().any(within),
                    false => seen.together.iter().any(within),
                };
                let all = |_: &Sample, all: &Explorer<'_>, ids: &[AutomationId]| {
                    happens(&all.seen, &|ran| ids.iter().all(|id| ran.contains(id)))
                };
                can(happens(&self.all.seen, &within) || alone(self.sample, &circle, all))
            }
            "unreachable-stage" | "golden-unreachable" => {
                let (stage, _) = self.model().stages.iter().find(|(_, stage)| stage.ident.name_at == at)?;
                never(self.begun.seen.entered.iter().any(|(_, to, _)| *to == stage))
            }
            "dead-end-stage" => {
                let (stage, it) = self.model().stages.iter().find(|(_, stage)| stage.ident.name_at == at)?;
                let last = self.model().ranked_stages(it.track).last().map(|(id, _)| id);
                let ends = |id: &StageId| self.model()[*id].rank.is_none() || Some(*id) == last;
                never(self.onward(stage).iter().any(ends))
            }
            "restart-never-happens" => never(self.begun.seen.arrived.contains_key(&self.action(at)?)),
            "auto-entry-skips-stage" => match self.action(at) {
                Some(action) => never(self.all.seen.arrived.contains_key(&action)),
                None => {
                    let stage = self.stage(at)?;
                    let rank = self.model()[stage].rank?;
                    let leaps = |from: StageId| self.model()[from].rank.is_some_and(|from| from + 1 < rank);
                    let entered = &self.all.seen.entered;
                    never(
                        entered
                            .iter()
                            .any(|(from, to, by_criteria)| *by_criteria && *to == stage && from.is_some_and(leaps)),
                    )
                }
            },
            "rollup-falls" | "rollup-out-of-order" => {
                let rolls_up = |rollup: &lifecycle_model::Rollup| rollup.at == at;
                let mut domains = self.model().domains.iter();
                let found = domains.find(|(_, domain)| domain.rollup.as_ref().is_some_and(rolls_up));
                let stage = || self.stage(at).map(|stage| self.model().domain_of(stage));
                can(self.all.seen.fell.contains(&found.map(|(id, _)| id).or_else(stage)?))
            }
            _ => None,
        }
    }

    fn has_companies(&self) -> bool {
        self.model().domains.values().any(|domain| domain.object == Some(Object::Company))
    }

    fn can(&self, happens: bool) -> Stands {
        match happens {
            true => Stands::True,
            // There may be more deals than here.
            false if self.all.seen.whole && self.model().pipelines.is_empty() => Stands::False,
            false => Stands::Open,
        }
    }

    pub(super) fn action(&self, at: Location) -> Option<(AutomationId, usize)> {
        let automations = self.model().automations.iter();
        automations
            .flat_map(|(id, it)| it.actions.iter().enumerate().map(move |(place, action)| (id, place, action.at)))
            .find(|(.., place)| *place == at)
            .map(|(id, place, _)| (id, place))
    }

    pub(super) fn automation(&self, at: Location) -> Option<AutomationId> {
        self.model().automations.iter().find(|(_, it)| it.ident.at.contains(at)).map(|(id, _)| id)
    }

    pub(super) fn stage(&self, at: Location) -> Option<StageId> {
        self.model().stages.iter().find(|(_, it)| it.ident.at.contains(at)).map(|(id, _)| id)
    }

    /// The automations that a message names.
    pub(super) fn named(&self, message: &str) -> Vec<AutomationId> {
        let names: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
        let automations = self.model().automations.iter();
        automations.filter(|(_, it)| names.contains(&it.ident.name.as_str())).map(|(id, _)| id).collect()
    }

    /// Whether it holds, for every record in every state of the object it is asked of.
    fn truths(&self, at: Location) -> Option<Vec<bool>> {
        let model = self.model();
        let mut asked: Option<(Object, Asked<'m>)> = None;
        for (id, stage) in model.stages.iter() {
            let object = model.object_of(id)?;
            let found = stage.entry.iter().flat_map(|entry| &entry.criteria).find_map(|one| in_criterion(one, at));
            let exit = stage.exits.iter().filter_map(|exit| exit.when.as_ref()).find_map(|when| in_condition(when, at));
            asked = asked.or(found.or(exit).map(|found| (object, found)));
        }
        for automation in model.automations.values() {
            let object = match automation.event.as_ref().map(|event| &event.kind)? {
                EventKind::Created(object, _) => *object,
                EventKind::Enters(stage) | EventKind::Leaves(stage) | EventKind::Stays(stage, _) => {
                    model.object_of(*stage)?
                }
                EventKind::Changes(field) | EventKind::Becomes(field, _) | EventKind::Relative(_, _, field) => {
                    model[*field].object
                }
            };
            asked = asked.or(automation.conditions.iter().find_map(|one| in_condition(one, at)).map(|it| (object, it)));
        }
        let (object, asked) = asked?;
        let mut truths = Vec::new();
        for world in &self.all.states {
            for (record, _) in world.records().filter(|(_, it)| it.object == object) {
                truths.push(match asked {
                    Asked::Criterion(criterion) => world.judge(model, record, criterion) == Truth::Holds,
                    Asked::Condition(condition) => world.holds(model, View::Record(record), condition),
                });
            }
        }
        Some(truths)
    }

    /// Whether an automation moves records again and again while nothing happens but that timers run out.
    fn comes_back(&self, id: AutomationId) -> bool {
        let restarts = |world: &World, record| {
            let mut run = Run::new(self.model(), self.all.index, world.clone());
            let mut done = BTreeSet::new();
            for _ in 0..12 {
                let Some((timer, at)) = run.next_timer(record, &done) else { break };
                done.insert((timer, at));
                run.wait(at);
                run.fall_due(record, timer);
                if run.settle().is_err() {
                    break;
                }
            }
            let moves = run.trace().iter().filter(|it| {
                let by = matches!(it.cause, Cause::Automation(by, _) if by == id);
                by && matches!(it.what, What::Restarted(..) | What::Entered(..))
            });
            moves.count() > 3
        };
        self.all.states.iter().any(|world| world.records().any(|(record, _)| restarts(world, record)))
    }

    /// The stages that records were seen to come to from one, step by step, when people go where exits lead.
    fn onward(&self, start: StageId) -> BTreeSet<StageId> {
        let (mut seen, mut open) = (BTreeSet::from([start]), vec![start]);
        while let Some(here) = open.pop() {
            for (from, to, _) in &self.begun.seen.entered {
                if *from == Some(here) && seen.insert(*to) {
                    open.push(*to);
                }
            }
        }
        seen
    }

    fn order_matters(&self, one: AutomationId, other: AutomationId) -> bool {
        order_matters(self.sample, &self.all, one, other)
    }
}

/// A question about some automations without the others, which may hide what these do.
fn alone(
    sample: &Sample,
    ids: &[AutomationId],
    asked: impl Fn(&Sample, &Explorer<'_>, &[AutomationId]) -> bool,
) -> bool {
    let mut kept: Vec<usize> = ids.iter().map(|id| id.index()).collect();
    kept.sort_unstable();
    kept.dedup();
    let sample = sample.only(&kept);
    let found = analyse(&OsFs, &lone_text("a.lifecycle", sample.text()), &Default::default());
    let index = Index::of(&found.model);
    let mut all = Explorer::new(&found.model, &index);
    all.explore_from_anywhere();
    let ids: Vec<AutomationId> = found.model.automations.iter().map(|(id, _)| id).collect();
    asked(&sample, &all, &ids)
}

/// Whether anything ever comes out differently when two automations change places.
fn order_matters(sample: &Sample, all: &Explorer<'_>, one: AutomationId, other: AutomationId) -> bool {
    let text = sample.swapped(one.index(), other.index());
    let swapped = analyse(&OsFs, &lone_text("a.lifecycle", text), &Default::default());
    let index = Index::of(&swapped.model);
    let differs = |world: &World| {
        all.steps(world).iter().any(|step| {
            let mut here = all.take(world, step);
            let there = Explorer::new(&swapped.model, &index);
            let mut there = there.take(world, &step.swapped(one, other));
            let settled = (here.settle().is_ok(), there.settle().is_ok());
            settled.0 != settled.1 || settled.0 && outcome(&here, all.model) != outcome(&there, &swapped.model)
        })
    };
    all.states.iter().any(differs) || all.imports().iter().any(differs)
}

/// What came out: the state, and who was told what.
fn outcome(run: &Run<'_>, model: &Model) -> (Vec<u32>, Vec<String>) {
    let names = run.trace().iter().filter_map(|happened| match (&happened.what, happened.cause) {
        (What::Notified(..), Cause::Automation(id, _)) => Some(model[id].ident.name.to_string()),
        _ => None,
    });
    let mut names: Vec<String> = names.collect();
    names.sort();
    (key(run.world()), names)
}

#[derive(Clone, Copy)]
enum Asked<'m> {
    Criterion(&'m Criterion),
    Condition(&'m Condition),
}

fn in_criterion(criterion: &Criterion, at: Location) -> Option<Asked<'_>> {
    match &criterion.kind {
        CriterionKind::Condition(condition) => {
            in_condition(condition, at).or((criterion.at == at).then_some(Asked::Criterion(criterion)))
        }
        CriterionKind::AtLeast(_, parts) => parts.iter().find_map(|part| in_criterion(part, at)),
        CriterionKind::Manual(_) => None,
    }
}

fn in_condition(condition: &Condition, at: Location) -> Option<Asked<'_>> {
    if condition.at == at {
        return Some(Asked::Condition(condition));
    }
    match &condition.kind {
        ConditionKind::All(parts) | ConditionKind::Any(parts) => parts.iter().find_map(|part| in_condition(part, at)),
        ConditionKind::Not(inner) => in_condition(inner, at),
        _ => None,
    }
}
