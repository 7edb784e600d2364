//! How records get from stage to stage: by the exits of stages, and by automations.

use crate::part::own_tracks;
use lifecycle_model::{
    ActionKind, Automation, Condition, ConditionKind, EventKind, Model, Position, Stage, StageId, StageKind, TrackId,
};
use std::collections::BTreeSet;

/// The ways of a project.
pub(crate) struct Ways {
    /// Stages that an exit leads to.
    named: BTreeSet<StageId>,
    /// Stages that an automation moves records into.
    moved_into: BTreeSet<StageId>,
    /// Stages that an automation moves records into wherever they stand.
    moved_from_anywhere: BTreeSet<StageId>,
    /// Stages at which an automation creates records.
    created_at: BTreeSet<StageId>,
    /// Stages whose records an automation moves on, because they are there.
    moved_on: BTreeSet<StageId>,
    /// Tracks in which an automation starts a new journey.
    restarted: BTreeSet<TrackId>,
    /// Stages that an automation watches: somebody is told of records that stay too long, or has to act on them by a time.
    watched: BTreeSet<StageId>,
    /// Tracks that a won deal opens: an automation creates a record in them, or moves one to their first stage.
    after_won: BTreeSet<TrackId>,
    /// Steps forward that are on no way.
    orphans: BTreeSet<StageId>,
}

impl Ways {
    /// The ways of a model.
    pub(crate) fn of(model: &Model) -> Self {
        let exits = model.stages.values().flat_map(|stage| &stage.exits);
        let mut ways = Self {
            named: exits.filter_map(|exit| exit.target).collect(),
            moved_into: BTreeSet::new(),
            moved_from_anywhere: BTreeSet::new(),
            created_at: BTreeSet::new(),
            moved_on: BTreeSet::new(),
            restarted: BTreeSet::new(),
            watched: BTreeSet::new(),
            after_won: BTreeSet::new(),
            orphans: BTreeSet::new(),
        };
        for automation in model.automations.values() {
            ways.add(model, automation);
        }
        for (track, _) in own_tracks(model) {
            ways.find_orphans(model, track);
        }
        ways
    }

    fn add(&mut self, model: &Model, automation: &Automation) {
        let mut about = BTreeSet::new();
        let event = automation.event.as_ref().map(|event| &event.kind);
        if let Some(EventKind::Enters(stage) | EventKind::Leaves(stage) | EventKind::Stays(stage, _)) = event {
            about.insert(*stage);
        }
        automation.conditions.iter().for_each(|condition| stood_at(condition, &mut about));
        // Told at once is not told in time: that takes a timer, or a task with a due date.
        let timed = matches!(event, Some(EventKind::Stays(..) | EventKind::Relative(..)));
        let on_win = matches!(event, Some(EventKind::Enters(stage)) if model[*stage].kind == StageKind::Won);
        for action in &automation.actions {
            let target = match &action.kind {
                ActionKind::Move(target) => *target,
                ActionKind::Restart(target) => {
                    self.restarted.insert(model[*target].track);
                    *target
                }
                ActionKind::Create { stage, .. } => {
                    let Some(target) = *stage else { continue };
                    self.created_at.insert(target);
                    if on_win {
                        self.after_won.insert(model[target].track);
                    }
                    continue;
                }
                ActionKind::Notify(..) | ActionKind::Task(_, _, None) if timed => {
                    self.watched.extend(&about);
                    continue;
                }
                ActionKind::Task(_, _, Some(_)) => {
                    self.watched.extend(&about);
                    continue;
                }
                ActionKind::Set(_) | ActionKind::Notify(..) | ActionKind::Task(..) => continue,
            };
            self.moved_into.insert(target);
            if on_win && model[target].rank == Some(0) {
                self.after_won.insert(model[target].track);
            }
            let object = model.object_of(target);
            if about.iter().all(|from| model.object_of(*from) != object) {
                self.moved_from_anywhere.insert(target);
            }
            self.moved_on.extend(about.iter().filter(|from| **from != target && model.object_of(**from) == object));
        }
    }

    /// Whether an exit of some stage leads here.
    pub(crate) fn is_named(&self, stage: StageId) -> bool {
        self.named.contains(&stage)
    }

    /// Whether an automation brings records here.
    pub(crate) fn is_fed(&self, stage: StageId) -> bool {
        self.moved_into.contains(&stage) || self.created_at.contains(&stage)
    }

    /// Whether records come here from other stages without anyone moving them.
    pub(crate) fn draws(&self, model: &Model, id: StageId) -> bool {
        self.moved_into.contains(&id) || model[id].entry.as_ref().is_some_and(|entry| entry.auto)
    }

    /// Whether an automation brings records here without asking where they stand.
    pub(crate) fn is_open_to_all(&self, stage: StageId) -> bool {
        self.moved_from_anywhere.contains(&stage)
    }

    /// Whether an automation moves records on because they are here.
    pub(crate) fn is_moved_on(&self, stage: StageId) -> bool {
        self.moved_on.contains(&stage)
    }

    /// Whether an automation starts new journeys in a track.
    pub(crate) fn is_restarted(&self, track: TrackId) -> bool {
        self.restarted.contains(&track)
    }

    /// Whether an automation tells someone of records that stay too long here, or makes them a task that is due.
    pub(crate) fn is_watched(&self, stage: StageId) -> bool {
        self.watched.contains(&stage)
    }

    /// Whether a won deal opens the track.
    pub(crate) fn opens_on_win(&self, track: TrackId) -> bool {
        self.after_won.contains(&track)
    }

    /// Whether a step forward is on no way at all: it says nothing of when a record enters, nobody brings one, and the stage before it
    /// leads elsewhere.
    pub(crate) fn is_orphan(&self, stage: StageId) -> bool {
        self.orphans.contains(&stage)
    }

    fn find_orphans(&mut self, model: &Model, track: TrackId) {
        let mut before: Option<&Stage> = None;
        for (id, stage) in model.ranked_stages(track) {
            let elsewhere = before.is_some_and(|before| {
                let known = before.exits.iter().all(|exit| exit.target.is_some());
                !before.exits.is_empty() && known && !before.ident.damaged
            });
            let lost = !has_criteria(stage) && !stage.untracked && !self.is_named(id) && !self.is_fed(id);
            if elsewhere && lost && !stage.ident.damaged {
                self.orphans.insert(id);
            }
            before = Some(stage);
        }
    }
}

/// Whether a stage says when a record enters.
pub(crate) fn has_criteria(stage: &Stage) -> bool {
    stage.entry.as_ref().is_some_and(|entry| !entry.criteria.is_empty())
}

/// The stages at which a condition asks a record to stand.
fn stood_at(condition: &Condition, found: &mut BTreeSet<StageId>) {
    match &condition.kind {
        ConditionKind::All(inner) | ConditionKind::Any(inner) => inner.iter().for_each(|c| stood_at(c, found)),
        ConditionKind::Stands(_, Position::At, stage) => {
            found.insert(*stage);
        }
        _ => {}
    }
}
